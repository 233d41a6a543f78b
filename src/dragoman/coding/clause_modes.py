"""The mode of an act from the words of its clause: what is asked, refused or threatened, by what means people talk, and
what the act is the outcome of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from pathlib import Path

import msgspec

from dragoman.coding.clauses import SUBORDINATE
from dragoman.coding.codebook import Codebook, list_entries
from dragoman.coding.frames import NEGATIONS
from dragoman.coding.means import list_armed_modes
from dragoman.coding.units import SentenceView
from dragoman.errors import TableError
from dragoman.records import EventCandidate
from dragoman.tables import read_table

# How many words behind an act may tell what it is about.
_REACH = 14
# What follows tells why, when or on which condition.
_ASIDE = SUBORDINATE | {"over"}
# What somebody is warned of in such words is what others do, and no threat.
MATTER = frozenset(("against", "about"))
# What leads to how people talk ("in a telephone call"), and what a word for that may stand before.
_THROUGH = frozenset(("by", "via", "in", "on", "over", "through", "during"))
_CALLS = frozenset(("call", "link", "conference", "conversation", "meeting", "talk"))
# "Urged Oslo to stop selling arms": what the deed is matters less than that it is to end.
_ENDING = frozenset(("stop", "halt", "cease", "end", "freeze", "suspend", "refrain", "desist", "avoid"))
# Violence told by a participle has the means of the act whose outcome it is: "fired into the crowd, killing nine".
_OUTCOMES = frozenset(("killing", "wounding", "injuring", "maiming", "hitting", "leaving"))


def find_clause_mode(
    s: SentenceView, kind: str, used: Sequence[int], limit: int, parties: Set[int], overlay: Path | None
) -> str | None:
    """The mode that the words behind those `used` by an act of the type `kind` give it, None where none does.

    `limit` is the end of its clause, `parties` are the words that name who acts and who is acted upon.
    """
    modes = _modes(overlay).get(kind, {})
    if kind == "CONSULT":
        means = (i for i in range(used[0] + 1, min(limit, used[-1] + 1 + _REACH)) if i < used[-1] or _is_channel(s, i))
        return next((mode for i in means if i not in parties and (mode := modes.get(s.lemma[i]))), None)
    for at in range(used[-1] + 1, min(limit, used[-1] + 1 + _REACH)):
        if s.low[at] in _ASIDE or (kind == "THREATEN" and s.low[at] in MATTER):
            return None
        if at not in parties and (mode := modes.get(s.lemma[at]) or modes.get(s.low[at])):
            return mode
    return None


def _is_channel(s: SentenceView, at: int) -> bool:
    """Whether word `at` can tell by what people talk: "by telephone", "in a video call", not "on phone tapping"."""
    first = at
    while first and s.tag[first - 1] in ("DET", "ADJ", "NOUN"):
        first -= 1
    compound = at + 1 < len(s) and s.tag[at + 1] == "NOUN"
    return s.low[first - 1] in _THROUGH and (not compound or s.lemma[at + 1] in _CALLS)


def asks_to_end(s: SentenceView, at: int, deed: int) -> bool:
    """Whether what is asked for behind word `at` is not to do the `deed` or to end it: "not to send troops"."""
    to = next((i for i in range(at, deed) if s.low[i] == "to" and s.tag[i + 1] == "VERB"), None)
    if to is None or ("for" in s.low[at - 1 : to] and s.unit[to - 1] < 0):
        return False  # "pleaded for a mandate to stop the war"
    return s.low[to - 1] in NEGATIONS or s.lemma[to + 1] in _ENDING


def lend_modes(events: Iterable[EventCandidate], codebook: Codebook) -> list[EventCandidate]:
    """The acts of a sentence; violence told as the outcome of the act before it has the mode of that: "fired into the
    crowd, *killing* nine"."""
    told: list[EventCandidate] = []
    for event in events:
        before = told[-1] if told else None
        outcome = event.event_type == "ASSAULT" and event.mode is None and event.trigger.text in _OUTCOMES
        if (
            outcome
            and before is not None
            and before.event_type == "ASSAULT"
            and before.mode in list_armed_modes(codebook.overlay)
        ):
            event = msgspec.structs.replace(event, mode=before.mode, cameo=codebook.entry("ASSAULT", before.mode).cameo)
        told.append(event)
    return told


@lru_cache(maxsize=8)
def _modes(overlay: Path | None) -> dict[str, dict[str, str]]:
    """By type: the mode that each word gives.

    Raises TableError where an entry is none of the codebook's, names no mode, or two rows of a type have the same word.
    """
    found: dict[str, dict[str, str]] = {}
    for row in read_table("clause_modes", overlay):
        kind, _, mode = row["entry"].partition(".")
        if row["entry"] not in list_entries(overlay):
            raise TableError(f"clause_modes.tsv: codebook.tsv has no entry {row['entry']!r}")
        for word in row["words"].split():
            if not mode or found.setdefault(kind, {}).setdefault(word, mode) != mode:
                raise TableError(f"clause_modes.tsv: {row['entry']!r}: {word!r} needs one mode of its type, as in A.b")
    return found
