"""Reports grouped into stories: reports of the same happening, by the words they share.

TF-IDF over stemmed words and word pairs, names and numbers counted double, average-link clusters.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from dragoman.ids import hash_fields
from dragoman.link.duplicates import find_originals
from dragoman.tables import read_table

# Swept on ECB+ (197 dev and 575 train reports): 1, 1.5, 2, 3; names tell two alike happenings apart.
NAME_WEIGHT = 2.0
NUMBER_WEIGHT = 2.0
PAIR_WEIGHT = 1.0
# Mean cosine of two groups from which they are one story; .06 to .20 swept on the same reports.
LEAST_SIMILAR = 0.17
# A word is weighed as if so many more reports were there that do not have it: in a ledger of one crisis the names
# that all its reports share still say that they belong together. 0 to 100 swept on ECB+ and on sets of 2 to 14.
OTHER_REPORTS = 30
# Words that only one report has count towards its length by this number over itself and the number of reports. At 0
# seven in ten pairs of reports of wholly different matters were one story where no third report was there: what
# they share was all that counted. In a large set they tell nothing. 0 to 20 swept on the same.
LONE_WORDS = 5
# Similarities below count as none: on ECB+ (dev and train) no report moves at .05, some do at .08; it keeps a tenth
# of the pairs.
LEAST_KEPT = 0.05
# Days between two reports' dates up to which they can tell one happening unhindered, and beyond which the
# similarity halves every so many: a matter followed for years is a thread, not a story.
NEAR_DAYS = 2
HALVING_DAYS = 4

TERM = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d[\d,.]*")
ENDING = re.compile(r"(?:ings?|ed|es|s|ly)$")
Floats = npt.NDArray[np.float32]


class Report(Struct, frozen=True):
    """What grouping needs of a report."""

    id: str
    title: str
    text: str
    published_at: str | None = None


class Grouped(Struct, frozen=True):
    """The story of a report, and the earlier report whose copy it is."""

    id: str
    story_id: str
    near_duplicate_of: str | None


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("common_words"))


def count_terms(text: str) -> Counter[str]:
    """Weighted counts of stems and of pairs of neighbouring stems."""
    counts: Counter[str] = Counter()
    common = _common_words()
    previous = ""
    for found in TERM.findall(text):
        word = found.lower()
        if word.endswith(("'s", "’s")):
            word = word[:-2]
        if word in common or len(word) < 2:
            previous = ""
            continue
        stem = ENDING.sub("", word) if len(word) > 4 else word
        weight = NUMBER_WEIGHT if found[0].isdigit() else NAME_WEIGHT if found[0].isupper() else 1.0
        counts[stem] += weight  # type: ignore[assignment]  # Counter is typed for whole counts
        if previous:
            counts[f"{previous} {stem}"] += PAIR_WEIGHT * weight  # type: ignore[assignment]
        previous = stem
    return counts


def group_reports(reports: Sequence[Report]) -> list[Grouped]:
    """The story of every report, in the order given; what order that is changes nothing.

    A story's id comes from its least report id. A copy names the earliest published report it is a copy of (of
    one date the least id; a report without a date comes last).
    """
    ordered = sorted(reports, key=lambda r: (r.published_at or "9999", r.id))
    texts = [f"{r.title}\n{r.text}" if r.title else r.text for r in ordered]
    labels = cluster_texts(texts, [find_day(r.published_at) for r in ordered])
    members: dict[int, list[str]] = defaultdict(list)
    for report, label in zip(ordered, labels, strict=True):
        members[label].append(report.id)
    story = {label: hash_fields("story", min(ids)) for label, ids in members.items()}
    originals = find_originals([r.text for r in ordered])
    grouped = {
        r.id: Grouped(r.id, story[label], None if copied is None else ordered[copied].id)
        for r, label, copied in zip(ordered, labels, originals, strict=True)
    }
    return [grouped[r.id] for r in reports]


def find_day(published_at: str | None) -> int | None:
    """The day's number of an ISO date or time; null for none and for what is no date."""
    try:
        return date.fromisoformat((published_at or "")[:10]).toordinal()
    except ValueError:
        return None


def cluster_texts(
    texts: Sequence[str], days: Sequence[int | None] | None = None, others: int = OTHER_REPORTS
) -> list[int]:
    """A cluster label for each text: average link over the cosine of TF-IDF, cut at LEAST_SIMILAR.

    With `days`, texts whose days stand apart are less similar; `others` is as OTHER_REPORTS. Two groups can only
    merge when some pair of theirs reaches the cut, so each connected part of the graph of such pairs is clustered
    alone: the same result, and memory only for the largest part.
    """
    similar = _similar_pairs(texts, others)
    if days is not None:
        similar = [{j: v * _nearness(days[i], days[j]) for j, v in row.items()} for i, row in enumerate(similar)]
    labels = list(range(len(texts)))
    for part in _connected(len(texts), similar):
        for group in _average_link(part, similar):
            for index in group:
                labels[index] = min(group)
    return labels


def _nearness(one: int | None, other: int | None) -> float:
    if one is None or other is None:
        return 1.0
    return float(0.5 ** (max(0, abs(one - other) - NEAR_DAYS) / HALVING_DAYS))


def _similar_pairs(texts: Sequence[str], others: int = OTHER_REPORTS) -> list[dict[int, float]]:
    """For each text the others of similarity above LEAST_KEPT, by index; through the postings of each term."""
    counts = [count_terms(t) for t in texts]
    seen = Counter(term for c in counts for term in c)
    total = len(texts)
    weights = [_weigh_terms(c, seen, total, others) for c in counts]
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, row in enumerate(weights):
        for term, w in row.items():
            postings[term].append((i, w))
    arrays = {t: (np.array([i for i, _ in p]), np.array([w for _, w in p], np.float32)) for t, p in postings.items()}
    return [_similarities(i, row, arrays, total) for i, row in enumerate(weights)]


def _weigh_terms(counts: Counter[str], seen: Counter[str], total: int, others: int) -> dict[str, float]:
    """Unit weights of the terms that some other report has too; `seen` of `total` reports have each."""
    reports, lone = total + 1 + others, LONE_WORDS / (LONE_WORDS + total)
    row = {t: (1 + math.log(n) if n >= 1 else n) * math.log(reports / seen[t]) for t, n in counts.items()}
    length = math.sqrt(sum(w * w * (1.0 if seen[t] > 1 else lone) for t, w in row.items())) or 1.0
    return {t: w / length for t, w in row.items() if seen[t] > 1}


def _similarities(
    i: int, row: dict[str, float], arrays: dict[str, tuple[npt.NDArray[np.int64], Floats]], total: int
) -> dict[int, float]:
    scores = np.zeros(total, np.float32)
    for term, w in row.items():
        where, other = arrays[term]
        scores[where] += np.float32(w) * other
    scores[i] = 0
    return {int(j): float(scores[j]) for j in np.flatnonzero(scores > LEAST_KEPT)}


def _connected(total: int, similar: Sequence[dict[int, float]]) -> list[list[int]]:
    """Connected parts (of two or more) of the graph of pairs that reach the cut."""
    seen: set[int] = set()
    parts = []
    for start in range(total):
        if start in seen:
            continue
        part, todo = [], [start]
        seen.add(start)
        while todo:
            i = todo.pop()
            part.append(i)
            new = [j for j, s in similar[i].items() if s >= LEAST_SIMILAR and j not in seen]
            seen.update(new)
            todo += new
        if len(part) > 1:
            parts.append(sorted(part))
    return parts


def _average_link(part: Sequence[int], similar: Sequence[dict[int, float]]) -> list[list[int]]:
    """Merge the two groups of highest mean similarity until none reaches the cut."""
    matrix = np.array([[similar[i].get(j, 0.0) for j in part] for i in part])
    np.fill_diagonal(matrix, -1.0)
    groups: dict[int, list[int]] = {n: [i] for n, i in enumerate(part)}
    while len(groups) > 1:
        a, b = divmod(int(matrix.argmax()), len(part))
        if matrix[a, b] < LEAST_SIMILAR:
            break
        sizes = len(groups[a]), len(groups[b])
        merged = (matrix[a] * sizes[0] + matrix[b] * sizes[1]) / sum(sizes)
        matrix[a] = matrix[:, a] = merged
        matrix[a, a] = -1.0
        matrix[b] = matrix[:, b] = -1.0
        groups[a] += groups.pop(b)
    return list(groups.values())
