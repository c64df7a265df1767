"""What a statement is about, as a name: its words without verbs and particles."""

from __future__ import annotations

import re

from knowledge.clauses import Measured

# 开头的动词去掉之后才是指标的名称；“达到……标准的学校占比”里的“达到”属于名称。
DATE = re.compile(r"^(?:到|至|截至|力争到)?20\d\d年(?:底|末)?前?")
LEAD = re.compile(
    r"^(?:其中|每年|或者?|并|以及|且|同时|力争|争取|基本|全面|高质量|累计|进一步|到时|一般)*"
    r"(?:建立健全|建立起|建立|创建成为|创建|建成|实现|完成|培育|引进|获评|确保|保持|形成和推广|形成|设立|打造|让|提高|提升"
    r"|保障|累计新增|新建成|达到(?!.*的))?(?=.{2})"
)
TAIL = re.compile(r"(?:共|计|为|达|至|到|数达|以)$")


def name_of(figure: Measured, words: str) -> str:
    """What a figure measures: the words around it, without verb and particles."""
    start = figure.quantity.start
    about = DATE.sub("", figure.about.rpartition("：")[2] or figure.about)
    if words.count("（", 0, start) > words.count("）", 0, start):
        about = _inside(about)
    name = stripped(about.strip("、，或和 "))
    share = figure.quantity.unit in ("%", "％") and (start <= 2 or name.endswith("的"))
    if share and not name.endswith(("率", "比例", "占比", "比重")):
        # 50%的学校达到标准、教师占总数的15%：说的是比例。
        return f"{name.strip('的')}的比例"
    return name


def _inside(about: str) -> str:
    """Words around a figure in brackets: those in the brackets, if they name it."""
    before, mark, inside = about.lstrip("）").rpartition("（")
    inside = inside.strip("）")
    named = not mark or len(re.findall(r"[\u4e00-\u9fff]", inside)) >= 4
    return inside if named else before


def stripped(words: str) -> str:
    """Words without the verb in front and the particle behind."""
    words = words.lstrip("—·* ")
    found = LEAD.match(words)
    rest = words[found.end() :] if found else words
    return TAIL.sub("", rest.strip("、，或和 ")) or words
