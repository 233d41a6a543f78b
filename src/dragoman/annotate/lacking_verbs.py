"""The verb of a clause that a tagger left without one: "Democrats *blast* Sato", "the two armies *halted* fighting"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.actor_names import pluralise
from dragoman.annotate.lemmas import find_lemma
from dragoman.annotate.plural_people import list_plurals
from dragoman.annotate.tags import list_acting_verbs
from dragoman.tables import read_table

_VERBAL = ("VERB", "AUX")
_TAKEN_FOR = ("NOUN|NN", "ADJ", "ADV")
_BEHIND_BASE = ("PROPN", "DET", "NUM", "PRON|PRP$")
_BEHIND_PAST = ("PROPN", "DET", "PRON", "NUM", "NOUN", "ADJ")
# Small words behind a past form that tells what its subject did; behind others ("soldiers wounded in Mali") it may tell
# what befell him, as headlines do.
_GOES_TO = frozenset(("to", "on", "off", "into", "against", "with", "towards", "toward"))
_SUBJECT = ("NOUN|NNS", "PROPN")


@lru_cache(maxsize=8)
def _list_people(overlay: Path | None) -> frozenset[str]:
    """Plurals of those who act, in small letters: "rebels", "police", "russians"."""
    plurals, demonyms = list_plurals(overlay)
    several = (r["agent"] for r in read_table("agents", overlay) if r["number"] == "plural")
    return plurals | frozenset(several) | frozenset(pluralise(name).lower() for name in demonyms)


def give_lacking_verbs(words: Sequence[str], tags: list[str], overlay: Path | None = None) -> list[str]:
    """The tags of one sentence, where in a clause without a verb a past form behind a plural or a name and before an
    object is that verb, and a base form that tells acts behind the plural of people that opens the sentence."""
    found = tags
    for first, last in _list_clauses(tags):
        at = _find_past(words, tags, first, last, overlay)
        if at is not None and not any(t.startswith(_VERBAL) for t in tags[first:last]):
            found = [*found[:at], "VERB|VBD", *found[at + 1 :]]
    at = _find_base(words, found, overlay)
    return found if at is None else [*found[:at], "VERB|VBP", *found[at + 1 :]]


def _list_clauses(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for i, tag in enumerate((*tags, "PUNCT|.")):
        if tag.startswith(("PUNCT", "SCONJ")):
            yield first, i
            first = i + 1


def _find_past(words: Sequence[str], tags: Sequence[str], first: int, last: int, overlay: Path | None) -> int | None:
    """The past form of a verb of acts ("*faced* criticism", "troops *left* Peru") taken for an adjective."""
    acting, (_, demonyms) = list_acting_verbs(overlay), list_plurals(overlay)
    for at in range(first + 1, last):
        word, past = words[at], words[at].endswith("ed") or words[at] == "left"
        if not (past and tags[at].startswith("ADJ") and tags[at - 1].startswith(_SUBJECT)):
            continue
        if words[at - 1] in demonyms or word == "armed":  # "Peruvian armed groups"
            continue
        if find_lemma(word, "VERB|VBD", overlay) in acting and _has_object(words, tags, at, last):
            return at
    return None


def _has_object(words: Sequence[str], tags: Sequence[str], at: int, last: int) -> bool:
    if at + 1 == last:
        return False
    return words[at + 1] in _GOES_TO or (tags[at + 1].startswith(_BEHIND_PAST) and words[at + 1] != "left")


def _find_base(words: Sequence[str], tags: Sequence[str], overlay: Path | None) -> int | None:
    """The base form between the plural of people that opens the sentence and an object: "Senior Democrats *blast* Sato
    over the levy"."""
    people, acting = _list_people(overlay), list_acting_verbs(overlay)
    for at in range(1, len(words) - 1):
        if tags[at - 1].startswith((*_VERBAL, "PUNCT")):
            return None
        plural = tags[at - 1] == "PROPN|NNPS" and words[at - 2] != "United"
        named = plural or words[at - 1].lower() in people or (at == 1 and tags[0] == "NOUN|NNS")
        if named and words[at] in acting and tags[at].startswith(_TAKEN_FOR):
            return at if tags[at + 1].startswith(_BEHIND_BASE) else None
    return None
