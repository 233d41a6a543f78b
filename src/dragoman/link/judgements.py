"""Judgements over groups: what a method or a person decided wins over what was computed.

Order, lowest first: computed groups; judgements by methods, by id; judgements by persons, by date and id. A later
one wins over an earlier one. `value` "same" joins the groups of the two rows whole; "different" takes the subject
out of the group it shares with the object, "alone" out of any group, into one of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

SAME, DIFFERENT, ALONE = "same", "different", "alone"


class Decided(Protocol):
    """What applying a judgement needs of it (dragoman.ledger.Judgement has it)."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def subject_id(self) -> str: ...
    @property
    def object_id(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...
    @property
    def person(self) -> str | None: ...
    @property
    def decided_at(self) -> str | None: ...
    @property
    def why(self) -> str | None: ...


D = TypeVar("D", bound=Decided)


def order_judgements(judgements: Iterable[D]) -> list[D]:
    """Judgements in the order in which they are applied: methods before persons, earlier before later."""
    return sorted(judgements, key=lambda j: (j.person is not None, j.decided_at or "", j.id))


def apply_pairs(groups: Mapping[str, str], judgements: Iterable[Decided], kind: str) -> dict[str, str]:
    """The groups (member to group name) after the judgements of `kind`; rows that are not here are passed over.

    Names stay those of the computed groups; a joined group keeps the lesser name, a member taken out is named
    by itself until `hash_fields` names it anew.
    """
    found = dict(groups)
    for j in order_judgements(judgements):
        if j.kind == kind and j.value == ALONE and j.subject_id in found:
            found[j.subject_id] = f"{found[j.subject_id]}/{j.subject_id}"
        if j.kind != kind or j.object_id is None or j.subject_id not in found or j.object_id not in found:
            continue
        one, other = found[j.subject_id], found[j.object_id]
        if j.value == SAME and one != other:
            kept, left = sorted((one, other))
            found = {member: kept if name == left else name for member, name in found.items()}
        elif j.value == DIFFERENT and one == other:
            found[j.subject_id] = f"{one}/{j.subject_id}"
    return found
