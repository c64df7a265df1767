"""A checked text as a Word file: what does not agree is highlighted, with a comment each."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Sequence
from typing import Any

from assistant.proofread.types import Report, Statement, Verdict
from assistant.proofread.words import say, table
from assistant.uploads.paper import chinese
from assistant.uploads.wordtext import read_body
from knowledge.wordml import W

COLOURS = {Verdict.DIFFER: "yellow", Verdict.CONFLICT: "cyan", Verdict.ABSENT: "lightGray"}
MAX_QUOTE = 160
"""Characters of a quote in a comment."""
UNPRINTABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def marked(data: bytes, report: Report) -> bytes:
    """The uploaded .docx with its own paragraphs and runs, marked.

    ``data`` has passed :func:`assistant.uploads.read_upload`, ``report`` is of its text.
    """
    import docx

    document = docx.Document(io.BytesIO(data))
    return _marked(document, report.statements)


def from_text(text: str, report: Report) -> bytes:
    """A .docx of a plain text, a paragraph a line, marked."""
    import docx

    document = docx.Document()
    chinese(document)
    for paragraph in document.element.body.findall(f"{W}p"):
        document.element.body.remove(paragraph)
    for line in text.split("\n"):
        # One character for each, so that offsets hold.
        document.add_paragraph("".join(_printable(c) or " " for c in line))
    return _marked(document, report.statements)


def comment_text(statement: Statement) -> str:
    """What a comment says: the verdict, the plan's words with their place, the correction."""
    words = table()
    error = f"（{words['error'][statement.error.value]}）" if statement.error else ""
    lines = [
        say("say.comment_head", verdict=words["verdict"][statement.verdict.value], error=error)
    ]
    for cited in statement.citations:
        quote = " ".join(cited.quote.split())
        quote = quote if len(quote) <= MAX_QUOTE else quote[:MAX_QUOTE] + "……"
        lines.append(say("say.comment_source", label=cited.label, quote=quote))
    if statement.right:
        lines.append(say("say.comment_right", right=statement.right))
    if statement.verdict is Verdict.ABSENT and not statement.citations:
        lines.append(say("say.comment_absent"))
    return _printable("\n".join(lines))


def _marked(document: Any, statements: Sequence[Statement]) -> bytes:
    from docx.text.run import Run

    for statement in statements:
        if statement.verdict is Verdict.AGREE:
            continue
        runs = _cut(document.element, statement.start, statement.end)
        for run in runs:
            _highlight(run, COLOURS[statement.verdict])
        # A comment stays within one paragraph: a row's cells do not nest.
        home = _paragraph(runs[-1]) if runs else None
        near = [Run(r, document) for r in runs if _paragraph(r) is home]
        if near:
            document.add_comment(
                near, text=comment_text(statement), author=say("say.author"), initials="校"
            )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(run: Any) -> Any:
    return next(run.iterancestors(f"{W}p"), None)


def _cut(root: Any, start: int, end: int) -> list[Any]:
    """The runs that hold ``start:end`` and nothing else; runs are cut where they hold more."""
    runs: list[Any] = []
    for edge in (start, end):
        begun: set[int] = set()
        for piece in read_body(root).pieces:
            at = edge - piece.start
            if 0 < at < len(piece.text) or (at == 0 and id(piece.run) in begun):
                _split(piece.run, piece.leaf, at)
                break
            begun.add(id(piece.run))
    for piece in read_body(root).pieces:
        if start <= piece.start and piece.start + len(piece.text) <= end and piece.run not in runs:
            runs.append(piece.run)
    return runs


def _split(run: Any, leaf: Any, at: int) -> None:
    """Cuts a run in two inside one of its texts; both keep its formatting."""
    inside = [run, *run.iterdescendants()].index(leaf)
    second = copy.deepcopy(run)
    twin = [second, *second.iterdescendants()][inside]
    if leaf.tag == f"{W}t":
        text = leaf.text or ""
        leaf.text, twin.text = text[:at], text[at:]
        leaf.set(SPACE, "preserve")
        twin.set(SPACE, "preserve")
    home, copied = leaf, twin
    # Whatever stands behind the cut goes, whatever stands before it goes from the copy.
    while home is not run:
        for later in list(home.itersiblings()):
            later.getparent().remove(later)
        for earlier in list(copied.itersiblings(preceding=True)):
            if earlier.tag != f"{W}rPr":
                earlier.getparent().remove(earlier)
        home, copied = home.getparent(), copied.getparent()
    if leaf.tag != f"{W}t":
        # A tab or a break goes whole.
        leaf.getparent().remove(leaf)
    run.addnext(second)


def _highlight(run: Any, colour: str) -> None:
    properties = run.get_or_add_rPr()
    for old in properties.findall(f"{W}highlight"):
        properties.remove(old)
    mark = properties.makeelement(f"{W}highlight", {f"{W}val": colour})
    # Word reads the properties of a run in a fixed order; these come behind a highlight.
    later = {f"{W}{tag}" for tag in LATER}
    follower = next((child for child in properties if child.tag in later), None)
    if follower is None:
        properties.append(mark)
    else:
        follower.addprevious(mark)


LATER = (
    *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
    *("eastAsianLayout", "specVanish", "oMath"),
)


def _printable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and not UNPRINTABLE.match(c)))
