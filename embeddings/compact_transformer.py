"""The first module of the default model, for sentence-transformers, in little memory.

Word vectors, four fifths of the weights, stay in ``model.safetensors`` as float16: the file
is mapped, and the rows of a text become float32 when it is encoded. The layers are BERT's
own from ``transformers``, in float32. The tokenizer is :class:`~embeddings.unigram.Unigram`.

The only module here that imports torch at once; it is imported when a model is loaded.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import safe_open
from sentence_transformers.base.modules import InputModule
from torch.nn.functional import embedding
from transformers import BertConfig, BertModel

from embeddings.unigram import UNIGRAM_FILE, Unigram, read_tokens

WEIGHTS: Final = "model.safetensors"
WORDS: Final = "embeddings.word_embeddings.weight"
UNUSED: Final = "pooler."
FILES: Final = ("config.json", UNIGRAM_FILE, WEIGHTS)


class CompactTransformer(InputModule):
    """Texts to token vectors. ``folder`` must stay as it is for as long as this lives."""

    def __init__(self, folder: Path) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.folder = folder
        config = BertConfig.from_pretrained(folder)
        self.max_seq_length = int(config.max_position_embeddings)
        self.unigram = Unigram(read_tokens(folder / UNIGRAM_FILE))
        # BERT is given vectors, not numbers; its own table is one row that is never looked at.
        config.vocab_size, config.pad_token_id, config.dtype = 1, 0, torch.float32
        self.bert = BertModel(config, add_pooling_layer=False)
        self.bert.eval()  # type: ignore[no-untyped-call]
        self.bert.load_state_dict(_layers(folder) | {WORDS: torch.zeros(1, config.hidden_size)})
        # No parameter of this module: never trained, moved or cast as a whole. Mapped apart
        # from the layers, whose part of the file is let go of once it is copied.
        with safe_open(folder / WEIGHTS, framework="pt") as file:
            self._words: torch.Tensor = file.get_tensor(WORDS)

    def get_embedding_dimension(self) -> int:
        return int(self._words.shape[1])

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, torch.Tensor | Any]:
        """``input_ids`` and ``attention_mask``, padded to the longest text."""
        limit = self.max_seq_length
        rows = [self.unigram.encode((prompt or "") + text, limit) for text in inputs]
        longest = max(map(len, rows))
        pad = self.unigram.pad
        return {
            "input_ids": torch.tensor([row + [pad] * (longest - len(row)) for row in rows]),
            "attention_mask": torch.tensor(
                [[1] * len(row) + [0] * (longest - len(row)) for row in rows]
            ),
        }

    def forward(
        self, features: dict[str, torch.Tensor | Any], **kwargs: Any
    ) -> dict[str, torch.Tensor | Any]:
        """The features with ``token_embeddings``, shape ``(texts, tokens, dimension)``."""
        words = embedding(features["input_ids"], self._words).float()
        found = self.bert(inputs_embeds=words, attention_mask=features["attention_mask"])
        return features | {"token_embeddings": found.last_hidden_state}

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        for name in FILES:
            shutil.copyfile(self.folder / name, Path(output_path) / name)

    @classmethod
    def load(cls, model_name_or_path: str, *args: Any, **kwargs: Any) -> CompactTransformer:
        return cls(Path(model_name_or_path))


def _layers(folder: Path) -> dict[str, torch.Tensor]:
    """Everything but word vectors and pooler, float16, mapped."""
    with safe_open(folder / WEIGHTS, framework="pt") as file:
        names = set(file.keys()) - {WORDS}
        return {name: file.get_tensor(name) for name in names if not name.startswith(UNUSED)}
