"""Which mentions are parties of political acts, and which are private persons met in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.records import EventCandidate, Mention, Predicate
from dragoman.tables import read_table

# Sectors of people who act in public only as a crowd: alone they make no political act but a protest.
_PRIVATE = frozenset(("CVL", "UNK", "CRM", "SOC", "MED", ""))
_COMMON = frozenset(("nominal", "group", "pronoun"))


@lru_cache(maxsize=8)
def _private_agents(overlay: Path | None) -> frozenset[str]:
    rows = read_table("agents", overlay)
    return frozenset(r["agent"] for r in rows if set(r["sectors"].split("|")) <= _PRIVATE)


def find_parties(mentions: Sequence[Mention], overlay: Path | None = None) -> frozenset[tuple[int, int]]:
    """Spans of the actor mentions that can be parties of a political act.

    A name, an office, a state or a body can; a common noun can unless it names private people ("four men"); a
    pronoun or nominal can when something it refers to can. A state taken for a place can: who acts is another's say.
    """
    private = _private_agents(overlay)
    actors = [m for m in mentions if m.kind == "actor" or m.form == "country"]
    public = [m for m in actors if m.form not in _COMMON or _public_noun(m, private)]
    chains = {m.chain for m in public if m.chain is not None}
    referring = [m for m in actors if m.chain in chains or any(k in chains for k in m.members)]
    return frozenset((m.start, m.end) for m in (*public, *referring))


# Sectors of bodies of state: their protest is a note, that of anybody else in the plural a crowd.
_OFFICIAL = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO"))
# Sectors of those who fight: what they burn and storm is burnt and stormed in no protest.
_ARMED = frozenset(("REB", "UAF", "PRM", "IMG", "CRM"))


@lru_cache(maxsize=8)
def _crowd_agents(overlay: Path | None) -> frozenset[str]:
    rows = read_table("agents", overlay)
    return frozenset(r["agent"] for r in rows if not (_OFFICIAL | _ARMED) & set(r["sectors"].split("|")))


def is_crowd(mention: Mention, overlay: Path | None = None) -> bool:
    """Whether a mention is a crowd: a common noun for many who hold no office ("students", "a mob")."""
    agent = (mention.key or "").removeprefix("agent:").removeprefix("office:")
    many = mention.text.lower().endswith(("s", "people", "men", "women", "crowd", "mob"))
    return mention.form in ("group", "office") and many and agent in _crowd_agents(overlay)


# Those who bear arms for a state: a road that they block is closed, not held against anybody.
_FORCES = frozenset(("MIL", "COP"))


@lru_cache(maxsize=8)
def _keys_of(sectors: frozenset[str], overlay: Path | None) -> frozenset[str]:
    """Keys of the agents and bodies whose first sector is one of these."""
    tables = {"agents": ("agent", "agent:"), "organisations": ("id", "organisation:")}
    return frozenset(
        prefix + row[column]
        for table, (column, prefix) in tables.items()
        for row in read_table(table, overlay)
        if row["sectors"].split("|")[0] in sectors
    )


def is_outlaw(mention: Mention, overlay: Path | None = None) -> bool:
    """Whether a mention names people or a body that bear arms for no state ("rebels"): whom they take is abducted."""
    return mention.key in _keys_of(_ARMED, overlay)


def is_force(mention: Mention, overlay: Path | None = None) -> bool:
    """Whether a mention names people or a body that bear arms for a state ("police", "soldiers")."""
    return mention.key in _keys_of(_FORCES, overlay)


def _public_noun(mention: Mention, private: frozenset[str]) -> bool:
    if mention.form == "pronoun":
        return False
    key = mention.key or ""
    if not key.startswith("agent:"):
        return bool(key) or any(w[:1].isupper() for w in mention.text.split()[1:])
    return key.removeprefix("agent:") not in private or any(w[:1].isupper() for w in mention.text.split()[1:])


@lru_cache(maxsize=8)
def _public_violence(overlay: Path | None) -> re.Pattern[str]:
    """A pattern for the words of public violence, that nothing matches where a user took all rows away."""
    cells = [re.escape(r["words"]).replace(r"\*", r"[\w-]*") for r in read_table("public_violence", overlay)]
    return re.compile(rf"\b(?:{'|'.join(cells) or '(?!)'})(?![\w-])")


def is_political(
    event: EventCandidate, parties: frozenset[tuple[int, int]], sentence: str, overlay: Path | None = None
) -> bool:
    """Whether a state, body, office or public person is a party; people in the street make protests only, and whom
    weapons of war hit in this `sentence` is hit by public violence."""
    if event.event_type == "PROTEST" or any((x.start, x.end) in parties for x in (*event.actors, *event.recipients)):
        return True
    return event.event_type == "ASSAULT" and _public_violence(overlay).search(sentence.lower()) is not None


# What private people suffer of somebody who is not named: "40 people were arrested", "a mortar bomb killed nine".
_SUFFERED = frozenset(("ASSAULT", "COERCE"))
# The encoder's probability from which such an act is political by its word: plain crime is not marked where it was
# taught. Of such acts matched by a frame in marked passages held out, 40 of 47 were marked from .9 on, 23 of 38 below.
_SURE = 0.9


# Contexts and modes of plain crime, where the encoder cannot tell: it reads a sentence at a time.
_CRIME = frozenset(("illegal_drugs", "trafficking"))


def is_doubtful(event: EventCandidate) -> bool:
    """Whether an act that no public party has part in may be political all the same: violence and arrests."""
    crime = event.mode == "sexual" or not _CRIME.isdisjoint(event.contexts)
    return event.event_type in _SUFFERED and not crime


def is_read_political(event: EventCandidate, predicate: Predicate) -> bool:
    """Whether the encoder is sure enough of a doubtful act to make it political."""
    return is_doubtful(event) and dict(predicate.types).get(event.event_type, 0.0) >= _SURE
