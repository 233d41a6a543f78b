"""What a ledger holds besides coded reports: methods, judgements, counts of an append, faults."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dragoman.ids import hash_fields

JudgementKind = Literal[
    "same_event", "same_story", "copy_of", "same_actor", "commitment_status", "correction", "retention", "undo"
]


class Method(Struct, frozen=True):
    """A coder or linker: its name, its version, a hash of the code, tables and model that decide."""

    name: str
    version: str
    hash: str

    @property
    def id(self) -> str:
        """The id under which its claims are kept."""
        return hash_fields("method", self.name, self.version, self.hash)

    @property
    def rank(self) -> tuple[int, ...]:
        """The numbers of the version, for ordering: 0.10.1 gives (0, 10, 1)."""
        numbers = [part for part in self.version.replace("-", ".").replace("+", ".").split(".") if part.isdigit()]
        return tuple(int(n) for n in numbers)


class Judgement(Struct, frozen=True):
    """What a method or a person decided about claims.

    `subject_id` is the claim, report or judgement decided about; `object_id` the other of a pair, or the later
    claim that caused it. `field` and `value` say what (value as text or JSON). A judgement is by a method
    (`method_id`) or by a person (`person`, with `decided_at` in ISO 8601 and `why`).
    """

    kind: JudgementKind
    subject_id: str
    object_id: str | None = None
    field: str | None = None
    value: str | None = None
    score: float | None = None
    explanation: str | None = None
    why: str | None = None
    method_id: str | None = None
    person: str | None = None
    decided_at: str | None = None

    @property
    def id(self) -> str:
        """Hash of what identifies it: kind, subject, object, field, value, who, and for a person when."""
        raw = (self.kind, self.subject_id, self.object_id, self.field, self.value, self.method_id, self.person,
               self.decided_at)  # fmt: skip
        return hash_fields("judgement", *(part or "" for part in raw))


class AppendCount(Struct, frozen=True):
    """How many rows an append added, and how many it found there already."""

    reports: int = 0
    codings: int = 0
    events: int = 0
    statements: int = 0
    commitments: int = 0
    known: int = 0

    def __add__(self, other: AppendCount) -> AppendCount:
        return AppendCount(*(a + b for a, b in zip(_values(self), _values(other), strict=True)))


def _values(count: AppendCount) -> tuple[int, ...]:
    return (count.reports, count.codings, count.events, count.statements, count.commitments, count.known)


class Fault(Struct, frozen=True):
    """Something `verify` found wrong: which check, which row, and how."""

    check: str
    id: str
    message: str
