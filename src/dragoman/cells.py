"""The cells of the ledger's lists: who did what to whom, promises, days and ids, as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from rich.table import Table
from rich.text import Text

from dragoman.records import Actor
from dragoman.terminal import QUAD_STYLE, describe_actors, tell_how

Row = dict[str, Any]
WHOLE = {"when", "said", "from, to", "day", "id", "period"}  # columns that are never broken
NUMBERS = {"events", "reports", "origins", "acts", "receives", "says", "lines"}
SOURCE_WIDTH = 16
STATUS_WIDTH = 10
STATUS_STYLE = {
    "reported kept": "green", "reaffirmed": "cyan", "reported broken": "red", "withdrawn": "red", "overdue": "yellow",
    "due": "yellow", "superseded": "magenta",
}  # fmt: skip


def make_columns(*names: str) -> Table:
    """A table without lines; what a column may do with long cells goes by its name."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in names:
        if name == "source":
            table.add_column(name, no_wrap=True, overflow="ellipsis", max_width=SOURCE_WIDTH, style="dim")
        elif name in ("status", "due", "becomes"):
            table.add_column(name, max_width=STATUS_WIDTH)
        elif name in NUMBERS:
            table.add_column(name, justify="right", no_wrap=True)
        else:
            whole = name in WHOLE
            table.add_column(name, no_wrap=whole, overflow="fold", style="dim" if whole else "")
    return table


def flatten(text: str | None) -> str:
    """Words on one line."""
    return " ".join((text or "").split())


def shorten(id: str | None) -> str:
    """The eight characters by which every verb takes an id."""
    return (id or "")[:8]


def name_actors(actors: Iterable[Row] | None) -> str:
    """Actors as they are described elsewhere in a terminal."""
    return describe_actors(msgspec.convert(list(actors or ()), list[Actor]))


def name_source(row: Row) -> str:
    """The publisher, else the file."""
    return str(row["publisher"] or Path(row["source"]).name)


def tell_act(row: Row, actors: str, recipients: str) -> Text:
    """Who did what to whom, where, how it is told."""
    style = QUAD_STYLE[row["quad_class"]]
    line = Text(actors or "somebody", style="bold")
    line.append(f" {row['event_type']}", style=f"bold {style}")
    line.append(f" {row['mode']}" if row["mode"] else "", style=style)
    line.append(f" “{flatten(row['trigger'])}”", style="not bold")
    if recipients:
        line.append(" → ", style="dim").append(recipients, style="bold")
    if row["place"]:
        line.append(f", {row['place']}", style="not bold")
    return line.append_text(tell_how(row["factuality"], row["confidence"]))


def tell_promise(who: str, to: str, what: str, condition: str | None, condition_status: str | None) -> Text:
    """Who promises what to whom, and below it on which condition."""
    line = Text(who or "?", style="bold")
    line.append(f" to {to}" if to else "", style="not bold").append(": ").append(flatten(what), style="not bold")
    if condition:
        told = f" ({condition_status})" if condition_status else ""
        line.append(f"\ncondition{told}: {flatten(condition)}", style="not bold yellow")
    return line


def tell_status(status: str | None, inferred: bool | None) -> Text:
    """What became of a promise; whether somebody says so or only its day is past."""
    return Text(f"{status or ''}{' (inferred)' if inferred else ''}", style=STATUS_STYLE.get(status or "", ""))


def name_all(names: Sequence[str], codes: Sequence[str]) -> str:
    """Names with what they stand for: `Antony Blinken (USA)`; codes alone where no report names anybody."""
    known = ", ".join(code for code in codes if code not in names)
    return f"{', '.join(names)} ({known})" if names and known else ", ".join(names) or known


def tell_when(row: Row) -> str:
    """The day that words give, else that of the first report."""
    if row["when_from"] is None:
        return f"told {row['day'] or ''}".rstrip()
    if row["when_from"] == row["when_to"]:
        return str(row["when_from"])
    first, last = row["when_from"], row["when_to"] or "..."
    for length, end in ((4, ("-01-01", "-12-31")), (7, ("-01", last[7:]))):
        if first[:length] == last[:length] and (first[length:], last[length:]) == end:
            return str(first[:length])
    return f"{first}\nto {last}"


def join_differing(differing: Sequence[Row]) -> list[str]:
    """`date: 2021-04-17 or 2021-04-18`, a line for each field."""
    values: dict[str, list[str]] = {}
    for row in differing:
        value = row["value"]
        if row["field"] == "date":
            first, _, last = value.partition("/")
            value = first if first == last else f"{first} to {last}"
        values.setdefault(row["field"], []).append(value)
    return [f"{field}: {' or '.join(told)}" for field, told in values.items()]


def tell_period(row: Row) -> str:
    """First and last day."""
    first, last = row["first"] or "", row["last"] or ""
    return first if first == last else f"{first}\n{last}"


def name_period(day: str, by: str) -> str:
    """The year, month, week (`2021-W17`) or day that begins on `day`."""
    if by == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    return day[: {"year": 4, "month": 7}.get(by, 10)]
