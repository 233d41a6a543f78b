"""Verbs behind a modal, which a tagger taught on web text takes for nouns: "it would free two hostages"."""

from __future__ import annotations

from collections.abc import Sequence

# Without "may" and "might": what may be done on a condition would count as promised.
_MODALS = frozenset(("will", "would", "wo", "can", "ca", "could", "must", "should"))
_OBJECT = ("DET", "PRON", "NUM", "PROPN", "NOUN|NNS")
_NOT = frozenset(("not", "n't", "n’t"))


def give_modal_verb(words: Sequence[str], tags: list[str]) -> list[str]:
    """The tags of one sentence, where the base form behind a modal is a verb, unless a verb follows ("must first
    hand over") or the modal stands before its subject ("Should war break out")."""
    found = tags
    for modal, word in enumerate(words):
        if word not in _MODALS or not tags[modal].startswith("AUX") or _opens(words, tags, modal):
            continue
        at = modal + 1
        while at < len(words) and (tags[at].startswith("ADV") or words[at] in _NOT):
            at += 1
        behind = tags[at + 1] if at + 1 < len(words) else ""
        if at < len(words) and words[at].islower() and _may_be_verb(tags[at], behind):
            found = [*found[:at], "VERB|VB", *found[at + 1 :]]
    return found


def _may_be_verb(tag: str, behind: str) -> bool:
    """Whether a noun in the singular is a verb, or an adjective with an object behind it ("free two sailors")."""
    if tag == "ADJ|JJ":
        return behind.startswith(_OBJECT)
    return tag == "NOUN|NN" and not behind.startswith(("VERB", "AUX"))


def _opens(words: Sequence[str], tags: Sequence[str], modal: int) -> bool:
    """Whether no subject stands before the modal (", should war break out"), or an article ("the will")."""
    before = tags[modal - 1] if modal else ""
    return modal == 0 or before.startswith("DET") or (words[modal] == "should" and before.startswith("PUNCT"))
