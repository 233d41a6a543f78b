"""Conditional logits: the likeliest of several codes, and of none of them, by features whose weights are in a table."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from dragoman.errors import TableError
from dragoman.tables import read_table

Features = dict[str, float]
# Each code with what is so of it (a feature that is 0 may be left out); None stands for none of them.
Described = list[tuple[str | None, Features]]


@lru_cache(maxsize=16)
def load_weights(table: str, features: tuple[str, ...], overlay: Path | None = None) -> dict[str, float]:
    """The weight of each feature of a table; TableError where a row names none of `features` or gives no number."""
    weights: dict[str, float] = {}
    for row in read_table(table, overlay):
        if row["feature"] not in features:
            raise TableError(f"{table}.tsv: {row['feature']!r} is no feature; there are {', '.join(features)}")
        try:
            weights[row["feature"]] = float(row["weight"])
        except ValueError:
            raise TableError(
                f"{table}.tsv, row {row['feature']!r}: {row['weight']!r} is no number (write 0.5)"
            ) from None
    return weights


def weigh(features: Features, weights: Mapping[str, float]) -> float:
    """What speaks for a code, in log-odds."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def to_chances(scores: Mapping[str | None, float]) -> dict[str | None, float]:
    """The probability of each code, by what speaks for it."""
    top = max(scores.values())
    raised = {code: math.exp(score - top) for code, score in scores.items()}
    total = sum(raised.values())
    return {code: r / total for code, r in raised.items()}


def pick(
    chances: Mapping[str | None, float], sure: float, surer: float = 1.0, without: Collection[str | None] = ()
) -> tuple[str | None, float]:
    """The likeliest code but for those in `without`, which cannot be, with its probability among the others: None where
    that is under `sure`, or not `surer` times that of the next."""
    left = {code: chance for code, chance in chances.items() if code not in without}
    total = sum(left.values())
    ranked = sorted(((p / total, c) for c, p in left.items() if c is not None), reverse=True) if total else []
    chance, code = ranked[0] if ranked else (0.0, None)
    tied = len(ranked) > 1 and ranked[1][0] * surer > chance
    return (None if tied or chance < sure else code), chance


def log_odds(probability: float, least: float) -> float:
    """Log-odds, of probabilities between `least` and as much below one."""
    bounded = min(max(probability, least), 1 - least)
    return math.log(bounded / (1 - bounded))


def flag(codes: Iterable[str], told: Mapping[str, Collection[str]]) -> dict[str, Features]:
    """For each code 1 for the features of which it is one; the others are left out."""
    found: dict[str, Features] = {code: {} for code in codes}
    for name, its in told.items():
        for code in its:
            if code in found:
                found[code][name] = 1.0
    return found
