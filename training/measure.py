"""Figures on held-out samples: what steers the recipe between runs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import torch

from training.batches import Batch, make_batches, pad_batch
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
    device = str(next(model.parameters()).device)
    with torch.no_grad():
        for samples in make_batches(sentences, 4096, rng):
            _count_sentences(model, samples, pad_batch(samples).to(device), c)
        for samples in make_batches(pairs, 4096, rng):
            batch = pad_batch(samples).to(device)
            _, hidden = model.encoder(batch.ids, batch.cases)
            best = model.classify_pair(hidden, batch.ids == 0, batch.pairs[:, :2]).argmax(-1)
            c["pair right"] += int((best == batch.pairs[:, 2]).sum())
            c["pairs"] += len(samples)
    figures = [
        f"{name} {_f1(c[name + ' right'], c[name + ' found'], c[name + ' gold']):.3f}"
        for name in ("mention", "trigger", "typed", "looked", "second", "cue", "link", "by", "to", "at", "when", "span")
    ]
    figures += [f"fact {c['fact right'] / max(1, c['facts']):.3f}", f"pair {c['pair right'] / max(1, c['pairs']):.3f}"]
    return " ".join(figures)


def _count_sentences(model: Reader, samples: Sequence[Sample], batch: Batch, c: Counter[str]) -> None:
    out = model(batch.ids, batch.cases)
    best = {k: out[k].argmax(-1) for k in ("mention", "trigger", "cue", "fact")}
    for name in ("mention", "cue"):
        gold, found = _gold(batch, name), best[name]
        known = gold != IGNORE
        starts_gold, starts_found = known & (gold % 2 == 1), known & (found % 2 == 1)
        c[f"{name} right"] += int((starts_gold & (gold == found)).sum())
        c[f"{name} gold"] += int(starts_gold.sum())
        c[f"{name} found"] += int(starts_found.sum())
    gold, found = _gold(batch, "trigger"), best["trigger"]
    last = len(TRIGGERS) - 1
    g, p = (gold > 0) & (gold < last), (gold != IGNORE) & (found > 0) & (found < last)
    for name, right in (("trigger", g & p), ("typed", g & p & (gold == found))):
        c[f"{name} right"] += int(right.sum())
        c[f"{name} gold"] += int(g.sum())
        c[f"{name} found"] += int(p.sum())
    gold = _gold(batch, "fact")
    facts = gold != IGNORE
    c["fact right"] += int((facts & (gold == best["fact"])).sum())
    c["facts"] += int(facts.sum())
    links = out["link"].float().cpu()
    for b, sample in enumerate(samples):
        for word, state in sample.links:
            places = [0, *sample.slots]
            best_state = places[int(links[b, word, places].argmax())]
            c["link right"] += state != 0 and best_state == state
            c["link gold"] += state != 0
            c["link found"] += best_state != 0
    _count_second_looks(model, out, batch, c)
    if batch.targets is not None:
        rows, at_words = batch.targets.rows, batch.targets.places
        scores = model.read_roles(out["middle"][rows], batch.ids[rows] == 0, at_words)[0].float().cpu()
        for n, (b, at) in enumerate(zip(rows.tolist(), at_words.tolist(), strict=True)):
            _count_roles(scores[n], samples[b], at, c)


def _gold(batch: Batch, name: str) -> torch.Tensor:
    """The labels of a head; nothing but IGNORE where no word of the batch has one."""
    return batch.labels.get(name, torch.full_like(batch.ids, IGNORE))


# The first look proposes words from this probability of an act on; the second decides together with it.
PROPOSED = 0.2


def _count_second_looks(model: Reader, out: dict[str, torch.Tensor], batch: Batch, c: Counter[str]) -> None:
    """Typed acts by the mean of the log-probabilities of both looks ("looked"), and by the second alone ("second")."""
    first = out["trigger"].float().log_softmax(-1)[..., :-1]
    gold = _gold(batch, "trigger")
    rows, places = ((gold != IGNORE) & (1 - first[..., 0].exp() > PROPOSED)).nonzero(as_tuple=True)
    c["looked gold"] += int(((gold > 0) & (gold < first.shape[-1])).sum())
    c["second gold"] = c["looked gold"]
    if not len(rows):
        return
    second = model.read_roles(out["middle"][rows], batch.ids[rows] == 0, places)[1].float().log_softmax(-1)
    marked = gold[rows, places]
    for name, best in (("second", second.argmax(-1)), ("looked", (first[rows, places] + second).argmax(-1))):
        c[f"{name} right"] += int(((best > 0) & (best == marked)).sum())
        c[f"{name} found"] += int((best > 0).sum())


def _count_roles(scores: torch.Tensor, sample: Sample, at: int, c: Counter[str]) -> None:
    for role, name in enumerate(("by", "to", "at", "when")):
        gold = {j for r, i, j in sample.roles if (r, i) == (role, at)} - {0}
        free = {j for r, i, j in sample.unsure if (r, i) == (role, at)}
        allowed = [*sample.words, *sample.slots] if role < 2 else sample.words
        found = {j for j in allowed if scores[role, j] > 0} - free
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
