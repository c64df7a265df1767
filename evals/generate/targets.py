"""A question or two for every figure of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.facts import parse_fact
from evals.generate.fresh import Taken
from evals.types import Case, Expect, Kind
from knowledge.library import Knowledge
from knowledge.types import Target, TargetKind

NAMES = Path(__file__).with_name("indicators.tsv")
PERSONAS = ("家长", "教师", "工作人员", "校长", "记者", "居民")
AIMED = (
    "{n}到{y}年要达到多少？",
    "麻烦查一下，{y}年{n}定的目标是多少",
    "{y}年底前{n}要做到什么数？",
    "写材料要用，{n}（{y}年）的目标值请给我",
)
ACTUAL = (
    "2020年{n}实际是多少？",
    "{n}在2020年完成到了多少？",
    "专栏1里{n}的2020年情况是多少？",
)
PAST = (
    "“十三五”给{n}定的规划目标值是多少？",
    "{n}当初十三五规划的目标是多少？",
    "上一个五年（十三五）{n}的规划目标值？",
)
FORMER = ("“十三五”期间{n}是多少？", "十三五这几年，{n}一共多少？", "过去五年（十三五）{n}是多少")
THROUGH = (
    "2021到2025年{n}要保持在多少？",
    "十四五期间{n}的要求是多少？",
    "规划期内{n}要做到多少",
    "整个十四五，{n}应该是多少？",
)
UNDATED = ("规划里{n}是多少？", "{n}，规划怎么规定的，多少？", "请问{n}写的是多少？", "{n}是几？")
WHEN_YEARS = {
    "2016-2020": "2016-2020/2020",
    "2021-2025": "2021-2025/2025",
    "2025": "2025/2021-2025",
}


def target_cases(knowledge: Knowledge, taken: Taken, per_group: int = 2) -> Iterator[Case]:
    """Cases for all figures whose indicator has names people use."""
    names = _names()
    number = 0
    for (key, _kind, when), group in _groups(knowledge).items():
        words, spoken = names.get(key, ("", ()))
        if not spoken:
            continue
        first = group[0]
        fact = _fact(words, group, when)
        parse_fact(fact)
        for turn in range(per_group):
            name = spoken[turn % len(spoken)]
            year = when if when.isdigit() else ""
            asks = [p.format(n=name, y=year) for p in _rotated(_patterns(first), number + turn)]
            question = taken.first(asks)
            if question is None:
                continue
            number += 1
            yield Case(
                id=f"T{number:03d}",
                persona=PERSONAS[number % len(PERSONAS)],
                kind=Kind.FIGURE,
                turns=(question,),
                expect=Expect.ANSWER,
                facts=(parse_fact(fact),),
                must_not=_others(knowledge, key, words, group, when),
                spans=tuple(dict.fromkeys(_quote(knowledge, t) for t in group)),
                source=f"目标：{first.id}",
            )


def _rotated(patterns: Sequence[str], by: int) -> list[str]:
    by %= len(patterns)
    return [*patterns[by:], *patterns[:by]]


def _names() -> dict[str, tuple[str, tuple[str, ...]]]:
    found = {}
    for line in NAMES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, words, spoken = [*line.split("\t"), "", ""][:3]
            found[key] = (words, tuple(s for s in spoken.split("｜") if s))
    return found


def _groups(knowledge: Knowledge) -> dict[tuple[str, str, str], list[Target]]:
    """Targets that say one thing of one time; a body text without a year joins a dated twin."""
    groups: dict[tuple[str, str, str], list[Target]] = {}
    disputed = {"高中阶段毛入学率", "义务教育巩固率", "从业人员继续教育年参与率"}
    for target in knowledge.targets:
        if target.value is None or not target.number or not target.indicator_key:
            continue
        when = target.when or ""
        if target.indicator_key in disputed and when == "2016-2020" and target.kind == "actual":
            # The body calls the old target reached; the contradiction cases ask about that.
            continue
        groups.setdefault((target.indicator_key, target.kind.value, when), []).append(target)
    for key in [k for k in groups if not k[2]]:
        twins = [k for k in groups if k[0] == key[0] and k[2] and k[1] == key[1]]
        same = [k for k in twins if groups[k][0].number == groups[key][0].number]
        if same:
            groups[same[0]].extend(groups.pop(key))
    return groups


def _patterns(target: Target) -> tuple[str, ...]:
    if target.kind is TargetKind.PAST_TARGET:
        return PAST
    if target.kind is TargetKind.ACTUAL:
        return ACTUAL if target.when == "2020" else FORMER
    if target.when == "2021-2025":
        return THROUGH
    return AIMED if target.when else UNDATED


def _fact(words: str, group: Sequence[Target], when: str) -> str:
    target = group[0]
    years = f" @{WHEN_YEARS.get(when, when)}" if when and when[:2] == "20" else ""
    if target.kind in (TargetKind.PAST_TARGET,):
        years = " @2016-2020"
    operator = target.operator.replace("keep", "")
    operator = {"exists": "="}.get(operator, operator)
    value = (target.value or "").translate(str.maketrans("一二三八", "1238"))
    return f"{words} {operator} {value}{target.unit}{years}"


def _others(
    knowledge: Knowledge, key: str, words: str, group: Sequence[Target], when: str
) -> tuple[str, ...]:
    """The indicator's figures of other years, wrong under this one."""
    if not when.isdigit():
        return ()
    own = {t.number for t in group}
    wrong = [
        t
        for t in knowledge.targets
        if t.indicator_key == key and t.number and t.number not in own and t.when != when
    ]
    same_year = {
        t.number for t in knowledge.targets if t.indicator_key == key and t.when in (when, None)
    }
    return tuple(
        dict.fromkeys(
            f"数:{words} {op} {t.value}{t.unit} @{when}"
            for t in wrong
            if t.number not in same_year
            for op in (t.operator.replace("keep", ""),)
        )
    )


def _quote(knowledge: Knowledge, target: Target) -> str:
    return target.quote.strip("\n")
