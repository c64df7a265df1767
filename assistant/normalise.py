"""A question as typed → the same question in one spelling.

``clean`` takes out what nobody means to type (control and zero-width characters, lone
surrogates, width variants, traditional script); ``Lexicon`` turns lay and dialect words
into the plan's.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path
from typing import Any

# Cc, Cf (zero-width, bidi, tags), Cs (lone surrogates), Co and variation selectors say nothing.
DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
SPACES = re.compile(r"\s+")
BETWEEN_CJK = re.compile(
    r"(?<=[\u4e00-\u9fff，。？！、；：“”])\s+(?=[\u4e00-\u9fff，。？！、；：“”])"
)
COMBINING_FLOOD = re.compile(r"[\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]+")


def clean(text: str) -> str:
    """One spelling: NFKC, no invisible characters, simplified script, single spaces."""
    text = "".join(" " if c.isspace() else c for c in text)
    kept = (c for c in text if unicodedata.category(c) not in DROPPED)
    text = VARIATION.sub("", "".join(kept))
    text = COMBINING_FLOOD.sub("", unicodedata.normalize("NFKC", text))
    text = SPACES.sub(" ", text).strip()
    return simplify(BETWEEN_CJK.sub("", text))


def simplify(text: str) -> str:
    """Traditional characters to simplified; the converter is loaded for texts that need it."""
    if not any(c in _traditional() for c in text):
        return text
    return str(_converter().convert(text))


@functools.cache
def _traditional() -> frozenset[str]:
    """Characters that stand only in traditional script, from the converter's own table."""
    import opencc

    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    characters = set()
    for line in table.read_text("utf-8").splitlines():
        key, _, values = line.partition("\t")
        if len(key) == 1 and key not in values.split():
            characters.add(key)
    return frozenset(characters)


@functools.cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


class Lexicon:
    """Lay and dialect words and the plan's words for them; longer ones go first."""

    def __init__(self, pairs: dict[str, str]) -> None:
        self.pairs = pairs
        words = sorted(pairs, key=len, reverse=True)
        self._pattern = (
            re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None
        )

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """From lines of ``lay<TAB>plan``; an empty lexicon where the file is missing.

        A word that stands for itself is left as it is where a shorter one would be replaced.
        """
        pairs: dict[str, str] = {}
        if path.is_file():
            for line in path.read_text("utf-8").splitlines():
                if line and not line.startswith("#"):
                    lay, _, plan = line.partition("\t")
                    pairs[lay] = plan
        return cls(pairs)

    def apply(self, text: str) -> str:
        """``text`` with every known word replaced once."""
        if self._pattern is None:
            return text
        return self._pattern.sub(
            lambda found: self.pairs.get(found[0], self.pairs.get(found[0].lower(), found[0])), text
        )
