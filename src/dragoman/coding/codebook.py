"""The codebook: types and modes, frames, contexts, CAMEO codes, and the single-category rule."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import get_args

from msgspec import Struct

from dragoman.coding.contexts import ContextFinder
from dragoman.errors import UsageError
from dragoman.records import EventType
from dragoman.tables import read_table

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)

# CAMEO root -> quad class, by tool. PLOVER's own rule goes by type (codebook.tsv).
_ICEWS_QUAD = {f"{i:02}": 1 if i < 6 else 2 if i < 9 else 3 if i < 14 else 4 for i in range(1, 21)}
_PHOENIX_QUAD = {f"{i:02}": 1 if 2 < i < 6 else 2 if 5 < i < 9 else 4 for i in range(3, 21)}
_PHOENIX_QUAD |= {"01": 0, "02": 0, "16": 3} | {f"{i:02}": 3 for i in range(9, 14)}


class Entry(Struct, frozen=True):
    """One type or type+mode of PLOVER 2.0. `intensity` runs from -10 to 10; `cameo` is the default code."""

    event_type: EventType
    mode: str | None
    quad: int
    intensity: float
    cameo: str
    definition: str


class Frame(Struct, frozen=True):
    """One row of frames.tsv. `actors` and `recipients` are roles in order of preference, `@` marks places.

    `own`: the user's, from a table laid over ours; no other reading outvotes it.
    """

    id: str
    kind: str
    event_type: EventType
    mode: str | None
    cameo: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    needs: str
    quality: int
    compose: str
    reason: str
    own: bool = False


class Trigger(Struct, frozen=True):
    """One way to word a frame: the words after the head, each a set of alternatives; None is a gap.

    `before` are the words before the head, the nearest first.
    """

    frame: Frame
    text: str
    rest: tuple[frozenset[str] | None, ...]
    words: int
    before: tuple[frozenset[str] | None, ...] = ()


class CameoCode(Struct, frozen=True):
    """A CAMEO 1.1b3 code: label in our words, Goldstein value, PLOVER target (event_type None: a statement)."""

    code: str
    label: str
    goldstein: float | None
    event_type: EventType | None
    mode: str | None
    contexts: tuple[str, ...]


class Composition(Struct, frozen=True):
    """What an act in the complement of another makes of the two; `cameo` has the appeal and the demand code."""

    event_type: EventType
    mode: str | None
    keep_mode: bool
    cameo: tuple[str, ...]


class Codebook(Struct, frozen=True):
    """Everything the coder knows about acts. `examples`: (entry as TYPE.mode, phrase) of the user's own entries."""

    entries: dict[tuple[str, str | None], Entry]
    frames: dict[str, Frame]
    triggers: dict[str, tuple[Trigger, ...]]
    forms: dict[str, str]
    cameo: dict[str, CameoCode]
    compositions: dict[tuple[str, str], Composition]
    contexts: ContextFinder
    overlay: Path | None = None
    examples: tuple[tuple[str, str], ...] = ()

    def entry(self, event_type: str, mode: str | None = None) -> Entry:
        """The entry of a type and mode; raises UsageError when the codebook has none."""
        found = self.entries.get((event_type, mode))
        if found is None:
            raise UsageError(f"the codebook has no entry {event_type}{'.' + mode if mode else ''}")
        return found

    def composed(self, outer: str, inner: str, mode: str | None) -> Composition | None:
        """The single-category rule for an act inside another; the row for the inner mode wins."""
        return self.compositions.get((outer, f"{inner}.{mode or ''}")) or self.compositions.get((outer, inner))


@lru_cache(maxsize=8)
def list_entries(overlay: Path | None = None) -> frozenset[str]:
    """The types and modes of codebook.tsv, a mode as TYPE.mode: what other tables may name."""
    return frozenset(row["entry"] for row in read_table("codebook", overlay))


def code_quad(
    event_type: str, mode: str | None, codebook: Codebook, *, cameo: str | None = None, rule: str = "plover"
) -> int:
    """Quad class of an event. Rules: "plover" by type (SANCTION 4); "icews" and "phoenix" by CAMEO root."""
    entry = codebook.entry(event_type, mode)
    if rule == "plover":
        return entry.quad
    quads = {"icews": _ICEWS_QUAD, "phoenix": _PHOENIX_QUAD}.get(rule)
    if quads is None:
        raise UsageError(f"no quad rule {rule!r}; there are plover, icews, phoenix")
    return quads[(cameo or entry.cameo)[:2]]


def code_intensity(
    event_type: str, mode: str | None, codebook: Codebook, *, cameo: str | None = None, rule: str = "plover"
) -> float:
    """Intensity of an event, -10 to 10. Rules: "plover" by type and mode; "icews" and "phoenix" by Goldstein."""
    entry = codebook.entry(event_type, mode)
    if rule == "plover":
        return entry.intensity
    if rule not in ("icews", "phoenix"):
        raise UsageError(f"no intensity rule {rule!r}; there are plover, icews, phoenix")
    code = cameo or entry.cameo
    for known in (code, code[:3], code[:2] + "0"):
        found = codebook.cameo.get(known)
        if found is not None and found.goldstein is not None:
            return found.goldstein
    return 0.0
