"""Questions about the plan in, checked answers with their places out.

The public face: ``open_assistant(load_settings()).ask(question)``. Importing is free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.types import Answer, Citation, Figure, Notice, NoticeKind, Passage, Status

if TYPE_CHECKING:
    from assistant.service import Assistant, open_assistant
    from assistant.settings import Settings, SettingsError, load_settings

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Figure",
    "Notice",
    "NoticeKind",
    "Passage",
    "Settings",
    "SettingsError",
    "Status",
    "load_settings",
    "open_assistant",
]
_HOMES = {
    "Assistant": "service",
    "open_assistant": "service",
    "Settings": "settings",
    "SettingsError": "settings",
    "load_settings": "settings",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
