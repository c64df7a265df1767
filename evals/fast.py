"""The fast subset: questions that a lookup answers, so that neither model nor index is loaded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from assistant import load_settings, open_assistant
from evals.caseio import load_cases
from evals.cli import BASELINE
from evals.run import run
from evals.scoring import judge
from evals.types import Case, Judged, Kind

SEARCHED = frozenset({"", "passage", "refusal", "unclear", "measure"})
"""What the search answered in the baseline."""
KINDS = frozenset({Kind.FIGURE, Kind.ROW, Kind.BOX, Kind.TERM})
NO_MODEL = "./no-model-in-the-fast-subset"
EVERY = 2
"""One in so many, to stay fast."""


def fast_cases() -> list[Case]:
    """Cases that the baseline answered right by a lookup."""
    cases = json.loads(BASELINE.read_text("utf-8"))["cases"]
    right = {c for c, found in cases.items() if found["passed"] and found["route"] not in SEARCHED}
    # Paraphrases in people's own words may need the search even where a lookup then answers.
    chosen = [c for c in load_cases() if c.id in right and c.kind in KINDS and not c.group]
    return chosen[::EVERY]


def fast_run() -> Iterator[Judged]:
    """The subset asked and judged."""
    # A lookup that has doubts also searches; without a model it then searches by characters.
    assistant = open_assistant(load_settings().model_copy(update={"embedding_model": NO_MODEL}))
    try:
        for asked in run(fast_cases(), assistant):
            yield judge(asked)
    finally:
        assistant.close()


def main() -> int:
    """``python -m evals.fast``: one JSON line with what failed and whether torch was loaded."""
    judged = list(fast_run())
    failed = {j.asked.case.id: j.reason for j in judged if not j.passed}
    found = {"asked": len(judged), "failed": failed, "torch": "torch" in sys.modules}
    print(json.dumps(found, ensure_ascii=False))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
