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

# Passages that the shipped encoder was not taught, so that its word weighs as much as it is worth on new text.
UNTAUGHT = re.compile(r"b[a-g]\d")
# Weight of the squared weights beside the mean loss. With 1e-4 and 1e-3 as many are right.
RIDGE = 5e-4


class Question(NamedTuple):
    """Codes with their features, None for none of them at the end, and the place of the right one."""

    described: Described
    right: int


def list_questions(passages: Iterable[Passage], ask: Callable[[Passage], Iterable[Question]]) -> list[Question]:
    """All that is asked about some passages."""
    return [question for passage in passages for question in ask(passage)]


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


def tell(name: str, questions: Sequence[Question], features: Sequence[str], weights: Tensor) -> str:
    """How many of the questions the weights answer rightly, and how sure they are of it."""
    values, there, right = _to_tensors(questions, features)
    scores = (values @ weights).masked_fill(~there, -1e4)
    hits = (scores.argmax(-1) == right).float().mean().item()
    return f"{name}: {len(questions)} asked, {hits:.3f} right, loss {F.cross_entropy(scores, right).item():.3f}"


def split_corpus(taught: re.Pattern[str] | None = UNTAUGHT) -> tuple[list[Passage], list[Passage]]:
    """(passages to fit to, held-out ones); the first are those with such ids, or all."""
    passages = read_corpus()
    held_out = [p for p in passages if is_held_out(p.id)]
    return [p for p in passages if not is_held_out(p.id) and (taught is None or taught.match(p.id))], held_out


def print_table(name: str, features: Sequence[str], weights: Tensor) -> None:
    """The shipped table with other weights."""
    told = dict(zip(features, weights.tolist(), strict=True))
    for line in (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "feature\t")):
            print(line)
    for row in read_table(name):
        print(row["feature"], f"{told[row['feature']]:.2f}", row["meaning"], sep="\t")


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
