"""The ledger verbs of the command line. Heavy imports stand inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman import cli_correct

if TYPE_CHECKING:
    from dragoman.ledger.queries import Filters
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
FILTER_OPTIONS = (
    click.option("--actor", metavar="WHO", help="A code (RUS), a country, or a name or part of one."),
    click.option("--sector", metavar="CODE", help="Sector of an actor: GOV, MIL, REB ..."),
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


def _with(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """One decorator out of several, shown in the order given."""

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _where(ledger: Path, wait: float, tell: Tell) -> Where:
    from dragoman.ledger_run import Where

    return Where(ledger, wait, tell)


def _filters(given: dict[str, Any]) -> Filters:
    from dragoman.ledger.queries import Filters

    return Filters(type=given.pop("type_"), **given)


def _form(form: str | None) -> str:
    return form or ("table" if sys.stdout.isatty() else "jsonl")


def register(main: click.Group, guarded: Guard, tell: Tell) -> None:
    """Add the ledger verbs to the command line; `guarded` turns errors into a line and an exit status."""
    _register_keeping(main, guarded, tell)
    _register_adding(main, guarded, tell)
    _register_lists(main, guarded, tell)
    _register_reading(main, guarded, tell)
    cli_correct.register(main, guarded, tell, LEDGER_OPTIONS)


def _register_keeping(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @_with(*LEDGER_OPTIONS)
    def init(ledger: Path, wait: float) -> None:
        """Make an empty ledger (`add` makes one too)."""
        from dragoman.ledger_run import run_init

        sys.exit(guarded(lambda: run_init(_where(ledger, wait, tell))))

    @main.command()
    @_with(*LEDGER_OPTIONS)
    def verify(ledger: Path, wait: float) -> None:
        """Check every span, id, count and view row; print what is wrong (exit status 1)."""
        from dragoman.ledger_run import run_verify

        sys.exit(guarded(lambda: run_verify(_where(ledger, wait, tell))))

    @main.command()
    @click.argument("file", type=click.Path(path_type=Path))
    @_with(*LEDGER_OPTIONS)
    def backup(file: Path, ledger: Path, wait: float) -> None:
        """Write the whole ledger into one new FILE, from which `restore` makes it again."""
        from dragoman.ledger_run import run_backup

        sys.exit(guarded(lambda: run_backup(_where(ledger, wait, tell), file)))

    @main.command()
    @click.argument("file", type=click.Path(path_type=Path))
    @_with(*LEDGER_OPTIONS)
    def restore(file: Path, ledger: Path, wait: float) -> None:
        """Make the ledger of a backup FILE in a folder (--ledger) that holds none."""
        from dragoman.ledger_run import run_restore

        sys.exit(guarded(lambda: run_restore(_where(ledger, wait, tell), file)))


def _register_adding(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @click.argument("inputs", nargs=-1, required=True)
    @click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) where an input has none.")
    @click.option("--processes", type=click.IntRange(1), default=1, show_default=True, help="Run in so many.")
    @click.option("--allow-private", is_flag=True, help="Let URLs point into a private network.")
    @click.option(
        "--tables", "overlay", type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder of your own tables, laid over the shipped ones.",
    )  # fmt: skip
    @_with(*LEDGER_OPTIONS)
    def add(
        inputs: tuple[str, ...],
        published: str | None,
        processes: int,
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
        sys.exit(guarded(lambda: run_add(_where(ledger, wait, tell), inputs, options)))


LISTED = {
    "events": "Who did what to whom: event mentions, newest first.",
    "statements": "Who said what, with the words. --actor is the speaker.",
    "commitments": "What was promised or planned, by whom to whom, with condition and due date.",
}


def _register_lists(main: click.Group, guarded: Guard, tell: Tell) -> None:
    for verb, summary in LISTED.items():
        _register_list(main, guarded, tell, verb, summary)

    @main.command()
    @click.argument("words", nargs=-1, required=True)
    @_with(*FILTER_OPTIONS, FORMAT_OPTION, *LEDGER_OPTIONS)
    def search(words: tuple[str, ...], form: str | None, ledger: Path, wait: float, **given: Any) -> None:
        """Reports whose text holds all WORDS ("a phrase" in quotes, begin* for a beginning), best first."""
        from dragoman.ledger_run import run_list

        text = " ".join(f'"{w}"' if " " in w else w for w in words)
        where = _where(ledger, wait, tell)
        sys.exit(guarded(lambda: run_list(where, "search", _filters(given), _form(form), text)))


def _register_list(main: click.Group, guarded: Guard, tell: Tell, verb: str, summary: str) -> None:
    @main.command(verb, help=summary)
    @_with(*FILTER_OPTIONS, FORMAT_OPTION, *LEDGER_OPTIONS)
    def command(form: str | None, ledger: Path, wait: float, **given: Any) -> None:
        from dragoman.ledger_run import run_list

        where = _where(ledger, wait, tell)
        sys.exit(guarded(lambda: run_list(where, verb, _filters(given), _form(form))))


def _register_reading(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command()
    @_with(FORMAT_OPTION, *LEDGER_OPTIONS)
    def status(form: str | None, ledger: Path, wait: float) -> None:
        """What the ledger holds: reports, events, methods, period, size."""
        from dragoman.ledger_run import run_status

        sys.exit(guarded(lambda: run_status(_where(ledger, wait, tell), _form(form))))

    @main.command()
    @click.argument("statement")
    @_with(FORMAT_OPTION, *LEDGER_OPTIONS)
    def sql(statement: str, form: str | None, ledger: Path, wait: float) -> None:
        """Run one SELECT over the documented views; reads only. "SHOW TABLES" lists them."""
        from dragoman.ledger_run import run_sql

        sys.exit(guarded(lambda: run_sql(_where(ledger, wait, tell), statement, _form(form))))

    @main.command()
    @click.argument("old", required=False)
    @click.argument("new", required=False)
    @_with(FORMAT_OPTION, *LEDGER_OPTIONS)
    def diff(old: str | None, new: str | None, form: str | None, ledger: Path, wait: float) -> None:
        """What two method versions read differently in the same reports (default: the last two)."""
        from dragoman.ledger_run import run_diff

        sys.exit(guarded(lambda: run_diff(_where(ledger, wait, tell), old, new, _form(form))))
