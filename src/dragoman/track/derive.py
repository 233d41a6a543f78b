"""The account of a whole ledger: linked, tracked, and written to its derived tables.

Derived tables: report_links, event_links, actor_groups, actor_links (by link); linked_events, disagreements,
commitment_states, commitment_changes, stories, threads, readouts, and link_basis, which says of which claims and
judgements they are pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from dragoman.ledger import Ledger
from dragoman.link.account import Links, link_reports
from dragoman.link.derive import link_ledger, list_rows, read_judgements, read_reports
from dragoman.link.judgements import Decided
from dragoman.records import Coded
from dragoman.track.commitments import CommitmentChange, CommitmentState, follow_commitments
from dragoman.track.disagreements import Disagreement
from dragoman.track.events import Event, list_events
from dragoman.track.readouts import ReadoutCell, compare_meetings
from dragoman.track.stories import Story, list_stories
from dragoman.track.threads import Thread, group_threads, list_threads

_TEXTS, _INT, _BOOL, _REAL = "VARCHAR[]", "INTEGER", "BOOLEAN", "DOUBLE"
COLUMNS: dict[str, dict[str, str]] = {
    "linked_events": {
        "contexts": _TEXTS, "actors": _TEXTS, "actor_codes": _TEXTS, "recipients": _TEXTS, "recipient_codes": _TEXTS,
        "mention_ids": _TEXTS, "quad_class": _INT, "intensity": _REAL, "reports": _INT, "origins": _INT,
        "disagreements": _INT, "confidence": _REAL, "places": _TEXTS, "sources": _TEXTS, "publishers": _TEXTS,
        "parties": "STRUCT(name VARCHAR, text VARCHAR, code VARCHAR, sectors VARCHAR[])[]",
    },
    "disagreements": {"reports": _INT, "origins": _INT, "mention_ids": _TEXTS},
    "commitment_states": {
        "members": _TEXTS, "by": _TEXTS, "to": _TEXTS, "by_names": _TEXTS, "to_names": _TEXTS, "inferred": _BOOL,
    },
    "commitment_changes": {"start": _INT, "end": _INT, "score": _REAL},
    "stories": {"reports": _TEXTS, "origins": _INT},
    "threads": {"actor_codes": _TEXTS, "words": _TEXTS, "contexts": _TEXTS, "reports": _TEXTS, "events": _TEXTS},
    "readouts": {"line": _INT, "says": _BOOL, "start": _INT, "end": _INT},
}  # fmt: skip
KINDS: tuple[tuple[str, type[Struct]], ...] = (
    ("linked_events", Event),
    ("disagreements", Disagreement),
    ("commitment_states", CommitmentState),
    ("commitment_changes", CommitmentChange),
    ("stories", Story),
    ("threads", Thread),
    ("readouts", ReadoutCell),
)


class Account(Struct, frozen=True):
    """What happened, as all reports together tell it; every list in order of ids."""

    links: Links
    events: tuple[Event, ...]
    disagreements: tuple[Disagreement, ...]
    commitments: tuple[CommitmentState, ...]
    changes: tuple[CommitmentChange, ...]
    stories: tuple[Story, ...]
    threads: tuple[Thread, ...]
    readouts: tuple[ReadoutCell, ...]


def make_account(
    reports: Sequence[Coded], judgements: Iterable[Decided] = (), *, links: Links | None = None,
    as_of: str | None = None, overlay: Path | None = None,
) -> Account:  # fmt: skip
    """Link and track coded reports; neither their order nor that of the judgements matters."""
    decided = list(judgements)
    ordered = sorted(reports, key=lambda c: c.article.id)
    found = link_reports(ordered, decided, overlay) if links is None else links
    events, disagreements = list_events(ordered, found)
    thread_of = group_threads(ordered)
    commitments, changes = follow_commitments(ordered, found, decided, as_of, thread_of)
    readouts = compare_meetings(events, ordered, found, overlay)
    return Account(
        found, tuple(events), tuple(disagreements), tuple(commitments), tuple(changes),
        tuple(list_stories(ordered, found)), tuple(list_threads(ordered, found, events, thread_of)), tuple(readouts),
    )  # fmt: skip


def derive_account(ledger: Ledger, *, as_of: str | None = None, overlay: Path | None = None) -> Account:
    """Link and track a ledger and write all derived tables; stopped in between, the ledger counts as not linked."""
    basis = {**read_basis(ledger), "as_of": as_of}
    ledger.write_table("link_basis", dict.fromkeys(basis, "VARCHAR"), [])
    reports, judgements = read_reports(ledger), read_judgements(ledger)
    links = link_ledger(ledger, reports, overlay)
    account = make_account(reports, judgements, links=links, as_of=as_of, overlay=overlay)
    for (name, kind), rows in zip(KINDS, list_tables(account), strict=True):
        columns = {field: COLUMNS[name].get(field, "VARCHAR") for field in kind.__struct_fields__}
        ledger.write_table(name, columns, list_rows(rows))
    ledger.write_table("link_basis", dict.fromkeys(basis, "VARCHAR"), [basis])
    return account


def list_tables(account: Account) -> tuple[Sequence[Struct], ...]:
    """The rows of the tables of KINDS, in that order."""
    return (
        account.events, account.disagreements, account.commitments, account.changes, account.stories, account.threads,
        account.readouts,
    )  # fmt: skip


def read_basis(ledger: Ledger) -> dict[str, str | None]:
    """What an account stands on: hashes of the newest codings and the standing judgements, and this program."""
    (basis,) = ledger.query(
        "SELECT (SELECT md5(string_agg(report_id || ' ' || method_id, ',' ORDER BY report_id)) FROM current_codings) "
        "AS codings, (SELECT md5(string_agg(id, ',' ORDER BY id)) FROM standing_judgements) AS judgements"
    )
    return {**basis, "program": version("dragoman")}
