"""A .docx's text as one string, each character knowing the run it stands in.

Works on any tree of elements (the standard library's in the child, lxml's where a file is
marked), so that offsets mean the same in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge.wordml import SKIPPED, W, text_boxes

BETWEEN = "，"
"""Between the cells of a row, which read as one sentence."""


@dataclass(slots=True)
class Piece:
    """A piece of text in a run: ``text`` at ``start`` of the whole; ``leaf`` holds it."""

    run: Any
    leaf: Any
    text: str
    start: int


@dataclass(slots=True)
class Body:
    """A document's text and the pieces that it is made of, in order."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)


def read_body(root: Any) -> Body:
    """The text of a document: a line a paragraph, a line a table row."""
    parts: list[str] = []
    body = Body()
    at = 0
    for line in _lines(root.find(f"{W}body") if root.tag != f"{W}body" else root):
        first = True
        for paragraph in line:
            pieces = list(_pieces(paragraph))
            if not "".join(text for _, _, text in pieces).strip() and not (
                first and line[1:] == []
            ):
                continue
            if not first:
                parts.append(BETWEEN)
                at += len(BETWEEN)
            first = False
            for run, leaf, text in pieces:
                body.pieces.append(Piece(run, leaf, text, at))
                parts.append(text)
                at += len(text)
        parts.append("\n")
        at += 1
    body.text = "".join(parts)
    return body


def _lines(parent: Any) -> Iterator[list[Any]]:
    """Paragraphs, each on its own; those of a row together."""
    if parent is None:
        return
    for child in parent:
        if child.tag in SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}p":
            yield [child]
            for box in text_boxes(child):
                yield from _lines(box)
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                yield [p for cell in row.iter(f"{W}tc") for p in cell.iter(f"{W}p")]
        else:
            yield from _lines(child)


def _pieces(paragraph: Any, run: Any = None) -> Iterator[tuple[Any, Any, str]]:
    """Runs' texts in order: (run, element that holds the text, text)."""
    for child in paragraph:
        if child.tag in SKIPPED or child.tag == f"{W}txbxContent" or not isinstance(child.tag, str):
            continue
        own = child if child.tag == f"{W}r" else run
        if child.tag == f"{W}t" and own is not None:
            if text := (child.text or "").replace("\n", " "):
                yield own, child, text
        elif child.tag in (f"{W}br", f"{W}cr", f"{W}tab") and own is not None:
            yield own, child, " "
        elif child.tag == f"{W}noBreakHyphen" and own is not None:
            yield own, child, "-"
        else:
            yield from _pieces(child, own)
