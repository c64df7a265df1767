"""Facts as people write them in the case files, and whether an answer shows them.

Raw example: ``残疾/残障 入学率 = 99.7% @2025``: words (all groups, any alternative), operator,
value with unit, years that are right.
"""

from __future__ import annotations

import re

from evals.mentions import Mention, mentions, periods
from evals.normal import figures_plain
from evals.types import Fact
from evals.units import SCALE, base, same

FACT = re.compile(
    r"^(?P<words>.*?)\s*(?P<op>>=|<=|≥|≤|=|>|<|~)\s*(?P<low>\d+(?:\.\d+)?)"
    r"(?:[—\-~至到](?P<high>\d+(?:\.\d+)?))?(?P<scale>[万亿](?!元))?(?P<unit>[^@\s]*)\s*(?:@(?P<years>\S+))?$"
)
OPERATORS = {"≥": ">=", "≤": "<=", ">": ">=", "<": "<="}
"""Above and at least are one class: 10万余 is said 10万以上 as often as 超过10万."""
FILLER = re.compile(
    r"20\d\d年?|[底末初]|十[三四]五|规划|目标值?|实际值?|情况|其他年份|期间|时期|时间|前后|分别|以上|以下|以内|左右|不少于|不低于|不超过"
    r"|不足|不到|超过|至少|起码|最少|大约|比例|指标|要求|水平|保持在|控制在|稳定在|提高到|提升到|力争|争取|必须|应当|需要|预计"
    r"|达到|已经|已是|正文|专栏|近期表|终期表|全周期表|近期|终期|全周期|约束性|预期性|前置性|其中|单位|截至|为止|规划写的是|要|应"
    r"|达|为|是|约|近|到|至|在|的|了|也|都|就|且|并|从|由|再|将|会|写|年|和|或|与|那年|当年|当时|目前|现状|数|具体|累计|有|共|第\d+项|[^\u4e00-\u9fff]"
)

POINTING = re.compile(r"其中|该|这一|此项|这个|它|前者|后者|上述")


class FactError(ValueError):
    """A fact that cannot be read; the message says what was expected, in Chinese."""


def parse_fact(text: str) -> Fact:
    """The fact written in ``text``. Raises :class:`FactError`."""
    found = FACT.match(text.strip())
    if not found:
        raise FactError(f"事实“{text}”写法不对，应如“残疾/残障 入学率 = 99.7% @2025”")
    unit, factor = base(found["unit"])
    factor *= SCALE[found["scale"] or ""]
    low = float(found["low"]) * factor
    return Fact(
        text.strip(),
        tuple(tuple(word.split("/")) for word in found["words"].split()),
        OPERATORS.get(found["op"], found["op"]),
        low,
        float(found["high"]) * factor if found["high"] else low,
        unit,
        tuple((found["years"] or "").split("/")) if found["years"] else (),
    )


def shows(fact: Fact, answer: str, question: str = "") -> tuple[bool, str]:
    """Whether an answer states the fact, and where or why not."""
    return shows_in(fact, mentions(answer), question)


def shows_in(fact: Fact, found: list[Mention], question: str) -> tuple[bool, str]:
    """:func:`shows` over figures read before."""
    reasons: list[tuple[int, str]] = []
    good: str = ""
    for mention in found:
        depth, problem = _differs(fact, mention, question)
        if not problem:
            good = good or mention.shown
        else:
            reasons.append((depth, problem))
    if good:
        return True, good
    if not reasons:
        return False, f"没有给出“{fact.text}”"
    return False, max(reasons)[1]


def _differs(fact: Fact, mention: Mention, question: str) -> tuple[int, str]:
    """How far a figure agrees with the fact (deeper is nearer) and what first differs."""
    where = f"“{mention.sentence[:60]}”里的 {mention.shown}"
    if (mention.low, mention.high) != (fact.low, fact.high):
        return 0, f"没有给出“{fact.text}”，只有{where}"
    if not same(mention.unit, fact.unit):
        return 1, f"{where}：单位应为“{fact.unit or '无'}”"
    if not about(fact, mention, question):
        return 2, f"{where}：说的不是“{_named(fact)}”"
    if mention.denied:
        return 3, f"{where}：被否定了"
    if mention.operator != fact.operator:
        return 4, f"{where}：应为“{fact.operator}”，答的是“{mention.operator}”"
    if fact.years and not _right_year(fact, mention, question):
        return 5, f"{where}：时间应为{'或'.join(fact.years)}，答的是{mention.year or '未写'}"
    return 9, ""


def _named(fact: Fact) -> str:
    return "".join(group[0] for group in fact.words)


def about(fact: Fact, mention: Mention, question: str) -> bool:
    """Whether a figure is said of the fact's subject."""
    near = f"{mention.before}|{mention.shown}|{mention.after}"
    if _has_words(fact, near):
        return True
    if _own_subject(mention):
        return False
    if _has_words(fact, mention.sentence) or _has_words(fact, mention.earlier[-200:] + near):
        return True
    return _has_words(fact, question + near)


def _own_subject(mention: Mention) -> bool:
    """Whether the figure's own clause names what it is about (and so not what stood before)."""
    clause = re.split(r"[,;:，；：(（]", mention.before)[-1]
    return len(FILLER.sub("", clause)) >= 3 and not POINTING.search(clause)


def _has_words(fact: Fact, text: str) -> bool:
    plain = figures_plain(text)
    return all(any(figures_plain(word) in plain for word in group) for group in fact.words)


def _right_year(fact: Fact, mention: Mention, question: str) -> bool:
    if mention.year:
        return mention.year in fact.years
    carried = periods(figures_plain(mention.earlier))
    if carried:
        return carried[-1] in fact.years
    asked = periods(figures_plain(question))
    return bool(asked) and asked[-1] in fact.years
