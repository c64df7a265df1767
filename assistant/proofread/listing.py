"""How many a list has: 核心价值、学科素养、关键能力、必备知识四个方面."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from assistant.numerals import cn_number
from assistant.proofread.types import Error, Statement, Verdict
from assistant.proofread.words import any_of
from assistant.types import Citation
from knowledge.library import Knowledge
from knowledge.script import simplified

MEMBER = r"[\u4e00-\u9fff]{2,12}"
LAST = re.compile(r"(?<=[\u4e00-\u9fff]{2})[和及](?=[\u4e00-\u9fff]{2})")
TOLD = 3
"""Characters that tell a member behind other words."""
CLOSED = 3
"""Members of a list that no other part of the plan counts in another way."""
LIST = re.compile(rf"{MEMBER}(?:、{MEMBER})+")
LEADING = re.compile(r"^.*(?:引进了?|包括|以及|支持|对|与|和)")
SAID = re.compile(
    rf"(?P<list>{MEMBER}(?:、{MEMBER}?)+?(?:和{MEMBER}?)?)(?P<open>等)?"
    rf"(?P<n>\d+|[二两三四五六七八九十]+)(?:{any_of('figure.members')})"
)


class Listings:
    """Checks the number behind a list of the plan's against how many the plan lists."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._text = simplified(knowledge.plan.text)
        self._lists = [(set(members(m[0])), m) for m in LIST.finditer(self._text)]

    def check(self, text: str) -> Iterator[Statement]:
        """The counted lists of a sentence that the plan has as well."""
        for match in SAID.finditer(text):
            said = members(match["list"].replace("和", "、"))
            count = int(match["n"]) if match["n"].isdigit() else int(cn_number(match["n"]) or 0)
            for known, place in self._lists:
                if not all(is_member(member, known) for member in said):
                    continue
                opened = self._text[place.end() - 1] == "等" or "等" in place[0].split("、")[-1]
                if count == len(known):
                    yield self._said(text, match, place, count)
                elif not opened and not match["open"] and len(said) == len(known) >= CLOSED:
                    yield self._said(text, match, place, len(known), Error.DIGIT)
                break

    def _said(
        self,
        text: str,
        match: re.Match[str],
        place: re.Match[str],
        count: int,
        error: Error | None = None,
    ) -> Statement:
        start, end = match.span()
        leaf = self._knowledge.leaf_at(place.start())
        label = leaf.locator.label if leaf else ""
        quote = self._knowledge.plan.text[place.start() : place.end()]
        cited = (Citation(label, quote, *place.span()),)
        a, b = match.span("n")
        written = (
            str(count) if match["n"].isdigit() else "零一二三四五六七八九十"[count : count + 1]
        )
        right = text[start:a] + (written or str(count)) + text[b:end] if error else ""
        verdict = Verdict.DIFFER if error else Verdict.AGREE
        return Statement(text[start:end], start, end, verdict, error, right, cited)


def ending(member: str) -> str:
    """The end that a member shares with itself behind other words."""
    return member[-TOLD:]


def is_member(member: str, known: Collection[str]) -> bool:
    """Whether a list has a member; in front of a first one other words may stand: 四翼指基础性."""
    return member in known or any(
        longer.endswith(shorter)
        for one in known
        for longer, shorter in ((one, member), (member, one))
        if len(shorter) >= TOLD
    )


def members(listed: str) -> list[str]:
    """The members of a list, without the words that lead into it or follow its last."""
    first, *rest = listed.split("、")
    found = [LEADING.sub("", first), *(member.partition("等")[0] for member in rest)]
    return [*found[:-1], *LAST.split(found[-1])]
