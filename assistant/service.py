"""The assistant: a question in, a checked answer out. Opens the plan, the search and the chain."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chain import Made, Turn, build_chain
from assistant.confidence import Judge
from assistant.decided import Decided
from assistant.desk import Desk
from assistant.lookup import Lookup
from assistant.normalise import Lexicon, clean
from assistant.opening import Opening
from assistant.overlay import Overlay, overlay_folder
from assistant.phrases import say, words
from assistant.ranking import Ranker
from assistant.settings import Settings
from assistant.types import Answer, Passage, Status
from assistant.understand import Understander
from embeddings.types import Progress, Vectors, silent
from knowledge.library import Knowledge, load

if TYPE_CHECKING:
    from assistant.llm.address import ModelInfo
    from assistant.llm.model import LanguageModel

LIMIT = 500
"""Characters of a question."""
CONTEXT = 400
"""Characters shown on either side of a cited span."""
HISTORY = 8
"""Earlier questions that count."""
log = logging.getLogger(__name__)


class Assistant:
    """Answers questions over one plan. Thread-safe; keeps nothing of a conversation."""

    def __init__(
        self,
        knowledge: Knowledge,
        opening: Opening,
        settings: Settings,
        overlay: Overlay | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._opening = opening
        self._settings = settings
        desk = Desk(knowledge, Lookup(knowledge), opening.search)
        lexicon = Lexicon.load(knowledge.folder / "lexicon.tsv")
        if overlay:
            lexicon = overlay.words(lexicon)
        decided = Decided(overlay.decided(knowledge.plan) if overlay else ())
        self._chain = build_chain(
            Understander(knowledge, lexicon), desk, Judge.load(), Ranker.load(), decided
        )
        self._model = _open_model(settings, desk)

    @property
    def plan_title(self) -> str:
        return self._knowledge.plan.title

    @property
    def model(self) -> ModelInfo | None:
        """Which language model is used and where questions go; ``None`` without one."""
        return self._model.describe() if self._model else None

    @property
    def language_model(self) -> LanguageModel | None:
        """The model itself, for the staff's drafts; ``None`` without one."""
        return self._model

    @property
    def warning(self) -> str:
        """What the operator should know at start; "" where there is nothing."""
        return self._model.warning() if self._model else ""

    @property
    def knowledge(self) -> Knowledge:
        """The plan's records."""
        return self._knowledge

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer to ``question``; ``history`` holds the visitor's earlier ones, oldest first.

        Never raises: what breaks becomes an answer with status ``error``.
        """
        *_, answer = self.stream(question, history)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[str | Answer]:
        """The checked answer sentence by sentence, then whole; the whole one alone counts.

        Empty strings are signs of life while a language model works; closing the iterator
        ends that work. Never raises.
        """
        start = time.perf_counter()
        for part in self._parts(question, history):
            if isinstance(part, Answer):
                elapsed = round((time.perf_counter() - start) * 1000, 2)
                yield replace(part, plan_title=self.plan_title, latency_ms=elapsed)
            else:
                yield part

    def _parts(self, question: str, history: Sequence[str]) -> Iterator[str | Answer]:
        made = self._refuse(question) or self._made(question, history)
        if self._model is not None and isinstance(made, Made):
            yield from self._model.stream(
                question, made.query, made.evidence, made.draft, made.answer
            )
            return
        answer = made.answer if isinstance(made, Made) else made
        yield from sentences(answer.text)
        yield answer

    def passage(self, start: int, end: int) -> Passage:
        """A span of the plan in its surroundings; offsets outside the text are pulled in."""
        text = self._knowledge.plan.text
        start = max(0, min(start, len(text)))
        end = max(start, min(end, len(text)))
        leaf = self._knowledge.leaf_at(start)
        low = max(0, text.rfind("\n", 0, max(0, start - CONTEXT)) + 1)
        high = text.find("\n", min(len(text), end + CONTEXT))
        return Passage(
            label=leaf.locator.label if leaf else "",
            path=leaf.path if leaf else (),
            before=text[low:start],
            marked=text[start:end],
            after=text[end : high if high >= 0 else len(text)],
        )

    def examples(self) -> Mapping[str, Sequence[str]]:
        """Questions to start with, by who asks."""
        return {
            "家长": words("examples.parent"),
            "教师": words("examples.teacher"),
            "工作人员": words("examples.staff"),
        }

    def warm(self) -> None:
        """Loads the model and the index in the background."""
        self._opening.warm()
        if self._model is not None:
            self._model.warm()

    def prepare(self) -> str:
        """Makes model and index ready now; why not, in Chinese, where that is impossible."""
        self._opening.load()
        return self._opening.problem

    def ready(self) -> bool:
        """Whether the index is loaded and a canary question is answered."""
        canary = self.ask(words("examples.staff")[0])
        return self._opening.ready() and canary.status is Status.ANSWERED

    def vector(self, text: str) -> Vectors | None:
        """Where a question stands by its meaning, shape ``(d,)``; ``None`` without a model."""
        return self._opening.search.vector(text)

    def variant(self, overlay: Overlay) -> Assistant:
        """An assistant over the same plan with other additions of staff; shares the model."""
        return Assistant(self._knowledge, self._opening.variant(overlay), self._settings, overlay)

    def adopt(self, other: Assistant) -> None:
        """Answers as ``other`` does from the next question on; ``other`` is then let go of."""
        before = self._opening
        self._opening, self._chain, self._model = other._opening, other._chain, other._model
        # Closing waits for work under way; who asked for the change need not.
        threading.Thread(target=before.close, name="search-let-go", daemon=True).start()

    def close(self) -> None:
        self._opening.close()
        if self._model is not None:
            self._model.close()

    def _refuse(self, question: str) -> Answer | None:
        if not question or not question.strip():
            return Answer(say("input.empty"), Status.ERROR)
        if len(question) > LIMIT:
            return Answer(say("input.too_long", count=len(question), limit=LIMIT), Status.ERROR)
        if not any(c.isalnum() for c in clean(question)):
            return Answer(say("input.unreadable"), Status.ERROR)
        return None

    def _made(self, question: str, history: Sequence[str]) -> Made | Answer:
        earlier = tuple(q for q in history if q and len(q) <= LIMIT)[-HISTORY:]
        try:
            made: Made = self._chain.invoke(Turn(question, earlier))
        except Exception:
            # Whatever broke must not look like "the plan does not say".
            log.exception("no answer could be made")
            return Answer(say("input.broken"), Status.ERROR)
        return made


def _open_model(settings: Settings, desk: Desk) -> LanguageModel | None:
    if not settings.llm_base_url:
        # Its client is not even imported: an exact look-up from the command line stays quick.
        return None
    from assistant.llm.model import LanguageModel

    return LanguageModel.open(settings, desk)


def sentences(text: str) -> Iterator[str]:
    """A text cut behind its full stops and line ends."""
    for line in text.splitlines(keepends=True):
        while line:
            cut = line.find("。") + 1 or len(line)
            yield line[:cut]
            line = line[cut:]


def open_assistant(settings: Settings, progress: Progress = silent) -> Assistant:
    """Opens the plan and the search that the settings name. Raises ``PlanError``."""
    knowledge = load(settings.plan)
    overlay = Overlay(overlay_folder(settings, knowledge))
    opening = Opening(knowledge, settings, progress, overlay)
    return Assistant(knowledge, opening, settings, overlay)
