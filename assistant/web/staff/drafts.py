"""The drafting pages: ask for a draft, edit it, have it checked, approve it, export it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import Response

from assistant.drafting import (
    Approval,
    Approvals,
    Draft,
    Edited,
    Kind,
    NotApproved,
    NothingFound,
    Period,
    Request,
    to_docx,
    to_markdown,
    to_xlsx,
)
from assistant.drafting.editing import ProblemKind
from assistant.drafting.markdown import render
from assistant.proofread import Report, Verdict
from assistant.web.staff import frame, texts
from assistant.web.staff.draft_form import start_page
from assistant.web.staff.draft_page import edit_page
from assistant.web.staff.proofs import WORD, Busy, Proofs
from assistant.web.staff.rooms import ROOT, Rooms, Visit, download, notice, page, redirect
from assistant.web.staff.shelf import Kept, Shelf
from knowledge.library import Knowledge

if TYPE_CHECKING:
    from assistant.llm.address import ModelInfo
    from assistant.llm.model import LanguageModel

PATH = "/draft"
LEAST, MOST, TEXT_CHARS, MOST_TOPICS = 40, 20_000, 100, 40
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LOCKED = frozenset({ProblemKind.ALTERED, ProblemKind.MOVED, ProblemKind.UNKNOWN_TOKEN})


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft as it is shown: its figures' problems, the proofreader's report, its approval.

    ``smoothed`` are the numbers of the blocks, from 0, that a language model worded; ``model``
    is the one that can be asked to.
    """

    kept: Kept
    edited: Edited
    report: Report
    approval: Approval | None
    smoothed: tuple[int, ...] = ()
    model: ModelInfo | None = None

    @property
    def draft(self) -> Draft:
        return self.edited.draft

    @property
    def wrong(self) -> bool:
        """Whether a locked figure reads otherwise than its record."""
        return any(problem.kind in LOCKED for problem in self.edited.problems)

    @property
    def doubts(self) -> int:
        """What a person has to have looked at before approving."""
        differing = sum(s.verdict is not Verdict.AGREE for s in self.report.statements)
        return differing + sum(p.kind not in LOCKED for p in self.edited.problems)


class Drafts:
    """Drafts of all staff: one writes, another approves."""

    def __init__(
        self,
        rooms: Rooms,
        knowledge: Knowledge,
        shelf: Shelf,
        approvals: Approvals,
        proofs: Proofs,
        model: Callable[[], LanguageModel | None],
    ) -> None:
        self._rooms = rooms
        self._knowledge = knowledge
        self._shelf = shelf
        self._approvals = approvals
        self._proofs = proofs
        self._model = model

    def register(self) -> None:
        self._rooms.get(PATH, self._start)
        self._rooms.post(PATH, self._begin)
        self._rooms.get(f"{PATH}/{{id}}", self._show)
        self._rooms.post(f"{PATH}/{{id}}/save", self._save)
        self._rooms.post(f"{PATH}/{{id}}/smooth", self._smooth)
        self._rooms.post(f"{PATH}/{{id}}/unsmooth", self._unsmooth)
        self._rooms.post(f"{PATH}/{{id}}/approve", self._approve)
        self._rooms.post(f"{PATH}/{{id}}/remove", self._remove)
        self._rooms.get(f"{PATH}/{{id}}/export/{{kind}}", self._export)

    def _start(self, visit: Visit, wrong: str = "") -> Response:
        kept = [(one, self._approved(one)) for one in self._shelf.all()[:40]]
        main = start_page(visit, self._knowledge, kept, wrong)
        html = frame.whole(texts.DRAFT, main, visit, here=PATH, script="draft.js")
        return page(html, 422 if wrong else 200)

    def _approved(self, kept: Kept) -> Approval | None:
        try:
            return self._approvals.of(self._shelf.open(kept).draft)
        except NothingFound:
            return None

    def _begin(self, visit: Visit) -> Response:
        try:
            kept = self._shelf.begin(visit.who, asked(visit))
        except (NothingFound, ValueError) as unfit:
            return self._start(visit, str(unfit))
        self._rooms.audit.add(visit.who, texts.DID_DRAFT, kept.title, after=repr(kept.request))
        return redirect(f"{ROOT}{PATH}/{kept.id}")

    def _open(self, visit: Visit) -> Opened | Response:
        kept = self._shelf.find(visit.parts["id"])
        if kept is None:
            return self._lost(visit, texts.DRAFT_GONE)
        try:
            found = self._shelf.open(kept)
            report = self._proofs.check(render(found.draft, marks=False))
        except NothingFound:
            return self._lost(visit, texts.DRAFT_EMPTY)
        except Busy:
            return notice(texts.BUSY, 503)
        smoothed = tuple(self._shelf.smoothed(kept, found.draft))
        model = self._model()
        info = model.describe() if model else None
        return Opened(kept, found, report, self._approvals.of(found.draft), smoothed, info)

    def _lost(self, visit: Visit, said: str) -> Response:
        return page(frame.whole(texts.DRAFT, frame.problem(said), visit, here=PATH), 404)

    def _show(self, visit: Visit, wrong: str = "") -> Response:
        opened = self._open(visit)
        if isinstance(opened, Response):
            return opened
        told = next((t for q, t in texts.DRAFT_DONE.items() if q in visit.query), "")
        said = "" if wrong else told
        outdated = self._shelf.outdated(opened.kept)
        main = edit_page(visit, opened, said=said, wrong=wrong, outdated=outdated)
        title = opened.draft.title
        html = frame.whole(title, main, visit, here=PATH, script="draft.js")
        return page(html, 409 if wrong else 200)

    def _save(self, visit: Visit) -> Response:
        kept = self._shelf.find(visit.parts["id"])
        if kept is None:
            return self._lost(visit, texts.DRAFT_GONE)
        if visit.one("version") != kept.version:
            return self._show(visit, texts.DRAFT_CHANGED)
        text = visit.one("text").strip()
        wanted = visit.one("put_back")
        if wanted.isascii() and wanted.isdecimal():
            text = put_back(self._shelf.open(kept), kept.text, int(wanted))
        if not text or len(text) > MOST * 2:
            return self._show(visit, texts.DRAFT_LENGTH_BAD)
        self._edit(visit, kept, text)
        return redirect(f"{ROOT}{PATH}/{kept.id}?saved=1")

    def _edit(self, visit: Visit, kept: Kept, text: str) -> Kept:
        # Logged before it is done, so that nothing is ever changed in silence.
        self._rooms.audit.add(visit.who, texts.DID_EDIT, kept.title, kept.text, text)
        return self._shelf.edit(kept, visit.who, text)

    def _smooth(self, visit: Visit) -> Response:
        """The text as it stands in the form, saved, then worded by the language model."""
        kept, model = self._shelf.find(visit.parts["id"]), self._model()
        if kept is None or model is None:
            return self._lost(visit, texts.DRAFT_GONE)
        if visit.one("version") != kept.version:
            return self._show(visit, texts.DRAFT_CHANGED)
        text = visit.one("text").strip()
        if not text or len(text) > MOST * 2:
            return self._show(visit, texts.DRAFT_LENGTH_BAD)
        if text not in (kept.text.strip(), *_readings(self._shelf.open(kept).draft)):
            kept = self._edit(visit, kept, text)
        opened = self._open(visit)
        if isinstance(opened, Response):
            return opened
        if opened.wrong:
            return self._show(visit, texts.SMOOTH_WRONG)
        found = self._shelf.reworded(kept, model)
        if not found.changed:
            return self._show(visit, texts.SMOOTH_SILENT if found.unanswered else texts.SMOOTH_NONE)
        after = render(found.draft, tokens=True)
        self._rooms.audit.add(visit.who, texts.DID_SMOOTH, kept.title, kept.text, after)
        if not self._shelf.smooth(kept, visit.who, found):
            return self._show(visit, texts.DRAFT_CHANGED)
        return redirect(f"{ROOT}{PATH}/{kept.id}?smoothed=1")

    def _unsmooth(self, visit: Visit) -> Response:
        kept = self._shelf.find(visit.parts["id"])
        if kept is None or not kept.before:
            return self._lost(visit, texts.DRAFT_GONE)
        if visit.one("version") != kept.version:
            return self._show(visit, texts.DRAFT_CHANGED)
        self._rooms.audit.add(visit.who, texts.DID_UNSMOOTH, kept.title, kept.text, kept.before)
        self._shelf.unsmooth(kept, visit.who)
        return redirect(f"{ROOT}{PATH}/{kept.id}?unsmoothed=1")

    def _approve(self, visit: Visit) -> Response:
        opened = self._open(visit)
        if isinstance(opened, Response):
            return opened
        if visit.one("version") != opened.kept.version:
            return self._show(visit, texts.DRAFT_CHANGED)
        if opened.wrong:
            return self._show(visit, texts.APPROVE_WRONG)
        if opened.doubts and not visit.one("seen"):
            return self._show(visit, texts.APPROVE_UNSEEN)
        draft = opened.draft
        self._rooms.audit.add(visit.who, texts.DID_APPROVE, draft.title, after=draft.sha256)
        try:
            self._approvals.approve(draft, visit.one("name") or visit.who)
        except ValueError as unfit:
            return self._show(visit, str(unfit))
        return redirect(f"{ROOT}{PATH}/{opened.kept.id}#approval")

    def _remove(self, visit: Visit) -> Response:
        kept = self._shelf.find(visit.parts["id"])
        if kept:
            self._rooms.audit.add(visit.who, texts.DID_DELETE, kept.title, kept.text)
            self._shelf.remove(kept)
        return redirect(f"{ROOT}{PATH}")

    def _export(self, visit: Visit) -> Response:
        opened = self._open(visit)
        if isinstance(opened, Response):
            return opened
        draft, approval, kind = opened.draft, opened.approval, visit.parts["kind"]
        if approval is None:
            return self._show(visit, texts.APPROVED_NOT)
        try:
            content, type = _exported(draft, approval, kind)
        except (NotApproved, ValueError, KeyError) as unfit:
            return notice(str(unfit) or texts.NOTHING_HERE, 409)
        self._rooms.audit.add(
            visit.who, texts.DID_EXPORT, f"{draft.title}.{kind}", after=draft.sha256
        )
        return download(content, f"{_file_name(draft.title)}.{kind}", type)


def asked(visit: Visit) -> Request:
    """The request that a form makes. Raises ``ValueError`` with what to do about it."""
    try:
        kind, period = Kind(visit.one("kind")), Period(visit.one("period"))
    except ValueError as error:
        raise ValueError(texts.DRAFT_BAD) from error
    audience = visit.one("audience")
    if audience not in texts.DRAFT_AUDIENCES:
        raise ValueError(texts.DRAFT_BAD)
    length = visit.one("length").strip()
    fits = not length or (length.isascii() and length.isdecimal() and len(length) < 7)
    if not fits or (length and not LEAST <= int(length) <= MOST):
        raise ValueError(texts.DRAFT_LENGTH_BAD)
    return Request(
        kind,
        tuple(visit.many("topics")[:MOST_TOPICS]),
        visit.one("text").strip()[:TEXT_CHARS],
        period,
        int(length or 0),
        audience,
    )


def _readings(draft: Draft) -> tuple[str, str]:
    """A draft as a form sends it back unchanged: figures as tokens, or as they read."""
    return render(draft, tokens=True).strip(), render(draft).strip()


def put_back(found: Edited, text: str, number: int) -> str:
    """The text with one altered figure as its record says."""
    if not 0 <= number < len(found.problems):
        return text
    problem = found.problems[number]
    return text[: problem.start] + problem.right + text[problem.end :]


def _exported(draft: Draft, approval: Approval, kind: str) -> tuple[bytes, str]:
    if kind == "docx":
        return to_docx(draft, approval), WORD
    if kind == "xlsx":
        return to_xlsx(draft, approval), XLSX
    if kind == "md":
        return to_markdown(draft, approval).encode(), "text/markdown"
    raise KeyError(texts.NOTHING_HERE)


def _file_name(title: str) -> str:
    return "".join(c for c in title if c.isalnum() or c in "“”（）、·-")[:60] or texts.DRAFT
