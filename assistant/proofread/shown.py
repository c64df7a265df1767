"""A report as lines for a terminal."""

from __future__ import annotations

from collections import Counter

from assistant.proofread.types import Report, Verdict
from assistant.proofread.words import say, table

MAX_QUOTE = 80
"""Characters of a quote shown."""
SHOWN = 3
"""Quotes shown under a statement."""


def shown(text: str, report: Report) -> str:
    """What does not agree, line by line with the plan's words, and how many of each verdict."""
    if not report.statements:
        return say("say.none")
    names = table()
    lines = []
    for one in report.statements:
        error = f"（{names['error'][one.error.value]}）" if one.error else ""
        number = text.count("\n", 0, one.start) + 1
        said = " ".join(one.text.split())
        verdict = names["verdict"][one.verdict.value]
        lines.append(say("say.line", line=number, verdict=verdict, error=error, text=said))
        if one.verdict is Verdict.AGREE:
            labels = "、".join(dict.fromkeys(c.label for c in one.citations[:SHOWN]))
            lines += [say("say.places", labels=labels)] if labels else []
            continue
        for cited in one.citations[:SHOWN]:
            quote = " ".join(cited.quote.split())
            quote = quote if len(quote) <= MAX_QUOTE else quote[:MAX_QUOTE] + "……"
            lines.append(say("say.source", label=cited.label, quote=quote))
        if one.right:
            lines.append(say("say.right", right=one.right))
    counts = Counter(one.verdict for one in report.statements)
    parts = "，".join(f"{names['verdict'][v.value]} {counts[v]} 处" for v in Verdict if counts[v])
    return "\n".join([*lines, "", say("say.total", count=len(report.statements), parts=parts)])
