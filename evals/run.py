"""Asks the assistant every case through its public face and writes what came back, line by line.

The file's first line says what was run (hashes of plan, bank and prompts, model, settings that
matter); each further line holds a case and its answer. Scoring needs nothing but this file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from assistant import Answer, Citation, Passage
from evals.caseio import to_case, to_row
from evals.types import SCHEMA, Asked, Case, Source
from knowledge.library import Knowledge

ROOT = Path(__file__).resolve().parents[1]


class Answers(Protocol):
    """What a run needs of an assistant."""

    @property
    def knowledge(self) -> Knowledge: ...

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer: ...

    def passage(self, start: int, end: int) -> Passage: ...


@dataclass(frozen=True, slots=True)
class Run:
    """A run read back: what was run and what came back."""

    about: Mapping[str, Any]
    asked: tuple[Asked, ...]


Step = Callable[[int, int], None]


def run(cases: Sequence[Case], assistant: Answers, step: Step | None = None) -> Iterator[Asked]:
    """Each case asked in turn; ``step(done, total)`` after each."""
    for number, case in enumerate(cases, 1):
        answer = assistant.ask(case.turns[-1], case.turns[:-1])
        yield _asked(case, answer, assistant)
        if step:
            step(number, len(cases))


def _asked(case: Case, answer: Answer, assistant: Answers) -> Asked:
    knowledge = assistant.knowledge
    places = tuple(_places(case.spans, knowledge))
    leaf = knowledge.leaf_at(places[0][0]) if places else None
    return Asked(
        case=case,
        text=answer.text,
        status=answer.status.value,
        sources=tuple(_source(c, assistant) for c in answer.citations),
        notices=tuple((n.kind.value, n.text) for n in answer.notices),
        figures=tuple(
            {"indicator": f.indicator, "value": f.value, "unit": f.unit, "when": f.when}
            for f in answer.figures
        ),
        trace={k: answer.trace[k] for k in ("kind", "confidence", "model") if k in answer.trace},
        places=places,
        latency_ms=answer.latency_ms,
        section=leaf.section if leaf else "",
    )


def _source(citation: Citation, assistant: Answers) -> Source:
    text = assistant.knowledge.plan.text
    shown = assistant.passage(citation.start, citation.end)
    same = text[citation.start : citation.end] == citation.quote == shown.marked
    return Source(citation.label, citation.quote, citation.start, citation.end, same)


def _places(spans: Iterable[str], knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """The records that hold the spans: a quote of the same paragraph or row supports as well."""
    for span in spans:
        for start, end in occurrences(knowledge.plan.text, span):
            leaf = knowledge.leaf_at(start)
            yield (leaf.locator.start, max(end, leaf.locator.end)) if leaf else (start, end)


def occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """All places of a quote."""
    found, start = [], text.find(quote)
    while start >= 0:
        found.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return found


def describe(knowledge: Knowledge, model: str) -> dict[str, Any]:
    """The first line of a run file."""
    return {
        "schema": SCHEMA,
        "plan": knowledge.plan.name,
        "plan_sha256": knowledge.plan.sha256,
        "bank_sha256": hash_of(sorted((knowledge.folder / "bank").glob("*.tsv"))),
        "prompts_sha256": hash_of(p for p in sorted((ROOT / "prompts").rglob("*")) if p.is_file()),
        "model": model,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def hash_of(paths: Iterable[Path]) -> str:
    """One hash over the names and contents of files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def write_run(path: Path, about: Mapping[str, Any], asked: Iterable[Asked]) -> None:
    """Writes a run file; lines appear as answers come."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_json(about) + "\n")
        for item in asked:
            file.write(_json(_line(item)) + "\n")
            file.flush()


def _json(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode("utf-8")


def _line(item: Asked) -> dict[str, Any]:
    return {
        "case": to_row(item.case),
        "answer": item.text,
        "status": item.status,
        "sources": [[s.label, s.quote, s.start, s.end, s.opens] for s in item.sources],
        "notices": [list(n) for n in item.notices],
        "figures": [dict(f) for f in item.figures],
        "trace": dict(item.trace),
        "places": [list(p) for p in item.places],
        "latency_ms": item.latency_ms,
        "section": item.section,
    }


def read_run(path: Path) -> Run:
    """A run file read back. Raises ``ValueError`` where it is of another schema."""
    lines = path.read_text("utf-8").splitlines()
    about = json.loads(lines[0])
    if about.get("schema") != SCHEMA:
        raise ValueError(f"{path.name} 是另一版本的运行文件，请重新运行评测")
    return Run(about, tuple(_read(json.loads(line)) for line in lines[1:] if line.strip()))


def _read(line: Mapping[str, Any]) -> Asked:
    return Asked(
        case=to_case(line["case"], line["case"]["编号"]),
        text=line["answer"],
        status=line["status"],
        sources=tuple(Source(*s) for s in line["sources"]),
        notices=tuple((k, t) for k, t in line["notices"]),
        figures=tuple(line["figures"]),
        trace=line["trace"],
        places=tuple((a, b) for a, b in line["places"]),
        latency_ms=line["latency_ms"],
        section=line["section"],
    )
