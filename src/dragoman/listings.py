"""How the lists of the ledger look in a terminal of 80 characters or more: a few columns, one of them wide.

Dates and ids stand whole, ids shortened to eight characters (every verb takes them so).
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.cells import (
    Row,
    flatten,
    join_differing,
    make_columns,
    name_actors,
    name_all,
    name_period,
    name_source,
    shorten,
    tell_act,
    tell_period,
    tell_promise,
    tell_status,
    tell_when,
)
from dragoman.show import Draw

LONGEST_PAIR = 9  # RUS → UKR
CHANGE_STYLE = {"added": "not bold green", "removed": "not bold red"}
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def _mention(row: Row) -> Text:
    return tell_act(row, name_actors(row["actors"]), name_actors(row["recipients"]))


def _draw_events(rows: list[Row]) -> RenderableType:
    table = make_columns("when", "event", "source", "id")
    for row in rows:
        day = {"published": "by ", "report": "told "}.get(row["day_basis"], "") + (row["day"] or "")
        table.add_row(day, _mention(row), name_source(row), shorten(row["id"]))
    return table


def _draw_statements(rows: list[Row]) -> RenderableType:
    table = make_columns("said", "who and what", "source", "id")
    for row in rows:
        who = name_actors([row["speaker"]] if row["speaker"] else []) or "(no speaker named)"
        words = f"“{flatten(row['words'])}”" if row["kind"] == "direct" else flatten(row["words"])
        line = Text(who, style="bold").append(": ").append(words, style="not bold")
        table.add_row((row["published_at"] or "")[:10], line, name_source(row), shorten(row["id"]))
    return table


def _draw_commitments(rows: list[Row]) -> RenderableType:
    table = make_columns("said", "who and what", "due", "status", "id")
    for row in rows:
        line = tell_promise(
            name_actors(row["by"]),
            name_actors(row["to"]),
            row["what_text"],
            row["condition_text"],
            row["condition_status"],
        )
        line.append(f"\n{name_source(row)}", style="not bold dim")
        status = tell_status(row["became"] or row["status"], row["became_inferred"])
        due = row["due_to"] or flatten(row["due_text"])
        table.add_row((row["published_at"] or "")[:10], line, due, status, shorten(row["id"]))
    return table


def _draw_followed(rows: list[Row]) -> RenderableType:
    table = make_columns("said", "who and what", "due", "status", "id")
    for row in rows:
        by, to = name_all(row["by_names"], row["by"]), name_all(row["to_names"], row["to"])
        line = tell_promise(by, to, row["what"], row["condition"], row["condition_status"])
        due = row["due_to"] or flatten(row["due_text"])
        status = tell_status(row["status"], row["inferred"])
        table.add_row((row["made_at"] or "")[:10], line, due, status, shorten(row["id"]))
    return table


def _draw_changes(rows: list[Row]) -> RenderableType:
    table = make_columns("said", "becomes", "later claim", "id")
    for row in rows:
        condition = row["about"] == "condition"
        line = Text()
        if row["words"]:
            line.append(f"{row['speaker']}: " if row["speaker"] else "", style="bold")
            line.append(flatten(row["words"]) + "\n")
        source = f", {name_source(row)}" if row["source"] else ""
        line.append(f"{row['reason']} ({row['claim_kind']}{source})", style="dim")
        becomes = Text("condition " if condition else "").append_text(tell_status(row["status"], False))
        table.add_row((row["at"] or "")[:10], becomes, line, shorten(row["claim_id"]))
    return table


def _draw_happenings(rows: list[Row]) -> RenderableType:
    table = make_columns("when", "event", "reports", "origins", "id")
    for row in rows:
        line = tell_act(row, ", ".join(row["actors"]), ", ".join(row["recipients"]))
        for told in join_differing(row["differing"] or []):
            line.append(f"\n{told}", style="not bold yellow")
        table.add_row(tell_when(row), line, str(row["reports"]), str(row["origins"]), shorten(row["id"]))
    return table


def _draw_mentions(rows: list[Row]) -> RenderableType:
    table = make_columns("said", "as told", "source", "id")
    for row in rows:
        line = _mention(row)
        if row["tells"]:
            line.append(f"\n{'; '.join(join_differing(row['tells']))}", style="not bold yellow")
        words = flatten(row["words"]) if row["words"] is not None else "(text withheld)"
        line.append(f"\n{words}", style="not bold italic")
        line.append("\ncopy of " + shorten(row["copy_of"]) if row["copy_of"] else "", style="not bold dim")
        table.add_row((row["published_at"] or "")[:10], line, name_source(row), shorten(row["id"]))
    return table


def _draw_stories(rows: list[Row]) -> RenderableType:
    table = make_columns("from, to", "story", "reports", "origins", "id")
    for row in rows:
        counts = str(row["reports"]), str(row["origins"])
        table.add_row(tell_period(row), Text(row["title"] or "(no title)"), *counts, shorten(row["id"]))
    return table


def _draw_threads(rows: list[Row]) -> RenderableType:
    table = make_columns("from, to", "thread", "reports", "events", "id")
    for row in rows:
        counts = str(row["reports"]), str(row["events"])
        table.add_row(tell_period(row), Text(row["name"], style="bold"), *counts, shorten(row["id"]))
    return table


def _draw_reports(rows: list[Row]) -> RenderableType:
    table = make_columns("said", "report", "source", "events", "id")
    for row in rows:
        line = Text(row["title"] or row["source"], style="bold")
        if row.get("snippet"):
            line.append(f"\n{row['snippet']}", style="not bold")
        if row.get("copy_of"):
            line.append(f"\ncopy of {shorten(row['copy_of'])}", style="not bold dim")
        counts = str(row["events"])
        table.add_row((row["published_at"] or "")[:10], line, name_source(row), counts, shorten(row["id"]))
    return table


def _draw_actors(rows: list[Row]) -> RenderableType:
    table = make_columns("actor", "acts", "receives", "says", "reports", "id")
    for row in rows:
        line = Text(row["name"], style="bold").append(f" ({row['code']})" if row["code"] else "", style="not bold")
        line.append(f", {', '.join(row['offices'])}" if row["offices"] else "", style="not bold dim")
        counts = [str(row[name]) for name in ("acts", "receives", "statements", "reports")]
        table.add_row(line, *counts, shorten(row["id"]))
    return table


def _draw_readouts(rows: list[Row]) -> RenderableType:
    table = make_columns("day", "meeting and accounts of it", "lines", "id")
    for row in rows:
        line = Text(", ".join(row["actors"]), style="bold")
        line.append(f", {row['place']}" if row["place"] else "", style="not bold")
        accounts = [f"{s['side']} claims {s['claims']}, omits {s['omits']}" for s in row["sides"]]
        line.append("\n" + "; ".join(accounts), style="not bold")
        table.add_row(row["day"] or "", line, str(row["lines"]), shorten(row["id"]))
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
            cell = Text(f"“{flatten(row['words'])}”")
            told = ", ".join(x for x in (row["speaker"], name_source(row)) if x)
            cells.append(cell.append(f"\n{told} {shorten(row['claim_id'])}", style="dim"))
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
            silent.append(name_period(row["period"], by))
            continue
        if silent:
            first, last = silent[0], silent[-1]
            table.add_row(first if first == last else f"{first}\nto {last}", "no report", style="dim")
            silent.clear()
        if row is not None:
            counts = [str(row[name]) for name in ("events", *QUADS)]
            mean = "" if row["intensity_mean"] is None else f"{row['intensity_mean']:+.1f}"
            pair = f"{row['actor']} → {row['recipient']}"
            table.add_row(name_period(row["period"], by), pair, *counts, mean)
    return table


def draw_judgements(rows: list[Row]) -> RenderableType:
    """Decisions of persons: what was decided about which row, by whom, why."""
    table = make_columns("when", "decision", "who", "id")
    for row in rows:
        line = Text(f"{row['kind']} {shorten(row['subject'])}", style="bold")
        value = row["value"] if row["field"] is None else _show_value(msgspec.json.decode(row["value"] or "null"))
        said = " ".join(x for x in (row["field"], value, shorten(row["other"])) if x)
        line.append(f": {said}", style="not bold")
        line.append(f"\n{row['why']}" if row["why"] else "", style="not bold italic")
        table.add_row((row["decided_at"] or "")[:16].replace("T", " "), line, row["person"], shorten(row["id"]))
    return table


def draw_diff(rows: list[Row]) -> RenderableType:
    """What two methods read differently: a line an event, and below it each field that changed."""
    table = make_columns("source", "event", "id")
    for (source, id), changes in groupby(rows, key=lambda r: (r["source"], r["event_id"])):
        first, *rest = changes
        line = Text(first["event_type"], style="bold").append(f" “{flatten(first['trigger'])}”", style="not bold")
        if first["change"] != "changed":
            line.append(f"  {first['change']}", style=CHANGE_STYLE[first["change"]])
        else:
            for row in (first, *rest):
                line.append(f"\n{row['field']}: ", style="not bold dim")
                old, new = (_tell_side(row["field"], row[side]) for side in ("old", "new"))
                line.append(f"{old} → {new}", style="not bold")
        table.add_row(Path(source).name, line, shorten(id))
    return table


def _tell_side(field: str, value: str | None) -> str:
    """One method's value; days as other lists tell them."""
    if value and field == "when":
        first, _, last = value.partition("/")
        if not first:
            return f"by {last}" if last else "unresolved"
        return first if first == last else f"{first} to {last}"
    return value or "none"


def _show_value(value: Any) -> str:
    """A corrected value in words; parties as `edit` takes them: "Kigali=RWA; the rebels"."""
    if isinstance(value, list):
        return "; ".join(_show_value(v) for v in value) or "nobody"
    if isinstance(value, dict):
        return f"{value.get('text')}={value['code']}" if value.get("code") else str(value.get("text"))
    return "unknown" if value is None else str(value)


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
