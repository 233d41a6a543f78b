"""Who acts and who is acted upon: a frame's roles filled from the clause around its trigger."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from dragoman.annotate.actor_names import load_words
from dragoman.annotate.capital_places import CAPITAL_OF
from dragoman.coding.clauses import (
    after_apposition,
    clause_limit,
    content_start,
    governing_verb,
    group_start,
)
from dragoman.coding.codebook import Frame
from dragoman.coding.passives import is_passive
from dragoman.coding.phrases import find_after, find_modifier, find_next, find_objects, governing_preposition
from dragoman.coding.subjects import find_possessor, find_relative_object, find_subject
from dragoman.coding.units import FINITE, REPORTING, SentenceView


class Roles(Struct, frozen=True):
    """Unit indices of actors and recipients, in reading order."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]


class Site(Struct, frozen=True):
    """Where a trigger stands: head, end of its words, start of its verb group, voice, clause limit.

    Parties are looked for up to `reach`, which is the limit unless the rest is the content of a promise. `overlay` is
    the folder of a user's own tables.
    """

    head: int
    end: int
    start: int
    passive: bool
    limit: int
    reach: int
    overlay: Path | None = None


def find_site(s: SentenceView, frame: Frame, head: int, end: int, overlay: Path | None = None) -> Site:
    """The clause around a trigger whose words are [head, end)."""
    start = group_start(s, head) if frame.kind in ("v", "a") else head
    passive = frame.kind == "v" and is_passive(s, start, head, overlay)
    if frame.kind == "v" and frame.needs == "e" and not passive:
        passive = _is_reduced_passive(s, start, head, end)
    limit = clause_limit(s, head + 1 if frame.kind == "v" else end, that=bool(frame.compose))
    # What is promised has parties of its own: "agreed to resume talks with Oslo" was not agreed with Oslo.
    reach = content_start(s, end, limit) if frame.event_type == "AGREE" and frame.compose else limit
    return Site(head, end, start, passive, max(limit, end), max(reach, end), overlay)


# Adverbs of what was done to somebody: "militants long blamed for".
_ALREADY = frozenset(
    ("long", "already", "widely", "once", "previously", "recently", "allegedly", "reportedly", "wrongly")
)


def _is_reduced_passive(s: SentenceView, start: int, head: int, end: int) -> bool:
    """A bare past form of a deed on people, right after a party and without an object ("soldiers killed in"), or set
    off by commas before their own verb ("two nuns, kidnapped in May, were freed"). What belongs to its words opens no
    phrase ("rounded up dozens")."""
    before = head - 1 - (head > 1 and s.low[head - 1] in _ALREADY)
    if start != head or before < 0 or s.form[head] not in ("VBD", "VBN"):
        return False
    set_off = s.low[before] == "," and before > 0 and after_apposition(s, before) > head
    if s.unit[before] < 0 and not (set_off and s.unit[before - 1] >= 0):
        return False
    after = end if end == head + 2 else head + 1
    if after == len(s) == head + 1:
        return True  # "Two envoys expelled", a headline
    if after == end and s.tag[head + 1 : end] == ["NOUN"]:
        return False  # "police opened fire with"
    return after < len(s) and (s.tag[after] in ("ADP", "PUNCT") or s.timed[after])


def fill_roles(s: SentenceView, frame: Frame, site: Site) -> Roles:
    """Actors and recipients of a frame at a site; a unit never stands on both sides."""
    reciprocal = not frame.recipients
    actors: list[int] = []
    for role in frame.actors:
        found = _units(s, frame, site, role)
        actors += [u for u in found if u not in actors]
        others = found and len(actors) > 1 and frame.kind == "v" and role != "subj"
        if (actors and not reciprocal) or others:
            break
    recipients = _first_recipients(s, frame, site, actors)
    by_place = sorted(range(len(s.units)), key=lambda u: s.units[u].first)
    return Roles(tuple(u for u in by_place if u in actors), tuple(u for u in by_place if u in recipients))


_PLAIN = frozenset(("subj", "obj", "poss", "mod", "next", "owner", "victim", "target", "holder"))
_OWNERS = frozenset(("its", "his", "her", "their"))
_ONE = frozenset(("he", "him", "she", "her"))


def _first_recipients(s: SentenceView, frame: Frame, site: Site, actors: list[int]) -> list[int]:
    """Recipients by the roles in order; of several prepositions the one that stands nearest decides."""
    inside = content_start(s, site.end, site.limit) if frame.compose == "c" else site.limit
    for role in frame.recipients:
        found = [u for u in _units(s, frame, site, role) if u not in actors and not _is_prop(s, u, inside)]
        found = [u for u in found if not _is_own(s, u, actors)]
        if found and role.rstrip("@") in _PLAIN:
            return found
        if found:
            rest = [_units(s, frame, site, r) for r in frame.recipients if r.rstrip("@") not in _PLAIN]
            near = [[u for u in units if u not in actors] for units in rest]
            return min((units for units in near if units), key=lambda units: s.units[units[0]].first)
    return []


def _is_prop(s: SentenceView, unit: int, content: int) -> bool:
    """Whether a unit is nobody named and stands inside the complement: "refused to send a delegation"."""
    mention = s.units[unit].mention
    unnamed = mention.form in ("group", "office") and mention.text.islower()
    return unnamed and s.units[unit].first > content and s.low[s.units[unit].first - 1] in ("a", "an")


def _is_own(s: SentenceView, unit: int, actors: list[int]) -> bool:
    """Whether a unit that only says whose a thing is names the body that an actor speaks for ("the EU's envoy warned
    that the law was against [EU] values")."""
    end, name = s.units[unit].end, s.units[unit].mention.text
    modifies = end < len(s) and s.tag[end] == "NOUN" and s.unit[end] < 0
    return modifies and any(s.units[a].mention.text.startswith((f"{name} ", f"{name}'", f"{name}’")) for a in actors)


def _units(s: SentenceView, frame: Frame, site: Site, role: str) -> list[int]:
    name = role.rstrip("@")
    clausal = bool(frame.compose)
    found = (
        _verb_role(s, site, name, clausal)
        if frame.kind in ("v", "a")
        else _noun_role(s, site, name, hostile=frame.event_type in _HOSTILE)
    )
    found = [_state_of(s, u) for u in found]
    if role.endswith("@"):
        return [u for u in found if s.units[u].mention.key != CAPITAL_OF]  # "visiting from the capital"
    return [u for u in found if not s.units[u].place]


def _state_of(s: SentenceView, unit: int) -> int:
    """The state whose capital a unit is ("bombed the *capital of* Peru"), or the unit itself."""
    place = s.units[unit]
    behind = s.unit[place.end] if place.place and place.end < len(s) else -1
    return behind if behind >= 0 and s.units[behind].mention.start < place.mention.end else unit


def _verb_role(s: SentenceView, site: Site, role: str, clausal: bool) -> list[int]:
    if role == "holder":
        return _holder(s, site)
    if site.passive and role in ("subj", "obj"):
        role = "obj" if role == "subj" else "subj"
        return find_after(s, site.head + 1, site.reach, "by") if role == "obj" else find_subject(s, site.start)
    if role == "subj":
        return find_subject(s, site.start)
    if role == "sayer":
        return _sayer(s, site.start)
    if role == "next":
        return find_next(s, site.end)
    if role == "owner":
        return find_possessor(s, site.end - 1)
    if role in ("obj", "poss"):
        if role == "obj" and not clausal and (told := find_relative_object(s, site.start, site.end)):
            return told
        # The object of "burn down" stands after the particle, that of "call off" with a gap may stand inside.
        return find_objects(s, site.end if site.end - site.head <= 2 else site.head + 1, site.reach, clausal=clausal)
    return find_after(s, site.head + 1, site.reach, role)


def _holder(s: SentenceView, site: Site) -> list[int]:
    """The person acted upon, by name or office: the object right behind the verb, or the subject of a passive."""
    if site.passive:
        aimed = site.end < len(s) and s.low[site.end] in ("on", "at", "upon", "into")
        return [] if aimed else _persons(s, find_subject(s, site.start))
    at = site.end
    while at < site.limit and s.unit[at] < 0 and (s.tag[at] in ("DET", "ADJ") or s.low[at] in _OWNERS):
        at += 1
    return _persons(s, [s.unit[at]]) if at < site.limit and s.unit[at] >= 0 else []


def _persons(s: SentenceView, units: list[int]) -> list[int]:
    return [u for u in units if s.units[u].mention.form in ("person", "office") or s.low[s.units[u].first] in _ONE]


def _sayer(s: SentenceView, start: int) -> list[int]:
    """Who says the clause that begins near `start`."""
    at = find_saying(s, start)
    return find_subject(s, group_start(s, at)) if at is not None else []


def find_saying(s: SentenceView, start: int) -> int | None:
    """The verb of saying over the clause that begins near `start`, to its left."""
    for at in range(start - 1, max(start - 16, -1), -1):
        if s.lemma[at] in REPORTING and s.tag[at] == "VERB":
            return at
        if s.low[at] in (";", ",") or s.form[at] in FINITE:
            return None
    return None


# Types of what is done against somebody: who only acts beside such a deed did not do it.
_HOSTILE = frozenset(("ACCUSE", "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "THREATEN"))
_BESIDE = frozenset(("after", "before", "amid", "since", "despite"))


def _noun_role(s: SentenceView, site: Site, role: str, *, hostile: bool) -> list[int]:
    if role in ("poss", "doer", "victim"):
        owners = find_possessor(s, site.head)
        return owners if role == "poss" or (role == "victim") == _is_done_to(s, site, owners) else []
    if role in ("imposer", "target"):
        owners = find_possessor(s, site.head)
        return owners if (role == "target") == _is_aimed_at(s, site, owners) else []
    if role == "mod":
        return find_modifier(s, site.head)
    if role in ("subj", "obj"):
        verb = governing_verb(s, site.head)
        if verb is None or (s.lemma[verb] in REPORTING and "that" in s.low[verb + 1 : site.head]):
            return []  # "police reported that an attack left two dead"
        if hostile and (s.low[verb] == "following" or s.low[governing_preposition(s, site.head) or verb] in _BESIDE):
            return []  # "the minister comments following an attack", "spoke after a raid"
        start = group_start(s, verb)
        return find_subject(s, start) if not is_passive(s, start, verb, site.overlay) else []
    if role == "of" and s.low[site.end : site.end + 1] != ["of"]:
        return []
    found = find_after(s, site.end, min(site.limit, site.end + 14), role)
    return [] if role == "by" and _are_others(s, site, found) else found


def _are_others(s: SentenceView, site: Site, units: list[int]) -> bool:
    """Whether units behind "by" only bring the parties of a noun together ("talks mediated by Oslo")."""
    behind = range(site.end, s.units[units[0]].first) if units else range(0)
    by = next((i for i in behind if s.low[i] == "by"), site.end)
    return by > site.end and s.lemma[by - 1] in load_words(site.overlay).kinds["arranging"]


_PEOPLE = frozenset(("person", "pronoun", "group", "office", "nominal"))


def _is_done_to(s: SentenceView, site: Site, owners: list[int]) -> bool:
    """Whether those who own a deed done to people are its victims: people, and nobody else follows ("his arrest";
    not "Rome's arrest", not "the rebels' killing of")."""
    people = bool(owners) and all(s.units[u].mention.form in _PEOPLE for u in owners)
    return people and s.low[site.end : site.end + 1] != ["of"]


def _is_aimed_at(s: SentenceView, site: Site, owners: list[int]) -> bool:
    """Whether a state's name right before a noun says against whom it is ("Iran sanctions"): no adjective, and no name
    that stands for one ("Iranian sanctions", "Iran's sanctions", "US sanctions", "United Nations sanctions")."""
    unit = s.units[owners[-1]] if len(owners) == 1 else None
    if unit is None or unit.mention.form != "country" or unit.end != site.head:
        return False
    return not unit.mention.text.isupper() and not unit.mention.text.startswith("United ")


_LISTED = 8  # tokens behind "including" that may belong to what is listed
_OF_ANOTHER = frozenset(("for", "of", "about", "over", "against", "to", "with", "from", "into"))


def owned_elsewhere(s: SentenceView, noun: int, verbs: set[int]) -> bool:
    """Whether a noun belongs to another act's object or reason, so that the subject there is not its own."""
    # "discussed the crisis, including an attack": who discussed it made none
    if any(s.low[i] == "including" for i in range(max(noun - _LISTED, 0), noun)):
        return True
    if governing_verb(s, noun) not in verbs:
        return False
    preposition = governing_preposition(s, noun)
    return preposition is None or s.low[preposition] in _OF_ANOTHER


# Types of what is done to somebody, told without who did it.
_DONE_TO = frozenset(("ACCUSE", "COERCE", "SANCTION"))


def has_needs(frame: Frame, roles: Roles, *, done: bool = False) -> bool:
    """Whether the roles found are those the frame cannot do without. A passive of what was `done` to somebody need not
    name who did it ("the junta was criticised for the arrests")."""
    actors, recipients = len(roles.actors), len(roles.recipients)
    if done and recipients and frame.event_type in _DONE_TO and {"obj", "obj@"} & set(frame.recipients):
        return True
    if frame.needs == "n":
        return True
    if frame.needs == "e":
        return actors + recipients > 0
    if frame.needs == "r":
        return recipients > 0
    if frame.needs == "a":
        return actors > 0
    return actors > 1 if not frame.recipients else actors > 0 and recipients > 0
