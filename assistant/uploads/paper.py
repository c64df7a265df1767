"""The paper that a Word file of ours is on: A4, and its text in the Chinese of the mainland."""

from __future__ import annotations

from typing import Any


def chinese(document: Any) -> None:
    """Sets page and language of a python-docx document.

    Without the language an office takes Chinese for Japanese or Taiwan's where a face is not
    there, and sets its commas in the middle of the line.
    """
    from docx.oxml.ns import qn
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
