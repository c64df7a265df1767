"""Texts in one form: full-width, Chinese numerals, quotes and spaces no longer differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

DIGITS: Mapping[str, int] = dict(
    zip("零〇○一二两三四五六七八九", (0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
TENS: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "零〇○一二两三四五六七八九十百千万"
UNITS = (
    "个百分点|百分点|个维度|维度|个月|亿元|万元|亿人|万人|学时|课时|分钟|个小时|小时|钟头|周岁|人次|平方米"
    "|公里|千米|%|‰|所|个|名|人|位|家|年|米|项|岁|次|座|例|起|类|种|倍|门|条|套|天|元|本|间|处"
)
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe0f]")
QUOTES = re.compile(r"[“”\"'‘’「」『』《》〈〉*_`]")
LIST_MARK = re.compile(
    r"(?m)(?:^|(?<=[：:；;。]))[ \t]*(?:[-•·]|\d{1,2}[.、)）](?!\d)|[（(]\d{1,2}[)）])[ \t]*"
)
PERCENT = re.compile(rf"百分之([{NUMERAL}点]+|\d+(?:\.\d+)?)")
TENTHS = re.compile(
    rf"(?<!十[三四])([{NUMERAL[3:13]}\d])成([{NUMERAL[3:13]}])?(?![立效长果员功熟都为本品绩])"
)
YEAR = re.compile(r"(二[零〇○][零〇○一二三四五六七八九]{2})年?")
COUNTED = re.compile(
    rf"(?<![\d.点第])([{NUMERAL}]+(?:点[零〇○一二三四五六七八九]+)?)(?=(?:余|多|来)?(?:{UNITS}))"
)
RANGED = re.compile(rf"(?<![\d.])([{NUMERAL}]+)(?=[至到—-]\d)")
NOT_LETTERS = re.compile(r"(?!(?<=\d)\.(?=\d))[\W_]")
"""A point within a number stays: 91.63 is not 9163."""
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
FIXED = ("一次性", "一些", "万一", "一名学生都", "两种", "两个只", "一种", "三类", "两处", "几")
"""Words that count nothing of the plan's; kept as they are."""


def number(text: str) -> float | None:
    """A Chinese numeral as a number: 九十九点七 → 99.7; ``None`` where it is none."""
    whole, _, part = text.partition("点")
    if not whole or any(c not in DIGITS and c not in TENS and c != "万" for c in whole):
        return None
    fraction = float("0." + "".join(str(DIGITS.get(c, 0)) for c in part)) if part else 0.0
    if all(c in DIGITS for c in whole):
        return float("".join(str(DIGITS[c]) for c in whole)) + fraction
    total = section = digit = 0
    for char in whole:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        else:
            section, digit = section + (digit or 1) * TENS[char], 0
    return total + section + digit + fraction


def plain(text: str) -> str:
    """``text`` for comparing words: one width, no quotes, no spaces, lines kept."""
    text = LIST_MARK.sub("", unicodedata.normalize("NFKC", INVISIBLE.sub("", text)))
    text = QUOTES.sub("", text).replace("〜", "~").replace("～", "~")
    return re.sub(r"[ \t\r\u3000]+", "", text)


def figures_plain(text: str, numerals: bool = True) -> str:
    """``text`` for comparing figures: :func:`plain`, and numerals written in digits."""
    text = THOUSANDS.sub("", plain(text))
    if not numerals:
        return text
    text = YEAR.sub(lambda m: "".join(str(DIGITS[c]) for c in m[1]) + "年", text)
    text = PERCENT.sub(lambda m: f"{_shown(m[1])}%", text)
    text = TENTHS.sub(_tenths, text)
    text = COUNTED.sub(_counted, text)
    return RANGED.sub(lambda m: _shown(m[1]), text)


def _shown(text: str) -> str:
    value = number(text)
    return text if value is None else f"{value:.10g}"


def _tenths(found: re.Match[str]) -> str:
    first = DIGITS.get(found[1]) if not found[1].isdigit() else int(found[1])
    return f"{(first or 0) * 10 + DIGITS.get(found[2] or '零', 0)}%"


def _counted(found: re.Match[str]) -> str:
    at = found.start()
    if any(found.string.startswith(word, at) for word in FIXED):
        return found[0]
    return _shown(found[0])


def letters(text: str) -> str:
    """Only letters and numbers of ``text``: punctuation no longer differs."""
    return NOT_LETTERS.sub("", plain(text))


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters of :func:`letters`."""
    bare = letters(text)
    return frozenset(bare[i : i + 2] for i in range(max(1, len(bare) - 1)))


def likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """Jaccard likeness of two sets of bigrams."""
    return len(one & two) / len(one | two) if one or two else 1.0
