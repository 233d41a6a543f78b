"""`export`: one format to one new file, whole or not at all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import duckdb
from msgspec import Struct

from dragoman.coding.codebook_tables import load_codebook
from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.records import Factuality
from dragoman.track.exports import calendars, layouts, linked_data, polecat, tables
from dragoman.track.exports.codes import load_codes
from dragoman.track.exports.events import ExportEvent, read_events

BREAK = re.compile("[\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
RULES = ("plover", "icews", "phoenix")
# The rule that a layout's own files follow; another may be chosen.
LAYOUT_RULES = {
    "gdelt": "icews", "gdelt-mentions": "icews", "icews": "icews", "phoenix": "phoenix", "polecat": "plover",
}  # fmt: skip
NOT_ASSERTED = "SELECT count(*) AS n FROM event_mentions WHERE factuality <> 'asserted'"
FORMATS = ("csv", "jsonl", "parquet", "xlsx", "ics", "jsonld", "ftm", *LAYOUT_RULES)


class ExportOptions(Struct, frozen=True, kw_only=True):
    """What to write. `factualities` empty: only what is told as happening in the layouts that cannot say how an
    event is told, all else; `view` is for csv, jsonl and parquet; `rule` for the layouts."""

    view: str = "event_mentions"
    rule: str | None = None
    factualities: tuple[str, ...] = ()
    overwrite: bool = False
    overlay: Path | None = None


class Written(Struct, frozen=True):
    """How many rows (events, entries, entities) were written, how many events have no row in the layout, and how
    many event mentions were left out because they are not told as happening."""

    rows: int
    left_out: int = 0
    untold: int = 0


DEFAULTS = ExportOptions()


def write_export(ledger: Ledger, form: str, path: Path, options: ExportOptions = DEFAULTS) -> Written:
    """Write `form` (one of FORMATS) to `path`.

    UsageError where the format, rule or view does not exist, or where the path does and is not to be replaced.
    """
    if form not in FORMATS:
        raise UsageError(f"format {form!r} is not known; one of: {', '.join(FORMATS)}")
    if options.rule is not None and (options.rule not in RULES or form not in LAYOUT_RULES):
        raise UsageError(f"--rule {options.rule!r} is for {', '.join(LAYOUT_RULES)} and one of: {', '.join(RULES)}")
    unknown = [f for f in options.factualities if f not in get_args(Factuality)]
    if unknown:
        raise UsageError(f"--factuality {unknown[0]!r} is not known; one of: {', '.join(get_args(Factuality))}")
    with write_new(path, options.overwrite) as draft:
        if form in tables.COPY_OPTIONS:
            return Written(tables.write_view(ledger, options.view, form, draft))
        return _write_events(ledger, form, draft, options)


def _write_events(ledger: Ledger, form: str, draft: Path, options: ExportOptions) -> Written:
    told = options.factualities or (("asserted",) if form in LAYOUT_RULES else None)
    events, own = read_events(ledger, told), version("dragoman")
    codes, codebook = load_codes(options.overlay), load_codebook(options.overlay)
    if form == "xlsx":
        return Written(tables.write_excel(events, codebook, tables.list_provenance(ledger, own), draft))
    if form == "ics":
        calendar = calendars.format_calendar(events, ledger.query(calendars.COMMITMENTS), own)
        draft.write_bytes(calendar)
        return Written(calendar.count(b"BEGIN:VEVENT"))
    if form == "jsonld":
        document = json.dumps(linked_data.format_json_ld(events, codes), ensure_ascii=False, indent=1)
        draft.write_text(document + "\n", encoding="utf-8")
        return Written(len(events))
    if form == "ftm":
        entities = linked_data.format_ftm(events, codes)
        return Written(_write_lines(draft, (json.dumps(e, ensure_ascii=False) for e in entities)))
    layout = layouts.Layout(codebook, codes, options.rule or LAYOUT_RULES[form])
    rows = _write_lines(draft, map(join_cells, _format_layout(form, events, layout, own)))
    pairs = layout.pairs(events, both=form in ("icews", "phoenix")) if form != "polecat" else {}
    untold = 0 if options.factualities else ledger.query(NOT_ASSERTED)[0]["n"]
    return Written(rows - (form in ("icews", "polecat")), sum(not found for found in pairs.values()), untold)


def _format_layout(
    form: str, events: list[ExportEvent], layout: layouts.Layout, own: str
) -> Iterator[list[str]]:  # fmt: skip
    if form == "polecat":
        return polecat.format_polecat(events, layout, f"dragoman {own}")
    formats = {
        "gdelt": layouts.format_gdelt_events, "gdelt-mentions": layouts.format_gdelt_mentions,
        "icews": layouts.format_icews, "phoenix": layouts.format_phoenix,
    }  # fmt: skip
    return formats[form](events, layout)


def join_cells(cells: Iterable[str]) -> str:
    """One line of tab-separated cells; a tab or line break inside one becomes a space, for readers without quotes."""
    return "\t".join(" ".join(c.split()) if BREAK.search(c) else c for c in cells)


def _write_lines(draft: Path, lines: Iterable[str]) -> int:
    count = 0
    with draft.open("w", encoding="utf-8", newline="\n") as out:
        for line in lines:
            out.write(line + "\n")
            count += 1
    return count


@contextmanager
def write_new(path: Path, overwrite: bool) -> Iterator[Path]:
    """A path to write to that becomes `path` when all is written, and goes away when not."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file in it")
    if path.exists() and not overwrite:
        raise UsageError(f"{path} exists; choose another name, or --overwrite to replace it")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent} is no folder; make it first")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield draft
        if not overwrite and path.exists():
            raise UsageError(f"{path} has come to exist meanwhile; choose another name, or --overwrite to replace it")
        os.replace(draft, path)
    except (OSError, duckdb.IOException) as e:
        why = "No space left on device" if "No space left" in str(e) else getattr(e, "strerror", None) or e
        raise UsageError(f"{path} could not be written: {why}; free some space or name another place") from e
    finally:
        draft.unlink(missing_ok=True)
