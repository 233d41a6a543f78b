"""Filters: one set for every list, turned into conditions on the rows that a list stands on.

A list says which of its rows a condition is about: event mentions (`MENTIONS`) or events across reports
(`HAPPENINGS`). The conditions on them are made here and nowhere else.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from msgspec import Struct

from dragoman.errors import UsageError
from dragoman.ledger.store import Ledger
from dragoman.records import EventType, Factuality
from dragoman.tables import read_table

SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "SPY", "PRM", "UAF", "CVL", "BUS", "JRN", "EDU", "MED",
    "LAB", "REL", "REF", "CRM", "ELI", "SOC", "AGR", "UNK",
)  # fmt: skip
STATUSES = (
    "open", "reaffirmed", "superseded", "withdrawn", "reported kept", "reported broken", "due", "overdue",
)  # fmt: skip
NAMES = """
SELECT name FROM actors WHERE name IS NOT NULL
UNION SELECT speaker_name FROM statement_list WHERE speaker_name IS NOT NULL ORDER BY 1
"""
PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Filters(Struct, frozen=True, kw_only=True):
    """What to list. Codes and types in any case; `since` and `until` a day, month or year, both inclusive.

    `actor` is a code (RUS) or a name as reports write it, or part of one; `place` a country or a place's name;
    `source` a publisher, or part of a report's address; `status` what became of a commitment. `limit` rows a
    `page` (none: all), pages from 1.
    """

    actor: str | None = None
    sector: str | None = None
    type: str | None = None
    quad: int | None = None
    context: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    factuality: str | None = None
    min_confidence: float = 0.0
    source: str | None = None
    status: str | None = None
    limit: int | None = 50
    page: int = 1

    @property
    def offset(self) -> int:
        """How many rows stand on the pages before this one."""
        return (self.limit or 0) * (self.page - 1)


class Columns(Struct, frozen=True):
    """How a relation writes what filters ask about; the other columns have the same names in both.

    `parties` is a list of records with code, name, text and sectors, `places` a list of names; `source` is a
    condition with two parameters: part of an address in lower case, and a publisher in lower case.
    """

    parties: str
    places: str
    source: str


SOURCE = "(contains(lower(source), ?) OR lower(coalesce(publisher, '')) = ?)"
MENTIONS = Columns(parties="(actors || recipients)", places="[place, place_name]", source=SOURCE)
HAPPENINGS = Columns(
    parties="parties",
    places="places",
    source="(len([x for x in sources if contains(lower(x), ?)]) > 0 "
    "OR len([x for x in publishers if lower(x) = ?]) > 0)",
)


class Where:
    """Conditions of a WHERE with their parameters."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.params: list[Any] = []

    def add(self, condition: str, *params: Any) -> None:
        """One more condition, with a parameter for each `?` in it."""
        self.conditions.append(condition)
        self.params += params

    def add_through(self, condition: str, inner: Where) -> None:
        """Add `condition` with the inner conditions in its braces; nothing where there are none."""
        if inner.conditions:
            self.add(condition.format(inner), *inner.params)

    def add_period(self, filters: Filters, day: str) -> None:
        """That `day`, an ISO date or time, lies in the period of the filters."""
        find_bounds(filters)
        for period, sign in ((filters.since, ">="), (filters.until, "<=")):
            if period is not None:
                self.add(f"{day}[1:{len(period)}] {sign} ?", period)

    def add_source(self, filters: Filters, condition: str = SOURCE) -> None:
        """That the report is of the source asked for."""
        if filters.source:
            self.add(condition, *[filters.source.lower()] * 2)

    def __str__(self) -> str:
        return " AND ".join(self.conditions) or "true"


def find_event_conditions(ledger: Ledger, filters: Filters, columns: Columns = MENTIONS) -> Where:
    """Conditions on event mentions, or on events across reports: all filters but period, source and status."""
    where = Where()
    _add_party(ledger, where, filters, columns)
    if filters.type:
        where.add("event_type = ?", pick_legal("type", filters.type, get_args(EventType)))
    if filters.quad is not None:
        where.add("quad_class = ?", int(pick_legal("quad", str(filters.quad), ("1", "2", "3", "4"))))
    if filters.context:
        contexts = tuple(dict.fromkeys(row["context"] for row in read_table("contexts")))
        where.add("list_contains(contexts, ?)", pick_legal("context", filters.context, contexts))
    if filters.factuality:
        where.add("factuality = ?", pick_legal("factuality", filters.factuality, get_args(Factuality)))
    if filters.min_confidence:
        where.add("confidence >= ?", filters.min_confidence)
    if filters.place:
        _add_place(ledger, where, filters.place, columns)
    return where


def _add_party(ledger: Ledger, where: Where, filters: Filters, columns: Columns) -> None:
    """That a party is the actor asked for; with a sector too, that the same party is of that sector."""
    party = Where()
    if filters.actor:
        codes, names = find_actor(ledger, filters.actor)
        if codes and not filters.sector:  # the lists of codes are quicker than the records
            where.add("(list_contains(actor_codes, ?) OR list_contains(recipient_codes, ?))", codes[0], codes[0])
        elif codes:
            party.add("x.code = ?", codes[0])
        else:
            party.add("list_contains(?::VARCHAR[], coalesce(x.name, x.text))", names)
    if filters.sector:
        party.add("list_contains(x.sectors, ?)", pick_legal("sector", filters.sector, SECTORS))
    where.add_through(f"len([x for x in {columns.parties} if {{}}]) > 0", party)


def refuse(filters: Filters, verb: str, reasons: dict[str, str]) -> None:
    """UsageError where a filter is given that cannot choose among the rows of `verb`; `reasons` say why not."""
    unset = Filters()
    for name, reason in reasons.items():
        if getattr(filters, name) != getattr(unset, name):
            raise UsageError(f"{option(name)} does not apply to {verb}: {reason}")


def option(name: str) -> str:
    """A filter's name as the command line writes it."""
    return "--" + name.replace("_", "-")


def find_actor(ledger: Ledger, wanted: str, asked: str = "--actor") -> tuple[list[str], list[str]]:
    """Codes and names that `wanted` means in this ledger: a code, a country's name, or (part of) an actor's name.

    UsageError with the nearest names where it means nothing; `asked` is what the user gave it as.
    """
    codes = _country_codes()
    if wanted.upper() in codes.values() or wanted.upper() in _codes_here(ledger):
        return [wanted.upper()], []
    if wanted.casefold() in codes:
        return [codes[wanted.casefold()]], []
    names = [row["name"] for row in ledger.query(NAMES)]
    meant = [name for name in names if wanted.casefold() in name.casefold()]
    if meant:
        return [], meant
    near = _near(wanted, [*names, *_country_names(), *codes.values()])
    raise UsageError(
        f"{asked} {wanted!r} is nobody in this ledger and no country{near}; "
        '`dragoman sql "FROM actors"` lists who is there'
    )


def find_country(wanted: str) -> str:
    """The code of a country, by code or name; UsageError with the nearest names."""
    codes = _country_codes()
    if wanted.upper() in codes.values():
        return wanted.upper()
    if wanted.casefold() not in codes:
        raise UsageError(f"{wanted!r} is no country{_near(wanted, _country_names())}")
    return codes[wanted.casefold()]


def find_bounds(filters: Filters) -> tuple[str | None, str | None]:
    """First and last day (ISO) of the period of the filters; UsageError where one is no date, or none lies between."""
    first = _find_days("since", filters.since)[0] if filters.since is not None else None
    last = _find_days("until", filters.until)[1] if filters.until is not None else None
    if first and last and first > last:
        raise UsageError(f"--since {filters.since} is after --until {filters.until}: no day lies between them")
    return first, last


def _find_days(name: str, period: str) -> tuple[str, str]:
    """The first and the last day of a day, month or year."""
    if not PERIOD.fullmatch(period):
        raise UsageError(f"--{name} {period!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY, as 2021-10")
    if len(period) == 4:
        return f"{period}-01-01", f"{period}-12-31"
    year, month = int(period[:4]), int(period[5:7])
    days = monthrange(year, month)[1]
    if len(period) == 7:
        return f"{period}-01", f"{period}-{days}"
    if int(period[8:]) > days:
        raise UsageError(f"--{name} {period!r} is no day of the calendar: that month has {days}")
    return period, period


def pick_legal(name: str, given: str, legal: Sequence[str]) -> str:
    """The legal value that was given in any case; UsageError naming them all."""
    for value in legal:
        if value.casefold() == given.casefold():
            return value
    raise UsageError(f"--{name} {given!r} is not known; one of: {', '.join(legal)}")


def _codes_here(ledger: Ledger) -> set[str]:
    rows = ledger.query("SELECT DISTINCT unnest(actor_codes || recipient_codes) AS code FROM events")
    return {row["code"] for row in rows}


def _country_codes() -> dict[str, str]:
    """Names of countries in lower case to their codes."""
    return {row["name"].casefold(): row["code"] for row in read_table("countries")}


def _country_names() -> list[str]:
    return [row["name"] for row in read_table("countries")]


def _add_place(ledger: Ledger, where: Where, wanted: str, columns: Columns) -> None:
    codes = _country_codes()
    code = wanted.upper() if wanted.upper() in codes.values() else codes.get(wanted.casefold())
    if code:
        where.add("country = ?", code)
        return
    rows = ledger.query("SELECT DISTINCT unnest([place.text, place.name]) AS name FROM events WHERE place IS NOT NULL")
    names = [row["name"] for row in rows if row["name"]]
    meant = [name for name in names if name.casefold() == wanted.casefold()]
    if not meant:
        near = _near(wanted, [*names, *_country_names()])
        raise UsageError(f"--place {wanted!r} is neither a country nor a place of an event in this ledger{near}")
    where.add(f"list_has_any({columns.places}, ?)", meant)


def _near(wanted: str, names: Iterable[str]) -> str:
    """`; did you mean ...?` with the nearest names, or nothing."""
    by_fold = {name.casefold(): name for name in names}
    near = get_close_matches(wanted.casefold(), list(by_fold), n=3, cutoff=0.6)
    return f"; did you mean {', '.join(by_fold[n] for n in near)}?" if near else ""
