"""Persons no table knows: capitalised runs that a given name, a speech verb or an apposition shows to be people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dragoman.annotate.actor_names import Words, fold
from dragoman.annotate.cues import read_cues
from dragoman.annotate.family_names import is_junior, list_family_names
from dragoman.annotate.gazetteer import CAPITAL, COUNTRY, REGION, STATE, load_gazetteer
from dragoman.annotate.name_pieces import is_name_word
from dragoman.annotate.phrases import has_article, is_initials, name_end
from dragoman.annotate.place_words import read_place_words
from dragoman.annotate.word_case import is_often_small
from dragoman.records import Token

_TAIL = 6  # words
_OPENING_TAGS = frozenset(("ADP", "ADV", "AUX", "CCONJ", "DET", "SCONJ", "VERB"))
_LANDS = frozenset((CAPITAL, COUNTRY, REGION, STATE))
_ARTICLES = frozenset(("the", "a", "an", "this"))
_JOINTS = (",", "and", "&", ", and")
# A name in Chinese, Japanese or Korean letters in brackets behind it: two to four, more are a company's.
_OWN_LETTERS = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]{2,4}")
_MANY = 50_000  # people


class Run(NamedTuple):
    """Tokens `first:last` that look like a person's name."""

    first: int
    last: int


def find_runs(tokens: Sequence[Token], taken: Sequence[bool], words: Words, overlay: Path | None = None) -> list[Run]:
    """Maximal capitalised runs outside `taken` tokens, without words that only start a sentence."""
    runs = []
    i = 0
    while i < len(tokens):
        named = is_name_word(tokens[i].text) or has_article(tokens[i].text, words) or is_initials(tokens, i, words)
        named = (
            named and tokens[i].text not in words.kinds["not_name"] and not _tells_of_name(tokens, i, words, overlay)
        )
        if taken[i] or not named:
            i += 1
            continue
        end = name_end(tokens, i, words)
        if any(taken[i:end]):
            end = next(n for n in range(i, end) if taken[n])
            while end > i and not is_name_word(tokens[end - 1].text):
                end -= 1
        if end > i and not _goes_on(tokens, end, words):
            runs.append(Run(i, end))
        i = max(end, i + 1)
    return runs


def _tells_of_name(tokens: Sequence[Token], at: int, words: Words, overlay: Path | None) -> bool:
    """Whether a word has its capital from the sentence that it opens, or only says what or where somebody is, and a
    name follows: "Regarding Netanyahu", "Goalkeeper Luis NAME", "Governor of Tabasco Luis NAME"."""
    text, after = tokens[at].text, tokens[at + 1].text if at + 1 < len(tokens) else ""
    if not is_name_word(after) or text in words.given:
        return False
    if text.lower() in words.kinds["person_noun"] or (_starts_sentence(tokens, at) and tokens[at].tag in _OPENING_TAGS):
        return True
    known = load_gazetteer(overlay).find(text) if fold(after) in words.given else None
    return known is not None and not known.flags and any(c.kind in _LANDS for c in known.candidates)


def _goes_on(tokens: Sequence[Token], end: int, words: Words) -> bool:
    """The run is part of a longer name of something else: "Pilsudski Square"."""
    same = end < len(tokens) and tokens[end].sentence == tokens[end - 1].sentence
    return same and tokens[end].text in words.kinds["not_person"]


def find_persons(
    tokens: Sequence[Token],
    runs: Sequence[Run],
    heads: frozenset[int],
    surnames: set[str],
    words: Words,
    overlay: Path | None = None,
    *,
    named: Iterable[Run] = (),
    titled: Set[str] = frozenset(),
) -> list[Run]:
    """Those of the `runs` of capitalised words that name a person.

    `heads` are the first and last tokens of offices and agent nouns (for appositions); `surnames` are last names of
    persons already found, and grow: a second pass takes single names that repeat one. `named` are the persons found
    with their offices, with whom others may be listed, `titled` family names that stand behind an office ("President
    Bush").
    """
    runs = [r for r in runs if not _has_article(tokens, r)]
    # "Fox had declined" is President Fox where the report names him so.
    known = surnames | titled
    runs = [r for r in runs if tokens[r.last - 1].text in known or not _is_word(tokens, r, overlay)]
    sure = (r for r in runs if not _is_town(tokens, r, overlay))
    found = {r for r in sure if _is_person(tokens, r, heads, words)}
    found |= _list_beside(tokens, runs, found, frozenset(named), overlay)
    surnames |= {name for r in found for name in list_family_names(tokens[r.last - 1].text)}
    return [r for r in runs if r in found or (r.last - r.first <= 2 and tokens[r.last - 1].text in surnames)]


def _has_article(tokens: Sequence[Token], run: Run) -> bool:
    """Whether a lone word has an article, and so is no person's name ("the Registry is")."""
    if run.last - run.first > 1 or _starts_sentence(tokens, run.first):
        return False
    after = tokens[run.last] if run.last < len(tokens) else None
    modifies = after is not None and after.tag in ("NOUN", "PROPN", "ADJ")
    return tokens[run.first - 1].text.lower() in _ARTICLES and not modifies


def _is_word(tokens: Sequence[Token], run: Run, overlay: Path | None) -> bool:
    """Whether a lone word at the beginning of a sentence is one that reports write small ("Silence has"), unless it
    speaks ("Rice said")."""
    if run.last - run.first > 1 or not _starts_sentence(tokens, run.first):
        return False
    after = tokens[run.last] if run.last < len(tokens) else None
    speaks = after is not None and after.tag == "VERB" and after.lemma in read_cues(overlay).verbs
    return not speaks and is_often_small(tokens[run.first].text.lower(), overlay)


def find_named_bodies(
    tokens: Sequence[Token], runs: Sequence[Run], words: Words, overlay: Path | None = None
) -> list[Run]:
    """Those of the `runs` that are lone names with an article and act: "the Presidium condemned"."""
    found = []
    for run in runs:
        after = tokens[run.last] if run.last < len(tokens) else None
        acts = after is not None and after.tag == "VERB" and after.text in words.kinds["reporting"]
        word = tokens[run.first].text
        if load_gazetteer(overlay).find(word) is not None:
            continue  # "the Rhine threatened"
        if acts and _has_article(tokens, run) and tokens[run.first].tag == "PROPN" and len(word) > 2:
            found.append(run)
    return found


def _list_beside(
    tokens: Sequence[Token], runs: Sequence[Run], found: Iterable[Run], named: frozenset[Run], overlay: Path | None
) -> set[Run]:
    """Runs of two words or more in a list with a person: "the deputies Rosa Quispe, NAME and NAME"."""
    persons = {*found, *named}
    listed: list[list[Run]] = []
    joints: list[set[str]] = []
    for left, right in pairwise([Run(0, 0), *sorted({*runs, *named})]):
        joint = " ".join(t.text for t in tokens[left.last : right.first])
        if joint in _JOINTS and listed and tokens[left.first].sentence == tokens[right.first].sentence:
            listed[-1].append(right)
            joints[-1].add(joint)
        else:
            listed.append([right])
            joints.append(set())
    return {
        run
        for members, between in zip(listed, joints, strict=True)
        if between - {","} and not persons.isdisjoint(members)
        for run in members
        if run not in persons and run.last - run.first > 1 and _may_be_listed(tokens, run, overlay)
    }


def _may_be_listed(tokens: Sequence[Token], run: Run, overlay: Path | None) -> bool:
    """Whether all words of a run are a name's, and no place has the name."""
    name = " ".join(t.text for t in tokens[run.first : run.last])
    known = load_gazetteer(overlay).find(name)
    return known is None and all(t.tag == "PROPN" or t.text.islower() for t in tokens[run.first : run.last])


def _is_person(tokens: Sequence[Token], run: Run, heads: frozenset[int], words: Words) -> bool:
    length = run.last - run.first
    if is_junior(tokens[run.first].text):
        return False
    if length >= 2 and (fold(tokens[run.first].text) in words.given or is_initials(tokens, run.first, words)):
        return True
    if _is_called(tokens, run, heads, words) or (length >= 2 and _has_own_letters(tokens, run)):
        return True
    if any(tokens[i].tag == "ADP" for i in range(run.first, run.last)):
        return False
    if run.first and tokens[run.first - 1].text.lower() in words.kinds["place_preposition"]:
        return False  # "insurgents in Duhok said"
    if _speaks(tokens, run, words):
        return length >= 2 or not _starts_sentence(tokens, run.first) or tokens[run.first].tag == "PROPN"
    if length == 1 and _is_aged(tokens, run.last):
        return True
    return length >= 2 and (_apposed(tokens, run, heads, words) or _named_behind(tokens, run, heads))


def _is_called(tokens: Sequence[Token], run: Run, heads: frozenset[int], words: Words) -> bool:
    """Whether the words before say that a person's name follows: "identified as NAME", "a man named NAME", "his wife
    NAME", "the goalkeeper NAME", "the archbishops NAME and NAME"."""
    at = run.first - 1
    if at < 0 or tokens[at].sentence != tokens[run.first].sentence:
        return False
    before, earlier = tokens[at], tokens[max(at - 1, 0)]
    if before.text == "as" and earlier.text in ("identified", "named"):
        return True
    if before.text in ("named", "called", "surnamed"):
        return before.text == "surnamed" or at - 1 in heads or earlier.lemma in words.kinds["person_noun"]
    if run.last - run.first > 1 and before.text == "of" and earlier.lemma in words.kinds["kin"]:
        return True
    noun = before.tag in ("NOUN", "PROPN") and before.lemma.lower() in words.kinds["person_noun"]
    if run.last - run.first < 2 or not noun:
        return False
    many = before.text.lower() != before.lemma.lower()
    return not many or (run.last < len(tokens) and tokens[run.last].text in (",", "and"))


def _has_own_letters(tokens: Sequence[Token], run: Run) -> bool:
    """Whether the name is given in its own letters too: "Wu Hao-han (NAME)"."""
    behind = [t.text for t in tokens[run.last : run.last + 2]]
    return len(behind) == 2 and behind[0] == "(" and _OWN_LETTERS.fullmatch(behind[1]) is not None


def _is_aged(tokens: Sequence[Token], last: int) -> bool:
    """Whether an age stands between commas behind a name: "NAME, 34,"."""
    behind = [t.text for t in tokens[last : last + 3]]
    return len(behind) == 3 and behind[0] == behind[2] == "," and behind[1].isdigit() and len(behind[1]) == 2


def _is_town(tokens: Sequence[Token], run: Run, overlay: Path | None) -> bool:
    """Whether the run is "the town of NAME", or a region or a town of many people whose name is no person's: "Kirkuk
    has"."""
    before = [t.text for t in tokens[max(run.first - 2, 0) : run.first]]
    if len(before) == 2 and before[1] == "of" and before[0] in read_place_words(overlay)["settlement"]:
        return True
    known = load_gazetteer(overlay).find(" ".join(t.text for t in tokens[run.first : run.last]))
    if known is None or known.flags:
        return False
    return any(c.population >= _MANY or c.kind in (REGION, STATE) for c in known.candidates)


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


def _apposed(tokens: Sequence[Token], run: Run, heads: frozenset[int], words: Words) -> bool:
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
        if i in heads or (tokens[i].tag == "NOUN" and tokens[i].lemma in words.kinds["person_noun"]):
            return True
        if tokens[i].tag not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV") and tokens[i].text != "of":
            return False
    return False
