"""The index as a cache: built aside, checked, swapped in; where it fails, exact search."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from embeddings import store, versions
from embeddings.chroma_units import fill
from embeddings.dense import DenseIndex, nearest
from embeddings.hashing import HashingEncoder
from embeddings.lock import writing
from embeddings.server import ChromaServer
from embeddings.store import OpenIndex, open_index
from embeddings.types import IndexBusy, IndexRefused, Unit, Vectors, Way
from embeddings.vectors import load_rows, save_seed

if TYPE_CHECKING:
    from chromadb.api.client import Client

ROOT = Path(store.__file__).parents[1]

Units = tuple[Unit, ...]
Ways = tuple[Way, ...]


class CountingEncoder(HashingEncoder):
    """Tells which texts it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().encode_passages(texts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def built(units: Units, ways: Ways, hashing: HashingEncoder, folder: Path) -> Path:
    """A folder with a finished index."""
    opened = open_index(units, ways, hashing, folder=folder, chroma="now")
    assert opened.chroma_ready, opened.notices
    opened.close()
    return folder


def first(opened: OpenIndex, text: str) -> str:
    vector = opened.encoder.encode_queries([text])[0]
    return opened.units[opened.index.nearest_units(vector, 1)[0]].id


def data_of(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text().strip() / "chroma"


def test_chroma_finds_the_same_as_exact_search_at_our_size(tmp_path: Path) -> None:
    random = np.random.default_rng(145)
    rows = random.normal(size=(1500, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    made = tuple(Unit(f"u{n}", f"第{n}项", f"第{n}项", n, n + 1, "") for n in range(1500))
    opened = OpenIndex(made, (), HashingEncoder(), tmp_path)
    opened.index = DenseIndex(rows, rows[:0])
    opened.open_chroma(None, background=False)
    assert opened.chroma_ready, opened.notices
    queries = random.normal(size=(50, 384)).astype(np.float32)
    for query in queries / np.linalg.norm(queries, axis=1, keepdims=True):
        assert opened.index.nearest_units(query, 20) == nearest(rows, query, 20).tolist()
    opened.close()


def test_exact_search_answers_before_chroma_is_open(
    units: Units, ways: Ways, hashing: HashingEncoder, folder: Path
) -> None:
    opened = open_index(units, ways, hashing, folder=folder)
    assert first(opened, "随迁子女入学") == "随迁"
    assert opened.wait(60), opened.notices
    assert first(opened, "随迁子女入学") == "随迁"
    opened.close()
    assert first(opened, "随迁子女入学") == "随迁"


def test_without_a_folder_search_is_in_memory(
    units: Units, ways: Ways, hashing: HashingEncoder
) -> None:
    opened = open_index(units, ways, hashing)
    assert (first(opened, "学生体育锻炼"), opened.chroma_ready, opened.notices) == (
        "体育",
        False,
        [],
    )


def test_a_second_start_encodes_nothing_and_keeps_the_version(
    units: Units, ways: Ways, built: Path
) -> None:
    before = data_of(built)
    encoder = CountingEncoder()
    opened = open_index(units, ways, encoder, folder=built, chroma="now")
    assert (encoder.asked, opened.chroma_ready, data_of(built)) == ([], True, before)
    opened.close()


def test_serving_leaves_the_checked_files_as_they_are(
    units: Units, ways: Ways, hashing: HashingEncoder, built: Path
) -> None:
    opened = open_index(units, ways, hashing, folder=built, chroma="now")
    first(opened, "食品")
    opened.close()
    assert versions.current(built, opened.key) == data_of(built)


def test_a_changed_text_is_the_only_one_encoded_again(
    units: Units, ways: Ways, built: Path
) -> None:
    encoder = CountingEncoder()
    changed = Unit("体育", "强化体育锻炼：确保学生每天锻炼2小时", "体育", 2, 3, "体育")
    now = (*units[:2], changed, *units[3:])
    before = data_of(built)
    opened = open_index(now, ways, encoder, folder=built, chroma="now")
    assert encoder.asked == [changed.text]
    assert data_of(built) != before
    assert opened.chroma_ready
    store_ = opened.langchain_store()
    assert store_ is not None
    assert store_.similarity_search("每天锻炼2小时", k=1)[0].page_content == changed.text
    opened.close()


def test_vectors_shipped_with_the_product_spare_the_encoding(
    units: Units, ways: Ways, hashing: HashingEncoder, tmp_path: Path
) -> None:
    seed = tmp_path / "vectors.npz"
    save_seed(seed, units, ways, hashing)
    encoder = CountingEncoder()
    opened = open_index(units, ways, encoder, seed_vectors=seed)
    assert encoder.asked == []
    fresh = open_index(units, ways, hashing)
    assert np.array_equal(opened.index.units, fresh.index.units)
    assert np.array_equal(opened.index.ways, fresh.index.ways)


def test_vectors_of_another_encoder_or_a_damaged_file_are_not_used(
    units: Units, ways: Ways, hashing: HashingEncoder, tmp_path: Path
) -> None:
    seed = tmp_path / "vectors.npz"
    save_seed(seed, units, ways, hashing)
    assert len(load_rows(seed, hashing)) == len(units) + len(ways)
    assert load_rows(seed, HashingEncoder(128)) == {}
    whole = seed.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:400] + b"\xff" * 400 + whole[800:]):
        seed.write_bytes(damaged)
        assert load_rows(seed, hashing) == {}


def files_of_an_index() -> list[str]:
    return ["chroma.sqlite3", "data_level0.bin", "header.bin", "length.bin"]


@pytest.mark.parametrize("name", files_of_an_index())
@pytest.mark.parametrize("damage", ["empty", "half", "garbage", "missing"])
def test_a_damaged_chroma_file_is_never_opened_but_built_anew(
    units: Units, ways: Ways, hashing: HashingEncoder, built: Path, name: str, damage: str
) -> None:
    (path,) = data_of(built).rglob(name)
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        middle = content[:50] + b"\xa5" * 30 + content[80:]
        kinds = {"empty": b"", "half": content[: len(content) // 2], "garbage": middle}
        path.write_bytes(kinds[damage])
    before = data_of(built)
    opened = open_index(units, ways, hashing, folder=built, chroma="now")
    assert (opened.chroma_ready, opened.notices) == (True, [])
    assert data_of(built) != before
    assert first(opened, "食品安全") == "食堂"
    opened.close()


@pytest.mark.parametrize("pointer", ["", "v-nothing\n", "../../etc\n", "\x00\n", None])
def test_a_bad_pointer_leads_to_a_new_index(
    units: Units, ways: Ways, hashing: HashingEncoder, built: Path, pointer: str | None
) -> None:
    if pointer is None:
        (built / "CURRENT").unlink()
    else:
        (built / "CURRENT").write_text(pointer)
    opened = open_index(units, ways, hashing, folder=built, chroma="now")
    assert (opened.chroma_ready, opened.notices) == (True, [])
    opened.close()


def test_an_index_of_another_chromadb_is_not_opened(
    units: Units, ways: Ways, hashing: HashingEncoder, built: Path
) -> None:
    path = data_of(built).parent / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["key"]["chromadb"] = "0.0.1"
    path.write_text(json.dumps(manifest))
    before = data_of(built)
    open_index(units, ways, hashing, folder=built, chroma="now").close()
    assert data_of(built) != before


def test_the_last_good_version_is_kept_and_older_ones_go(
    units: Units, ways: Ways, hashing: HashingEncoder, built: Path
) -> None:
    names = [data_of(built).parent.name]
    for _ in range(2):
        opened = OpenIndex(units, ways, hashing, built)
        opened.load_vectors(ways, None)
        opened.rebuild()
        names.append(data_of(built).parent.name)
    assert len(set(names)) == 3
    assert sorted(path.name for path in built.glob("v-*")) == sorted(names[1:])
    assert list(built.glob(".building-*")) == []


def test_a_version_that_fails_its_check_changes_nothing(
    units: Units, ways: Ways, hashing: HashingEncoder, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = data_of(built)
    opened = OpenIndex(units, ways, hashing, built)
    opened.load_vectors(ways, None)

    def fill_wrongly(client: Client, name: str, units: Units, vectors: Vectors) -> None:
        fill(client, name, units, vectors[::-1].copy())

    monkeypatch.setattr(store, "fill", fill_wrongly)
    with pytest.raises(IndexRefused, match="与精确检索不一致"):
        opened.rebuild()
    assert data_of(built) == before
    assert sorted(path.name for path in built.glob("*-*")) == [before.parent.name]


BUILD = """
import sys
from pathlib import Path
from embeddings import versions
from embeddings.lock import writing
folder = Path(sys.argv[1])
with writing(folder):
    def fill(data):
        (data / "half").write_text("written")
        print("filling", flush=True)
        sys.stdin.read()
    versions.build(folder, {}, fill, lambda data: None)
"""


def writer(folder: Path) -> subprocess.Popen[str]:
    """Another process in the middle of writing."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "filling\n"
    return process


def test_a_second_writer_fails_within_two_seconds_and_names_the_first(built: Path) -> None:
    process = writer(built)
    try:
        started = time.monotonic()
        with pytest.raises(IndexBusy, match=rf"进程 {process.pid}（主机 .*开始）"), writing(built):
            pass
        assert time.monotonic() - started < 2
    finally:
        process.kill()
        process.wait()


def test_while_another_process_writes_search_goes_on_in_memory(
    units: Units, ways: Ways, hashing: HashingEncoder, folder: Path
) -> None:
    folder.mkdir()
    process = writer(folder)
    try:
        opened = open_index(units, ways, hashing, folder=folder, chroma="now")
        assert first(opened, "食品安全") == "食堂"
        assert not opened.chroma_ready
        assert f"进程 {process.pid}" in opened.notices[0]
    finally:
        process.kill()
        process.wait()


def test_a_writer_killed_in_the_middle_leaves_the_old_index_and_no_lock(
    units: Units, ways: Ways, hashing: HashingEncoder, built: Path
) -> None:
    before = data_of(built)
    process = writer(built)
    process.kill()
    process.wait()
    assert len(list(built.glob(".building-*"))) == 1
    opened = open_index(units, ways, hashing, folder=built, chroma="now")
    assert (opened.chroma_ready, data_of(built)) == (True, before)
    opened.rebuild()
    assert list(built.glob(".building-*")) == []
    opened.close()


def test_two_processes_may_serve_one_folder(
    units: Units, ways: Ways, hashing: HashingEncoder, built: Path
) -> None:
    both = [open_index(units, ways, hashing, folder=built, chroma="now") for _ in range(2)]
    assert [opened.chroma_ready for opened in both] == [True, True]
    both[0].close()
    assert first(both[1], "食品安全") == "食堂"
    both[1].close()


SERVE = """
import ctypes, json, os, resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from embeddings.hashing import HashingEncoder
from embeddings.store import open_index
from embeddings.types import Unit, Way
units = [Unit(*row) for row in json.loads(sys.argv[2])]
ways = [Way(row[0], row[1], tuple(row[2])) for row in json.loads(sys.argv[3])]
if sys.argv[5] == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
elif os.geteuid() == 0:  # give up root's right to write where nobody may
    none = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), none) == 0
opened = open_index(units, ways, HashingEncoder(), folder=Path(sys.argv[1]), chroma="now")
query = HashingEncoder().encode_queries(["食品安全"])[0]
found = units[opened.index.nearest_units(query, 1)[0]].id
print(json.dumps([found, opened.chroma_ready, opened.notices]), flush=True)
opened.close()
"""


def serve(folder: Path, units: Units, ways: Ways, how: str) -> tuple[str, bool, list[str]]:
    rows = [[u.id, u.text, u.label, u.start, u.end, u.parent] for u in units]
    bank = [[way.text, way.asks, list(way.targets)] for way in ways]
    given = [str(folder), json.dumps(rows), json.dumps(bank), str(ROOT), how]
    done = subprocess.run(
        [sys.executable, "-c", SERVE, *given],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    found, ready, notices = json.loads(done.stdout.splitlines()[-1])
    return found, ready, notices


@pytest.fixture
def read_only(built: Path) -> Iterator[Path]:
    """A finished index where nothing may be written, in a place anyone may read."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    target = place / "index"
    shutil.copytree(built, target)
    everything = [target, *target.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield target
    for path in everything:
        path.chmod(0o755)
    shutil.rmtree(place)


def test_a_read_only_folder_serves(read_only: Path, units: Units, ways: Ways) -> None:
    assert serve(read_only, units, ways, "read-only") == ("食堂", True, [])


def test_a_read_only_folder_with_another_index_is_searched_in_memory(
    read_only: Path, units: Units, ways: Ways
) -> None:
    found, ready, notices = serve(read_only, units[1:], ways, "read-only")
    assert (found, ready) == ("食堂", False)
    assert "索引目录不可用" in notices[0]


def test_a_full_disk_is_survived_in_memory(folder: Path, units: Units, ways: Ways) -> None:
    found, ready, notices = serve(folder, units, ways, "full")
    assert (found, ready) == ("食堂", False)
    assert notices
    assert not (folder / "CURRENT").exists()


def test_copies_that_killed_processes_left_are_removed(built: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = Path(tempfile.mkdtemp(prefix=f"{versions.COPY}{dead.pid}-"))
    mine = Path(tempfile.mkdtemp(prefix=f"{versions.COPY}{os.getpid()}-"))
    copy = versions.private_copy(data_of(built))
    assert (left.exists(), mine.exists(), copy.exists()) == (False, True, True)
    shutil.rmtree(mine)
    shutil.rmtree(copy.parent)


def test_threads_search_while_chroma_joins_and_leaves(
    units: Units, ways: Ways, hashing: HashingEncoder, built: Path
) -> None:
    opened = open_index(units, ways, hashing, folder=built)
    found: set[str] = set()
    failed: list[BaseException] = []
    over = threading.Event()

    def ask() -> None:
        try:
            while not over.is_set():
                found.add(first(opened, "食品安全"))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert opened.wait(60)
    time.sleep(0.2)
    opened.close()
    over.set()
    for thread in threads:
        thread.join()
    assert (found, failed) == ({"食堂"}, [])


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("http://10.0.0.5:8000", "secret"),
        ("https://chroma.example.org", ""),
        ("http://chroma.example.org", "secret"),
        ("ftp://127.0.0.1", ""),
        ("127.0.0.1:8000", ""),
        ("https://user:password@chroma.example.org", "secret"),
    ],
)
def test_an_unsafe_server_address_is_refused(url: str, token: str) -> None:
    with pytest.raises(IndexRefused, match=r"CHROMA_"):
        ChromaServer(url, token)


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("http://127.0.0.1:8000", ""),
        ("http://localhost", ""),
        ("http://[::1]:8000", ""),
        ("https://chroma.example.org", "secret"),
    ],
)
def test_this_machine_or_https_with_a_token_is_accepted(url: str, token: str) -> None:
    assert ChromaServer(url, token).url == url


def test_a_server_that_does_not_answer_leaves_exact_search(
    units: Units, ways: Ways, hashing: HashingEncoder
) -> None:
    server = ChromaServer(f"http://127.0.0.1:{free_port()}")
    opened = open_index(units, ways, hashing, server=server, chroma="now")
    assert first(opened, "食品安全") == "食堂"
    assert "不可用" in opened.notices[0]


def test_a_chroma_server_is_filled_once_and_used(
    units: Units, ways: Ways, hashing: HashingEncoder, chroma_server: ChromaServer
) -> None:
    for _ in range(2):
        opened = open_index(units, ways, hashing, server=chroma_server, chroma="now")
        assert (opened.chroma_ready, opened.notices) == (True, [])
        assert first(opened, "食品安全") == "食堂"
        opened.close()


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port: int = server.getsockname()[1]
        return port


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[ChromaServer]:
    """Chroma's own server as a process of its own."""
    port = free_port()
    command = Path(sys.executable).with_name("chroma")
    process = subprocess.Popen(
        [command, "run", "--path", tmp_path / "server", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield ChromaServer(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(20)
