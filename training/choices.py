"""Weights of conditional logits (ground/choices.py), fitted to questions that the marks answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.ground.choices import Described
from dragoman.tables import DATA, read_table
from training.corpus_format import Passage, read_corpus
from training.heldout import is_held_out

# Weight of the squared weights beside the mean loss. With 1e-4 and 1e-3 as many are right.
RIDGE = 5e-4


class Question(NamedTuple):
    """Codes with their features, None for none of them at the end, and the place of the right one."""

    described: Described
    right: int


def refit(
    name: str,
    features: Sequence[str],
    ask: Callable[[Passage], Iterable[Question]],
    taught: re.Pattern[str],
    sure: float,
) -> None:
    """Fit a table to the passages with such ids, but for held-out ones, and rewrite its weights; prints how often the
    likeliest answer is right, and how often from the probability `sure` on, which is when it is given."""
    passages = read_corpus()
    held_out = [q for p in passages if is_held_out(p.id) for q in ask(p)]
    questions = [q for p in passages if taught.match(p.id) and not is_held_out(p.id) for q in ask(p)]
    weights = fit(questions, features)
    print(tell("fitted to", questions, features, weights, sure))
    print(tell("held out", held_out, features, weights, sure))
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


def tell(name: str, questions: Sequence[Question], features: Sequence[str], weights: Tensor, sure: float) -> str:
    """How many of the questions the weights answer rightly; and of those answered from `sure` on the shares that are
    right, that are another code's, and that none of the codes is right for."""
    values, there, right = _to_tensors(questions, features)
    scores = (values @ weights).masked_fill(~there, -1e4)
    none = there.sum(-1) - 1
    chance, best = scores.softmax(-1).scatter(-1, none[:, None], 0.0).max(-1)
    given = chance >= sure
    shares = [(given & test).sum().item() / max(1, given.sum().item()) for test in (best == right, right == none)]
    return (
        f"{name}: {len(questions)} asked, {(scores.argmax(-1) == right).float().mean().item():.3f} right, loss "
        f"{F.cross_entropy(scores, right).item():.3f}; from {sure} on {given.sum().item()} answered: {shares[0]:.2f} "
        f"right, {1 - sum(shares):.2f} another's, {shares[1]:.2f} nobody's"
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
