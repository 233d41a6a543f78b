"""Turns of a transcript: what somebody says whose name stands before it ("RUIZ: ...", "[Ruiz] ...")."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import msgspec

from dragoman.annotate.datelines import body_start
from dragoman.annotate.loose_quotes import Draft
from dragoman.annotate.quotemarks import QuoteIndex
from dragoman.records import Mention, Quotation

_NAMED_LINE = re.compile(r"^((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,4}):[ \t]+(?=\S)", re.MULTILINE)
_ASKS = frozenset(("q", "a", "question", "answer"))  # before a colon: who asks and answers is not named
# As monitors of broadcasts write it: "[Ruiz] We will stay.", "[Begin recording] [Ruiz] We will stay."
_BRACKETED = re.compile(
    r"^(?:\[[^\[\]\n]{2,80}\] )?\[([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})\][ \t]+(?=\S)", re.MULTILINE
)
_FEWEST = 3  # blanks in a turn: less is a heading


def find_turns(text: str, index: QuoteIndex, actors: Sequence[Mention], labels: Collection[str]) -> list[Draft]:
    """Transcript paragraphs ("MORALES: We will stay.", "[Morales] We will stay.") and a headline that names its speaker
    ("Morales: ..."), but for the `labels` of a desk ("BREAKING: ..."). A name in brackets is a speaker's where the
    report names that person otherwise too."""
    drafts = []
    for match in _NAMED_LINE.finditer(text):
        name, end = match.group(1), _paragraph_end(text, match.end())
        if name.lower() in labels or body_start(text, match.start(), end) > match.start():
            continue  # "KABUL: Talks ended."
        turn = name.isupper() or name.lower() in _ASKS
        if turn or match.start() == 0:
            drafts += _draft_turn(text, match, index, named=name.lower() not in _ASKS, verbatim=turn)
    for match in _BRACKETED.finditer(text):
        persons = (m for m in actors if m.form == "person" and m.start != match.start(1))
        if any(_surname(m.text) == _surname(match.group(1)) for m in persons):
            drafts += _draft_turn(text, match, index, named=True, verbatim=True)
    return drafts


def _draft_turn(text: str, match: re.Match[str], index: QuoteIndex, *, named: bool, verbatim: bool) -> list[Draft]:
    """The turn behind a name; none where it stands in quotation marks, which tell by themselves, or is a few words."""
    begin, end = match.end(), _paragraph_end(text, match.end())
    if index.at(begin) >= 0 or text.count(" ", begin, end) < _FEWEST:
        return []
    draft = Draft(match.start(1), [(begin, begin + len(text[begin:end].rstrip()))])
    draft.speaker = match.span(1) if named else None
    draft.verbatim = verbatim
    return [draft]


def _paragraph_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _surname(name: str) -> str:
    return name.rpartition(" ")[2].lower()


def name_turns(actors: Sequence[Mention], quotations: Sequence[Quotation]) -> list[Mention]:
    """A mention for each speaker of a transcript whose name stands in capitals before his turn ("MINISTER RUIZ: ..."),
    in the chain of the person of that family name whom the report names otherwise."""
    persons = {_surname(m.text): m for m in reversed(actors) if m.form == "person" and m.chain is not None}
    found: dict[int, Mention] = {}
    for quotation in quotations:
        speaker = quotation.speaker
        if speaker is None or quotation.cue is not None or not speaker.text.isupper():
            continue
        taken = any(m.start < speaker.end and speaker.start < m.end for m in actors)
        person = persons.get(_surname(speaker.text))
        if person is not None and not taken:
            place = {"start": speaker.start, "end": speaker.end, "text": speaker.text}
            found[speaker.start] = msgspec.structs.replace(person, **place, key=None)
    return list(found.values())
