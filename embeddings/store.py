"""The index: vectors of units and ways, in memory and (the units) in Chroma.

A cache, never the truth: whatever is missing, damaged or of another version is made again
from the texts. Search works from the moment the vectors are there, exactly and in memory;
Chroma joins when it is open and agrees with that, and is left out where it cannot be used.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
import weakref
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from embeddings import versions
from embeddings.chroma_units import SPACE, ChromaUnits, fill
from embeddings.dense import DenseIndex
from embeddings.lock import writing
from embeddings.server import ChromaServer
from embeddings.types import Encoder, IndexBusy, IndexRefused, Unit, Way
from embeddings.vectors import PASSAGE, QUERY, Rows, load_rows, matrix, rows_for, save_rows

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from langchain_chroma import Chroma

log = logging.getLogger(__name__)

VECTORS = "vectors.npz"
COLLECTION = "units"
CLOSE_SECONDS = 20.0

ChromaMode = Literal["background", "now", "off"]


def open_index(
    units: Sequence[Unit],
    ways: Sequence[Way],
    encoder: Encoder,
    *,
    folder: Path | None = None,
    seed_vectors: Path | None = None,
    server: ChromaServer | None = None,
    chroma: ChromaMode = "background",
) -> OpenIndex:
    """Open the index, making what is missing.

    Texts whose vectors are neither in ``folder`` nor in the vector file ``seed_vectors`` are
    encoded here and now (about 10 ms each), which may raise :class:`ModelUnavailable`. Chroma,
    in ``folder`` or on ``server``, is opened beside; without either, search is in memory.
    """
    opened = OpenIndex(units, ways, encoder, folder)
    opened.load_vectors(ways, seed_vectors)
    if chroma != "off":
        opened.open_chroma(server, background=chroma == "background")
    return opened


def index_key(units: Sequence[Unit], ways: Sequence[Way], encoder: Encoder) -> dict[str, str | int]:
    """What the index depends on."""
    shown = [f"{u.id}\0{u.text}\0{u.label}\0{u.start}\0{u.end}\0{u.parent}" for u in units]
    return {
        "units": versions.digest(*shown),
        "ways": versions.digest(*(way.text for way in ways)),
        "encoder": encoder.fingerprint,
        "dimension": encoder.dimension,
        "chromadb": version("chromadb"),
        "space": SPACE,
    }


class OpenIndex:
    """An index in use. ``index`` searches; ``notices`` says, in Chinese, what went amiss."""

    def __init__(
        self, units: Sequence[Unit], ways: Sequence[Way], encoder: Encoder, folder: Path | None
    ) -> None:
        self.units = tuple(units)
        self.encoder = encoder
        self.folder = folder
        self.key = index_key(units, ways, encoder)
        self.notices: list[str] = []
        self.index = DenseIndex(
            matrix(PASSAGE, [], {}, encoder.dimension), matrix(QUERY, [], {}, encoder.dimension)
        )
        self._chroma: ChromaUnits | None = None
        self._remove_copy: Callable[[], object] | None = None
        self._thread: threading.Thread | None = None

    @property
    def chroma_ready(self) -> bool:
        """Whether Chroma answers; exact search does otherwise, with the same results."""
        return self.index.search is not None

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for Chroma; whether it answers."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self.chroma_ready

    def langchain_store(self) -> Chroma | None:
        """The units as a LangChain vector store; ``None`` where Chroma is not open."""
        return self._chroma.langchain(self.encoder) if self._chroma and self.chroma_ready else None

    def close(self) -> None:
        """End background work and let go of Chroma; exact search goes on."""
        self.wait(CLOSE_SECONDS)
        self.index.search = None
        if self._chroma is not None:
            self._chroma.close()
            self._chroma = None
        if self._remove_copy is not None:
            self._remove_copy()

    def load_vectors(self, ways: Sequence[Way], seed: Path | None) -> None:
        """Fill :attr:`index`, encoding only texts that neither folder nor seed has."""
        stored = load_rows(self.folder / VECTORS, self.encoder) if self.folder else {}
        known = [stored, load_rows(seed, self.encoder)] if seed else [stored]
        rows = rows_for(self.units, ways, self.encoder, known)
        dimension = self.encoder.dimension
        self.index = DenseIndex(
            matrix(PASSAGE, [unit.text for unit in self.units], rows, dimension),
            matrix(QUERY, [way.text for way in ways], rows, dimension),
        )
        if self.folder is not None and rows.keys() != stored.keys():
            self._tolerate(lambda folder: self._save(folder, rows))

    def open_chroma(self, server: ChromaServer | None, *, background: bool) -> None:
        """Open Chroma, building where needed; failure leaves a notice and exact search."""
        if not self.units or (server is None and self.folder is None):
            return
        job = self._open_folder if server is None else partial(self._open_server, server)
        if background:
            self._thread = threading.Thread(target=job, name="open-chroma", daemon=True)
            self._thread.start()
        else:
            job()

    def rebuild(self) -> None:
        """Build the folder's Chroma files anew; raises :class:`IndexBusy` or ``OSError``."""
        if self.folder is None:
            raise IndexRefused("没有设置索引目录，无法重建。")
        self.folder.mkdir(parents=True, exist_ok=True)
        with writing(self.folder):
            versions.build(self.folder, self.key, self._fill, self._check)

    def _open_folder(self) -> None:
        self._tolerate(lambda folder: self._use(self._from_folder(folder)))

    def _open_server(self, server: ChromaServer) -> None:
        try:
            self._use(self._from_server(server))
        except Exception as error:
            self._note(f"Chroma 服务 {server.url} 不可用（{_reason(error)}），改在内存中检索。")

    def _from_folder(self, folder: Path) -> ChromaUnits:
        data = versions.current(folder, self.key)
        if data is None:
            log.info("索引缺失、损坏或已过期，正在重建：%s", folder)
            with writing(folder):
                data = versions.current(folder, self.key) or versions.build(
                    folder, self.key, self._fill, self._check
                )
        return self._open_copy(data)

    def _from_server(self, server: ChromaServer) -> ChromaUnits:
        name = f"{COLLECTION}-{versions.digest(*map(str, self.key.values()))}"
        client = server.connect()
        try:
            found = ChromaUnits(client, name, self.units)
            found.check(self.index.units)
        except Exception:
            # Missing, half filled or wrong: filling again is harmless, and the check decides.
            fill(client, name, self.units, self.index.units)
            found = ChromaUnits(client, name, self.units)
            found.check(self.index.units)
        return found

    def _use(self, chroma: ChromaUnits) -> None:
        chroma.check(self.index.units)
        self._chroma = chroma
        self.index.search = chroma

    def _open_copy(self, data: Path) -> ChromaUnits:
        copy = versions.private_copy(data)
        self._remove_copy = weakref.finalize(self, shutil.rmtree, copy.parent, ignore_errors=True)
        return ChromaUnits(_local_client(copy), COLLECTION, self.units)

    def _fill(self, data: Path) -> None:
        client = _local_client(data)
        try:
            fill(client, COLLECTION, self.units, self.index.units)
        finally:
            client.close()

    def _check(self, data: Path) -> None:
        copy = versions.private_copy(data)
        try:
            chroma = ChromaUnits(_local_client(copy), COLLECTION, self.units)
            try:
                chroma.check(self.index.units)
            finally:
                chroma.close()
        finally:
            shutil.rmtree(copy.parent, ignore_errors=True)

    def _save(self, folder: Path, rows: Rows) -> None:
        with writing(folder):
            aside = folder / f"{VECTORS}.tmp"
            save_rows(aside, rows, self.encoder)
            os.replace(aside, folder / VECTORS)

    def _tolerate(self, job: Callable[[Path], None]) -> None:
        """Run what needs the folder; what goes wrong becomes a notice."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            job(self.folder)
        except (IndexBusy, IndexRefused) as error:
            self._note(f"{error} 本次改在内存中检索。")
        except OSError as error:
            self._note(f"索引目录不可用（{_reason(error)}），本次改在内存中检索。")
        except Exception as error:
            log.exception("Chroma 索引不可用")
            self._note(f"Chroma 索引不可用（{_reason(error)}），本次改在内存中检索。")

    def _note(self, text: str) -> None:
        log.warning(text)
        self.notices.append(text)


def _local_client(data: Path) -> Client:
    import chromadb
    from chromadb.api.client import Client
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(data), Settings(anonymized_telemetry=False))
    if not isinstance(client, Client):
        raise IndexRefused("这个版本的 chromadb 不受支持。")
    return client


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}：{error}"
