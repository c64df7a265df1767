"""Figures in Chinese official prose: value, unit and the words that bound them.

Finds what a reader would call a figure: ``99.7%``, ``控制在0.45以内``, ``不少于50个``,
``4.7万余座``, ``1—2名``. Years, document numbers, ordinals and names such as “4+X”
are not figures; :data:`NAMES` lists their shapes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Shapes whose digits name something instead of measuring it.
NAMES = re.compile(
    r"专栏\s*\d+|第\d+[条项批款]|“\d+”|〔\d{4}〕\s*\d+\s*号|[“]?\d\+[A-Z\d][”]?|[Kk]12|\d\.\d(?=[实”。、，」]|$)"
    r"|现代化2035|（20\d\d年版）|\d{4}年(?:底|末|度)?|20\d\d(?=至)|(?<!\d)\d{1,2}岁以下婴幼儿|(?<=\n)\d+(?=\.)|（\d+）"
)
NUMBER = r"\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千万两]+"
UNITS = (
    "个维度|个百分点|百分点|个月|亿元|万元|学时|分钟|小时|周岁|人次|平方米|公里|"
    "%|％|‰|所|个|名|人|年|米|项|岁|次|座|例|类|种|倍|家|门|条|套|天|月|本|元|维度"
)
QUANTITY = re.compile(
    r"(?P<before>不少于|不低于|不超过|不高于|不多于|不足|超过|高于|低于|至少|大于|小于|控制在|保持在|稳定在"
    r"|达到|达成|达|提高到|提升到|提高至|提升至|力争达到|力争|约|近|累计达|[≥≤＞＜><])?\s*"
    r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s*(?P<dash>[—\-－~～至到])\s*(?P<high>\d+(?:\.\d+)?))?\s*"
    r"(?P<scale>万|亿)?(?P<vague>余|多)?(?:\s*(?P<unit>" + UNITS + r"))?"
    r"(?P<after>以上|以下|以内|左右|及以上)?"
)
# 每年至少听取1次 · 每个镇（街道）至少有1所
AT_LEAST = re.compile(r"至少[\u4e00-\u9fff]{0,3}$")
SCALES = {"万": 1e4, "亿": 1e8, "万元": 1e4, "亿元": 1e8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text. Offsets count from the text's start; ``value`` is as printed."""

    start: int
    end: int
    value: str
    unit: str
    operator: str
    low: float
    high: float


def find_quantities(text: str) -> list[Quantity]:
    """All figures of ``text`` in order of place."""
    names = [found.span() for found in NAMES.finditer(text)]
    quantities = []
    for found in QUANTITY.finditer(text):
        if any(left <= found.start("value") < right for left, right in names):
            continue
        quantities.append(_quantity(found))
    return quantities


def _quantity(found: re.Match[str]) -> Quantity:
    scale, unit = found["scale"] or "", found["unit"] or ""
    if scale and unit == "元":
        scale, unit = "", f"{scale}元"
    value = (
        found["value"] if not found["high"] else f"{found['value']}{found['dash']}{found['high']}"
    )
    factor = SCALES.get(scale or unit, 1.0)
    low = float(found["value"].replace(",", "")) * factor
    high = float(found["high"]) * factor if found["high"] else low
    before = found["before"] or ""
    if not before and AT_LEAST.search(found.string, max(0, found.start() - 8), found.start()):
        before = "至少"
    return Quantity(
        found.start(),
        found.end(),
        value + scale,
        unit,
        read_operator(before, (found["vague"] or "") + (found["after"] or "")),
        low,
        high,
    )


def read_operator(before: str, after: str) -> str:
    """The relation that the words around a figure state."""
    if before == "保持在" and "以上" in after:
        return "keep>="
    if before in {"≥", "不少于", "不低于", "至少"} or "以上" in after:
        return ">="
    if before in {"≤", "不超过", "不高于", "不多于"} or "以内" in after or "以下" in after:
        return "<="
    if before in {"超过", "高于", "大于", ">", "＞"} or "余" in after or "多" in after:
        return ">"
    if before in {"不足", "低于", "小于", "<", "＜"}:
        return "<"
    if before in {"约", "近"} or "左右" in after:
        return "~"
    return "="
