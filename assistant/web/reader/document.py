"""One plan as a document: the whole of it, an excerpt around a span, its contents, its notes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.web import texts
from assistant.web.reader.article import Article
from assistant.web.reader.blocks import Block, blocks
from assistant.web.reader.contents import contents
from assistant.web.reader.spans import Span, address, conflict_id, term_id
from assistant.web.render import escape, place_name
from knowledge.library import Knowledge
from knowledge.types import Conflict, Term

READER = "/reader"
# What an excerpt shows around the blocks that hold its span.
BEFORE, AFTER = 2, 3


def link(start: int, end: int) -> str:
    """The address of a span in the full reader."""
    return f"{READER}?start={start:d}&end={end:d}#cited"


class Document:
    """Written once a plan; only what is marked is written anew."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._plan = knowledge.plan
        self._blocks = blocks(knowledge.plan)
        self._article = Article(knowledge)
        self._elsewhere = Article(knowledge, READER)
        self._written = [self._article.write([block]) for block in self._blocks]
        self.contents = contents(knowledge.plan)
        self.notes = self._notes(knowledge.conflicts)

    def body(self, mark: Span | None = None) -> str:
        """The whole plan; the first mark has the id ``cited``."""
        html = "".join(
            self._article.write([block], mark) if mark and _touches(block, mark) else written
            for block, written in zip(self._blocks, self._written, strict=True)
        )
        return html.replace("<mark>", '<mark id="cited">', 1)

    def holds(self, start: int, end: int) -> bool:
        """Whether the plan has words in ``start:end``."""
        return 0 <= start < end <= len(self._plan.text) and bool(self._plan.text[start:end].strip())

    def excerpt(self, start: int, end: int) -> str:
        """The blocks around a span, which is marked, with the notes that they point at."""
        mark = (start, end)
        held = [i for i, block in enumerate(self._blocks) if _touches(block, mark)]
        if not held:
            return ""
        near = range(max(0, held[0] - BEFORE), min(len(self._blocks), held[-1] + 1 + AFTER))
        shown = [self._blocks[i] for i in near if i in held or not self._blocks[i].table]
        leaf = self._knowledge.leaf_at(start + _blank(self._plan.text[start:end]))
        label = leaf.locator.label if leaf else ""
        path = "".join(f"<li>{escape(title)}</li>" for title in (leaf.path if leaf else ()))
        whole = (
            f'<a class="whole" href="{escape(link(start, end))}" target="plan">'
            f'{texts.READER_WHOLE}<span class="sr">{texts.NEW_WINDOW}</span></a>'
        )
        return (
            f'<div class="where"><ol class="path">{path}</ol>'
            f'<p class="place">{escape(label)}</p>{whole}</div>'
            f'<div class="plan">{self._elsewhere.write(shown, mark)}</div>'
            f"{self._hidden_notes(shown)}"
        )

    def _hidden_notes(self, shown: Sequence[Block]) -> str:
        """What the links of an excerpt open: the full reader has it at its end."""
        terms: dict[int, Term] = {}
        conflicts: dict[str, Conflict] = {}
        for block in shown:
            used = self._article.spans.terms_in(block.start, block.end)
            terms |= {t.number: t for t in used if not any(_touches(b, _at(t)) for b in shown)}
            for leaf in block.leaves:
                conflicts |= {c.id: c for c in self._article.conflicts.get(leaf.id, ())}
        entries = "".join(
            f'<p class="entry" id="{escape(term_id(term))}"><dfn>{escape(term.term)}</dfn>'
            f"{escape(term.definition)}</p>"
            for term in terms.values()
        )
        notes = "".join(self._note(conflict) for conflict in conflicts.values())
        return f"<div hidden>{entries}{notes}</div>"

    def _notes(self, conflicts: tuple[Conflict, ...]) -> str:
        """All contradictions, each with its sides; what the margin's marks point at."""
        if not conflicts:
            return ""
        listed = "".join(self._note(conflict) for conflict in conflicts)
        said = texts.ODD_ALL.format(count=len(conflicts))
        return (
            f'<section class="notes" id="{address(texts.ODD)}"><h2>{texts.ODD}</h2>'
            f"<p>{said}</p>{listed}</section>"
        )

    def _note(self, conflict: Conflict) -> str:
        sides = "".join(
            f'<li><a href="{escape(link(m.start, m.end))}" data-span="{m.start}-{m.end}">'
            f"<b>{place_name(m.label)}</b><q>{escape(self._plan.quote(m).strip())}</q></a></li>"
            for m in conflict.mentions
        )
        return (
            f'<article class="note" id="{escape(conflict_id(conflict))}">'
            f"<h3>{escape(conflict.topic)}</h3><p>{escape(conflict.says)}</p>"
            f'<ul class="sides">{sides}</ul></article>'
        )


def _touches(block: Block, mark: Span) -> bool:
    return any(x.locator.start < mark[1] and mark[0] < x.locator.end for x in block.leaves)


def _at(term: Term) -> Span:
    return term.locator.start, term.locator.end


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip())
