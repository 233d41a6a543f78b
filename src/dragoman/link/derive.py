"""Links of a ledger: read its reports and judgements, write the derived tables that other stages read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from dragoman.ledger import Judgement, Ledger
from dragoman.link.account import Links, link_reports
from dragoman.records import Coded

REPORT_LINKS = {"report_id": "VARCHAR", "story_id": "VARCHAR", "copy_of": "VARCHAR", "origin_id": "VARCHAR"}
EVENT_LINKS = {"mention_id": "VARCHAR", "event_id": "VARCHAR", "report_id": "VARCHAR", "story_id": "VARCHAR"}
ACTOR_GROUPS = {
    "id": "VARCHAR", "name": "VARCHAR", "code": "VARCHAR", "names": "VARCHAR[]", "sectors": "VARCHAR[]",
    "offices": "VARCHAR[]", "reports": "VARCHAR[]",
}  # fmt: skip
ACTOR_LINKS = {"actor_id": "VARCHAR", "name_id": "VARCHAR", "name": "VARCHAR", "code": "VARCHAR"}


def read_reports(ledger: Ledger) -> list[Coded]:
    """Every report with the claims of its newest coding, as corrected, in order of id."""
    rows = ledger.query("SELECT DISTINCT report_id FROM current_codings ORDER BY report_id")
    return [ledger.read_coded(row["report_id"], corrected=True) for row in rows]


def read_judgements(ledger: Ledger) -> list[Judgement]:
    """Judgements that nobody has undone, in order of id."""
    rows = ledger.query("SELECT * FROM standing_judgements ORDER BY id")
    kept = set(Judgement.__struct_fields__)
    return [Judgement(**{k: v for k, v in row.items() if k in kept}) for row in rows]


def link_ledger(ledger: Ledger, reports: list[Coded] | None = None, overlay: Path | None = None) -> Links:
    """Link all reports of the ledger and write `report_links`, `event_links`, `actor_groups`, `actor_links`."""
    links = link_reports(read_reports(ledger) if reports is None else reports, read_judgements(ledger), overlay)
    ledger.write_table("report_links", REPORT_LINKS, list_rows(links.reports))
    ledger.write_table("event_links", EVENT_LINKS, list_rows(links.mentions))
    ledger.write_table("actor_groups", ACTOR_GROUPS, list_rows(links.actors))
    ledger.write_table("actor_links", ACTOR_LINKS, list_rows(links.names))
    return links


def list_rows(records: Iterable[msgspec.Struct]) -> list[dict[str, Any]]:
    """Records as rows of a derived table: tuples as lists."""
    return [{k: list(v) if isinstance(v, tuple) else v for k, v in msgspec.structs.asdict(r).items()} for r in records]
