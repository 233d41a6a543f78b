"""One actor phrase out of any article: what it stands for, without the report around it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.actor_names import find_phrase_names, load_words, match_any
from dragoman.annotate.nominals import names_several
from dragoman.annotate.tokens import find_tokens
from dragoman.errors import UsageError
from dragoman.ground.peoples import find_people
from dragoman.ground.phrases import read_phrase
from dragoman.records import Actor

_PRONOUNS = frozenset(("he", "she", "they", "him", "her", "them", "we", "i"))
_DAY = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]+)\s+(\d{4})|(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def resolve_phrase(
    text: str, context: str | None = None, day: date | str | None = None, *, overlay: Path | None = None
) -> Actor:
    """One actor phrase out of any article: `context` are words around it, `day` a date, "today" or free date text.

    Offsets are those of `text` itself. Raises UsageError when `day` is text that is no date.
    """
    when = _parse_day(day)
    if names_several(text, overlay):  # "the Koreas" act for no one state
        return Actor(0, len(text), text, None, ("GOV",), None, None, "plural_states.tsv")
    reading = read_phrase(text, when, overlay)
    if context and reading.code is None:
        around = read_phrase(context, when, overlay)
        reading = reading._replace(code=around.code, rule=f"{reading.rule or ''}; context: {around.rule}".strip("; "))
    if reading.code is None and (people := find_people(text, 0, len(text), {}, overlay)):
        reading = reading._replace(code=people[0], rule="; ".join(filter(None, (reading.rule, people[1]))))
    if reading.code is None and reading.namesake:
        rule = f"{reading.rule}; the best known of that name"
        reading = reading._replace(code=reading.namesake, rule=rule)
    if not reading.sectors and reading.code and _load_settlements(overlay).search(text):
        reading = reading._replace(sectors=("CVL",))
    if not reading.sectors and (text.lower() in _PRONOUNS or (reading.code and _has_other_noun(text, overlay))):
        reading = reading._replace(sectors=("UNK",))
    return Actor(0, len(text), text, reading.code, reading.sectors, reading.name, reading.role, reading.rule)


@lru_cache(maxsize=8)
def _load_settlements(overlay: Path | None) -> re.Pattern[str]:
    """A settlement acted on stands for the people who live there."""
    words = match_any(load_words(overlay).kinds["settlement"])
    return re.compile(rf"\b(?:{words})s?\b", re.I)


def _has_other_noun(text: str, overlay: Path | None) -> bool:
    """Whether a noun stands beside the states named ("Syrian island"): somebody or something of that state."""
    named = [(h.start, h.end) for h in find_phrase_names(text, overlay)]
    tokens = find_tokens(text, ((0, len(text)),))
    return any(t.tag == "NOUN" and not any(a <= t.start < b for a, b in named) for t in tokens)


def _parse_day(day: date | str | None) -> date | None:
    if day is None or isinstance(day, date):
        return day
    if not day.strip():
        return None
    if day.strip().lower() in ("today", "now"):
        return date.today()
    try:
        return date.fromisoformat(day.strip()[:10])
    except ValueError:
        match = _DAY.fullmatch(day.strip())
    if match and match.group(4):
        return date(int(match.group(4)), 7, 1)
    if match and match.group(2)[:3].lower() in _MONTHS:
        return date(int(match.group(3)), _MONTHS.index(match.group(2)[:3].lower()) + 1, int(match.group(1) or 1))
    raise UsageError(f"{day!r} is no date; write YYYY-MM-DD, or today")
