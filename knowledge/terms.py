"""Entries of 名词解释 in the forms that plans print them in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.headings import CLAUSE, TERMS, TERMS_MARK, read_heading
from knowledge.lines import Line
from knowledge.reader import Reader
from knowledge.types import LeafKind, Term

NUMBER = r"(?:[（(\[【]?(?P<number>\d{1,3})(?:[）)\]】]|[.．、])\s*|(?P<ring>[①-⑳])\s*)"
FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # 19.“区管校聘”：指将公办义务教育学校教师和校长纳入…… · （1）双减：……
        rf"(?:{NUMBER})(?P<term>[^：:。]{{1,40}})[：:]\s*(?P<meaning>.+)",
        # 【双减】指…… · [双减] 指……
        rf"(?:{NUMBER})?[【\[](?P<term>[^】\]]{{1,40}})[】\]]\s*[：:]?\s*(?P<meaning>.+)",
        # 双减：指…… · **双减**：……
        r"(?P<term>[^：:。，；]{1,40})[：:]\s*(?P<meaning>.{4,})",
        # 双减——指…… · 1.双减——指……
        rf"(?:{NUMBER})?(?P<term>[^：:。，；—]{{1,40}}?)\s*(?:——|—|－)\s*(?P<meaning>.{{4,}})",
        # 1.双减。指…… · 双减是指…… · 1.“双减”，指……
        rf"(?:{NUMBER})(?P<term>[^：:。，；]{{1,30}})。\s*(?P<meaning>.{{4,}})",
        rf"(?:{NUMBER})?(?P<term>[“\"「][^”\"」]{{1,30}}[”\"」][^，。：是指]{{0,8}}|[^，。：；是指]{{2,20}})"
        r"[，,]?\s*(?P<meaning>(?:主要)?(?:是指|指的是|系指|是|指).{4,})",
        # 双减。指……
        r"(?P<term>[^：:。，；]{2,20})。\s*(?P<meaning>(?:主要)?(?:是指|指|即|该).+)",
    )
)
# 各种写法都少不了其中一个字符；没有的行不用逐一去试。
SIGNS = re.compile(r"[】\]：:—－。指]")
ALONE = re.compile(rf"(?:{NUMBER})?[【\[]?(?P<term>[^：:。，；]{{2,30}})[】\]]?[：:]?")
RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Entry:
    """``number`` is ``None`` where none is printed."""

    number: int | None
    term: str
    definition: str


def in_terms(reader: Reader) -> bool:
    """Whether 名词解释 is open."""
    return any(
        entry.heading.mark == TERMS_MARK or TERMS.fullmatch(entry.heading.title)
        for entry in reader.stack
    )


def read_term(reader: Reader) -> bool:
    """Reads an entry of 名词解释, if the line is one; its definition may be the next line."""
    line = reader.line
    heading = read_heading(line)
    if heading and heading.rank <= CLAUSE and heading.whole:
        return False
    entry, end, used = read_entry(line), line.span[1], 1
    if entry is None and (entry := read_name(line)) and (below := _definition(reader)):
        definition = reader.lines[below]
        entry = replace(entry, definition=definition.content)
        end, used = definition.span[1], below - reader.at + 1
    if entry is None or not entry.definition:
        return False
    number = entry.number if entry.number is not None else len(reader.terms) + 1
    path = (*reader.path, entry.term)
    span = (line.span[0], end)
    leaf = reader.leaf(f"{TERMS_MARK}·{number}", LeafKind.TERM, span, path=path)
    reader.terms.append(Term(number, entry.term, entry.definition, leaf.locator))
    reader.at += used
    return True


def _definition(reader: Reader) -> int | None:
    """The next line, if it is prose that explains the name on this one."""
    below = reader.at + 1
    while below < len(reader.lines) and below <= reader.at + 2 and reader.lines[below].blank:
        below += 1
    if below >= len(reader.lines):
        return None
    content = reader.lines[below].content
    prose = content.endswith("。") and read_entry(reader.lines[below]) is None
    return below if prose and reader.line.content[-1:] not in "。；" else None


def read_entry(line: Line) -> Entry | None:
    """The entry that a line is, or ``None``."""
    for form in FORMS if SIGNS.search(line.plain) else ():
        if found := form.fullmatch(line.plain.strip("*")):
            left = line.plain.find(line.plain.strip("*"))
            return Entry(
                _number(found),
                _printed(line, left, found, "term").strip("* "),
                _printed(line, left, found, "meaning"),
            )
    return None


def read_name(line: Line) -> Entry | None:
    """An entry whose definition stands on the next line: here only its name."""
    found = ALONE.fullmatch(line.plain)
    if not found:
        return None
    return Entry(_number(found), _printed(line, 0, found, "term").strip("* "), "")


def _printed(line: Line, left: int, found: re.Match[str], group: str) -> str:
    return line.content[left + found.start(group) : left + found.end(group)]


def _number(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    ring = groups.get("ring")
    return RINGS.index(ring) + 1 if ring and ring in RINGS else None
