"""Rows on standard output: as a table for people, as jsonl or csv for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

Row = dict[str, Any]
Draw = Callable[[list[Row]], RenderableType]
LEAST_COLUMN = 12  # characters that a column of long values needs to be read; in less, rows are shown as records


def show_rows(rows: list[Row], form: str | None, draw: Draw | None = None) -> None:
    """Rows in the form asked for; by default a table (of `draw`) on a terminal and jsonl elsewhere."""
    chosen = form or ("table" if sys.stdout.isatty() else "jsonl")
    if chosen == "table":
        console = Console()
        console.print(draw(rows) if draw else draw_plain(rows, console.width))
    elif chosen == "jsonl":
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=str))
    else:
        _write_csv(rows)


def _write_csv(rows: Sequence[Row]) -> None:
    """Lists and records stand as JSON in their cell."""
    writer = csv.writer(sys.stdout)
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([as_cell(value) for value in row.values()])


def as_cell(value: Any) -> Any:
    """A value as one cell holds it: lists and records as JSON."""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def draw_plain(rows: list[Row], width: int) -> RenderableType:
    """A table of any rows; where the columns have no room beside each other, a record of lines for each row."""
    cells = [{name: "" if v is None else str(as_cell(v)) for name, v in row.items()} for row in rows]
    needed = [
        max(len(name), *(min(len(row[name]), LEAST_COLUMN) for row in cells)) for name in (cells[0] if cells else ())
    ]
    if sum(needed) + 2 * len(needed) > width:
        return Group(*(_draw_record(row, number) for number, row in enumerate(cells, 1)))
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name, value in (rows[0] if rows else {}).items():
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        least = min(LEAST_COLUMN, max(len(name), *(len(row[name]) for row in cells)))
        table.add_column(name, justify="right" if number else "left", overflow="fold", min_width=least)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row.values()))
    return table


def _draw_record(row: dict[str, str], number: int) -> RenderableType:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, cell in row.items():
        table.add_row(name, Text(cell))
    return Group(Text(f"row {number}", style="bold"), table)
