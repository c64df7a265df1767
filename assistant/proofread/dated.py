"""What the plan dates without telling a target: documents, editions, named terms.

教师〔2019〕6号, 标准配置指南（2020年版）, 监测周期为2021至2025年: each is held to the plan where
the rest of it is the plan's, so that a document of the writer's own stays unblamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.proofread.types import Error, Statement, Verdict
from assistant.types import Citation
from knowledge.library import Knowledge
from knowledge.script import simplified

NUMBERED = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{2,8})[〔\[【（(](?P<year>20\d\d)[〕\]】）)]\s*(?P<number>\d{1,4})\s*号"
)
EDITION = re.compile(r"(?P<title>[\u4e00-\u9fff]{6,40})[（(](?P<year>20\d\d)年?版[）)]")
SPAN = r"20\d\d年?(?:底|末)?(?:(?:至|到|—|-|~)20\d\d年?(?:底|末)?)?"
TERM = re.compile(rf"(?P<label>[\u4e00-\u9fff]{{4,6}})为(?P<span>{SPAN})")
TITLE = 6
"""Last characters that two titles share where one is the other, cut short."""
OFFICE = 2
"""Last characters that tell an office: 教师, 教督."""


@dataclass(frozen=True, slots=True)
class _Known:
    parts: tuple[str, str, str]
    place: Citation


class Dated:
    """Checks dated references against those of the plan."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._text = simplified(knowledge.plan.text)
        self._numbered = [
            _Known((m["office"], m["year"], m["number"]), self._place(m))
            for m in NUMBERED.finditer(self._text)
        ]
        self._editions = [
            _Known((m["title"], m["year"], ""), self._place(m))
            for m in EDITION.finditer(self._text)
        ]
        self._terms: dict[str, list[_Known]] = {}
        for match in TERM.finditer(self._text):
            told = _Known((match["label"], *_years(match["span"])), self._place(match))
            self._terms.setdefault(match["label"], []).append(told)

    def check(self, text: str) -> Iterator[Statement]:
        """The dated references of a sentence that the plan has as well, or nearly."""
        yield from self._documents(text)
        yield from self._versions(text)
        yield from self._labelled(text)

    def _documents(self, text: str) -> Iterator[Statement]:
        for match in NUMBERED.finditer(text):
            same = [c for c in self._numbered if match["office"].endswith(c.parts[0][-OFFICE:])]
            year = [c for c in same if c.parts[1] == match["year"]]
            number = [c for c in same if c.parts[2] == match["number"]]
            start = match.end("office") - OFFICE
            both = [c for c in year if c in number]
            if both:
                yield _said(text, (start, match.end()), None, "", both[0])
            elif number:
                right = _put(text, (start, match.end()), match.span("year"), number[0].parts[1])
                yield _said(text, (start, match.end()), Error.YEAR, right, number[0])
            elif len(year) == 1 and self._close(text, year[0]):
                right = _put(text, (start, match.end()), match.span("number"), year[0].parts[2])
                yield _said(text, (start, match.end()), Error.DIGIT, right, year[0])

    def _close(self, text: str, cited: _Known) -> bool:
        """Whether a sentence names the document itself: an office has many of one year."""
        before = self._text[: cited.place.start].rstrip("（( ")
        title = re.search(r"《([^《》]{6,60})》$", before)
        return title is not None and title[1][-TITLE:] in text

    def _versions(self, text: str) -> Iterator[Statement]:
        for match in EDITION.finditer(text):
            for cited in self._editions:
                if match["title"][-TITLE:] != cited.parts[0][-TITLE:]:
                    continue
                start = match.start() + _behind(match["title"], cited.parts[0])
                right = _put(text, (start, match.end()), match.span("year"), cited.parts[1])
                error = None if match["year"] == cited.parts[1] else Error.YEAR
                yield _said(text, (start, match.end()), error, right if error else "", cited)
                break

    def _labelled(self, text: str) -> Iterator[Statement]:
        for label, told in self._terms.items():
            for match in re.finditer(rf"{label}(?:是|为|：|:|就是)?(?P<span>{SPAN})", text):
                said = _years(match["span"])
                right = next((c for c in told if c.parts[1:] == said), None)
                if right:
                    yield _said(text, match.span(), None, "", right)
                elif len(told) == 1:
                    own = TERM.fullmatch(told[0].place.quote)
                    right_span = own["span"] if own else told[0].place.quote
                    fixed = _put(text, match.span(), match.span("span"), right_span)
                    yield _said(text, match.span(), Error.YEAR, fixed, told[0])

    def _place(self, match: re.Match[str]) -> Citation:
        start, end = match.span()
        leaf = self._knowledge.leaf_at(start)
        label = leaf.locator.label if leaf else ""
        return Citation(label, self._knowledge.plan.text[start:end], start, end)


def _years(span: str) -> tuple[str, str]:
    years = re.findall(r"20\d\d", span)
    return years[0], years[-1]


def _behind(said: str, known: str) -> int:
    """Where in ``said`` the title starts that it shares with ``known``."""
    size = next(
        (n for n in range(min(len(said), len(known)), 0, -1) if said[-n:] == known[-n:]), len(said)
    )
    return len(said) - size


def _put(text: str, whole: tuple[int, int], part: tuple[int, int], right: str) -> str:
    return text[whole[0] : part[0]] + right + text[part[1] : whole[1]]


def _said(
    text: str, span: tuple[int, int], error: Error | None, right: str, cited: _Known
) -> Statement:
    verdict = Verdict.DIFFER if error else Verdict.AGREE
    return Statement(text[span[0] : span[1]], *span, verdict, error, right, (cited.place,))
