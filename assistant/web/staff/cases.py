"""Cases that staff wrote: a file of theirs beside the repository's, never in it."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.web.feedback.privacy import redact
from assistant.web.staff import texts
from evals.caseio import (
    COLUMNS,
    FOLDER,
    CaseError,
    load_cases,
    read_cases,
    to_case,
    to_row,
    write_cases,
)
from evals.sheet import export_sheet
from evals.types import Case
from evals.validate import validate
from knowledge.library import Knowledge

FILE = "cases/own.tsv"
PREFIX = "自"
FREE_TEXT = ("提问", "名称", "不得出现", "来源")
"""Columns in which somebody's name may have been written; facts and quotes are the plan's."""


class Cases:
    """One file of cases; safe between threads. Raises ``CaseError`` for what cannot be a case."""

    def __init__(self, folder: Path, knowledge: Knowledge) -> None:
        self.path = folder / FILE
        self._knowledge = knowledge
        self._lock = threading.Lock()

    def own(self) -> list[Case]:
        """The staff's cases."""
        return read_cases(self.path) if self.path.is_file() else []

    def files(self, *, own_only: bool = False) -> list[Path]:
        """The files that a run reads."""
        built_in = [] if own_only else sorted(FOLDER.glob("*.tsv"))
        return [*built_in, *([self.path] if self.path.is_file() else [])]

    def text(self) -> str:
        """The file as it stands."""
        return self.path.read_text("utf-8") if self.path.is_file() else ""

    def read(self, row: Mapping[str, str]) -> Case:
        """The case in a form's fields, without what names a person."""
        cells = {column: _flat(row.get(column, "")) for column in COLUMNS}
        cells |= {column: redact(cells[column]) for column in FREE_TEXT}
        cells["编号"] = cells["编号"] or self._next()
        case = to_case(cells, texts.CASE_NEW)
        self.check([case])
        return case

    def check(self, cases: Sequence[Case]) -> None:
        """Raises ``CaseError`` where the plan does not bear a case out, or it is asked already."""
        problems = validate(cases, self._knowledge)
        if problems:
            raise CaseError("；".join(f"{p.case}：{p.text}" for p in problems[:5]))
        ids = {case.id for case in cases}
        asked = {c.turns: c.id for c in load_cases(self.files()) if c.id not in ids}
        for case in cases:
            if case.turns in asked:
                raise CaseError(
                    texts.CASE_ASKED.format(question=case.question, id=asked[case.turns])
                )

    def add(self, case: Case) -> None:
        """Writes a case, in place of one with its id."""
        with self._lock:
            self._write([*(c for c in self.own() if c.id != case.id), case])

    def remove(self, id: str) -> bool:
        """Takes a case out; whether there was one."""
        with self._lock:
            kept = self.own()
            left = [case for case in kept if case.id != id]
            self._write(left)
            return len(left) < len(kept)

    def take_in(self, cases: Sequence[Case]) -> int:
        """Adds the cases of a spreadsheet; those of the repository in it must be unchanged.

        How many were new or changed. Raises ``CaseError``, and then nothing is kept.
        """
        built_in = {case.id: case for case in load_cases()}
        changed = [c.id for c in cases if c.id in built_in and built_in[c.id] != c]
        if changed:
            raise CaseError(texts.CASE_BUILT_IN.format(ids="、".join(changed[:5])))
        own = {case.id: case for case in self.own()}
        new = [c for c in cases if c.id not in built_in and own.get(c.id) != c]
        new = [to_case(_redacted(case), case.id) for case in new]
        self.check(new)
        with self._lock:
            self._write([*(c for c in self.own() if c.id not in {n.id for n in new}), *new])
        return len(new)

    def sheet(self, *, own_only: bool) -> bytes:
        """The cases as .xlsx."""
        cases = self.own() if own_only else load_cases(self.files())
        with tempfile.TemporaryDirectory(prefix="desk-") as folder:
            path = Path(folder) / "cases.xlsx"
            export_sheet(path, cases)
            return path.read_bytes()

    def _next(self) -> str:
        numbers = [c.id.removeprefix(PREFIX) for c in self.own() if c.id.startswith(PREFIX)]
        last = max((int(n) for n in numbers if n.isdecimal()), default=0)
        return f"{PREFIX}{last + 1:04d}"

    def _write(self, cases: Sequence[Case]) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        write_cases(part, cases)
        os.replace(part, self.path)


def _redacted(case: Case) -> dict[str, str]:
    row = to_row(case)
    return row | {column: redact(row[column]) for column in FREE_TEXT}


def _flat(cell: str) -> str:
    """A cell on one line: lines of a form become the values of a cell."""
    return "｜".join(part.strip() for part in cell.replace("\t", " ").splitlines() if part.strip())
