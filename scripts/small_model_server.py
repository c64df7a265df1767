"""llama.cpp's server as ``scripts/small_model.py`` starts it, in an environment of its own."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# By name: the package lives in that environment only and is no dependency of the project.
Llama: Any = import_module("llama_cpp").Llama

WHOLE = 4
"""Bytes of the longest character: what is still broken after so many stays broken."""
_detokenize = Llama.detokenize


def detokenize(self: Any, *args: Any, **kwargs: Any) -> bytes:
    """Bytes that are no character come out as U+FFFD.

    The library's stream waits for them to become one, for ever, and tries all of what came
    since with every new token: a weak model that writes one such byte holds the server.
    """
    text: bytes = _detokenize(self, *args, **kwargs)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(text) - error.start >= WHOLE:
            return text.decode("utf-8", "replace").encode("utf-8")
    return text


Llama.detokenize = detokenize

if __name__ == "__main__":
    import_module("llama_cpp.server.__main__").main()
