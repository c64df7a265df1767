"""The elements of a Word file that its readers share; imports nothing but the standard library.

Works on any tree of elements: the standard library's and lxml's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A second copy of a text box, for programs that cannot show the first."""
SKIPPED = frozenset(
    {f"{W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText")} | {FALLBACK}
)
"""What a reader of the page does not see as text."""


def text_boxes(element: Any) -> Iterator[Any]:
    """Text boxes that hang on a paragraph, each once."""
    for child in element:
        if child.tag == FALLBACK:
            continue
        if child.tag == f"{W}txbxContent":
            yield child
        else:
            yield from text_boxes(child)
