"""The page of all targets: a form that filters, and a table that links to the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.web import shell, texts
from assistant.web.reader.document import link
from assistant.web.render import escape, place_name
from assistant.web.targets.filters import NONE, Filter
from assistant.web.targets.rows import Item, category_names
from knowledge.sheets import KINDS
from knowledge.types import Target

PATH = "/targets"
STYLES = ("tables.css",)
_COLUMNS = (
    *(texts.TARGET, texts.VALUE, texts.PERIOD, texts.CATEGORY),
    *(texts.ATTRIBUTE, texts.KIND, texts.SOURCE),
)

Options = Iterable[tuple[str, str]]


def whole(items: Sequence[Item], chosen: Sequence[Item], wanted: Filter, plan_title: str) -> str:
    about = texts.TARGETS_ABOUT.format(count=len(items))
    main = (
        f'<main id="main" class="sheet-page" tabindex="-1"><h1>{texts.TARGETS}</h1>'
        f'<p class="about">{about}</p>{_form(items, wanted)}'
        f'<div id="results">{results(chosen, wanted)}</div></main>'
    )
    return shell.page(PATH, plan_title, main, styles=STYLES, script="targets.js", said={})


def results(chosen: Sequence[Item], wanted: Filter) -> str:
    """What changes with the filter: count, exports, table."""
    count = texts.FOUND.format(count=len(chosen))
    if not chosen:
        empty = f'<p class="none">{texts.FOUND_NONE}</p>'
        return f'<div class="bar"><p class="count" role="status">{count}</p></div>{empty}'
    query = escape(f"?{wanted.address()}" if wanted.address() else "")
    exports = "".join(
        f'<a href="{PATH}.{kind}{query}" download>{kind.upper()}</a>' for kind in ("csv", "xlsx")
    )
    heads = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(item) for item in chosen)
    return (
        f'<div class="bar"><p class="count" role="status">{count}</p>'
        f'<p class="export">{texts.EXPORT}{exports}</p></div>'
        # Laid out as cards on a phone, it must stay a table to a screen reader.
        f'<table id="targets" role="table"><caption class="sr">{texts.TARGETS}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _row(item: Item) -> str:
    target = item.target
    quote = "" if target.quote == target.indicator else f"<q>{escape(target.quote)}</q>"
    line = ""
    if item.has_line:
        key = escape(target.indicator_key.replace(" ", "_"))
        line = f'<a class="line" href="/lines#{key}">{texts.SEE_LINE}</a>'
    cells = (
        (texts.VALUE, f"{escape(item.value)}{line}"),
        (texts.PERIOD, escape(item.when)),
        (texts.CATEGORY, escape(item.category or texts.NO_CATEGORY)),
        (texts.ATTRIBUTE, escape(target.attribute or texts.NO_ATTRIBUTE)),
        (texts.KIND, item.kind),
        (texts.SOURCE, place_link(target)),
    )
    written = "".join(
        f'<td role="cell"><span class="head" aria-hidden="true">{head}</span>{cell}</td>'
        for head, cell in cells
    )
    return (
        f'<tr role="row"><th scope="row" role="rowheader"><b>{escape(target.indicator)}</b>'
        f"{quote}</th>{written}</tr>"
    )


def place_link(target: Target) -> str:
    """The target's place, opening it in the reader."""
    at = target.locator
    return f'<a class="place" href="{escape(link(at.start, at.end))}">{place_name(at.label)}</a>'


def _form(items: Sequence[Item], wanted: Filter) -> str:
    attributes = dict.fromkeys(item.target.attribute for item in items)
    categories = [(name or NONE, name or texts.NO_CATEGORY) for name in category_names(items)]
    named = [(name, name) for name in attributes if name]
    unmarked = (NONE, texts.NO_ATTRIBUTE)
    periods = {item.period for item in items}
    kinds = {item.target.kind.value for item in items}
    figures = " checked" if wanted.figures else ""
    return (
        f'<form id="filters" action="{PATH}" method="get" role="search">'
        f'<label class="text"><span>{texts.WORDS}</span>'
        f'<input type="search" name="q" maxlength="60" value="{escape(wanted.q)}"></label>'
        f"<details open><summary>{texts.MORE_FILTERS}</summary><div>"
        + _select("period", texts.PERIOD, _in(texts.PERIODS, periods), wanted.period)
        + _select("category", texts.CATEGORY, categories, wanted.category)
        + _select("attribute", texts.ATTRIBUTE, [*named, unmarked], wanted.attribute)
        + _select("kind", texts.KIND, _in(KINDS, kinds), wanted.kind)
        + _figure("least", texts.LEAST, wanted.least)
        + _figure("most", texts.MOST, wanted.most)
        + _select("sort", texts.SORT, texts.SORTS.items(), wanted.sort, any_of=False)
        + f'<label class="check"><input type="checkbox" name="figures" value="1"{figures}>'
        f"<span>{texts.FIGURES_ONLY}</span></label></div></details>"
        f'<p class="buttons"><button type="submit">{texts.FILTER}</button>'
        f'<a id="clear" href="{PATH}">{texts.CLEAR}</a></p></form>'
    )


def _in(names: dict[str, str], used: set[str]) -> list[tuple[str, str]]:
    return [(value, name) for value, name in names.items() if value in used]


def _select(name: str, head: str, options: Options, chosen: str, any_of: bool = True) -> str:
    offered = [("", texts.ANY), *options] if any_of else options
    written = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(said)}</option>"
        for value, said in offered
    )
    return f'<label><span>{head}</span><select name="{name}">{written}</select></label>'


def _figure(name: str, head: str, value: str) -> str:
    return (
        f'<label class="figure"><span>{head}</span><input name="{name}" inputmode="decimal" '
        f'maxlength="12" value="{escape(value)}"></label>'
    )
