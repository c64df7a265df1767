"""The pages on which staff add ways of asking and lay words."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from fastapi import Response

from assistant import Assistant
from assistant.normalise import Lexicon
from assistant.overlay import OFF, WAYS, WORDS
from assistant.web.feedback.store import Store
from assistant.web.staff import content_page as pieces
from assistant.web.staff import frame, proposals, texts
from assistant.web.staff.additions import Additions, Line
from assistant.web.staff.content_page import PATH
from assistant.web.staff.moments import local
from assistant.web.staff.proposals import Differs, Unfit
from assistant.web.staff.rooms import ROOT, Rooms, Visit, page, redirect
from knowledge.ways import SEPARATOR, WayOfAsking, load_ways

MOST_FOUND, MOST_HISTORY, MOST_OWN_QUESTIONS, MOST_VISITORS = 40, 30, 30, 20


class Content:
    """Ways of asking and lay words: add, try, keep, go back."""

    def __init__(
        self, rooms: Rooms, assistant: Assistant, additions: Additions, store: Store
    ) -> None:
        self._rooms = rooms
        self._assistant = assistant
        self._additions = additions
        self._store = store

    @functools.cached_property
    def _ways(self) -> tuple[WayOfAsking, ...]:
        """The plan's own, which takes half a second to read."""
        knowledge = self._assistant.knowledge
        return load_ways(knowledge.folder / "bank", knowledge.plan)

    @functools.cached_property
    def _words(self) -> Mapping[str, str]:
        return Lexicon.load(self._assistant.knowledge.folder / "lexicon.tsv").pairs

    def register(self) -> None:
        self._rooms.get(PATH, self._show)
        self._rooms.post(f"{PATH}/try", self._try)
        self._rooms.post(f"{PATH}/keep", self._keep)
        self._rooms.post(f"{PATH}/remove", self._remove)
        self._rooms.post(f"{PATH}/undo", self._undo)

    def _show(self, visit: Visit, said: str = "", wrong: str = "") -> Response:
        given = {**visit.query, **{name: visit.one(name) for name in visit.fields}}
        text = given.get("text", "")
        own = next((x for x in self._additions.lines(WAYS) if x[0] == text), None)
        built_in = next((x for x in self._ways if x.text == text), None)
        asks, quotes = given.get("asks", ""), given.get("quotes", "")
        if not asks and own and len(own) == 3:
            asks, quotes = own[1], own[2].replace(SEPARATOR, "\n")
        elif not asks and built_in:
            asks, quotes = built_in.asks, "\n".join(built_in.refs)
        said = said or (texts.KEPT if "kept" in visit.query else "")
        main = (
            f'<h1>{texts.CONTENT}</h1><p class="about">{texts.CONTENT_ABOUT}</p>'
            f"{frame.problem(wrong)}{frame.done(said)}"
            f"{self._way_form(visit, text, asks, quotes)}"
            f"{self._word_form(visit, given)}{self._own(visit)}"
            f"{self._search(visit)}{self._history(visit)}"
        )
        return page(frame.whole(texts.CONTENT, main, visit, here=PATH), 422 if wrong else 200)

    def _way_form(self, visit: Visit, text: str, asks: str, quotes: str) -> str:
        now = ""
        if text and not quotes:
            answer = self._assistant.ask(text)
            now = pieces.answered(texts.CURRENT, answer) + pieces.offered(answer)
        kinds = [*texts.ASKS.items(), (OFF, texts.OFF_NAME)]
        fields = (
            frame.field(
                *(texts.WAY_TEXT, "text", text),
                hint=texts.WAY_TEXT_HINT,
                more=f'maxlength="{proposals.WAY_CHARS}"',
            )
            + now
            + frame.select(texts.WAY_ASKS_LABEL, "asks", kinds, asks)
            + f'<p class="field"><a target="plan" href="/reader">{texts.OPEN_PLAN}</a></p>'
            + frame.area(texts.WAY_QUOTES, "quotes", quotes, hint=texts.WAY_QUOTES_HINT, rows=3)
            + pieces.more_questions(visit)
            + pieces.preview_button()
        )
        form = frame.form(visit, f"{PATH}/try", pieces.hidden("file", WAYS) + fields)
        return f"<h2>{texts.WAYS_TITLE}</h2>{form}"

    def _word_form(self, visit: Visit, given: dict[str, str]) -> str:
        fields = (
            f'<div class="inline">'
            f"{frame.field(texts.WORD_LAY, 'lay', given.get('lay', ''))}"
            f"{frame.field(texts.WORD_PLAN, 'plan', given.get('plan', ''))}"
            f"</div><p class='note'>{texts.WORD_PLAN_HINT}</p>{pieces.preview_button()}"
        )
        form = frame.form(visit, f"{PATH}/try", pieces.hidden("file", WORDS) + fields)
        return f"<h2>{texts.WORDS_TITLE}</h2>{form}"

    def _own(self, visit: Visit) -> str:
        ways, words = self._additions.lines(WAYS), self._additions.lines(WORDS)
        way_rows = [
            (
                frame.esc(line[0]),
                pieces.asks(line[1]),
                frame.esc(line[2].replace(SEPARATOR, "；")),
                pieces.edit(line[0]) + self._remove_form(visit, WAYS, line[0]),
            )
            for line in ways
            if len(line) == 3
        ]
        word_rows = [
            (
                frame.esc(line[0]),
                texts.OFF_NAME if line[0] == line[1] else frame.esc(line[1]),
                self._remove_form(visit, WORDS, line[0]),
            )
            for line in words
            if len(line) == 2
        ]
        return pieces.listed(texts.OWN_WAYS, texts.WAY_HEADS, way_rows) + pieces.listed(
            texts.OWN_WORDS, texts.WORD_HEADS, word_rows
        )

    def _remove_form(self, visit: Visit, file: str, first: str) -> str:
        body = pieces.hidden("file", file) + pieces.hidden("first", first)
        return frame.form(visit, f"{PATH}/remove", body + frame.button(texts.REMOVE, kind="plain"))

    def _search(self, visit: Visit) -> str:
        words = visit.query.get("q", "").strip()
        form = (
            f'<h2 id="own">{texts.SEARCH_WAYS}</h2>'
            f'<form class="inline" method="get" action="{ROOT}{PATH}#own">'
            f"{frame.field(texts.SEARCH, 'q', words)}{frame.button(texts.SEARCH, kind='plain')}"
            "</form>"
        )
        if not words:
            return form
        found = [way for way in self._ways if words in way.text]
        told = texts.FOUND_WAYS if len(found) <= MOST_FOUND else texts.FOUND_WAYS_MOST
        rows = [
            (
                frame.esc(way.text),
                pieces.asks(way.asks),
                frame.esc("；".join(way.refs)[:120]),
                pieces.edit(way.text),
            )
            for way in found[:MOST_FOUND]
        ]
        count = told.format(words=frame.esc(words), count=len(found), most=MOST_FOUND)
        listed = frame.table(texts.WAY_HEADS, rows, texts.SEARCH_WAYS) if rows else ""
        return f'{form}<p role="status">{count}</p>{listed}'

    def _history(self, visit: Visit) -> str:
        rows = [
            (
                local(change.at),
                frame.esc(change.who),
                frame.esc(change.what),
                frame.form(
                    visit,
                    f"{PATH}/undo",
                    pieces.hidden("id", change.id) + frame.button(texts.UNDO, kind="plain"),
                ),
            )
            for change in self._additions.changes()[:MOST_HISTORY]
        ]
        listed = frame.table(texts.HISTORY_HEADS, rows, texts.HISTORY) if rows else ""
        return f"<h2>{texts.HISTORY}</h2>{listed or f'<p>{texts.NONE_YET}</p>'}"

    def _line(self, visit: Visit) -> tuple[str, Line]:
        """The file and line that a form proposes. Raises :class:`Unfit`."""
        knowledge = self._assistant.knowledge
        if visit.one("file") == WORDS:
            known = list(self._words.values())
            return WORDS, proposals.word(knowledge, known, visit.one("lay"), visit.one("plan"))
        return WAYS, proposals.way(
            *(knowledge, visit.one("text"), visit.one("asks")),
            "\n".join([*visit.many("place"), visit.one("quotes")]),
        )

    def _try(self, visit: Visit) -> Response:
        try:
            file, line = self._line(visit)
        except Unfit as unfit:
            return self._show(visit, wrong=str(unfit))
        after = self._variant(file, self._additions.with_line(file, line))
        questions = self._questions(visit, line[0])
        found = proposals.differing(self._assistant, after, questions)
        after.close()
        count = min(len(set(questions)), proposals.MOST_ASKED)
        return page(
            frame.whole(texts.TRY, self._tried(visit, line, found, count), visit, here=PATH)
        )

    def _variant(self, file: str, text: str) -> Assistant:
        return proposals.variant(self._assistant, self._additions, file, text)

    def _questions(self, visit: Visit, first: str) -> list[str]:
        more = [line for line in visit.one("more").splitlines() if line.strip()]
        examples = [q for questions in self._assistant.examples().values() for q in questions]
        visitors = [row.given.question for row in self._store.read()]
        return [first, *more[:MOST_OWN_QUESTIONS], *examples, *visitors[:MOST_VISITORS]]

    def _tried(self, visit: Visit, line: Line, found: Sequence[Differs], count: int) -> str:
        changed = "".join(pieces.differs(item) for item in found)
        told = texts.TRY_COUNT.format(count=len(found)) if found else texts.TRY_SAME
        names = ("file", "text", "asks", "place", "quotes", "lay", "plan")
        hidden = "".join(pieces.hidden(n, value) for n in names for value in visit.many(n))
        keep = (
            f'<button type="submit" class="main" data-waiting="{texts.KEEPING}">'
            f"{texts.KEEP}</button>"
            f'<button type="submit" class="plain" formaction="{ROOT}{PATH}/try">'
            f"{texts.PREVIEW}</button>"
        )
        more = frame.area(
            texts.TRY_MORE, "more", visit.one("more"), hint=texts.TRY_MORE_HINT, rows=3
        )
        return (
            f"<h1>{texts.TRY}</h1>"
            f'<p><span class="tag">{texts.PROPOSAL}</span> {pieces.proposal(line)}</p>'
            f'<p class="about">{texts.TRY_ABOUT.format(count=count)}</p>'
            f'<h2 role="status">{told}</h2><ul class="findings">{changed}</ul>'
            + frame.form(visit, f"{PATH}/keep", f'{hidden}{more}<p class="buttons">{keep}</p>')
            + f'<p><a href="{ROOT}{PATH}">{texts.BACK}</a></p>'
        )

    def _keep(self, visit: Visit) -> Response:
        try:
            file, line = self._line(visit)
        except Unfit as unfit:
            return self._show(visit, wrong=str(unfit))
        named = texts.DID_WAY if file == WAYS else texts.DID_WORD
        what = named.format(text=line[0])
        return self._change(visit, file, self._additions.with_line(file, line), what)

    def _remove(self, visit: Visit) -> Response:
        file, first = visit.one("file"), visit.one("first")
        if file not in (WAYS, WORDS):
            return self._show(visit, wrong=texts.FORM_BROKEN)
        text = self._additions.without(file, first)
        return self._change(visit, file, text, texts.DID_REMOVE.format(text=first))

    def _undo(self, visit: Visit) -> Response:
        found = self._additions.before(visit.one("id"))
        if found is None:
            return self._show(visit, wrong=texts.NO_CHANGE)
        change, text = found
        return self._change(visit, change.file, text, texts.DID_UNDO.format(at=local(change.at)))

    def _change(self, visit: Visit, file: str, text: str, what: str) -> Response:
        """Logs, writes, and has the assistant answer accordingly."""
        after = self._variant(file, text)
        before = self._additions.text(file)
        self._rooms.audit.add(visit.who, texts.DID_CONTENT, what, before, text)
        self._additions.save(file, text, visit.who, what)
        self._assistant.adopt(after)
        return redirect(f"{ROOT}{PATH}?kept=1")
