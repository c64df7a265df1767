"""Answers as JSON: the batch line that others build on, and the whole record."""

from __future__ import annotations

from typing import Any

from assistant.types import Answer, Citation, Status


def batch_line(line_id: object, answer: Answer) -> dict[str, Any]:
    """The fixed record of a batch run."""
    return {
        "id": line_id,
        "answer": answer.text,
        "status": answer.status.value,
        "figures": [
            {"indicator": f.indicator, "value": f.value, "unit": f.unit, "when": f.when}
            for f in answer.figures
        ],
        "citations": [citation(c) for c in answer.citations],
        "notices": [n.text for n in answer.notices],
        "latency_ms": answer.latency_ms,
    }


def citation(item: Citation) -> dict[str, Any]:
    return {"label": item.label, "quote": item.quote, "start": item.start, "end": item.end}


def whole(question: str, answer: Answer) -> dict[str, Any]:
    """All that is known of an answer."""
    return {
        "question": question,
        "answer": answer.text,
        "status": answer.status.value,
        "plan": answer.plan_title,
        "figures": [
            {
                "indicator": f.indicator,
                "value": f.value,
                "unit": f.unit,
                "when": f.when,
                "operator": f.operator,
                "target": f.target,
            }
            for f in answer.figures
        ],
        "citations": [citation(c) for c in answer.citations],
        "notices": [
            {
                "kind": n.kind.value,
                "text": n.text,
                "citations": [citation(c) for c in n.citations],
            }
            for n in answer.notices
        ],
        "suggestions": list(answer.suggestions),
        "choices": list(answer.choices),
        "trace": dict(answer.trace),
        "latency_ms": answer.latency_ms,
    }


def failed(message: str) -> Answer:
    """An answer that says what was wrong with the input."""
    return Answer(message, Status.ERROR)
