"""The states a report is about: what nominals without a state ("the rebels") and unnamed parties can belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.annotate.actor_names import Hit, find_text_names
from dragoman.records import Span
from dragoman.tables import read_table

STATE_FORMS = frozenset(("country", "adjective", "people", "capital", "seat"))
# Bodies of no single state that act like one.
_BODIES = {"UNO": "United Nations", "EUR": "European Union"}
# "UK-based": tells where somebody sits, not who the report is about.
_SEATED = re.compile(r"-(?:based|born|educated|made|built|trained)\b")
_OCEAN = re.compile(r"\s(?:Ocean|Sea)\b")
_GULF = re.compile(r"\b(?:Sea|Gulf|Bay|Straits?) of \Z")
_WATER = re.compile(
    r"(?:[Tt]he\s)?(?:(?:[A-Z]\w+\s){1,3}(?:Ocean|Sea)|(?:Sea|Gulf|Bay|Straits?) of(?:\s[A-Z]\w+){1,2})"
)
# States shown to the encoder: 83 % of the mentions marked in the training passages act for one of the six most named
# (it was trained with six). With 4, 5 and 6 typed acts of the gate .652, .659, .658, news who F1 .470, .472, .470.
MOST = 5


class State(Struct, frozen=True):
    """A state or world body of the report: code, name, and where it is named, in reading order."""

    code: str
    name: str
    spans: tuple[Span, ...]


@lru_cache(maxsize=8)
def load_state_names(overlay: Path | None = None) -> dict[str, str]:
    """The name of every state by its row id."""
    return {row["id"]: row["name"] for row in read_table("countries", overlay)}


def find_state_names(text: str, overlay: Path | None = None) -> list[tuple[Hit, str]]:
    """Every naming of a state, by whatever form, with its code, in reading order, but for "UK-based" and waters."""
    hits = _find_names(text, overlay)
    return [(h, code) for h in hits if h.kind in STATE_FORMS and (code := h.entries[0].code)]


def _find_names(text: str, overlay: Path | None) -> Iterator[Hit]:
    return (h for h in find_text_names(text, overlay) if not is_elsewhere(text, h.start, h.end))


def is_elsewhere(text: str, start: int, end: int) -> bool:
    """Whether the name at [start, end) only tells where something lies or somebody sits."""
    return _SEATED.match(text, end) is not None or names_water(text, start, end)


def names_water(text: str, start: int, end: int) -> bool:
    """Whether the name at [start, end) is a part of a water's ("the Indian Ocean", "the Gulf of Mexico")."""
    return bool(_OCEAN.match(text, end) or _GULF.search(text, max(0, start - 12), start))


def is_water(name: str) -> bool:
    """Whether a whole name is that of a water ("the Sea of Japan"): things happen there, and it is nobody."""
    return _WATER.fullmatch(name) is not None


@lru_cache(maxsize=2)
def find_setting(text: str, overlay: Path | None = None) -> tuple[State, ...]:
    """The most named states and bodies of `text`, most named first, of equals the first named; at most `MOST`."""
    named: dict[str, list[Span]] = {}
    for hit in _find_names(text, overlay):
        code = hit.entries[0].code
        if code and (hit.kind in STATE_FORMS or code in _BODIES):
            named.setdefault(code, []).append(Span(hit.start, hit.end, text[hit.start : hit.end]))
    counts = Counter({code: len(spans) for code, spans in named.items()})
    names = load_state_names(overlay)
    return tuple(
        State(code, _BODIES.get(code) or names.get(code, code), tuple(named[code]))
        for code, _ in counts.most_common(MOST)
    )


def find_pair(states: Sequence[State]) -> tuple[State, ...]:
    """The two states that a report is about, where it is about two: no third is named more than half as often."""
    if len(states) < 2 or (len(states) > 2 and 2 * len(states[2].spans) > len(states[1].spans)):
        return ()
    return tuple(states[:2])
