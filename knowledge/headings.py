"""Heading lines: what they look like, and which stands above which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.lines import Line

NUMERALS = "一二三四五六七八九十百零〇"
MAX_HEADING = 60
"""Characters; a longer line that starts like a heading is a paragraph."""
MAX_ITEM = 30
"""Characters of a heading numbered 1. or （1）, which lists are numbered with too."""
MAX_NAME = 40
"""Characters of the first sentence that names a paragraph."""

# 级次：数小的在上。同一份规划里用到哪几种，就按这个次序套起来。
TOP, BOOK, PART, ARTICLE, CHAPTER, CLAUSE, NUMBER, PAREN, RUN_IN_RANK = (
    *(0, 10, 20, 30, 40, 50, 60, 70, 90),
)
PART_RANKS = {"篇": BOOK, "编": BOOK, "部分": BOOK, "部份": BOOK, "章": PART, "节": ARTICLE}

# 第三部分  主要任务 · 第 一 章 总  则
PART_LINE = re.compile(rf"(第\s*[{NUMERALS}\d]+\s*(部分|部份|篇|编|章|节))[\s、:：.]*(.*)")
# 一、更好适应学生发展需求
CHAPTER_LINE = re.compile(rf"([{NUMERALS}]{{1,4}})\s*、\s*(.+)")
# （一）“五育并举”培育时代新人
CLAUSE_LINE = re.compile(rf"[（(]\s*([{NUMERALS}]{{1,4}})\s*[）)][、.．]?\s*(.+)")
# 1.1.1 优化布局
DECIMAL_LINE = re.compile(r"([1-9]\d?(?:[.．][1-9]\d?){1,3})[.．、]?\s*(.+)")
# 1. 优化布局 · 1．优化布局 · 1、优化布局
NUMBER_LINE = re.compile(r"([1-9]\d?)\s*[.．、]\s*(?!\d)(.+)")
# （1）优化布局
PAREN_LINE = re.compile(r"[（(]\s*(\d{1,2})\s*[）)]\s*(.+)")
FIRST = frozenset(f"第（({NUMERALS}123456789")
"""What a numbered heading starts with; told first, since most lines do not."""
# 3.5万人、2.1%开头的是正文里断开的数
UNIT = re.compile(r"[万亿%％‰倍元]|[个所名人年岁米项](?![\u4e00-\u9fff])|百分点|个百分点")
# ## 发展目标
MARKDOWN = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
#  序  言
NAMED = re.compile(r"(?:序|前|引|导)\s*言|序|结\s*(?:语|束语)|附\s*则|后\s*记|摘\s*要")
# 名词解释 · 附录：主要名词解释 · 术语说明
TERMS = re.compile(
    r"(?:附\s*(?:录|件|表)?\s*[一二三四五六七八九十\d]*\s*[：:.、]?\s*)?(?:[主有相]\S{1,3})?"
    r"(?:名\s*词\s*(?:解\s*释|注\s*释|释\s*义|术\s*语)|术\s*语\s*(?:解\s*释|说\s*明)|指\s*标\s*(?:解\s*释|说\s*明))"
    r"(?:说明|表|一览)?[：:]?"
)
TERMS_MARK = "名词解释"
# 附表1 主要指标 · 附录 · 附件：任务分工
ATTACHED = re.compile(
    r"(附\s*(?:表|录|件|图|则)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?)[\s:：.、—-]*(.*)"
)
# “十四五”时期双流区教育事业发展 / 分阶段目标任务一览表
TABLES = re.compile(r".*(?:一览表|任务表|指标表|分工表)")
# 	专栏24  义务教育优质均衡发展达标攻坚
BOX = re.compile(r"[【\[]?专\s*栏\s*(\d+|[一二三四五六七八九十]{1,3})[】\]]?[\s:：.、—-]*(.*)")
# 突出德育实效。坚持用习近平新时代中国特色社会主义思想铸魂育人，……
RUN_IN = re.compile(r"(?:——)?([^，；：。,;:！？]{3,40})。(?=.)")
NAME = re.compile(r"([^。；;！？：:]{2,40})。(?=.)|([^，。；;！？：:]{2,20})[：:](?=.{10})")
# （一）指导思想。
SHORT = re.compile(r"[^。，；：,;:]{2,15}。")
ENDS = ("。", "；", "，", ";", ",", "、")


@dataclass(frozen=True, slots=True)
class Heading:
    """``mark`` is the numbering as cited (``第三部分``, ``四``, ``（一）``), or "".

    ``rank`` says which heading stands above which; what a preface or an appendix holds is
    ranked ``below``. ``whole`` is false where the line goes on with the paragraph that the
    heading names.
    """

    rank: int
    mark: str
    title: str
    whole: bool = True
    below: int = 0


def read_heading(line: Line) -> Heading | None:
    """The heading that ``line`` is or opens with, or ``None``."""
    text = line.plain
    if not text:
        return None
    if found := MARKDOWN.fullmatch(text) if text[0] == "#" else None:
        return _markdown(line, found)
    if text.startswith("**") and text.endswith("**") and len(text) > 4:
        return _numbered(line, 2, len(text) - 2)
    return _named(line) or _numbered(line, 0, len(text))


def _markdown(line: Line, found: re.Match[str]) -> Heading | None:
    """A heading of Markdown: its depth is told by its marks, whatever its number."""
    inner = _numbered(line, *found.span(2))
    title = line.content[found.start(2) : found.end(2)]
    if TERMS.fullmatch(found[2]):
        return Heading(TOP, TERMS_MARK, "", below=ARTICLE)
    if inner and not inner.whole:
        return None
    rank = len(found[1]) * 10 - 5
    return Heading(rank, inner.mark, inner.title) if inner else Heading(rank, "", tidy(title))


def _named(line: Line) -> Heading | None:
    text = line.plain
    if len(text) > MAX_HEADING or text.endswith(ENDS):
        return None
    if TERMS.fullmatch(text):
        return Heading(TOP, TERMS_MARK, "", below=ARTICLE)
    if NAMED.fullmatch(text):
        return Heading(TOP, "".join(line.content.split()), "", below=CHAPTER)
    if found := ATTACHED.fullmatch(text):
        title = tidy(line.content[found.start(2) :])
        return Heading(TOP, "".join(found[1].split()), title, below=ARTICLE)
    if not line.tabbed and TABLES.fullmatch(text) and "|" not in text:
        return Heading(TOP, line.content, "", below=ARTICLE)
    return None


def _numbered(line: Line, start: int, end: int) -> Heading | None:
    """A numbered heading in ``content[start:end]``, whole or opening a paragraph."""
    text = line.plain[start:end]
    if text[:1] not in FIRST:
        return None
    matches = ((pattern, rank, pattern.match(text)) for pattern, rank in _PATTERNS)
    first = next(((p, r, found) for p, r, found in matches if found), None)
    if first is None:
        return None
    pattern, rank, found = first
    group = 3 if pattern is PART_LINE else 2
    mark = "".join(found[1].split())
    if pattern is PART_LINE:
        rank = PART_RANKS[found[2]]
    elif pattern is DECIMAL_LINE:
        mark = mark.replace("．", ".")
        rank += mark.count(".")
        if UNIT.match(found[2]):
            return None
    elif rank in (CLAUSE, PAREN):
        mark = f"（{mark}）"
    title = text[found.start(group) : found.end(group)]
    printed = line.content[start + found.start(group) : start + found.end(group)]
    limit = MAX_ITEM if rank >= NUMBER else MAX_HEADING
    if len(text) <= limit + 6 and not title.endswith(ENDS) and "。" not in title:
        return Heading(rank, mark, tidy(printed)) if not title.endswith(("：", ":")) else None
    if rank <= NUMBER and SHORT.fullmatch(title):
        return Heading(rank, mark, tidy(printed[:-1]))
    if rank > PART and (name := NAME.match(title)):
        return Heading(rank, mark, tidy(printed[: len(name[1] or name[2])]), whole=False)
    return None


_PATTERNS = (
    (PART_LINE, BOOK),
    (CHAPTER_LINE, CHAPTER),
    (CLAUSE_LINE, CLAUSE),
    (DECIMAL_LINE, NUMBER),
    (NUMBER_LINE, NUMBER),
    (PAREN_LINE, PAREN),
)


def tidy(title: str) -> str:
    """A title without the blanks that space it out: 总  则 → 总则."""
    title = title.replace("**", "").strip()
    words = title.split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    return title


def read_box_title(line: Line) -> tuple[int, str] | None:
    """Number and title, if ``line`` opens a box."""
    text = line.plain
    if "专" not in text[:6] or len(text) > MAX_HEADING or text.endswith(ENDS):
        return None
    left = len(text) - len(text.lstrip("#*> "))
    found = BOX.fullmatch(text[left:].rstrip("*"))
    if not found:
        return None
    title = line.content[left + found.start(2) : left + found.end(2)].strip()
    return numeral(found[1]), title


def numeral(text: str) -> int:
    """``24`` and ``二十四`` as a number."""
    if text.isdigit():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    digits = {char: value for value, char in enumerate("零一二三四五六七八九")}
    return (digits.get(tens, 1) if mark else 0) * 10 + digits.get(ones, 0)


def read_run_in(paragraph: str) -> str | None:
    """The run-in heading of a measure: its first sentence, if short and without a comma."""
    found = RUN_IN.match(paragraph)
    return found[1] if found else None
