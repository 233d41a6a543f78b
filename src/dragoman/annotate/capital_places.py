"""Capitals without a name of their own: "in the Peruvian capital", "in the capital of Peru", "in the capital"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.annotate.actor_names import Hit, find_text_names
from dragoman.annotate.place_words import read_place_words
from dragoman.records import Mention, Token

# Key of a capital by its state's code; without one it is that of the state which the report is about.
CAPITAL_OF = "capital_of:"
_CAPITAL = re.compile(r"\bcapital(?: city)?\b")
_OWNED = re.compile(r"(?:['’]s?)? ")
_OF = re.compile(r" of (?:the )?")
_LEAD = re.compile(r"(?:(?P<before>[\w-]+) )?(?P<lead>\w+) (?:the|this) \Z", re.I)
# "Lima, the Peruvian capital," is named, and so is "the capital, Lima" or "the capital Lima".
_APPOSED = re.compile(r"[,(–—-] ?(?:the |its |their )?\Z")
_NAMED = re.compile(r",? [A-Z]")
_WHICH = re.compile(r"(?:\b(?:the|this|in|near|on|to|into|from|outside|at|around|across)|[,(–—-]) ?\Z", re.I)
_REACH = 40  # characters before the word in which its preposition stands


def find_capitals(text: str, tokens: Sequence[Token], overlay: Path | None = None) -> tuple[Mention, ...]:
    """The capitals that `text` tells of so, as places, in reading order."""
    found = [m for m in _CAPITAL.finditer(text) if not _goes_on(text, m, tokens)]
    if not found:
        return ()
    states = [h for h in find_text_names(text, overlay) if h.kind in ("country", "adjective") and h.entries[0].code]
    found = [m for m in found if not _is_of_another_kind(text, m, tokens, overlay)]
    return tuple(_read(text, found, states, overlay))


def _read(text: str, found: Sequence[re.Match[str]], states: Sequence[Hit], overlay: Path | None) -> Iterator[Mention]:
    for word in found:
        start, end, code = word.start(), word.end(), ""
        owner = next((h for h in states if _OWNED.fullmatch(text, h.end, start)), None)
        behind = _OF.match(text, end)
        of = next((h for h in states if behind and h.start == behind.end()), None)
        if (
            owner is not None
            and owner.end == start - 1
            and not _WHICH.search(text, max(0, owner.start - 8), owner.start)
        ):
            continue  # "Chinese capital bought the port"
        state = owner or of
        if state is not None:
            start, end, code = min(start, state.start), max(end, state.end), state.entries[0].code or ""
        elif behind or not _is_led(text, start, overlay):
            continue
        if not _APPOSED.search(text, max(0, start - 8), start) and not (of is None and _is_named(text, end, states)):
            yield Mention(start, end, text[start:end], "place", "place", f"{CAPITAL_OF}{code}")


def _goes_on(text: str, word: re.Match[str], tokens: Sequence[Token]) -> bool:
    """Whether a noun follows that the word only describes ("capital markets", "capital punishment")."""
    at = bisect_left(tokens, word.end(), key=lambda t: t.start)
    return at < len(tokens) and tokens[at].tag in ("NOUN", "ADJ") and text[word.end() : tokens[at].start] == " "


def _is_of_another_kind(text: str, word: re.Match[str], tokens: Sequence[Token], overlay: Path | None) -> bool:
    """Whether the word before tells of a chief town in something, or of money ("the oil capital of Peru", "its working
    capital")."""
    at = bisect_left(tokens, word.start(), key=lambda t: t.start) - 1
    if at < 0 or tokens[at].end != word.start() - 1:
        return False
    named = tokens[at].text[:1].isupper()
    return (tokens[at].tag == "NOUN" and not named) or tokens[at].text in read_place_words(overlay)["chief"]


def _is_named(text: str, end: int, states: Sequence[Hit]) -> bool:
    """Whether the capital's name follows, and no state that acts ("in the capital, Peru's president said")."""
    named = _NAMED.match(text, end)
    return named is not None and not any(h.start == named.end() - 1 for h in states)


def _is_led(text: str, start: int, overlay: Path | None) -> bool:
    """Whether "the" before the word stands behind a preposition of place, so that no money is meant."""
    classes = read_place_words(overlay)
    lead = _LEAD.search(text, max(0, start - _REACH), start)
    if lead is None:
        return False
    part = lead["lead"] == "of" and (lead["before"] or "").lower() in classes["part"]
    return part or lead["lead"].lower() in classes["at"] | classes["towards"] | {"from"}
