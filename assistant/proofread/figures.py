"""The figures of a sentence: number, unit and the words that bound it, however written."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from assistant.numerals import cn_number
from assistant.proofread.words import any_of, table, words

UNITS = (
    "个百分点|百分点|个维度|维度|个月|美元|港元|欧元|亿元|万元|亿人|万人|学时|课时|学期|学年|星期|分钟|个小时|小时|钟头|周岁|人次|平方米"
    "|公里|千米|%|‰|所|个|名|人|位|家|年|月|米|项|岁|次|回|座|例|起|类|种|倍|门|条|套|天|周|元|间|支|级|分|公斤|亩|期|场次|场|册|班|台|幢|栋|辆|篇|件|份|户|批次|轮"
)
CN = "零〇一二两三四五六七八九十百千万"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# 名称、日期、编号里的数字不是数。
NAMES = re.compile(
    r"专栏\s*[\d一二三四五六七八九十]+|第[\d一二三四五六七八九十百]+[项条批款部段届届次期章节位号轮阶类]?|[〔\[（(]20\d\d[〕\]）)]\s*\d*\s*号?|\d+\s*号|\d\+[A-Z\d]|[Kk]12"
    r"|\d{1,2}月\d{1,2}日|\d{1,2}月(?:份|底|初|中旬|上旬|下旬)|20\d\d\s*年?\s*\d{1,2}月(?:\d{1,2}日)?"
    r"|20\d\d年?(?:至|—|-|~|到)20\d\d年?|(?<![\d.])(?:19|20)\d\d(?:年|(?=[^\d.]|$)(?![%个所名人元万亿米座项位]|学时|课时|分钟|公里))|[二][〇零][〇零一二三四五六七八九]{2}年?|(?:19|20)\d\d(?=年)"
    r"|“?十[一二三四五]五”?|\d{1,2}[:：]\d\d|\d+年级|\d{7,}|\d+-\d+-\d+|现代化2035|工程\d\.\d|\d\.0(?![\d%])"
    r"|“[^”\d]{0,10}[一二三四五六七八九十两][^”\d]{0,10}”|(?<!\d)3岁以下|[一二三四五六七八九十\d]+年(?:之内|以内|内|来|间|以来|行动|规划|制|一贯|级)|(?<![点十\d])[一二两三四五六七八九十]年"
)
# 略高于70%的规划目标 · 超过2000人即为“大校额”：比较词说的是另一头。
REFERRED = re.compile(
    r"的?(?:当时的?|原定的?|既定的?)?(?:“?十[一-五]五”?)?(?:规划|预期|既定)?(?:目标|要求|标准线|底线)|的?(?:即|就|视为|属于|称为|算作?|叫)"
)
PASSED = re.compile(
    r"(?:高于|超过|超出|低于|不及|未达到?|距离?|好于|优于|完成)[^，。；\d]{0,10}(?:目标|要求|标准)值?的?$"
)
# 不少于符合条件教师总数的15%：比较词离数字可以很远，只要中间是数字所占的全体。
FAR = r"(?:[^，。；、\d%]{0,10}|[^，。；、\d%]{0,24}的)$"
BOUND = re.compile(rf"({any_of('figure.at_least', 'figure.at_most')}){FAR}")
COUNTING = frozenset("项个类种条次天支门套家位本")
LISTED = ("、", "和", "与", "及")
# 入学率（%），99.7：一行表格里，单位另在一格。
HEADED = re.compile(r"[（(，]%[）)，]|单位[:：]%")
ANY = "?"
AGAIN = ("（", "(", "，即", "即")
CLOSING = ("）", ")")
LIST_MARK = re.compile(r"^\s*(?:[（(]?\d{1,3}[）)、]|\d{1,2}(?:\.\d{1,2})*[.．、](?!\d)|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """``start:end`` spans the whole chunk with its bounding words; ``number_at`` the number.

    ``operator`` is one of = >= <= ~, or ? where its words bound something else; ``unit`` as
    written. ``word``: said without a digit (全覆盖, 无一例).
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    operator: str
    number_at: tuple[int, int]
    word: bool = False
    counting: bool = False
    """A small number in Chinese numerals, which often only numbers what the text itself lists."""
    base: str = ""
    """The unit that ``low`` and ``high`` count, scales multiplied out."""
    counted: str = ""
    """What 个 counts, where the word behind it measures of itself: 17个班."""


@functools.cache
def _pattern() -> re.Pattern[str]:
    before = any_of(
        "figure.at_least", "figure.at_most", "figure.about", "figure.plain", "figure.exact"
    )
    after = any_of("figure.at_least_after", "figure.at_most_after", "figure.about_after")
    return re.compile(
        rf"(?P<before>(?:{before})*)\s*(?:"
        rf"(?P<percent>百分之(?P<pc>[{CN}点]+|\d+(?:\.\d+)?))"
        rf"|(?P<tenth>[一二三四五六七八九])成(?P<fifth>[一二三四五六七八九])?(?![立效长果员功熟都为本品绩])"
        rf"|(?<![\d.A-Za-z+])(?P<digits>{DIGITS})(?P<p1>%)?(?:\s*[—\-~至到]\s*(?P<high>\d+(?:\.\d+)?))?"
        rf"|(?<![{CN}点第])(?P<cn>[{CN}]+(?:点[{CN}]+)?)(?:[—\-~至到](?P<cnhigh>[{CN}]+))?(?=\s*[亿余多]?(?:{UNITS}))"
        rf")\s*(?P<scale>万|亿)?(?P<vague>余|多)?\s*(?P<unit>{UNITS})?(?P<after>{after})?"
    )


@functools.cache
def _worded() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<all>{any_of('figure.all')})|(?P<none>{any_of('figure.none')})"
        rf"|(?P<half>{any_of('figure.half')})(?P<after>{any_of('figure.at_least_after')})?"
    )


def figures(text: str) -> list[Figure]:
    """All figures of a sentence in order of place."""
    taken = [m.span() for m in NAMES.finditer(text)]
    if mark := LIST_MARK.match(text):
        taken.append(mark.span())
    taken += [m.span() for m in re.finditer(any_of("figure.idioms"), text)]
    found = []
    for match in _worded().finditer(text):
        number, unit = (0.0, "例") if match["none"] else (50.0 if match["half"] else 100.0, "%")
        operator = ">=" if match["after"] else "="
        span = match.span()
        if not any(a < span[1] and span[0] < b for a, b in taken):
            found.append(Figure(*span, number, number, unit, operator, span, True, False, unit))
            taken.append(span)
    for match in _pattern().finditer(text):
        figure = _figure(match)
        if figure and not any(
            a < figure.number_at[1] and figure.number_at[0] < b for a, b in taken
        ):
            found.append(figure)
    found.sort(key=lambda f: f.start)
    return _shared_bounds(_again(_shared_units(found, text), text), text)


def _again(found: list[Figure], text: str) -> list[Figure]:
    """近三成（30%）: a number in brackets behind itself is bounded as the first one is."""
    out: list[Figure] = []
    for two in found:
        between = text[out[-1].end : two.start] if out else ""
        if between in AGAIN and (out[-1].low, out[-1].base) == (two.low, two.base):
            closed = two.end + (text[two.end : two.end + 1] in CLOSING)
            out[-1] = replace(out[-1], end=closed)
        else:
            out.append(two)
    return out


def _shared_bounds(found: list[Figure], text: str) -> list[Figure]:
    """低于85%、95%的规划目标: what is said of the last holds for those listed before it."""
    for n in range(len(found) - 2, -1, -1):
        if found[n + 1].operator == ANY and text[found[n].end : found[n + 1].start] in LISTED:
            found[n] = replace(found[n], operator=ANY)
    return found


def _shared_units(found: list[Figure], text: str) -> list[Figure]:
    """33、21个百分点: the first has the unit of the next."""
    out = list(found)
    for n in range(len(out) - 2, -1, -1):
        one, two = out[n], out[n + 1]
        lone = not one.unit or (one.unit == "个" and two.unit.endswith("百分点"))
        if lone and not two.word and text[one.end : two.start] in LISTED:
            out[n] = replace(one, unit=two.unit, base=two.base)
    kept = [f for f in out if f.unit or f.word or _bare(f, text)]
    if HEADED.search(text):
        kept = [f if f.unit else replace(f, unit="%", base="%") for f in kept]
    return kept


def _bare(figure: Figure, text: str) -> bool:
    """Whether a number without a unit measures something: 0.45, ≤0.27, 达99.7."""
    number = text[figure.number_at[0] : figure.number_at[1]]
    led = text[figure.start : figure.number_at[0]]
    return "." in number or (bool(led) and led not in ("有", "到", "至", "是"))


def _figure(match: re.Match[str]) -> Figure | None:
    text = match.string
    unit = match["p1"] or match["unit"] or ""
    scale = match["scale"] or ""
    high: float | None = None
    if match["percent"]:
        written = match["pc"]
        value = float(written) if written[0].isdigit() else cn_number(written)
        unit, at = "%", match.span("percent")
    elif match["tenth"]:
        value = (cn_number(match["tenth"]) or 0) * 10 + (cn_number(match["fifth"] or "零") or 0)
        unit, at = (
            "%",
            (
                match.start("tenth"),
                match.end("fifth") if match["fifth"] else match.end("tenth") + 1,
            ),
        )
    elif match["digits"]:
        value, at = float(match["digits"].replace(",", "")), match.span("digits")
        if match["high"]:
            high, at = float(match["high"]), (at[0], match.end("high"))
    else:
        value, at = cn_number(match["cn"]), match.span("cn")
        if match["cnhigh"]:
            high, at = cn_number(match["cnhigh"]), (at[0], match.end("cnhigh"))
        if not _counts(match, value, unit):
            return None
    if value is None:
        return None
    if (
        unit
        and text[match.end("unit") :].startswith(words("figure.structural"))
        and not match["percent"]
    ):
        return None
    factor = {"万": 1e4, "亿": 1e8, "": 1.0}[scale]
    base, more = table()["unit"]["scale"].get(unit, (unit, 1))
    low = value * factor * more
    top = (high if high is not None else value) * factor * more
    # 以上 after a noun (50个名师工作室以上) does not occur; 余 may stand before or behind the unit.
    operator = read_operator(match["before"] or "", (match["vague"] or "") + (match["after"] or ""))
    rest = text[match.end() : match.end() + 12]
    if REFERRED.match(rest) or PASSED.search(text[: match.start()]):
        operator = ANY
    elif operator == "=" and (bound := BOUND.search(text[: match.start()])):
        operator = read_operator(bound[1], "")
    counting = bool(match["cn"]) and unit in COUNTING
    nouns = words("unit.nouns")
    counted = next((n for n in nouns if unit == "个" and rest.startswith(n)), "")
    span = match.span()
    return Figure(*span, low, top, unit, operator, at, False, counting, base, counted)


def _counts(match: re.Match[str], value: float | None, unit: str) -> bool:
    """Whether a Chinese numeral counts; 一 alone mostly is no number."""
    if value is None or unit in ("级", "分", "期", "周"):
        return False
    if value != 1 or match["cnhigh"]:
        return True
    led = match.string[max(0, match.start("cn") - 8) : match.start("cn")]
    return bool(re.search(any_of("figure.counting_one"), led))


def read_operator(before: str, after: str) -> str:
    """The relation that the words around a figure state."""
    if any(word in after for word in words("figure.at_least_after")):
        return ">="
    if any(word in after for word in words("figure.at_most_after")):
        return "<="
    if any(word in after for word in words("figure.about_after")):
        return "~"
    while before:
        for key, operator in (
            ("at_most", "<="),
            ("at_least", ">="),
            ("about", "~"),
            ("plain", ""),
            ("exact", "="),
        ):
            word = next((w for w in words(f"figure.{key}") if before.endswith(w)), "")
            longer = any(
                before.endswith(w) and len(w) > len(word)
                for other in ("at_most", "at_least", "about", "plain", "exact")
                for w in words(f"figure.{other}")
            )
            if word and not longer:
                if operator:
                    return operator
                before = before[: -len(word)]
                break
        else:
            break
    return "="
