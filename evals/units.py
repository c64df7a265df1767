"""Units brought to a base, and which of them people use for one another."""

from __future__ import annotations

from collections.abc import Mapping

BASE: Mapping[str, tuple[str, float]] = {
    "％": ("%", 1),
    "百分点": ("个百分点", 1),
    "亿元": ("元", 1e8),
    "万元": ("元", 1e4),
    "万人": ("人", 1e4),
    "亿人": ("人", 1e8),
    "小时": ("分钟", 60),
    "个小时": ("分钟", 60),
    "钟头": ("分钟", 60),
    "公里": ("米", 1000),
    "千米": ("米", 1000),
    "名": ("人", 1),
    "位": ("人", 1),
    "家": ("所", 1),
    "间": ("所", 1),
    "周岁": ("岁", 1),
    "维度": ("个", 1),
    "个维度": ("个", 1),
    "起": ("例", 1),
    "条": ("项", 1),
    "门": ("项", 1),
    "种": ("类", 1),
}
LOOSE = frozenset({"所", "人", "项", "座", "类", "例", "个"})
"""Counted things for which people also say 个."""
SCALE: Mapping[str, float] = {"万": 1e4, "亿": 1e8, "": 1.0}


def base(unit: str) -> tuple[str, float]:
    """The base unit and the factor to it."""
    return BASE.get(unit, (unit, 1.0))


def same(one: str, two: str) -> bool:
    """Whether two base units may stand for each other."""
    return one == two or ("个" in (one, two) and {one, two} <= LOOSE)
