"""The proofreading page: a text in, its statements beside it, corrections and files out."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace

from fastapi import Response

from assistant.proofread import Proofreader, Report, Statement
from assistant.proofread.marking import from_text, marked
from assistant.uploads import MAX_CHARACTERS, Upload, UploadRefused, read_upload
from assistant.web.staff import frame, texts
from assistant.web.staff.holding import Holding
from assistant.web.staff.proof_page import beside, correctable, start_page
from assistant.web.staff.rooms import ROOT, Rooms, Visit, download, notice, page, redirect
from knowledge.library import Knowledge

PATH = "/check"
AT_ONCE = 2
"""Texts checked at one time: a long one takes a processor for seconds."""
PATIENCE_S = 30
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Proof:
    """A text with its report; ``upload`` and ``first`` are the file as it came and its report."""

    text: str
    report: Report
    name: str = ""
    upload: Upload | None = None
    first: Report | None = None


class Busy(Exception):
    """Too many texts at once."""


class Proofs:
    """Texts being proofread; none is written to disk."""

    def __init__(self, rooms: Rooms, knowledge: Knowledge) -> None:
        self._rooms = rooms
        self._knowledge = knowledge
        self._made: Proofreader | None = None
        self._making = threading.Lock()
        self._at_once = threading.BoundedSemaphore(AT_ONCE)
        self._held: Holding[Proof] = Holding()

    def register(self) -> None:
        self._rooms.get(PATH, lambda visit: page(self._whole(visit, start_page(visit))))
        self._rooms.post(PATH, self._begin)
        self._rooms.get(f"{PATH}/{{id}}", self._show)
        self._rooms.post(f"{PATH}/{{id}}", self._change)
        self._rooms.get(f"{PATH}/{{id}}/{{kind}}", self._file)

    def check(self, text: str) -> Report:
        """The report on a text. Raises :class:`Busy`."""
        if not self._at_once.acquire(timeout=PATIENCE_S):
            raise Busy
        try:
            with self._making:
                self._made = self._made or Proofreader(self._knowledge)
            return self._made.check(text)
        finally:
            self._at_once.release()

    def _begin(self, visit: Visit) -> Response:
        file, text = visit.files.get("file"), visit.one("text")
        upload: Upload | None = None
        try:
            if file:
                upload = read_upload(file.name, file.content)
                text = upload.text
            if wrong := _unfit(text):
                return self._refused(visit, wrong, text)
            report = self.check(text)
        except UploadRefused as refused:
            return self._refused(visit, str(refused), text)
        except Busy:
            return self._refused(visit, texts.BUSY, text)
        self._rooms.audit.add(visit.who, texts.DID_CHECK, after=text)
        name = upload.name.rpartition(".")[0] if upload else ""
        id = self._held.add(visit.who, Proof(text, report, name, upload, report))
        return redirect(f"{ROOT}{PATH}/{id}")

    def _refused(self, visit: Visit, wrong: str, text: str) -> Response:
        kept = text if len(text) <= MAX_CHARACTERS else ""
        return page(self._whole(visit, start_page(visit, kept, wrong)), 422)

    def _show(self, visit: Visit, wrong: str = "") -> Response:
        proof = self._held.find(visit.parts["id"], visit.who)
        if proof is None:
            return page(self._whole(visit, start_page(visit, wrong=texts.CHECK_GONE)), 404)
        shown = beside(visit, visit.parts["id"], proof.text, proof.report, _has_word(proof), wrong)
        return page(self._whole(visit, shown), 409 if wrong else 200)

    def _change(self, visit: Visit) -> Response:
        """One correction, all of them, or the text edited by hand."""
        id = visit.parts["id"]
        proof = self._held.find(id, visit.who)
        if proof is None:
            return self._show(visit)
        if "again" in visit.fields:
            text = visit.one("text")
            if wrong := _unfit(text):
                return self._show(visit, wrong)
        else:
            wanted = visit.one("fix")
            can = [s for s in proof.report.statements if correctable(s)]
            chosen = [s for s in can if wanted in ("all", key(s))]
            if not chosen:
                return self._show(visit, texts.CHECK_MOVED)
            text = corrected(proof.text, chosen)
        try:
            report = self.check(text)
        except Busy:
            return self._show(visit, texts.BUSY)
        self._rooms.audit.add(visit.who, texts.DID_FIX, proof.name, proof.text, text)
        self._held.put(id, visit.who, replace(proof, text=text, report=report))
        return redirect(f"{ROOT}{PATH}/{id}#findings")

    def _file(self, visit: Visit) -> Response:
        proof = self._held.find(visit.parts["id"], visit.who)
        if proof is None:
            return notice(texts.CHECK_GONE, 404)
        name = f"{proof.name}-" if proof.name else ""
        kind = visit.parts["kind"]
        if kind == "marked.docx":
            content = from_text(proof.text, proof.report)
            return download(content, f"{name}{texts.FILE_MARKED}.docx", WORD)
        if kind == "original.docx" and proof.upload and proof.first and _has_word(proof):
            content = marked(proof.upload.data, proof.first)
            return download(content, f"{name}{texts.FILE_MARKED}.docx", WORD)
        if kind == "text.txt":
            content = proof.text.encode("utf-8-sig")
            return download(content, f"{name}{texts.FILE_TEXT}.txt", "text/plain")
        if kind == "report.json":
            told = json.dumps(proof.report.to_json(), ensure_ascii=False, indent=1)
            return download(told.encode(), f"{name}{texts.FILE_MARKED}.json", "application/json")
        return notice(texts.NOTHING_HERE, 404)

    def _whole(self, visit: Visit, main: str) -> str:
        return frame.whole(texts.CHECK, main, visit, here=PATH)


def key(statement: Statement) -> str:
    """What a correction's button says: nothing is changed where the text has moved on."""
    return f"{statement.start}-{statement.end}-{statement.right}"


def corrected(text: str, chosen: list[Statement]) -> str:
    """The text with corrections put in, from the end on; of two that overlap the later one."""
    edge = len(text) + 1
    for one in sorted(chosen, key=lambda s: (s.start, s.end), reverse=True):
        if one.end <= edge:
            text = text[: one.start] + one.right + text[one.end :]
            edge = one.start
    return text


def _unfit(text: str) -> str:
    if not text.strip():
        return texts.CHECK_EMPTY
    if len(text) > MAX_CHARACTERS:
        return texts.CHECK_LONG.format(count=len(text), most=MAX_CHARACTERS)
    return ""


def _has_word(proof: Proof) -> bool:
    return proof.upload is not None and proof.upload.kind == "docx"
