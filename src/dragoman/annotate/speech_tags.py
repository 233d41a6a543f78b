"""Words of speech that a tagger takes for something else: "officials *replied* that", "*Witnesses* were quoted"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from dragoman.annotate.cues import read_cues
from dragoman.annotate.lemmas import find_lemma
from dragoman.annotate.tags import list_acting_verbs
from dragoman.records import Mention, Token

_SAYS = frozenset(("say", "direct", "commit"))
_OPENS_QUOTE = frozenset(("“", '"', "``", "«", "„", "‘"))
_BEFORE = ("NOUN", "PROPN", "PRON", "VERB")
_MODIFIES = ("DET|DT", "ADJ", "ADP", "PRON|PRP$")
_NAMES = ("ADJ", "NOUN", "PROPN")
_NOT_VERB = ("ADJ", "ADV", "NOUN|NN")
_DOERS = frozenset(("i", "we", "they"))  # pronouns that are subjects alone
_OBJECT = ("DET", "PRON", "PROPN")
_FINITE = ("AUX", "VERB|VBD", "VERB|VBP")


def give_names(tokens: tuple[Token, ...], actors: Sequence[Mention]) -> tuple[Token, ...]:
    """The tokens, where a capitalised verb inside a body's name is no verb ("Human Rights *Watch* said")."""
    found = list(tokens)
    for mention in (m for m in actors if m.form == "organisation" and " " in m.text):
        at = bisect_left(tokens, mention.start, key=lambda t: t.start)
        while at < len(tokens) and tokens[at].end <= mention.end:
            token = tokens[at]
            if token.tag in ("VERB", "AUX") and token.text[0].isupper():
                found[at] = msgspec.structs.replace(token, tag="PROPN", lemma=token.text.lower())
            at += 1
    return tuple(found)


def give_speech_tags(words: Sequence[str], tags: list[str], overlay: Path | None = None) -> list[str]:
    """The tags of one sentence, where what stands around a word of speech shows what it is.

    A past form behind a subject and before "that" or a quote is a verb, a plural before the first verb its subject, a
    capitalised name behind "on" a name ("wrote on Twitter that"), a word between "a" and a preposition a noun ("told a
    rally in Lima"), a base form that tells acts between "we" and an object a verb ("we *welcome* the"), a capitalised
    one between a capitalised one and a noun a name ("Wildlife *Watch* chief"). A base form that is never a noun is a
    verb ("those who left *acknowledge* that").
    """
    found = list(tags)
    for at, word in enumerate(words[:-1]):
        tag, following = found[at], words[at + 1]
        if tag.startswith("ADJ") and word.endswith("ed") and at and _brings(words, at):
            if find_lemma(word, "VERB|VBD") in _verbs(overlay) and _has_subject(words, found, at):
                found[at] = "VERB|VBD"
        elif at and tag.startswith(_NOT_VERB) and words[at - 1].lower() in _DOERS:
            if word in list_acting_verbs(overlay) and found[at + 1].startswith(_OBJECT):
                found[at] = "VERB|VBP"
        elif tag == "NOUN|NN" and at and word in read_cues(overlay).beside["verb"]:
            if not found[at - 1].startswith(_MODIFIES):
                found[at] = "VERB|VBP"
        elif tag.startswith("VERB") and at and word[0].isupper() and words[at - 1][0].isupper():
            if found[at - 1].startswith(_NAMES) and found[at + 1] == "NOUN|NN" and following.islower():
                found[at] = "PROPN|NNP"
        elif word == "official" and tag.startswith("ADJ") and at and _acts(words, found, at + 1, overlay):
            found[at] = "NOUN|NN"
        elif at == 0 and tag == "VERB|VBZ" and word[0].isupper():
            if found[1].startswith(_FINITE) or "who" in (following, "".join(words[2:3])):
                found[0] = "NOUN|NNS"
        elif at and word[0].isupper() and words[at - 1] == "on" and tag.startswith("ADJ"):
            if following in ("that", ":", ",", ".") or following in _OPENS_QUOTE:
                found[at - 1 : at + 1] = ["ADP|IN", "PROPN|NNP"]
        elif at and tag.startswith("ADV") and words[at - 1] in ("a", "an") and found[at + 1].startswith("ADP"):
            found[at] = "NOUN|NN"
    return found


@lru_cache(maxsize=8)
def _verbs(overlay: Path | None) -> frozenset[str]:
    return frozenset(word for word, cue in read_cues(overlay).verbs.items() if cue.kind in _SAYS)


def _acts(words: Sequence[str], tags: Sequence[str], at: int, overlay: Path | None) -> bool:
    """Whether a verb of speech stands at `at`, or "who", so that the word before it names somebody."""
    taken = tags[at].startswith("ADJ") and words[at].endswith("ed")
    return words[at] == "who" or (taken and find_lemma(words[at], "VERB|VBD") in _verbs(overlay))


def _brings(words: Sequence[str], at: int) -> bool:
    """Whether what is said may stand behind the word at `at`."""
    following = words[at + 1]
    if following == ",":
        following = words[at + 2] if at + 2 < len(words) else ""
        return following in _OPENS_QUOTE
    return following in ("that", ":") or following in _OPENS_QUOTE


def _has_subject(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a noun, a pronoun, or what tells more of one ends right before the word at `at`."""
    before = at - 1
    while before > 0 and tags[before].startswith("ADV"):
        before -= 1
    mark = words[before] in (",", ")", "–", "—") and before == at - 1 and before > 0
    return mark or tags[before].startswith(_BEFORE)
