"""The plan as a document: whole, linked, with its tables, terms and contradictions."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from assistant.web import texts
from assistant.web.reader.document import Document, link
from assistant.web.reader.spans import address, conflict_id, term_id
from assistant.web.reader.tables import lay_out
from tests.web.scripted import ENTRY, HOSTILE, MID, plan

OURS = {
    *("div", "p", "h1", "h2", "h3", "h4", "h5", "section", "article", "ul", "ol", "li", "a"),
    *("b", "q", "dfn", "mark", "span", "table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("details", "summary"),
}
VOID = {"meta", "link", "input", "br"}


class Shown(HTMLParser):
    """What a page shows: elements, and the text outside of notes, links and captions."""

    def __init__(self, html: str, without: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._without = without
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in VOID:
            classes = set(given.get("class", "").split())
            hidden = bool(classes & self._without) or tag in self._without
            self._open.append((tag, hidden or bool(self._open and self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1][1]):
            self.text += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [a for t, a in self.elements if t == tag and wanted.items() <= a.items()]


@pytest.fixture(scope="module")
def document() -> Document:
    return Document(plan())


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_character_of_the_plan_is_there_once_and_in_order(document: Document) -> None:
    shown = Shown(document.body(), frozenset({"margin", "aside", "caption"}))
    assert bare(shown.text) == bare(plan().plan.text)


def test_every_section_box_row_and_term_has_an_id_of_its_own(document: Document) -> None:
    ids = Counter(a["id"] for _, a in Shown(document.body() + document.notes).elements if "id" in a)
    assert [name for name, count in ids.items() if count > 1] == []
    read = plan().plan
    wanted = [
        *(section.id for section in read.sections),
        *(column.locator.label for column in read.columns),
        *(leaf.id for leaf in read.leaves if leaf.kind == "table_row"),
        *(term_id(term) for term in read.terms),
        *(conflict_id(conflict) for conflict in plan().conflicts),
        *("专栏24", "终期·第26项", "专栏24·到2025年"),
    ]
    assert [name for name in wanted if address(name) not in ids] == []


def test_every_link_within_leads_somewhere(document: Document) -> None:
    shown = Shown(document.contents + document.body() + document.notes)
    ids = {a["id"] for _, a in shown.elements if "id" in a}
    links = [a["href"] for a in shown.all("a")]
    assert links and {h for h in links if h.startswith("#")} <= {f"#{name}" for name in ids}


def test_contents_list_sections_boxes_and_tables_in_order(document: Document) -> None:
    shown = Shown(document.contents)
    links = [a["href"][1:] for a in shown.all("a")]
    assert len(links) == len(plan().plan.sections) + 36 + 3 + 1
    body = document.body()
    places = [body.index(f'id="{name}"') for name in links[:-1]]
    assert places == sorted(places)
    assert "第一部分 发展背景" in shown.text and "一、指导思想" in shown.text


def test_a_cell_carried_down_is_one_cell(document: Document) -> None:
    table = next(t for t in plan().plan.tables if t.id == "终期")
    depths = [cell.rows for _, cells in lay_out(table) for cell in cells if cell.rows > 1]
    assert len(depths) == 5 and sum(depths) == 36
    columns = [0] * len(table.rows)
    for i, (_, cells) in enumerate(lay_out(table)):
        for cell in cells:
            for row in range(i, i + cell.rows):
                columns[row] += 1
    assert set(columns) == {len(table.header)}
    assert 'rowspan="' in document.body()


def test_a_figure_in_a_row_carries_its_columns_head(document: Document) -> None:
    html = document.body()
    row = html[html.index('id="专栏1·第2项"') :]
    row = row[: row.index("</tr>")]
    heads = [a["data-head"] for a in Shown(row).all("td") if "data-head" in a]
    assert heads == ["单位", "规划目标值", "2020年情况", "属性"]
    # What names the row needs none: its number, its first words, a category over many rows.
    last = html[html.index('id="终期·第26项"') :]
    assert "data-head" not in last[: last.index("</tr>")]
    assert not any("data-head" in a for a in Shown(html).all("th"))


def test_terms_are_linked_wherever_they_stand_but_not_in_their_own_entry(
    document: Document,
) -> None:
    html = document.body()
    (term,) = (t for t in plan().plan.terms if t.term == "学区制")
    own = html.index(f'id="{term_id(term)}"')
    uses = [m.start() for m in re.finditer(f'class="term" href="#{term_id(term)}"', html)]
    entry = plan().plan.quote(term.locator)
    assert len(uses) == plan().plan.text.count(term.term) - entry.count(term.term)
    assert uses and not any(own < use < own + len(entry) for use in uses)


def test_a_contradiction_is_in_the_margin_of_each_side_and_opens_both(document: Document) -> None:
    conflict = next(c for c in plan().conflicts if c.id == "C01")
    html = document.body()
    assert html.count(f'href="#{conflict_id(conflict)}"') == len(conflict.mentions)
    note = document.notes[document.notes.index(f'id="{conflict_id(conflict)}"') :]
    note = note[: note.index("</article>")]
    for mention in conflict.mentions:
        assert f'data-span="{mention.start}-{mention.end}"' in note
        assert plan().plan.quote(mention) in note


def test_a_cited_span_is_marked_with_an_id(document: Document) -> None:
    html = document.body((ENTRY.start, ENTRY.end))
    shown = re.search(r'<mark id="cited">(.*?)</mark>', html)
    assert shown and bare(Shown(shown[1]).text) == ENTRY.quote
    assert html.count("<mark") == 1


def test_an_excerpt_has_the_row_in_its_table_and_the_notes_it_points_at(
    document: Document,
) -> None:
    html = document.excerpt(ENTRY.start, ENTRY.end)
    shown = Shown(html)
    ids = {a["id"] for _, a in shown.elements if "id" in a}
    assert "<mark>" in html and "<table>" in html and ENTRY.label in html
    links = [a for a in shown.all("a") if a.get("class") in ("term", "odd")]
    assert links and {a["href"].removeprefix("/reader#") for a in links} <= ids
    assert shown.all("a", href=link(ENTRY.start, ENTRY.end))


@pytest.mark.parametrize("place", [ENTRY, MID, HOSTILE], ids=lambda place: place.label)
def test_only_our_own_elements_come_out(document: Document, place: object) -> None:
    assert isinstance(place, type(ENTRY))
    for html in (document.excerpt(place.start, place.end), document.body(), document.contents):
        for tag, attributes in Shown(html).elements:
            assert tag in OURS
            assert not any(name.startswith("on") or name == "style" for name in attributes)
            assert attributes.get("href", "#").startswith(("#", "/reader"))


def test_the_page_is_strict_cached_and_compressed(client: TestClient) -> None:
    page = client.get("/reader", headers={"accept-encoding": "gzip"})
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert page.headers["content-encoding"] == "gzip"
    assert " style=" not in page.text and "<style" not in page.text
    assert re.findall(r"<script[^>]*>(?!</script>)", page.text) == []
    again = client.get("/reader", headers={"if-none-match": page.headers["etag"]})
    assert again.status_code == 304


def test_a_link_to_a_span_opens_the_reader_there(client: TestClient) -> None:
    page = client.get(link(ENTRY.start, ENTRY.end).split("#")[0])
    assert page.status_code == 200
    assert '<mark id="cited">' in page.text and texts.TO_CITED in page.text


@pytest.mark.parametrize(
    "query", ["start=5", "start=x&end=9", "start=-1&end=4", "start=9&end=3", "start=0&end=99999999"]
)
def test_a_link_that_is_broken_still_opens_the_plan_and_says_so(
    client: TestClient, query: str
) -> None:
    page = client.get(f"/reader?{query}")
    assert page.status_code == 404
    assert texts.CITED_MISSING in page.text and "专栏24" in page.text
