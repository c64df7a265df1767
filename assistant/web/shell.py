"""The frame that all pages share, and pages of our own that need no script to be read."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from assistant.web import texts

ASSETS = Path(__file__).parent / "assets"
ASSETS_PATH = "/web"
SHARED_STYLES = ("colours.css", "frame.css")

PAGES = {
    "/": texts.NAV_CHAT,
    "/reader": texts.NAV_READER,
    "/targets": texts.NAV_TARGETS,
    "/lines": texts.NAV_LINES,
}

# No script or style but our own files; nothing from elsewhere; no other site may frame it.
STRICT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


def head(title: str, plan_title: str, styles: Sequence[str], script: str) -> str:
    """What a page's head holds, without the charset. ``title`` and ``plan_title`` are data."""
    sheets = "".join(
        f'<link rel="stylesheet" href="{ASSETS_PATH}/{name}">' for name in (*SHARED_STYLES, *styles)
    )
    plan = html.escape(plan_title)
    return (
        f"<title>{html.escape(title)} · {plan}</title>"
        f'<meta name="description" content="{texts.BASIS.format(title=plan)}">'
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" href="{ASSETS_PATH}/icon.svg">'
        f"{sheets}"
        f'<script type="module" src="{ASSETS_PATH}/{script}"></script>'
    )


def top(here: str, plan_title: str, skip: str, buttons: str = "") -> str:
    """The header: name and basis, the other pages, large text. ``here`` is this page's path."""
    # On a phone the title alone has room for one line.
    basis = texts.BASIS.format(title=f"</span>{html.escape(plan_title)}<span>")
    # A conversation is not kept anywhere else, so what leads away from it opens beside it.
    aside = ' target="plan"' if here == "/" else ""
    links = "".join(
        f'<a href="{path}"'
        + (' aria-current="page"' if path == here else aside)
        + f">{name}"
        + (f'<span class="sr">{texts.NEW_WINDOW}</span>' if aside and path != here else "")
        + "</a>"
        for path, name in PAGES.items()
    )
    tag = "h1" if here == "/" else "p"
    return (
        f'{skip}<header id="top"><div class="name"><{tag} class="title">{texts.NAME}</{tag}>'
        f'<p class="basis"><span>{basis}</span></p></div>'
        f'<nav id="pages" aria-label="{texts.NAV}">{links}</nav>'
        f'<button type="button" id="larger" aria-pressed="false">{texts.LARGER_TEXT}</button>'
        f"{buttons}</header>"
    )


def words(said: dict[str, str]) -> str:
    """What the scripts say, handed over as text, so that prose stays in one place."""
    items = "".join(f'<data value="{key}">{html.escape(text)}</data>' for key, text in said.items())
    return f'<div id="words" hidden>{items}</div>'


def page(
    here: str,
    plan_title: str,
    main: str,
    *,
    styles: Sequence[str],
    script: str,
    said: dict[str, str],
    label: str = texts.PAGE_LABEL,
) -> str:
    """A whole page; ``main`` is HTML with a ``<main id="main">``."""
    skip = f'<a class="skip" href="#main">{texts.SKIP_TO_TEXT}</a>'
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'
        f"{head(f'{PAGES[here]} · {texts.NAME}', plan_title, styles, script)}</head><body>"
        f"{top(here, plan_title, skip)}{main}"
        f'<footer id="label"><p>{label}</p></footer>'
        f'<p id="announce" class="sr" role="status"></p>{words(said)}</body></html>'
    )
