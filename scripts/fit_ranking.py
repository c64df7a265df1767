"""Fits ``assistant/ranking.npz`` and ``assistant/thresholds.toml`` from the bank of ways.

Run after the bank or the encoder changed: ``python scripts/fit_ranking.py``, then
``python scripts/seed_vectors.py``. Every part is
learned on questions that the part before has not seen: the bank is dealt into folds
(near-duplicates into one), each fold is searched with maps learned on the others, and no
question finds itself or a near-duplicate. Arrays: n ways, u units, d dimension.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from platformdirs import user_cache_path
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parent.parent))

from assistant import confidence, ranking
from assistant.numerals import YEAR
from assistant.search import Near, as_ways
from assistant.settings import APP
from embeddings.dense import DenseIndex
from embeddings.encoder import SentenceTransformerEncoder, as_encoder
from embeddings.hybrid import Retriever
from embeddings.lexical import LexicalIndex
from embeddings.types import Hit, Unit, Vectors
from embeddings.units import build_units
from embeddings.vectors import PASSAGE, QUERY, load_rows, matrix, rows_for
from knowledge.library import load
from knowledge.ways import WayOfAsking, load_ways

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
BASE = "base-vectors.npz"
"""Vectors of the model itself, kept by ``seed_vectors.py`` in the user's cache."""
FOLDS = 4
NEAR, HITS = 48, 30
ALIKE = 0.8
"""Jaccard similarity of characters' pairs from which two questions are near-duplicates."""
EPOCHS, BATCH, KEYS, TAU, DROPOUT = 12, 512, 1536, 0.05, 0.1
HIDDEN = 24
RATE, ROUNDS, DECAY = 0.05, 16, 5e-6
WRONG = 0.02
"""Share of answerable questions of the bank that may be refused."""
LIMITS = (0.3, 0.5, 0.7)
"""Probabilities of a refusal from which one may be given; the lowest that fits is taken."""
UNSEEN = 0.005
"""Share of answerable questions that may fall below the floor of nearness."""
CLAUSE = re.compile(r"[，；。：\n]")


@dataclass(frozen=True)
class Bank:
    """``gold[i, j]``: unit j answers way i. ``alike``: for each way its near-duplicates."""

    ways: tuple[WayOfAsking, ...]
    units: tuple[Unit, ...]
    rows: Vectors
    unit_rows: Vectors
    gold: Flags
    alike: list[NDArray[np.intp]]
    fold: NDArray[np.intp]


@dataclass(frozen=True)
class Found:
    """What a held-out search gave for one way."""

    near: list[Near]
    hits: list[tuple[Unit, Hit]]
    vector: Vectors | None


class Words(LexicalIndex):
    """Scores of ways where those ``hidden`` get nothing."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(texts)
        self.hidden: NDArray[np.intp] = np.zeros(0, dtype=np.intp)

    def scores(self, query: str) -> Floats:
        found = super().scores(query)
        found[self.hidden] = 0.0
        return found


class Index(DenseIndex):
    """Cosines of ways where those ``hidden`` get nothing."""

    hidden: NDArray[np.intp] = np.zeros(0, dtype=np.intp)

    def way_cosines(self, vector: Vectors) -> Floats:
        found = super().way_cosines(vector)
        found[self.hidden] = 0.0
        return found


class Known:
    """An encoder that knows the vector of one question."""

    fingerprint, dimension = "known", 384
    row: Vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.row[None]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError


def main() -> None:
    """Fits, measures on the held-out folds, writes both files."""
    start = time.monotonic()
    torch.set_num_threads(1)  # two threads on two busy cores wait for each other
    torch.use_deterministic_algorithms(True)
    bank = read_bank()
    say(start, f"{len(bank.ways)} ways, {len(bank.units)} units")
    maps = [fit_maps(bank, bank.fold != fold) for fold in range(FOLDS)]
    say(start, "maps of the folds")
    arrays: dict[str, Floats] = {}
    limits: dict[str, float] = {}
    for name in ("dense", "plain"):
        found = search_all(bank, maps if name == "dense" else None)
        say(start, f"{name}: searched")
        arrays |= fit_ranker(bank, found, name)
        arrays |= fit_judge(bank, found, name, limits)
        say(start, f"{name}: fitted")
    arrays["adapter.queries"], arrays["adapter.units"] = fit_maps(bank, bank.fold >= 0)
    small: dict[str, Any] = {key: value.astype(np.float16) for key, value in arrays.items()}
    np.savez_compressed(ranking.FILE, **small)
    lines = [f"{key} = {value:.4f}" for key, value in limits.items()]
    head = "# Fitted by scripts/fit_ranking.py on held-out ways of asking."
    confidence.FILE.write_text("\n".join([head, "[judge]", *lines, ""]), "utf-8")
    say(start, f"{ranking.FILE.name}: {ranking.FILE.stat().st_size / 1e6:.2f} MB")


def say(start: float, text: str) -> None:
    print(f"{time.monotonic() - start:5.0f} s  {text}", flush=True)


def read_bank() -> Bank:
    """The bank with its vectors, its gold units and its folds."""
    knowledge = load()
    units = build_units(knowledge.plan)
    ways = load_ways(knowledge.folder / "bank", knowledge.plan)
    encoder = as_encoder(SentenceTransformerEncoder.find())
    linked = as_ways(ways, units)
    rows = rows_for(units, linked, encoder, [load_rows(user_cache_path(APP) / BASE, encoder)])
    alike = [np.flatnonzero(flags) for flags in near_duplicates([w.text for w in ways])]
    fold = np.full(len(ways), -1, dtype=np.intp)
    random = np.random.default_rng(0)
    for number in random.permutation(len(ways)):
        known = fold[alike[number]]
        fold[number] = known.max() if known.max() >= 0 else random.integers(FOLDS)
    return Bank(
        ways,
        units,
        matrix(QUERY, [w.text for w in ways], rows, 384),
        matrix(PASSAGE, [u.text for u in units], rows, 384),
        gold_units(ways, units, knowledge.plan.text),
        alike,
        fold,
    )


def near_duplicates(texts: Sequence[str]) -> Iterator[Flags]:
    """For each text the flags of all that are alike, itself included."""
    grams = [{text[i : i + 2] for i in range(len(text) - 1)} or {text} for text in texts]
    place: dict[str, list[int]] = {}
    for number, pairs in enumerate(grams):
        for pair in pairs:
            place.setdefault(pair, []).append(number)
    sizes = np.array([len(pairs) for pairs in grams])
    postings = {pair: np.array(numbers) for pair, numbers in place.items()}
    for number, pairs in enumerate(grams):
        shared = np.zeros(len(texts))
        for pair in pairs:
            shared[postings[pair]] += 1
        flags = shared / (sizes + sizes[number] - shared) >= ALIKE
        flags[number] = True
        yield flags


def gold_units(ways: Sequence[WayOfAsking], units: Sequence[Unit], text: str) -> Flags:
    """Units that a way's spans touch, and units that say a clause of them again."""
    known: dict[tuple[int, int], list[int]] = {}
    position = {unit.id: number for number, unit in enumerate(units)}
    gold = np.zeros((len(ways), len(units)), dtype=np.bool_)
    clauses = [text[unit.start : unit.end] if "@" in unit.id else "" for unit in units]
    for number, (way, linked) in enumerate(zip(ways, as_ways(ways, units), strict=True)):
        gold[number, [position[target] for target in linked.targets]] = True
        for span in () if way.refuses else way.spans:
            if (span.start, span.end) not in known:
                parts = (
                    CLAUSE.split(text[span.start : span.end]) if span.end - span.start < 200 else []
                )
                said = [re.sub(r"^到20\d\d年", "", part.strip()) for part in parts]
                known[span.start, span.end] = [
                    n
                    for n, words in enumerate(clauses)
                    if any(len(s) >= 8 and s in words for s in said)
                ]
            gold[number, known[span.start, span.end]] = True
    return gold


def fit_maps(bank: Bank, used: Flags) -> tuple[Floats, Floats]:
    """Maps ``(d, d)`` of questions and of units, learned by contrast.

    A question is to lie nearer to those that share a unit (or a kind of refusal) with it
    than to others, and nearer to its units than to others.
    """
    generator = torch.Generator().manual_seed(0)
    torch.manual_seed(0)
    chosen = np.flatnonzero(used)
    rows, unit_rows = torch.tensor(bank.rows[chosen]), torch.tensor(bank.unit_rows)
    gold = torch.tensor(bank.gold[chosen].astype(np.float32))
    kinds = confidence.KINDS
    kind = torch.tensor(
        [kinds.index(w.asks) if w.refuses else -1 - n for n, w in enumerate(_pick(bank, chosen))]
    )
    akin = (gold @ gold.T > 0) | (kind[:, None] == kind[None])
    queries = torch.zeros(rows.shape[1], rows.shape[1], requires_grad=True)
    targets = torch.zeros_like(queries, requires_grad=True)
    optimiser = torch.optim.Adam([queries, targets], lr=1e-3)
    count = len(rows)
    steps = EPOCHS * -(-count // BATCH)
    decay = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.02, steps)
    for _ in range(EPOCHS):
        order = torch.randperm(count, generator=generator)
        for batch in torch.split(order, BATCH):
            keys = torch.cat((batch, torch.randperm(count, generator=generator)[:KEYS]))
            dropped = functional.dropout(rows[batch], DROPOUT)
            asked = functional.normalize(rows[batch] + dropped @ queries)
            against = functional.normalize(rows[keys] + rows[keys] @ queries)
            same = batch[:, None] == keys[None]
            loss = contrast(
                (asked @ against.T).masked_fill(same, -99), akin[batch][:, keys] & ~same
            )
            unit = functional.normalize(unit_rows + unit_rows @ targets)
            loss = loss + 0.5 * contrast(asked @ unit.T, gold[batch] > 0)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            decay.step()
    same_size = np.eye(rows.shape[1], dtype=np.float32)
    return same_size + queries.detach().numpy(), same_size + targets.detach().numpy()


def _pick(bank: Bank, chosen: NDArray[np.intp]) -> list[WayOfAsking]:
    return [bank.ways[n] for n in chosen]


def contrast(cosines: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Mean negative log of the right ones' share; rows without a right one do not count."""
    scores = cosines / TAU
    some = right.any(1)
    share = torch.logsumexp(scores.masked_fill(~right, -1e4), 1) - torch.logsumexp(scores, 1)
    return -share[some].mean()


def search_all(bank: Bank, maps: Sequence[tuple[Floats, Floats]] | None) -> list[Found]:
    """Searches with every way, it and its near-duplicates hidden; without maps, by characters."""
    found: list[Found | None] = [None] * len(bank.ways)
    retriever = Retriever(bank.units, as_ways(bank.ways, bank.units))
    words = Words([way.text for way in bank.ways])
    retriever._way_words = words
    by_text = {way.text: way for way in bank.ways}
    by_id = {unit.id: unit for unit in bank.units}
    encoder = Known()
    for fold in range(FOLDS):
        index: Index | None = None
        rows = bank.rows
        if maps is not None:
            adapter = ranking.Adapter(*maps[fold])
            rows = adapter.queries(bank.rows)
            index = Index(adapter.units(bank.unit_rows), rows)
            retriever.attach(index, encoder)
        for number in np.flatnonzero(bank.fold == fold):
            words.hidden = bank.alike[number]
            if index is not None:
                index.hidden = bank.alike[number]
                encoder.row = rows[number]
            text = bank.ways[number].text
            near = [
                Near(by_text[h.way.text], h.cosine, h.lexical) for h in retriever.ways(text, NEAR)
            ]
            hits = [(by_id[hit.id], hit) for hit in retriever.search(text, HITS)]
            found[number] = Found(near, hits, rows[number] if index is not None else None)
    return [item for item in found if item is not None]


def years(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m[1] for m in YEAR.finditer(text)))


def fit_ranker(bank: Bank, found: Sequence[Found], name: str) -> dict[str, Floats]:
    """Weights of the ranker, by a softmax over each question's candidates."""
    rows, right, kept = [], [], []
    position = {unit.id: number for number, unit in enumerate(bank.units)}
    for number, (way, item) in enumerate(zip(bank.ways, found, strict=True)):
        answering = [n for n in item.near if not n.way.refuses and n.way.spans]
        flags = bank.gold[number, [position[unit.id] for unit, _ in item.hits]]
        if answering and flags.any():
            rows.append(ranking.features(way.text, answering, item.hits, years(way.text))[0])
            right.append(flags)
            kept.append(number)
    data, labels, fold = _padded(rows), _padded(right) > 0, bank.fold[kept]
    held = np.zeros(labels.shape, dtype=np.float32)
    for one in range(FOLDS):
        weights = fit_softmax(data[fold != one], labels[fold != one], name)
        ranker = ranking.Ranker(weights)
        for number in np.flatnonzero(fold == one).tolist():
            held[number] = np.nan_to_num(ranker.logits(data[number], name), nan=-np.inf)
    answerable = sum(not way.refuses for way in bank.ways)
    first = sum(bool(f[h.argmax()]) for h, f in zip(held, labels, strict=True))
    fused = int(labels[:, 0].sum())
    print(
        f"   {name}: of {answerable} a right unit is among {HITS} for {len(kept)}, "
        f"first fused {fused / answerable:.3f}, first ranked {first / answerable:.3f}"
    )
    return fit_softmax(data, labels, name)


def _padded(parts: Sequence[NDArray[np.generic]]) -> Floats:
    """One array from parts of up to HITS rows; rows that lack are NaN."""
    found: Floats = np.full((len(parts), HITS, *parts[0].shape[1:]), np.nan, dtype=np.float32)
    for row, part in zip(found, parts, strict=True):
        row[: len(part)] = part
    return found


def fit_softmax(data: Floats, labels: Flags, name: str) -> dict[str, Floats]:
    """From features ``(n, c, f)`` and flags ``(n, c)``; one hidden layer and a straight part."""
    torch.manual_seed(0)
    real = data[~np.isnan(data[..., 0])]
    mean, scale = real.mean(axis=0), real.std(axis=0) + np.float32(1e-3)
    # What never varied says nothing; a small scale would blow it up where it does vary.
    scale[scale < 2e-3] = 1e3
    absent = torch.tensor(np.isnan(data[..., 0]))
    x, right = torch.tensor(np.nan_to_num((data - mean) / scale)), torch.tensor(labels)
    inner = torch.nn.Linear(data.shape[2], HIDDEN)
    outer = torch.nn.Linear(HIDDEN, 1, bias=False)
    straight = torch.nn.Linear(data.shape[2], 1, bias=False)
    layers = torch.nn.ModuleList((inner, outer, straight))
    optimiser = torch.optim.AdamW(layers.parameters(), lr=3e-3, weight_decay=0.02)
    for epoch in range(20):
        for group in optimiser.param_groups:
            group["lr"] = 3e-3 * (1 - epoch / 20)
        for batch in torch.split(torch.randperm(len(x)), 256):
            scores = (outer(torch.relu(inner(x[batch]))) + straight(x[batch]))[..., 0]
            scores = scores.masked_fill(absent[batch], -1e4)
            share = torch.logsumexp(scores.masked_fill(~right[batch], -1e4), 1)
            loss = (torch.logsumexp(scores, 1) - share).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    parts = {
        "inner": inner.weight.T,
        "bias": inner.bias,
        "outer": outer.weight[0],
        "straight": straight.weight[0],
    }
    arrays = {f"{name}.{key}": part.detach().numpy().copy() for key, part in parts.items()}
    return arrays | {f"{name}.mean": mean, f"{name}.scale": scale}


def fit_judge(
    bank: Bank, found: Sequence[Found], name: str, limits: dict[str, float]
) -> dict[str, Floats]:
    """Weights of the judge; its thresholds are put into ``limits``."""
    dense = name == "dense"
    rest = np.stack([_rest(item, dense) for item in found])
    grams = [confidence.characters(way.text) for way in bank.ways]
    kinds, asks = confidence.KINDS, confidence.ASKS
    kind = np.array([kinds.index(w.asks) if w.refuses else 0 for w in bank.ways])
    want = np.array([-1 if w.refuses else asks.index(w.asks) for w in bank.ways])
    held = np.zeros((len(kind), len(kinds) + len(asks)), dtype=np.float32)
    for fold in range(FOLDS):
        new = bank.fold == fold
        held[new] = _apply(fit_linear(rest, grams, kind, want, ~new), rest, grams, new)
    shares = np.exp(held[:, : len(kinds)])
    refusing = 1.0 - shares[:, 0] / shares.sum(axis=1)
    answerable = kind == 0
    fitting = [at for at in LIMITS if (refusing[answerable] > at).mean() <= WRONG]
    limit = fitting[0] if fitting else LIMITS[-1]
    nearest = [max((n.cosine if dense else n.lexical for n in f.near), default=0.0) for f in found]
    floor = float(np.quantile(np.array(nearest)[answerable], UNSEEN))
    word = "dense" if dense else "lexical"
    limits |= {f"refuse_{word}": limit, f"floor_{word}": floor}
    best = 1 + held[:, 1 : len(kinds)].argmax(axis=1)
    told = refusing > limit
    print(
        f"   {name}: limit {limit:.3f} refused wrongly {told[answerable].mean():.3f}, "
        f"rightly {told[~answerable].mean():.3f}, as the right kind "
        f"{(told & (best == kind))[~answerable].mean():.3f}, "
        f"asks {(held[:, len(kinds) :].argmax(axis=1) == want)[answerable].mean():.3f}"
    )
    for at in LIMITS:
        t = refusing > at
        print(
            f"      at {at}: wrongly {t[answerable].mean():.3f} rightly {t[~answerable].mean():.3f}"
        )
    weights = fit_linear(rest, grams, kind, want, np.ones(len(kind), dtype=np.bool_))
    return {f"judge.{name}.{key}": value for key, value in weights.items()}


def _rest(item: Found, dense: bool) -> Floats:
    beside = confidence.neighbours(item.near, dense)
    return beside if item.vector is None else np.concatenate((beside, item.vector))


def _apply(
    weights: dict[str, Floats],
    rest: Floats,
    grams: Sequence[tuple[list[int], float]],
    which: Flags,
) -> Floats:
    found = rest[which] @ weights["rest"] + weights["bias"]
    for row, number in enumerate(np.flatnonzero(which).tolist()):
        buckets, weight = grams[number]
        found[row] += weight * weights["characters"][buckets].sum(axis=0)
    return found


def fit_linear(
    rest: Floats,
    grams: Sequence[tuple[list[int], float]],
    kind: NDArray[np.intp],
    want: NDArray[np.intp],
    used: Flags,
) -> dict[str, Floats]:
    """Two multinomial logistic regressions side by side, held small by weight decay."""
    torch.manual_seed(0)
    kinds, asks = len(confidence.KINDS), len(confidence.ASKS)
    table = torch.nn.EmbeddingBag(confidence.BUCKETS, kinds + asks, mode="sum")
    torch.nn.init.zeros_(table.weight)
    linear = torch.nn.Linear(rest.shape[1], kinds + asks)
    torch.nn.init.zeros_(linear.weight)
    optimiser = torch.optim.Adam([*table.parameters(), *linear.parameters()], lr=RATE)
    numbers = np.flatnonzero(used)
    x, y, z = torch.tensor(rest), torch.tensor(kind), torch.tensor(want)
    for epoch in range(ROUNDS):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - epoch / ROUNDS)
        for batch in torch.split(torch.tensor(numbers)[torch.randperm(len(numbers))], 512):
            some = [grams[n] for n in batch.tolist()]
            ids = torch.tensor([b for buckets, _ in some for b in buckets])
            starts = torch.tensor(np.cumsum([0, *(len(b) for b, _ in some[:-1])]))
            weights = torch.tensor([w for buckets, w in some for _ in buckets])
            scores = linear(x[batch]) + table(ids, starts, per_sample_weights=weights)
            loss = functional.cross_entropy(scores[:, :kinds], y[batch])
            loss = loss + functional.cross_entropy(scores[:, kinds:], z[batch], ignore_index=-1)
            loss = loss + DECAY * ((table.weight**2).sum() / 10 + (linear.weight**2).sum())
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return {
        "characters": table.weight.detach().numpy().copy(),
        "rest": linear.weight.T.detach().numpy().copy(),
        "bias": linear.bias.detach().numpy().copy(),
    }


if __name__ == "__main__":
    main()
