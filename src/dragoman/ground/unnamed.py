"""Who heads a body that no table has, and so is of no government: "president of Harbour Watch", "HWC chairman NAME"."""

from __future__ import annotations

import re
from pathlib import Path

from dragoman.annotate.actor_names import Hit, find_phrase_names, load_words
from dragoman.annotate.gazetteer import load_gazetteer
from dragoman.ground.phrases import Reading

_NAME = r"[A-Z][\w&.’'-]*(?:\s(?:(?:of|and|for|the)\s)?[A-Z][\w&’'-]*)*"
_OF = re.compile(rf"\s(?:of|for|at)\s(?:the\s)?({_NAME})(\Z|\s[a-z])?")
# "HWC President NAME", "says Harbour Watch chairman NAME"
_BEFORE = re.compile(r"(?:\b(?P<letters>[A-Z]{3,6})|[a-z,“\"]\s(?P<name>(?:[A-Z][\w’'-]+\s){1,3}[A-Z][\w’'-]+))\s\Z")
_SPAN = 90  # characters that the name of a body has at most


def of_unnamed(reading: Reading, text: str, start: int, overlay: Path | None = None) -> Reading:
    """A reading of the words at `start` without the sectors of a government where the office is held in a body that no
    table has, and that no word of its name makes one of state."""
    if reading.sectors != ("GOV",) or reading.role not in load_words(overlay).kinds["serving"]:
        return reading
    phrase = text[start : start + _SPAN]
    hits = find_phrase_names(phrase, overlay)
    office = next((h for h in hits if h.kind == "office" and h.entries[0].name == reading.role), None)
    if office is None:
        return reading
    behind = _OF.match(phrase, office.end)
    before = _BEFORE.search(text, max(0, start - _SPAN), start) if office.start == 0 else None
    if behind and behind.group(2) and " " not in behind.group(1):
        behind = None  # "head of the Ndola district"
    names = [behind.group(1)] if behind else []
    names += [before["letters"] or before["name"]] if before else []
    return reading._replace(sectors=()) if any(_is_unknown(name, overlay) for name in names) else reading


def _is_unknown(name: str, overlay: Path | None) -> bool:
    """Whether a name is of no body, person or place that a table has, nor made of the words of a body of state."""
    words, kinds = name.split(), load_words(overlay).kinds
    if not {words[0], words[-1]}.isdisjoint(kinds["state_name"] | kinds["body_subject"] | kinds["not_name"]):
        return False
    return not any(map(_is_known, find_phrase_names(name, overlay))) and not load_gazetteer(overlay).find(name)


def _is_known(hit: Hit) -> bool:
    return hit.kind not in ("person", "surname")
