"""The verbs of link and track on the command line. Heavy imports stand inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from dragoman.cli_ledger import LEDGER_OPTIONS, find_ledger, with_options

Tell = Callable[[str], None]
Guard = Callable[[Callable[[], int]], int]


def register(main: click.Group, guarded: Guard, tell: Tell) -> None:
    """Add the verbs of link and track; `guarded` turns errors into a line and an exit status."""
    _register_link(main, guarded, tell)
    _register_judge(main, guarded, tell)


def _register_link(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @click.option("--as-of", metavar="DATE", help="Day on which due and overdue are reckoned (default: last report).")
    @with_options(*LEDGER_OPTIONS)
    def link(as_of: str | None, ledger: Path, wait: float) -> None:
        """Group reports and events, follow commitments: writes what the verbs below show."""
        from dragoman.track_run import run_link

        sys.exit(guarded(lambda: run_link(find_ledger(ledger, wait, tell), as_of)))


def _register_judge(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @click.argument("kind", type=click.Choice(["same_event", "same_story", "copy_of", "commitment_status"]))
    @click.argument("subject")
    @click.argument("value")
    @click.argument("other", required=False)
    @click.option("--person", required=True, help="Who judges.")
    @click.option("--why", required=True, help="The reason, in words.")
    @with_options(*LEDGER_OPTIONS)
    def judge(
        kind: str, subject: str, value: str, other: str | None, person: str, why: str,
        ledger: Path, wait: float,
    ) -> None:  # fmt: skip
        """Decide: same_event ID same|different OTHER, or commitment_status ID "reported kept". Wins over methods."""
        from dragoman.track_run import run_judge

        where = find_ledger(ledger, wait, tell)
        sys.exit(guarded(lambda: run_judge(where, kind, subject, value, other, person, why)))
