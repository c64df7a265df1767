"""Opens the search: units, ways of asking, model and index, each when it is first needed."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.overlay import Overlay
from assistant.search import Search, as_ways
from assistant.settings import Settings
from embeddings.hybrid import Retriever
from embeddings.types import Encoder, ModelUnavailable, Progress, Unit, Way, silent
from embeddings.units import build_units
from knowledge.library import Knowledge
from knowledge.ways import WayOfAsking, load_ways

if TYPE_CHECKING:
    from embeddings.store import ChromaMode, OpenIndex

SEED = "vectors.npz"
CLOSE_WITHIN_S = 2.0
log = logging.getLogger(__name__)


class Opening:
    """The search of one plan.

    Characters are searched at once, vectors from the first open question (or :meth:`warm`)
    on. Where no model can be had the search goes on without vectors and ``problem`` says why.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        settings: Settings,
        progress: Progress = silent,
        overlay: Overlay | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._settings = settings
        self._progress = progress
        self._overlay = overlay
        self._encoder = encoder
        self._chroma: ChromaMode = "background"
        self._lock = threading.Lock()
        self._built = False
        self._tried = False
        self._closed = False
        self._index: OpenIndex | None = None
        self.problem = ""
        self.search = Search(self._build, self._load)

    def load(self) -> bool:
        """Loads model and index; whether there are vectors."""
        self.search.ready()
        return self._index is not None

    def warm(self) -> threading.Thread:
        """Loads model and index in the background."""
        thread = threading.Thread(target=self.load, name="search-warm-up", daemon=True)
        thread.start()
        return thread

    def ready(self) -> bool:
        """Whether vectors are loaded, or it is known that there are none."""
        return self._tried

    def variant(self, overlay: Overlay) -> Opening:
        """The search with other additions; it shares the model, and searches in memory only.

        A trial is no reason to write an index; the next start makes one of what was kept.
        """
        made = Opening(self._knowledge, self._settings, self._progress, overlay, self._encoder)
        made._chroma = "off"
        return made

    def close(self) -> None:
        """Lets go of the index; one that is still being loaded is let go of when it is there."""
        self._closed = True
        # A service that is told to stop while it loads would otherwise load to the end first.
        if self._lock.acquire(timeout=CLOSE_WITHIN_S):
            try:
                self._let_go()
            finally:
                self._lock.release()

    def _let_go(self) -> None:
        if self._index is not None:
            self._index.close()

    def _build(self) -> tuple[Retriever, tuple[Unit, ...], tuple[WayOfAsking, ...]]:
        self._units = build_units(self._knowledge.plan)
        bank = load_ways(self._knowledge.folder / "bank", self._knowledge.plan)
        if self._overlay:
            bank = self._overlay.ways(bank, self._knowledge.plan)
        self._ways: tuple[Way, ...] = as_ways(bank, self._units)
        self._retriever = Retriever(self._units, self._ways)
        return self._retriever, self._units, bank

    def _load(self) -> None:
        with self._lock:
            if self._tried:
                return
            try:
                self._attach()
            except ModelUnavailable as error:
                self.problem = str(error)
                log.warning("%s", error)
            self._tried = True
            if self._closed:
                self._let_go()

    def _attach(self) -> None:
        from assistant.adapting import adapted
        from embeddings.encoder import SentenceTransformerEncoder, as_encoder
        from embeddings.server import ChromaServer
        from embeddings.store import open_index
        from embeddings.weights import DEFAULT_MODEL

        settings = self._settings
        if self._encoder is None:
            found = SentenceTransformerEncoder.find(
                settings.embedding_model, progress=self._progress
            )
            default = settings.embedding_model == DEFAULT_MODEL
            self._encoder = adapted(as_encoder(found), default=default)
        encoder = self._encoder
        seed = self._knowledge.folder / SEED
        server = (
            ChromaServer(settings.chroma_url, settings.chroma_token)
            if settings.chroma_url
            else None
        )
        self._index = open_index(
            self._units,
            self._ways,
            encoder,
            folder=index_folder(settings, self._knowledge),
            seed_vectors=seed if seed.is_file() else None,
            server=server,
            chroma=self._chroma,
        )
        self._retriever.attach(self._index.index, encoder)


def index_folder(settings: Settings, knowledge: Knowledge) -> Path:
    """Where the index of a plan lives: one folder per plan, so that two never mix."""
    return settings.data_dir / "index" / f"{knowledge.plan.name}-{knowledge.plan.sha256[:12]}"
