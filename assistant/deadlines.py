"""By when the targets of one attribute are due: 前置性目标什么时候完成."""

from __future__ import annotations

import re

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.numerals import YEAR
from assistant.phrases import say
from assistant.query import Query
from knowledge.types import Locator

CELL = re.compile(r"^(?P<way>[^（]*)（(?P<due>[^）]*)）$")


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for the deadline that the main table gives for an attribute; else ``None``."""
    asked = query.has("when", "due") and not query.has("list", "count", "outcome", "conflict")
    asked = asked or query.has("strategy")
    if not query.attribute or query.topics or query.rows or query.claimed or not asked:
        return None
    table, rows = desk.lookup.attribute_rows(query.attribute)
    for row in rows:
        for header, cell in row.cells.items():
            shape = CELL.match("".join(cell.split()))
            if table and shape and YEAR.search(shape["due"]) and header in row.spans:
                place = Locator(*row.spans[header], row.locator.label)
                facts = {"table": table, "rows": rows, **shape.groupdict()}
                return Evidence("due", places=(place,), facts=facts, tools=("targets",))
    return None


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The deadline in the table's words, with the rows that it holds for."""
    rows = evidence.facts["rows"]
    holes = {name: evidence.facts[name] for name in ("way", "due")}
    text = say(
        "list.due",
        attribute=query.attribute,
        table=evidence.facts["table"].id,
        first=rows[0].number,
        last=rows[-1].number,
        **holes,
    )
    return Draft(text, evidence.status, evidence.places)
