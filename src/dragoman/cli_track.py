"""The verbs of link and track on the command line. Heavy imports stand inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dragoman.cli_ledger import FORMAT_OPTION, LEDGER_OPTIONS

Tell = Callable[[str], None]
Guard = Callable[[Callable[[], int]], int]
SHOWN = {
    "happenings": "Events across reports: support, independent origins, first and last report, disagreements.",
    "follow": "Commitments followed: status, and each later claim that changed it.",
    "story": "Stories: reports of one happening, with copies and independent origins.",
    "thread": "Threads: one matter over time, named by who and what. With an id: its events in order.",
    "readout": "Meetings: what each side's own account says and leaves out, in its words.",
    "actors": "Actors across reports: names, offices, country or body, number of reports.",
}


def _with_ledger(command: Any) -> Any:
    for option in reversed((FORMAT_OPTION, *LEDGER_OPTIONS)):
        command = option(command)
    return command


def register(main: click.Group, guarded: Guard, tell: Tell) -> None:
    """Add the verbs of link and track; `guarded` turns errors into a line and an exit status."""
    _register_link(main, guarded, tell)
    _register_dyad(main, guarded, tell)
    _register_judge(main, guarded, tell)
    for verb, summary in SHOWN.items():
        _register_shown(main, guarded, tell, verb, summary)


def _register_link(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @click.option("--as-of", metavar="DATE", help="Day on which due and overdue are reckoned (default: last report).")
    @_with_ledger
    def link(as_of: str | None, form: str | None, ledger: Path, wait: float) -> None:
        """Group reports and events, follow commitments: writes what the verbs below show."""
        from dragoman.track_run import Where, run_link

        sys.exit(guarded(lambda: run_link(Where(ledger, wait, tell), as_of)))


def _register_dyad(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @click.argument("one")
    @click.argument("other")
    @click.option("--by", default="month", show_default=True, metavar="PERIOD", help="day, week, month or year.")
    @click.option("--since", metavar="DATE", help="From this day (YYYY-MM-DD; default: first report).")
    @click.option("--until", metavar="DATE", help="Up to and with this day (default: last report).")
    @_with_ledger
    def dyad(
        one: str, other: str, by: str, since: str | None, until: str | None, form: str | None, ledger: Path, wait: float
    ) -> None:
        """Who to whom: counts and intensity of ONE to OTHER (codes: RUS, UKR) and back, by period."""
        from dragoman.track_run import Where, run_dyad

        where = Where(ledger, wait, tell)
        sys.exit(guarded(lambda: run_dyad(where, one, other, by, since, until, form)))


def _register_judge(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @click.argument("kind", type=click.Choice(["same_event", "same_story", "copy_of", "commitment_status"]))
    @click.argument("subject")
    @click.argument("value")
    @click.argument("other", required=False)
    @click.option("--person", required=True, help="Who judges.")
    @click.option("--why", required=True, help="The reason, in words.")
    @_with_ledger
    def judge(
        kind: str, subject: str, value: str, other: str | None, person: str, why: str,
        form: str | None, ledger: Path, wait: float,
    ) -> None:  # fmt: skip
        """Decide: same_event ID same|different OTHER, or commitment_status ID "reported kept". Wins over methods."""
        from dragoman.track_run import Where, run_judge

        where = Where(ledger, wait, tell)
        sys.exit(guarded(lambda: run_judge(where, kind, subject, value, other, person, why)))


def _register_shown(main: click.Group, guarded: Guard, tell: Tell, verb: str, summary: str) -> None:
    @main.command(verb, help=summary)
    @click.argument("id", required=False)
    @_with_ledger
    def command(id: str | None, form: str | None, ledger: Path, wait: float) -> None:
        from dragoman.track_run import Where, run_show

        where = Where(ledger, wait, tell)
        sys.exit(guarded(lambda: run_show(where, verb, id, form)))
