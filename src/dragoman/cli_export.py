"""The verbs `export` and `import` of the command line. Heavy imports stand inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from dragoman.cli_ledger import LEDGER_OPTIONS, with_options

FORMATS = (
    "csv", "jsonl", "parquet", "xlsx", "ics", "jsonld", "ftm", "gdelt", "gdelt-mentions", "icews", "phoenix", "polecat",
)  # fmt: skip
KINDS = ("petrarch-actors", "petrarch-agents", "petrarch-verbs", "gdelt", "icews")
Tell = Callable[[str], None]
Guard = Callable[[Callable[[], int]], int]


def register(main: click.Group, guarded: Guard, tell: Tell) -> None:
    """Add `export` and `import`; `guarded` turns errors into a line and an exit status."""
    _register_export(main, guarded, tell)
    _register_import(main, guarded, tell)


def _register_export(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command("export")
    @click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
    @click.argument("out", type=click.Path(path_type=Path))
    @click.option("--view", default="event_mentions", show_default=True, help="What csv, jsonl, parquet hold.")
    @click.option(
        "--rule", type=click.Choice(("plover", "icews", "phoenix")),
        help="Quad class and score of the layouts (default: what the layout's own files follow).",
    )  # fmt: skip
    @click.option(
        "--factuality", "factualities", multiple=True, metavar="NAME",
        help="Only events told so (may be repeated); the layouts, which cannot say, take asserted.",
    )  # fmt: skip
    @click.option("--overwrite", is_flag=True, help="Replace OUT where it exists.")
    @click.option(
        "--tables", "overlay", type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder of your own tables, laid over the shipped ones.",
    )  # fmt: skip
    @with_options(*LEDGER_OPTIONS)
    def export(
        form: str,
        out: Path,
        view: str,
        rule: str | None,
        factualities: tuple[str, ...],
        overwrite: bool,
        overlay: Path | None,
        ledger: Path,
        wait: float,
    ) -> None:
        """Write the ledger's events to the new file OUT.

        FORMAT is csv, jsonl, parquet (any view), xlsx, ics (planned events, due commitments), jsonld, ftm
        (FollowTheMoney), or a layout of the field: gdelt, gdelt-mentions, icews, phoenix, polecat.
        """
        from dragoman.ledger import open_ledger
        from dragoman.track.exports.write import ExportOptions, write_export

        options = ExportOptions(
            view=view, rule=rule, factualities=factualities, overwrite=overwrite, overlay=overlay
        )  # fmt: skip

        def run() -> int:
            with open_ledger(ledger, read_only=True, wait=wait, tell=tell) as opened:
                written = write_export(opened, form, out, options)
            left = f"; {written.left_out} events without a day or coded parties have no row" if written.left_out else ""
            untold = f"; {written.untold} mentions not told as happening are left out" if written.untold else ""
            more = " (--factuality NAME takes others)" if untold else ""
            tell(f"wrote {written.rows} rows to {out}{left}{untold}{more}")
            return 0

        sys.exit(guarded(run))


def _register_import(main: click.Group, guarded: Guard, tell: Tell) -> None:
    @main.command("import")
    @click.argument("kind", metavar="KIND", type=click.Choice(KINDS))
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option(
        "-o", "--output", type=click.Path(path_type=Path),
        help="Folder of overlay tables to write (petrarch-*), or file for the comparison (gdelt, icews).",
    )  # fmt: skip
    @click.option(
        "--scheme", type=click.Choice(("cameo", "weis")), default="cameo", show_default=True,
        help="What the codes of a verb dictionary are.",
    )  # fmt: skip
    @click.option(
        "--codes", type=click.Path(dir_okay=False, path_type=Path),
        help="Table of a verb dictionary's own codes: code, event_type, mode.",
    )  # fmt: skip
    @click.option("--alone", is_flag=True, help="Take our own frames out: only the verb dictionary codes.")
    @click.option("--overwrite", is_flag=True, help="Replace what --output names where it exists.")
    @with_options(*LEDGER_OPTIONS)
    def import_(
        kind: str,
        files: tuple[Path, ...],
        output: Path | None,
        scheme: str,
        codes: Path | None,
        alone: bool,
        overwrite: bool,
        ledger: Path,
        wait: float,
    ) -> None:
        """Read other coders' FILES.

        petrarch-actors, petrarch-agents, petrarch-verbs: dictionaries as tables in a folder that `--tables`
        takes; each line that has no place there is named. gdelt, icews: their events beside those of the
        ledger, by day, pair of countries and CAMEO root: in both, only theirs, only ours.
        """
        from dragoman.track.imports.run import DictionaryOptions, run_comparison, run_dictionaries

        options = DictionaryOptions(scheme=scheme, codes=codes, alone=alone, overwrite=overwrite)

        def run() -> int:
            if kind.startswith("petrarch-"):
                return run_dictionaries(kind, files, output, options, tell)
            return run_comparison(kind, files, output, overwrite, ledger, wait, tell)

        sys.exit(guarded(run))
