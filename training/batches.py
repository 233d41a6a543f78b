"""Samples to padded tensors, and the loss of every head that a batch teaches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from training.examples import IGNORE, Sample
from training.labels import OPEN_ROLES, RELATIONS, ROLES, TRIGGERS
from training.model import Reader

TOKEN_HEADS = ("mention", "trigger", "cue", "mode", "fact", "ner", "upos", "head", "relation")
# Weight of each loss. Swept by hand on the held-out passages: roles and triggers matter most, parsing least.
WEIGHTS = {"mention": 1.0, "trigger": 1.5, "cue": 0.5, "mode": 0.5, "fact": 0.7, "ner": 0.3, "upos": 0.1,
           "head": 0.3, "relation": 0.1, "open": 1.0, "span": 0.3, "pair": 1.0}  # fmt: skip
# An unmarked word is far more common than a trigger: without this the head learns silence.
OUTSIDE_WEIGHT = 0.4


@dataclass
class Batch:
    """Padded tensors of some samples; `labels` holds the heads that at least one sample teaches."""

    ids: Tensor
    cases: Tensor
    words: Tensor
    labels: dict[str, Tensor]
    samples: list[Sample]


def make_batches(samples: Sequence[Sample], tokens: int, rng: random.Random) -> Iterator[list[Sample]]:
    """Samples of like length together, at most `tokens` padded pieces a batch, in random order."""
    ordered = sorted(samples, key=lambda s: len(s.ids) + rng.random() * 4)
    batches: list[list[Sample]] = []
    current: list[Sample] = []
    for sample in ordered:
        if current and len(sample.ids) * (len(current) + 1) > tokens:
            batches.append(current)
            current = []
        current.append(sample)
    if current:
        batches.append(current)
    rng.shuffle(batches)
    yield from batches


def pad_batch(samples: list[Sample]) -> Batch:
    """Tensors of one batch."""
    width = max(len(s.ids) for s in samples)

    def padded(rows: list[list[int]], value: int) -> Tensor:
        return torch.tensor([r + [value] * (width - len(r)) for r in rows])

    names = [n for n in TOKEN_HEADS if any(n in s.labels for s in samples)]
    labels = {n: padded([s.labels.get(n, [IGNORE] * len(s.ids)) for s in samples], IGNORE) for n in names}
    words = torch.zeros(len(samples), width, dtype=torch.bool)
    for row, sample in enumerate(samples):
        words[row, sample.words] = True
    return Batch(
        padded([s.ids for s in samples], 0), padded([s.cases for s in samples], 0), words, labels, samples
    )


def compute_losses(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """Loss by head, for the heads that the batch teaches."""
    hidden = model.encoder(batch.ids, batch.cases)
    if batch.samples[0].pair is not None:
        markers = torch.tensor([s.pair[:2] for s in batch.samples if s.pair])
        gold = torch.tensor([s.pair[2] for s in batch.samples if s.pair])
        return {"pair": F.cross_entropy(model.classify_pair(hidden, markers).float(), gold, label_smoothing=0.05)}
    losses = {}
    for name in ("mention", "trigger", "cue", "mode", "fact", "ner", "upos"):
        if name in batch.labels and (batch.labels[name] != IGNORE).any():
            scores = getattr(model, name)(hidden).float()
            losses[name] = F.cross_entropy(
                scores.flatten(0, 1), batch.labels[name].flatten(), weight=_class_weights(name), ignore_index=IGNORE
            )
    if "head" in batch.labels and (batch.labels["head"] != IGNORE).any():
        losses |= _parse_losses(model, hidden, batch)
    if any(s.predicates for s in batch.samples):
        losses |= _role_losses(model, hidden, batch)
    return losses


def _class_weights(name: str) -> Tensor | None:
    if name != "trigger":
        return None
    weights = torch.ones(len(TRIGGERS))
    weights[0] = OUTSIDE_WEIGHT
    return weights


def _parse_losses(model: Reader, hidden: Tensor, batch: Batch) -> dict[str, Tensor]:
    gold = batch.labels["head"]
    allowed = batch.words.clone()
    allowed[:, 0] = True
    arcs = model.arc(hidden)[:, 0].float().masked_fill(~allowed[:, None, :], -1e4)
    row, dependent = (gold != IGNORE).nonzero(as_tuple=True)
    heads = gold[row, dependent]
    relations = model.relation(hidden).float().permute(0, 2, 3, 1)[row, dependent, heads]
    assert relations.shape[-1] == len(RELATIONS)
    return {
        "head": F.cross_entropy(arcs[row, dependent], heads),
        "relation": F.cross_entropy(relations, batch.labels["relation"][row, dependent], ignore_index=IGNORE),
    }


def _role_losses(model: Reader, hidden: Tensor, batch: Batch) -> dict[str, Tensor]:
    scores = model.role(hidden).float()
    rows, places = zip(*((b, i) for b, s in enumerate(batch.samples) for i in s.predicates), strict=True)
    picked = scores[list(rows), :, list(places)]  # (predicates, roles, words)
    target = torch.zeros_like(picked)
    weight = batch.words[list(rows)].float()[:, None, :].repeat(1, len(ROLES), 1)
    weight[:, :, 0] = 1.0
    closed = torch.full((len(rows), len(ROLES)), IGNORE)
    index = {(b, i): n for n, (b, i) in enumerate(zip(rows, places, strict=True))}
    for b, sample in enumerate(batch.samples):
        for role, i, j in sample.roles:
            n = index[b, i]
            target[n, role, j] = 1.0
            if role >= OPEN_ROLES:
                closed[n, role] = j
        for role, i, j in sample.unsure:
            weight[index[b, i], role, j] = 0.0
    open_loss = F.binary_cross_entropy_with_logits(
        picked[:, :OPEN_ROLES], target[:, :OPEN_ROLES], weight[:, :OPEN_ROLES], reduction="sum"
    ) / max(1, len(rows))
    losses = {"open": open_loss}
    if (closed != IGNORE).any():
        masked = picked.masked_fill(weight == 0, -1e4)[:, OPEN_ROLES:]
        losses["span"] = F.cross_entropy(
            masked.flatten(0, 1), closed[:, OPEN_ROLES:].flatten(), ignore_index=IGNORE
        )
    return losses
