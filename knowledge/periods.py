"""Years and five-year plans as a plan's text names them."""

from __future__ import annotations

import re

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# 到2025年，… · 2025年底前，…
DATED = re.compile(r"(?:到|至|截至|截止|力争到)?(20\d\d)年(?:底|末)?(?:前|以前)?[，,]")
# 2020年全市财政投入… · 2016年、2019年…所占比例
YEAR_LED = re.compile(
    r"(?:到|至|截至|截止|力争到)?((?:20\d\d)年(?:、(?:20\d\d)年)*)(?:底|末)?(?![印发至版—\-])"
)
NUMERALS = "一二三四五六七八九"
FIVE_YEARS = {f"十{NUMERALS[n - 1]}五": f"{2001 + 5 * n}-{2005 + 5 * n}" for n in range(1, 10)}
"""``十三五`` → ``2016-2020``."""
FIVE = re.compile("|".join(FIVE_YEARS))


def years_of(words: str) -> str | None:
    """The five years that ``words`` name: ``“十四五”时期`` → ``2021-2025``."""
    found = FIVE.search(words)
    return FIVE_YEARS[found[0]] if found else None


def own_years(title: str, text: str) -> str:
    """The years that a plan is for: named in its title, else most often in its text."""
    if years := years_of(title):
        return years
    named = FIVE.findall(text)
    return FIVE_YEARS[max(named, key=named.count)] if named else FIVE_YEARS["十四五"]


def years_before(years: str) -> str:
    """The five years before: ``2021-2025`` → ``2016-2020``."""
    first = int(years[:4])
    return f"{first - 5}-{first - 1}"


# 学位扩容工程：到2023年新建学校20所
INSIDE = re.compile(r"(?:到|截至|截止|力争到)(20\d\d)年")
# 五年内培训教师
WITHIN = re.compile(r"[一二三四五六七八九十\d]{1,2}年(?:之|以)?内")


def date_within(words: str) -> str | None:
    """A year or a duration inside a clause, as printed: ``2023``, ``五年内``."""
    if found := INSIDE.search(words):
        return found[1]
    found = WITHIN.search(words)
    return found[0] if found else None


def leading_date(text: str, start: int) -> str | None:
    """The year that a clause opens with: ``2025``; several as ``2016、2019``."""
    if found := DATED.match(text, start):
        return found[1]
    if found := YEAR_LED.match(text, start):
        return "、".join(YEAR.findall(found[1]))
    return None
