"""A text in one spelling, each character knowing where it stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.script import simplified

SENTENCE = re.compile(r"[^。！？!?\n；;]+[。！？!?；;]*[”’」』）)]*|\n")
QUESTION = re.compile(r"[？?][”’」』）)]*$")
ANSWER = re.compile(r"答?[:：]?.{1,16}|答[:：，,].{1,40}")
SAME = str.maketrans(
    {
        "「": "“",
        "」": "”",
        "『": "“",
        "』": "”",
        "〇": "〇",
        "～": "~",
        "﹪": "%",
        "−": "-",
        "–": "—",
    }
)


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` reads a source; ``places[i]`` is where its character ``i`` stood."""

    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, source: str) -> Plain:
        """One width, one script, no invisible characters, no spaces but between letters."""
        kept: list[str] = []
        places: list[int] = []
        for at, char in enumerate(source):
            if char != "\n" and (char.isspace() or unicodedata.category(char) in ("Cf", "Cc")):
                if _between(source, at):
                    kept.append(" ")
                    places.append(at)
                continue
            one = _one(char)
            kept.append(one)
            places.append(at)
        return cls(simplified("".join(kept)), places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stood in the source."""
        if end <= start:
            at = self.places[start] if start < len(self.places) else 0
            return at, at
        return self.places[start], self.places[end - 1] + 1


def _one(char: str) -> str:
    if char.isascii() or "\u4e00" <= char <= "\u9fff":
        return char
    wide = unicodedata.normalize("NFKC", char)
    # Full-width punctuation is the text's own; only letters, digits and signs change.
    if len(wide) == 1 and (wide.isalnum() or wide in "%.+-=<>"):
        return wide.translate(SAME)
    return char.translate(SAME)


def _between(source: str, at: int) -> bool:
    """Whether a space stands between two letters or two digits, which it keeps apart."""
    before = source[at - 1] if at else ""
    after = source[at + 1] if at + 1 < len(source) else ""
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one between semicolons. ``opens``: a paragraph starts with it."""

    text: str
    start: int
    opens: bool
    follows: bool
    """It goes on after a semicolon, so what was said before it still holds."""


def sentences(text: str) -> list[Sentence]:
    """The sentences of a plain text in order."""
    found: list[Sentence] = []
    opens, follows = True, False
    for match in SENTENCE.finditer(text):
        if match[0] == "\n":
            opens, follows = True, False
            continue
        if match[0].strip():
            found.append(Sentence(match[0], match.start(), opens, follows))
            opens = False
            follows = match[0].rstrip("”’」』）)")[-1:] in (";", "；")
    return _answered(text, found)


def _answered(text: str, found: list[Sentence]) -> list[Sentence]:
    """Each question in one with the short answer behind it, which alone names nothing."""
    out: list[Sentence] = []
    for one in found:
        asked = out and QUESTION.search(out[-1].text) and ANSWER.fullmatch(one.text.strip())
        between = out and text[out[-1].start + len(out[-1].text) : one.start]
        if asked and not str(between).strip():
            whole = text[out[-1].start : one.start + len(one.text)]
            out[-1] = replace(out[-1], text=whole, follows=out[-1].follows)
        else:
            out.append(one)
    return out
