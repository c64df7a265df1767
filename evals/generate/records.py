"""Questions about rows, boxes, terms and contradictions, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evals.generate.fresh import Taken
from evals.normal import letters
from evals.types import Case, Expect, Kind
from knowledge.library import Knowledge
from knowledge.types import Column, Row, Table

CLAUSE = re.compile(r"[，。；]")
PERSONAS = ("工作人员", "校长", "教师", "家长", "记者")
ROW_ASKS = {
    "近期": (
        "近期目标任务表的第{n}项内容麻烦念一下",
        "分阶段一览表，近期（2022年底）那部分第{n}条写的啥",
        "一览表近期第{n}项要完成什么事？",
        "核对材料：近期目标任务第{n}项原文",
    ),
    "全周期": (
        "全周期目标任务里头第{n}项说的啥子",
        "2021到2025年全周期表第{n}条是什么内容？",
        "请给出全周期目标第{n}项的原文",
    ),
    "终期": (
        "终期目标任务表的第{n}项内容麻烦念一下",
        "分阶段一览表，终期（2025年底）那部分第{n}条写的啥",
        "一览表终期第{n}项要完成什么事？",
        "核对材料：终期目标任务第{n}项原文",
    ),
    "专栏1": (
        "专栏1第{n}项是哪个指标，规划目标值和2020年情况各是多少？",
        "专栏1表里第{n}行写了什么",
    ),
    "专栏2": (
        "专栏2第{n}项的目标内容是什么？",
        "专栏2那张表第{n}条目标写的是啥",
        "专栏2里第{n}项讲什么",
    ),
}
BOX_ASKS = (
    "专栏{n}主要说的是哪件事？",
    "帮我概括一下专栏{n}的内容",
    "想了解专栏{n}，里面写了些啥",
    "第{n}个专栏是关于什么的，具体怎么做",
)
MILESTONE_ASKS = (
    "按专栏{n}的说法，{y}年要达到什么程度？",
    "专栏{n}给{y}年定了哪些任务",
    "专栏{n}里{y}年那一句怎么写的？",
)
TERM_ASKS = (
    "规划里说的{t}到底是啥意思",
    "{t}怎么解释？给个官方说法",
    "老听人说{t}，是个什么东西？",
    "{t}这个词在名词解释里怎么说",
)
CONFLICT_ASKS = (
    "关于{t}，规划前后说法是不是不一样？",
    "{t}这一块规划里有没有对不上的地方？",
    "规划各处对{t}的写法一致吗？",
)


def record_cases(knowledge: Knowledge, taken: Taken) -> Iterator[Case]:
    """Cases for all rows, boxes, milestones, terms and contradictions."""
    yield from _rows(knowledge, taken)
    yield from _boxes(knowledge, taken)
    yield from _terms(knowledge, taken)
    yield from _conflicts(knowledge, taken)


def clauses(text: str, least: int = 5) -> tuple[str, ...]:
    """Parts of a sentence that each say something."""
    return tuple(part for part in CLAUSE.split(text) if len(letters(part)) >= least)


def _ask(patterns: Sequence[str], by: int, taken: Taken, **slots: object) -> str | None:
    turned = [*patterns[by % len(patterns) :], *patterns[: by % len(patterns)]]
    return taken.first([pattern.format(**slots) for pattern in turned])


def _case(number: int, letter: str, kind: Kind, question: str, **more: object) -> Case:
    persona = PERSONAS[number % len(PERSONAS)]
    return Case(
        f"{letter}{number:03d}",
        persona,
        kind,
        (question,),
        Expect.ANSWER,
        **more,  # type: ignore[arg-type]
    )


def _rows(knowledge: Knowledge, taken: Taken) -> Iterator[Case]:
    number = 0
    for table in knowledge.plan.tables:
        for row in table.rows:
            number += 1
            question = _ask(ROW_ASKS[table.id], number, taken, n=row.number)
            if question is None:
                continue
            yield _case(
                number,
                "R",
                Kind.ROW,
                question,
                names=_row_names(table, row),
                spans=(_task(knowledge, table, row),),
                source=f"表格：{table.id}第{row.number}项",
            )


def _column(table: Table) -> str:
    return {"专栏1": "指标", "专栏2": "目标内容"}.get(table.id, "目标任务")


def _task(knowledge: Knowledge, table: Table, row: Row) -> str:
    return row.cells[_column(table)]


def _row_names(table: Table, row: Row) -> tuple[str, ...]:
    text = row.cells[_column(table)]
    if table.id == "专栏1":
        return (text, row.cells["规划目标值"], row.cells["2020年情况"])
    return clauses(text) or (text.strip("*"),)


def _boxes(knowledge: Knowledge, taken: Taken) -> Iterator[Case]:
    number = 0
    for column in knowledge.plan.columns:
        number += 1
        question = _ask(BOX_ASKS, column.number, taken, n=column.number)
        if question is not None:
            yield _case(
                number,
                "B",
                Kind.BOX,
                question,
                names=(column.title, *(_milestone_names(column)[:3])),
                spans=_box_spans(knowledge, column),
                source=f"专栏{column.number}",
            )
        for milestone in column.milestones:
            number += 1
            asked = _ask(MILESTONE_ASKS, number, taken, n=column.number, y=milestone.year)
            if asked is None:
                continue
            yield _case(
                number,
                "B",
                Kind.BOX,
                asked,
                names=clauses(milestone.text, 8)[:6],
                spans=(milestone.text.strip(),),
                source=f"专栏{column.number}·到{milestone.year}年",
            )


def _milestone_names(column: Column) -> list[str]:
    return [part for m in column.milestones for part in clauses(m.text, 8)[:1]]


def _box_spans(knowledge: Knowledge, column: Column) -> tuple[str, ...]:
    places = [p for p in (column.purpose, *column.measures) if p]
    return tuple(knowledge.plan.quote(place).strip() for place in places) or (column.title,)


def _terms(knowledge: Knowledge, taken: Taken) -> Iterator[Case]:
    for number, term in enumerate(knowledge.plan.terms, 1):
        question = _ask(TERM_ASKS, number, taken, t=term.term)
        if question is None:
            continue
        yield _case(
            number,
            "M",
            Kind.TERM,
            question,
            names=clauses(term.definition, 10)[:2],
            spans=(term.definition.strip(),),
            source=f"名词解释{term.number}",
        )


def _conflicts(knowledge: Knowledge, taken: Taken) -> Iterator[Case]:
    for number, conflict in enumerate(knowledge.conflicts, 1):
        question = _ask(CONFLICT_ASKS, number, taken, t=conflict.topic)
        if question is None:
            continue
        quotes = tuple(dict.fromkeys(knowledge.plan.quote(m).strip() for m in conflict.mentions))
        yield _case(
            number,
            "C",
            Kind.CONFLICT,
            question,
            spans=quotes,
            source=f"矛盾：{conflict.topic}",
        )
