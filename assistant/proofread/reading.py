"""A sentence read: its figures, each with its time and the prose that is about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.proofread.apart import BREAK, SPLIT, apart
from assistant.proofread.figures import Figure, figures
from assistant.proofread.times import Clock, Time, times
from assistant.proofread.words import table

STOP = re.compile(r"[，,。；;：:！？（(）)、\n]")
JOINED = re.compile(r"^(?:和|到|至|与|及|以及|或|或者|并|且|同时|而|、|,|，)")
ATTRIBUTE = re.compile(r"前置性|约束性|预期性")
ASIDE = re.compile(r"^\s*[（(]([^（）()]*)[）)]")
RISEN = re.compile(r"(?:提高|提升|增加|增长|增|上升|升|下降|降低|降|调整|扩大|发展)(?:到|至|为)")
# 数字前后不说内容的字。
EMPTY = re.compile(
    r"20\d\d年?(?:底|末)?|“?十[三四]五”?(?:期间|时期|期?末)?|截至|截止|力争|目标值?|要求|规划|实际|情况|其中|分别|进一步|提高|提升|增加|增长|下降|降低|升|降|调整|达到?|约束性|预期性|前置性"
    r"|比例|水平|数值|指标|这一|这个|该|此项|前者|后者|现状|目前|现在|当时|近期|终期|届时|最终|则|再|又|已经?|基础|左右|以上|以内|不少于|不低于|保持|稳定|控制|实现|完成|如期|按期|顺利|有望|预计|仅|只有?|达成|全部|已有|现有|累计|合计|共计|底|前|后|年|由|从|到|至|在|为|是|的|了|要|应|须|将|和|与|而|均|都|也|就|还|并|但|且|值|上|中|末|个|共|有|约"
)
AGES = frozenset({"岁", "周岁"})
"""三至五周岁幼儿: an age tells whom, and states nothing by itself."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with its surroundings, all offsets in the sentence.

    ``prose`` holds the readings of what it is about, the nearest first, ``late`` more of them
    for where these name nothing; ``start:end`` the clause to show, ``near`` where its nearest
    reading starts. ``empty``: its own clause names nothing, so what was named before holds.
    """

    figure: Figure
    time: Time | None
    explicit: bool
    prose: tuple[str, ...]
    late: tuple[str, ...]
    start: int
    near: int
    end: int
    attribute: str
    empty: bool
    clause: str
    led: int
    """Where in ``clause`` the figure's chunk starts."""
    whole: str
    """All that stands around the figure up to its neighbours."""
    defining: bool = False
    """Its sentence tells what a word means."""


def read(text: str, clock: Clock, carried: Time | None = None) -> list[Told]:
    """The figures of a sentence. ``carried``: a time that an earlier part of it has set."""
    found = figures(text)
    named = [t for t in times(text, clock) if not t.base]
    after = [_after(text, found, n) for n in range(len(found))]
    mapped = apart(text, found, named)
    told = []
    for n, figure in enumerate(found):
        left = 0
        if n:
            previous = found[n - 1]
            left = previous.end + (len(after[n - 1]) if _content(after[n - 1]) else 0)
            if previous.unit in AGES and _content(after[n - 1]):
                # 3—5周岁幼儿毛入园率：99%: the age is part of what the figure is about.
                left = found[n - 2].end if n > 1 else 0
        before = text[left : figure.start]
        own_words, own_time = mapped.get(n, ("", None))
        time, explicit = _time(text, found, n, named)
        if own_time is not None:
            time, explicit = own_time, True
        if time is None and carried is not None:
            time, explicit = carried, True
        prose, late = _readings(text, found, n, before, after[n], own_words)
        start = _clause_start(text, left, figure.start)
        told.append(
            Told(
                figure,
                time,
                explicit,
                prose,
                late,
                start,
                _near_start(text, start, figure.start) if len(prose) > 1 else start,
                max(figure.end + len(after[n].rstrip()), figure.end),
                _attribute(text, figure, found),
                not own_words and not _content(before) and not _content(after[n]),
                text[start : figure.end + len(after[n])],
                figure.start - start,
                own_words or _lately(before) + after[n],
            )
        )
    return told


def _content(text: str) -> bool:
    """Whether prose names anything at all."""
    return len(CHINESE.findall(EMPTY.sub("", text))) >= 2


def _after(text: str, found: Sequence[Figure], n: int) -> str:
    """What stands right behind a figure and may be what it counts: 50个名师工作室."""
    end = found[n].end
    limit = found[n + 1].start if n + 1 < len(found) else len(text)
    rest = text[end:limit]
    if JOINED.match(rest):
        return ""
    stop = STOP.search(rest)
    if stop and stop[0] == "、" and n + 1 == len(found):
        # A list of what is counted: 85%以上的小学、初中教师.
        stop = BREAK.search(rest)
    piece = rest[: stop.start()] if stop else rest
    if n + 1 < len(found) and not stop:
        # No break before the next figure: what stands between belongs to it.
        cut = SPLIT.search(piece)
        piece = piece[: cut.start()] if cut else ("" if not piece.startswith("的") else piece)
    return piece


def _readings(
    text: str, found: Sequence[Figure], n: int, before: str, after: str, own: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a figure may be about, nearest first, and where to look when that names nothing."""
    readings: list[str] = []
    late: list[str] = []
    if own:
        return (own,), ()
    breaks = [m.end() for m in BREAK.finditer(before)]
    near = before[breaks[-1] :] if breaks else before
    if breaks and _content(near):
        readings.append(near + after)
    readings.append(before + after)
    # 30项微能力: what is counted goes with its unit.
    unit = found[n].unit if CHINESE.match(found[n].unit) else ""
    if _content(after):
        readings.append(unit + after)
    if len(found) == 1:
        readings.append(text)
    elif n == len(found) - 1:
        readings.append(before + text[found[n].end :])
    if n < len(found) - 1 and CHINESE.match(text[found[n].end :][:1]):
        behind = unit + BREAK.split(text[found[n].end : found[n + 1].start])[0]
        readings += [behind, text[: found[0].start] + behind]
    if n < len(found) - 1:
        # 2022年至少1所、2025年至少2所融合当地特色文化的学校: what is counted stands last.
        late.append(before + text[found[-1].end :])
    if n and len(found) > 1:
        opened = [m.end() for m in BREAK.finditer(text[: found[0].start])]
        if opened:
            # 布点：幼儿园以300米、小学以500米: what opens the list holds for each of it.
            readings.append(text[: opened[-1]] + before + after)
        if found[0].start:
            readings.append(_shared(text[: found[0].start], before) + before + after)
    return _distinct(readings), _distinct(late)


def _shared(head: str, before: str) -> str:
    """What a sentence's first clause says for a later figure as well.

    幼儿园服务半径300米、小学500米: 服务半径, without the subject that the later one rules out.
    """
    for group in table()["subject"]["contrast"]:
        own = [word for word in group if word in before]
        if own and not any(word in head for word in own):
            for word in group:
                head = head.replace(word, "")
    return head


def _lately(before: str) -> str:
    """The last two clauses before a figure; what stands further off is background."""
    breaks = [m.end() for m in BREAK.finditer(before)]
    return before[breaks[-2] :] if len(breaks) > 1 else before


def _distinct(readings: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r for r in readings if CHINESE.search(r)))


def _clause_start(text: str, left: int, start: int) -> int:
    """Where the clause begins that holds a figure and what it is about."""
    piece = text[left:start]
    begin = left + len(piece) - len(piece.lstrip("，,。；;：:、 和与及并"))
    return begin


def _near_start(text: str, start: int, end: int) -> int:
    """Where the nearest clause with something in it begins, or ``start``."""
    breaks = [m.end() for m in BREAK.finditer(text, start, end)]
    return breaks[-1] if breaks and _content(text[breaks[-1] : end]) else start


def _time(
    text: str, found: Sequence[Figure], n: int, named: Sequence[Time]
) -> tuple[Time | None, bool]:
    """The time of a figure: in brackets behind it, before it, or behind it."""
    figure = found[n]
    limit = found[n + 1].start if n + 1 < len(found) else len(text)
    if aside := ASIDE.match(text[figure.end :]):
        span = figure.end + aside.start(), figure.end + aside.end()
        for time in named:
            if span[0] <= time.start < span[1]:
                return time, True
    left = found[n - 1].end if n else 0
    own = [t for t in named if left <= t.start < figure.start]
    # The time behind the figure before belongs to it where a break follows: 99.6%（2022年）.
    if n and own:
        cut = BREAK.search(text, left)
        aside = ASIDE.match(text[left:])
        kept = [
            t
            for t in own
            if not (aside and t.start < left + aside.end())
            and not (_trailing(text, found, n - 1, t) and cut and t.end <= cut.start())
        ]
        own = kept
    if own:
        return own[-1], True
    earlier = [t for t in named if t.start < figure.start]
    if n and RISEN.search(text, left, figure.number_at[0]):
        # 到2025年由2020年的15.1年提高至15.5年: what 由 opens says when the first figure was.
        froms = [m.start() for m in re.finditer("由|从", text[: found[n - 1].start])]
        earlier = [t for t in earlier if not froms or t.end <= froms[-1]]
        return (earlier[-1], True) if earlier else (None, False)
    if earlier:
        return earlier[-1], True
    behind = [t for t in named if figure.end <= t.start < limit]
    # 两项任务都要在2022年完成, behind all figures, holds for each.
    if behind or (named and named[0].start >= found[-1].end):
        return (behind or named)[0], True
    return None, False


def _trailing(text: str, found: Sequence[Figure], n: int, time: Time) -> bool:
    """Whether a time behind a figure is its own: 由99.6%（2022年） or 99.6%的2022年目标."""
    return not any(t for t in text[: found[n].start] if t == "年") and time.start - found[n].end < 6


def _attribute(text: str, figure: Figure, found: Sequence[Figure]) -> str:
    """The attribute that is said of a figure: the only one, or the nearest."""
    there = list(ATTRIBUTE.finditer(text))
    if not there:
        return ""
    if len({m[0] for m in there}) == 1:
        return there[0][0]

    def distance(match: re.Match[str]) -> tuple[int, int]:
        between = (
            text[figure.end : match.start()]
            if match.start() >= figure.end
            else text[match.end() : figure.start]
        )
        crossed = sum(
            1
            for other in found
            if other is not figure
            and min(figure.start, match.start()) < other.start < max(figure.start, match.start())
        )
        return crossed * 2 + len(BREAK.findall(between)), len(between)

    return min(there, key=distance)[0]
