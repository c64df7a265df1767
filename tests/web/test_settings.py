"""Every Gradio setting that protects a public page, as it is in the running app."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import gradio as gr
import pytest
from fastapi.testclient import TestClient
from gradio.data_classes import _StaticFiles
from packaging.requirements import Requirement
from packaging.version import Version

from assistant.web.server import WebApp, private_folder
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def blocks(web: WebApp) -> gr.Blocks:
    return web.blocks


def test_no_stack_text_reaches_the_public(blocks: gr.Blocks) -> None:
    assert blocks.show_error is False


def test_questions_are_not_kept_in_the_browser(blocks: gr.Blocks) -> None:
    assert blocks.run_history is False


def test_traffic_is_not_shown(blocks: gr.Blocks) -> None:
    assert blocks.enable_monitoring is False


def test_no_footer_links(blocks: gr.Blocks) -> None:
    assert blocks.footer_links == []


def test_every_event_is_private(blocks: gr.Blocks) -> None:
    assert blocks.fns
    assert {fn.api_visibility for fn in blocks.fns.values()} == {"private"}


def test_no_second_public_surface(blocks: gr.Blocks) -> None:
    assert blocks.mcp_server_obj is None
    assert blocks.share is False
    assert blocks.pwa is False
    assert blocks.ssr_mode is False


def test_no_folder_is_public(blocks: gr.Blocks) -> None:
    assert blocks.allowed_paths == []
    # What is public are a few icons of Gradio's own.
    assert all(Path(gr.__file__).parent in path.parents for path in _StaticFiles.all_paths)


def test_uploads_are_small(blocks: gr.Blocks) -> None:
    assert blocks.max_file_size == 1024 * 1024


def test_queue_threads_and_sessions_are_bounded(blocks: gr.Blocks) -> None:
    assert blocks._queue.max_size == 64
    assert blocks._queue.default_concurrency_limit == 16
    assert blocks._queue.max_thread_count == blocks.max_threads == 40
    assert blocks.state_holder.capacity == blocks.state_session_capacity == 2000
    assert blocks.api_open is False


def test_so_many_answers_are_made_at_once(blocks: gr.Blocks) -> None:
    asking = [fn for fn in blocks.fns.values() if fn.name == "ask"]
    assert asking and {fn.concurrency_limit for fn in asking} == {16}


def test_an_open_page_holds_no_connection(blocks: gr.Blocks) -> None:
    assert blocks.get_config_file()["connect_heartbeat"] is False


def test_old_files_are_deleted(blocks: gr.Blocks) -> None:
    assert blocks.delete_cache == (3600, 86400)


def test_nothing_is_reported_home(blocks: gr.Blocks) -> None:
    assert blocks.analytics_enabled is False
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


def test_the_chat_shows_html_sanitised_and_nothing_else(blocks: gr.Blocks) -> None:
    (chat,) = [b for b in blocks.blocks.values() if isinstance(b, gr.Chatbot)]
    assert chat.sanitize_html is True
    assert chat.allow_tags is False
    assert chat.latex_delimiters == []
    assert chat.buttons == []
    assert chat.allow_file_downloads is False
    assert chat.feedback_options is None


def test_there_is_no_way_to_upload(blocks: gr.Blocks) -> None:
    kinds = {type(b).__name__ for b in blocks.blocks.values()}
    assert kinds <= {"Blocks", "Column", "Row", "Form", "Chatbot", "Textbox", "Button", "State"}


def test_fonts_are_the_systems(client: TestClient) -> None:
    css = client.get("/theme.css").text
    assert css and "@font-face" not in css and "@import" not in css


def test_it_works_in_an_empty_folder_of_its_own() -> None:
    before = Path.cwd()
    with private_folder() as folder:
        assert Path.cwd() == folder.resolve()
        assert list(folder.iterdir()) == []
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert os.environ["GRADIO_TEMP_DIR"] == str(folder)
    assert Path.cwd() == before
    assert not folder.exists()


FLOORS = {"gradio": "6.31.0", "starlette": "1.0.1", "brotli": "1.2.1"}
"""The first versions without the known advisories."""


def test_no_version_with_a_known_advisory_can_be_installed() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    pins = {r.name: r for r in map(Requirement, (x for x in lock if "==" in x))}
    for name, floor in FLOORS.items():
        (pin,) = pins[name].specifier
        assert Version(pin.version) >= Version(floor), name
