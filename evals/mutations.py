"""Answers spoiled on purpose, and answers only reworded: the scorer must tell them apart.

Both start from right answers, a sentence or a few for each figure that cases ask for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evals.types import Asked, Case, Fact, Source

DIGIT = re.compile(r"\d+(?:\.\d+)?(?=\s*(?:万|亿)?\s*[%个所名人年项学米小岁例类次座])")
YEAR = re.compile(r"20\d\d(?=年)")
NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Altered:
    """A changed answer to a case; ``how`` names the change."""

    asked: Asked
    how: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A right answer in parts, so that each can be changed without touching the others."""

    case: Case
    fact: Fact
    subject: str
    year: str
    bound: str
    value: str
    unit: str
    after: str

    def text(self, **changed: str) -> str:
        """The sentence with some parts changed: 到2025年底，残疾儿童入学率达99.7%。"""
        part = {
            "subject": self.subject,
            "year": self.year,
            "bound": self.bound,
            "value": self.value,
            "unit": self.unit,
            "after": self.after,
            "link": "",
        } | changed
        when = f"到{part['year']}年底，" if part["year"] else ""
        return (
            f"{when}{part['subject']}{part['link']}{part['bound']}{part['value']}"
            f"{part['unit']}{part['after']}。"
        )


def statements(cases: Sequence[Case]) -> list[Statement]:
    """A statement for each case that asks for one figure of one year."""
    return [made for case in cases if (made := _statement(case))]


def _statement(case: Case) -> Statement | None:
    if len(case.facts) != 1:
        return None
    fact = case.facts[0]
    found = re.search(r"(>=|<=|=|>|<)\s*([\d.]+)([^@\s\d—至]*)(?:\s*@|$)", fact.text)
    year = fact.years[0] if fact.years and fact.years[0].isdigit() else ""
    if not found or not fact.words or (fact.years and not year):
        return None
    bound = {">=": "达", "<=": "控制在", "=": "达", ">": "超过", "<": "低于"}[found[1]]
    after = {">=": "以上", "<=": "以内"}.get(found[1], "")
    subject = "".join(group[0] for group in fact.words)
    if len(subject) < 3 or not re.search(r"[\u4e00-\u9fff]{2}", subject):
        return None
    return Statement(case, fact, subject, year, bound, found[2], found[3], after)


def asked(made: Statement, text: str) -> Asked:
    """An answer with that text, cited to the true statement."""
    quote = made.text()
    source = Source("原文", quote, 0, len(quote), True)
    return Asked(made.case, text, "answered", (source,))


def spoiled(made: Statement) -> Iterator[Altered]:
    """The statement with one thing wrong."""
    for how, change in SPOIL.items():
        text = change(made)
        if text and text != made.text():
            yield Altered(asked(made, text), how)


def reworded(made: Statement) -> Iterator[Altered]:
    """The statement said otherwise, as true as before."""
    for how, change in REWORD.items():
        text = change(made)
        if text and text != made.text():
            yield Altered(asked(made, text), how)


def _digit(made: Statement) -> str:
    last = made.value[-1]
    return made.text(value=made.value[:-1] + str((int(last) + 3) % 10 or 4))


def _transposed(made: Statement) -> str:
    digits = made.value.replace(".", "")
    swapped = digits[1] + digits[0] + digits[2:] if len(digits) > 1 else ""
    if not swapped or swapped == digits or "." in made.value:
        return ""
    return made.text(value=swapped)


def _point(made: Statement) -> str:
    if "." in made.value:
        return made.text(value=made.value.replace(".", ""))
    return made.text(value=made.value + "0")


def _unit(made: Statement) -> str:
    wrong = {"%": "个百分点", "所": "名", "名": "所", "个": "%", "年": "个月", "学时": "个月"}
    wrong |= {"亿元": "万元", "万元": "亿元", "项": "%", "人": "所", "米": "公里", "小时": "分钟"}
    wrong |= {"次": "%", "例": "%", "座": "名", "类": "%", "岁": "%", "分钟": "小时"}
    return made.text(unit=wrong[made.unit]) if made.unit in wrong else ""


def _year(made: Statement) -> str:
    wrong = {"2022": "2025", "2025": "2022", "2020": "2025"}
    return made.text(year=wrong[made.year]) if made.year in wrong else ""


def _operator(made: Statement) -> str:
    return made.text(after={"以上": "以下", "以内": "以上", "": "以上"}[made.after])


def _bound_lost(made: Statement) -> str:
    if not made.after:
        return ""
    return made.text(bound="为", after="")


def _subject(made: Statement) -> str:
    other = "地铁日均客运班次" if "次" not in made.subject else "公园绿地面积占比"
    return made.text(subject=other)


def _neighbour(made: Statement) -> str:
    near = "普惠性幼儿园覆盖率" if "普惠" not in made.subject else "学生体质健康达标率"
    if all(any(word in near for word in group) for group in made.fact.words):
        return ""
    return made.text(subject=near)


def _denied(made: Statement) -> str:
    return made.text(link="不是", bound="")


def _not_required(made: Statement) -> str:
    return made.text(link="没有要求")


def _withdrawn(made: Statement) -> str:
    return made.text().rstrip("。") + "的目标已经取消。"


SPOIL: dict[str, Callable[[Statement], str]] = {
    "改一位数字": _digit,
    "数字颠倒": _transposed,
    "小数点错位": _point,
    "换单位": _unit,
    "换年份": _year,
    "换比较": _operator,
    "漏掉界限": _bound_lost,
    "换主体": _subject,
    "换成别的指标": _neighbour,
    "否定": _denied,
    "没有要求": _not_required,
    "已取消": _withdrawn,
}


def _wide(made: Statement) -> str:
    table = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
    return made.text(value=made.value.translate(table), unit=made.unit.translate(table))


def _polite(made: Statement) -> str:
    return f"您好！根据规划，{made.text()}希望对您有帮助。"


def _year_behind(made: Statement) -> str:
    if not made.year:
        return ""
    return made.text(year="").rstrip("。") + f"（{made.year}年）。"


def _year_words(made: Statement) -> str:
    if not made.year:
        return ""
    digits = "".join("〇一二三四五六七八九"[int(d)] for d in made.year)
    return made.text().replace(made.year, digits)


def _at_least(made: Statement) -> str:
    words = {"以上": "不低于", "以内": "不超过"}
    return made.text(bound=words[made.after], after="") if made.after in words else ""


def _sign(made: Statement) -> str:
    signs = {"以上": "≥", "以内": "≤"}
    return made.text(bound=signs[made.after], after="") if made.after in signs else ""


def _percent_words(made: Statement) -> str:
    if made.unit != "%" or "." in made.value:
        return ""
    return made.text(value="百分之" + in_words(int(made.value)), unit="")


def _tenths(made: Statement) -> str:
    if made.unit != "%" or not made.value.isdigit() or not 10 <= int(made.value) < 100:
        return ""
    ten, one = divmod(int(made.value), 10)
    words = NUMERALS[ten] + "成" + (NUMERALS[one] if one else "")
    return made.text(value=words, unit="")


def _words(made: Statement) -> str:
    if not made.value.isdigit() or made.unit in ("%", "", "元", "万元"):
        return ""
    return made.text(value=in_words(int(made.value)))


def _thousands(made: Statement) -> str:
    if not made.value.isdigit() or int(made.value) < 1000:
        return ""
    return made.text(value=f"{int(made.value):,}")


def _money(made: Statement) -> str:
    return made.text(value="12", unit="亿元") if made.unit == "万元" else ""


def _listed(made: Statement) -> str:
    return f"1. {made.text()}\n2. 更多内容请看规划原文。"


def _bold(made: Statement) -> str:
    return made.text(value=f"**{made.value}", after=f"{made.after}**")


def _spaced(made: Statement) -> str:
    return made.text(value=f" {made.value} ", link="")


def _after_denial(made: Statement) -> str:
    return f"不是3%，规划写的是：{made.text()}"


def _colon(made: Statement) -> str:
    return made.text(link="：")


def in_words(number: int) -> str:
    """A whole number under 100,000,000 in Chinese numerals."""
    if number < 10:
        return NUMERALS[number]
    out = ""
    for size, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十")):
        count, number = divmod(number, size)
        if count:
            out += (in_words(count) if count > 9 else NUMERALS[count]) + name
        elif out and number and not out.endswith("零"):
            out += "零"
    out += NUMERALS[number] if number else ""
    return out.removeprefix("一") if out.startswith("一十") else out


REWORD: dict[str, Callable[[Statement], str]] = {
    "全角": _wide,
    "客气": _polite,
    "年份放后面": _year_behind,
    "年份用汉字": _year_words,
    "换说不低于": _at_least,
    "换成符号": _sign,
    "百分之": _percent_words,
    "几成": _tenths,
    "汉字数": _words,
    "千分位": _thousands,
    "亿元": _money,
    "列成条目": _listed,
    "加粗": _bold,
    "多空格": _spaced,
    "先否定错的": _after_denial,
    "加冒号": _colon,
}
