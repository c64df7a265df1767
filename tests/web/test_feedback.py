"""Feedback: kept whole or honestly not, with consent, and without what names a person."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.types import Answer, Status
from assistant.web import texts
from assistant.web.feedback.recent import KEPT_S, Recent
from assistant.web.feedback.routes import CONSENT
from assistant.web.feedback.store import FILE, Feedback, Full, NotSaved, Store
from assistant.web.limits import Limits, Rate
from assistant.web.server import create_app
from tests.web.scripted import ScriptedAssistant
from tests.web.test_server import ORIGIN, ask

GIVEN = Feedback(True, "很好", "问", "answered", "专栏1", "规划", "同意")


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT helpful, reason, question, status, sources, consent.text FROM feedback "
            "JOIN consent ON consent.id = consent ORDER BY at"
        ).fetchall()


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[TestClient]:
    limits = Limits(feedback_rate=Rate(burst=5, per_second=0.01))
    app = create_app(ScriptedAssistant(), limits=limits, data_dir=tmp_path)
    with TestClient(app.asgi, base_url=ORIGIN) as client:
        yield client


def token(client: TestClient, question: str) -> str:
    import re

    found = re.search(r'class=\\?"rate helpful\\?" value=\\?"([\w-]+)', str(ask(client, question)))
    assert found
    return found[1]


def give(client: TestClient, **given: object) -> tuple[int, str]:
    answer = client.post("/feedback", json=given, headers={"origin": ORIGIN})
    return answer.status_code, answer.text


def test_an_opinion_is_kept_with_the_consent_and_without_personal_data(
    visitor: TestClient, tmp_path: Path
) -> None:
    asked = "我儿子叫陈浩，电话13800012345，能读公办吗"
    status, said = give(visitor, token=token(visitor, asked), helpful=False, reason="请发到 a@b.cn")
    assert status == 200 and "已保存" in said
    ((helpful, reason, question, state, _, consent),) = rows(tmp_path / FILE)
    assert (helpful, state, consent) == (0, "off_topic", CONSENT)
    assert (
        reason == "请发到 〔邮箱〕" and "陈浩" not in str(question) and "138" not in str(question)
    )
    raw = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    for secret in ("陈浩", "13800012345", "a@b.cn"):
        assert secret.encode() not in raw


def test_an_unknown_answer_cannot_be_rated(visitor: TestClient, tmp_path: Path) -> None:
    assert give(visitor, token="erfunden", helpful=True) == (410, texts.FEEDBACK_GONE)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"token": "x"},
        {"token": "x", "helpful": "ja"},
        {"token": "x", "helpful": True, "q": "y"},
    ],
)
def test_what_is_not_whole_is_not_kept(visitor: TestClient, given: dict[str, object]) -> None:
    assert give(visitor, **given) == (422, texts.FEEDBACK_BAD)


def test_a_reason_has_a_length(visitor: TestClient) -> None:
    assert give(visitor, token="x", helpful=True, reason="长" * 501)[0] == 422


def test_another_site_cannot_give_an_opinion(visitor: TestClient) -> None:
    headers = {"origin": "https://evil.example"}
    assert visitor.post("/feedback", json={}, headers=headers).status_code == 403


def test_too_many_opinions_are_told_to_wait(visitor: TestClient) -> None:
    for _ in range(5):
        give(visitor, token="x", helpful=True)
    status, said = give(visitor, token="x", helpful=True)
    assert status == 429 and "秒再试" in said


def test_a_folder_that_cannot_be_written_is_told_honestly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    app = create_app(ScriptedAssistant(), data_dir=tmp_path / "file" / "data")
    with TestClient(app.asgi, base_url=ORIGIN) as client:
        given = give(client, token=token(client, "帮我写首诗"), helpful=True)
        assert given == (503, texts.FEEDBACK_FAILED)
        assert "诗" in str(ask(client, "帮我写首诗"))


def test_without_a_folder_nothing_is_pretended() -> None:
    with TestClient(create_app(ScriptedAssistant()).asgi, base_url=ORIGIN) as client:
        given = give(client, token=token(client, "帮我写首诗"), helpful=True)
    assert given == (503, texts.FEEDBACK_FAILED)


def test_the_file_is_written_ahead_and_to_the_disk(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(GIVEN)
    with store._open() as connection:
        ask_for = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    assert ask_for == {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "foreign_keys": 1,
    }


def test_a_locked_file_fails_after_the_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.web.feedback.store.BUSY_MS", 200)
    store = Store(tmp_path)
    store.add(GIVEN)
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved):
            store.add(GIVEN)
    store.add(GIVEN)
    assert len(rows(store.path)) == 2


def test_a_damaged_file_is_put_aside_and_a_new_one_started(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.path.write_bytes(b"kein SQLite" * 500)
    store.add(GIVEN)
    assert len(rows(store.path)) == 1
    assert [p for p in tmp_path.iterdir() if ".damaged-" in p.name]


def test_a_file_deleted_while_running_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(GIVEN)
    for part in tmp_path.iterdir():
        part.unlink()
    store.add(GIVEN)
    assert len(rows(store.path)) == 1


def test_a_full_file_takes_no_more(tmp_path: Path) -> None:
    store = Store(tmp_path, most_rows=1)
    store.add(GIVEN)
    with pytest.raises(Full):
        store.add(GIVEN)
    assert len(rows(store.path)) == 1


def test_twenty_at_once_all_get_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    receipts: list[str] = []
    threads = [
        threading.Thread(target=lambda: receipts.extend(store.add(GIVEN) for _ in range(5)))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(receipts)) == 100 == len(rows(store.path))


def test_what_is_too_old_goes_and_what_is_asked_to_go_goes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old, asked, kept = (store.add(GIVEN) for _ in range(3))
    with store._open() as connection:
        connection.execute("UPDATE feedback SET at = '2020' WHERE receipt = ?", (old,))
    store.tidy()
    assert store.forget(asked) and not store.forget(asked) and not store.forget(old)
    assert store.forget(kept)


def test_answers_can_be_rated_for_a_while_and_the_newest_stay() -> None:
    now = [0.0]
    recent = Recent(kept=2, clock=lambda: now[0])
    tokens = [recent.add(f"第{i}问", Answer("甲", Status.ANSWERED)) for i in range(3)]
    assert recent.find(tokens[0]) is None
    found = recent.find(tokens[2])
    assert found and found.question == "第2问"
    now[0] = KEPT_S + 1
    assert recent.find(tokens[2]) is None
