"""The ledger verbs of the command line. Heavy imports stand inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman import cli_correct

if TYPE_CHECKING:
    from dragoman.ledger_run import Where

Tell = Callable[[str], None]
Guard = Callable[[Callable[[], int]], int]
FORMATS = ("table", "jsonl", "csv")

LEDGER_OPTIONS = (
    click.option(
        "--ledger", envvar="DRAGOMAN_LEDGER", default="ledger", show_default=True, metavar="DIR",
        type=click.Path(path_type=Path), help="Folder of the ledger (or set DRAGOMAN_LEDGER).",
    ),
    click.option("--wait", default=10.0, show_default=True, type=click.FloatRange(0), metavar="SECONDS",
                 help="Wait so long for a ledger that another process holds."),
)  # fmt: skip
FORMAT_OPTION = click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="table for people (default on a terminal), jsonl (default elsewhere), csv.",
)  # fmt: skip


def with_options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """One decorator out of several, shown in the order given."""

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def find_ledger(ledger: Path, wait: float, tell: Tell) -> Where:
    """Which ledger, and how long it is waited for."""
    from dragoman.ledger_run import Where

    return Where(ledger, wait, tell)


def register(main: click.Group, guarded: Guard, tell: Tell) -> None:
    """Add the ledger verbs to the command line; `guarded` turns errors into a line and an exit status."""
    _register_keeping(main, guarded, tell)
    _register_adding(main, guarded, tell)
    _register_reading(main, guarded, tell)
    cli_correct.register(main, guarded, tell, LEDGER_OPTIONS)


def _register_keeping(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @with_options(*LEDGER_OPTIONS)
    def init(ledger: Path, wait: float) -> None:
        """Make an empty ledger (`add` makes one too)."""
        from dragoman.ledger_run import run_init

        sys.exit(guarded(lambda: run_init(find_ledger(ledger, wait, tell))))

    @main.command()
    @with_options(*LEDGER_OPTIONS)
    def verify(ledger: Path, wait: float) -> None:
        """Check every span, id, count and view row; print what is wrong (exit status 1)."""
        from dragoman.ledger_run import run_verify

        sys.exit(guarded(lambda: run_verify(find_ledger(ledger, wait, tell))))

    @main.command()
    @click.argument("file", type=click.Path(path_type=Path))
    @with_options(*LEDGER_OPTIONS)
    def backup(file: Path, ledger: Path, wait: float) -> None:
        """Write the whole ledger into one new FILE, from which `restore` makes it again."""
        from dragoman.ledger_run import run_backup

        sys.exit(guarded(lambda: run_backup(find_ledger(ledger, wait, tell), file)))

    @main.command()
    @click.argument("file", type=click.Path(path_type=Path))
    @with_options(*LEDGER_OPTIONS)
    def restore(file: Path, ledger: Path, wait: float) -> None:
        """Make the ledger of a backup FILE in a folder (--ledger) that holds none."""
        from dragoman.ledger_run import run_restore

        sys.exit(guarded(lambda: run_restore(find_ledger(ledger, wait, tell), file)))


def _register_adding(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @click.argument("inputs", nargs=-1, required=True)
    @click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) where an input has none.")
    @click.option(
        "--processes", type=click.IntRange(1),
        help="Run in so many; by default one for a few reports, else one for each core (8 at most).",
    )  # fmt: skip
    @click.option("--allow-private", is_flag=True, help="Let URLs point into a private network.")
    @click.option(
        "--tables", "overlay", type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder of your own tables, laid over the shipped ones.",
    )  # fmt: skip
    @with_options(*LEDGER_OPTIONS)
    def add(
        inputs: tuple[str, ...],
        published: str | None,
        processes: int | None,
        allow_private: bool,
        overlay: Path | None,
        ledger: Path,
        wait: float,
    ) -> None:
        """Code reports and append them to the ledger; what it holds already is left alone.

        Inputs as for `dragoman code`. A stop (Ctrl-C, a crash) leaves a whole ledger; run it again to go on.
        """
        from dragoman.ledger_run import AddOptions, run_add

        options = AddOptions(published, processes, allow_private, overlay)
        sys.exit(guarded(lambda: run_add(find_ledger(ledger, wait, tell), inputs, options)))


def _register_reading(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @with_options(FORMAT_OPTION, *LEDGER_OPTIONS)
    def status(form: str | None, ledger: Path, wait: float) -> None:
        """What the ledger holds: reports, events, methods, period, size."""
        from dragoman.ledger_run import run_status

        sys.exit(guarded(lambda: run_status(find_ledger(ledger, wait, tell), form)))

    @main.command()
    @click.argument("statement")
    @with_options(FORMAT_OPTION, *LEDGER_OPTIONS)
    def sql(statement: str, form: str | None, ledger: Path, wait: float) -> None:
        """Run one SELECT over the documented views; reads only. "SHOW TABLES" lists them."""
        from dragoman.ledger_run import run_sql

        sys.exit(guarded(lambda: run_sql(find_ledger(ledger, wait, tell), statement, form)))

    @main.command()
    @click.argument("old", required=False)
    @click.argument("new", required=False)
    @with_options(FORMAT_OPTION, *LEDGER_OPTIONS)
    def diff(old: str | None, new: str | None, form: str | None, ledger: Path, wait: float) -> None:
        """What two method versions read differently in the same reports (default: the last two)."""
        from dragoman.ledger_run import run_diff

        sys.exit(guarded(lambda: run_diff(find_ledger(ledger, wait, tell), old, new, form)))
