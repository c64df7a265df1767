"""Numbers as people write them: 七成, 百分之八十五, 二零二五年, 25年, 一半."""

from __future__ import annotations

import re
from collections.abc import Mapping

DIGIT: Mapping[str, int] = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
CN = "零〇一二两三四五六七八九十百千万"
YEAR_CN = re.compile(r"二[零〇](?:[零〇一二三四五六七八九])(?:[零〇一二三四五六七八九])年?")
YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?:年|(?![\d.%]|[个名所人元万米]))")
SHORT_YEAR = re.compile(
    r"(?<![\d.十是达有为满约要过])(1[5-9]|2\d|30)年(?!限|级|内|以|来|时间|的时间|前|后)(?:底|末)?"
)
SHORT_YEAR_CN = re.compile(r"(?<![一二三四五六七八九十百])二([零〇一二三四五六七八九])年")
TENTHS = re.compile(rf"([{CN}\d](?:点[{CN}])?)成(?:([{CN}])|(?![立效就长果员功熟都为]))")
PERCENT_CN = re.compile(rf"百分之([{CN}\d.点]+)")
PLAIN_CN = re.compile(rf"[{CN}]+(?:点[{CN}]+)?")
FIGURE = re.compile(
    r"(?<![\d.+A-Za-z])(?!2\.0(?!\d)|\d\+)(\d+(?:\.\d+)?)\s*(个百分点|百分点|亿元|万元|亿|万|%|％|所|个|名|人|年|项|学时|小时|米|岁|次|倍|家)?"
)
HALF = re.compile(r"一半|半数|对半")


def cn_number(text: str) -> float | None:
    """Chinese numerals to a number: 九十九点七 → 99.7; ``None`` where they are none."""
    whole, _, part = text.partition("点")
    if not whole or any(c not in CN for c in whole + part):
        return None
    fraction: float = sum(DIGIT[c] / 10 ** (i + 1) for i, c in enumerate(part) if c in DIGIT)
    if all(c in DIGIT for c in whole):
        return float("".join(str(DIGIT[c]) for c in whole)) + fraction
    total, section, digit = 0, 0, 0
    for char in whole:
        if char in DIGIT:
            digit = DIGIT[char]
        elif char == "万":
            total, section, digit = (total + section + digit) * 10000, 0, 0
        else:
            unit = {"十": 10, "百": 100, "千": 1000}[char]
            section += (digit or 1) * unit
            digit = 0
    return total + section + digit + fraction


def arabic_years(text: str) -> str:
    """Years in one form: 二零二五年, 二五年 and 25年 become 2025年."""

    def full(found: re.Match[str]) -> str:
        digits = "".join(str(DIGIT[c]) for c in found[0].rstrip("年"))
        return f"{digits}年"

    text = YEAR_CN.sub(full, text)
    text = SHORT_YEAR_CN.sub(lambda m: f"202{DIGIT[m[1]]}年", text)
    return SHORT_YEAR.sub(lambda m: f"20{m[1]}年" + ("底" if m[0].endswith("底") else ""), text)


def arabic_percent(text: str) -> str:
    """Shares in one form: 七成五 → 75%, 百分之八十五 → 85%."""

    def tenths(found: re.Match[str]) -> str:
        first = cn_number(found[1]) if not found[1].isdigit() else float(found[1])
        second = DIGIT.get(found[2] or "零", 0)
        return f"{(first or 0) * 10 + second:g}%"

    def percent(found: re.Match[str]) -> str:
        written = found[1]
        value = float(written) if re.fullmatch(r"\d+(?:\.\d+)?", written) else cn_number(written)
        return found[0] if value is None else f"{value:g}%"

    return TENTHS.sub(tenths, PERCENT_CN.sub(percent, text))


def figures(text: str) -> list[tuple[str, float, str]]:
    """Figures asserted in a question, years left out: (as written, number, unit)."""
    without_years = YEAR.sub("年", text)
    found = []
    for match in FIGURE.finditer(without_years):
        unit = (match[2] or "").replace("％", "%")
        factor = {"万": 1e4, "亿": 1e8, "万元": 1e4, "亿元": 1e8}.get(unit, 1.0)
        found.append((match[0].strip(), float(match[1]) * factor, unit))
    if HALF.search(without_years):
        found.append(("一半", 50.0, "%"))
    return found
