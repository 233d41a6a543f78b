"""Figures on held-out samples: what steers the recipe between runs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import torch

from training.batches import make_batches, pad_batch
from training.examples import IGNORE, Sample
from training.labels import OPEN_ROLES, TRIGGERS
from training.model import Reader


def _f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 0.0


def measure(model: Reader, sentences: Sequence[Sample], pairs: Sequence[Sample]) -> str:
    """One line: F1 of mentions (first words), triggers with and without type, roles, factuality, pairs."""
    model.eval()
    c: Counter[str] = Counter()
    rng = random.Random(0)
    with torch.no_grad():
        for samples in make_batches(sentences, 4096, rng):
            _count_sentences(model, samples, c)
        for samples in make_batches(pairs, 4096, rng):
            batch = pad_batch(samples)
            hidden = model.encoder(batch.ids, batch.cases)
            markers = torch.tensor([s.pair[:2] for s in samples if s.pair])
            best = model.classify_pair(hidden, markers).argmax(-1).tolist()
            c["pair right"] += sum(b == s.pair[2] for b, s in zip(best, samples, strict=True) if s.pair)
            c["pairs"] += len(samples)
    figures = [
        f"{name} {_f1(c[name + ' right'], c[name + ' found'], c[name + ' gold']):.3f}"
        for name in ("mention", "trigger", "typed", "cue", "by", "to", "at", "when", "span")
    ]
    figures += [f"fact {c['fact right'] / max(1, c['facts']):.3f}", f"pair {c['pair right'] / max(1, c['pairs']):.3f}"]
    return " ".join(figures)


def _count_sentences(model: Reader, samples: list[Sample], c: Counter[str]) -> None:
    batch = pad_batch(samples)
    out = model(batch.ids, batch.cases)
    best = {k: out[k].argmax(-1) for k in ("mention", "trigger", "cue", "fact")}
    for name in ("mention", "cue"):
        gold, found = batch.labels[name], best[name]
        known = gold != IGNORE
        starts_gold, starts_found = known & (gold % 2 == 1), known & (found % 2 == 1)
        c[f"{name} right"] += int((starts_gold & (gold == found)).sum())
        c[f"{name} gold"] += int(starts_gold.sum())
        c[f"{name} found"] += int(starts_found.sum())
    gold, found = batch.labels["trigger"], best["trigger"]
    last = len(TRIGGERS) - 1
    g, p = (gold > 0) & (gold < last), (gold != IGNORE) & (found > 0) & (found < last)
    for name, right in (("trigger", g & p), ("typed", g & p & (gold == found))):
        c[f"{name} right"] += int(right.sum())
        c[f"{name} gold"] += int(g.sum())
        c[f"{name} found"] += int(p.sum())
    facts = batch.labels["fact"] != IGNORE
    c["fact right"] += int((facts & (batch.labels["fact"] == best["fact"])).sum())
    c["facts"] += int(facts.sum())
    for b, sample in enumerate(samples):
        for at in sample.predicates:
            _count_roles(out["role"][b, :, at], sample, at, c)


def _count_roles(scores: torch.Tensor, sample: Sample, at: int, c: Counter[str]) -> None:
    for role, name in enumerate(("by", "to", "at", "when")):
        gold = {j for r, i, j in sample.roles if (r, i) == (role, at)} - {0}
        free = {j for r, i, j in sample.unsure if (r, i) == (role, at)}
        found = {j for j in sample.words if scores[role, j] > 0} - free
        c[f"{name} right"] += len(gold & found)
        c[f"{name} gold"] += len(gold)
        c[f"{name} found"] += len(found)
    allowed = [0, *sample.words]
    for role, i, j in sample.roles:
        if role >= OPEN_ROLES and i == at:
            best = allowed[int(scores[role, allowed].argmax())]
            c["span right"] += j != 0 and best == j
            c["span gold"] += j != 0
            c["span found"] += best != 0
