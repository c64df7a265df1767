"""Runs of the evals: started in a process of their own, watched, stopped, read back."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from assistant import Settings
from assistant.web.staff.moments import stamp
from evals.caseio import load_cases
from evals.cli import ANSWERS
from evals.report import judge_run
from evals.run import ROOT, read_run

FOLDER, ABOUT, LOG, RESULTS, FAILED = "runs", "about.json", "log.txt", "results.json", "failed.json"
REPORT = "report.html"
MOST = 50
STOP_S = 5.0


class RunBusy(Exception):
    """A run is under way; one at a time, for it takes a processor and a model's memory."""


@dataclass(frozen=True, slots=True)
class About:
    """What was started: ``kinds`` empty for all; ``total`` questions."""

    id: str
    who: str
    at: str
    kinds: tuple[str, ...]
    own_only: bool
    total: int


@dataclass(frozen=True, slots=True)
class State:
    """``state``: running, done, stopped (by a person or a restart) or failed."""

    about: About
    state: str
    done: int


class Runs:
    """Runs in a folder; safe between threads. A run ends with the service."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder / FOLDER
        self._settings = settings
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._running = ""
        atexit.register(self.stop)

    def start(
        self, who: str, files: Sequence[Path], kinds: Sequence[str], *, own_only: bool
    ) -> About:
        """Starts a run. Raises :class:`RunBusy`, and ``CaseError`` for cases it cannot read."""
        cases = load_cases(files)
        total = sum(1 for case in cases if not kinds or case.kind.value in kinds)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        about = About(stamp(), who, at, tuple(kinds), own_only, total)
        with self._lock:
            if self._alive():
                raise RunBusy
            folder = self._folder / about.id
            folder.mkdir(mode=0o700, parents=True)
            (folder / ABOUT).write_text(json.dumps(asdict(about), ensure_ascii=False), "utf-8")
            command = [sys.executable, "-m", "evals", "run", "--out", str(folder)]
            command += ["--baseline", str(folder / "none"), "--cases", *map(str, files)]
            command += ["--kind", *kinds] if kinds else []
            with (folder / LOG).open("wb") as log:
                self._process = subprocess.Popen(
                    [*_politely(), *command],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=ROOT,
                    env=environment(self._settings),
                )
            self._running = about.id
        self._tidy()
        return about

    def stop(self) -> None:
        """Ends the run under way, if there is one."""
        with self._lock:
            process = self._process if self._alive() else None
            if process is None:
                return
            process.terminate()
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def state(self, id: str) -> State | None:
        """How a run stands; ``None`` where there is none of that id."""
        folder = self._folder / id
        if not id.replace("-", "").isdecimal() or not (folder / ABOUT).is_file():
            return None
        held = json.loads((folder / ABOUT).read_text("utf-8"))
        about = About(**{**held, "kinds": tuple(held["kinds"])})
        with self._lock:
            mine = self._running == id and self._process is not None
            alive = mine and self._alive()
            code = self._process.poll() if mine and self._process else None
        if alive:
            return State(about, "running", _asked(folder / ANSWERS))
        if (folder / RESULTS).is_file():
            return State(about, "done", about.total)
        # 2 is how the command says that it could not run; a signal is negative.
        failed = code is not None and code > 0
        return State(about, "failed" if failed else "stopped", _asked(folder / ANSWERS))

    def all(self) -> list[State]:
        """Every run, the newest first."""
        if not self._folder.is_dir():
            return []
        ids = sorted((p.name for p in self._folder.iterdir() if p.is_dir()), reverse=True)
        return [state for id in ids if (state := self.state(id))]

    def results(self, id: str) -> Mapping[str, Any]:
        """The results of a run that is done."""
        found: dict[str, Any] = json.loads((self._folder / id / RESULTS).read_text("utf-8"))
        return found

    def failed(self, id: str) -> list[dict[str, Any]]:
        """The cases that did not pass: what was asked, what came back, why it is not enough."""
        path = self._folder / id / FAILED
        if not path.is_file():
            judged = judge_run(read_run(self._folder / id / ANSWERS)).judged
            told = [
                {
                    "id": j.asked.case.id,
                    "kind": j.asked.case.kind.value,
                    "turns": list(j.asked.case.turns),
                    "answer": j.asked.text,
                    "status": j.asked.status,
                    "reason": j.reason,
                    "due": [f.text for f in j.asked.case.facts] + list(j.asked.case.names),
                }
                for j in judged
                if not j.passed
            ]
            path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
        return found

    def report(self, id: str) -> str:
        """The report that opens offline."""
        return (self._folder / id / REPORT).read_text("utf-8")

    def said(self, id: str) -> str:
        """The last of what the run wrote."""
        path = self._folder / id / LOG
        return path.read_text("utf-8", "replace")[-2000:] if path.is_file() else ""

    def _alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _tidy(self) -> None:
        for state in self.all()[MOST:]:
            shutil.rmtree(self._folder / state.about.id, ignore_errors=True)


def environment(settings: Settings) -> dict[str, str]:
    """What the process is told: the settings as they are in use, and nothing of the desk."""
    told = {name: _spelt(getattr(settings, name)) for name in type(settings).model_fields}
    kept = {n: v for n, v in os.environ.items() if not n.upper().startswith("STAFF_")}
    own = {n.upper(): v for n, v in told.items() if not n.startswith("staff_")}
    return {**kept, **own, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def _spelt(value: object) -> str:
    """A setting as the environment has it: several values with commas."""
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _asked(path: Path) -> int:
    """Answers written so far; the first line says what is run."""
    if not path.is_file():
        return 0
    with path.open("rb") as file:
        return max(0, sum(part.count(b"\n") for part in iter(partial(file.read, 1 << 16), b"")) - 1)


def _politely() -> list[str]:
    """Visitors' questions go first where the system can see to it."""
    nice = shutil.which("nice")
    return [nice, "-n", "10"] if nice else []
