"""The verbs that turn rows into rows: classify, resolve, factuality, cluster."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import InputError, UsageError

Tell = Callable[[str], None]


class PairRow(msgspec.Struct):
    """A sentence with the spans of who acts and who is acted on."""

    id: str
    text: str
    source: tuple[int, int]
    target: tuple[int, int]


class PhraseRow(msgspec.Struct):
    """An actor phrase, with the sentence it stands in and the date of the report."""

    id: str
    text: str
    context: str | None = None
    date: str | None = None


class TriggerRow(msgspec.Struct):
    """A sentence with the span of the word that tells the act."""

    id: str
    text: str
    trigger: tuple[int, int]


class ReportRow(msgspec.Struct):
    """A report to be grouped with others."""

    id: str
    text: str
    title: str | None = None
    published_at: str | None = None


def _span(row_id: str, text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    if not 0 <= start < end <= len(text):
        raise UsageError(f"row {row_id}: span [{start}, {end}] is not inside its text of {len(text)} characters")
    return span


def _classify(row: PairRow, overlay: Path | None) -> dict[str, Any]:
    from dragoman.annotate.encoder import load_encoder
    from dragoman.coding import load_codebook
    from dragoman.coding.predicates import classify_jointly

    source, target = _span(row.id, row.text, row.source), _span(row.id, row.text, row.target)
    event_type, scores = classify_jointly(row.text, source, target, load_codebook(overlay), load_encoder())
    return {"id": row.id, "event_type": event_type, "scores": {k: round(v, 4) for k, v in scores.items()}}


def _resolve(row: PhraseRow, overlay: Path | None) -> dict[str, Any]:
    from dragoman.ground.resolve import resolve_phrase

    actor = resolve_phrase(row.text, row.context, row.date, overlay=overlay)
    fields = {k: getattr(actor, k) for k in ("code", "sectors", "name", "role")}
    return {"id": row.id, **fields}


def _factuality(row: TriggerRow, overlay: Path | None) -> dict[str, Any]:
    from dragoman.annotate.encoder import load_encoder
    from dragoman.coding import score_factuality

    trigger = _span(row.id, row.text, row.trigger)
    factuality, score = score_factuality(row.text, trigger, overlay=overlay, encoder=load_encoder())
    return {"id": row.id, "factuality": factuality, "score": round(score, 3)}


def _cluster(rows: list[ReportRow]) -> Iterator[dict[str, Any]]:
    from dragoman.link.stories import Report, group_reports

    reports = [Report(r.id, r.title or "", r.text, r.published_at) for r in rows]
    for grouped in group_reports(reports):
        yield msgspec.structs.asdict(grouped)


ONE_BY_ONE: dict[str, tuple[type, Callable[[Any, Path | None], dict[str, Any]]]] = {
    "classify": (PairRow, _classify),
    "resolve": (PhraseRow, _resolve),
    "factuality": (TriggerRow, _factuality),
}


def run_rows(verb: str, file: str, overlay: Path | None, tell: Tell) -> int:
    """Read rows of `file`, write the verb's rows; 1 when some row could not be used (each is told)."""
    bad = 0

    def good(kind: type) -> Iterator[Any]:
        nonlocal bad
        for number, line in enumerate(_lines(file), 1):
            if not line.strip():
                continue
            try:
                yield msgspec.json.decode(line, type=kind)
            except (msgspec.MsgspecError, UnicodeDecodeError) as e:
                tell(f"{file}:{number}: not a row of {verb}: {e}; the line is left out")
                bad += 1

    if verb == "cluster":
        _write(_cluster(list(good(ReportRow))))
        return 1 if bad else 0
    kind, answer = ONE_BY_ONE[verb]
    for row in good(kind):
        try:
            _write([answer(row, overlay)])
        except UsageError as e:
            where = f"row {row.id}: "
            tell(f"{file}: {'' if str(e).startswith(where) else where}{e}; the row is left out")
            bad += 1
    return 1 if bad else 0


def _lines(file: str) -> Iterable[bytes]:
    if file == "-":
        yield from sys.stdin.buffer
        return
    try:
        with open(file, "rb") as handle:
            yield from handle
    except OSError as e:
        raise InputError(file, "unreadable", f"cannot be read: {e.strerror}") from e


def _write(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        sys.stdout.write(msgspec.json.encode(row).decode("utf-8") + "\n")
