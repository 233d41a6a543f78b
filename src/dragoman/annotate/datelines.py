"""Datelines: where a report was filed, when and by whom, before the first sentence's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.annotate.gazetteer import CAPITAL, TOWN, load_gazetteer

_PLACE = r"[A-Z][A-Z.'’ /-]{2,28}"
_NAME = r"[A-Z][\w'’/-]+(?: [A-Z][\w'’/-]+)?"
_REST = r"(?:,?(?: \d{1,2})? [A-Z][\w.’'/-]*(?: \d{1,2})?){0,5}(?:,? \d{4})?"
_AGENCY = r"\([^()\n]{2,50}\)"
_DASH = r"\s?(?:--?|—|–|_)\s"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}[.,]?|\d{1,2} [A-Z][a-z]{2,8}[.,]?)"
_COUNTRY = r"(?: \([A-Z][\w .'’-]{2,28}\))?"
_DATELINE = re.compile(
    rf"(?:{_PLACE}{_COUNTRY},?{_REST}:?(?:\s{_AGENCY})?{_DASH}|{_NAME}{_REST}\s{_AGENCY}{_DASH}"
    # "MOSCOW. Feb 2 (Agency) -" and "MOSCOW, February 2. /AGENCY/. "
    rf"|(?:{_PLACE}\. )?{_DAY} {_AGENCY}{_DASH}|(?:(?:{_PLACE}|{_NAME})[,.] )?{_DAY} /[A-Z][\w -]{{1,20}}/\.? "
    # "Oslo, Feb 22 (FJORD) Talks ended."
    rf"|{_NAME}, {_DAY} \([A-Z]{{2,6}}\) (?=[A-Z])"
    rf"|{_AGENCY}{_DASH}|{_PLACE}(?:, {_NAME}): (?=[A-Z\d]))"
)

# What monitors of broadcasts put in front of a report: "[REPORT] [FROM THE NEWSCAST] [TEXT] ".
_NOTES = re.compile(r"(?:\[[^\[\]]{2,200}\]\s{1,3}){1,5}")
_HOUR = r"(?:\d{1,2}[:.]\d{2}|\d{4}(?= ?[A-Z]{3,4}\b))(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?"
_STAMP = re.compile(rf"(?:{_HOUR}|\[{_HOUR}\]|\({_HOUR}\))\s?(?:--?|—|–|:|\|)\s+")
_TOWN = re.compile(rf"([A-Z]{{3,}}(?: [A-Z]{{3,}}){{0,2}})(?: {_AGENCY})?: (?=[A-Z\d])")
_OPENING_TOWN = re.compile(
    rf"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}})(?:, [A-Z][a-z]+\.? \d{{1,2}})?(?: {_AGENCY})?: (?=[A-Z\d])"
)
_LARGE = 100_000  # inhabitants of a town that is told by its name alone


def body_start(text: str, start: int, end: int) -> int:
    """Offset in [start, end] where the words of a sentence begin, behind a dateline ("OSLO, May 2 (Agency) -") and what
    monitors noted behind it ("[Text]").

    `start` itself where the sentence opens with no dateline.
    """
    filed = dateline_end(text, start, end)
    notes = _NOTES.match(text, filed, end) if filed > start else None
    return notes.end() if notes else filed


def dateline_end(text: str, start: int, end: int) -> int:
    """Offset in [start, end] behind the dateline that opens a sentence; `start` where none does."""
    found = _DATELINE.match(text, start, end)
    if found is None:
        # "Kathmandu: Talks ended." opens a report; "Moscow: NATO must leave" without its stop is a headline.
        opens = (start == 0 or text[start - 1] == "\n") and text[end - 1 : end] == "."
        found = (_OPENING_TOWN if opens else _TOWN).match(text, start, end)
        found = found if found and _is_town(found[1]) else None
    return found.end() if found else start


def past_stamp(text: str, start: int, end: int) -> int:
    """Offset in [start, end] behind the hour of a live entry ("14:32 GMT: "); `start` where none stands."""
    found = _STAMP.match(text, start, end)
    return found.end() if found else start


def _is_town(name: str) -> bool:
    """Whether a name in capitals is a town's and no surname ("KABUL: Talks ended.", not "MORALES: We stay.")."""
    entry = load_gazetteer().find_spelled(name)
    if entry is None or "s" in entry.flags:
        return False
    return any(c.kind == CAPITAL or (c.kind == TOWN and c.population >= _LARGE) for c in entry.candidates)


def list_datelines(text: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the datelines of a text stand, by its sentences."""
    opened = ((start, body_start(text, start, end)) for start, end in sentences)
    return [(start, body) for start, body in opened if start < body]
