"""What the verbs of correction do: look up, judge, append, say how it is taken back; list and export."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.ledger import Judgement, Ledger
from dragoman.ledger.correct import Decision
from dragoman.ledger.queries import is_linked
from dragoman.ledger.training_rows import list_training
from dragoman.ledger_run import Where
from dragoman.listings import draw_judgements
from dragoman.show import show_rows

Judge = Callable[[Ledger, Decision], list[Judgement]]


def name_user() -> str:
    """The name of the user; UsageError where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise UsageError("the system knows no user name; say --who") from None


def run_correction(where: Where, who: str | None, why: str | None, judge: Judge) -> int:
    """Append what `judge` makes of the ledger and say its id."""
    decision = Decision(who or name_user(), datetime.now(UTC).isoformat(timespec="microseconds"), why)
    with where.open(read_only=False) as ledger:
        made = judge(ledger, decision)
        ledger.append_judgements(made)
        linked = is_linked(ledger)
    more = f" (and {len(made) - 1} that go with it)" if len(made) > 1 else ""
    grouped = linked or any(j.kind.startswith("same_") for j in made)
    then = "; `dragoman link` takes it into events and promises" if grouped else ""
    back = "" if made[0].kind == "undo" else f"; `dragoman undo {made[0].id[:12]}` takes it back"
    where.tell(f"recorded judgement {made[0].id}{more} by {decision.person}{back}{then}")
    return 0


def run_judgements(where: Where, form: str | None) -> int:
    """List standing judgements by persons, newest last."""
    with where.open() as ledger:
        rows: list[dict[str, Any]] = ledger.query(
            "SELECT id, kind, subject_id AS subject, field, value, object_id AS other, person, decided_at, why "
            "FROM standing_judgements WHERE person IS NOT NULL ORDER BY decided_at, id"
        )
    show_rows(rows, form, draw_judgements)
    return 0


def run_export(where: Where, file: Path) -> int:
    """Write standing decisions as training data, one JSON object a line."""
    if file.exists():
        raise UsageError(f"{file} exists; nothing is overwritten: give another name")
    with where.open() as ledger:
        lines = [json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in list_training(ledger)]
    try:
        with file.open("x", encoding="utf-8") as out:
            out.writelines(lines)
    except OSError as e:
        raise UsageError(f"{file}: cannot be written: {e.strerror}; choose another place") from e
    where.tell(f"wrote {len(lines)} corrections to {file}")
    return 0
