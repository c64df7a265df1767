"""A text as lines that know where they stand, and wrapped lines put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.script import simplified

BLANK = (
    " \t　\r\n\xa0\ufeff\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u1680\x1c\x1d\x1e\x1f"
)
NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# — 12 — · - 12 - · 第12页 · 第 3 页 共 60 页
PAGE_NUMBER = re.compile(
    r"[—–－\-·•]{1,3}\s*\d{1,4}\s*[—–－\-·•]{1,3}|第\s*\d{1,4}\s*页(?:[，,\s/]*共\s*\d{1,4}\s*页)?"
)
BARE_NUMBER = re.compile(r"\d{1,4}")
SENTENCE_END = ("。", "！", "？", "；", "：", "。”", "！”", "？”", "。）", ".”", ";", ":", "…")
# 这样开头的一行自成一段，不是上一行的下半截。
OPENS = re.compile(
    r"第\s*[一二三四五六七八九十百零〇\d]+\s*(?:部分|部份|篇|编|章|节)(?!.*[，。])"
    r"|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|[①-⑳]|[#|•●■◆▲*]|——|表\s*\d"
    r"|专栏\s*[\d一二三四五六七八九十]|附(?:表|录|件|图)|目\s*录$|序\s*言$|前\s*言$|名\s*词\s*解\s*释"
)
MIN_WRAP = 15
"""Characters; a line that a converter broke is at least this wide."""
MAX_WRAP = 60
"""Characters; no page is wider."""


@dataclass(frozen=True, slots=True)
class Line:
    """``text[start:end]`` without its newline; ``number`` counts from 1.

    ``content`` leaves out blanks at both ends, and in a line that was put together again
    the breaks and page numbers between; ``places`` then holds where each character stands.
    ``plain`` is ``content`` with traditional characters simplified, of the same length.
    """

    number: int
    start: int
    end: int
    text: str
    content: str
    plain: str
    places: Sequence[int] | None = None

    @property
    def blank(self) -> bool:
        """No content. A lone tab is an empty table cell, but blank all the same."""
        return not self.content

    @property
    def empty(self) -> bool:
        """Nothing at all, not even the tab of an empty cell."""
        return not self.content and "\t" not in self.text

    @property
    def tabbed(self) -> bool:
        return self.text.startswith("\t")

    @property
    def indented(self) -> bool:
        return self.text.startswith(("　", "  ", "\t", "\u2003", "\xa0\xa0"))

    def at(self, index: int) -> int:
        """Where the character ``index`` of the content stands in the text."""
        if self.places is not None:
            return self.places[index] if index < len(self.places) else self.places[-1] + 1
        return self.start + len(self.text) - len(self.text.lstrip(BLANK)) + index

    def upto(self, index: int) -> int:
        """Where the text goes on behind the character ``index - 1`` of the content."""
        return self.at(index - 1) + 1 if index else self.at(0)

    @property
    def span(self) -> tuple[int, int]:
        """The span of the content, blanks at both ends left out."""
        first = self.at(0)
        if self.places is None:
            return first, first + len(self.content)
        return first, self.upto(len(self.content))


def make_line(number: int, start: int, text: str) -> Line:
    """A line of the text as it stands."""
    content = text.strip(BLANK)
    return Line(number, start, start + len(text), text, content, simplified(content))


def split_lines(text: str) -> list[Line]:
    """All lines of ``text``, as they are broken there."""
    lines: list[Line] = []
    start = 0
    for found in NEWLINE.finditer(text):
        lines.append(make_line(len(lines) + 1, start, text[start : found.start()]))
        start = found.end()
    lines.append(make_line(len(lines) + 1, start, text[start:]))
    return lines


def width(line: Line) -> float:
    """Columns of Chinese characters that a line takes up."""
    return len(line.content.encode("gb18030", "replace")) / 2


def is_page_number(line: Line) -> bool:
    """Whether a line is a page number with its ornaments."""
    return bool(PAGE_NUMBER.fullmatch(line.plain))


def unwrap(text: str, lines: Sequence[Line]) -> list[Line]:
    """The lines with paragraphs that were broken at the margin put together again.

    A line goes on in the next where it is wide, does not end a sentence, and the next one
    neither opens something nor is wider. What does not come to the end of a sentence in
    this way is left as it is.
    """
    joined: list[Line] = []
    indents = sum(1 for line in lines if line.indented and not line.tabbed and line.content) >= 3
    at = 0
    while at < len(lines):
        group = [at]
        while (following := _next(lines, group[-1], indents)) is not None:
            group.append(following)
        whole = len(group) > 1 and lines[group[-1]].content.endswith(SENTENCE_END)
        if whole:
            joined.append(_join(text, [lines[index] for index in group]))
        else:
            joined.extend(lines[at : group[-1] + 1])
        at = group[-1] + 1
    return joined


def _next(lines: Sequence[Line], at: int, indents: bool) -> int | None:
    """The line that goes on with line ``at``, page numbers between them skipped."""
    line = lines[at]
    wide = width(line)
    if wide < MIN_WRAP or "|" in line.content or "\t" in line.content:
        return None
    following, pages, blanks = at + 1, 0, 0
    while following < len(lines) and following <= at + 8:
        other = lines[following]
        numbered = is_page_number(other) or (
            not other.tabbed and BARE_NUMBER.fullmatch(other.content) is not None
        )
        if other.content and not numbered:
            break
        pages += numbered
        blanks += not other.content
        following += 1
    if following >= len(lines) or not lines[following].content or (blanks and not pages):
        return None
    return following if _goes_on(line, wide, lines[following], indents) else None


def _goes_on(line: Line, wide: float, other: Line, indents: bool) -> bool:
    if other.indented or "\t" in other.content or OPENS.match(other.plain):
        return False
    if line.content.endswith(SENTENCE_END):
        # 正好在行末说完一句：只有全文靠缩进分段时，才知道下一行不是新段。
        return indents and width(other) >= 0.8 * wide and 25 <= wide <= MAX_WRAP
    if OPENS.match(line.plain) and "。" not in line.content and wide < 30:
        return False
    return width(other) <= wide + 4


def _join(text: str, lines: Sequence[Line]) -> Line:
    places: list[int] = []
    for line in lines:
        first = line.at(0)
        places.extend(range(first, first + len(line.content)))
    start, end = lines[0].start, lines[-1].end
    content = "".join(line.content for line in lines)
    raw = text[start:end]
    return Line(lines[0].number, start, end, raw, content, simplified(content), places)
