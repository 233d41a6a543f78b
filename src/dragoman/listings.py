"""How the lists of the ledger look in a terminal of 80 characters or more: a few columns, one of them wide.

Dates and ids stand whole, ids shortened to eight characters (every verb takes them so).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.records import Actor
from dragoman.show import Draw
from dragoman.terminal import FACT_STYLE, QUAD_STYLE, describe_actors

Row = dict[str, Any]
WHOLE = {"when", "said", "from, to", "day", "id", "period"}  # columns that are never broken
NUMBERS = {"events", "reports", "origins", "acts", "receives", "says", "lines"}
SOURCE_WIDTH = 16
LONGEST_PAIR = 9  # RUS → UKR
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
STATUS_WIDTH = 10
STATUS_STYLE = {
    "reported kept": "green", "reaffirmed": "cyan", "reported broken": "red", "withdrawn": "red", "overdue": "yellow",
    "due": "yellow", "superseded": "magenta",
}  # fmt: skip


def _columns(*names: str) -> Table:
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


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _short(id: str | None) -> str:
    return (id or "")[:8]


def _who(actors: Iterable[Row] | None) -> str:
    return describe_actors(msgspec.convert(list(actors or ()), list[Actor]))


def _source(row: Row) -> str:
    return str(row["publisher"] or Path(row["source"]).name)


def _act(row: Row, actors: str, recipients: str) -> Text:
    """Who did what to whom, where, how it is told."""
    style = QUAD_STYLE[row["quad_class"]]
    line = Text(actors or "somebody", style="bold")
    line.append(f" {row['event_type']}", style=f"bold {style}")
    line.append(f" {row['mode']}" if row["mode"] else "", style=style)
    line.append(f" “{_flat(row['trigger'])}”", style="not bold")
    if recipients:
        line.append(" → ", style="dim").append(recipients, style="bold")
    if row["place"]:
        line.append(f", {row['place']}", style="not bold")
    if row["factuality"] != "asserted":
        line.append(f"  {row['factuality']}", style=FACT_STYLE.get(row["factuality"], "not bold magenta"))
    return line


def _mention(row: Row) -> Text:
    return _act(row, _who(row["actors"]), _who(row["recipients"]))


def _draw_events(rows: list[Row]) -> RenderableType:
    table = _columns("when", "event", "source", "id")
    for row in rows:
        day = {"published": "by ", "report": "told "}.get(row["day_basis"], "") + (row["day"] or "")
        table.add_row(day, _mention(row), _source(row), _short(row["id"]))
    return table


def _draw_statements(rows: list[Row]) -> RenderableType:
    table = _columns("said", "who and what", "source", "id")
    for row in rows:
        who = _who([row["speaker"]] if row["speaker"] else []) or "(no speaker named)"
        words = f"“{_flat(row['words'])}”" if row["kind"] == "direct" else _flat(row["words"])
        line = Text(who, style="bold").append(": ").append(words, style="not bold")
        table.add_row((row["published_at"] or "")[:10], line, _source(row), _short(row["id"]))
    return table


def _promise(who: str, to: str, what: str, condition: str | None, condition_status: str | None) -> Text:
    line = Text(who or "?", style="bold")
    line.append(f" to {to}" if to else "", style="not bold").append(": ").append(_flat(what), style="not bold")
    if condition:
        told = f" ({condition_status})" if condition_status else ""
        line.append(f"\ncondition{told}: {_flat(condition)}", style="not bold yellow")
    return line


def _status(status: str | None, inferred: bool | None) -> Text:
    return Text(f"{status or ''}{' (inferred)' if inferred else ''}", style=STATUS_STYLE.get(status or "", ""))


def _draw_commitments(rows: list[Row]) -> RenderableType:
    table = _columns("said", "who and what", "due", "status", "id")
    for row in rows:
        line = _promise(
            _who(row["by"]), _who(row["to"]), row["what_text"], row["condition_text"], row["condition_status"]
        )
        line.append(f"\n{_source(row)}", style="not bold dim")
        status = _status(row["became"] or row["status"], row["became_inferred"])
        due = row["due_to"] or _flat(row["due_text"])
        table.add_row((row["published_at"] or "")[:10], line, due, status, _short(row["id"]))
    return table


def _draw_followed(rows: list[Row]) -> RenderableType:
    table = _columns("said", "who and what", "due", "status", "id")
    for row in rows:
        by, to = _name_all(row["by_names"], row["by"]), _name_all(row["to_names"], row["to"])
        line = _promise(by, to, row["what"], row["condition"], row["condition_status"])
        due = row["due_to"] or _flat(row["due_text"])
        status = _status(row["status"], row["inferred"])
        table.add_row((row["made_at"] or "")[:10], line, due, status, _short(row["id"]))
    return table


def _name_all(names: Sequence[str], codes: Sequence[str]) -> str:
    """Names with what they stand for: `Antony Blinken (USA)`; codes alone where no report names anybody."""
    known = ", ".join(code for code in codes if code not in names)
    return f"{', '.join(names)} ({known})" if names and known else ", ".join(names) or known


def _draw_changes(rows: list[Row]) -> RenderableType:
    table = _columns("said", "becomes", "later claim", "id")
    for row in rows:
        condition = row["about"] == "condition"
        line = Text()
        if row["words"]:
            line.append(f"{row['speaker']}: " if row["speaker"] else "", style="bold")
            line.append(_flat(row["words"]) + "\n")
        source = f", {_source(row)}" if row["source"] else ""
        line.append(f"{row['reason']} ({row['claim_kind']}{source})", style="dim")
        becomes = Text("condition " if condition else "").append_text(_status(row["status"], False))
        table.add_row((row["at"] or "")[:10], becomes, line, _short(row["claim_id"]))
    return table


def _draw_happenings(rows: list[Row]) -> RenderableType:
    table = _columns("when", "event", "reports", "origins", "id")
    for row in rows:
        line = _act(row, ", ".join(row["actors"]), ", ".join(row["recipients"]))
        for told in _join_differing(row["differing"] or []):
            line.append(f"\n{told}", style="not bold yellow")
        table.add_row(_when(row), line, str(row["reports"]), str(row["origins"]), _short(row["id"]))
    return table


def _when(row: Row) -> str:
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


def _join_differing(differing: Sequence[Row]) -> list[str]:
    """`date: 2021-04-17 or 2021-04-18`, a line for each field."""
    values: dict[str, list[str]] = {}
    for row in differing:
        value = row["value"]
        if row["field"] == "date":
            first, _, last = value.partition("/")
            value = first if first == last else f"{first} to {last}"
        values.setdefault(row["field"], []).append(value)
    return [f"{field}: {' or '.join(told)}" for field, told in values.items()]


def _draw_mentions(rows: list[Row]) -> RenderableType:
    table = _columns("said", "as told", "source", "id")
    for row in rows:
        line = _mention(row)
        if row["tells"]:
            line.append(f"\n{'; '.join(_join_differing(row['tells']))}", style="not bold yellow")
        words = _flat(row["words"]) if row["words"] is not None else "(text withheld)"
        line.append(f"\n{words}", style="not bold italic")
        line.append("\ncopy of " + _short(row["copy_of"]) if row["copy_of"] else "", style="not bold dim")
        table.add_row((row["published_at"] or "")[:10], line, _source(row), _short(row["id"]))
    return table


def _period(row: Row) -> str:
    first, last = row["first"] or "", row["last"] or ""
    return first if first == last else f"{first}\n{last}"


def _draw_stories(rows: list[Row]) -> RenderableType:
    table = _columns("from, to", "story", "reports", "origins", "id")
    for row in rows:
        counts = str(row["reports"]), str(row["origins"])
        table.add_row(_period(row), Text(row["title"] or "(no title)"), *counts, _short(row["id"]))
    return table


def _draw_threads(rows: list[Row]) -> RenderableType:
    table = _columns("from, to", "thread", "reports", "events", "id")
    for row in rows:
        counts = str(row["reports"]), str(row["events"])
        table.add_row(_period(row), Text(row["name"], style="bold"), *counts, _short(row["id"]))
    return table


def _draw_reports(rows: list[Row]) -> RenderableType:
    table = _columns("said", "report", "source", "events", "id")
    for row in rows:
        line = Text(row["title"] or row["source"], style="bold")
        if row.get("snippet"):
            line.append(f"\n{row['snippet']}", style="not bold")
        if row.get("copy_of"):
            line.append(f"\ncopy of {_short(row['copy_of'])}", style="not bold dim")
        counts = str(row["events"])
        table.add_row((row["published_at"] or "")[:10], line, _source(row), counts, _short(row["id"]))
    return table


def _draw_actors(rows: list[Row]) -> RenderableType:
    table = _columns("actor", "acts", "receives", "says", "reports", "id")
    for row in rows:
        line = Text(row["name"], style="bold").append(f" ({row['code']})" if row["code"] else "", style="not bold")
        line.append(f", {', '.join(row['offices'])}" if row["offices"] else "", style="not bold dim")
        counts = [str(row[name]) for name in ("acts", "receives", "statements", "reports")]
        table.add_row(line, *counts, _short(row["id"]))
    return table


def _draw_readouts(rows: list[Row]) -> RenderableType:
    table = _columns("day", "meeting and accounts of it", "lines", "id")
    for row in rows:
        line = Text(", ".join(row["actors"]), style="bold")
        line.append(f", {row['place']}" if row["place"] else "", style="not bold")
        accounts = [f"{s['side']} claims {s['claims']}, omits {s['omits']}" for s in row["sides"]]
        line.append("\n" + "; ".join(accounts), style="not bold")
        table.add_row(row["day"] or "", line, str(row["lines"]), _short(row["id"]))
    return table


def _draw_cells(rows: list[Row]) -> RenderableType:
    """Side by side: a column for each side, a row for each line of the comparison."""
    sides = list(dict.fromkeys(sorted(row["side"] for row in rows)))
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0), expand=True)
    table.add_column("", style="dim", no_wrap=True)
    for side in sides:
        table.add_column(side, ratio=1, overflow="fold")
    for number in dict.fromkeys(row["line"] for row in rows):
        told = [Text("\n").join(_cells(rows, number, side)) for side in sides]
        table.add_row(str(number + 1), *told)
    return table


def _cells(rows: list[Row], number: int, side: str) -> list[Text]:
    """What one side says on one line; that it leaves it out, or that no account of it is known."""
    cells = []
    for row in (r for r in rows if r["line"] == number and r["side"] == side):
        if row["says"]:
            cell = Text(f"“{_flat(row['words'])}”")
            told = ", ".join(x for x in (row["speaker"], _source(row)) if x)
            cells.append(cell.append(f"\n{told} {_short(row['claim_id'])}", style="dim"))
        else:
            cells.append(Text("(left out)" if row["says"] is False else "(no account known)", style="yellow"))
    return cells


def draw_dyad(rows: list[Row], by: str) -> RenderableType:
    """Counts by period and direction; times without any report in one line."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("\nperiod", no_wrap=True, style="dim")
    table.add_column("\nwho to whom", min_width=LONGEST_PAIR)
    heads = ("\nevents", "verbal\ncoop.", "material\ncoop.", "verbal\nconflict", "material\nconflict", "mean\nscore")
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    silent: list[str] = []  # periods without a report: shown in one line
    for row in [*rows, None]:
        if row is not None and row["events"] is None:
            silent.append(_name_period(row["period"], by))
            continue
        if silent:
            first, last = silent[0], silent[-1]
            table.add_row(first if first == last else f"{first}\nto {last}", "no report", style="dim")
            silent.clear()
        if row is not None:
            counts = [str(row[name]) for name in ("events", *QUADS)]
            mean = "" if row["intensity_mean"] is None else f"{row['intensity_mean']:+.1f}"
            pair = f"{row['actor']} → {row['recipient']}"
            table.add_row(_name_period(row["period"], by), pair, *counts, mean)
    return table


def _name_period(day: str, by: str) -> str:
    if by == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    return day[: {"year": 4, "month": 7}.get(by, 10)]


def draw_judgements(rows: list[Row]) -> RenderableType:
    """Decisions of persons: what was decided about which row, by whom, why."""
    table = _columns("when", "decision", "who", "id")
    for row in rows:
        line = Text(f"{row['kind']} {_short(row['subject'])}", style="bold")
        value = row["value"] if row["field"] is None else str(msgspec.json.decode(row["value"] or "null"))
        said = " ".join(x for x in (row["field"], value, _short(row["other"])) if x)
        line.append(f": {said}", style="not bold")
        line.append(f"\n{row['why']}" if row["why"] else "", style="not bold italic")
        table.add_row((row["decided_at"] or "")[:16].replace("T", " "), line, row["person"], _short(row["id"]))
    return table


TABLES: dict[str, Draw] = {
    "events": _draw_events,
    "statements": _draw_statements,
    "commitments": _draw_commitments,
    "search": _draw_reports,
    "happenings": _draw_happenings,
    "follow": _draw_followed,
    "actors": _draw_actors,
    "thread": _draw_threads,
    "story": _draw_stories,
    "readout": _draw_readouts,
}
PARTS: dict[str, Draw] = {
    "happenings": _draw_mentions,
    "follow": _draw_changes,
    "actors": _draw_mentions,
    "thread": _draw_happenings,
    "story": _draw_reports,
    "readout": _draw_cells,
}


def draw_parts(verb: str, whole: list[Row], parts: list[Row]) -> RenderableType:
    """The row itself, and under it what it is made of."""
    return Group(TABLES[verb](whole), Text(""), PARTS[verb](parts)) if parts else TABLES[verb](whole)
