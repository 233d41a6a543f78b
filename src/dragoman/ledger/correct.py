"""What a person corrects: ids looked up, values checked, judgements made."""

from __future__ import annotations

import json
from typing import Any

from msgspec import Struct

from dragoman.coding import load_codebook
from dragoman.errors import LedgerError, UsageError
from dragoman.ledger.claims import Judgement
from dragoman.ledger.corrections import EDITS, TABLES, VERDICT
from dragoman.ledger.filters import STATUSES
from dragoman.ledger.queries import is_linked
from dragoman.ledger.store import Ledger
from dragoman.ledger.values import pick_one, read_value

Row = dict[str, Any]


class Decision(Struct, frozen=True):
    """Who decides, when (ISO 8601, to the microsecond: it tells decisions apart) and why."""

    person: str
    decided_at: str
    why: str | None = None

    def judge(self, kind: str, subject: str, **said: str | None) -> Judgement:
        """A judgement of this decision."""
        return Judgement(
            kind, subject, why=self.why, person=self.person, decided_at=self.decided_at, **said,  # type: ignore[arg-type]
        )  # fmt: skip


class Target(Struct, frozen=True):
    """What an id stands for: claims of one table, or reports; of a linked event or promise all its mentions.

    Of an actor (table `actors`) the ids of its names.
    """

    table: str
    ids: tuple[str, ...]
    whole: bool = False


GROUPS = {
    "events": "SELECT mention_ids AS ids FROM linked_events WHERE starts_with(id, ?)",
    "commitments": "SELECT members AS ids FROM commitment_states WHERE starts_with(id, ?)",
    "actors": "SELECT list(DISTINCT name_id ORDER BY name_id) AS ids FROM actor_links WHERE starts_with(actor_id, ?) "
    "GROUP BY actor_id",
}
KINDS = {"events": "same_event", "reports": "same_story", "actors": "same_actor"}


def find_target(ledger: Ledger, wanted: str) -> Target:
    """The row that an id, or its beginning, names. LedgerError where there is none, UsageError where several."""
    found: list[Target] = []
    for table in (*TABLES, "reports"):
        rows = ledger.query(f"SELECT DISTINCT id FROM {table} WHERE starts_with(id, ?)", [wanted])
        found += [Target(table, (row["id"],)) for row in rows]
    for table, sql in GROUPS.items() if is_linked(ledger) else ():
        found += [Target(table, tuple(row["ids"]), whole=True) for row in ledger.query(sql, [wanted])]
    if not found or not wanted:
        raise LedgerError(
            f"there is no row {wanted!r} in this ledger; `dragoman events`, `statements`, `commitments` and "
            "`happenings`, `actors` show the ids that are there"
        )
    if len({target.ids for target in found}) > 1:
        some = ", ".join(sorted(f"{t.ids[0][:12]} ({t.table})" for t in found)[:5])
        raise UsageError(f"{wanted!r} is the beginning of {len(found)} ids: {some}; write more of it")
    return found[0]


def judge_verdict(ledger: Ledger, wanted: str, verdict: str, decision: Decision) -> list[Judgement]:
    """Accept or reject a claim, or every mention of a linked event."""
    target = _claims(ledger, wanted)
    return [decision.judge("correction", i, field=VERDICT, value=json.dumps(verdict)) for i in target.ids]


def judge_edit(ledger: Ledger, wanted: str, field: str, value: str, decision: Decision) -> list[Judgement]:
    """Give a field of a claim another value. An event's type brings quad class, intensity and mode with it.

    The `status` of a commitment is what became of it, over all that is computed.
    """
    target = _claims(ledger, wanted)
    if target.table == "commitments" and field == "status":
        status = pick_one("status", STATUSES)(value)
        return [decision.judge("commitment_status", i, value=status) for i in target.ids]
    legal = EDITS[target.table]
    if field not in legal:
        more = ", status" if target.table == "commitments" else ""
        raise UsageError(f"{field!r} cannot be edited in {target.table}; one of: {', '.join(legal)}{more}")
    made = []
    for claim in target.ids:
        row = _read_claim(ledger, target.table, claim)
        if field in ("country", "place_name") and row["place"] is None:
            raise UsageError(f"{claim} names no place, so it has no {field} to edit")
        edits = {field: read_value(ledger, row, field, value)}
        if field in ("event_type", "mode"):
            edits = _with_scores(row, edits)
        made += [
            decision.judge("correction", claim, field=name, value=json.dumps(new, ensure_ascii=False))
            for name, new in edits.items()
        ]
    return made


def judge_merge(ledger: Ledger, wanted: str, other: str, decision: Decision) -> list[Judgement]:
    """Say that two event mentions, or linked events, tell one event, two reports one story, two names one actor."""
    one, two = _grouped(ledger, wanted), _grouped(ledger, other)
    if one.table != two.table:
        raise UsageError(f"{wanted!r} is of {one.table} and {other!r} of {two.table}; only rows of one kind merge")
    if set(one.ids) & set(two.ids):
        raise UsageError(f"{wanted!r} and {other!r} are one row already")
    kind = KINDS[one.table]
    rest = [i for i in (*one.ids, *two.ids) if i != one.ids[0]]
    return [decision.judge(kind, i, object_id=one.ids[0], value="same") for i in rest]


def judge_split(ledger: Ledger, wanted: str, decision: Decision) -> list[Judgement]:
    """Take an event mention out of its event, or a report out of its story.

    A linked event falls into its mentions, an actor into its names.
    """
    target = _grouped(ledger, wanted)
    return [decision.judge(KINDS[target.table], i, value="alone") for i in target.ids]


def judge_undo(ledger: Ledger, wanted: str, decision: Decision) -> list[Judgement]:
    """Take back a judgement, with all that was decided together with it."""
    rows = ledger.query("SELECT * FROM judgements WHERE starts_with(id, ?)", [wanted]) if wanted else []
    if not rows:
        raise LedgerError(f"there is no judgement {wanted!r} in this ledger; `dragoman judgements` lists them")
    if len(rows) > 1:
        raise UsageError(f"{wanted!r} is the beginning of {len(rows)} judgements; write more of it")
    row = rows[0]
    if row["kind"] in ("undo", "retention"):
        raise UsageError(f"{row['id']} is of kind {row['kind']}, which is not undone; decide anew instead")
    together = ledger.query(
        "SELECT id FROM standing_judgements WHERE id = $1 OR (person = $2 AND decided_at = $3 AND kind = $4) "
        "ORDER BY id",
        [row["id"], row["person"], row["decided_at"], row["kind"]],
    )
    if row["id"] not in {r["id"] for r in together}:
        raise UsageError(f"judgement {row['id']} was undone already")
    return [decision.judge("undo", r["id"]) for r in together]


def _claims(ledger: Ledger, wanted: str) -> Target:
    target = find_target(ledger, wanted)
    if target.table not in TABLES:
        kind = "a report" if target.table == "reports" else "an actor"
        raise UsageError(f"{wanted!r} is {kind}; correct its events, statements or commitments")
    return target


def _grouped(ledger: Ledger, wanted: str) -> Target:
    target = find_target(ledger, wanted)
    if target.table not in KINDS:
        raise UsageError(
            f"{wanted!r} is of {target.table}; events, reports and actors are grouped, so name an event of it"
        )
    return target


def _read_claim(ledger: Ledger, table: str, claim: str) -> Row:
    """The claim as its newest coding gives it."""
    rows: list[Row] = ledger.query(f"SELECT * FROM {table} WHERE id = ? ORDER BY coding DESC LIMIT 1", [claim])
    current: list[Row] = ledger.query(f"SELECT * FROM current_{table[:-1]}_rows WHERE id = ?", [claim])
    return (current or rows)[0]


def _with_scores(row: Row, edits: Row) -> Row:
    """The edit of a type or mode with what the codebook says of them."""
    book = load_codebook()
    kind: str = edits["event_type"] if "event_type" in edits else row["event_type"]
    modes = [mode for known, mode in book.entries if known == kind and mode]
    if edits.get("mode") and edits["mode"] not in modes:
        raise UsageError(f"mode {edits['mode']!r} is not one of {kind}; one of: {', '.join(modes) or 'none'}")
    mode = edits["mode"] if "mode" in edits else row["mode"] if row["mode"] in modes else None
    entry = book.entry(kind, mode)
    return {**edits, "mode": mode, "quad_class": entry.quad, "intensity": entry.intensity}
