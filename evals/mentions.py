"""The figures that an answer shows, each with its unit, bound, year, subject and denial.

Raw example: 不是90%，规划写的是：到2025年底，残疾儿童入学率达99.7%（预期性目标）。
Written apart from the reader in ``knowledge``: a scorer that shared its mistakes would miss them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from evals.normal import UNITS, figures_plain
from evals.units import SCALE, base

NUMBER = re.compile(
    r"(?<![\d.A-Za-z+])(?P<low>\d+(?:\.\d+)?)(?P<p1>%)?(?:(?:—|-|~|至|到)(?P<high>\d+(?:\.\d+)?))?"
    rf"(?P<scale>[万亿](?!元|人))?(?P<vague>余|多|来)?(?P<unit>{UNITS})?(?P<vague2>余|多)?"
    r"(?P<after>\(单位%\))?(?![A-Za-z+])"
)
NAME = re.compile(
    r"专栏\d+|第\d+(?:、\d+)*[项条批款部段至号行届]|第\d+至\d+项|\d+[+][A-Za-z\d]|[Kk]12|\d\.0(?=$|[^\d%])|现代化2035"
    r"|\[\d{4}\]\d*号?|〔\d{4}〕\d*号?|\(20\d\d年版\)|20\d\d年?(?:至|—|-|~|到)20\d\d年?|(?<!\d)20[0-4]\d(?:年[底末初度]?)?(?![\d.人名所个])"
    r"|\d+岁以下婴幼儿|\d+月\d+日|\d+年级|共\d+处|有\d+处|名词解释[·.]?\d+"
)
PERIOD = re.compile(
    r"(?P<base>较|比|与|相比|高于|低于)?(?:(?P<a>20\d\d)年?(?:至|—|-|~|到)(?P<b>20\d\d)年?|(?P<y>20[0-4]\d)(?:年|(?=[^\d.人名所个%]|$))"
    r"|(?P<w>十三五末?|十四五|规划期|近期(?:表|目标|第)|终期(?:表|目标|第)|全周期|当时的?规划目标|当时的?目标))"
)
NAMED = {
    "十三五末": "2020",
    "十三五": "2016-2020",
    "当时": "2016-2020",
    "近期": "2022",
    "终期": "2025",
}
"""Periods that have a name: the tables of the plan are called after theirs."""
GE = (
    "不少于",
    "不低于",
    "不小于",
    "不得低于",
    "不得少于",
    "至少",
    "最少",
    "起码",
    "≥",
    ">=",
    "超过",
    "多于",
    "高于",
    "大于",
    ">",
    "逾",
    "突破",
    "超",
    "不止",
    "有至少",
)
LE = (
    "不超过",
    "不高于",
    "不多于",
    "不大于",
    "至多",
    "最多",
    "≤",
    "<=",
    "不足",
    "不到",
    "少于",
    "低于",
    "小于",
    "<",
    "未满",
    "不满",
)
ABOUT = ("大约", "约", "近", "接近", "差不多", "将近")
AFTER_GE = re.compile(r"^(?:及|或|[\(（])?(?:以上|起|之上|往上)")
AFTER_LE = re.compile(r"^(?:及|或)?(?:以下|以内|之内|之下|封顶)")
AFTER_ABOUT = re.compile(r"^(?:左右|上下)")
AT_LEAST = re.compile(r"(至少|最少|起码|不少于|不低于)[^,，。;；\d]{0,6}$")
DENIED = re.compile(
    r"(不是|并非|并不|绝非|不为|而非|没有达|未达|没达|不达|没有要求|不要求|没要求|无需|不必|不再|取消|不会|不可能|尚未|"
    r"没有规定|没有提出|没有写|不能说|不等于|不用|未要求|未提出|您的说法\(|你的说法\()(?!于)"
)
DENIED_AFTER = re.compile(
    r"^[^,。;\n\d]{0,14}?(不成立|不再|取消|是错|不对|有误|不属实|不是规划|的说法与|并非|不作要求|未获|作废|没有写进)"
)
CLAUSE = re.compile(r"[,，。;；:：\n!！?？(（]")
SENTENCE = re.compile(r"[。\n!！?？]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in an answer. ``before``: what leads to it since the figure before it in its
    sentence; ``after``: up to the next break; ``sentence`` is whole."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    operator: str
    year: str
    denied: bool
    before: str
    after: str
    earlier: str
    sentence: str
    shown: str


def mentions(answer: str, numerals: bool = True) -> list[Mention]:
    """All figures of an answer in order; years, ordinals and names are not figures.

    Without ``numerals`` only what is written in digits counts.
    """
    text = figures_plain(answer, numerals)
    named = [m.span() for m in NAME.finditer(text)]
    found = [m for m in NUMBER.finditer(text) if not any(a <= m.start("low") < b for a, b in named)]
    out: list[Mention] = []
    for index, match in enumerate(found):
        left = max(
            [m.end() for m in SENTENCE.finditer(text, 0, match.start())][-1:] or [0],
        )
        previous = found[index - 1].end() if index and found[index - 1].end() > left else left
        stop = SENTENCE.search(text, match.end())
        right = stop.start() if stop else len(text)
        following = found[index + 1] if index + 1 < len(found) else None
        out.append(_mention(text, match, (left, previous, right), following))
    return out


def _mention(
    text: str,
    found: re.Match[str],
    bounds: tuple[int, int, int],
    following: re.Match[str] | None,
) -> Mention:
    left, previous, right = bounds
    unit, scale = found["unit"] or found["p1"] or "", found["scale"] or ""
    if not unit and found["after"]:
        unit = "%"
    if not unit and following is not None and text[found.end() : following.start()] == "、":
        # 分别提高33、21个百分点: the first shares the unit of the next.
        unit = following["unit"] or following["p1"] or ""
    name, factor = base(unit)
    if scale:
        # 10万人 and 4.7万余座: the scale is the number's, the unit stays.
        factor *= SCALE[scale]
    low = float(found["low"]) * factor
    high = float(found["high"]) * factor if found["high"] else low
    rest = text[found.end() : right]
    before = text[previous : found.start()]
    clause = text[_clause_start(text, found.start(), left) : found.start()]
    cut = re.search(r"[,，;；。、\n(（]", rest)
    limit = following.start() - found.end() if following else len(rest)
    after = rest[: min(cut.start() if cut else len(rest), limit)]
    return Mention(
        found.start(),
        found.end(),
        low,
        high,
        name,
        _operator(text[left : found.start()], rest, (found["vague"] or found["vague2"] or "")),
        _year(before, rest, text[left:previous]),
        bool(DENIED.search(clause)) or bool(DENIED_AFTER.search(rest)),
        before,
        after,
        text[:previous],
        text[left:right],
        text[found.start() : found.end()] + after[:2],
    )


def _clause_start(text: str, end: int, left: int) -> int:
    breaks = [m.end() for m in CLAUSE.finditer(text, left, end)]
    start = breaks[-1] if breaks else left
    if start and text[start - 1] in "(（" and "说法" in text[max(0, start - 6) : start]:
        return max(left, start - 6)
    return start


def _operator(before: str, after: str, vague: str) -> str:
    not_less = before.endswith(tuple(word for word in GE if word.startswith("不")))
    if before.endswith(LE) and not not_less:
        return "<="
    if before.endswith(GE) or AT_LEAST.search(before):
        return ">="
    if vague in ("余", "多") or AFTER_GE.search(after):
        return ">="
    if AFTER_LE.search(after):
        return "<="
    if before.endswith(ABOUT) or AFTER_ABOUT.search(after) or vague == "来":
        return "~"
    return "="


def _year(before: str, rest: str, earlier: str) -> str:
    """Year or period of a figure: named in its clause, right behind it, or before it."""
    if own := periods(before):
        return own[-1]
    behind = re.match(r"^[^,。;\n\d]{0,4}[(（]([^)）]{0,24})[)）]", rest)
    if behind and (named := periods(behind[1])):
        return named[-1]
    if carried := periods(earlier):
        return carried[-1]
    return ""


def periods(text: str) -> list[str]:
    """Years and periods named in a text: 2025, 2021-2025; those compared with are left out."""
    found = []
    for match in PERIOD.finditer(text):
        if match["base"]:
            continue
        if match["a"]:
            found.append(f"{match['a']}-{match['b']}")
        elif match["y"]:
            found.append(match["y"])
        else:
            word = match["w"]
            found.append(next((y for w, y in NAMED.items() if word.startswith(w)), "2021-2025"))
    return found
