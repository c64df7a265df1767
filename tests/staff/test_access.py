"""Who gets in, and what is found of the desk from outside."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant import Assistant, Settings
from assistant.web.server import create_app
from assistant.web.staff.mounting import staff_desk
from tests.staff.conftest import HOST, ORIGIN, PASSWORD, Person, Site, token
from tests.web.scripted import ScriptedAssistant

ROOMS = ("", "/check", "/draft", "/evals", "/feedback", "/content", "/log")


@pytest.mark.parametrize("path", [*ROOMS, "/login", "/assets/desk.css", "/nothing"])
def test_without_a_setting_there_is_no_desk(desk_of: Site, path: str) -> None:
    off = desk_of(password="", header="")
    answer = off.client.get(f"/desk{path}")
    assert answer.status_code == 404
    assert answer.text == off.client.get("/nothing-at-all").text


def test_the_public_pages_do_not_mention_it(tmp_path: Path, assistant: Assistant) -> None:
    settings = Settings(data_dir=tmp_path, staff_password=PASSWORD)
    staff = staff_desk(settings, assistant)
    app = create_app(ScriptedAssistant(), data_dir=tmp_path, staff=staff)
    with TestClient(app.asgi, base_url=HOST) as client:
        for path in ("/", "/reader", "/targets", "/lines", "/web/page.js", "/web/site.js"):
            page = client.get(path).text
            assert "/desk" not in page and "工作台" not in page
        assert client.get("/desk").status_code == 200


@pytest.mark.parametrize("path", ROOMS)
def test_every_page_leads_to_the_login_page_first(outside: Person, path: str) -> None:
    answer = outside.client.get(f"/desk{path}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/login")


def test_every_route_of_the_desk_is_behind_the_door(outside: Person) -> None:
    assert len(outside.rooms) > 5
    for method, path in outside.rooms:
        plain = path.replace("{", "").replace("}", "")
        answer = outside.client.request(method, plain, headers=ORIGIN, follow_redirects=False)
        assert answer.status_code in {303, 401}, (method, path)


def test_the_right_password_opens_a_session(outside: Person) -> None:
    answer = outside.log_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/desk" in cookie
    assert "Secure" not in cookie
    assert "李老师" in outside.see("/desk")


def test_behind_https_the_cookie_is_for_https_only(outside: Person) -> None:
    outside.client.base_url = HOST.replace("http:", "https:")
    seal = token(outside.client.get("/desk/login").text)
    fields = {"csrf": seal, "who": "李老师", "password": PASSWORD}
    answer = outside.client.post(
        "/desk/login",
        data=fields,
        headers={"origin": "https://plan.example"},
        follow_redirects=False,
    )
    assert "Secure" in answer.headers["set-cookie"]


def test_a_wrong_password_says_how_many_tries_are_left(outside: Person) -> None:
    answer = outside.log_in("梧桐")
    assert answer.status_code == 403
    assert "还可以再试 4 次" in answer.text
    assert "李老师" in answer.text and "梧桐" not in answer.text


def test_after_five_wrong_passwords_the_address_waits_a_quarter_of_an_hour(
    outside: Person,
) -> None:
    for _ in range(4):
        outside.log_in("猜")
    assert "请过 15 分钟再试" in outside.log_in("猜").text
    outside.clock.now += 5 * 60
    assert "请过 10 分钟再试" in outside.log_in(PASSWORD).text
    outside.clock.now += 10 * 60 + 1
    assert outside.log_in(PASSWORD).status_code == 303


def test_another_address_is_not_locked_out_with_it(outside: Person) -> None:
    for _ in range(5):
        outside.log_in("猜")
    other = TestClient(outside.client.app, base_url=HOST, client=("198.51.100.1", 1))
    assert Person(other, outside.clock, outside.folder, []).log_in().status_code == 303


@pytest.mark.parametrize("who", ["", "   "])
def test_a_name_is_needed(outside: Person, who: str) -> None:
    assert "请写上您的姓名" in outside.log_in(name=who).text


def test_an_idle_session_ends_after_an_hour(inside: Person) -> None:
    inside.clock.now += 59 * 60
    inside.see("/desk")
    inside.clock.now += 61 * 60
    assert inside.client.get("/desk", follow_redirects=False).status_code == 303


def test_a_session_in_use_ends_after_ten_hours(inside: Person) -> None:
    for _ in range(11):
        inside.clock.now += 54 * 60
        inside.see("/desk")
    inside.clock.now += 10 * 60
    assert inside.client.get("/desk", follow_redirects=False).status_code == 303


def test_leaving_ends_it_for_the_server_too(inside: Person) -> None:
    kept = inside.client.cookies["desk"]
    inside.do("/desk/logout")
    inside.client.cookies.set("desk", kept, domain="plan.example", path="/desk")
    assert inside.client.get("/desk", follow_redirects=False).status_code == 303


def test_a_change_without_the_sessions_token_is_refused(inside: Person) -> None:
    for fields in ({}, {"csrf": "x"}, {"csrf": "中"}):
        answer = inside.client.post("/desk/logout", data=fields, headers=ORIGIN)
        assert answer.status_code == 403
    inside.see("/desk")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {},
        {"referer": "https://evil.example/"},
    ],
)
def test_a_change_from_elsewhere_is_refused(inside: Person, headers: dict[str, str]) -> None:
    csrf = token(inside.see("/desk"))
    answer = inside.client.post("/desk/logout", data={"csrf": csrf}, headers=headers)
    assert answer.status_code == 403
    inside.see("/desk")


def test_the_login_form_cannot_be_sent_by_another_site(outside: Person) -> None:
    fields = {"csrf": "x", "who": "李老师", "password": PASSWORD}
    answer = outside.client.post("/desk/login", data=fields, headers=ORIGIN)
    assert answer.status_code == 403 and "desk" not in outside.client.cookies


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/desk//evil", "/reader"])
def test_after_login_one_stays_in_the_desk(outside: Person, to: str) -> None:
    seal = token(outside.client.get("/desk/login").text)
    fields = {"csrf": seal, "who": "李老师", "password": PASSWORD, "next": to}
    answer = outside.client.post("/desk/login", data=fields, headers=ORIGIN, follow_redirects=False)
    assert answer.headers["location"] == "/desk"


def test_pages_are_kept_in_no_cache_and_run_nothing_foreign(inside: Person) -> None:
    headers = inside.client.get("/desk").headers
    assert headers["cache-control"] == "no-store"
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


def test_only_who_is_let_in_may_send_much(outside: Person) -> None:
    much = {"text": "字" * 40_000}
    assert outside.client.post("/desk/check", data=much, headers=ORIGIN).status_code == 413
    outside.log_in()
    assert outside.client.post("/desk/check", data=much, headers=ORIGIN).status_code == 403


def test_a_slash_at_the_end_leads_to_the_same_page(inside: Person) -> None:
    assert inside.see("/desk/") == inside.see("/desk")


def test_without_a_log_nobody_comes_in(outside: Person) -> None:
    (outside.folder / "staff" / "audit.jsonl").mkdir(parents=True)
    assert outside.log_in().status_code == 503
    assert "desk" not in outside.client.cookies


class TestThroughAProxy:
    """The proxy has asked who it is and says so in a header."""

    def test_the_named_person_is_in(self, desk_of: Site) -> None:
        site = desk_of(password="", header="X-Forwarded-User")
        answer = site.client.get("/desk", headers=[(b"x-forwarded-user", "王科长".encode())])
        assert answer.status_code == 200 and "王科长" in answer.text

    def test_without_the_header_nobody_is(self, desk_of: Site) -> None:
        site = desk_of(password="", header="X-Forwarded-User")
        assert site.client.get("/desk").status_code == 403
        assert site.client.get("/desk/login").status_code == 403

    def test_nor_with_a_session_that_outlived_it(self, desk_of: Site) -> None:
        site = desk_of(password="", header="X-Forwarded-User")
        site.client.get("/desk", headers={"x-forwarded-user": "wang"})
        assert site.client.get("/desk").status_code == 403

    def test_another_name_is_another_session(self, desk_of: Site) -> None:
        site = desk_of(password="", header="X-Forwarded-User")
        site.client.get("/desk", headers={"x-forwarded-user": "wang"})
        page = site.client.get("/desk", headers={"x-forwarded-user": "zhao"}).text
        assert "zhao" in page and "wang" not in page


def test_who_came_in_is_logged_and_the_log_is_private(inside: Person) -> None:
    path = inside.folder / "staff" / "audit.jsonl"
    (line,) = path.read_text("utf-8").splitlines()
    entry = json.loads(line)
    assert (entry["who"], entry["what"]) == ("李老师", "登录")
    assert PASSWORD not in line and "192.0.2.7" not in line
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "李老师" in inside.see("/desk/log")


def test_a_line_taken_out_of_the_log_shows(inside: Person) -> None:
    inside.log_in(name="赵老师")
    inside.log_in(name="钱老师")
    assert "改动或删减" not in inside.see("/desk/log")
    path = inside.folder / "staff" / "audit.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + lines[2], "utf-8")
    assert "改动或删减" in inside.see("/desk/log")


def test_where_the_log_cannot_be_written_nothing_is_changed(inside: Person) -> None:
    inside.see("/desk")
    path = inside.folder / "staff" / "audit.jsonl"
    path.unlink()
    path.mkdir()
    assert inside.do("/desk/logout").status_code == 503
    inside.see("/desk")


def test_the_app_without_a_desk_is_as_it_was() -> None:
    with TestClient(create_app(ScriptedAssistant()).asgi, base_url=HOST) as client:
        assert client.get("/desk").status_code == 404
        assert client.get("/").headers["referrer-policy"] == "no-referrer"
