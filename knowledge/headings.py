"""Heading lines: what they look like and how deep they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.lines import Line

NUMERALS = "一二三四五六七八九十百零〇"
MAX_HEADING = 60
"""Characters; a longer line that starts like a heading is a paragraph."""

# 第三部分  主要任务
PART = re.compile(rf"(第[{NUMERALS}]+(?:部分|篇|章|节))\s*(.*)")
# 一、更好适应学生发展需求
CHAPTER = re.compile(rf"([{NUMERALS}]+)、\s*(.+)")
# （一）“五育并举”培育时代新人
CLAUSE = re.compile(rf"[（(]([{NUMERALS}]+)[）)]\s*(.+)")
#  序  言
NAMED = re.compile(r"(序\s*言|前\s*言|引\s*言|名\s*词\s*解\s*释)")
# “十四五”时期双流区教育事业发展 / 分阶段目标任务一览表
TABLES = re.compile(r".*(一览表|任务表|指标表|分工表)")
# 	专栏24  义务教育优质均衡发展达标攻坚
BOX = re.compile(r"专栏\s*(\d+)[\s:：]*(.*)")
# 突出德育实效。坚持用习近平新时代中国特色社会主义思想铸魂育人，……
RUN_IN = re.compile(r"(?:——)?([^，；：。,;:！？]{3,40})。(?=.)")


@dataclass(frozen=True, slots=True)
class Heading:
    """``mark`` is the numbering as cited (``第三部分``, ``四``, ``（一）``), or ""."""

    level: int
    mark: str
    title: str


def read_heading(line: Line) -> Heading | None:
    """The heading that ``line`` is, or ``None``."""
    text = line.content
    if not text or len(text) > MAX_HEADING or text.endswith(("。", "；", "，")):
        return None
    if found := PART.fullmatch(text):
        return Heading(1, found[1], found[2].strip())
    if NAMED.fullmatch(text):
        name = "".join(text.split())
        return Heading(1, name, "")
    if line.tabbed:
        return None
    if TABLES.fullmatch(text):
        return Heading(1, text, "")
    if found := CHAPTER.fullmatch(text):
        return Heading(2, found[1], found[2])
    if found := CLAUSE.fullmatch(text):
        return Heading(3, f"（{found[1]}）", found[2])
    return None


def read_box_title(line: Line) -> tuple[int, str] | None:
    """Number and title, if ``line`` opens a box."""
    found = BOX.fullmatch(line.content)
    if not found or len(line.content) > MAX_HEADING or line.content.endswith("。"):
        return None
    return int(found[1]), found[2].strip()


def read_run_in(paragraph: str) -> str | None:
    """The run-in heading of a measure: its first sentence, if short and without a comma."""
    found = RUN_IN.match(paragraph)
    return found[1] if found else None
