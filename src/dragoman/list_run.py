"""What the verbs that list do: one page of rows in the form asked for, and on stderr how it goes on."""

from __future__ import annotations

from dragoman.ledger.filters import Filters
from dragoman.ledger.queries import Page, is_linked, list_reports
from dragoman.ledger_run import Where
from dragoman.listings import TABLES, draw_dyad, draw_parts
from dragoman.query import find_page
from dragoman.show import show_rows
from dragoman.track.dyads import query_dyad
from dragoman.track.lists import find_stale
from dragoman.track.parts import query_row

OF_CLAIMS = ("events", "statements", "search")  # lists that linking has no part in
NO_PARTS = {
    "follow": "no later claim speaks of it",
    "actors": "no event of it meets these filters",
    **dict.fromkeys(("happenings", "thread", "story", "readout"), "nothing in it meets these filters"),
}


def run_list(where: Where, verb: str, filters: Filters, form: str | None, id: str | None = None) -> int:
    """List the rows of a verb, or with an id (or its beginning) what one row of it is made of."""
    with where.open() as ledger:
        page = find_page(ledger, verb, filters, "rows", id)
        whole = query_row(ledger, verb, id).rows if id is not None else []
        stale = find_stale(ledger) if verb not in OF_CLAIMS and is_linked(ledger) else None
    show_rows(page.rows, form, TABLES[verb] if id is None else lambda rows: draw_parts(verb, whole, rows))
    if id is None or page.total:
        _tell_rest(where, filters, page)
    else:
        where.tell(NO_PARTS[verb])
    if stale:
        where.tell(stale)
    return 0


def run_search(where: Where, words: str, filters: Filters, form: str | None) -> int:
    """List the reports that hold `words`."""
    with where.open() as ledger:
        page = list_reports(ledger, filters, words)
    show_rows(page.rows, form, TABLES["search"])
    _tell_rest(where, filters, page)
    return 0


def run_dyad(where: Where, one: str, other: str, by: str, filters: Filters, form: str | None) -> int:
    """List a dyad by period."""
    with where.open() as ledger:
        page = query_dyad(ledger, one, other, filters, by=by)
        stale = find_stale(ledger)
    show_rows(page.rows, form, lambda rows: draw_dyad(rows, by))
    _tell_rest(where, filters, page)
    if stale:
        where.tell(stale)
    return 0


def _tell_rest(where: Where, filters: Filters, page: Page) -> None:
    first = filters.offset
    if page.total == 0:
        where.tell("nothing in this ledger meets these filters")
    elif not page.rows:
        where.tell(f"page {filters.page} is past the end: there are {page.total} rows")
    elif page.total > len(page.rows):
        more = f"; --page {filters.page + 1} goes on" if first + len(page.rows) < page.total else ""
        where.tell(f"{first + 1} to {first + len(page.rows)} of {page.total}{more}")
