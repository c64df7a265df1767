"""Numbers, years, rows and cues as they are written in a question."""

from __future__ import annotations

import functools
import re
from itertools import pairwise

from assistant.numerals import YEAR, cn_number
from assistant.phrases import phrases, words
from assistant.query import RowRef

BOX = re.compile(
    r"专栏\s*第?(\d{1,2}(?=20\d\d年)|(?!20\d\d)\d+|(?!一[共起样般些个览直])[零一二三四五六七八九十]+)|第(\d+|[零一二三四五六七八九十]+)个?专栏"
)
ROW = re.compile(
    r"(近期|全周期|终期|专栏\s*1(?!\d)|专栏\s*2(?!\d)|专栏一(?!十)|专栏二(?!十))[^第\d]{0,12}?"
    r"(?<![同每哪任某这那统])第?\s*([\d零一二三四五六七八九十]+)\s*"
    r"(?:[项条个](?!大?类|部分|方面|都|也)|号|行|款|是|$|[?？])"
)
COUNTED = "项条个号行款"
LONE_ROW = re.compile(r"第\s*([\d零一二三四五六七八九十]+)\s*(?:项|条|号|行)")
PERIODS = {"十三五": "2016-2020", "十四五": "2021-2025", "规划期": "2021-2025"}
INTERROGATIVE = ("figure", "when", "where", "who", "why", "how", "define", "list", "count", "yesno")
ASKS = re.compile("[多几哪谁何吗怎啥凭]|什么")
COUNTING, COMPARING = {"figure", "aim", "count"}, {"compare", "between"}
NOT_COUNTING = re.compile(r"[哪那这]几[个所项条类种家位名]")
NOT_COMPARING = re.compile(
    r"[哪那这]几[个所项条类种家位名]|(?<=占)比|比例|比重|比率|(?<=普职)比|(?<=百分)比|比如|比较"
)
MARKS = str.maketrans("", "", "“”\"'‘’「」『』《》")
QUOTES = MARKS | str.maketrans("", "", " ")


@functools.cache
def asking() -> re.Pattern[str]:
    """The usual words of asking, which say nothing of what is asked about."""
    usual = sorted(words("asking.words"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, usual)))


def content(text: str) -> str:
    """What a text says beside words of asking, periods and words that name nothing new."""
    return _generic().sub(" ", asking().sub(" ", text))


@functools.cache
def _generic() -> re.Pattern[str]:
    generic = sorted((*PERIODS, *words("generic.words")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, generic)))


def cues(text: str) -> frozenset[str]:
    """Names of the cues in a text; counting words inside 占比 or 哪几种 ask for no figure."""
    bare, counted = NOT_COMPARING.sub("", text), NOT_COUNTING.sub("", text)
    looked = {name: bare for name in COMPARING} | {name: counted for name in COUNTING}
    looked["conflict"] = re.sub(phrases()["turn"]["no_conflict"], "", text)
    shapes = {n for n, shape in phrases()["pattern"].items() if re.search(shape, text)}
    return frozenset(shapes).union(
        name
        for name, signs in phrases()["cue"].items()
        if any(sign in looked.get(name, text) for sign in signs)
    )


def years(text: str) -> tuple[str, ...]:
    """Years and spans of years in the order of mention."""
    found = [(m.start(), m[1]) for m in YEAR.finditer(text)]
    found += [(text.find(word), span) for word, span in PERIODS.items() if word in text]
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def side(text: str) -> str:
    """ "aimed" or "reached" where a text asks for one of them, "both" for both, else ""."""
    asked = phrases()["turn"]
    sides = [name for name in ("aimed", "reached") if re.search(asked[name], text)]
    if len(sides) > 1 or re.search(asked["both"], text):
        return "both"
    return sides[0] if sides else ""


def unit(text: str) -> str:
    """What is counted where a text asks how many (几所: 所), else ""."""
    found = re.search(phrases()["turn"]["unit"], text)
    if found:
        return found[1]
    return next((unit for said, unit in phrases()["measured"].items() if said in text), "")


@functools.cache
def interrogatives() -> re.Pattern[str]:
    """Words that only ask: 多久, 几所, 什么时候, 哪一年."""
    signs = {s for name in INTERROGATIVE for s in words(f"cue.{name}") if ASKS.search(s)}
    return re.compile("|".join(map(re.escape, sorted(signs, key=len, reverse=True))))


def rows(text: str) -> tuple[RowRef, ...]:
    """Rows named by their numbers, with their tables where those are named."""
    found = []
    for match in ROW.finditer(text):
        gap = text[match.end(1) : match.start(2)]
        if "第" not in gap and match[0][-1] not in COUNTED and words_of(gap):
            # 专栏1国际化目标85: a figure of something, not the number of a row.
            continue
        table = match[1].replace(" ", "").replace("一", "1").replace("二", "2")
        if (found_number := number(match[2])) is not None:
            found.append(RowRef(table, str(found_number)))
    if not found and "名词" not in text:
        for match in LONE_ROW.finditer(text):
            if (found_number := number(match[1])) is not None:
                found.append(RowRef("", str(found_number)))
    return tuple(found)


def number(text: str) -> int | None:
    """A number in digits or characters; ``None`` for anything else."""
    if text.isdigit():
        return int(text)
    value = cn_number(text)
    return int(value) if value is not None else None


def words_of(text: str) -> set[str]:
    """Pairs of characters that say what a text is about."""
    parts = re.split(r"\W+|\d+", content(text.translate(QUOTES)))
    return {a + b for part in parts for a, b in pairwise(part)}


def pairs(text: str) -> set[str]:
    """Pairs of characters without the usual words of two and more: 年 may be of a name (老年)."""
    parts = re.split(r"\W+|\d+", _usual().sub(" ", text.translate(QUOTES)))
    return {a + b for part in parts for a, b in pairwise(part)}


@functools.cache
def _usual() -> re.Pattern[str]:
    usual = [w for w in (*words("asking.words"), *words("generic.words"), *PERIODS) if len(w) > 1]
    return re.compile("|".join(map(re.escape, sorted(usual, key=len, reverse=True))))
