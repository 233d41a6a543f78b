"""The views across reports against the claims: derived anew, row by row the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dragoman.ledger import Fault, Ledger
from dragoman.ledger.queries import is_linked
from dragoman.link.account import link_reports
from dragoman.link.derive import list_rows, read_judgements, read_reports
from dragoman.track.derive import KINDS, list_tables, make_account
from dragoman.track.lists import find_stale

Row = Mapping[str, Any]
# What a fault about a row names it by, where it has no id.
NAMES = ("id", "mention_id", "event_id", "commitment_id", "report_id", "name_id")


def find_view_faults(ledger: Ledger) -> Iterator[Fault]:
    """Rows of the derived tables that the claims do not make, and rows that they make and are not there.

    Nothing where the ledger was never linked, or where claims or judgements came in since: then the tables say
    what stood then, and `link` makes them anew.
    """
    if not is_linked(ledger) or find_stale(ledger) is not None:
        return
    (basis,) = ledger.query("FROM link_basis")
    reports, judgements = read_reports(ledger), read_judgements(ledger)
    links = link_reports(reports, judgements)
    account = make_account(reports, judgements, links=links, as_of=basis["as_of"])
    yield from _compare(ledger, "report_links", links.reports)
    yield from _compare(ledger, "event_links", links.mentions)
    yield from _compare(ledger, "actor_groups", links.actors)
    yield from _compare(ledger, "actor_links", links.names)
    for (name, _), rows in zip(KINDS, list_tables(account), strict=True):
        yield from _compare(ledger, name, rows)


def _compare(ledger: Ledger, table: str, made: Sequence[msgspec.Struct]) -> Iterator[Fault]:
    there, right = _by_text(ledger.query(f"FROM {table}")), _by_text(list_rows(made))
    extra = [there[text] for text in sorted(there.keys() - right.keys())]
    missing = [right[text] for text in sorted(right.keys() - there.keys())]
    changed = {row["id"]: row for row in missing if "id" in row}
    for row in extra:
        other = changed.pop(row.get("id"), None)
        if other is None:
            yield Fault("view", _name(row), f"{table} shows a row that the claims do not make")
        else:
            columns = ", ".join(column for column, value in row.items() if value != other[column])
            yield Fault("view", _name(row), f"{table} is not what the claims make in {columns}")
    for row in missing:
        if "id" not in row or row["id"] in changed:
            yield Fault("view", _name(row), f"{table} lacks a row that the claims make")


def _by_text(rows: Iterable[Row]) -> dict[str, Row]:
    plain: list[Row] = msgspec.json.decode(msgspec.json.encode(list(rows)))
    return {msgspec.json.encode(row, order="deterministic").decode(): row for row in plain}


def _name(row: Row) -> str:
    return next(str(row[name]) for name in NAMES if row.get(name))
