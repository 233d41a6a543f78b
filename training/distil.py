"""What trained encoders make of unmarked sentences, as soft targets for the next one (Hinton et al. 2015).

The mean of several teachers is surer of what they share than each alone, and a student that learns it from text
beyond the marked passages is better than any of them (figures in plans/error-analysis.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from training.batches import Batch
from training.labels import OPEN_ROLES, TRIGGERS
from training.model import Reader

HEADS = ("mention", "trigger", "cue")
# Words that the teachers take for an act, or for the cue of speech, with this probability are read as predicates.
LIKELY = 0.25


@dataclass
class Lesson:
    """The teachers' mean probabilities: of the token heads at every word, of the rest at each predicate found."""

    heads: dict[str, Tensor]
    rows: Tensor
    places: Tensor
    fact: Tensor
    mode: Tensor
    act: Tensor
    roles: Tensor
    spans: Tensor
    links: Tensor


def distil_losses(model: Reader, lesson: Lesson, batch: Batch) -> dict[str, Tensor]:
    """Loss by head against what the teachers make of the batch; those of a marked batch, by their names."""
    out = model(batch.ids, batch.cases)
    words = batch.words
    losses = {n: _cross(out[n].float()[words], lesson.heads[n][words]) for n in HEADS}
    actors = words & (lesson.heads["mention"][..., 1] > 0.5)
    if batch.has_slots:
        losses["link"] = _cross(_mask(out["link"].float(), batch)[actors], lesson.links[actors])
    if not len(lesson.rows):
        return losses
    rows, places = lesson.rows, lesson.places
    padding = batch.ids[rows] == 0
    roles, act = model.read_roles(out["middle"][rows], padding, places)
    roles, inside = roles.float(), _inside(batch, rows)
    told = lesson.heads["trigger"][rows, places, 1 : len(TRIGGERS) - 1].sum(-1)
    for name, scores, taught in (("fact", out["fact"], lesson.fact), ("mode", out["mode"], lesson.mode)):
        losses[name] = _cross(scores.float()[rows, places], taught, told)
    losses["act"] = _cross(act.float(), lesson.act)
    losses["open"] = F.binary_cross_entropy_with_logits(
        roles[:, :OPEN_ROLES], lesson.roles, inside[:, None, :].expand_as(lesson.roles).float(), reduction="sum"
    ) / len(rows)
    masked = roles[:, OPEN_ROLES:].masked_fill(~inside[:, None, :], -1e4)
    losses["span"] = _cross(masked.flatten(0, 1), lesson.spans.flatten(0, 1))
    return losses


def teach(teachers: Sequence[Reader], batch: Batch) -> Lesson:
    """What the teachers make of a batch, each word and predicate."""
    with torch.no_grad():
        outs = [t(batch.ids, batch.cases) for t in teachers]
        heads = {n: _mean([o[n].float().softmax(-1) for o in outs]) for n in HEADS}
        told = heads["trigger"][..., 1 : len(TRIGGERS) - 1].sum(-1)
        rows, places = (batch.words & ((told > LIKELY) | (heads["cue"][..., 1] > LIKELY))).nonzero(as_tuple=True)
        padding, inside = batch.ids[rows] == 0, _inside(batch, rows)
        read = [t.read_roles(o["middle"][rows], padding, places) for t, o in zip(teachers, outs, strict=True)]
        spans = [r.float()[:, OPEN_ROLES:].masked_fill(~inside[:, None, :], -1e4).softmax(-1) for r, _ in read]
        return Lesson(
            heads=heads,
            rows=rows,
            places=places,
            fact=_mean([o["fact"].float()[rows, places].softmax(-1) for o in outs]),
            mode=_mean([o["mode"].float()[rows, places].softmax(-1) for o in outs]),
            act=_mean([a.float().softmax(-1) for _, a in read]),
            roles=_mean([r.float()[:, :OPEN_ROLES].sigmoid() for r, _ in read]),
            spans=_mean(spans),
            links=_mean([_mask(o["link"].float(), batch).softmax(-1) for o in outs]),
        )


def _inside(batch: Batch, rows: Tensor) -> Tensor:
    """Words that a predicate may point at: those of its sentence, the states behind it, and "none" at 0."""
    allowed = batch.words | batch.slots
    allowed[:, 0] = True
    return allowed[rows]


def _mask(links: Tensor, batch: Batch) -> Tensor:
    allowed = batch.slots.clone()
    allowed[:, 0] = True
    return links.masked_fill(~allowed[:, None, :], -1e4)


def _mean(tensors: Sequence[Tensor]) -> Tensor:
    return torch.stack(list(tensors)).mean(0)


def _cross(scores: Tensor, taught: Tensor, weight: Tensor | None = None) -> Tensor:
    """Mean cross-entropy of soft targets over the rows, weighed; 0 where there are none."""
    each = -(taught * scores.log_softmax(-1)).sum(-1)
    if weight is None:
        return each.sum() / max(1, each.numel())
    return (each * weight).sum() / weight.sum().clamp(min=1e-3)
