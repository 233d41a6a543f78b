"""Adjectives of doubt that a tagger takes for verbs: "said that alleged rebels attacked a post"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.contents import DAYS

_DOUBTED = frozenset(("alleged", "suspected", "presumed", "purported", "reputed", "supposed"))
_NAMED = ("NOUN", "PROPN", "ADJ", "NUM")


def give_doubting_adjective(words: Sequence[str], tags: list[str]) -> list[str]:
    """The tags of one sentence, where a word of doubt in front of a noun is an adjective if no subject precedes it."""
    found = tags
    for at, word in enumerate(words[:-1]):
        if word.lower() in _DOUBTED and tags[at].startswith("VERB") and tags[at + 1].startswith(_NAMED):
            behind = at - 1 if at and words[at - 1].lower() == "that" else at
            if not _is_subject(words, tags, behind - 1):
                found = [*found[:at], "ADJ|JJ", *found[at + 1 :]]
    return found


def _is_subject(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether the word at `at` can be who alleges: no mark, verb, particle or day, nor the sentence's beginning."""
    if at < 0 or words[at].lower() in DAYS:
        return False
    return not tags[at].startswith(("PUNCT", "VERB", "ADV", "ADP", "SCONJ", "CCONJ"))
