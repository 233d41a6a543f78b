"""Event mentions into events across reports: candidate pairs, a match weight, average-link clusters.

Mentions are compared inside a story only (the block). The weight of a pair is the log-odds that both tell one
happening: a sum over the rows of event_match.tsv, so that it can be taken apart feature by feature.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
from msgspec import Struct

from dragoman.ids import hash_fields
from dragoman.link.pairs import (
    Floats,
    compare_sets,
    compare_words,
    count_crossed,
    count_shared,
    find_unlike,
    match_flags,
    match_keys,
)  # fmt: skip
from dragoman.link.triggers import WORD, Trigger, find_base, find_root, read_trigger
from dragoman.tables import read_table

# Mean log-odds of two groups from which they are one event. Leave-topics-out on ECB+ train, CoNLL F1: -1 .777,
# -.75 .781, -.5 .785, -.25 .783, 0 .770, .5 .722.
LEAST_WEIGHT = -0.5
WINDOW = 5  # words on each side of the trigger that make its near context


class MentionView(Struct, frozen=True):
    """What comparing needs of one event mention; sets are empty and strings null where nothing is known.

    `actors`, `recipients` and `places` hold keys that name the same party or place when equal; `first`, `last`
    are ISO dates, both inclusive, `fresh` where that is the day of the report; `reality` is told, past, planned,
    imagined or negated; `reciprocal` says that all parties are in `actors`, of which a report may name one alone;
    `content` holds roots and classes of the words that say what is promised. Of those who act `acting` holds the side,
    the sector where they do not act for their state, and the surname; `persons` the surnames alone, where all of them
    are persons whose names are known.
    """

    id: str
    report_id: str
    story_id: str
    sentence: int
    trigger: Trigger
    words: tuple[str, ...]
    near: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    event_type: str | None = None
    mode: str | None = None
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None
    reality: str | None = None
    fresh: bool = False
    reciprocal: bool = False
    content: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    acting: frozenset[str] = frozenset()

    @property
    def head(self) -> str:
        """The trigger's head word in base form."""
        return self.trigger.head


class Reason(Struct, frozen=True):
    """One line of an explanation: the feature, its value for the pair, what it adds to the weight."""

    feature: str
    value: float
    weight: float


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("common_words"))


@lru_cache(maxsize=8)
def load_weights(overlay: Path | None = None) -> dict[str, float]:
    """Weight of each feature, in log-odds, from event_match.tsv."""
    return {row["feature"]: float(row["weight"]) for row in read_table("event_match", overlay)}


def view_mention(
    id: str, report_id: str, story_id: str, sentence: int, text: str, start: int, end: int, **known: object
) -> MentionView:
    """A view of the trigger text[start:end] in the sentence `text`; `known` sets coded fields of MentionView."""
    common = _common_words()
    before, after = _content(text[:start], common), _content(text[end:], common)
    both = before + after
    fields = {
        "words": tuple(find_root(find_base(w)) for w in both),
        "near": tuple(find_root(find_base(w)) for w in before[-WINDOW:] + after[:WINDOW]),
        "names": frozenset(w.lower() for w in both if w[0].isupper()),
        "numbers": frozenset(w for w in both if w[0].isdigit()),
    }
    made = {**fields, **known}
    return MentionView(id, report_id, story_id, sentence, read_trigger(text[start:end]), **made)  # type: ignore[arg-type]


def _content(text: str, common: frozenset[str]) -> list[str]:
    words = (w[:-2] if w.endswith(("'s", "’s")) else w for w in WORD.findall(text))
    return [w for w in words if w.lower() not in common and (len(w) > 1 or w.isdigit())]


def group_mentions(views: Sequence[MentionView], overlay: Path | None = None) -> dict[str, str]:
    """Event id of every mention id. The order of `views` does not matter; the id comes from the least member."""
    labels = cluster_mentions(views, overlay)
    members: dict[int, list[str]] = defaultdict(list)
    for mention, label in labels.items():
        members[label].append(mention)
    names = {label: hash_fields("event", min(ids)) for label, ids in members.items()}
    return {mention: names[label] for mention, label in labels.items()}


def cluster_mentions(views: Sequence[MentionView], overlay: Path | None = None) -> dict[str, int]:
    """A cluster number for each mention id; mentions of different stories are never joined."""
    weights = load_weights(overlay)
    labels: dict[str, int] = {}
    for block in list_blocks(views):
        for group in average_link(weigh_pairs(block, weights), LEAST_WEIGHT):
            number = len(labels)
            labels.update((block[i].id, number) for i in group)
    return labels


def list_blocks(views: Sequence[MentionView]) -> list[list[MentionView]]:
    """The mentions of each story, ordered by id, so that the input's order changes nothing."""
    blocks: dict[str, list[MentionView]] = defaultdict(list)
    for view in sorted(views, key=lambda v: v.id):
        blocks[view.story_id].append(view)
    return [blocks[story] for story in sorted(blocks)]


def weigh_pairs(block: Sequence[MentionView], weights: dict[str, float]) -> Floats:
    """Match weights (log-odds) of all pairs of one story, a symmetric matrix."""
    total = np.full((len(block), len(block)), weights.get("bias", 0.0))
    for name, values in compare_pairs(block).items():
        if weights.get(name):
            total += weights[name] * values
    return total


def explain_pair(block: Sequence[MentionView], one: str, other: str, overlay: Path | None = None) -> list[Reason]:
    """The features that speak for or against one event, strongest first; their weights sum to the match weight."""
    at = {v.id: n for n, v in enumerate(block)}
    i, j = at[one], at[other]
    weights = load_weights(overlay)
    reasons = [Reason("bias", 1.0, weights.get("bias", 0.0))]
    for name, values in compare_pairs(block).items():
        value = float(values[i, j])
        if value and weights.get(name):
            reasons.append(Reason(name, round(value, 4), round(weights[name] * value, 4)))
    return sorted(reasons, key=lambda r: (-abs(r.weight), r.feature))


def compare_pairs(block: Sequence[MentionView]) -> dict[str, Floats]:
    """Each feature of all pairs of one story: name to a symmetric matrix."""
    heads = match_keys([v.trigger.head for v in block])
    roots = match_keys([v.trigger.root for v in block]) - heads
    classes = count_shared([v.trigger.classes for v in block])
    kin = np.minimum(classes, 1.0) * (1 - np.clip(heads + roots, 0, 1))
    light = match_flags([v.trigger.light for v in block])
    same = np.clip(heads + roots, 0, 1)
    other = (1 - same) * (1 - kin)
    reporting = match_flags(["say" in v.trigger.classes for v in block])
    sentence = compare_words([v.words for v in block])
    near = compare_words([v.near for v in block])
    report = match_keys([v.report_id for v in block])
    place = match_keys([f"{v.report_id}:{v.sentence}" for v in block])
    names, name_clash = compare_sets([v.names for v in block])
    numbers, number_clash = compare_sets([v.numbers for v in block])
    word = np.minimum(count_shared([v.trigger.words for v in block]), 1.0)
    features = {
        "same head": heads,
        "same head, light": heads * light,
        "same head, reporting": heads * reporting,
        "same root": roots,
        "same class": kin,
        "same class, reporting": kin * reporting,
        "share a word": word * (1 - heads),
        "heads alike, sentences alike": same * sentence,
        "heads alike, near words alike": same * near,
        "class alike, sentences alike": kin * sentence,
        "class alike, near words alike": kin * near,
        "other heads, sentences alike": other * sentence,
        "other heads, near words alike": other * near,
        "names shared": names,
        "names differ": name_clash,
        "numbers shared": numbers,
        "numbers differ": number_clash,
        "same report": report,
        "same sentence": place,
        "established head": same * _spread(block),
        "reporting, same report": reporting * report,
    }
    return features | _compare_coded(block)


def _compare_coded(block: Sequence[MentionView]) -> dict[str, Floats]:
    """Features of the coded fields; a pair in which one side knows nothing gets 0 in both directions."""
    types = [v.event_type or "" for v in block]
    known = match_flags([bool(t) for t in types])
    same_type = match_keys(types) * known
    parties, _ = compare_sets([v.actors | v.recipients for v in block])
    _, actors_clash = compare_sets([v.actors if len(v.actors) > 1 or not v.reciprocal else frozenset() for v in block])
    _, acting_clash = compare_sets([frozenset() if v.reciprocal else v.acting for v in block])
    _, recipients_clash = compare_sets([v.recipients for v in block])
    served = count_crossed([v.recipients for v in block], [v.actors for v in block])
    places, place_clash = compare_sets([v.places for v in block])
    together, beside, apart = _times(block)
    _, content_clash = compare_sets([v.content for v in block])
    _, persons_clash = compare_sets([v.persons for v in block])
    return {
        "same type": same_type,
        "types differ": known - same_type,
        "parties shared": parties,
        "actors differ": actors_clash,
        "persons differ": np.maximum(persons_clash, acting_clash) * (1 - actors_clash),
        "recipients differ": recipients_clash * (served == 0),
        "contents differ": content_clash,
        "same place": places,
        "places differ": place_clash,
        "times overlap": together,
        "times a day apart": beside,
        "times apart": apart,
        "factuality differs": find_unlike([v.reality for v in block]),
    }


def _times(block: Sequence[MentionView]) -> tuple[Floats, Floats, Floats]:
    """Whether two intervals meet, stand a day apart (two accounts may differ by one), or further.

    What two reports each tell of their own day happened on two days.
    """
    known = match_flags([v.first is not None and v.last is not None for v in block])
    first = np.array([_day(v.first) for v in block])
    last = np.array([_day(v.last) for v in block])
    gap = first[:, None] - last[None, :]
    gap = np.maximum(gap, gap.T)
    news = match_flags([v.fresh for v in block])
    return (gap <= 0) * known, (gap == 1) * known * (1 - news), ((gap > 1) + (gap == 1) * news) * known


def _day(text: str | None) -> int:
    return date.fromisoformat(text[:10]).toordinal() if text else 0


def _spread(block: Sequence[MentionView]) -> Floats:
    """For each pair the share of the story's reports that use the first one's root: what the story is about."""
    users: dict[str, set[str]] = defaultdict(set)
    for v in block:
        users[v.trigger.root].add(v.report_id)
    reports = len({v.report_id for v in block})
    column = np.array([len(users[v.trigger.root]) / reports for v in block])
    spread: Floats = np.minimum.outer(column, column)
    return spread


def average_link(weights: Floats, least: float) -> list[list[int]]:
    """Groups of row numbers: merge the two groups of highest mean weight until none reaches `least`."""
    matrix = weights.copy()
    np.fill_diagonal(matrix, -np.inf)
    groups = {n: [n] for n in range(len(matrix))}
    while len(groups) > 1:
        a, b = sorted(divmod(int(matrix.argmax()), len(matrix)))
        if matrix[a, b] < least:
            break
        one, other = len(groups[a]), len(groups[b])
        # -inf marks merged rows; where it meets a count it stays -inf
        merged = (matrix[a] * one + matrix[b] * other) / (one + other)
        matrix[a] = matrix[:, a] = merged
        matrix[a, a] = -np.inf
        matrix[b] = matrix[:, b] = -np.inf
        groups[a] += groups.pop(b)
    return [sorted(g) for _, g in sorted(groups.items())]
