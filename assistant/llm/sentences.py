"""A reply as it comes in: thinking aloud is dropped, whole sentences are handed on."""

from __future__ import annotations

import re

OPEN, CLOSE = "<think>", "</think>"
END = re.compile(r"[。！？!?\n]+[”’」』）)]*")


class Sentences:
    """Cuts a stream of text into sentences."""

    def __init__(self) -> None:
        self._left = ""
        self._thinking = False
        self._quiet = ""

    def feed(self, text: str) -> list[str]:
        """The sentences that ``text`` completes."""
        self._left += self._aloud(text)
        found = []
        while match := END.search(self._left):
            if match.end() == len(self._left):
                # A closing mark may still follow.
                break
            found.append(self._left[: match.end()])
            self._left = self._left[match.end() :]
        return [s.strip() for s in found if s.strip()]

    def rest(self) -> list[str]:
        """What is left when the stream has ended."""
        left, self._left = self._left + ("" if self._thinking else self._quiet), ""
        self._quiet = ""
        return [s.strip() for s in re.split(r"(?<=[。！？!?\n])(?![”’」』）)])", left) if s.strip()]

    def _aloud(self, text: str) -> str:
        """``text`` without what stands between the marks of thinking."""
        text, self._quiet = self._quiet + text, ""
        out = ""
        while text:
            mark = CLOSE if self._thinking else OPEN
            at = text.find(mark)
            if at < 0:
                keep = _partial(text, mark)
                out += "" if self._thinking else text[: len(text) - keep]
                self._quiet = text[len(text) - keep :] if keep else ""
                break
            out += "" if self._thinking else text[:at]
            text = text[at + len(mark) :]
            self._thinking = not self._thinking
        return out


def _partial(text: str, mark: str) -> int:
    """Length of the longest start of ``mark`` that ``text`` ends with."""
    return next((n for n in range(len(mark) - 1, 0, -1) if text.endswith(mark[:n])), 0)
