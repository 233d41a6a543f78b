"""The command line: one command per verb of the Python API, same names, same options.

Heavy imports stand inside the commands, so that `--help` answers in under 0.2 s of CPU.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman import cli_export, cli_ledger, cli_lists, cli_track

if TYPE_CHECKING:
    from collections.abc import Callable


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # the disk or the user's share of it is used up
EXAMPLES = Path(__file__).parent / "data" / "examples"

overlay_option = click.option(
    "--tables",
    "overlay",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of your own tables (same file names as the shipped ones), laid over them.",
)


def _tell(message: str) -> None:
    click.echo(f"dragoman: {message}", err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dragoman")
def main() -> None:
    """Who did, said, promised or demanded what, to whom, when and where, from what is reported."""


@main.command()
@click.argument("inputs", nargs=-1)
@click.option("--example", is_flag=True, help="Code the bundled reports, to see what comes out.")
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", "csv"]),
    help="table for people (default on a terminal), jsonl (default elsewhere), csv with one row an event.",
)  # fmt: skip
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) where an input has none.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write here instead of the terminal.")
@click.option("--resume", is_flag=True, help="Go on with an --output that a stopped run left (jsonl only).")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out weaker events.")
@click.option(
    "--processes", type=click.IntRange(1),
    help="Run in so many; by default one for a few reports, else one for each core (8 at most).",
)  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Let URLs point into a private network.")
@overlay_option
def code(
    inputs: tuple[str, ...],
    example: bool,
    form: str | None,
    published: str | None,
    output: Path | None,
    resume: bool,
    min_confidence: float,
    processes: int | None,
    allow_private: bool,
    overlay: Path | None,
) -> None:
    """Code reports: files, folders, URLs or - for standard input.

    Reads .html .txt .md .eml .mbox .jsonl .warc (also .gz). Exit status: 0 all coded, 1 some inputs could not be
    coded (each named on stderr, the rest is written), 2 wrong usage.
    """
    from dragoman.run import RunOptions, run_code

    if example:
        inputs = (*inputs, str(EXAMPLES))
    if not inputs:
        raise click.UsageError("name at least one report: a file, folder, URL or -; or try --example")
    options = RunOptions(
        form=form or ("table" if output is None and sys.stdout.isatty() else "jsonl"),
        published=published,
        output=output,
        resume=resume,
        min_confidence=min_confidence,
        processes=processes,
        allow_private=allow_private,
        overlay=overlay,
    )
    sys.exit(_guarded(lambda: run_code(inputs, options, _tell)))


@main.command()
@click.argument("event_id")
@click.argument("inputs", nargs=-1)
@click.option("--published", metavar="DATE", help="Publication date where an input has none.")
@overlay_option
@cli_ledger.LEDGER_OPTIONS[0]
def explain(event_id: str, inputs: tuple[str, ...], published: str | None, overlay: Path | None, ledger: Path) -> None:
    """Show why EVENT_ID was coded so: its sentence with marks, the rule behind each field, the codebook.

    EVENT_ID may be shortened. INPUTS are reports or a saved jsonl of `dragoman code`; without any, the
    ledger is searched, and the reports of the last `dragoman code`.
    """
    from dragoman.explain import explain_event

    sys.exit(_guarded(lambda: explain_event(event_id, inputs, published, overlay, _tell, ledger)))


def _row_command(name: str, summary: str) -> None:
    """A command that turns a JSONL file of rows into rows on standard output."""

    @main.command(name, help=summary)
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
    @overlay_option
    def command(file: str, overlay: Path | None) -> None:
        from dragoman import rows

        sys.exit(_guarded(lambda: rows.run_rows(name, file, overlay, _tell)))


_row_command("classify", "Type of the act between two given spans: rows id, text, source, target in JSONL.")
_row_command("resolve", "Country, sectors, name and office of an actor phrase: rows id, text, context, date.")
_row_command("factuality", "How certain an act is told: rows id, text, trigger; score -3 to 3.")
_row_command("cluster", "Group reports into stories, mark near-duplicates: rows id, title, text, published_at.")


def _guarded(run: Callable[[], int]) -> int:
    """The one place where errors become a line and an exit status."""
    from dragoman.errors import DragomanError

    try:
        return run()
    except DragomanError as e:
        _tell(str(e))
        return 2
    except KeyboardInterrupt:
        _tell("stopped; what was written stays whole")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as e:
        if e.errno not in FULL:
            raise
        _tell(f"the output cannot be written ({e.strerror}); free some space and run it again")
        _drop_output()
        return 2


def _drop_output() -> None:
    """What still waits for a full disk is not tried again at exit."""
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


cli_ledger.register(main, _guarded, _tell)
cli_lists.register(main, _guarded, _tell)
cli_track.register(main, _guarded, _tell)
cli_export.register(main, _guarded, _tell)
