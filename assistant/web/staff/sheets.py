"""A spreadsheet of cases that somebody uploads, read in a limited child process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from assistant.uploads import ROOT
from assistant.web.staff import texts
from evals.caseio import CaseError, to_case
from evals.types import Case

MOST_BYTES = 5_000_000
MOST_ROWS = 5000
MEMORY = 1024 * 1024 * 1024
SECONDS = 8
"""Of computing: the reader of spreadsheets alone takes one to load."""
PATIENCE = 40.0
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from assistant.web.staff.sheets import child; child()"
)


def read_sheet(name: str, data: bytes) -> list[Case]:
    """The cases of an uploaded .xlsx. Raises ``CaseError``."""
    if not name.lower().endswith(".xlsx"):
        raise CaseError(texts.SHEET_KIND)
    if len(data) > MOST_BYTES:
        raise CaseError(texts.SHEET_LARGE.format(most=MOST_BYTES // 1_000_000))
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        path = Path(folder) / "sheet.xlsx"
        path.write_bytes(data)
        command = [sys.executable, "-I", "-B", "-c", START, str(ROOT), str(path)]
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=PATIENCE, env={}, cwd=folder, check=False
            )
            answer = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError) as error:
            raise CaseError(texts.SHEET_BROKEN) from error
    if "refused" in answer:
        raise CaseError(str(answer["refused"]))
    return [
        to_case(row, texts.SHEET_ROW.format(number=n)) for n, row in enumerate(answer["rows"], 2)
    ]


def child() -> None:
    """Reads the file that the command line names, under limits; writes its rows as JSON."""
    import contextlib
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    from evals.caseio import to_row
    from evals.sheet import import_sheet
    from knowledge.errors import PlanError
    from knowledge.zips import inspect

    path = Path(sys.argv[2])
    answer: dict[str, object]
    try:
        inspect(path.read_bytes(), texts.SHEET)
        cases = import_sheet(path)
        if len(cases) > MOST_ROWS:
            raise CaseError(texts.SHEET_ROWS.format(most=MOST_ROWS))
        answer = {"rows": [to_row(case) for case in cases]}
    except PlanError:
        answer = {"refused": texts.SHEET_BROKEN}
    except CaseError as error:
        answer = {"refused": str(error).replace(path.name, texts.SHEET)}
    except MemoryError:
        answer = {"refused": texts.SHEET_BROKEN}
    sys.stdout.write(json.dumps(answer))
