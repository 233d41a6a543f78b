"""Persons no table knows: capitalised runs that a given name, a speech verb or an apposition shows to be people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dragoman.annotate.actor_names import Words
from dragoman.annotate.family_names import is_junior, list_family_names
from dragoman.annotate.gazetteer import load_gazetteer
from dragoman.annotate.name_pieces import is_name_word
from dragoman.annotate.phrases import has_article, name_end
from dragoman.annotate.place_words import read_place_words
from dragoman.records import Token

_TAIL = 6  # words
_MANY = 50_000  # people


class Run(NamedTuple):
    """Tokens `first:last` that look like a person's name."""

    first: int
    last: int


def find_runs(tokens: Sequence[Token], taken: Sequence[bool], words: Words) -> list[Run]:
    """Maximal capitalised runs outside `taken` tokens, without words that only start a sentence."""
    runs = []
    i = 0
    while i < len(tokens):
        named = is_name_word(tokens[i].text) or has_article(tokens[i].text, words)
        if taken[i] or not named or tokens[i].text in words.kinds["not_name"]:
            i += 1
            continue
        end = name_end(tokens, i, words)
        while end > i and any(taken[i:end]):
            end -= 1
        if end > i and not _goes_on(tokens, end, words):
            runs.append(Run(i, end))
        i = max(end, i + 1)
    return runs


def _goes_on(tokens: Sequence[Token], end: int, words: Words) -> bool:
    """The run is part of a longer name of something else: "Pilsudski Square"."""
    same = end < len(tokens) and tokens[end].sentence == tokens[end - 1].sentence
    return same and tokens[end].text in words.kinds["not_person"]


def find_persons(
    tokens: Sequence[Token],
    taken: Sequence[bool],
    heads: frozenset[int],
    surnames: set[str],
    words: Words,
    overlay: Path | None = None,
) -> list[Run]:
    """Runs that name a person.

    `heads` are the first and last tokens of offices and agent nouns (for appositions); `surnames` are last names of
    persons already found, and grow: a second pass takes single names that repeat one.
    """
    runs = find_runs(tokens, taken, words)
    found = [r for r in runs if not _is_town(tokens, r, overlay) and _is_person(tokens, r, heads, words)]
    surnames |= {name for r in found for name in list_family_names(tokens[r.last - 1].text)}
    accepted = set(found)
    return [r for r in runs if r in accepted or (r.last - r.first <= 2 and tokens[r.last - 1].text in surnames)]


def _is_person(tokens: Sequence[Token], run: Run, heads: frozenset[int], words: Words) -> bool:
    length = run.last - run.first
    if is_junior(tokens[run.first].text):
        return False
    if length >= 2 and tokens[run.first].text in words.given:
        return True
    if any(tokens[i].tag == "ADP" for i in range(run.first, run.last)):
        return False
    if run.first and tokens[run.first - 1].text.lower() in words.kinds["place_preposition"]:
        return False  # "insurgents in Duhok said"
    if _speaks(tokens, run, words):
        return length >= 2 or not _starts_sentence(tokens, run.first) or tokens[run.first].tag == "PROPN"
    return length >= 2 and (_apposed(tokens, run, heads) or _named_behind(tokens, run, heads))


def _is_town(tokens: Sequence[Token], run: Run, overlay: Path | None) -> bool:
    """Whether the run is "the town of NAME", or a town of many people whose name is no person's: "Kirkuk has"."""
    before = [t.text for t in tokens[max(run.first - 2, 0) : run.first]]
    if len(before) == 2 and before[1] == "of" and before[0] in read_place_words(overlay)["settlement"]:
        return True
    known = load_gazetteer(overlay).find(" ".join(t.text for t in tokens[run.first : run.last]))
    return known is not None and not known.flags and any(c.population >= _MANY for c in known.candidates)


def _starts_sentence(tokens: Sequence[Token], index: int) -> bool:
    return index == 0 or tokens[index - 1].sentence != tokens[index].sentence


def _speaks(tokens: Sequence[Token], run: Run, words: Words) -> bool:
    sentence = tokens[run.first].sentence
    after = tokens[run.last] if run.last < len(tokens) else None
    if after is not None and after.sentence == sentence and after.text in words.kinds["reporting"]:
        return after.tag in ("VERB", "AUX")
    before = tokens[run.first - 1] if run.first else None
    if before is None or before.sentence != sentence:
        return False
    return before.text in ("said", "says", "added", "told") and (after is None or after.text in (".", ",", "in", "on"))


def _named_behind(tokens: Sequence[Token], run: Run, heads: frozenset[int]) -> bool:
    """ "his Peruvian counterpart, NAME", "the ministry's spokesman, NAME," and "the envoy for Peru, NAME,"."""
    at = run.first - 1
    if at > 0 and tokens[at].text == ",":
        at -= 1
    if at < 0 or tokens[at].sentence != tokens[run.first].sentence:
        return False
    if tokens[at].lemma == "counterpart":
        return True
    if tokens[at + 1].text != ",":
        return False
    return at in heads or (_is_closed(tokens, run.last) and _ends_tail(tokens, at, heads))


def _is_closed(tokens: Sequence[Token], last: int) -> bool:
    return last < len(tokens) and tokens[last].text in (",", ".")


def _ends_tail(tokens: Sequence[Token], at: int, heads: frozenset[int]) -> bool:
    """Whether what ends at `at` says for what or where an office is held that stands before it."""
    first = at
    while first > max(0, at - _TAIL) and tokens[first].tag in ("PROPN", "NOUN", "ADJ", "DET", "CCONJ", "PART"):
        first -= 1
        if tokens[first].tag == "ADP":
            return first - 1 in heads and tokens[first].sentence == tokens[at].sentence
    return False


def _apposed(tokens: Sequence[Token], run: Run, heads: frozenset[int]) -> bool:
    """ "NAME, a farmer from ...", "NAME, 45," or "NAME, the group's spokesman"."""
    if run.last + 1 >= len(tokens):
        return False
    if tokens[run.last].text == "who" or (tokens[run.last].text == "," and tokens[run.last + 1].text == "who"):
        return tokens[run.last].sentence == tokens[run.first].sentence
    if tokens[run.last].text not in (",", "("):
        return False
    sentence = tokens[run.first].sentence
    inner = [i for i in range(run.last + 1, min(run.last + 8, len(tokens))) if tokens[i].sentence == sentence]
    if inner and tokens[inner[0]].text.isdigit() and len(tokens[inner[0]].text) == 2:
        return True
    for i in inner:
        if i in heads:
            return True
        if tokens[i].tag not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV") and tokens[i].text != "of":
            return False
    return False
