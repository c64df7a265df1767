"""Makes the vector file that ships with a plan, so that a first start encodes nothing.

Run after the plan's text, the units, the ways of asking or the adapter changed:
``python scripts/seed_vectors.py``. Vectors of the model itself are kept in the user's cache,
so that only new texts are encoded.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent))

from platformdirs import user_cache_path

from assistant.adapting import AdaptedEncoder
from assistant.opening import SEED
from assistant.ranking import Adapter
from assistant.search import as_ways
from assistant.settings import APP
from embeddings.encoder import SentenceTransformerEncoder, as_encoder
from embeddings.units import build_units
from embeddings.vectors import PASSAGE, QUERY, key, load_rows, matrix, rows_for, save_rows
from knowledge.library import load
from knowledge.ways import load_ways

BASE = "base-vectors.npz"


def main() -> None:
    """Writes ``vectors.npz`` beside the default plan."""
    knowledge = load()
    units = build_units(knowledge.plan)
    ways = as_ways(load_ways(knowledge.folder / "bank", knowledge.plan), units)
    base = as_encoder(SentenceTransformerEncoder.find(progress=_show))
    cache = user_cache_path(APP) / BASE
    rows = rows_for(units, ways, base, [load_rows(cache, base)])
    cache.parent.mkdir(parents=True, exist_ok=True)
    save_rows(cache, rows, base)
    adapter = Adapter.load()
    encoder = AdaptedEncoder(base, adapter)
    texts = [unit.text for unit in units]
    asked = [way.text for way in ways]
    turned_units = adapter.units(matrix(PASSAGE, texts, rows, base.dimension))
    turned_ways = adapter.queries(matrix(QUERY, asked, rows, base.dimension))
    turned = {key(PASSAGE, t): row for t, row in zip(texts, turned_units, strict=True)}
    turned |= {key(QUERY, t): row for t, row in zip(asked, turned_ways, strict=True)}
    save_rows(knowledge.folder / SEED, turned, encoder)
    print(f"{len(units)} units, {len(ways)} ways")


def _show(done: int, total: int, text: str) -> None:
    if total:
        print(f"\r{text} {done}/{total}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
