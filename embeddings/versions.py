"""Versions of an index in a folder: built aside, checked, then made current in one step.

    index/CURRENT          one line: the name of the version in use
    index/v-…/manifest.json  what it was made from, and the SHA-256 of every file
    index/v-…/chroma/      Chroma's files, never opened in place
    index/vectors.npz      the vectors of every text (:mod:`embeddings.vectors`)

Chroma writes to its files even when it only reads, and does not bear two processes in one
folder. So a version is opened as a private copy (a few MB) in a temporary folder: what was
checked stays as it was checked, any process may read, a read-only folder serves, and a file
that differs from its checksum is never given to Chroma at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

POINTER, MANIFEST, DATA = "CURRENT", "manifest.json", "chroma"
VERSION, ASIDE, COPY = "v-", ".building-", "shuangliu-index-"

Key = Mapping[str, str | int]
"""What an index depends on; any difference makes it another index."""


def current(folder: Path, key: Key) -> Path | None:
    """The data of the current version; ``None`` where it is missing, damaged or of another key."""
    version = _pointed(folder)
    if version is None:
        return None
    try:
        manifest = json.loads((version / MANIFEST).read_text(encoding="utf-8"))
        if manifest["key"] != dict(key) or manifest["files"] != _digests(version / DATA):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return version / DATA


def build(
    folder: Path, key: Key, fill: Callable[[Path], None], check: Callable[[Path], None]
) -> Path:
    """Make a version and make it current; the caller is the only writer.

    ``fill`` writes Chroma's files into an empty folder and closes them; ``check`` looks at
    them (in a copy) and raises where they are not right: then nothing changes.
    """
    _remove(folder, ASIDE)
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
    try:
        aside.chmod(0o755)
        data = aside / DATA
        data.mkdir()
        fill(data)
        _sync_tree(data)
        manifest = {"key": dict(key), "files": _digests(data)}
        _write(aside / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        check(data)
        version = folder / f"{VERSION}{time.time_ns():x}"
        os.replace(aside, version)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    before = _pointed(folder)
    _point(folder, version.name)
    _remove(folder, VERSION, keep={version, before})
    return version / DATA


def private_copy(data: Path) -> Path:
    """A copy of a version's data for this process alone; the caller removes it."""
    _remove_orphans()
    home = Path(tempfile.mkdtemp(prefix=f"{COPY}{os.getpid()}-"))
    try:
        # Not copytree: it would copy the modes of read-only folders as well.
        for path in sorted(data.rglob("*")):
            target = home / DATA / path.relative_to(data)
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.is_file():
                shutil.copyfile(path, target)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    return home / DATA


def digest(*parts: str) -> str:
    """A short digest of texts in order."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return found.hexdigest()[:32]


def _pointed(folder: Path) -> Path | None:
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    version = folder / name
    return version if name.startswith(VERSION) and version.parent == folder else None


def _point(folder: Path, name: str) -> None:
    aside = folder / f"{POINTER}.tmp"
    _write(aside, name + "\n")
    os.replace(aside, folder / POINTER)
    _sync(folder)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    _sync(path)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)


def _sync(path: Path) -> None:
    if os.name == "posix" or path.is_file():
        handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _digests(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            name = path.relative_to(folder).as_posix()
            found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _remove(folder: Path, prefix: str, keep: set[Path | None] | None = None) -> None:
    for path in folder.glob(f"{prefix}*"):
        if path not in (keep or set()):
            shutil.rmtree(path, ignore_errors=True)


def _remove_orphans() -> None:
    """Copies that a killed process left behind."""
    for path in Path(tempfile.gettempdir()).glob(f"{COPY}*"):
        owner = path.name.removeprefix(COPY).partition("-")[0]
        if owner.isdigit() and not _alive(int(owner)):
            shutil.rmtree(path, ignore_errors=True)


def _alive(pid: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
