"""Evals on the desk: start, watch and stop a run, read and compare it, write cases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.types import Status
from assistant.web.feedback.store import Kept, Store
from assistant.web.staff import evals_page, frame, texts
from assistant.web.staff.cases import Cases
from assistant.web.staff.drafts import XLSX
from assistant.web.staff.moments import local
from assistant.web.staff.rooms import HEADERS, ROOT, Rooms, Visit, download, notice, page, redirect
from assistant.web.staff.runs import RunBusy, Runs, State
from assistant.web.staff.sheets import read_sheet
from evals.caseio import COLUMNS, CaseError, load_cases
from evals.cli import BASELINE
from evals.compare import compare
from evals.types import Expect, Kind

PATH = "/evals"
OWN = "baseline"
# The report carries its own script and style; apart from everything, it can reach nothing.
REPORT_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
EXPECTED = {
    Status.NOT_IN_PLAN.value: Expect.NOT_IN_PLAN,
    Status.OFF_TOPIC.value: Expect.OFF_TOPIC,
    Status.REFUSED.value: Expect.REFUSE,
}


class Trials:
    """The pages of the evals."""

    def __init__(self, rooms: Rooms, runs: Runs, cases: Cases, store: Store) -> None:
        self._rooms = rooms
        self._runs = runs
        self._cases = cases
        self._store = store

    def register(self) -> None:
        self._rooms.get(PATH, self._overview)
        self._rooms.post(PATH, self._start)
        self._rooms.get(f"{PATH}/new", self._blank)
        self._rooms.post(f"{PATH}/new", self._write)
        self._rooms.get(f"{PATH}/cases.xlsx", self._sheet)
        self._rooms.post(f"{PATH}/cases/import", self._import)
        self._rooms.post(f"{PATH}/cases/remove", self._remove)
        self._rooms.get(f"{PATH}/runs/{{id}}", self._run)
        self._rooms.get(f"{PATH}/runs/{{id}}/progress", self._progress)
        self._rooms.get(f"{PATH}/runs/{{id}}/report", self._report)
        self._rooms.post(f"{PATH}/runs/{{id}}/stop", self._stop)

    def _overview(self, visit: Visit, wrong: str = "") -> Response:
        own = self._cases.own()
        main = evals_page.overview(visit, self._runs.all(), own, len(load_cases()), wrong)
        return self._page(visit, main, 422 if wrong else 200)

    def _page(self, visit: Visit, main: str, status: int = 200) -> Response:
        said = {"progress": texts.PROGRESS, "loading": texts.LOADING}
        html = frame.whole(texts.EVALS, main, visit, here=PATH, said=said, script="evals.js")
        return page(html, status)

    def _start(self, visit: Visit) -> Response:
        kinds = [kind.value for kind in Kind if kind.value in visit.many("kinds")]
        own_only = bool(visit.one("own"))
        files = self._cases.files(own_only=own_only)
        try:
            if not files:
                raise CaseError(texts.NONE_YET)
            about = self._runs.start(visit.who, files, kinds, own_only=own_only)
        except RunBusy:
            return self._overview(visit, texts.RUN_BUSY)
        except CaseError as error:
            return self._overview(visit, str(error))
        self._rooms.audit.add(visit.who, texts.DID_RUN, about.id)
        return redirect(f"{ROOT}{PATH}/runs/{about.id}")

    def _run(self, visit: Visit) -> Response:
        run = self._runs.state(visit.parts["id"])
        if run is None:
            return self._page(visit, frame.problem(texts.RUN_GONE), 404)
        if run.state == "running":
            return self._page(visit, evals_page.running(visit, run))
        if run.state != "done":
            return self._page(visit, evals_page.ended(run, self._runs.said(run.about.id)))
        results = self._runs.results(run.about.id)
        others = self._others(run)
        wanted = visit.query.get("with") or others[0][0]
        compared = self._compared(results, wanted, dict(others))
        failed = self._runs.failed(run.about.id)
        return self._page(visit, evals_page.finished(run, results, failed, others, compared))

    def _others(self, run: State) -> list[tuple[str, str]]:
        """What a run can be compared with, the last one before it first."""
        done = [one for one in self._runs.all() if one.state == "done"]
        earlier = [one for one in done if one.about.id < run.about.id]
        later = [one for one in done if one.about.id > run.about.id]
        named = [(one.about.id, local(one.about.at)) for one in (*earlier, *later)]
        return [*named, (OWN, texts.BASELINE)]

    def _compared(self, results: Mapping[str, Any], wanted: str, known: Mapping[str, str]) -> str:
        if wanted not in known:
            return ""
        before = (
            json.loads(BASELINE.read_text("utf-8")) if wanted == OWN else self._runs.results(wanted)
        )
        same = before["about"].get("plan_sha256") == results["about"].get("plan_sha256")
        return evals_page.change(compare(before, results), known[wanted], same_plan=same)

    def _progress(self, visit: Visit) -> Response:
        run = self._runs.state(visit.parts["id"])
        if run is None:
            return notice(texts.RUN_GONE, 404)
        told = {"state": run.state, "done": run.done, "total": run.about.total}
        return JSONResponse(told, headers=HEADERS)

    def _report(self, visit: Visit) -> Response:
        run = self._runs.state(visit.parts["id"])
        if run is None or run.state != "done":
            return notice(texts.RUN_GONE, 404)
        headers = {**HEADERS, "content-security-policy": REPORT_POLICY}
        return HTMLResponse(self._runs.report(run.about.id), 200, headers)

    def _stop(self, visit: Visit) -> Response:
        run = self._runs.state(visit.parts["id"])
        if run is not None and run.state == "running":
            self._rooms.audit.add(visit.who, texts.DID_STOP, run.about.id)
            self._runs.stop()
        return redirect(f"{ROOT}{PATH}/runs/{visit.parts['id']}")

    def _blank(self, visit: Visit) -> Response:
        receipt = visit.query.get("receipt", "")
        row: dict[str, str] = {"提问": visit.query.get("text", "")}
        wrong, about = "", ""
        if receipt:
            kept = next((one for one in self._store.read() if one.receipt == receipt), None)
            if kept is None:
                wrong = texts.CASE_GONE
            else:
                row, about = _row(kept), _about(kept)
        return self._page(visit, evals_page.case_form(visit, row, wrong, about))

    def _write(self, visit: Visit) -> Response:
        row = {column: visit.one(column) for column in COLUMNS} | {"编号": ""}
        row["来源"] = f"{texts.NAME}·{visit.who}"
        try:
            if not visit.one("reviewed"):
                raise CaseError(texts.CASE_UNREVIEWED)
            case = self._cases.read(row)
        except CaseError as error:
            form = evals_page.case_form(visit, row, str(error), "")
            return self._page(visit, form, 422)
        before = self._cases.text()
        self._rooms.audit.add(visit.who, texts.DID_CASE, case.id, before, case.question)
        self._cases.add(case)
        return redirect(f"{ROOT}{PATH}?saved=1")

    def _remove(self, visit: Visit) -> Response:
        self._rooms.audit.add(visit.who, texts.DID_CASE_REMOVE, visit.one("id"), self._cases.text())
        self._cases.remove(visit.one("id"))
        return redirect(f"{ROOT}{PATH}")

    def _sheet(self, visit: Visit) -> Response:
        content = self._cases.sheet(own_only="own" in visit.query)
        return download(content, "评测题.xlsx", XLSX)

    def _import(self, visit: Visit) -> Response:
        file = visit.files.get("file")
        try:
            if file is None:
                raise CaseError(texts.SHEET_MISSING)
            cases = read_sheet(file.name, file.content)
            before = self._cases.text()
            self._rooms.audit.add(visit.who, texts.DID_SHEET, str(len(cases)), before)
            count = self._cases.take_in(cases)
        except CaseError as error:
            return self._overview(visit, str(error))
        return redirect(f"{ROOT}{PATH}?taken={count}")


def _row(kept: Kept) -> dict[str, str]:
    """A case that a visitor's question may become."""
    expect = EXPECTED.get(kept.given.status, Expect.ANSWER)
    return {"提问": kept.given.question, "应当": expect.value}


def _about(kept: Kept) -> str:
    given = kept.given
    status = texts.KINDS.get(given.status, given.status)
    said = f"<p>{texts.SAID}{frame.esc(given.reason)}</p>" if given.reason else ""
    return (
        f'<div class="done"><p><b>{texts.CASE_FROM}</b> {local(kept.at)}</p>'
        f"<p>{texts.WAS} {status} {frame.esc(given.sources)}</p>{said}</div>"
    )
