"""Makes the vector file that ships with a plan, so that a first start encodes nothing.

Run after the plan's text, units or ways of asking changed: ``python scripts/seed_vectors.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from assistant.opening import SEED
from assistant.search import as_ways
from embeddings.encoder import SentenceTransformerEncoder, as_encoder
from embeddings.units import build_units
from embeddings.vectors import save_seed
from knowledge.library import load
from knowledge.ways import load_ways


def main() -> None:
    """Writes ``vectors.npz`` beside the default plan."""
    knowledge = load()
    units = build_units(knowledge.plan)
    ways = as_ways(load_ways(knowledge.folder / "bank", knowledge.plan), units)
    encoder = SentenceTransformerEncoder.find(progress=_show)
    save_seed(knowledge.folder / SEED, units, ways, as_encoder(encoder))
    print(f"{len(units)} units, {len(ways)} ways")


def _show(done: int, total: int, text: str) -> None:
    if total:
        print(f"\r{text} {done}/{total}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
