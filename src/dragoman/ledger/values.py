"""The value that a person wrote for a field of a claim, read as the field holds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

from dragoman.errors import UsageError
from dragoman.ledger.filters import PERIOD, find_country
from dragoman.ledger.store import Ledger
from dragoman.records import EventType, Factuality, StatementKind
from dragoman.tables import read_table

Row = dict[str, Any]
PARTIES = ("actors", "recipients", "by", "to", "addressees")
ACTOR_FIELDS = ("start", "end", "text", "code", "sectors", "name", "role", "grounding")


def read_value(ledger: Ledger, row: Row, field: str, value: str) -> Any:
    """The value a person wrote, as its field holds it. UsageError naming the legal ones."""
    if field in PARTIES:
        return [_find_party(ledger, row, part) for part in value.split(";") if part.strip()]
    if field == "speaker":
        return _find_party(ledger, row, value) if value.strip() else None
    read = _READERS.get(field)
    return read(value) if read else value or None


def pick_one(name: str, legal: Sequence[str]) -> Callable[[str], str]:
    """What reads one of `legal` in any case; UsageError names them."""

    def read(value: str) -> str:
        for one in legal:
            if one.casefold() == value.casefold():
                return one
        raise UsageError(f"{name} {value!r} is not known; one of: {', '.join(legal)}")

    return read


def _contexts(value: str) -> list[str]:
    legal = list(dict.fromkeys(row["context"] for row in read_table("contexts")))
    return [pick_one("context", legal)(part.strip()) for part in value.split(",") if part.strip()]


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
    "event_type": pick_one("type", get_args(EventType)),
    "factuality": pick_one("factuality", get_args(Factuality)),
    "kind": pick_one("kind", get_args(StatementKind)),
    "quad_class": lambda value: int(pick_one("quad", ("1", "2", "3", "4"))(value)),
    "intensity": _number(-10, 10),
    "confidence": _number(0, 1),
    "contexts": _contexts,
    "when_from": _day, "when_to": _day, "due_from": _day, "due_to": _day,
    "country": _country,
}  # fmt: skip


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
