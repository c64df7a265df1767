"""llama.cpp's server as ``scripts/small_model.py`` starts it, in an environment of its own."""

from __future__ import annotations

from typing import Any

from llama_cpp import Llama
from llama_cpp.server.__main__ import main

WHOLE = 4
"""Bytes of the longest character: what is still broken after so many stays broken."""
_detokenize = Llama.detokenize


def detokenize(self: Llama, *args: Any, **kwargs: Any) -> bytes:
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
    main()
