"""What a question is about, as typed slots. Filled by rules over the plan's own vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

LAST_PLAN = ("2020", "2016-2020")
"""Times of which the plan tells what was aimed at and what was reached."""


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row by table id and number as printed; ``table`` "" where the question names none."""

    table: str
    number: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question after normalisation, follow-up resolution and slot filling.

    ``text`` is the cleaned question, ``plain`` the same in the plan's words (lexicon
    applied). ``cues`` names the kinds of answer its wording asks for. ``topics`` are the
    indicators that together account for its words, ``indicators`` all that fit, best
    first; ``asked`` those that its parts name one by one (A和B各多少), in its order.
    ``years`` holds "2022", "2016-2020" and the like in order of mention. ``boxes`` are
    named by number, ``hinted`` by title; ``detail`` is what a question has beside names
    of records and the usual words of asking. ``unexplained`` is what of that the words of
    its indicators leave. ``numbers`` are the figures in the question as (as written,
    number, unit), ``claimed`` those that it asserts of the plan. ``carried`` says that
    ``before``, the query gone on from, filled what it left out; ``own`` is then what the
    visitor said this time, in the plan's words. ``ordinal`` counts into the list that
    answered ``before`` (第二条呢). ``side`` is "aimed", "reached" or "both" where it tells
    what was aimed at from what was reached.
    """

    text: str
    plain: str
    cues: frozenset[str] = frozenset()
    years: tuple[str, ...] = ()
    boxes: tuple[int, ...] = ()
    hinted: tuple[int, ...] = ()
    rows: tuple[RowRef, ...] = ()
    tables: tuple[str, ...] = ()
    terms: tuple[int, ...] = ()
    term_number: int | None = None
    sections: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    weight: int = 0
    category: str = ""
    attribute: str = ""
    numbers: tuple[tuple[str, float, str], ...] = ()
    claimed: tuple[tuple[str, float, str], ...] = ()
    detail: str = ""
    unexplained: str = ""
    carried: bool = False
    before: Query | None = None
    ordinal: int = 0
    side: str = ""
    own: str = ""

    @property
    def then(self) -> bool:
        """Whether it is about the last plan's time, by its years or by words like 当初."""
        if self.years:
            return set(self.years) <= set(LAST_PLAN)
        return self.has("then") or self.side == "both"

    @property
    def refers(self) -> bool:
        """Whether it names a record of the plan outright."""
        return bool(self.boxes or self.rows or self.terms or self.sections)

    def has(self, *cues: str) -> bool:
        return any(cue in self.cues for cue in cues)
