"""Takes out of a text what names a person, before anything is written.

Digits count however they are typed: full width, Chinese numerals, with spaces or hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from assistant.web.feedback.people import CLASS, NAMED, SCHOOL, near_names
from assistant.web.texts import REDACTED

_NUMERALS = str.maketrans("〇零一幺二两三四五六七八九", "0011" + "223456789")
_GAP = r"[ \t\-–—_.·,，、/]{0,2}"
_RUN = re.compile(rf"(?<!\d)\d(?:{_GAP}[\dXx])+(?!\d)")
_PHONE = re.compile(r"(?:86)?1[3-9]\d{9}")
_LANDLINE = re.compile(rf"(?<!\d)\(?0\d{{2,3}}\)?{_GAP}[2-8](?:{_GAP}\d){{6,7}}(?!\d)")
_EMAIL = re.compile(
    r"(?:[A-Za-z0-9._%+\-]{1,64}|[\u4e00-\u9fff]{1,4})\s?@\s?[A-Za-z0-9\-]{1,63}(?:\s?\.\s?[A-Za-z0-9\-]{1,63})+"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# How far a class may stand from its school, and a name from both.
_TOGETHER = 24

_LONGEST, _SHORTEST_CARD, _SHORTEST = 19, 13, 11

Cut = tuple[int, int, str]


def redact(text: str) -> str:
    """The text in normal form, with placeholders for what names a person."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if c == "\n" or unicodedata.category(c)[0] != "C")
    shadow = plain.translate(_NUMERALS)
    cuts = [
        *((m.start(), m.end(), "email") for m in _EMAIL.finditer(plain)),
        *_numbers(shadow),
        *((m.start(), m.end(), "phone") for m in _LANDLINE.finditer(shadow)),
        *_people(plain),
    ]
    return _apply(plain, cuts)


def _numbers(shadow: str) -> list[Cut]:
    """Runs of digits that are a person's: checked from the longest kind to the shortest."""
    cuts: list[Cut] = []
    for run in _RUN.finditer(shadow):
        places = [i for i in range(run.start(), run.end()) if shadow[i] in "0123456789Xx"]
        at = 0
        while at < len(places):
            kind, length = _first(places, shadow, at)
            if kind:
                cuts.append((places[at], places[at + length - 1] + 1, kind))
            at += max(length, 1)
    return cuts


def _first(places: list[int], shadow: str, at: int) -> tuple[str, int]:
    """The longest number that starts here and is right: its kind and length."""
    digits = "".join(shadow[i] for i in places[at : at + _LONGEST]).upper()
    for length in range(len(digits), _SHORTEST - 1, -1):
        start = digits[:length]
        if is_id(start):
            return "id", length
        if length >= _SHORTEST_CARD and is_card(start):
            return "card", length
        if _PHONE.fullmatch(start):
            return "phone", length
    return "", 0


def is_id(digits: str) -> bool:
    """Whether an 18-digit 身份证 number has the right check digit."""
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", digits):
        return False
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=False))
    return _CHECK[total % 11] == digits[17]


def is_card(digits: str) -> bool:
    """Whether a bank card number is right by Luhn."""
    if not digits.isdecimal() or len(set(digits)) == 1:
        return False
    doubled = (int(d) * 2 for d in digits[-2::-2])
    total = sum(map(int, digits[-1::-2])) + sum(d - 9 if d > 9 else d for d in doubled)
    return total % 10 == 0


def _people(text: str) -> list[Cut]:
    """Names that are said to be names; and name, school and class where they stand together."""
    cuts: list[Cut] = [(*m.span("name"), "name") for m in NAMED.finditer(text)]
    schools = [m.span("school") for m in SCHOOL.finditer(text)]
    classes = [m.span() for m in CLASS.finditer(text)]
    for school in schools:
        for group in classes:
            low, high = min(school[0], group[0]), max(school[1], group[1])
            if high - low > _TOGETHER + (school[1] - school[0]) + (group[1] - group[0]):
                continue
            cuts += [(*school, "school"), (*group, "class")]
            cuts += [(*name, "name") for name in near_names(text, low, high)]
    return cuts


def _apply(text: str, cuts: list[Cut]) -> str:
    """Placeholders for the cuts; of two that overlap, one placeholder for both."""
    merged: list[Cut] = []
    for cut in sorted(set(cuts)):
        if merged and cut[0] < merged[-1][1]:
            low, high, kind = merged[-1]
            merged[-1] = (low, max(high, cut[1]), kind)
        else:
            merged.append(cut)
    edges = [(0, 0, ""), *merged, (len(text), len(text), "")]
    parts = [text[a[1] : b[0]] + REDACTED.get(b[2], "") for a, b in pairwise(edges)]
    return "".join(parts)
