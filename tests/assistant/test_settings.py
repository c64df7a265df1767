"""Settings from the environment and ``.env``; what is wrong with one is told by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without ``.env`` to start in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_any_setting_the_built_in_plan_is_served_on_this_machine() -> None:
    settings = load_settings()
    assert (settings.plan, settings.host, settings.port) == ("shuangliu-145", "127.0.0.1", 7860)
    assert settings.llm_base_url == settings.llm_api_key == ""
    assert settings.data_dir.is_absolute()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAN", "别的规划")
    monkeypatch.setenv("port", "8000")
    assert (load_settings().plan, load_settings().port) == ("别的规划", 8000)


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    assert load_settings().port == 7860


def test_a_file_of_settings_is_read_and_the_environment_goes_before_it(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".env").write_text("PORT=8001\nHOST=0.0.0.0\n", "utf-8")
    monkeypatch.setenv("PORT", "8002")
    assert (load_settings().port, load_settings().host) == (8002, "0.0.0.0")


def test_a_path_is_made_absolute_before_the_folder_changes(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / "规划.txt").write_text("甲", "utf-8")
    monkeypatch.setenv("PLAN", "./规划.txt")
    monkeypatch.setenv("DATA_DIR", "data")
    assert load_settings().plan == str(elsewhere / "规划.txt")
    assert load_settings().data_dir == elsewhere / "data"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("PORT", "abc"), ("PORT", "0"), ("PORT", "99999"), ("PORT", "七千")),
        *(("LLM_BASE_URL", "ftp://x"), ("LLM_BASE_URL", "localhost:8000")),
        ("CHROMA_URL", "chroma"),
        *(
            ("STAFF_PASSWORD", "短密码"),
            ("STAFF_HEADER", "X Forwarded"),
            ("STAFF_HEADER", "Cookie"),
        ),
        *(("LLM_PATIENCE", "0.5"), ("LLM_PATIENCE", "101"), ("LLM_PATIENCE", "久")),
        *(("HOSTS", "https://edu.example"), ("HOSTS", "edu.example:443"), ("HOSTS", "a b")),
    ],
)
def test_a_malformed_value_is_told_by_its_name_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert name in message and "\n" not in message
    assert re.search("[\u4e00-\u9fff]", message)


@pytest.mark.parametrize("value", ["abc", "99999"])
def test_what_is_wrong_with_a_port_is_told_in_chinese(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("PORT", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert not re.search("[a-z]{3}", str(caught.value))


def test_each_number_out_of_bounds_is_told_its_own_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLM_PATIENCE", "0")
    with pytest.raises(SettingsError, match="LLM_PATIENCE 的值不对：应在1到100之间"):
        load_settings()


def test_host_names_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().hosts == ()
    monkeypatch.setenv("HOSTS", "Edu.Example, 127.0.0.1,::1,")
    assert load_settings().hosts == ("edu.example", "127.0.0.1", "::1")


@pytest.mark.parametrize("name", ["LLM_BASE", "EMBEDDING_MODLE", "llm_modle", "STAFF_PASWORD"])
def test_a_mistyped_setting_in_the_environment_is_told_with_the_known_ones(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsError, match=name) as caught:
        load_settings()
    assert "EMBEDDING_MODEL" in str(caught.value)


def test_an_unknown_setting_in_the_file_is_told(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("PLANN=x\n", "utf-8")
    with pytest.raises(SettingsError, match="PLANN"):
        load_settings()


def test_the_staff_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAFF_PASSWORD", "秘密七个字的")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "秘密" not in str(caught.value)
    monkeypatch.setenv("STAFF_PASSWORD", "秘密一共有八个字")
    assert "秘密" not in repr(load_settings())


def test_a_key_is_not_shown_in_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLM_API_KEY", "sk-秘密")
    monkeypatch.setenv("PORT", "abc")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "秘密" not in str(caught.value)
