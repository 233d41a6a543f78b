"""What the verbs list: event mentions, statements, commitments and reports, filtered and in pages."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, get_args

import msgspec
from msgspec import Struct

from dragoman.errors import UsageError
from dragoman.ledger.kept import NEWEST, ORDER
from dragoman.ledger.store import Ledger
from dragoman.records import EventType, Factuality
from dragoman.tables import read_table

Row = dict[str, Any]
SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "SPY", "PRM", "UAF", "CVL", "BUS", "JRN", "EDU", "MED",
    "LAB", "REL", "REF", "CRM", "ELI", "SOC", "AGR", "UNK",
)  # fmt: skip
PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Filters(Struct, frozen=True, kw_only=True):
    """What to list. Codes and types in any case; `since` and `until` a day, month or year, both inclusive.

    `actor` is a code (RUS) or a name as reports write it, or part of one; `place` a country or a place's name;
    `source` a publisher, or part of a report's address. `limit` rows a `page`, pages from 1.
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
    limit: int = 50
    page: int = 1


class Page(Struct, frozen=True):
    """Rows of one page and how many there are on all."""

    rows: list[Row]
    total: int


class _Where:
    """Conditions of a WHERE with their parameters."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.params: list[Any] = []

    def add(self, condition: str, *params: Any) -> None:
        self.conditions.append(condition)
        self.params += params

    def add_through(self, condition: str, inner: _Where) -> None:
        """Add `condition` with the inner conditions in its braces; nothing where there are none."""
        if inner.conditions:
            self.add(condition.format(inner), *inner.params)

    def __str__(self) -> str:
        return " AND ".join(self.conditions) or "true"


def list_events(ledger: Ledger, filters: Filters) -> Page:
    """Event mentions of the view `event_mentions`, newest day first."""
    if (page := _newest_of_actor(ledger, filters)) is not None:
        return page
    where = _event_conditions(ledger, filters)
    _add_period_and_source(where, filters, "day")
    return _page(ledger, "event_rows", where, ORDER, filters)


def list_statements(ledger: Ledger, filters: Filters) -> Page:
    """Statements, newest report first; `actor` and `sector` are the speaker's, type and place of an event there."""
    where = _Where()
    if filters.actor:
        codes, names = find_actor(ledger, filters.actor)
        where.add("(speaker_code = ANY(?) OR speaker_name = ANY(?))", codes, names)
    if filters.sector:
        where.add("list_contains(speaker.sectors, ?)", _one_of("sector", filters.sector, SECTORS))
    _add_period_and_source(where, filters, "published_at")
    events = _event_conditions(ledger, msgspec.structs.replace(filters, actor=None, sector=None))
    where.add_through("report_id IN (SELECT report_id FROM event_rows WHERE {})", events)
    return _page(ledger, "statement_rows", where, "published_at DESC NULLS LAST, report_id, position", filters)


def list_commitments(ledger: Ledger, filters: Filters) -> Page:
    """Commitments, newest report first; the filters are on the event that makes the commitment."""
    where = _Where()
    _add_period_and_source(where, filters, "published_at")
    events = _event_conditions(ledger, filters)
    where.add_through("event_id IN (SELECT id FROM event_rows WHERE {})", events)
    return _page(ledger, "commitment_rows", where, "published_at DESC NULLS LAST, report_id, position", filters)


def list_reports(ledger: Ledger, filters: Filters, words: str) -> Page:
    """Reports that hold all `words`, best first; the filters want an event of that kind in the report."""
    where = _Where()
    _add_period_and_source(where, filters, "published_at")
    events = _event_conditions(ledger, filters)
    where.add_through("id IN (SELECT report_id FROM event_rows WHERE {})", events)
    offset = filters.limit * (filters.page - 1)
    plain = not where.conditions
    ids = ledger.search(words, limit=filters.limit if plain else -1, offset=offset if plain else 0)
    where.add("id IN (SELECT unnest(?::VARCHAR[]))", ids)
    found = {
        row["id"]: row
        for row in ledger.query(
            "SELECT id, source, title, publisher, published_at, language, events, statements, commitments, retention, "
            f"text FROM report_list WHERE {where}", where.params,
        )
    }  # fmt: skip
    rows = [found[i] for i in ids if i in found]
    total = ledger.count_matches(words) if plain else len(rows)
    return Page(rows if plain else rows[offset : offset + filters.limit], total)


def find_actor(ledger: Ledger, wanted: str) -> tuple[list[str], list[str]]:
    """Codes and names that `wanted` means in this ledger: a code, a country's name, or (part of) an actor's name.

    UsageError with the nearest names where it means nothing.
    """
    codes = _country_codes()
    if wanted.upper() in codes.values() or wanted.upper() in _codes_here(ledger):
        return [wanted.upper()], []
    if wanted.casefold() in codes:
        return [codes[wanted.casefold()]], []
    names = [row["name"] for row in ledger.query("SELECT DISTINCT name FROM actors WHERE name IS NOT NULL")]
    meant = [name for name in names if wanted.casefold() in name.casefold()]
    if meant:
        return [], meant
    near = _near(wanted, [*names, *_country_names(), *codes.values()])
    raise UsageError(
        f"--actor {wanted!r} is nobody in this ledger and no country{near}; "
        "`dragoman sql \"FROM actors\"` lists who is there"
    )


def find_country(wanted: str) -> str:
    """The code of a country, by code or name; UsageError with the nearest names."""
    codes = _country_codes()
    if wanted.upper() in codes.values():
        return wanted.upper()
    if wanted.casefold() not in codes:
        raise UsageError(f"{wanted!r} is no country{_near(wanted, _country_names())}")
    return codes[wanted.casefold()]


def _codes_here(ledger: Ledger) -> set[str]:
    rows = ledger.query("SELECT DISTINCT unnest(actor_codes || recipient_codes) AS code FROM events")
    return {row["code"] for row in rows}


def _country_codes() -> dict[str, str]:
    """Names of countries in lower case to their codes."""
    return {row["name"].casefold(): row["code"] for row in read_table("countries")}


def _country_names() -> list[str]:
    return [row["name"] for row in read_table("countries")]


def _event_conditions(ledger: Ledger, filters: Filters) -> _Where:
    """Conditions on columns of the view event_mentions, but for period and source."""
    where = _Where()
    if filters.actor:
        codes, names = find_actor(ledger, filters.actor)
        if codes:
            where.add("(list_contains(actor_codes, ?) OR list_contains(recipient_codes, ?))", codes[0], codes[0])
        else:
            where.add("list_has_any([coalesce(x.name, x.text) for x in (actors || recipients)], ?)", names)
    if filters.sector:
        sector = _one_of("sector", filters.sector, SECTORS)
        where.add("list_contains(flatten([x.sectors for x in (actors || recipients)]), ?)", sector)
    if filters.type:
        where.add("event_type = ?", _one_of("type", filters.type, get_args(EventType)))
    if filters.quad is not None:
        where.add("quad_class = ?", int(_one_of("quad", str(filters.quad), ("1", "2", "3", "4"))))
    if filters.context:
        contexts = tuple(row["context"] for row in read_table("contexts"))
        where.add("list_contains(contexts, ?)", _one_of("context", filters.context, tuple(dict.fromkeys(contexts))))
    if filters.factuality:
        where.add("factuality = ?", _one_of("factuality", filters.factuality, get_args(Factuality)))
    if filters.min_confidence:
        where.add("confidence >= ?", filters.min_confidence)
    if filters.place:
        _add_place(ledger, where, filters.place)
    return where


def _add_place(ledger: Ledger, where: _Where, wanted: str) -> None:
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
    where.add("(place = ANY(?) OR place_name = ANY(?))", meant, meant)


def _add_period_and_source(where: _Where, filters: Filters, day: str) -> None:
    for name, sign in (("since", ">="), ("until", "<=")):
        period = getattr(filters, name)
        if period is None:
            continue
        if not PERIOD.fullmatch(period):
            raise UsageError(f"--{name} {period!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY, as 2021-10")
        where.add(f"{day}[1:{len(period)}] {sign} ?", period)
    if filters.source:
        where.add("(contains(lower(source), ?) OR lower(coalesce(publisher, '')) = ?)", *[filters.source.lower()] * 2)


def _page(ledger: Ledger, view: str, where: _Where, order: str, filters: Filters) -> Page:
    """The rows of one page: first which they are, by few columns, then those whole."""
    keys = ", ".join(part.split()[0] for part in order.split(", "))
    found = ledger.query(
        f"WITH hits AS MATERIALIZED (SELECT row, {keys} FROM {view} WHERE {where}) "
        f"SELECT row, (SELECT count(*) FROM hits) AS total FROM hits ORDER BY {order} LIMIT ? OFFSET ?",
        [*where.params, filters.limit, filters.limit * (filters.page - 1)],
    )
    if not found:
        return Page([], 0 if filters.page == 1 else _page(ledger, view, where, order, _first(filters)).total)
    rows = ledger.query(
        f"SELECT * EXCLUDE (row, coding) FROM {view} WHERE row IN (SELECT unnest(?::BIGINT[])) ORDER BY {order}",
        [[hit["row"] for hit in found]],
    )
    return Page(rows, found[0]["total"])


def _newest_of_actor(ledger: Ledger, filters: Filters) -> Page | None:
    """An actor's first page from the table kept for it; null where anything else is asked for."""
    plain = msgspec.structs.replace(filters, actor=None, limit=NEWEST) == Filters(limit=NEWEST)
    if filters.actor is None or filters.limit > NEWEST or not plain:
        return None
    codes, names = find_actor(ledger, filters.actor)
    if names:
        return None
    rows = ledger.query(
        f"SELECT * EXCLUDE (code) FROM derived.newest_events WHERE code = ? ORDER BY {ORDER} LIMIT ?",
        [codes[0], filters.limit],
    )
    total = ledger.query("SELECT mentions FROM derived.actor_mentions WHERE code = ?", codes)
    return Page(rows, total[0]["mentions"] if total else 0)


def _first(filters: Filters) -> Filters:
    return msgspec.structs.replace(filters, page=1, limit=1)


def _one_of(name: str, given: str, legal: tuple[str, ...]) -> str:
    """The legal value that was given in any case; UsageError naming them all."""
    for value in legal:
        if value.casefold() == given.casefold():
            return value
    raise UsageError(f"--{name} {given!r} is not known; one of: {', '.join(legal)}")


def _near(wanted: str, names: list[str]) -> str:
    """`; did you mean ...?` with the nearest names, or nothing."""
    by_fold = {name.casefold(): name for name in names}
    near = get_close_matches(wanted.casefold(), list(by_fold), n=3, cutoff=0.6)
    return f"; did you mean {', '.join(by_fold[n] for n in near)}?" if near else ""
