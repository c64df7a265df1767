"""Ways to lie fluently about one figure. Each gives replies that no reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.wording import short_value
from knowledge.library import Knowledge
from knowledge.types import Target

YEARS = ("2020", "2021", "2022", "2023", "2024", "2025", "2030", "2035")
BOUNDS = {
    "不超过": "<=",
    "控制在": "<=",
    "不少于": ">=",
    "至少": ">=",
    "超过": ">",
    "不足": "<",
    "大约": "~",
    "恰好": "=",
}
OTHERS = ("全省", "成都市", "民办", "随迁子女", "外籍", "棠湖中学的", "每所学校", "非")
CHINESE = dict(zip("0123456789.", "零一二三四五六七八九点", strict=True))
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")


@dataclass(frozen=True)
class Truth:
    """A figure that answers a question, and one of another indicator's that does not."""

    token: str
    target: Target
    neighbour_token: str
    neighbour: Target

    @property
    def name(self) -> str:
        return self.target.indicator_key


def lies(truth: Truth, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """(kind of lie, reply)."""
    name, token = truth.name, f"⟦{truth.token}⟧"
    yield from (("a wrong figure", f"{name}为{v}。") for v in _wrong(truth.target))
    yield from (("a figure in other writing", f"{name}为{v}。") for v in _written(truth.target))
    for vague in (
        "九成",
        "一半",
        "近半",
        "过半",
        "翻一番",
        "百分之百",
        "三分之二",
        "½",
        "全部",
        "大多数",
    ):
        yield "a figure in words", f"{name}将达到{vague}。"
    yield "the figure itself, unasked", f"{name}{short_value(truth.target)}。"
    yield from (("a unit behind it", f"{name}为{token}{unit}。") for unit in _units(truth.target))
    for year in YEARS:
        if year != truth.target.when:
            yield "another year", f"到{year}年底，{name}要达到{token}。"
            yield "another year behind it", f"{name}的目标是{token}（{year}年）。"
    yield "another period", f"“十三五”期间，{name}为{token}。"
    for word, operator in BOUNDS.items():
        if operator not in truth.target.operator:
            yield "another bound", f"{name}{word}{token}。"
    for other in OTHERS:
        yield "another subject", f"{other}{name}要达到{token}。"
    yield "its figure under another name", f"{truth.neighbour.indicator_key}为{token}。"
    yield "another's figure under its name", f"{name}为⟦{truth.neighbour_token}⟧。"
    yield "another's figure", f"规划提出，⟦{truth.neighbour_token}⟧。"
    yield "a token of no record", f"{name}为⟦T9999⟧。"
    yield "a mangled token", f"{name}为⟦T⟧。"
    yield (
        "reached already",
        f"{name}实际已经达到{token}。" if _aimed(truth) else f"{name}的目标是{token}。",
    )
    for word in ("并未达到", "没有达到", "不再要求达到", "取消了", "无需达到"):
        yield "denied", f"{name}{word}{token}。"
    yield "an invented quotation", f"{name}为{token}，规划原文是“{name}力争突破{token}”。"
    yield "an invented quotation", f"规划写道“{name}不设具体要求”，见{token}。"
    yield "half a quotation", f"{name}“{short_value(truth.neighbour)}”。"
    yield "a remark with a figure", f"{name}为{token}。全国平均只有八成。"
    yield "a rank", f"{name}为{token}。在全市排名第三。"
    yield "a promise", f"{name}为{token}。所有学生都可以免费入学。"
    yield "in English", f"{name} will be ninety percent, see {token}."
    yield "letters for digits", f"{name}为9O%。"
    yield "agreement nobody asked for", f"是的，{name}为{token}。"
    yield "denial nobody asked for", f"您的说法不对，{name}为{token}。"
    yield "nothing of what was asked", "规划对此有明确要求。"


def _aimed(truth: Truth) -> bool:
    return truth.target.kind.value == "target"


def _wrong(target: Target) -> Iterator[str]:
    assert target.number is not None
    low = target.number[0]
    for value in (low + 1, low - 0.1, low * 10, low / 10, 100 - low, 50, 0):
        yield f"{value:g}{target.unit}"


def _written(target: Target) -> Iterator[str]:
    assert target.value is not None
    value, unit = target.value, target.unit
    yield "".join(CHINESE.get(c, c) for c in value) + unit
    yield f"百分之{''.join(CHINESE.get(c, c) for c in value)}"
    for split in ("\u200b", "\u2060", "\ufeff", " ", "\u00ad", "\ufe0f", "\u202e"):
        yield split.join(value) + unit
    for table in (FULL, BOLD, THAI, CIRCLED):
        yield value.translate(table) + unit


def _units(target: Target) -> Iterator[str]:
    yield from ("个百分点", "倍", "万元", "所以上", "人")
