"""Headlines, whose verbs a tagger taught on sentences takes for nouns: "Manila recalls envoy"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dragoman.annotate.tags import read_scores
from dragoman.tables import read_table

_LONGEST = 16  # words
_CLOSING = frozenset((".", "!", "?", "…", "...", ":", ";", ","))
_APART = frozenset((";", ":", ",", "-", "–", "—", "--"))
_SUBJECT = ("NOUN|NN", "PROPN")
_BEHIND = ("NOUN", "PROPN", "ADJ", "NUM", "DET", "ADP", "PRON", "PUNCT|``", "PUNCT|''")
_VERB = "VERB|VBZ"


def give_verb(words: Sequence[str], tags: list[str]) -> list[str]:
    """The tags of one sentence, where it is a headline: in each clause without a verb the first noun in -s that is
    known as a verb too, between its subject and what follows, is that verb."""
    if not words or len(words) > _LONGEST or words[-1] in _CLOSING:
        return tags
    found = tags
    for first, last in _list_clauses(words):
        if any(t.startswith(("VERB", "AUX")) for t in tags[first:last]):
            continue
        at = next((i for i in range(first + 1, last) if _may_be_verb(words, tags, i, last)), None)
        if at is not None:
            found = [*found[:at], _VERB, *found[at + 1 :]]
    return found


def _list_clauses(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for i, word in enumerate((*words, ";")):
        if word in _APART:
            yield first, i
            first = i + 1


def _may_be_verb(words: Sequence[str], tags: Sequence[str], at: int, last: int) -> bool:
    word = words[at]
    if not (tags[at].startswith(("NOUN", "PROPN")) and word.islower() and word.endswith("s") and word[-2:] != "ss"):
        return False
    if not tags[at - 1].startswith(_SUBJECT) or tags[at - 1] == "NOUN|NNS":
        return False
    if at + 1 < last and not tags[at + 1].startswith(_BEHIND):
        return False
    return any(_was_verb(form) for form in (word, word[:-1], word[:-2], word[:-3] + "y"))


def _was_verb(form: str) -> bool:
    """Whether the tagger met the form as a verb, or a frame knows it as one ("slam", "rebuff")."""
    scores = read_scores()
    return (form in scores.telling and form not in _list_agents()) or scores.is_verb(form)


@lru_cache(maxsize=1)
def _list_agents() -> frozenset[str]:
    """Nouns that say who acts, some of which are verbs of frames too ("rebels")."""
    return frozenset(row["agent"] for row in read_table("agents"))
