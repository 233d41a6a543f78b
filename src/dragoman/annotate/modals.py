"""Verbs that a tagger taught on web text takes for other words: behind a modal, "did not" or "to" ("would free two
men"), and "left" before those who are left dead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Without "may" and "might": what may be done on a condition would count as promised.
_MODALS = frozenset(("will", "would", "wo", "can", "ca", "could", "must", "should"))
_DO = frozenset(("do", "does", "did"))  # only before "not"
_OBJECT = ("DET", "PRON", "NUM", "PROPN", "NOUN|NNS")
_NOT = frozenset(("not", "n't", "n’t"))
# Behind "to" and a word that may be a noun: what only the object of a verb begins with ("to finance its army").
_OBJECT_PRONOUNS = frozenset(("its", "his", "her", "their", "our", "my", "your", "it", "him", "them", "us", "me"))
# Behind an article these begin a time and no object: "went to war the next day".
_TIMES = frozenset(("next", "same", "following", "previous", "last", "first", "other", "day", "week", "month", "year"))


def give_modal_verb(words: Sequence[str], tags: list[str], may_be_verb: Callable[[str], bool]) -> list[str]:
    """The tags of one sentence, where the base form behind a modal is a verb, unless a verb follows ("must first
    hand over") or the modal stands before its subject ("Should war break out"); that behind "to" where an object
    follows. `may_be_verb` tells whether a word is known as a verb too."""
    found = tags
    for number, word in enumerate(words):
        if word == "to":
            at = _find_infinitive(words, found, number + 1, may_be_verb)
        elif _is_modal(words, found, number):
            at = _find_base(words, found, number + 1, may_be_verb)
        else:
            continue
        if at is not None:
            found = [*found[:at], "VERB|VB", *found[at + 1 :]]
    return found


def _is_modal(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    if words[at] in _DO:
        return at + 1 < len(words) and words[at + 1] in _NOT
    return words[at] in _MODALS and tags[at].startswith("AUX") and not _opens(words, tags, at)


def _find_base(words: Sequence[str], tags: Sequence[str], at: int, may_be_verb: Callable[[str], bool]) -> int | None:
    """Index of the base form behind a modal that the tagger took for another word; None where it has a verb."""
    begin = at
    while at < len(words) and (tags[at].startswith("ADV") or words[at] in _NOT):
        at += 1
    behind = tags[at + 1] if at + 1 < len(words) else ""
    if at < len(words) and words[at].islower() and _may_be_base(tags[at], behind):
        return at
    # "will rally the troops", "would back Oslo": what stands right before an object is no adverb.
    object_follows = at < len(words) and tags[at].startswith((*_OBJECT, "ADJ"))
    adverb = object_follows and at > begin and words[at - 1] not in (*_NOT, "never")
    return at - 1 if adverb and may_be_verb(words[at - 1]) else None


def _find_infinitive(
    words: Sequence[str], tags: Sequence[str], at: int, may_be_verb: Callable[[str], bool]
) -> int | None:
    """Index of the base form behind "to" that the tagger took for another word: an object must follow it."""
    if at + 1 >= len(words) or not words[at].islower() or not may_be_verb(words[at]):
        return None
    behind, tag = words[at + 1].lower(), tags[at + 1]
    timed = at + 2 < len(words) and words[at + 2].lower() in _TIMES
    begins = behind in _OBJECT_PRONOUNS or (tag.startswith("DET") and not timed)
    if tags[at] == "NOUN|NN":
        return at if begins else None
    begins = begins or words[at + 1].istitle() or (tag.startswith("NUM") and tags[at] == "ADJ|JJ")
    return at if begins and tags[at].startswith(("ADJ|JJ", "ADV")) else None


def _may_be_base(tag: str, behind: str) -> bool:
    """Whether a noun in the singular is a verb, or an adjective with an object behind it ("free two sailors")."""
    if tag == "ADJ|JJ":
        return behind.startswith((*_OBJECT, "ADJ"))
    return tag == "NOUN|NN" and not behind.startswith(("VERB", "AUX"))


def _opens(words: Sequence[str], tags: Sequence[str], modal: int) -> bool:
    """Whether no subject stands before the modal (", should war break out"), or an article ("the will")."""
    before = tags[modal - 1] if modal else ""
    return modal == 0 or before.startswith("DET") or (words[modal] == "should" and before.startswith("PUNCT"))


_COUNTING = frozenset(("at", "more", "nearly", "almost", "about", "some", "over", "dozens", "scores", "hundreds"))


def give_left_verb(words: Sequence[str], tags: list[str]) -> list[str]:
    """The tags of one sentence, where "left" between a noun and a number is a verb ("the blasts left nine dead")."""
    found = tags
    for at in range(1, len(words) - 1):
        counted = tags[at + 1].startswith("NUM") or words[at + 1] in _COUNTING
        taken = words[at] == "left" and tags[at].startswith("ADJ")  # the tagger's "left" of "the left wing"
        if taken and counted and tags[at - 1].startswith(("NOUN", "PROPN")):
            found = [*found[:at], "VERB|VBD", *found[at + 1 :]]
    return found
