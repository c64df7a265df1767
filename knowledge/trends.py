"""Statements without digits: none at all, all of it, never less, up, down, done."""

from __future__ import annotations

import re
from dataclasses import dataclass

NONE = re.compile(r"无一例|零发生|零事故|“零”")
ALL = re.compile(r"全部|全覆盖|“全覆盖”|覆盖全[区市县省国]")
AT_LEAST = re.compile(r"(?:不低于|不少于|高于).*")
BELOW = re.compile(r"低于.*")
ADVERBS = (
    "(?:进一步|全面|显著|明显|持续|稳步|稳定|不断|大幅|更加|逐步|着力|切实|有效|得到|基本|有所"
    "|逐渐){0,3}"
)
RISE, FALL = "提升|提高|增强|增长|改善|扩大|上升|进步|增加", "下降|降低|缩小|减少|减轻|缩短"
# 学历水平进一步提升 · 提高学生体质健康优良率；“反馈提升机制”里的“提升”不是趋势
UP = re.compile(
    rf"{ADVERBS}(?:{RISE}|优化|凸显)$|^{ADVERBS}(?:{RISE})(?!的)|只增不减|逐年(?:{RISE})"
)
DOWN = re.compile(rf"{ADVERBS}(?:{FALL})$|^{ADVERBS}(?:{FALL})(?!的)|只减不增|逐年(?:{FALL})")
DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}
# 每月一次 · 每年至少组织一次 · 实现八项共建任务；“一项”“一批”不是数
COUNT = re.compile(
    r"(?P<value>[一二两三四五六七八九十])(?P<unit>次)|(?P<many>[二两三四五六七八九十])(?P<item>项)"
)
RATE = re.compile(r"(?:比率|比例|占比|比重)$")


@dataclass(frozen=True, slots=True)
class Wordless:
    """What a statement without digits says; ``value`` is ``None`` where it counts nothing."""

    operator: str
    value: str | None = None
    unit: str = ""
    value_text: str = ""
    number: tuple[float, float] | None = None


def read_wordless(words: str) -> Wordless:
    """The relation that a clause without digits states; ``exists`` where it only promises."""
    if found := COUNT.search(words):
        value, unit = found["value"] or found["many"], found["unit"] or found["item"]
        amount = float(DIGITS[value])
        operator = ">=" if "至少" in words else "="
        return Wordless(operator, value, unit, found[0], (amount, amount))
    if found := NONE.search(words):
        return Wordless("=", "0", "例", found[0], (0.0, 0.0))
    if found := ALL.search(words):
        return Wordless("=", "100", "%", found[0], (100.0, 100.0))
    if found := AT_LEAST.search(words):
        return Wordless(">=", value_text=found[0])
    if found := BELOW.search(words):
        return Wordless("<", value_text=found[0])
    for operator, trend in (("down", DOWN), ("up", UP)):
        if found := trend.search(words):
            return Wordless(operator, value_text=found[0])
    return Wordless("exists")


# 正文里算得上承诺的说法：可衡量（率、差距、比较、全部、次数）或有名号（创建、建成）。
MEASURABLE = re.compile(
    r"无一例|只减不增|只增不减|逐年|不低于|不少于|高于|低于|全覆盖|覆盖全[区市县]|全部|全面配备|全面普及"
    r"|每(?:年|月|周|学期|季度|学年|半年)|一年一|[二两三四五六七八九十]项"
    r"|(?:提高|提升|缩小|缩短|降低|减少).{0,24}(?:(?<!效)率|比例|比重|占比|差距|指数|时限)(?:$|和|及)"
    r"|^(?:支持|推动|持续推进)?.{0,8}(?:建成|创建(?!各类|评比)|争创)(?!.{0,6}(?:力度|工作|活动))"
    r"|达到.{2,}(?:标准|水平)$|居.{0,6}(?:领先|前列)"
)
TITLE = re.compile(r"《[^》]*》")
# 背景里说到已经做到的事。
ACHIEVED = re.compile(r"^(?:.{0,12})(?:完成|实现)(?!度)|率先|下降|低于|高于|较小")


def is_commitment(words: str) -> bool:
    """Whether a clause of the body can be checked: a rate, a comparison, all, how often."""
    return bool(MEASURABLE.search(TITLE.sub("", words)))


def is_achieved(words: str) -> bool:
    """Whether a clause of the review says what was reached or missed."""
    return bool(ACHIEVED.search(words) or ALL.search(words))
