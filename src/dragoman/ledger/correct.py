"""What a person corrects: ids looked up, values checked, judgements made, and all of it as training data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args

from msgspec import Struct

from dragoman.coding import load_codebook
from dragoman.errors import LedgerError, UsageError
from dragoman.ledger.claims import Judgement
from dragoman.ledger.corrections import EDITS, TABLES, VERDICT, read_field
from dragoman.ledger.filters import PERIOD, STATUSES, find_country
from dragoman.ledger.queries import is_linked
from dragoman.ledger.store import Ledger
from dragoman.records import EventType, Factuality, StatementKind
from dragoman.tables import read_table

Row = dict[str, Any]
PARTIES = ("actors", "recipients", "by", "to", "addressees")
ACTOR_FIELDS = ("start", "end", "text", "code", "sectors", "name", "role", "grounding")


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
        status = _one_of("status", STATUSES)(value)
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


def read_value(ledger: Ledger, row: Row, field: str, value: str) -> Any:
    """The value a person wrote, as its field holds it. UsageError naming the legal ones."""
    if field in PARTIES:
        return [_find_party(ledger, row, part) for part in value.split(";") if part.strip()]
    if field == "speaker":
        return _find_party(ledger, row, value) if value.strip() else None
    read = _READERS.get(field)
    return read(value) if read else value or None


def _one_of(name: str, legal: Sequence[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        for one in legal:
            if one.casefold() == value.casefold():
                return one
        raise UsageError(f"{name} {value!r} is not known; one of: {', '.join(legal)}")

    return read


def _contexts(value: str) -> list[str]:
    legal = list(dict.fromkeys(row["context"] for row in read_table("contexts")))
    return [_one_of("context", legal)(part.strip()) for part in value.split(",") if part.strip()]


def _number(low: float, high: float) -> Callable[[str], float]:
    def read(value: str) -> float:
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            raise UsageError(f"{value!r} is no number from {low:g} to {high:g}")
        return number

    return read


def _day(value: str) -> str | None:
    if value and not (len(value) == 10 and PERIOD.fullmatch(value)):
        raise UsageError(f"{value!r} is no day; write YYYY-MM-DD, or '' for unknown")
    return value or None


def _country(value: str) -> str | None:
    return find_country(value) if value else None


_READERS: dict[str, Callable[[str], Any]] = {
    "event_type": _one_of("type", get_args(EventType)),
    "factuality": _one_of("factuality", get_args(Factuality)),
    "kind": _one_of("kind", get_args(StatementKind)),
    "quad_class": lambda value: int(_one_of("quad", ("1", "2", "3", "4"))(value)),
    "intensity": _number(-10, 10),
    "confidence": _number(0, 1),
    "contexts": _contexts,
    "when_from": _day, "when_to": _day, "due_from": _day, "due_to": _day,
    "country": _country,
}  # fmt: skip


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


def _find_party(ledger: Ledger, row: Row, written: str) -> Row:
    """`WORDS` or `WORDS=CODE`: the report's own words, near the claim first, with what is known of them."""
    words, _, code = (part.strip() for part in written.partition("="))
    known = ledger.query(
        "SELECT * FROM mentions WHERE coding = ? AND kind = 'actor' AND lower(text) = lower(?)", [row["coding"], words]
    )
    texts = ledger.query("SELECT text FROM texts WHERE report_id = ?", [row["report_id"]])
    text, near = (texts[0]["text"] if texts else ""), row.get("sentence_start") or 0
    start = text.find(words, near) if text.find(words, near) >= 0 else text.find(words)
    if not words or (start < 0 and not known):
        raise UsageError(f"{words!r} does not stand in the report; write WORDS or WORDS=CODE with its own words")
    at = min(known, key=lambda k: abs(k["start"] - near)) if known else None
    found: Row = {"start": start, "end": start + len(words), "text": words, "sectors": []}
    actor: Row = {**dict.fromkeys(ACTOR_FIELDS), **found}
    if at is not None:
        actor |= {name: at[name] for name in ACTOR_FIELDS} | {"sectors": at["sectors"] or []}
    return {**actor, "code": code.upper() or actor["code"]}


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
