"""What the verbs of link and track do: derive the account, show its tables, take a person's judgement."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.errors import UsageError
from dragoman.ledger import Judgement, Ledger, open_ledger
from dragoman.track.commitments import Status
from dragoman.track.derive import derive_account
from dragoman.track.dyads import list_dyad

Row = dict[str, Any]
Tell = Callable[[str], None]
PairKind = Literal["same_event", "same_story", "copy_of", "commitment_status"]

# Each list, and what one row of it takes apart into. `{id}` is where a shortened id is matched.
LISTS = {
    "happenings": (
        """SELECT coalesce(when_from, first_report) AS day, concat_ws(' ', array_to_string(actors, ', '), event_type,
        mode, if(len(recipients) > 0, '→ ' || array_to_string(recipients, ', '), NULL)) AS event, factuality, reports,
        origins, disagreements, last_report, id FROM linked_events ORDER BY day, id""",
        """SELECT m.published_at, m.publisher, m.event_type AS type, m.factuality, m.trigger, m.when_from, m.when_to,
        m.place, m.id FROM event_links l JOIN event_mentions m ON m.id = l.mention_id AND m.report_id = l.report_id
        WHERE starts_with(l.event_id, $1) ORDER BY m.published_at, m.id""",
    ),
    "follow": (
        """SELECT made_at, array_to_string("by", ', ') AS "by", what,
        condition || ': ' || condition_status AS condition, due_to, status || if(inferred, ' (inferred)', '') AS status,
        status_at, id FROM commitment_states ORDER BY made_at, id""",
        """SELECT "at", about, status, claim_kind AS kind, speaker, words, reason, claim_id FROM commitment_changes
        WHERE starts_with(commitment_id, $1) ORDER BY "at", claim_id""",
    ),
    "story": (
        """SELECT min(r.published_at) AS first, max(r.published_at) AS last, count(*) AS reports,
        count(DISTINCT l.origin_id) AS origins, arg_min(r.title, (r.published_at, r.id)) AS title, l.story_id AS id
        FROM report_links l JOIN reports r ON r.id = l.report_id GROUP BY l.story_id ORDER BY first, l.story_id""",
        """SELECT r.published_at, r.publisher, r.title, l.copy_of, r.id FROM report_links l
        JOIN reports r ON r.id = l.report_id WHERE starts_with(l.story_id, $1) ORDER BY r.published_at, r.id""",
    ),
    "thread": (
        """SELECT first, last, name, len(reports) AS reports, len(events) AS events, id FROM threads
        ORDER BY first, id""",
        """SELECT coalesce(e.when_from, e.first_report) AS day, e.event_type AS type, e.mode,
        array_to_string(e.actors, ', ') AS actors, array_to_string(e.recipients, ', ') AS recipients, e.factuality,
        e.origins, e.id FROM (SELECT unnest(events) AS event_id FROM threads WHERE starts_with(id, $1)) t
        JOIN linked_events e ON e.id = t.event_id ORDER BY day, e.id""",
    ),
    "readout": (
        """SELECT e.when_from AS day, array_to_string(e.actors, ', ') AS actors, e.place,
        count(DISTINCT r.line) AS lines, string_agg(DISTINCT r.side, ' ' ORDER BY r.side) AS sides, r.event_id AS id
        FROM readouts r JOIN linked_events e ON e.id = r.event_id GROUP BY ALL ORDER BY day, r.event_id""",
        """SELECT line, side, says, speaker, words, report_id FROM readouts WHERE starts_with(event_id, $1)
        ORDER BY line, side, report_id, "start" """,
    ),
    "actors": (
        """SELECT name, code, array_to_string(offices, ', ') AS offices, len(reports) AS reports, id FROM actor_groups
        ORDER BY len(reports) DESC, name, id""",
        """SELECT r.published_at, r.publisher, r.title, r.id FROM (SELECT unnest(reports) AS report_id FROM actor_groups
        WHERE starts_with(id, $1)) a JOIN reports r ON r.id = a.report_id ORDER BY r.published_at, r.id""",
    ),
}  # fmt: skip
STATUSES = Status.__args__  # type: ignore[attr-defined]


class Where(Struct, frozen=True):
    """Which ledger, and how long it is waited for."""

    folder: Path
    wait: float
    tell: Tell

    def open(self, *, read_only: bool) -> Ledger:
        """The ledger, which must be there."""
        return open_ledger(self.folder, read_only=read_only, wait=self.wait, tell=self.tell)


def run_link(where: Where, as_of: str | None) -> int:
    """Derive the account of the ledger and say what it holds."""
    with where.open(read_only=False) as ledger:
        account = derive_account(ledger, as_of=as_of)
    mentions, events = len(account.links.mentions), len(account.events)
    where.tell(
        f"{where.folder}: {mentions} event mentions tell {events} events in {len(account.threads)} threads; "
        f"{len(account.commitments)} commitments with {len(account.changes)} later claims about them"
    )
    return 0


def run_show(where: Where, verb: str, id: str | None, form: str | None) -> int:
    """Show a list, or with an id (or its beginning) what one row of it is made of."""
    every, one = LISTS[verb]
    with where.open(read_only=True) as ledger:
        _check_linked(ledger, where.tell)
        rows = ledger.query(every) if id is None else ledger.query(one, [id])
    if id is not None and not rows:
        raise UsageError(f"{verb} {id!r} is not there; `dragoman {verb}` lists what is")
    _show(rows, form)
    return 0


def run_dyad(
    where: Where, one: str, other: str, by: str, since: str | None, until: str | None, form: str | None
) -> int:
    """Show a dyad by period."""
    with where.open(read_only=True) as ledger:
        _check_linked(ledger, where.tell)
        rows = list_dyad(ledger, one.upper(), other.upper(), by=by, since=since, until=until)
    _show(rows, form)
    return 0


def run_judge(
    where: Where, kind: PairKind | str, subject: str, value: str, other: str | None, person: str, why: str
) -> int:
    """Append a person's judgement; the next `link` applies it."""
    if kind == "commitment_status" and value not in STATUSES:
        raise UsageError(f"status {value!r} is not known; use one of: {', '.join(STATUSES)}")
    if kind != "commitment_status" and (value not in ("same", "different") or other is None):
        raise UsageError(f"{kind} needs SUBJECT same OTHER, or SUBJECT different OTHER")
    judgement = Judgement(
        kind, subject, other, value=value, why=why, person=person,  # type: ignore[arg-type]
        decided_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )  # fmt: skip
    with where.open(read_only=False) as ledger:
        ledger.append_judgements([judgement])
    where.tell(f"recorded judgement {judgement.id}; `dragoman link` applies it")
    return 0


def _check_linked(ledger: Ledger, tell: Tell) -> None:
    """UsageError where the ledger was never linked; a line where reports came in since."""
    found = ledger.query("SELECT count(*) AS n FROM duckdb_tables() WHERE table_name = 'linked_events'")
    if not found[0]["n"]:
        raise UsageError(f"{ledger.path} is not linked yet (or its views were rebuilt); run `dragoman link` first")
    new = ledger.query("SELECT count(*) AS n FROM reports WHERE id NOT IN (SELECT report_id FROM report_links)")
    if new[0]["n"]:
        tell(f"{new[0]['n']} reports were added since the ledger was linked; `dragoman link` takes them in")


def _show(rows: Sequence[Row], form: str | None) -> None:
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "table":
        Console().print(_table(rows))
    elif form == "jsonl":
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=str))
    else:
        writer = csv.writer(sys.stdout)
        if rows:
            writer.writerow(rows[0])
        writer.writerows([json.dumps(v) if isinstance(v, list) else v for v in row.values()] for row in rows)


def _table(rows: Sequence[Row]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in rows[0] if rows else ():
        table.add_column(name, overflow="fold", style="dim" if name in ("id", "day") else "")
    for row in rows:
        cells = [str(v)[:8] if k == "id" else "" if v is None else str(v) for k, v in row.items()]
        table.add_row(*(Text(cell) for cell in cells))
    return table
