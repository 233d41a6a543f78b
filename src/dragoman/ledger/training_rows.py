"""What persons corrected, as rows to learn from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dragoman.ledger.corrections import EDITS, TABLES, read_field
from dragoman.ledger.store import Ledger

Row = dict[str, Any]


def list_training(ledger: Ledger) -> Iterator[Row]:
    """Standing decisions of persons as rows to learn from, in order of time.

    A row: judgement, kind, table, id, report_id, source, text (the span, the sentence of an event), start, end,
    words (its trigger, statement or promise), field, old, new, other (of a pair), person, decided_at, why.
    """
    rows = ledger.query(
        "SELECT * FROM standing_judgements WHERE person IS NOT NULL AND kind <> 'retention' ORDER BY decided_at, id"
    )
    for j in rows:
        claim = _describe(ledger, j["subject_id"], j["field"])
        new = json.loads(j["value"]) if j["kind"] == "correction" else j["value"]
        yield {
            "judgement": j["id"], "kind": j["kind"], **claim, "field": j["field"] or j["kind"],
            "old": claim["old"], "new": new, "other": j["object_id"],
            **{name: j[name] for name in ("person", "decided_at", "why")},
        }  # fmt: skip


def _describe(ledger: Ledger, subject: str, field: str | None) -> Row:
    for table in TABLES:
        found = ledger.query(f"SELECT * FROM {table} WHERE id = ? ORDER BY coding DESC LIMIT 1", [subject])
        if found:
            row = found[0]
            start, end, words = _stretch(row, table)
            texts = ledger.query(
                "SELECT r.source, t.text FROM reports r LEFT JOIN texts t ON t.report_id = r.id WHERE r.id = ?",
                [row["report_id"]],
            )[0]
            text = texts["text"][start:end] if texts["text"] is not None else None
            old = read_field(row, field) if field and field in EDITS[table] else None
            return {"table": table, "id": subject, "report_id": row["report_id"], "source": texts["source"],
                    "text": text, "start": start, "end": end, "words": words, "old": old}  # fmt: skip
    return {"table": "reports", "id": subject, "report_id": subject, "source": None, "text": None, "start": None,
            "end": None, "words": None, "old": None}  # fmt: skip


def _stretch(row: Row, table: str) -> tuple[int, int, str]:
    """Where the text of a claim begins and ends, and its words."""
    if table == "events":
        return row["sentence_start"], row["sentence_end"], row["trigger"]["text"]
    if table == "commitments":
        return row["what"]["start"], row["what"]["end"], row["what"]["text"]
    content = row["content"]
    return content[0]["start"], content[-1]["end"], " … ".join(span["text"] for span in content)
