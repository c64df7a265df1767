"""What all pages of the desk share: head, ways between them, small pieces of forms."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from assistant.web import texts as public
from assistant.web.shell import ASSETS_PATH, SHARED_STYLES, words
from assistant.web.staff import texts
from assistant.web.staff.rooms import ROOT, Visit

ASSETS = f"{ROOT}/assets"
PAGES = {
    "/check": texts.NAV_CHECK,
    "/draft": texts.NAV_DRAFT,
    "/evals": texts.NAV_EVALS,
    "/feedback": texts.NAV_FEEDBACK,
    "/content": texts.NAV_CONTENT,
    "/log": texts.NAV_LOG,
}


def esc(text: object) -> str:
    """Text as inert HTML, line ends kept."""
    return html.escape(str(text).encode("utf-8", "replace").decode("utf-8"))


def whole(
    title: str,
    main: str,
    visit: Visit | None,
    *,
    here: str = "",
    said: dict[str, str] | None = None,
    script: str = "desk.js",
) -> str:
    """A page; ``main`` is HTML. Without a ``visit`` it is the login page, which leads nowhere."""
    sheets = "".join(f'<link rel="stylesheet" href="{ASSETS_PATH}/{n}">' for n in SHARED_STYLES)
    tools = _nav(here) + _leave(visit) if visit else ""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'
        f"<title>{esc(title)} · {texts.NAME}</title>"
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f'<link rel="icon" href="{ASSETS_PATH}/icon.svg">{sheets}'
        f'<link rel="stylesheet" href="{ASSETS}/desk.css">'
        f'<script type="module" src="{ASSETS}/{script}"></script></head><body class="desk">'
        f'<a class="skip" href="#main">{public.SKIP_TO_TEXT}</a>'
        f'<header id="top"><div class="name"><p class="title">{texts.NAME}</p>'
        f'<p class="basis">{esc(visit.who) if visit else texts.FOR_STAFF}</p></div>{tools}'
        f'<button type="button" id="larger" aria-pressed="false">{public.LARGER_TEXT}</button>'
        f'</header><main id="main" class="sheet" tabindex="-1">{main}</main>'
        f'<footer id="label"><p>{texts.LABEL}</p></footer>'
        f'<p id="announce" class="sr" role="status"></p>{words(said or {})}</body></html>'
    )


def _nav(here: str) -> str:
    links = "".join(
        f'<a href="{ROOT}{path}"{_current(path == here)}>{name}</a>' for path, name in PAGES.items()
    )
    return f'<nav id="pages" aria-label="{texts.NAV}">{links}</nav>'


def _leave(visit: Visit) -> str:
    return (
        f'<form class="leave" method="post" action="{ROOT}/logout">{token(visit)}'
        f'<button type="submit">{texts.LEAVE}</button></form>'
    )


def _current(is_it: bool) -> str:
    return ' aria-current="page"' if is_it else ""


def token(visit: Visit) -> str:
    """The hidden field without which nothing is changed."""
    return f'<input type="hidden" name="csrf" value="{esc(visit.csrf)}">'


def form(visit: Visit, action: str, body: str, *, files: bool = False, name: str = "") -> str:
    """A form that changes something; ``action`` below the desk's root."""
    kind = ' enctype="multipart/form-data"' if files else ""
    known = f' id="{name}"' if name else ""
    return (
        f'<form{known} class="work" method="post" action="{ROOT}{action}"{kind}>'
        f"{token(visit)}{body}</form>"
    )


def button(text: str, *, name: str = "", value: str = "", kind: str = "") -> str:
    """A button that sends its form; ``kind``: "plain" or "danger" for what is not the main way."""
    what = f' name="{name}" value="{esc(value)}"' if name else ""
    return f'<button type="submit" class="{kind or "main"}"{what}>{text}</button>'


def field(label: str, name: str, value: str = "", *, hint: str = "", more: str = "") -> str:
    """A line of text with its label."""
    told = f'<span class="hint" id="{name}-hint">{hint}</span>' if hint else ""
    by = f' aria-describedby="{name}-hint"' if hint else ""
    return (
        f'<p class="field"><label for="{name}">{label}</label>{told}'
        f'<input id="{name}" name="{name}" value="{esc(value)}"{by} {more}></p>'
    )


def area(label: str, name: str, value: str = "", *, hint: str = "", rows: int = 8) -> str:
    """Several lines of text with their label."""
    told = f'<span class="hint" id="{name}-hint">{hint}</span>' if hint else ""
    by = f' aria-describedby="{name}-hint"' if hint else ""
    # A line end right behind the tag would be dropped by the browser.
    return (
        f'<p class="field"><label for="{name}">{label}</label>{told}'
        f'<textarea id="{name}" name="{name}" rows="{rows}"{by} spellcheck="false">\n'
        f"{esc(value)}</textarea></p>"
    )


def select(label: str, name: str, options: Iterable[tuple[str, str]], chosen: str = "") -> str:
    """One of a list."""
    written = "".join(
        f'<option value="{esc(value)}"{" selected" if value == chosen else ""}>{esc(said)}</option>'
        for value, said in options
    )
    return (
        f'<p class="field"><label for="{name}">{label}</label>'
        f'<select id="{name}" name="{name}">{written}</select></p>'
    )


def ticks(
    legend: str, name: str, options: Iterable[tuple[str, str]], chosen: Sequence[str] = ()
) -> str:
    """Any of a list."""
    written = "".join(
        f'<label class="tick"><input type="checkbox" name="{name}" value="{esc(value)}"'
        f"{' checked' if value in chosen else ''}><span>{esc(said)}</span></label>"
        for value, said in options
    )
    return f'<fieldset class="ticks"><legend>{legend}</legend>{written}</fieldset>'


def problem(text: str) -> str:
    """What went wrong, on top of a page; empty without a text."""
    if not text:
        return ""
    return f'<div class="problem" role="alert"><h2>{texts.PROBLEM}</h2><p>{esc(text)}</p></div>'


def done(text: str) -> str:
    """What was done; empty without a text."""
    return f'<p class="done" role="status">{esc(text)}</p>' if text else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """Cells are HTML; a list of cards on a phone."""
    top = "".join(f'<th scope="col" role="columnheader">{esc(head)}</th>' for head in heads)
    body = "".join(
        '<tr role="row">'
        + "".join(
            f'<td role="cell"><span class="head" aria-hidden="true">{esc(head)}</span>'
            f'<span class="cell">{cell}</span></td>'
            for head, cell in zip(heads, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<table class="rows" role="table"><caption class="sr">{esc(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{top}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )
