"""Pairs of rows compared, a symmetric matrix a question: same key, shared members, words alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def match_flags(flags: Sequence[bool]) -> Floats:
    """1 where both flags are set."""
    column = np.array(flags, float)
    return np.outer(column, column)


def match_keys(keys: Sequence[str]) -> Floats:
    """1 where the keys are equal."""
    numbers = {k: n for n, k in enumerate(sorted(set(keys)))}
    column = np.array([numbers[k] for k in keys])
    equal: Floats = (column[:, None] == column[None, :]).astype(float)
    return equal


def mark_members(sets: Sequence[frozenset[str]]) -> Floats:
    """A row for each set, a column for each member of any."""
    columns = {k: n for n, k in enumerate(sorted(set().union(*sets)))}
    matrix = np.zeros((len(sets), max(1, len(columns))))
    for row, keys in enumerate(sets):
        for k in keys:
            matrix[row, columns[k]] = 1.0
    return matrix


def count_shared(sets: Sequence[frozenset[str]]) -> Floats:
    """How many members two sets share."""
    matrix = mark_members(sets)
    return np.asarray(matrix @ matrix.T)


def count_crossed(ones: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> Floats:
    """How many keys of `ones` stand in the other mention's `others`, either way round."""
    both = mark_members([*ones, *others])
    shared: Floats = both[: len(ones)] @ both[len(ones) :].T
    return shared + shared.T


def compare_sets(sets: Sequence[frozenset[str]]) -> tuple[Floats, Floats]:
    """Shared part of the smaller set (0 when one is empty), and 1 where both are known and share nothing."""
    shared = count_shared(sets)
    sizes = np.array([float(len(s)) for s in sets])
    smaller = np.minimum.outer(sizes, sizes)
    known = (smaller > 0).astype(float)
    return shared / np.maximum(smaller, 1.0), known * (shared == 0)


def compare_words(bags: Sequence[tuple[str, ...]]) -> Floats:
    """Cosine of TF-IDF; a word's weight falls with the number of the story's mentions that stand beside it."""
    seen = Counter(w for bag in bags for w in set(bag))
    columns = {w: n for n, w in enumerate(sorted(seen))}
    matrix = np.zeros((len(bags), max(1, len(columns))))
    for row, bag in enumerate(bags):
        for word, count in sorted(Counter(bag).items()):
            matrix[row, columns[word]] = (1 + math.log(count)) * math.log((len(bags) + 1) / (seen[word] + 0.5))
    norms = np.sqrt((matrix * matrix).sum(axis=1))
    matrix /= np.where(norms > 0, norms, 1.0)[:, None]
    cosine: Floats = np.clip(matrix @ matrix.T, 0.0, 1.0)
    return cosine


def find_unlike(values: Sequence[str | None]) -> Floats:
    """1 where both values are known and differ."""
    known = match_flags([v is not None for v in values])
    return known * (1 - match_keys([v or "" for v in values]))
