"""The look-ups as LangChain structured tools. Read-only; usable without any model.

Each gives text for a reader and, as its artifact, the :class:`Found` records behind it.
The descriptions are written for the model that chooses among them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from langchain_core.tools import StructuredTool

from assistant.desk import Desk
from assistant.llm import arguments as args
from assistant.llm import findings
from assistant.llm.names import Names
from assistant.llm.tokens import listed, token_of
from assistant.llm.types import Found

NOTHING = "没有找到。可以换个说法，或改用别的工具。"
MAX_PASSAGE = 600
"""Characters of a passage that a tool shows."""

DESCRIPTIONS: dict[type[args.Arguments], tuple[str, str]] = {
    args.FindTargets: (
        "find_targets",
        "按指标名称查目标值和实际值，可以限定年份和人群。问“某个比例、数量是多少”时先用它。",
    ),
    args.ListTargets: (
        "list_targets",
        "列出符合条件的目标：年份、类别、属性、数值范围、单位，可以同时用几个条件。",
    ),
    args.CompareTargets: (
        "compare_targets",
        "比较一个指标的两个年份，或两个指标，差值由程序算好。不要自己计算。",
    ),
    args.ReadBox: (
        "read_box",
        "读一个专栏：目的、举措和到2022年、2025年的目标；可以只读一年的目标。",
    ),
    args.ReadRow: ("read_row", "读一张表里的某一项。"),
    args.ReadSection: (
        "read_section",
        "读一个章节或一条举措的原文。问“有哪些举措、怎么做”时用它。",
    ),
    args.DefineTerm: ("define_term", "查名词解释。"),
    args.Count: (
        "count",
        "数一数：专栏、名词解释、一张表、一个类别或一种属性共有多少。不要自己数。",
    ),
    args.FindConflicts: ("find_conflicts", "查规划里前后不一致的地方，给出双方原文。"),
    args.SearchPlan: ("search_plan", "按意思查找原文段落。不知道在哪里时用它。"),
}


def build_tools(desk: Desk) -> list[StructuredTool]:
    """All tools over one plan, in a fixed order."""
    names = Names(desk.knowledge)
    return [
        _tool(desk, args.FindTargets, partial(findings.find_targets, desk, names)),
        _tool(desk, args.ListTargets, partial(findings.list_targets, desk)),
        _tool(desk, args.CompareTargets, partial(findings.compare_targets, desk, names)),
        _tool(desk, args.ReadBox, partial(findings.read_box, desk)),
        _tool(desk, args.ReadRow, partial(findings.read_row, desk)),
        _tool(desk, args.ReadSection, partial(findings.read_section, desk)),
        _tool(desk, args.DefineTerm, partial(findings.define_term, desk)),
        _tool(desk, args.Count, partial(findings.count, desk)),
        _tool(desk, args.FindConflicts, partial(findings.find_conflicts, desk, names)),
        _tool(desk, args.SearchPlan, partial(findings.search_plan, desk)),
    ]


def _tool(desk: Desk, schema: type[args.Arguments], find: Callable[..., Found]) -> StructuredTool:
    name, description = DESCRIPTIONS[schema]

    def run(**given: object) -> tuple[str, Found]:
        found = find(**given)
        return shown(found, desk), found

    return StructuredTool.from_function(
        run,
        name=name,
        description=description,
        args_schema=schema,
        response_format="content_and_artifact",
    )


def shown(found: Found, desk: Desk) -> str:
    """A finding as text: sentences of code's, records with their tokens, passages."""
    tokens = token_of(desk.knowledge)
    parts = list(found.lines)
    parts += [listed(tokens[t.id], t) for t in found.targets]
    if not found.lines:
        held = {t.locator.label for t in found.targets} if found.targets else set()
        parts += [
            f"（{p.label}）{' '.join(desk.plan.quote(p).split())[:MAX_PASSAGE]}"
            for p in found.places
            if p.label not in held or len(found.targets) < len(found.places)
        ]
    return "\n".join(parts) or NOTHING
