"""The page of indicators over time: one card each, with plot, gaps in words and places."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.web import shell, texts
from assistant.web.reader.document import link
from assistant.web.render import escape, place_name
from assistant.web.targets.lines import Line, Point
from assistant.web.targets.plot import plot

PATH = "/lines"
STYLES = ("tables.css", "plots.css")


def whole(lines: Sequence[Line], plan_title: str) -> str:
    cards = "".join(_card(line) for line in lines)
    about = texts.LINES_ABOUT.format(count=len(lines))
    main = (
        f'<main id="main" class="sheet-page" tabindex="-1"><h1>{texts.LINES}</h1>'
        f'<p class="about">{about}</p><div class="gallery">{cards}</div></main>'
    )
    return shell.page(PATH, plan_title, main, styles=STYLES, script="targets.js", said={})


def _card(line: Line) -> str:
    indicator = line.indicator
    key = escape(indicator.key.replace(" ", "_"))
    gaps = "".join(f"<li>{escape(gap)}</li>" for gap in line.gaps)
    points = "".join(_point(point) for point in line.points)
    odd = ""
    if line.is_disputed:
        odd = f'<p class="odd"><a href="/reader#{escape(texts.ODD)}">{texts.LINE_ODD}</a></p>'
    css = escape(indicator.direction or "neither")
    return (
        f'<article class="card" id="{key}"><h2>{escape(indicator.name)}</h2>'
        f'<p class="direction {css}">{texts.DIRECTIONS[indicator.direction]}</p>{plot(line)}'
        f'<ul class="gaps">{gaps}</ul><ul class="points">{points}</ul>{odd}</article>'
    )


def _point(point: Point) -> str:
    places = "".join(
        f'<a class="place" href="{escape(link(t.locator.start, t.locator.end))}">'
        f"{place_name(t.locator.label)}</a>"
        for t in point.targets
    )
    return (
        f"<li><span>{texts.SLOTS[point.slot]} <b>{escape(point.shown)}</b></span>"
        f'<span class="places">{places}</span></li>'
    )
