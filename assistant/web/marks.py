"""Puts the numbers of sources into an answer's text, where the text does not have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

MARK = re.compile(r"\[(\d{1,2})\]|［(\d{1,2})］")
# Fewer characters in common than these are chance.
LEAST_COMMON = 4
MOST_IN_A_LINE = 4
_END = re.compile(r"[。！？!?；;：:]?[”’」』）】》]*$")


def with_marks(text: str, quotes: Sequence[tuple[int, str, str]]) -> str:
    """``text`` with ``[n]`` behind each line that leans on source n.

    ``quotes`` holds number, label and quote. A line leans on the source that it names, or
    shares the longest wording with.
    """
    if MARK.search(text):
        return text
    lines = text.split("\n")
    marks: dict[int, list[int]] = {}
    for number, label, quote in quotes:
        at = _best(lines, label, quote)
        if at is not None:
            marks.setdefault(at, []).append(number)
    return "\n".join(_marked(line, marks.get(i, [])) for i, line in enumerate(lines))


def _best(lines: Sequence[str], label: str, quote: str) -> int | None:
    scores = [_common(line, quote) + (100 if label and label in line else 0) for line in lines]
    best = max(range(len(lines)), key=scores.__getitem__)
    return best if scores[best] >= min(LEAST_COMMON, max(2, len(quote))) else None


def _common(line: str, quote: str) -> int:
    if not line.strip():
        return 0
    matcher = SequenceMatcher(None, line, quote, autojunk=False)
    return matcher.find_longest_match().size


def _marked(line: str, numbers: Sequence[int]) -> str:
    if not numbers:
        return line
    said = "".join(f"[{number}]" for number in numbers[:MOST_IN_A_LINE])
    bare = line.rstrip()
    end = _END.search(bare)
    at = end.start() if end else len(bare)
    return f"{bare[:at]}{said}{bare[at:]}"
