"""Vectors kept by what they are vectors of, so that an unchanged text is never computed twice.

A vector file is an ``.npz`` of ``keys`` (16 bytes each, of the kind and the text), ``rows``
(float16) and ``fingerprint`` (of the encoder). Rows are rounded to float16 before first
use, so a search answers the same from a file as from fresh vectors; the rounding moves a
cosine by less than 1e-6.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.types import Encoder, Unit, Vectors, Way

PASSAGE, QUERY = "passage", "query"
_KEY_BYTES = 16

Rows = dict[bytes, NDArray[np.float16]]


def load_rows(path: Path, encoder: Encoder) -> Rows:
    """The rows of a vector file; none where it is missing, damaged or of another encoder."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["fingerprint"]) != encoder.fingerprint:
                return {}
            keys, rows = file["keys"], file["rows"]
    except Exception:  # a damaged file makes numpy raise nearly anything
        return {}
    if rows.dtype != np.float16 or rows.shape != (len(keys), encoder.dimension):
        return {}
    return {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}


def save_rows(path: Path, rows: Rows, encoder: Encoder) -> None:
    """Write a vector file and see it to the disk."""
    keys = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(-1, _KEY_BYTES)
    matrix = np.array(list(rows.values()), dtype=np.float16).reshape(-1, encoder.dimension)
    with path.open("wb") as file:
        np.savez(file, keys=keys, rows=matrix, fingerprint=np.array(encoder.fingerprint))
        file.flush()
        os.fsync(file.fileno())


def rows_for(
    units: Sequence[Unit], ways: Sequence[Way], encoder: Encoder, known: Iterable[Rows] = ()
) -> Rows:
    """The rows of exactly these texts: taken from ``known`` where they are there, else encoded."""
    wanted = {(PASSAGE, unit.text): key(PASSAGE, unit.text) for unit in units}
    wanted |= {(QUERY, way.text): key(QUERY, way.text) for way in ways}
    found: Rows = {}
    for rows in known:
        found |= {name: rows[name] for name in wanted.values() if name in rows}
    for kind, encode in ((PASSAGE, encoder.encode_passages), (QUERY, encoder.encode_queries)):
        missing = [text for (k, text), name in wanted.items() if k == kind and name not in found]
        if missing:
            fresh = encode(missing).astype(np.float16)
            found |= {wanted[kind, text]: row for text, row in zip(missing, fresh, strict=True)}
    return found


def matrix(kind: str, texts: Sequence[str], rows: Rows, dimension: int) -> Vectors:
    """The rows of ``texts`` in order, float32, of length one; ``KeyError`` where one lacks."""
    if not texts:
        return np.empty((0, dimension), dtype=np.float32)
    found: Vectors = np.stack([rows[key(kind, text)] for text in texts]).astype(np.float32)
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.float32(1e-12))
    return found


def save_seed(path: Path, units: Sequence[Unit], ways: Sequence[Way], encoder: Encoder) -> None:
    """Make the vector file that ships with the product, so that a first start encodes nothing.

    Vectors already in the file are taken from it.
    """
    rows = rows_for(units, ways, encoder, [load_rows(path, encoder)])
    aside = path.with_name(path.name + ".tmp")
    save_rows(aside, rows, encoder)
    os.replace(aside, path)


def key(kind: str, text: str) -> bytes:
    """What a vector is kept under; ``kind`` says which prompt it was made with."""
    digest = hashlib.blake2b(f"{kind}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16)
    return digest.digest()
