"""What the verbs of link and track do: derive the account, take a person's judgement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

from dragoman.errors import UsageError
from dragoman.ledger import Judgement
from dragoman.ledger.filters import STATUSES
from dragoman.ledger_run import Where
from dragoman.track.derive import derive_account

PairKind = Literal["same_event", "same_story", "copy_of", "commitment_status"]


def run_link(where: Where, as_of: str | None) -> int:
    """Derive the account of the ledger and say what it holds; UsageError where `as_of` is no day."""
    try:
        day = None if as_of is None else date.fromisoformat(as_of).isoformat()
    except ValueError:
        raise UsageError(f"--as-of {as_of!r} is no date; write it as YYYY-MM-DD, as 2021-10-27") from None
    with where.open(read_only=False) as ledger:
        account = derive_account(ledger, as_of=day)
    mentions, events = len(account.links.mentions), len(account.events)
    where.tell(
        f"{where.folder}: {mentions} event mentions tell {events} events in {len(account.threads)} threads; "
        f"{len(account.commitments)} commitments with {len(account.changes)} later claims about them"
    )
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
