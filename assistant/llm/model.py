"""The language model as the service uses it: an answer in, the same or a phrased one out."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.llm import address
from assistant.llm.address import ModelInfo
from assistant.llm.check import Checker
from assistant.llm.endpoint import Endpoint
from assistant.llm.limits import Limits
from assistant.llm.material import (
    of_evidence,
    passages_text,
    records_text,
    required_text,
    stance_text,
)
from assistant.llm.names import Names
from assistant.llm.prompts import data
from assistant.llm.research import Researcher
from assistant.llm.steps import paced
from assistant.llm.tools import build_tools
from assistant.llm.types import Material, ModelFailure
from assistant.llm.writer import Refused, Turn, Written, write
from assistant.query import Query
from assistant.settings import Settings
from assistant.types import Answer, Status
from assistant.verify import Unverified, verify
from assistant.wording import as_figure

PHRASED = frozenset({"figure", "figures", "key_figures", "compare", "between", "measure"})
"""Kinds that rules resolve and a model may put into words; other exact answers are quotations."""
UNSURE = 0.86
"""Nearness below which an open question is researched instead of phrased."""
LONG = 40
"""Characters from which an open question is taken for a tangled one."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Asked:
    question: str
    query: Query
    evidence: Evidence
    draft: Draft
    answer: Answer


class LanguageModel:
    """Words answers by a model behind an address. Thread-safe; keeps nothing of a conversation."""

    def __init__(self, desk: Desk, endpoint: Endpoint, info: ModelInfo, limits: Limits) -> None:
        self._desk = desk
        self._endpoint = endpoint
        self._info = info
        self._limits = limits
        self._checker = Checker(desk, Names(desk.knowledge))
        self._researcher = Researcher(desk, build_tools(desk), self._checker)

    @classmethod
    def open(
        cls, settings: Settings, desk: Desk, limits: Limits | None = None
    ) -> LanguageModel | None:
        """The model that the settings name; ``None`` where they name none."""
        if not settings.llm_base_url:
            return None
        limits = limits or Limits().stretched(settings.llm_patience)
        endpoint = Endpoint(settings.llm_base_url, settings.llm_model, settings.llm_api_key, limits)
        info = address.describe(settings.llm_base_url, settings.llm_model)
        return cls(desk, endpoint, info, limits)

    def describe(self) -> ModelInfo:
        """Which model is used and where questions go, for the page."""
        return self._info

    def warning(self) -> str:
        """What an operator should know at start; "" where questions stay on this network."""
        return address.warning(self._info)

    def warm(self) -> threading.Thread:
        """Loads the client in the background; nothing is asked of the endpoint."""
        work = self._endpoint.prepare
        thread = threading.Thread(target=work, name="model-warm-up", daemon=True)
        thread.start()
        return thread

    @property
    def limits(self) -> Limits:
        """How long and how often the endpoint may be asked."""
        return self._limits

    def turn(self) -> Turn:
        """A turn of its own with the endpoint, for work that is no answer; its deadline runs."""
        return Turn.begin(self._endpoint, self._limits)

    def close(self) -> None:
        """Ends what is under way."""
        self._endpoint.close()

    def phrase(
        self, question: str, query: Query, evidence: Evidence, draft: Draft, answer: Answer
    ) -> Answer:
        """The answer in the model's words, or ``answer`` where it has none that pass."""
        *_, last = self.stream(question, query, evidence, draft, answer)
        assert isinstance(last, Answer)
        return last

    def stream(
        self, question: str, query: Query, evidence: Evidence, draft: Draft, answer: Answer
    ) -> Iterator[str | Answer]:
        """Sentences as they pass, then the whole answer, which alone counts.

        Empty strings are signs of life, so that a visitor who leaves can be noticed; closing
        the iterator ends the work. Never raises: what a model could not do is told in the
        answer's trace only.
        """
        asked = _Asked(question, query, evidence, draft, answer)
        route = _route(asked)
        if not route:
            yield answer
            return
        start = time.monotonic()
        turn: Turn | None = None
        outcome = "composed"
        reasons: tuple[str, ...] = ()
        result = answer
        try:
            turn = Turn.begin(self._endpoint, self._limits)
            result, outcome = yield from paced(self._worded(asked, route, turn))
        except ModelFailure as error:
            reasons = (error.kind,)
        except Refused as error:
            reasons = (error.kind, *error.reasons)
        except Unverified:
            reasons = ("unverified",)
        except Exception:
            # Whatever breaks here, the composed answer is good.
            log.exception("the language model's part broke")
            reasons = ("broken",)
        trace = {
            "name": self._info.name,
            "outcome": outcome,
            "reasons": list(reasons),
            "calls": turn.calls if turn else 0,
            "prompts": dict(turn.prompts) if turn else {},
            "ms": round((time.monotonic() - start) * 1000),
        }
        yield replace(result, trace={**answer.trace, **result.trace, "model": trace})

    def _worded(
        self, asked: _Asked, route: str, turn: Turn
    ) -> Generator[str, None, tuple[Answer, str]]:
        if route == "research":
            found = self._researcher.answer(turn, asked.question, asked.query, asked.evidence)
            written, material, used = yield from found
            status = Status.ANSWERED if asked.evidence.kind != "unclear" else Status.PARTIAL
            base = Draft("", status, suggestions=asked.draft.suggestions)
            answer = self._checked(written, material, base, asked)
            return replace(answer, trace={"tools": used}), "researched"
        material = of_evidence(asked.question, asked.query, asked.evidence, asked.draft, self._desk)
        messages = turn.messages(
            "phrase",
            question=data(asked.question),
            records=records_text(material),
            passages=passages_text(material, self._desk),
            required=required_text(material),
            stance=stance_text(material),
        )
        written = yield from write(turn, messages, material, self._checker)
        answer = self._checked(written, material, asked.draft, asked)
        return answer, "repaired" if written.repaired else "phrased"

    def _checked(self, written: Written, material: Material, base: Draft, asked: _Asked) -> Answer:
        """The prose through the same last gate as every answer, with the notices it had."""
        targets = [material.targets[t] for t in written.tokens if t in material.targets]
        kept = [
            line
            for line in asked.draft.text.split("\n")[1:]
            if any(notice.text in line for notice in base.notices)
        ]
        figures = tuple(as_figure(t) for t in targets)
        if any(t in material.lines for t in written.tokens):
            known = self._desk.knowledge.target
            figures += base.figures or tuple(
                as_figure(t) for t in material.targets.values() if t.id in known
            )
        draft = replace(
            base,
            text="\n".join([written.text, *kept]),
            places=(*(t.locator for t in targets), *(base.places or material.passages)),
            figures=figures,
            computed=(*base.computed, *material.computed),
        )
        return verify(draft, asked.evidence, asked.query, self._desk)


def _route(asked: _Asked) -> str:
    """ "phrase", "research", or "" where the composed answer stands as it is."""
    evidence, query = asked.evidence, asked.query
    long = len(asked.question) > LONG
    if evidence.kind == "unclear":
        return "research"
    if evidence.status is not Status.ANSWERED or query.has("where"):
        return ""
    if evidence.kind == "overall":
        # Several matters at once: the tools may find what one condensed list leaves out.
        return "research" if long else ""
    if evidence.kind == "passage":
        tangled = long or evidence.confidence < UNSURE
        return "research" if tangled else "phrase"
    return "phrase" if evidence.kind in PHRASED else ""
