"""The ledger read from Python: the verbs of the command line, with the same names and filters.

    from dragoman import query
    query.events("ledger", actor="RUS", type="THREATEN", since="2022")             # a list of dicts
    query.follow("ledger", status="overdue", form="pandas")                        # a frame
    query.dyad("ledger", "RUS", "UKR", by="week", since="2022-02", form="polars")

A ledger is a folder, or an open `Ledger` (dragoman.ledger.open_ledger). `form` is rows, arrow, pandas or polars.
All rows are given unless `limit` (rows a `page`) says otherwise. Filters: see `dragoman.ledger.filters.Filters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import PathLike
from typing import Any, TypedDict, Unpack

from dragoman.ledger import Ledger, open_ledger
from dragoman.ledger.compare import list_methods
from dragoman.ledger.filters import Filters
from dragoman.ledger.queries import (
    Page,
    is_linked,
    list_commitments,
    list_events,
    list_reports,
    list_statements,
)
from dragoman.ledger.store import Form
from dragoman.track.dyads import query_dyad
from dragoman.track.lists import (
    query_actors,
    query_followed,
    query_happenings,
    query_readouts,
    query_stories,
    query_threads,
)
from dragoman.track.parts import query_parts

__all__ = [
    "actors", "commitments", "dyad", "events", "follow", "happenings", "readout", "search", "sql", "statements",
    "status", "story", "thread",
]  # fmt: skip

Where = Ledger | str | PathLike[str]
LISTS: dict[str, Callable[[Ledger, Filters, Form], Page]] = {
    "events": list_events,
    "statements": list_statements,
    "commitments": list_commitments,
    "happenings": query_happenings,
    "follow": query_followed,
    "actors": query_actors,
    "thread": query_threads,
    "story": query_stories,
    "readout": query_readouts,
}


class Given(TypedDict, total=False):
    """The filters, as keywords (see `Filters`)."""

    actor: str | None
    sector: str | None
    type: str | None
    quad: int | None
    context: str | None
    place: str | None
    since: str | None
    until: str | None
    factuality: str | None
    min_confidence: float
    source: str | None
    limit: int | None
    page: int


class GivenStatus(Given, total=False):
    """The filters of commitments."""

    status: str | None


def events(ledger: Where, *, form: Form = "rows", **filters: Unpack[Given]) -> Any:
    """Event mentions, newest first: who did what to whom, as one report tells it."""
    return _list("events", ledger, form, filters)


def statements(ledger: Where, *, form: Form = "rows", **filters: Unpack[Given]) -> Any:
    """Statements, newest first; `actor` and `sector` are the speaker's, the rest of an event told in them."""
    return _list("statements", ledger, form, filters)


def commitments(ledger: Where, *, form: Form = "rows", **filters: Unpack[GivenStatus]) -> Any:
    """Commitments as coded, newest first, with what became of them where the ledger is linked."""
    return _list("commitments", ledger, form, filters)


def happenings(ledger: Where, id: str | None = None, *, form: Form = "rows", **filters: Unpack[Given]) -> Any:
    """Events across reports; with an `id` the mentions of one, with their sentences and what they tell otherwise."""
    return _list("happenings", ledger, form, filters, id)


def follow(ledger: Where, id: str | None = None, *, form: Form = "rows", **filters: Unpack[GivenStatus]) -> Any:
    """Commitments across reports with their status; with an `id` each later claim that changed it."""
    return _list("follow", ledger, form, filters, id)


def actors(ledger: Where, id: str | None = None, *, form: Form = "rows", **filters: Unpack[Given]) -> Any:
    """Actors across reports with counts of what meets the filters; with an `id` the event mentions of one."""
    return _list("actors", ledger, form, filters, id)


def thread(ledger: Where, id: str | None = None, *, form: Form = "rows", **filters: Unpack[Given]) -> Any:
    """Threads; with an `id` the events of one, in order of time."""
    return _list("thread", ledger, form, filters, id)


def story(ledger: Where, id: str | None = None, *, form: Form = "rows", **filters: Unpack[Given]) -> Any:
    """Stories; with an `id` the reports of one, copies marked."""
    return _list("story", ledger, form, filters, id)


def readout(ledger: Where, id: str | None = None, *, form: Form = "rows", **filters: Unpack[Given]) -> Any:
    """Meetings with accounts of their sides; with an `id` what each side claims and omits, line by line."""
    return _list("readout", ledger, form, filters, id)


def dyad(
    ledger: Where, one: str, other: str, *, by: str = "month", form: Form = "rows", **filters: Unpack[Given]
) -> Any:
    """Who to whom by day, week, month or year, both directions; silence is zero, unknown is null."""
    with _opened(ledger) as at:
        return query_dyad(at, one, other, _read(filters), by=by, form=form).rows


def search(ledger: Where, words: str, *, form: Form = "rows", **filters: Unpack[Given]) -> Any:
    """Reports that hold all words ("a phrase" in quotes), best first, with the stretch of text around the first."""
    with _opened(ledger) as at:
        return list_reports(at, _read(filters), words, form).rows


def sql(ledger: Where, statement: str, *, form: Form = "rows") -> Any:
    """The rows of one SELECT over the documented views (docs/views.md)."""
    with _opened(ledger) as at:
        return at.read_sql(statement, form=form)


COUNTS = (
    ("reports", "SELECT count(*) AS n FROM reports"),
    ("texts withheld", "SELECT count(*) - (SELECT count(*) FROM texts) AS n FROM reports"),
    ("period", "SELECT coalesce(min(published_at)[1:10] || ' to ' || max(published_at)[1:10], '-') AS n FROM reports"),
    ("event mentions", "SELECT count(*) AS n FROM event_mentions"),
    ("statements", "SELECT count(*) AS n FROM statement_list"),
    ("commitments", "SELECT count(*) AS n FROM commitment_list"),
    ("judgements", "SELECT count(*) AS n FROM standing_judgements"),
    ("runs", "SELECT count(*) AS n FROM runs"),
)
LINKED_COUNTS = (
    ("stories", "SELECT count(*) AS n FROM stories"),
    ("threads", "SELECT count(*) AS n FROM threads"),
    ("events across reports", "SELECT count(*) AS n FROM linked_events"),
    ("commitments followed", "SELECT coalesce(string_agg(n || ' ' || status, ', ' ORDER BY status), '0') AS n "
     "FROM (SELECT status, count(*) AS n FROM commitment_states GROUP BY status)"),
)  # fmt: skip


def status(ledger: Where) -> dict[str, Any]:
    """What the ledger holds: reports, period, claims, what linking made of them, methods."""
    with _opened(ledger) as at:
        linked = is_linked(at)
        facts: dict[str, Any] = {"ledger": str(at.path)}
        for name, counted in (*COUNTS, *(LINKED_COUNTS if linked else ())):
            facts[name] = at.query(counted)[0]["n"]
        if not linked:
            facts["linked"] = "no"
        facts["version"] = at.query("SELECT max(version) AS n FROM schema_versions")[0]["n"]
        for method in list_methods(at):
            said = f"{method['name']} {method['version']}, {method['reports']} reports"
            facts[f"method {method['id'][:8]}"] = said
    return facts


def find_page(ledger: Ledger, verb: str, filters: Filters, form: Form = "rows", id: str | None = None) -> Page:
    """One page of a list, or with an id of what one row is made of."""
    return LISTS[verb](ledger, filters, form) if id is None else query_parts(ledger, verb, id, filters, form)


def _list(verb: str, ledger: Where, form: Form, filters: Given | GivenStatus, id: str | None = None) -> Any:
    with _opened(ledger) as at:
        return find_page(at, verb, _read(filters), form, id).rows


def _read(filters: Given | GivenStatus) -> Filters:
    return Filters(**{"limit": None, **filters})  # type: ignore[arg-type]


@contextmanager
def _opened(ledger: Where) -> Iterator[Ledger]:
    """The ledger itself where it is open, else opened for reading and closed afterwards."""
    if isinstance(ledger, Ledger):
        yield ledger
        return
    with open_ledger(str(ledger), read_only=True) as opened:
        yield opened
