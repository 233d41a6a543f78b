"""Samples to padded tensors, and the loss of every head that a batch teaches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from training.examples import IGNORE, Sample
from training.labels import ACTS, OPEN_ROLES, RELATIONS, ROLES, TRIGGERS
from training.model import Reader

TOKEN_HEADS = ("mention", "trigger", "cue", "mode", "fact", "ner", "upos", "head", "relation")
# Weight of each loss. Swept by hand on the held-out passages: roles and triggers matter most, parsing least.
WEIGHTS = {"mention": 1.0, "trigger": 1.5, "cue": 0.5, "mode": 0.5, "fact": 0.7, "ner": 0.3, "upos": 0.1,
           "head": 0.3, "relation": 0.1, "link": 1.0, "open": 1.0, "span": 1.0, "act": 1.0, "pair": 1.0}  # fmt: skip
# An unmarked word is far more common than a trigger: without this the head learns silence.
OUTSIDE_WEIGHT = 0.4
# Words that tell no act are looked at a second time where the first look made an act of them with this probability;
# one word in so many others is too; at most so many for each predicate.
DOUBTFUL = 0.2
ONE_IN = 40
DOUBTS = 0.3


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


def pad_batch(samples: list[Sample], device: str = "cpu") -> Batch:
    """Tensors of one batch on `device`."""
    width = max(len(s.ids) for s in samples)

    def padded(rows: list[list[int]], value: int) -> Tensor:
        return torch.tensor([r + [value] * (width - len(r)) for r in rows]).to(device)

    names = [n for n in TOKEN_HEADS if any(n in s.labels for s in samples)]
    labels = {n: padded([s.labels.get(n, [IGNORE] * len(s.ids)) for s in samples], IGNORE) for n in names}
    words = torch.zeros(len(samples), width, dtype=torch.bool)
    for row, sample in enumerate(samples):
        words[row, sample.words] = True
    return Batch(
        padded([s.ids for s in samples], 0), padded([s.cases for s in samples], 0), words.to(device), labels, samples
    )


def compute_losses(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """Loss by head, for the heads that the batch teaches."""
    middle, hidden = model.encoder(batch.ids, batch.cases)
    if batch.samples[0].pair is not None:
        device = hidden.device
        markers = torch.tensor([s.pair[:2] for s in batch.samples if s.pair], device=device)
        gold = torch.tensor([s.pair[2] for s in batch.samples if s.pair], device=device)
        scores = model.classify_pair(hidden, batch.ids == 0, markers).float()
        return {"pair": F.cross_entropy(scores, gold, label_smoothing=0.05)}
    losses: dict[str, Tensor] = {}
    for name in ("mention", "trigger", "cue", "mode", "fact", "ner", "upos"):
        if name in batch.labels and (batch.labels[name] != IGNORE).any():
            scores = getattr(model, name)(hidden).float().flatten(0, 1)
            weights = _class_weights(name, scores)
            losses[name] = F.cross_entropy(scores, batch.labels[name].flatten(), weight=weights, ignore_index=IGNORE)
    if "head" in batch.labels and (batch.labels["head"] != IGNORE).any():
        losses |= _parse_losses(model, middle, batch)
    if any(s.links for s in batch.samples):
        losses["link"] = _link_loss(model, hidden, batch)
    if any(s.predicates for s in batch.samples):
        doubtful = _find_doubtful(model.trigger(hidden).detach(), batch)
        losses |= _role_losses(model, middle, batch, doubtful)
    return losses


def _find_doubtful(triggers: Tensor, batch: Batch) -> list[tuple[int, int]]:
    """(row, word) of words marked as no act, which the first look takes for one, and of a few others."""
    if "trigger" not in batch.labels:
        return []
    told = triggers.float().softmax(-1)[..., 1:-1].sum(-1)
    chance = torch.rand(told.shape, device=told.device) < 1 / ONE_IN
    quiet = (batch.labels["trigger"] == 0) & batch.words
    known = {(b, i) for b, s in enumerate(batch.samples) for i in s.predicates}
    found = [(b, i) for b, i in (quiet & ((told > DOUBTFUL) | chance)).nonzero().tolist() if (b, i) not in known]
    most = round(len(known) * DOUBTS) + 8
    return [found[n] for n in torch.randperm(len(found))[:most].tolist()]


def _class_weights(name: str, scores: Tensor) -> Tensor | None:
    if name != "trigger":
        return None
    weights = torch.ones(len(TRIGGERS), device=scores.device)
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


def _link_loss(model: Reader, hidden: Tensor, batch: Batch) -> Tensor:
    """A mention points at its state among those behind the sentence, or at place 0."""
    rows, words, gold = zip(*((b, i, j) for b, s in enumerate(batch.samples) for i, j in s.links), strict=True)
    allowed = torch.zeros_like(batch.words)
    allowed[:, 0] = True
    for row, sample in enumerate(batch.samples):
        allowed[row, sample.slots] = True
    at = torch.tensor(rows, device=hidden.device)
    scores = model.link(hidden)[at, 0, torch.tensor(words, device=hidden.device)].float()
    return F.cross_entropy(scores.masked_fill(~allowed[at], -1e4), torch.tensor(gold, device=hidden.device))


def _role_losses(model: Reader, middle: Tensor, batch: Batch, doubtful: Sequence[tuple[int, int]]) -> dict[str, Tensor]:
    gold = list_role_targets(batch)
    device = middle.device
    taught = len(gold.rows)
    rows = torch.cat([gold.rows, torch.tensor([b for b, _ in doubtful], dtype=torch.long)]).to(device)
    places = torch.cat([gold.places, torch.tensor([i for _, i in doubtful], dtype=torch.long)]).to(device)
    roles, acts = model.read_roles(middle[rows], batch.ids[rows] == 0, places)
    scores, acts = roles[:taught].float(), acts.float()
    target, weight, closed = gold.target.to(device), gold.weight.to(device), gold.closed.to(device)
    open_loss = F.binary_cross_entropy_with_logits(
        scores[:, :OPEN_ROLES], target[:, :OPEN_ROLES], weight[:, :OPEN_ROLES], reduction="sum"
    ) / max(1, taught)
    losses = {"open": open_loss}
    if (gold.closed != IGNORE).any():
        masked = scores.masked_fill(weight == 0, -1e4)[:, OPEN_ROLES:]
        losses["span"] = F.cross_entropy(masked.flatten(0, 1), closed[:, OPEN_ROLES:].flatten(), ignore_index=IGNORE)
    if "trigger" in batch.labels:
        kinds = batch.labels["trigger"][rows, places]
        kinds = kinds.masked_fill(kinds >= len(ACTS), IGNORE)
        if (kinds != IGNORE).any():
            losses["act"] = F.cross_entropy(acts, kinds, ignore_index=IGNORE, label_smoothing=0.05)
    return losses


@dataclass
class RoleTargets:
    """For each predicate of a batch: its row and place, the words it points at, which words count, span edges."""

    rows: Tensor
    places: Tensor
    target: Tensor
    weight: Tensor
    closed: Tensor


def list_role_targets(batch: Batch) -> RoleTargets:
    """Targets (predicates, roles, words); the place 0 stands for "not in this sentence" and for no span."""
    found = [(b, i) for b, s in enumerate(batch.samples) for i in s.predicates]
    width = batch.ids.shape[1]
    target = torch.zeros(len(found), len(ROLES), width)
    closed = torch.full((len(found), len(ROLES)), IGNORE)
    words = batch.words.cpu()
    weight = torch.stack([words[b] for b, _ in found]).float()[:, None, :].repeat(1, len(ROLES), 1)
    weight[:, :, 0] = 1.0
    for n, (b, _) in enumerate(found):
        weight[n, :2, batch.samples[b].slots] = 1.0
    index = {place: n for n, place in enumerate(found)}
    for b, sample in enumerate(batch.samples):
        for role, i, j in sample.roles:
            n = index[b, i]
            target[n, role, j] = 1.0
            if role >= OPEN_ROLES:
                closed[n, role] = j
        for role, i, j in sample.unsure:
            weight[index[b, i], role, j] = 0.0
    rows, places = (torch.tensor(x) for x in zip(*found, strict=True))
    return RoleTargets(rows, places, target, weight, closed)
