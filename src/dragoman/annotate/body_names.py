"""The whole name of a capitalised body round its noun: "Basque Nationalist Party", "Ministry of Trade and Industry"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.annotate.actor_names import Words
from dragoman.annotate.name_pieces import Piece, is_name_word
from dragoman.records import Token

_PHRASE_WORD = re.compile(r"[\w'’.-]+|[,&]")
_JOINTS = frozenset(("of", "for", "and", "the", ",", "&"))
_UNTOLD = 2  # words of a subject's name before one that is known
_OFFICES = frozenset(("Minister", "Ministry", "Secretary"))


def widen_body(
    tokens: Sequence[Token], group: Sequence[Piece], words: Words, following: Piece | None
) -> tuple[int, int]:
    """Widen a capitalised body to its whole name: "Basque Nationalist Party", "Bank of England"."""
    first, last = group[0].first, group[-1].last
    sentence = tokens[first].sentence
    while first > 0 and tokens[first - 1].sentence == sentence and is_name_word(tokens[first - 1].text):
        if tokens[first - 1].text in words.kinds["not_name"]:
            break
        first -= 1
    first = _subjects_before(tokens, first, words)
    i = last
    while i < len(tokens) and tokens[i].sentence == sentence and i < last + 6:
        text = tokens[i].text
        if following is not None and i == following.first and i > last and following.kind == "organisation":
            i = last = following.last  # "Standing Committee of the National People's Congress"
            continue
        if text.endswith("day") and text in words.kinds["not_person"]:
            break  # "the Bank of England on Monday"
        if is_name_word(text) and text not in words.kinds["not_name"]:
            i += 1
            last = i
        elif text in ("of", "for", "the", "on") and i - last < 2:
            i += 1
        else:
            break
    return first, subjects_behind(tokens, last, words)


def subjects_behind(tokens: Sequence[Token], last: int, words: Words, *, named: bool = False) -> int:
    """Index after the further subjects of a body whose name has come to `last`: "Ministry of Fisheries" + ", Trade and
    Rural Development"; `named`: of an office, behind which its holder's name may stand."""
    reached = at = last
    while at + 1 < len(tokens) and tokens[at + 1].sentence == tokens[last - 1].sentence:
        joint = tokens[at].text
        if joint not in (",", "and", "&"):
            break
        at += 1 + (joint == "," and tokens[at + 1].text in ("and", "&"))
        final = joint != "," or tokens[at - 1].text in ("and", "&")
        end = subject_end(tokens, at, words, named=named)
        if end == at:
            break
        at = end
        reached = at if final else reached
    return reached


def subject_end(tokens: Sequence[Token], at: int, words: Words, *, named: bool) -> int:
    """Index behind the one subject that begins at `at`; `at` where none does. Where a name may follow ("Light Industry
    Ana NAME") it ends with the last word that is one, unless another's office or a body does ("Health Minister",
    "Research Institute")."""
    end = at
    while end < min(len(tokens), at + 4) and is_name_word(tokens[end].text):
        if tokens[end].sentence != tokens[at].sentence:
            break
        end += 1
    known = [i for i in range(at, end) if tokens[i].text in words.kinds["body_subject"]]
    if not known or (not named and known[-1] + 1 < end):
        return at
    after = tokens[known[-1] + 1].text if known[-1] + 1 < len(tokens) else ""
    goes_on = after in _OFFICES or (after in words.kinds["not_person"] and not after.endswith("day"))
    return at if named and goes_on else known[-1] + 1


def skip_subjects(text: str, start: int, words: Words) -> int:
    """Where the name of an office's holder begins in a phrase whose office ends at `start`: behind the subjects that he
    is in office for ("Minister" + " of Trade and Rural Development" + " NAME"); `start` where there are none."""
    subjects, end, since = words.kinds["body_subject"], start, 0
    found = list(_PHRASE_WORD.finditer(text, start))
    for match in found[:-1]:
        if match.group() in subjects:
            end, since = match.end(), 0
        elif match.group() not in _JOINTS:
            since += 1
            if since > _UNTOLD:
                break
    return end


def _subjects_before(tokens: Sequence[Token], first: int, words: Words) -> int:
    """Index of the first of several subjects before the noun of a body: "Trade and" + "Industry Council"."""
    if first < 2 or tokens[first - 1].text not in ("and", "&") or tokens[first].text not in words.kinds["body_subject"]:
        return first
    if tokens[first - 2].text not in words.kinds["body_subject"]:
        return first
    begin = first - 2
    while begin and is_name_word(tokens[begin - 1].text) and tokens[begin - 1].sentence == tokens[first].sentence:
        if tokens[begin - 1].text in words.kinds["not_name"]:
            break
        begin -= 1
    return begin
