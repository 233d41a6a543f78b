"""Who held which office on a day: terms of office from offices.tsv, read with the report's date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.annotate.actor_names import load_words
from dragoman.errors import TableError
from dragoman.tables import Row, read_table

# Codes of bodies of many states.
OF_MANY_STATES = frozenset(("UNO", "EUR", "IGO", "NGO"))


class Term(NamedTuple):
    """One person's time in one office; `first`/`last` both inclusive, as precise as the table knows."""

    person: str
    name: str
    code: str | None
    sectors: tuple[str, ...]
    role: str
    first: date
    last: date


class Holding(NamedTuple):
    """The term that explains a person on a day, and how: `held` | `former` | `future` | `undated` | `namesakes`.

    `namesakes`: several persons of that name held office for the same state, and nothing says which one is meant.
    """

    term: Term
    how: str


def parse_bound(text: str, *, end: bool, table: str = "offices.tsv") -> date:
    """A year, year-month or ISO date as its first or (`end`) last day. Raises TableError when it is none."""
    if not text:
        return date.max if end else date.min
    try:
        parts = [int(p) for p in text.split("-")]
        if len(parts) == 3:
            return date(*parts)
        month = parts[1] if len(parts) == 2 else (12 if end else 1)
        if not end:
            return date(parts[0], month, 1)
        return date(parts[0] + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except (ValueError, TypeError) as error:
        raise TableError(f"{table}: {text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from error


def _term(row: Row) -> Term:
    return Term(
        row["person_id"], row["name"], row["code"] or None, tuple(s for s in re.split("[|,]", row["sectors"]) if s),
        row["role"], parse_bound(row["start"], end=False), parse_bound(row["end"], end=True),
    )  # fmt: skip


@lru_cache(maxsize=8)
def load_terms(overlay: Path | None = None) -> dict[str, tuple[Term, ...]]:
    """Terms by `person:ID` key, earliest first."""
    terms: dict[str, list[Term]] = {}
    for row in read_table("offices", overlay):
        terms.setdefault(f"person:{row['person_id']}", []).append(_term(row))
    return {key: tuple(sorted(found, key=lambda t: (t.first, t.last))) for key, found in terms.items()}


def find_holding(
    keys: Iterable[str], day: date | None, overlay: Path | None = None, role: str | None = None
) -> Holding | None:
    """The best term among persons of one name: held on `day`, else the one that ended last before it.

    `role` is the office the phrase gives ("President Bush"): terms in that office come first, those of just that name
    even where another is held on the day ("Secretary of State Kerry" in a report of a day when he was a senator).
    Without a day: the last term of the only person of that name in an office of state, or of the one still in one.
    """
    known = load_terms(overlay)
    terms = [t for key in keys for t in known.get(key, ())]
    if not terms:
        return None
    suited = [t for t in terms if role and (t.role == role or t.role.endswith(" " + role))]
    if day is None:
        return _undated(suited or terms)
    so_called = [t for t in suited if t.first <= day <= t.last] or [t for t in suited if t.role == role]
    terms = so_called or terms
    held = [t for t in terms if t.first <= day <= t.last]
    if held:
        return Holding(max(held, key=lambda t: (leads_state(t, overlay), _weight(t), t.first)), "held")
    past = [t for t in terms if t.last < day]
    if past:
        return Holding(max(past, key=lambda t: (t.last, _weight(t))), "former")
    return Holding(min(terms, key=lambda t: t.first), "future")


def leads_state(term: Term, overlay: Path | None) -> bool:
    """Whether who holds the office leads a state: whom a bare name means first, and for whom he acts first."""
    return term.role in load_words(overlay).kinds["ruler"] and term.code not in OF_MANY_STATES


def _weight(term: Term) -> int:
    """Of two offices held at once, the one of state says more than a seat, a candidacy, a marriage or the chair of a
    body of many states, which goes round."""
    chairs = term.code in OF_MANY_STATES and not term.sectors
    return 0 if chairs or term.sectors[:1] in (("LEG",), ("PTY",), ("OPP",)) or "ELI" in term.sectors else 1


def _undated(terms: list[Term]) -> Holding | None:
    """Of persons who share a name the one still in an office of state, or the only one who held one; where several
    did for one state, it is known for whom they act and not who is meant."""
    of_state = [t for t in terms if _weight(t)] or terms
    chosen = [t for t in of_state if t.last == date.max] or of_state
    if len({t.person for t in chosen}) == 1:
        return Holding(max(chosen, key=lambda t: (t.last, t.first)), "undated")
    alike = len({t.code for t in chosen}) == 1
    return Holding(chosen[-1], "namesakes") if alike else None
