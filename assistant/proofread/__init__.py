"""Texts that others wrote, held against the plan.

``check(text, knowledge)`` gives a :class:`Report`; ``report.to_json()`` is plain data;
``marking.marked(data, report)`` and ``marking.from_text(text, report)`` make a .docx with
highlights and comments; :mod:`assistant.uploads` reads an uploaded file. A
:class:`Proofreader` is made once for many texts. No model, no network, nothing at import.
"""

from __future__ import annotations

from assistant.proofread.checking import Proofreader, check
from assistant.proofread.types import Error, Report, Statement, Verdict
from assistant.types import Citation

__all__ = ["Citation", "Error", "Proofreader", "Report", "Statement", "Verdict", "check"]
