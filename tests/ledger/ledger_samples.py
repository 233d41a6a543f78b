"""Reports of ours as rows, methods, and what all views show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dragoman.ledger import Ledger, Method

METHOD = Method("dragoman", "1.2.0", "aaaa")
NEWER = Method("dragoman", "1.10.0", "bbbb")
PLACES = ("Nairobi", "Kampala", "Kigali", "Dodoma", "Accra", "Lusaka")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TEXT = (
    "{place}, March 14 - Kenyan Foreign Minister Achieng Odhiambo met her Ugandan counterpart, Moses Kizza, in "
    "{place} on {day}.\n\n“We agreed to reopen border post number {number} before the end of March,” Odhiambo told "
    "reporters after the talks.\n\nKizza said that Uganda would send customs officers as soon as the road is "
    "repaired. Tanzania accused Rwanda of shelling a village near Élan 𝔸."
)


def report_rows(count: int) -> list[dict[str, Any]]:
    """Rows of a JSONL input, all different."""
    return [
        {
            "id": f"report-{n}",
            "title": f"Border talks {n}",
            "published_at": f"2022-03-{14 + n % 7}",
            "text": TEXT.format(place=PLACES[n % 6], day=DAYS[n % 5], number=n),
        }
        for n in range(count)
    ]


def write_rows(path: Path, count: int) -> Path:
    """The rows as a file that `dragoman add` reads."""
    path.write_text("".join(json.dumps(row) + "\n" for row in report_rows(count)), encoding="utf-8")
    return path


def dump_views(ledger: Ledger) -> str:
    """Every row of every view and derived table, as one text: equal when they are equal byte for byte."""
    names = ledger.query(
        "SELECT view_name AS name FROM duckdb_views() WHERE NOT internal "
        "UNION SELECT table_name FROM duckdb_tables() WHERE schema_name = 'derived' ORDER BY name"
    )
    parts = []
    for name in [row["name"] for row in names]:
        if name == "current_codings" or name.endswith("_rows"):
            continue  # for queries inside: they show the order of recording
        rows = ledger.query(f"SELECT * FROM {name} ORDER BY ALL")
        parts.append(name + "\n" + "\n".join(json.dumps(row, default=str) for row in rows))
    return "\n\n".join(parts)
