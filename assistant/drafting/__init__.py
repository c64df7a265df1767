"""Drafts from the plan's own words: every figure locked to its record, every sentence sourced."""

from assistant.drafting.approvals import Approval, Approvals, NotApproved
from assistant.drafting.editing import Edited, Problem, edited
from assistant.drafting.making import make
from assistant.drafting.markdown import to_markdown
from assistant.drafting.sheet import to_xlsx
from assistant.drafting.smoothing import Smoothed, smooth
from assistant.drafting.types import Draft, Kind, NothingFound, Period, Request
from assistant.drafting.word import to_docx

__all__ = [
    "Approval",
    "Approvals",
    "Draft",
    "Edited",
    "Kind",
    "NotApproved",
    "NothingFound",
    "Period",
    "Problem",
    "Request",
    "Smoothed",
    "edited",
    "make",
    "smooth",
    "to_docx",
    "to_markdown",
    "to_xlsx",
]
