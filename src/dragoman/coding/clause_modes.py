"""The mode of an act from the words of its clause: what is asked, refused or threatened, by what means people talk, and
what the act is the outcome of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cache
from pathlib import Path

import msgspec

from dragoman.coding.clauses import SUBORDINATE
from dragoman.coding.codebook import Codebook
from dragoman.coding.units import SentenceView
from dragoman.errors import TableError
from dragoman.records import EventCandidate
from dragoman.tables import read_table

# How many words behind an act may tell what it is about.
_REACH = 14
# What follows tells why, when or on which condition.
_ASIDE = SUBORDINATE | {"over"}
# Modes of violence whose outcome is told by a participle: "fired into the crowd, killing nine".
_WEAPONS = frozenset(
    ["firearms", "explosives", "heavy-weapons", "aerial", "drone", "suicide-attack", "primitive", "unconventional"]
)
_OUTCOMES = frozenset(("killing", "wounding", "injuring", "maiming", "hitting", "leaving"))


def find_clause_mode(
    s: SentenceView, kind: str, used: Sequence[int], limit: int, parties: Set[int], overlay: Path | None
) -> str | None:
    """The mode that the words behind those `used` by an act of the type `kind` give it, None where none does.

    `limit` is the end of its clause, `parties` are the words that name who acts and who is acted upon.
    """
    modes = _modes(overlay).get(kind, {})
    for at in range(used[0] + 1 if kind == "CONSULT" else used[-1] + 1, min(limit, used[-1] + 1 + _REACH)):
        if s.low[at] in _ASIDE or (kind == "THREATEN" and s.low[at] == "against"):
            return None
        if at not in parties and (mode := modes.get(s.lemma[at]) or modes.get(s.low[at])):
            return mode
    return None


def lend_modes(events: Iterable[EventCandidate], codebook: Codebook) -> list[EventCandidate]:
    """The acts of a sentence; violence told as the outcome of the act before it has the mode of that: "fired into the
    crowd, *killing* nine"."""
    told: list[EventCandidate] = []
    for event in events:
        before = told[-1] if told else None
        outcome = event.event_type == "ASSAULT" and event.mode is None and event.trigger.text in _OUTCOMES
        if outcome and before is not None and before.event_type == "ASSAULT" and before.mode in _WEAPONS:
            event = msgspec.structs.replace(event, mode=before.mode, cameo=codebook.entry("ASSAULT", before.mode).cameo)
        told.append(event)
    return told


@cache
def _modes(overlay: Path | None) -> dict[str, dict[str, str]]:
    """By type: the mode that each word gives.

    Raises TableError where an entry names no mode or two rows of a type have the same word.
    """
    found: dict[str, dict[str, str]] = {}
    for row in read_table("clause_modes", overlay):
        kind, _, mode = row["entry"].partition(".")
        for word in row["words"].split():
            if not mode or found.setdefault(kind, {}).setdefault(word, mode) != mode:
                raise TableError(f"clause_modes.tsv: {row['entry']!r}: {word!r} needs one mode of its type, as in A.b")
    return found
