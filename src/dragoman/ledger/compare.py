"""What changed between two method versions: events added, removed, and read differently, on the same reports."""

from __future__ import annotations

from typing import Any

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger.store import Ledger

Row = dict[str, Any]
# What is compared of an event that both found (its type and trigger are its identity), as one readable value.
COMPARED = {
    "mode": "mode",
    "contexts": "array_to_string(contexts, ' ')",
    "cameo": "cameo",
    "factuality": "factuality",
    "confidence": "confidence",
    "actors": "array_to_string([coalesce(x.name, x.text) || ' ' || coalesce(x.code, '?') for x in actors], '; ')",
    "recipients": "array_to_string([coalesce(x.name, x.text) || ' ' || coalesce(x.code, '?') for x in recipients], "
    "'; ')",
    "place": "coalesce(place.country, '?') || ' ' || place.text",
    "when": 'coalesce("when"."from", \'\') || \'/\' || coalesce("when"."to", \'\')',
    "speaker": "coalesce(speaker.name, speaker.text)",
}


def list_methods(ledger: Ledger) -> list[Row]:
    """Coders of this ledger from the oldest to the newest, with the number of reports each has coded."""
    return list(
        ledger.query(
            "SELECT m.id, m.name, m.version, m.hash, count(c.number) AS reports FROM methods m "
            "LEFT JOIN codings c ON c.method_id = m.id "
            "GROUP BY m.id, m.name, m.version, m.hash, m.rank, m.number ORDER BY m.rank, m.number"
        )
    )


def find_method(ledger: Ledger, wanted: str) -> Row:
    """The method whose id or hash begins with `wanted`, or whose version it is; the newest where several are."""
    found = [
        m for m in list_methods(ledger)
        if m["id"].startswith(wanted) or m["hash"].startswith(wanted) or m["version"] == wanted
    ]  # fmt: skip
    if not found:
        known = ", ".join(f"{m['version']} ({m['id'][:8]})" for m in list_methods(ledger)) or "none yet"
        raise UsageError(f"no method {wanted!r} in this ledger; there are: {known}")
    return found[-1]


def list_changes(ledger: Ledger, old: str | None = None, new: str | None = None) -> list[Row]:
    """Events that differ between methods `old` and `new` (by default the last two), over reports coded by both.

    A row each: change (added, removed, changed), event_id, source, event_type, trigger, field, old, new.
    """
    coders = [m for m in list_methods(ledger) if m["reports"]]
    if len(coders) < 2 and not (old and new):
        raise LedgerError("only one method has coded reports here, so there is nothing to compare; add with another")
    before = find_method(ledger, old)["id"] if old else coders[-2]["id"]
    after = find_method(ledger, new)["id"] if new else coders[-1]["id"]
    columns = ", ".join(f'({sql})::VARCHAR AS "{name}"' for name, sql in COMPARED.items())
    pairs = ", ".join(f'struct_pack(field := \'{n}\', old := o."{n}", new := n."{n}")' for n in COMPARED)
    return list(
        ledger.query(
            f"""
            WITH both_coded AS (SELECT report_id FROM codings WHERE method_id = $1 INTERSECT
                                SELECT report_id FROM codings WHERE method_id = $2),
            o AS (SELECT id, report_id, event_type, trigger.text AS words, {columns} FROM events
                  WHERE method_id = $1 AND report_id IN (FROM both_coded)),
            n AS (SELECT id, report_id, event_type, trigger.text AS words, {columns} FROM events
                  WHERE method_id = $2 AND report_id IN (FROM both_coded)),
            differences AS (
                SELECT CASE WHEN o.id IS NULL THEN 'added' ELSE 'removed' END AS change,
                       coalesce(o.id, n.id) AS event_id,
                       coalesce(o.report_id, n.report_id) AS report_id,
                       coalesce(o.event_type, n.event_type) AS event_type,
                       coalesce(o.words, n.words) AS trigger,
                       struct_pack(field := NULL, old := NULL, new := NULL)::STRUCT(field VARCHAR, old VARCHAR,
                                                                                    new VARCHAR) AS d
                FROM o FULL JOIN n ON o.id = n.id WHERE o.id IS NULL OR n.id IS NULL
                UNION ALL
                SELECT 'changed', o.id, o.report_id, o.event_type, o.words, unnest([{pairs}])
                FROM o JOIN n ON o.id = n.id)
            SELECT change, event_id, r.source, event_type, trigger, d.field, d.old, d.new
            FROM differences JOIN reports r ON r.id = report_id
            WHERE change <> 'changed' OR d.old IS DISTINCT FROM d.new
            ORDER BY r.source, event_id, d.field""",
            [before, after],
        )
    )
