"""The verbs that list, on the command line: all with the same filters and paging. Heavy imports stand inside."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli_ledger import FORMAT_OPTION, LEDGER_OPTIONS, find_ledger, with_options

if TYPE_CHECKING:
    from dragoman.ledger.filters import Filters

Tell = Callable[[str], None]
Guard = Callable[[Callable[[], int]], int]

FILTER_OPTIONS = (
    click.option("--actor", metavar="WHO", help="A code (RUS), a country, or a name or part of one."),
    click.option("--sector", metavar="CODE", help="Sector of an actor (with --actor: of that one): GOV, MIL, REB ..."),
    click.option("--type", "type_", metavar="TYPE", help="Event type: AGREE, CONSULT, THREATEN ..."),
    click.option("--quad", type=int, metavar="1-4", help="1, 2 verbal, material cooperation; 3, 4 conflict."),
    click.option("--context", metavar="NAME", help="PLOVER context: military, economic, legal ..."),
    click.option("--place", metavar="WHERE", help="A country (code or name) or a place's name."),
    click.option("--since", metavar="DATE", help="From this day, month or year (YYYY-MM-DD, YYYY-MM, YYYY)."),
    click.option("--until", metavar="DATE", help="Up to and with this day, month or year."),
    click.option("--factuality", metavar="NAME", help="asserted, planned, negated, denied ..."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out weaker events."),
    click.option("--source", metavar="WHOSE", help="A publisher, or part of a report's file name or address."),
    click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Rows a page."),
    click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page."),
)
STATUS_OPTION = click.option(
    "--status",
    metavar="NAME",
    help="open, due, overdue, reaffirmed, superseded, withdrawn, reported kept, reported broken.",
)
CLAIMS = {
    "events": "Who did what to whom: event mentions, newest first. `happenings` lists events across reports.",
    "statements": "Who said what, with the words. --actor and --sector are the speaker's.",
    "commitments": "What was promised or planned, by whom to whom, with condition, due date and status.",
}
ACROSS = {
    "happenings": "Events across reports: support, independent origins, disagreements. With an ID: its mentions.",
    "follow": "Commitments followed across reports. With an ID: each later claim that changed it.",
    "story": "Stories: reports of one happening, with copies and independent origins. With an ID: its reports.",
    "thread": "Threads: one matter over time, named by who and what. With an ID: its events in order.",
    "readout": "Meetings: what each side's own account says and omits. With an ID: side by side, in its words.",
    "actors": "Actors across reports: names, offices, what they do, meet and say. With an ID: their events.",
}


def register(main: click.Group, guarded: Guard, tell: Tell) -> None:
    """Add the verbs that list; `guarded` turns errors into a line and an exit status."""
    for verb, summary in CLAIMS.items():
        _register_claims(main, guarded, tell, verb, summary)
    for verb, summary in ACROSS.items():
        _register_across(main, guarded, tell, verb, summary)
    _register_search(main, guarded, tell)
    _register_dyad(main, guarded, tell)


def _read(given: dict[str, Any]) -> Filters:
    from dragoman.ledger.filters import Filters

    return Filters(type=given.pop("type_"), **given)


def _options(verb: str) -> Callable[[Any], Any]:
    status = (STATUS_OPTION,) if verb in ("commitments", "follow") else ()
    return with_options(*FILTER_OPTIONS[:-2], *status, *FILTER_OPTIONS[-2:], FORMAT_OPTION, *LEDGER_OPTIONS)


def _register_claims(main: click.Group, guarded: Guard, tell: Tell, verb: str, summary: str) -> None:
    @main.command(verb, help=summary)
    @_options(verb)
    def command(form: str | None, ledger: Path, wait: float, **given: Any) -> None:
        from dragoman.list_run import run_list

        where = find_ledger(ledger, wait, tell)
        sys.exit(guarded(lambda: run_list(where, verb, _read(given), form)))


def _register_across(main: click.Group, guarded: Guard, tell: Tell, verb: str, summary: str) -> None:
    @main.command(verb, help=summary)
    @click.argument("id", required=False)
    @_options(verb)
    def command(id: str | None, form: str | None, ledger: Path, wait: float, **given: Any) -> None:
        from dragoman.list_run import run_list

        where = find_ledger(ledger, wait, tell)
        sys.exit(guarded(lambda: run_list(where, verb, _read(given), form, id)))


def _register_search(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @click.argument("words", nargs=-1, required=True)
    @_options("search")
    def search(words: tuple[str, ...], form: str | None, ledger: Path, wait: float, **given: Any) -> None:
        """Reports whose text holds all WORDS ("a phrase" in quotes, begin* for a beginning), best first."""
        from dragoman.list_run import run_search

        text = " ".join(f'"{w}"' if " " in w else w for w in words)
        where = find_ledger(ledger, wait, tell)
        sys.exit(guarded(lambda: run_search(where, text, _read(given), form)))


def _register_dyad(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @click.argument("one")
    @click.argument("other")
    @click.option("--by", default="month", show_default=True, metavar="PERIOD", help="day, week, month or year.")
    @_options("dyad")
    def dyad(one: str, other: str, by: str, form: str | None, ledger: Path, wait: float, **given: Any) -> None:
        """Who to whom: counts and intensity of ONE to OTHER (codes or countries) and back, by period.

        Counts what is told as happening, or as --factuality says. 0: nothing was told; unknown (null, ?): no report
        of that time is here. From the first event of the two to the last report, if not --since, --until.
        """
        from dragoman.list_run import run_dyad

        where = find_ledger(ledger, wait, tell)
        sys.exit(guarded(lambda: run_dyad(where, one, other, by, _read(given), form)))
