"""What to draft: kind, topics, time, length, audience; and the drafts there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.drafting import Approval, Kind
from assistant.web.staff import frame, texts
from assistant.web.staff.moments import local
from assistant.web.staff.rooms import ROOT, Visit
from assistant.web.staff.shelf import Kept
from knowledge.library import Knowledge

PATH = f"{ROOT}/draft"
Options = list[tuple[str, str]]


def start_page(
    visit: Visit,
    knowledge: Knowledge,
    kept: Sequence[tuple[Kept, Approval | None]],
    wrong: str = "",
) -> str:
    """The form, filled as it was sent where something was wrong with it."""
    picked = visit.many("topics")
    groups = "".join(
        f"<details{' open' if _any(picked, options) else ''}><summary>{name}"
        f"（{len(options)}）</summary>{frame.ticks(name, 'topics', options, picked)}</details>"
        for name, options in topics(knowledge).items()
    )
    kinds = [(kind.value, kind.value) for kind in Kind]
    body = (
        frame.select(texts.DRAFT_KIND, "kind", kinds, visit.one("kind"))
        + frame.field(
            *(texts.DRAFT_TEXT, "text", visit.one("text")),
            hint=texts.DRAFT_TEXT_HINT,
            more='maxlength="100"',
        )
        + f'<fieldset class="pick" id="pick"><legend>{texts.DRAFT_PICK}</legend>'
        f'<p class="field" hidden><label for="find">{texts.DRAFT_PICK_FIND}</label>'
        f'<input id="find" type="search" autocomplete="off"></p>{groups}</fieldset>'
        f'<div class="inline">'
        + frame.select(
            texts.DRAFT_PERIOD, "period", texts.DRAFT_PERIODS.items(), visit.one("period")
        )
        + frame.select(
            *(texts.DRAFT_AUDIENCE, "audience"),
            texts.DRAFT_AUDIENCES.items(),
            visit.one("audience"),
        )
        + "</div>"
        + frame.field(
            *(texts.DRAFT_LENGTH, "length", visit.one("length")),
            hint=texts.DRAFT_LENGTH_HINT,
            more='inputmode="numeric" maxlength="6"',
        )
        + f'<p class="buttons"><button type="submit" class="main" '
        f'data-waiting="{texts.DRAFTING}">{texts.DRAFT_DO}</button></p>'
    )
    return (
        f'<h1>{texts.DRAFT}</h1><p class="about">{texts.DRAFT_ABOUT}</p>{frame.problem(wrong)}'
        f"{frame.form(visit, '/draft', body)}{_shelf(kept)}"
    )


def topics(knowledge: Knowledge) -> dict[str, Options]:
    """What can be ticked, by kind: id and name."""
    plan = knowledge.plan
    categories = {row.cells.get("类别", "") for table in plan.tables for row in table.rows} - {""}
    return {
        texts.DRAFT_SECTIONS: [(s.id, _section(s.id, s.title)) for s in plan.sections],
        texts.DRAFT_BOXES: [(f"专栏{c.number}", f"专栏{c.number} {c.title}") for c in plan.columns],
        texts.DRAFT_CATEGORIES: [(name, name) for name in sorted(categories)],
        texts.DRAFT_INDICATORS: [(i.name, i.name) for i in knowledge.indicators],
    }


def _section(id: str, title: str) -> str:
    """A heading with the numbers that lead to it, so that like titles are told apart."""
    above = id.removesuffix(title).strip("·")
    if above and above != id:
        return f"{above} {title}"
    return title if id == title else f"{id} {title}"


def _any(picked: Iterable[str], options: Options) -> bool:
    known = {value for value, _ in options}
    return any(value in known for value in picked)


def _shelf(kept: Sequence[tuple[Kept, Approval | None]]) -> str:
    if not kept:
        return ""
    rows = [
        (
            f'<a href="{PATH}/{one.id}">{frame.esc(one.title)}</a>',
            frame.esc(one.request.kind.value),
            local(one.at),
            frame.esc(one.who),
            f'<span class="tag good">{frame.esc(approval.name)}</span>'
            if approval
            else f'<span class="tag">{texts.APPROVED_NOT}</span>',
        )
        for one, approval in kept
    ]
    return f"<h2>{texts.DRAFTS}</h2>{frame.table(texts.DRAFTS_HEADS, rows, texts.DRAFTS)}"
