"""What sparsely marked passages do not tell: left out of the loss, instead of taught as absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from training.corpus_format import FEW_PLACES, FEW_RECIPIENTS
from training.examples import IGNORE, Sample
from training.labels import MENTIONS, ROLES

_PLACES = frozenset(MENTIONS.index(f"{edge}-{kind}") for edge in "BI" for kind in ("place", "time"))


def is_sparse(sample: Sample) -> bool:
    """Whether the sample is of a passage with few of its places and times marked, or of its recipients."""
    return any(few.match(sample.origin) for few in (FEW_PLACES, FEW_RECIPIENTS))


def leave_out(sample: Sample, taken: Sequence[int]) -> None:
    """In a sparsely marked sentence: asks for no place or time of an act that is not marked, nor for the recipients of
    an act without one; and tells nothing of the unmarked words that a reader takes for a place or time (`taken`: its
    mention labels by word piece)."""
    if FEW_RECIPIENTS.match(sample.origin):
        marked = {(role, at) for role, at, word in sample.roles if word}
        for at in sample.predicates:
            if (ROLES.index("to"), at) not in marked:
                _ask_nothing(sample, at, ("to",))
    if FEW_PLACES.match(sample.origin):
        for at in sample.predicates:
            _ask_nothing(sample, at, ("at", "when"))
        labels = sample.labels["mention"]
        for word in sample.words:
            if labels[word] == 0 and taken[word] in _PLACES:
                labels[word] = IGNORE


def _ask_nothing(sample: Sample, at: int, names: Iterable[str]) -> None:
    """No word of the sentence is asked for, nor their absence; one that is marked stays."""
    for role in map(ROLES.index, names):
        marked = {word for r, a, word in sample.roles if (r, a) == (role, at) and word}
        sample.unsure += [(role, at, word) for word in (0, *sample.words) if word not in marked]
