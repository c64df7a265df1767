"""Numbers as people write them: 七成, 百分之八十五, 二零二五年, 25年, 一半."""

from __future__ import annotations

import re
from collections.abc import Mapping

DIGIT: Mapping[str, int] = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
CN = "零〇一二两三四五六七八九十百千万"
SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
YEAR_CN = re.compile(r"二[零〇](?:[零〇一二三四五六七八九])(?:[零〇一二三四五六七八九])年?")
YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?:年|(?![\d.%]|[个名所人元万米]))")
SHORT_YEAR = re.compile(
    r"(?<![\d.十是达有为满约要过作干教龄])(?<!达到)(1[5-9]|2\d|(?<=[到至在])30|30(?=年(?:底|末|目标)))年(?!限|级|内|以|来|时间|的时间|前|后)(?:底|末)?"
)
SHORT_YEAR_CN = re.compile(r"(?<![一二三四五六七八九十百])二([零〇一二三四五六七八九])年")
TENTHS = re.compile(
    rf"([{CN}\d](?:点[{CN}])?)成(?:([{CN}])|(?![立效就长果员功熟都为不语人年品本]))"
)
PERCENT_CN = re.compile(rf"百分之([{CN}\d.点]+)")
COUNTED = "个百分点|百分点|元|%|％|所|个|名|人|年|项|学时|小时|米|岁|次|倍|家|座|条|例|分钟|种"
FIGURE = re.compile(
    r"(?<![\d.+A-Za-z⁄/])(?!2\.0(?!\d)|\d\+)(\d+(?:\.\d+)?)(?![\d⁄/])\s*(万|亿)?余?多?"
    rf"({COUNTED})?"
)
FIGURE_CN = re.compile(
    rf"(?<![{CN}点])([{CN}]{{1,9}}点[{CN}]{{1,5}}|[{CN}]{{2,9}}|[二三四五六七八九十两])(?=(?:余|多)?(?:{COUNTED}))"
)
HALF = re.compile(r"一半|半数|对半")


def arabic_counts(text: str) -> str:
    """Counts in one form: 一百个 → 100个, 三千名 → 3000名; 一 alone is mostly no count."""

    def digits(found: re.Match[str]) -> str:
        value = cn_number(found[1])
        return found[0] if value is None else f"{value:g}" if value < 1e6 else f"{value:.0f}"

    return FIGURE_CN.sub(digits, text)


def cn_number(text: str) -> float | None:
    """Chinese numerals to a number: 九十九点七 → 99.7; ``None`` where they are none."""
    whole, _, part = text.partition("点")
    if not whole or any(c not in CN for c in whole + part):
        return None
    fraction: float = sum(DIGIT[c] / 10 ** (i + 1) for i, c in enumerate(part) if c in DIGIT)
    if part.endswith("万"):
        return (float(_digits(whole)) + fraction) * SIZES["万"]
    if all(c in DIGIT for c in whole):
        return float("".join(str(DIGIT[c]) for c in whole)) + fraction
    if whole in ("百", "千", "万", "亿"):
        return None
    return _sized(whole) + fraction


def _digits(text: str) -> str:
    return "".join(str(DIGIT[c]) for c in text if c in DIGIT) or "0"


def _sized(whole: str) -> float:
    """一万二 is 12000: a last digit counts in the size below the one before it."""
    total, section, digit, last = 0.0, 0.0, 0, 1
    for char in whole:
        if char in DIGIT:
            digit = DIGIT[char]
            if char in "零〇":
                last = 10
        elif SIZES[char] >= 10000:
            total, section, digit = (total + section + digit) * SIZES[char], 0.0, 0
            last = SIZES[char]
        else:
            section += (digit or 1) * SIZES[char]
            digit, last = 0, SIZES[char]
    colloquial = last // 10 if digit and last >= 100 else 1
    return total + section + digit * colloquial


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
        written = "一百" if written == "百" else written
        value = float(written) if re.fullmatch(r"\d+(?:\.\d+)?", written) else cn_number(written)
        return found[0] if value is None else f"{value:g}%"

    return TENTHS.sub(tenths, PERCENT_CN.sub(percent, text))


def figures(text: str) -> list[tuple[str, float, str]]:
    """Figures asserted in a question, years left out: (as written, number, unit)."""
    without_years = YEAR.sub("年", text)
    found = []
    for match in FIGURE.finditer(arabic_counts(without_years)):
        scale, unit = match[2] or "", (match[3] or "").replace("％", "%")
        factor = SIZES.get(scale, 1)
        found.append((match[0].strip(), float(match[1]) * factor, unit))
    if HALF.search(without_years):
        found.append(("一半", 50.0, "%"))
    return found
