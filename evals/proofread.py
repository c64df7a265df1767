"""The proofreader measured on sentences written for it: errors found, right ones blamed.

``proofread/tuned.tsv`` was looked at while the proofreader was made; ``proofread/fresh.tsv``
was written before it was measured, and nothing was changed after. ``proofread/second.tsv`` is
another author's, in the manner of reports, briefings and letters, written without sight of the
engine: measured once as it stood, 79 of 88 wrong ones were found (90%) and 2 of 88 right ones
blamed (2.3%). ``proofread/third.tsv`` is a third one's, of work reports, minutes and group
messages: first 71 of 80 found (88.8%), 2 of 80 blamed (2.5%). What both brought to light has
been mended since, so that they now guard and no longer measure. Columns: text, verdict, error.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.proofread import Proofreader, Statement, Verdict
from evals.caseio import CaseError
from evals.metrics import Metric
from evals.stats import wilson
from knowledge.library import Knowledge

FOLDER = Path(__file__).with_name("proofread")
FILES = {
    "fresh": "没见过的句子",
    "third": "第三人写的句子（看过）",
    "second": "另一人写的句子（看过）",
    "tuned": "开发时看过的句子",
}
FOUND = 0.97
"""Least share of wrong sentences found."""
BLAMED = 0.03
"""Greatest share of right sentences blamed."""
ORDER = (Verdict.DIFFER, Verdict.ABSENT, Verdict.CONFLICT, Verdict.AGREE)
"""What counts for a sentence of several statements, the first that occurs."""
BLAME = frozenset({Verdict.DIFFER, Verdict.ABSENT})


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the verdict, and the error, that it should get."""

    text: str
    verdict: Verdict
    error: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence with what the proofreader said of it."""

    line: Line
    statements: tuple[Statement, ...]

    @property
    def verdict(self) -> Verdict | None:
        """The weightiest verdict on it; ``None`` where nothing was found to check."""
        there = {s.verdict for s in self.statements}
        return next((v for v in ORDER if v in there), None)

    @property
    def blamed(self) -> bool:
        """Whether a reader is told that something is wrong."""
        return self.verdict in BLAME

    @property
    def classed(self) -> bool:
        """Whether the error is called by its name."""
        return any(s.error == self.line.error for s in self.statements)


def load_lines(path: Path) -> list[Line]:
    """The sentences of a file. Raises :class:`CaseError`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    try:
        return [Line(r["text"], Verdict(r["verdict"]), r["error"] or "") for r in rows]
    except (KeyError, ValueError) as error:
        raise CaseError(f"{path.name} 写法不对：{error}") from error


def measure(lines: Sequence[Line], knowledge: Knowledge) -> list[Checked]:
    """Every sentence checked by itself."""
    reader = Proofreader(knowledge)
    return [Checked(line, reader.check(line.text).statements) for line in lines]


def metrics(checked: Sequence[Checked], name: str) -> list[Metric]:
    """Errors found, right ones blamed, verdicts and error classes right."""
    wrong = [c for c in checked if c.line.verdict is Verdict.DIFFER]
    right = [c for c in checked if c.line.verdict in (Verdict.AGREE, Verdict.CONFLICT)]
    found = [c.blamed for c in wrong]
    blamed = [c.blamed for c in right]
    same = [c.verdict is c.line.verdict for c in checked]
    classed = [c.classed for c in wrong]
    return [
        _metric("proof_found", f"校对·{name}·找出错误", wrong, found, floor=FOUND),
        _metric("proof_blamed", f"校对·{name}·错怪", right, blamed, most=BLAMED),
        _metric("proof_verdict", f"校对·{name}·结论相同", checked, same),
        _metric("proof_class", f"校对·{name}·错处说对", wrong, classed),
    ]


def _metric(
    key: str,
    name: str,
    cases: Sequence[Checked],
    values: Sequence[bool],
    floor: float | None = None,
    most: float | None = None,
) -> Metric:
    count = sum(values)
    fallen = [c.line.text for c, v in zip(cases, values, strict=True) if v == (most is not None)]
    share = count / len(cases) if cases else None
    interval = wilson(count, len(cases))
    return Metric(key, name, "", share, interval, len(cases), 0, floor, most, tuple(fallen))


def kinds(checked: Sequence[Checked]) -> Iterator[tuple[str, int, int]]:
    """(error, found, all) for each kind of error."""
    for error in sorted({c.line.error for c in checked if c.line.error}):
        of = [c for c in checked if c.line.error == error]
        yield error, sum(c.blamed for c in of), len(of)


def run(knowledge: Knowledge) -> tuple[list[Metric], list[str]]:
    """The metrics of all files with their floors, and a line of detail for each."""
    found: list[Metric] = []
    detail: list[str] = []
    for stem, name in FILES.items():
        path = FOLDER / f"{stem}.tsv"
        checked = measure(load_lines(path), knowledge)
        found += metrics(checked, name)
        shares = "，".join(f"{error} {good}/{total}" for error, good, total in kinds(checked))
        detail.append(f"{name} {len(checked)} 句；各类错误找出：{shares}")
    return found, detail
