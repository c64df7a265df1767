"""The figures that a sentence says, each with the prose that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.desk import Desk
from assistant.llm.names import Named
from assistant.llm.quotes import Quoted
from assistant.llm.times import Time
from assistant.llm.tokens import Surroundings, rendered, value_form
from assistant.llm.types import Material
from knowledge.types import Target

LEANING = re.compile(
    r"(?:规划目标值?|目标值?)?(?:要|应|将|需要)?(?:达到|达|为|是|：|:|占)?"
    r"(?:不少于|不低于|不小于|至少|保持在|稳定在|不超过|不高于|不多于|控制在|超过|高于|不足|低于|约|近)?\s*$"
)
BOUND_AFTER = re.compile(r"^(?:以上|以内|以下|左右|多|余)")
KEPT = re.compile(r"规划目标值?|目标值?")


@dataclass(frozen=True)
class Said:
    """A figure in a sentence: its token (or a quotation), and the prose around it.

    ``spans`` are the stretches of prose that are about it; ``governed`` the time that an
    earlier part of the sentence has set, ``inherited`` the indicator named there.
    """

    token: str
    start: int
    end: int
    target: Target | None
    spans: tuple[tuple[int, int], ...]
    names: tuple[Named, ...] = ()
    times: tuple[Time, ...] = ()
    governed: str = ""
    inherited: str = ""
    quoted: bool = False
    first: bool = False


def read(
    tokens: Sequence[tuple[str, re.Match[str]]],
    quoted: Sequence[Quoted],
    names: Sequence[Named],
    dated: Sequence[Time],
    length: int,
) -> list[Said]:
    """The figures in order of place. ``target`` is filled in for quotations only."""
    found: list[tuple[int, int, str, Target | None]] = [
        (match.start(), match.end(), token, None) for token, match in tokens
    ]
    found += [(q.start, q.end, "引文", t) for q in quoted for t in q.targets]
    found.sort(key=lambda item: item[:2])
    marks: list[Said] = []
    governed = inherited = ""
    for n, (start, end, token, target) in enumerate(found):
        left = found[n - 1][1] if n else 0
        spans = [(left, max(left, start))]
        if n == len(found) - 1:
            spans.append((end, length))
        within = tuple(x for x in names if any(a <= x.start < b for a, b in spans))
        when = tuple(x for x in dated if any(a <= x.start < b for a, b in spans))
        marks.append(
            Said(
                token,
                start,
                end,
                target,
                tuple(spans),
                within,
                when,
                governed,
                inherited,
                quoted=target is not None,
                first=n == 0,
            )
        )
        before = [x.when for x in when if x.start < start and x.when]
        governed = before[-1] if before else governed
        inherited = within[-1].key if within else inherited
    return marks


def bound(marks: Sequence[Said], material: Material) -> list[Said]:
    """The figures with their records."""
    return [m if m.quoted else replace(m, target=material.targets.get(m.token)) for m in marks]


def own_words(desk: Desk, material: Material, mark: Said) -> str:
    """The words that may stand beside a figure: those of its own record."""
    if mark.target is None:
        return ""
    start, end = mark.target.clause
    target = mark.target
    return f"{desk.plan.text[start:end]}\n{target.indicator}\n{target.indicator_key}"


def written(text: str, marks: Sequence[Said], material: Material, desk: Desk) -> str:
    """The sentence as read: each token replaced by what code says of its record."""
    out, at = "", 0
    for mark in marks:
        if mark.quoted:
            continue
        prose, at = text[at : mark.start], mark.end
        if mark.target is None:
            out += prose + material.lines[mark.token].rstrip("。")
            continue
        around = _around(prose, mark)
        if around.named and value_form(mark.target):
            prose = LEANING.sub(lambda m: "".join(KEPT.findall(m[0])), prose)
        tail = BOUND_AFTER.match(text[at:])
        at += tail.end() if tail else 0
        out += prose + rendered(mark.target, around, desk)
    return out + text[at:]


def _around(prose: str, mark: Said) -> Surroundings:
    assert mark.target is not None
    key = mark.names[-1].key if mark.names else mark.inherited
    years = [t.when for t in mark.times if t.when]
    when = mark.target.when
    dated = bool(years) or (bool(mark.governed) and mark.governed == when)
    return Surroundings(
        named=key == mark.target.indicator_key and bool(value_form(mark.target)),
        dated=dated,
        aimed="目标" in prose,
        opening=mark.first and not prose.strip(),
    )
