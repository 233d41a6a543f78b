"""Weights of conditional logits (ground/choices.py), fitted to questions that the marks answer."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.ground.choices import Described, load_weights
from dragoman.tables import DATA, read_table
from training.corpus_format import Passage, read_corpus
from training.gate import GATE
from training.heldout import is_held_out

# Weight of the squared weights beside the mean loss. With 2e-3 as many are right, but rare features ("answered") lose
# what they are worth.
RIDGE = 5e-4
FOLDS = 5


class Question(NamedTuple):
    """Codes with their features, None for none of them at the end, and the place of the right one."""

    described: Described
    right: int


class Judged(NamedTuple):
    """One question answered: whether the likeliest is right, the likeliest code's probability, whether that code is
    right, and whether none is."""

    right: bool
    chance: float
    hit: bool
    nobody: bool


def refit(
    name: str,
    features: Sequence[str],
    ask: Callable[[Passage], Iterable[Question]],
    is_fitted: Callable[[str], bool],
    sure: float,
) -> None:
    """Fit a table to the passages with such ids and rewrite its weights. Prints how often the likeliest answer is
    right, and how often from the probability `sure` on, which is when it is given: by the table as it was, in held-out
    passages; as it is now, by folds and on the gate."""
    asked = {p.id: list(ask(p)) for p in read_corpus() if is_fitted(p.id) or is_held_out(p.id)}
    held_out = [q for identifier, own in asked.items() if is_held_out(identifier) for q in own]
    before = load_weights(name, tuple(features))
    print(tell("before, held out", judge(held_out, features, torch.tensor([before[f] for f in features])), sure))
    folds: list[list[Question]] = [[] for _ in range(FOLDS)]
    for identifier in filter(is_fitted, asked):
        folds[zlib.crc32(identifier.encode()) % FOLDS] += asked[identifier]
    judged: list[Judged] = []
    for number, fold in enumerate(folds):
        others = [q for n, own in enumerate(folds) if n != number for q in own]
        judged += judge(fold, features, fit(others, features))
    print(tell("by folds", judged, sure))
    weights = fit([q for own in folds for q in own], features)
    gate = [q for p in read_corpus(GATE) for q in ask(p)]
    print(tell("gate", judge(gate, features, weights), sure))
    write_table(name, dict(zip(features, weights.tolist(), strict=True)))


def ask_about(described: Described, right: Iterable[str | None]) -> Question:
    """The question with the first of the right codes that is among its own, else with none of them as the answer."""
    places = {code: n for n, (code, _) in enumerate(described)}
    return Question(described, next((places[c] for c in right if c in places), len(described) - 1))


def fit(questions: Sequence[Question], features: Sequence[str]) -> Tensor:
    """The weights of the features under which the right codes are likeliest."""
    values, there, right = _to_tensors(questions, features)
    weights = torch.zeros(len(features), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def close() -> Tensor:
        optimizer.zero_grad()
        loss = F.cross_entropy((values @ weights).masked_fill(~there, -1e4), right) + RIDGE * weights.square().sum()
        loss.backward()  # type: ignore[no-untyped-call]  # torch gives it no types
        return loss

    optimizer.step(close)  # type: ignore[no-untyped-call]  # torch gives it no types
    return weights.detach()


def judge(questions: Sequence[Question], features: Sequence[str], weights: Tensor) -> list[Judged]:
    """Each question as the weights answer it."""
    values, there, right = _to_tensors(questions, features)
    scores = (values @ weights).masked_fill(~there, -1e4)
    none = there.sum(-1) - 1
    chance, best = scores.softmax(-1).scatter(-1, none[:, None], 0.0).max(-1)
    rows = zip(
        (scores.argmax(-1) == right).tolist(), chance.tolist(), (best == right).tolist(), (right == none).tolist(),
        strict=True,
    )  # fmt: skip
    return [Judged(*row) for row in rows]


def tell(name: str, judged: Sequence[Judged], sure: float) -> str:
    """How many were answered rightly; and of those answered from `sure` on the shares that are right, that are another
    code's, and that none of the codes is right for."""
    given = [j for j in judged if j.chance >= sure]
    hit, nobody = (sum(x) / max(1, len(given)) for x in ([j.hit for j in given], [j.nobody for j in given]))
    return (
        f"{name}: {len(judged)} asked, {sum(j.right for j in judged) / max(1, len(judged)):.3f} right; from {sure} on "
        f"{len(given)} answered: {hit:.2f} right, {1 - hit - nobody:.2f} another's, {nobody:.2f} nobody's"
    )


def write_table(name: str, weights: dict[str, float]) -> None:
    """The shipped table with other weights: read before it is written, so that nothing of it is lost."""
    path = DATA / f"{name}.tsv"
    head = [x for x in path.read_text(encoding="utf-8").splitlines() if x.startswith(("#", "feature\t"))]
    rows = ["\t".join((r["feature"], f"{weights[r['feature']]:.2f}", r["meaning"])) for r in read_table(name)]
    path.write_text("\n".join((*head, *rows, "")), encoding="utf-8")


def _to_tensors(questions: Sequence[Question], features: Sequence[str]) -> tuple[Tensor, Tensor, Tensor]:
    """Features (questions, codes, features), which codes there are, and the places of the right ones."""
    most = max(len(q.described) for q in questions)
    values = torch.zeros(len(questions), most, len(features))
    there = torch.zeros(len(questions), most, dtype=torch.bool)
    for row, question in enumerate(questions):
        for place, (_, told) in enumerate(question.described):
            there[row, place] = True
            values[row, place] = torch.tensor([told.get(name, 0.0) for name in features])
    return values, there, torch.tensor([q.right for q in questions])
