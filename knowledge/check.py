"""What a plan was read as, told to the person who brings it: counts, doubts, lines left over."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from knowledge.errors import PlanError
from knowledge.lines import split_lines
from knowledge.statements import read_targets
from knowledge.types import Leaf, LeafKind, Plan

SHOWN = 60
"""Characters of a line shown."""
ENDS = ("。", "；", "！", "？", "：", "”", "）", "…")
MAX_STRAY = 30
"""Characters; a shorter line without an end is a stray piece: a cell or a broken heading."""


def report(plan: Plan) -> str:
    """The report on a plan. Raises :class:`PlanError` where the text is none."""
    if not (plan.sections or plan.columns or plan.tables):
        raise PlanError("这份文件里没有找到章节标题、专栏或指标表，不像一份规划")
    targets = read_targets(plan)
    numbered = sum(target.number is not None for target in targets)
    lines = [
        f"规划：{plan.title}（{len(plan.text)} 字）",
        f"章节 {len(plan.sections)} 个，专栏 {len(plan.columns)} 个，表格 {len(plan.tables)} 张"
        f"（{sum(len(table.rows) for table in plan.tables)} 行），名词解释 {len(plan.terms)} 条",
        f"可衡量或有时限的说法 {len(targets)} 条，其中有数值的 {numbered} 条",
    ]
    doubts = [*_gaps(plan), *_ragged(plan)]
    lines += ["", "请留意：", *doubts] if doubts else []
    strays = list(_strays(plan))
    lines += ["", f"放不进结构的行（{len(strays)} 行，仍可检索）："] if strays else []
    lines += [f"第 {number} 行：{text}" for number, text in strays]
    if not strays:
        lines += ["", "每一行都放进了结构。"]
    return "\n".join(lines)


def _gaps(plan: Plan) -> Iterator[str]:
    for what, numbers in (
        ("专栏", [column.number for column in plan.columns]),
        ("名词解释", [term.number for term in plan.terms]),
    ):
        missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
        if missing:
            yield f"{what}缺编号：{'、'.join(str(n) for n in missing[:20])}"
        if len(set(numbers)) < len(numbers):
            twice = sorted({n for n in numbers if numbers.count(n) > 1})
            yield f"{what}编号重复：{'、'.join(str(n) for n in twice[:20])}"


def _ragged(plan: Plan) -> Iterator[str]:
    """Rows that lack a cell which no merged cell above gives."""
    starts = [line.start for line in split_lines(plan.text)]
    for table in plan.tables:
        for row in table.rows:
            empty = [head for head, cell in row.cells.items() if not cell and head != "备注"]
            if len(empty) > len(row.cells) // 2:
                number = bisect.bisect_right(starts, row.locator.start)
                yield f"第 {number} 行：“{table.title}”第{row.number}项缺少{'、'.join(empty)}"


def _strays(plan: Plan) -> Iterator[tuple[int, str]]:
    """Lines that were kept as plain paragraphs though they look like something else."""
    lines = split_lines(plan.text)
    starts = [line.start for line in lines]
    held = bytearray(len(plan.text))
    for leaf in plan.leaves:
        held[leaf.locator.start : leaf.locator.end] = b"\1" * (
            leaf.locator.end - leaf.locator.start
        )
        if _is_stray(leaf):
            number = bisect.bisect_right(starts, leaf.locator.start)
            yield number, _shown(leaf.text)
    for line in lines:
        missed = [at for at in range(*line.span) if not held[at] and not plan.text[at].isspace()]
        if missed:
            yield line.number, _shown(line.content)


def _is_stray(leaf: Leaf) -> bool:
    if leaf.kind is not LeafKind.PARAGRAPH:
        return False
    text = leaf.text.strip()
    if not leaf.section:
        return True
    return len(text) <= MAX_STRAY and not text.endswith(ENDS)


def _shown(text: str) -> str:
    words: Sequence[str] = text.split()
    joined = " ".join(words)
    return joined if len(joined) <= SHOWN else joined[:SHOWN] + "……"
