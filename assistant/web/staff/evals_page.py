"""The evals pages as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from assistant.web.staff import frame, texts
from assistant.web.staff.moments import local
from assistant.web.staff.rooms import ROOT, Visit
from assistant.web.staff.runs import State
from evals.compare import OTHER_CASES, Change
from evals.types import Case, Expect, Kind

PATH = f"{ROOT}/evals"
MOST_FAILED, MOST_IDS, ANSWER_CHARS = 100, 30, 400
COLOURS = {"done": "good", "running": "odd", "failed": "bad"}


def overview(
    visit: Visit, runs: Sequence[State], own: Sequence[Case], built_in: int, wrong: str = ""
) -> str:
    """What can be run, what has been run, the staff's own cases."""
    said = {"saved": texts.CASE_SAVED, "taken": texts.SHEET_TAKEN}
    done = next((said[k].format(count=visit.query[k]) for k in said if k in visit.query), "")
    kinds = [(kind.value, kind.value) for kind in Kind]
    start = (
        frame.ticks(texts.RUN_KINDS, "kinds", kinds, visit.many("kinds"))
        + f'<label class="tick"><input type="checkbox" name="own" value="1"'
        f"{'' if own else ' disabled'}><span>{texts.RUN_OWN}</span></label>"
        f'<p class="buttons">{frame.button(texts.RUN_DO)}</p>'
    )
    about = texts.EVALS_ABOUT.format(built_in=built_in, own=len(own))
    return (
        f'<h1>{texts.EVALS}</h1><p class="about">{about}</p>{frame.problem(wrong)}'
        f"{frame.done(done)}<h2>{texts.RUN}</h2>{frame.form(visit, '/evals', start)}"
        f"{_runs(runs)}{_own(visit, own)}{_sheets(visit)}"
    )


def _runs(runs: Sequence[State]) -> str:
    rows = [
        (
            f'<a href="{PATH}/runs/{run.about.id}">{local(run.about.at)}</a>',
            frame.esc(run.about.who),
            _scope(run),
            str(run.about.total),
            f'<span class="tag {COLOURS.get(run.state, "")}">{texts.STATES[run.state]}</span>',
        )
        for run in runs
    ]
    listed = frame.table(texts.RUN_HEADS, rows, texts.RUNS) if rows else f"<p>{texts.NONE_YET}</p>"
    return f"<h2>{texts.RUNS}</h2>{listed}"


def _scope(run: State) -> str:
    kinds = "、".join(run.about.kinds)
    own = texts.RUN_ONLY_OWN if run.about.own_only else ""
    return frame.esc("，".join(part for part in (own, kinds) if part) or texts.RUN_ALL)


def _own(visit: Visit, own: Sequence[Case]) -> str:
    rows = [
        (
            frame.esc(case.id),
            case.kind.value,
            frame.esc(" → ".join(case.turns)),
            case.expect.value,
            _in_chat(case.turns) + _remove(visit, case.id),
        )
        for case in own
    ]
    title = texts.OWN_CASES.format(count=len(own))
    listed = frame.table(texts.CASE_HEADS, rows, title) if rows else f"<p>{texts.NONE_YET}</p>"
    write = f'<p class="buttons"><a class="action" href="{PATH}/new">{texts.CASE}</a></p>'
    return f"<h2>{title}</h2>{listed}{write}"


def _remove(visit: Visit, id: str) -> str:
    hidden = f'<input type="hidden" name="id" value="{frame.esc(id)}">'
    button = frame.button(texts.REMOVE, kind="plain")
    return frame.form(visit, "/evals/cases/remove", hidden + button)


def _in_chat(turns: Sequence[str]) -> str:
    asked = "&amp;".join(f"ask={quote(turn, safe='')}" for turn in turns)
    return (
        f'<a class="action" target="chat" href="/?{asked}">{texts.IN_CHAT}'
        f'<span class="sr">{texts.NEW_WINDOW}</span></a> '
    )


def _sheets(visit: Visit) -> str:
    links = "".join(
        f'<a class="action" href="{PATH}/cases.xlsx{query}" download>{said}</a>'
        for query, said in (("?own=1", texts.SHEET_EXPORT_OWN), ("", texts.SHEET_EXPORT_ALL))
    )
    body = (
        frame.field(texts.SHEET_IMPORT, "file", more='type="file" accept=".xlsx"')
        + f'<p class="buttons">{frame.button(texts.SHEET_DO, kind="plain")}</p>'
    )
    return (
        f'<h2>{texts.SHEET}</h2><p class="buttons">{links}</p>'
        f"{frame.form(visit, '/evals/cases/import', body, files=True)}"
    )


def running(visit: Visit, run: State) -> str:
    """A run under way, with its progress; the script asks for news."""
    done = texts.PROGRESS.format(done=run.done, total=run.about.total)
    return (
        f'<h1>{texts.RESULT}</h1><p class="about">{local(run.about.at)} · '
        f"{frame.esc(run.about.who)} · {_scope(run)}</p>"
        f'<div id="progress" data-run="{run.about.id}"><p><label for="bar" id="told" '
        f'role="status">{done if run.done else texts.LOADING}</label></p>'
        f'<progress id="bar" max="{max(run.about.total, 1)}" value="{run.done}"></progress></div>'
        f'<div class="buttons">'
        + frame.form(
            visit, f"/evals/runs/{run.about.id}/stop", frame.button(texts.STOP, kind="danger")
        )
        + f'<a class="action" href="{PATH}/runs/{run.about.id}">{texts.REFRESH}</a></div>'
    )


def ended(run: State, log: str) -> str:
    """A run without results."""
    done = texts.PROGRESS.format(done=run.done, total=run.about.total)
    return (
        f"<h1>{texts.RESULT}</h1>{frame.problem(f'{texts.STATES[run.state]}。{done}')}"
        f'<pre class="log">{frame.esc(log)}</pre><p><a href="{PATH}">{texts.EVALS}</a></p>'
    )


def finished(
    run: State,
    results: Mapping[str, Any],
    failed: Sequence[Mapping[str, Any]],
    others: Sequence[tuple[str, str]],
    compared: str,
) -> str:
    """Figures, comparison, and the cases that did not pass."""
    total = len(results["cases"])
    below = [m["name"] for m in results["metrics"].values() if m["passed"] is False]
    verdict = texts.FLOORS_MISSED.format(names="、".join(below)) if below else texts.FLOORS_KEPT
    passed = texts.PASSED.format(passed=total - len(failed), total=total)
    told = texts.FAILED_CASES if len(failed) <= MOST_FAILED else texts.FAILED_MOST
    items = "".join(_failed(case) for case in failed[:MOST_FAILED])
    listed = f'<ul class="findings">{items}</ul>' if items else f"<p>{texts.ALL_PASSED}</p>"
    return (
        f'<h1>{texts.RESULT}</h1><p class="about">{local(run.about.at)} · '
        f"{frame.esc(run.about.who)} · {_scope(run)}</p>"
        f'<p><span class="tag {"bad" if below else "good"}">{frame.esc(verdict)}</span> '
        f"<b>{passed}</b></p>"
        f'<p class="buttons"><a class="action" target="report" '
        f'href="{PATH}/runs/{run.about.id}/report">{texts.WHOLE_REPORT}'
        f'<span class="sr">{texts.NEW_WINDOW}</span></a></p>'
        f"{_metrics(results)}{_compare(run, others, compared)}"
        f"<h2>{told.format(count=len(failed), most=MOST_FAILED)}</h2>{listed}"
    )


def _metrics(results: Mapping[str, Any]) -> str:
    rows = []
    for metric in results["metrics"].values():
        value, most, floor = metric["value"], metric["most"], metric["floor"]
        if not metric["cases"]:
            # Nothing in this run is measured by it.
            continue
        count = most == 0
        shown = "—" if value is None else (f"{value:.0f}" if count else f"{value:.1%}")
        limit = "—" if floor is None else f"≥ {floor:.0%}"
        if most is not None:
            limit = f"≤ {most:.0f}" if count else f"≤ {most:.0%}"
        kept = {True: ("good", texts.YES), False: ("bad", texts.NO), None: ("", "—")}
        colour, said = kept[metric["passed"]]
        rows.append(
            (
                frame.esc(metric["name"]),
                shown,
                limit,
                str(metric["cases"]),
                f'<span class="tag {colour}">{said}</span>',
            )
        )
    return frame.table(texts.METRIC_HEADS, rows, texts.RESULT)


def _compare(run: State, others: Sequence[tuple[str, str]], compared: str) -> str:
    form = (
        f'<form class="inline" method="get" action="{PATH}/runs/{run.about.id}">'
        f"{frame.select(texts.SAME_AS, 'with', others)}"
        f"{frame.button(texts.COMPARE, kind='plain')}</form>"
    )
    return f'<div id="compare">{compared}{form}</div>'


def change(found: Change, name: str, *, same_plan: bool) -> str:
    """What is different between two runs."""
    shared = texts.SHARED.format(
        shared=found.shared, failed=len(found.newly_failed), passed=len(found.newly_passed)
    )
    lists = "".join(
        f"<li>{said.format(ids=frame.esc(_ids(ids)))}</li>"
        for said, ids in (
            (texts.NEWLY_FAILED, found.newly_failed),
            (texts.NEWLY_PASSED, found.newly_passed),
        )
        if ids
    )
    moved = "".join(
        f"<li>{frame.esc(found.names[key])}：{_share(old)} → {_share(new)}</li>"
        for key, (old, new) in found.metrics.items()
        if old is not None and new is not None and abs(old - new) > 1e-9
    )
    warning = "" if same_plan else frame.problem(texts.OTHER_PLAN)
    title = texts.COMPARED.format(name=frame.esc(name))
    apart = "" if found.metrics else f'<p class="note">{OTHER_CASES}</p>'
    listed = f"<ul>{lists}{moved}</ul>" if lists or moved else ""
    return f"<h2>{title}</h2>{warning}<p>{shared}</p>{apart}{listed}"


def _ids(ids: Sequence[str]) -> str:
    return "、".join(ids[:MOST_IDS]) + ("……" if len(ids) > MOST_IDS else "")


def _share(value: float) -> str:
    return f"{value:.1%}" if value <= 1 else f"{value:.0f}"


def _failed(case: Mapping[str, Any]) -> str:
    status = texts.KINDS.get(case["status"], case["status"])
    due = f"<p>{texts.DUE}{frame.esc('；'.join(case['due']))}</p>" if case["due"] else ""
    answer = case["answer"]
    shown = frame.esc(answer[:ANSWER_CHARS]) + ("……" if len(answer) > ANSWER_CHARS else "")
    return (
        f'<li class="differ"><p><span class="tag">{frame.esc(case["id"])} · {case["kind"]}</span> '
        f"<b>{frame.esc(' → '.join(case['turns']))}</b></p>"
        f"<p>{texts.REASON}{frame.esc(case['reason'])}</p>{due}"
        f'<p>{texts.CAME.format(status=status)}<span class="quote">{shown}</span></p>'
        f'<p class="buttons">{_in_chat(case["turns"])}</p></li>'
    )


def case_form(visit: Visit, row: Mapping[str, str], wrong: str, about: str) -> str:
    """A case to be written; ``row`` fills the fields."""
    kinds = [(kind.value, kind.value) for kind in Kind]
    expects = [(expect.value, expect.value) for expect in Expect]
    areas = "".join(
        frame.area(name, name, row.get(name, ""), hint=texts.CASE_HINTS[name], rows=2)
        for name in ("事实", "名称", "不得出现", "原文")
    )
    body = (
        frame.area("提问", "提问", row.get("提问", ""), hint=texts.CASE_HINTS["提问"], rows=2)
        + '<div class="inline">'
        + frame.select("类型", "类型", kinds, row.get("类型", ""))
        + frame.select("应当", "应当", expects, row.get("应当", ""))
        + "</div>"
        + frame.field("角色", "角色", row.get("角色", ""), hint=texts.CASE_HINTS["角色"])
        + areas
        + f'<label class="tick"><input type="checkbox" name="reviewed" value="1">'
        f"<span>{texts.CASE_REVIEWED}</span></label>"
        f'<p class="buttons">{frame.button(texts.CASE_SAVE)}</p>'
    )
    return (
        f'<h1>{texts.CASE}</h1><p class="about">{texts.CASE_ABOUT}</p>{frame.problem(wrong)}'
        f"{about}{frame.form(visit, '/evals/new', body)}"
    )
