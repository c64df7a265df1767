"""``python -m evals.generate`` rewrites the regular case files; hand-written ones stay."""

from __future__ import annotations

from evals.caseio import FOLDER, load_cases, write_cases
from evals.generate.fresh import bank
from evals.generate.records import record_cases
from evals.generate.targets import target_cases
from knowledge.library import load


def main() -> None:
    """Writes ``数字.tsv`` and ``记录.tsv``."""
    knowledge, taken = load(), bank()
    made = {FOLDER / "数字.tsv", FOLDER / "记录.tsv"}
    for case in load_cases([p for p in sorted(FOLDER.glob("*.tsv")) if p not in made]):
        taken.give(case.question)
    write_cases(FOLDER / "数字.tsv", list(target_cases(knowledge, taken)))
    write_cases(FOLDER / "记录.tsv", list(record_cases(knowledge, taken)))


if __name__ == "__main__":
    main()
