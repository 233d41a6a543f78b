"""Samples to padded tensors, and the loss of every head that a batch teaches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

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
    """Padded tensors of some samples, whole: nothing of the samples is looked up again while a model is taught.

    `labels` holds the heads that at least one word teaches, `known` marks the predicates, `slots` the states behind
    the sentence; `links` are (row, word, place of its state), `pairs` (first marker, second marker, type).
    """

    ids: Tensor
    cases: Tensor
    words: Tensor
    slots: Tensor
    known: Tensor
    labels: dict[str, Tensor]
    links: Tensor
    pairs: Tensor
    targets: RoleTargets | None
    has_slots: bool

    def to(self, device: str) -> Batch:
        """The same on `device`."""
        moved = {f.name: _move(getattr(self, f.name), device) for f in fields(self)}
        return Batch(**moved)


@dataclass
class RoleTargets:
    """For each predicate of a batch: its row and place, the words it points at, which words count, span edges."""

    rows: Tensor
    places: Tensor
    target: Tensor
    weight: Tensor
    closed: Tensor
    has_spans: bool

    def to(self, device: str) -> RoleTargets:
        """The same on `device`."""
        return RoleTargets(**{f.name: _move(getattr(self, f.name), device) for f in fields(self)})


def _move(value: Any, device: str) -> Any:
    if isinstance(value, dict):
        return {k: v.to(device, non_blocking=True) for k, v in value.items()}
    if isinstance(value, Tensor):
        return value.to(device, non_blocking=True)
    return value.to(device) if isinstance(value, RoleTargets) else value


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


def pad_batch(samples: Sequence[Sample]) -> Batch:
    """Tensors of one batch, on the CPU."""
    width = max(len(s.ids) for s in samples)

    def padded(rows: list[list[int]], value: int) -> Tensor:
        return torch.tensor([r + [value] * (width - len(r)) for r in rows])

    def placed(rows: list[list[int]]) -> Tensor:
        marks = torch.zeros(len(samples), width, dtype=torch.bool)
        for row, places in enumerate(rows):
            marks[row, places] = True
        return marks

    names = [n for n in TOKEN_HEADS if any(n in s.labels for s in samples)]
    labels = {n: padded([s.labels.get(n, [IGNORE] * len(s.ids)) for s in samples], IGNORE) for n in names}
    words, slots = placed([s.words for s in samples]), placed([s.slots for s in samples])
    links = [(b, i, j) for b, s in enumerate(samples) for i, j in s.links]
    return Batch(
        ids=padded([s.ids for s in samples], 0),
        cases=padded([s.cases for s in samples], 0),
        words=words,
        slots=slots,
        known=placed([s.predicates for s in samples]),
        labels={n: v for n, v in labels.items() if (v != IGNORE).any()},
        links=torch.tensor(links, dtype=torch.long).view(-1, 3),
        pairs=torch.tensor([s.pair for s in samples if s.pair], dtype=torch.long).view(-1, 3),
        targets=list_role_targets(samples, words, slots) if any(s.predicates for s in samples) else None,
        has_slots=any(s.slots for s in samples),
    )


def compute_losses(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """Loss by head, for the heads that the batch teaches."""
    middle, hidden = model.encoder(batch.ids, batch.cases)
    if len(batch.pairs):
        scores = model.classify_pair(hidden, batch.ids == 0, batch.pairs[:, :2]).float()
        return {"pair": F.cross_entropy(scores, batch.pairs[:, 2], label_smoothing=0.05)}
    losses: dict[str, Tensor] = {}
    for name in ("mention", "trigger", "cue", "mode", "fact", "ner", "upos"):
        if name in batch.labels:
            scores = getattr(model, name)(hidden).float().flatten(0, 1)
            weights = _class_weights(name, scores)
            losses[name] = F.cross_entropy(scores, batch.labels[name].flatten(), weight=weights, ignore_index=IGNORE)
    if "head" in batch.labels:
        losses |= _parse_losses(model, middle, batch)
    if len(batch.links):
        losses["link"] = _link_loss(model, hidden, batch)
    if batch.targets is not None:
        doubtful = _find_doubtful(model.trigger(hidden).detach(), batch, round(len(batch.targets.rows) * DOUBTS) + 8)
        losses |= _role_losses(model, middle, batch, batch.targets, doubtful)
    return losses


def _find_doubtful(triggers: Tensor, batch: Batch, most: int) -> Tensor:
    """(row, word) of words marked as no act, which the first look takes for one, and of a few others."""
    if "trigger" not in batch.labels:
        return batch.links[:0, :2]
    told = triggers.float().softmax(-1)[..., 1:-1].sum(-1)
    chance = torch.rand(told.shape, device=told.device) < 1 / ONE_IN
    quiet = (batch.labels["trigger"] == 0) & batch.words & ~batch.known
    found = (quiet & ((told > DOUBTFUL) | chance)).nonzero()
    return found[torch.randperm(len(found), device=found.device)[:most]]


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
    at, words, gold = batch.links.unbind(1)
    allowed = batch.slots.clone()
    allowed[:, 0] = True
    scores = model.link(hidden)[at, 0, words].float()
    return F.cross_entropy(scores.masked_fill(~allowed[at], -1e4), gold)


def _role_losses(model: Reader, middle: Tensor, batch: Batch, gold: RoleTargets, doubtful: Tensor) -> dict[str, Tensor]:
    taught = len(gold.rows)
    rows, places = torch.cat([gold.rows, doubtful[:, 0]]), torch.cat([gold.places, doubtful[:, 1]])
    roles, acts = model.read_roles(middle[rows], batch.ids[rows] == 0, places)
    scores, acts = roles[:taught].float(), acts.float()
    open_loss = F.binary_cross_entropy_with_logits(
        scores[:, :OPEN_ROLES], gold.target[:, :OPEN_ROLES], gold.weight[:, :OPEN_ROLES], reduction="sum"
    ) / max(1, taught)
    losses = {"open": open_loss}
    if gold.has_spans:
        masked = scores.masked_fill(gold.weight == 0, -1e4)[:, OPEN_ROLES:]
        closed = gold.closed[:, OPEN_ROLES:]
        losses["span"] = F.cross_entropy(masked.flatten(0, 1), closed.flatten(), ignore_index=IGNORE)
    if "trigger" in batch.labels:
        kinds = batch.labels["trigger"][rows, places]
        kinds = kinds.masked_fill(kinds >= len(ACTS), IGNORE)
        act = F.cross_entropy(acts, kinds, ignore_index=IGNORE, label_smoothing=0.05, reduction="sum")
        losses["act"] = act / (kinds != IGNORE).sum().clamp(min=1)
    return losses


def list_role_targets(samples: Sequence[Sample], words: Tensor, slots: Tensor) -> RoleTargets:
    """Targets (predicates, roles, words); the place 0 stands for "not in this sentence" and for no span."""
    found = [(b, i) for b, s in enumerate(samples) for i in s.predicates]
    rows, places = torch.tensor(found).unbind(1)
    target = torch.zeros(len(found), len(ROLES), words.shape[1])
    closed = torch.full((len(found), len(ROLES)), IGNORE)
    weight = words[rows].float()[:, None, :].repeat(1, len(ROLES), 1)
    weight[:, :2][slots[rows][:, None, :].expand(-1, 2, -1)] = 1.0
    weight[:, :, 0] = 1.0
    index = {place: n for n, place in enumerate(found)}
    edges = [(index[b, i], role, j) for b, s in enumerate(samples) for role, i, j in s.roles]
    if edges:
        n, role, j = torch.tensor(edges).unbind(1)
        target[n, role, j] = 1.0
        late = role >= OPEN_ROLES
        closed[n[late], role[late]] = j[late]
    unsure = [(index[b, i], role, j) for b, s in enumerate(samples) for role, i, j in s.unsure]
    if unsure:
        weight[tuple(torch.tensor(unsure).unbind(1))] = 0.0
    return RoleTargets(rows, places, target, weight, closed, bool((closed != IGNORE).any()))
