"""What the words of an actor phrase say by themselves: state, sectors, office, and which row says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dragoman.annotate.actor_names import (
    Entry,
    Hit,
    find_own_names,
    find_phrase_names,
    fold,
    load_lexicon,
    load_words,
    match_any,
)  # fmt: skip
from dragoman.annotate.nominals import list_body_nouns
from dragoman.annotate.setting import names_water
from dragoman.ground.beside import STATE_KINDS, is_plain_adjective, owns_others
from dragoman.ground.offices import OF_MANY_STATES, Holding, find_holding, leads_state, parse_bound
from dragoman.ground.towns import find_town_in

_NOUNS = frozenset(("office", "agent", "ministry", "plural"))
_CUT = re.compile(r"\s(?:of|in|from|to|at|on|for|near|across|who|which|that|with|by|and)\s|,\s|-based\b")
_ARTICLES = ("The", "A", "An", "And", "But", "With", "As", "While")
_POSSESSIVE = ("'s ", "’s ")
# Offices behind which "of" or "for" names whom they serve; envoys are sent "to" others.
_COMMUNITIES = (("SOC",), ("REL",))
_ARMED = (("MIL",), ("REB",), ("UAF",), ("COP",), ("PRM",))
# The word before a family name, over an article: "Hanan al-".
_NAME_BEFORE = re.compile(r"(\w[\w.'-]*)\s(?:[AaEe]l-)?$")
_SERVES = re.compile(r"\s(?:of|for)\s")


class _Usage(NamedTuple):
    """Words of actor_words.tsv that decide what a phrase with a state in it stands for."""

    former: re.Pattern[str]
    dependent: re.Pattern[str]
    serving: frozenset[str]
    shared: frozenset[str]
    common: frozenset[str]


@lru_cache(maxsize=8)
def _load_usage(overlay: Path | None) -> _Usage:
    kinds = load_words(overlay).kinds
    former, dependent = (match_any(kinds[k]) for k in ("former", "dependent"))
    return _Usage(
        re.compile(rf"\b(?:{former})[ -]", re.I), re.compile(rf"-(?:{dependent})\b"), kinds["serving"],
        kinds["shared_body"], kinds["common_surname"],
    )  # fmt: skip


class Reading(NamedTuple):
    """Meaning of a phrase: `codes` are all states of a plural phrase, `namesake` the state whose body is best known by
    a name that bodies of several states bear ("Congress"), which alone tells no code; `past`: it is what the person was
    or was to be on another day."""

    code: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    name: str | None = None
    rule: str | None = None
    codes: tuple[str, ...] = ()
    plural: bool = False
    state_only: bool = False
    namesake: str | None = None
    past: bool = False


@lru_cache(maxsize=4096)
def read_phrase(
    text: str, day: date | None = None, overlay: Path | None = None, persons: tuple[str, ...] = ()
) -> Reading:
    """Read an actor phrase; `persons` are person keys already known for it (from its chain).

    Kept, since one report asks for the same phrase three times.
    """
    usage = _load_usage(overlay)
    hits = [h for h in find_phrase_names(text, overlay) if not _is_modifier_only(text, h, usage)]
    hits = [h for h in hits if not is_plain_adjective(text, h)]
    if not persons:
        hits = [_as_office(h) if h.end - h.start == len(text) else h for h in hits]
    core_end = _core_end(text, hits)
    named, hits = hits, [h for h in hits if not owns_others(text, h, overlay)]
    core = [h for h in hits if h.start < core_end] or hits
    state = _state(text, hits, core)
    role = _role(text, core)
    holding = _holding(text, core, persons, day, overlay, (_code_of(state, day), role))
    head, sectors, rule = _sectors(text, core or hits, hits, day, usage.serving)
    if holding is not None:
        held = _held(holding, role, former=bool(usage.former.search(text)))
        # What he was or was to be says nothing of another office that he is given.
        other = (
            holding.how in ("future", "former", "undated") and role is not None and not holding.term.role.endswith(role)
        )
        telling = head is not None and not _serves(head.entries[0], usage.serving) and sectors[:1] not in ((), ("ELI",))
        return held._replace(sectors=sectors) if other and telling else held
    code, code_rule = _served(text, head, core_end, hits, day) or _code(text, head, state, day, overlay)
    namesake = None
    if _is_shared(text, state, usage):
        namesake, code, code_rule = code, None, ""
    if code is None:  # "the Clinton administration", "Saddam Hussein's troops"
        keys = [
            e.key for h in core for e in h.entries if e.kind in ("person", "surname") and not _is_word(text, h, usage)
        ]
        owner = _owner(dict.fromkeys(keys), day, overlay) if keys and core[-1].kind in _NOUNS else None
        if owner is not None:
            code, code_rule = owner.term.code, f"offices.tsv: {owner.term.person} in phrase"
            if head is not None and head.kind == "office" and _serves(head.entries[0], usage.serving):
                sectors = owner.term.sectors or sectors
    if code is None and (head is None or head.kind in ("agent", "ministry")):
        code, code_rule = find_town_in(text, hits, overlay)
    if usage.former.search(text[:core_end]) and head is not None and head.kind in ("office", "agent", "plural"):
        sectors, rule = _as_former(sectors), "former office"
    only = bool(hits) and all(h.kind in ("country", "adjective", "people", "capital", "seat") for h in hits)
    if only and not sectors and hits[0].kind in ("capital", "seat"):
        sectors, rule = ("GOV",), "seat of government"
    if head is not None and head.entries[0].gender == "theirs" and not any(h.kind in STATE_KINDS for h in named):
        sectors, code = (), None if named[0].kind == "organisation" else code  # "a firm's rivals"
    codes = tuple(dict.fromkeys(e.code for h in hits if h.kind in STATE_KINDS for e in h.entries[:1] if e.code))
    return Reading(
        code, sectors, role, None, "; ".join(dict.fromkeys(r for r in (rule, code_rule) if r)) or None, codes,
        head is not None and (head.kind == "plural" or head.entries[0].gender == "plural"), only, namesake,
    )  # fmt: skip


def _is_word(text: str, hit: Hit, usage: _Usage) -> bool:
    """Whether a family name is a common word in a body's name, or a part of one: "Royal College", "Dong-A Bank"."""
    plain = text[hit.start : hit.end] in usage.common and not text.startswith(("'", "’"), hit.end)
    return hit.kind == "surname" and (plain or text.startswith("-", hit.end))


def _as_office(hit: Hit) -> Hit:
    """A word by itself that is an office and a family name ("King") as the office: nobody is so called."""
    held = tuple(e for e in hit.entries if e.kind == "office")
    return Hit(hit.start, hit.end, held) if hit.kind == "surname" and held else hit


def _owner(keys: Iterable[str], day: date | None, overlay: Path | None) -> Holding | None:
    """The term of whom a possessor names, where all in office who are so called act for one state ("Khan's lawyer")."""
    found = {key: holding for key in keys if (holding := find_holding((key,), day, overlay))}
    held = {key: holding for key, holding in found.items() if holding.how in ("held", "undated")} or found
    ruling = {key: h for key, h in held.items() if h.how == "held" and leads_state(h.term, overlay)}
    leading = ruling or held
    alike = len({holding.term.code for holding in leading.values()}) == 1
    return find_holding(leading, day, overlay) if alike else None


def _as_former(sectors: tuple[str, ...]) -> tuple[str, ...]:
    return ("ELI", *(s for s in sectors if s != "ELI"))


def _is_shared(text: str, hit: Hit | None, usage: _Usage) -> bool:
    return hit is not None and hit.kind == "organisation" and text[hit.start : hit.end] in usage.shared


def _is_modifier_only(text: str, hit: Hit, usage: _Usage) -> bool:
    """ "Russian-backed rebels" and "anti-Taliban fighters" are not Russian, not Taliban, the Indian Ocean no state."""
    before = text[max(0, hit.start - 1) : hit.start]
    prefixed = before == "-" and hit.kind in STATE_KINDS | {"organisation"}
    return prefixed or bool(usage.dependent.match(text, hit.end)) or names_water(text, hit.start, hit.end)


def list_backers(phrase: str, overlay: Path | None = None) -> frozenset[str]:
    """The states that somebody is backed by, for or against, of which he is not: "Russian-backed rebels"."""
    usage = _load_usage(overlay)
    backing = (h for h in find_phrase_names(phrase, overlay) if h.kind in STATE_KINDS)
    return frozenset(h.entries[0].code for h in backing if h.entries[0].code and _is_modifier_only(phrase, h, usage))


def _core_end(text: str, hits: Sequence[Hit]) -> int:
    for match in _CUT.finditer(text):
        inside = any(h.start < match.end() - 1 and h.end > match.start() + 1 for h in hits)
        headed = any(h.start < match.start() and h.kind in _NOUNS | {"organisation", "person", "surname"} for h in hits)
        if headed and not inside:
            return match.start()
    return len(text)


def _current(entries: Sequence[Entry], day: date | None) -> Entry:
    """The row of an organisation that was valid on `day`, else its row without dates; the last row without a day."""
    dated = [e for e in entries if e.start or e.end]
    if not dated:
        return entries[0]
    if day is None:
        return dated[-1]
    for entry in dated:
        if parse_bound(entry.start, end=False) <= day <= parse_bound(entry.end, end=True):
            return entry
    return next((e for e in entries if e not in dated and e.key == dated[0].key), dated[-1])


def _state(text: str, hits: Sequence[Hit], core: Sequence[Hit]) -> Hit | None:
    """The hit that says which state or body: the first in the phrase, names before what follows a preposition, where
    somebody is based last ("the Geneva-based Red Cross")."""
    placed = [h for h in hits if h.kind in STATE_KINDS or h.kind == "organisation"]
    placed.sort(key=lambda h: text.startswith("-based", h.end))
    return next((h for h in placed if h in core), placed[0] if placed else None)


def _code_of(state: Hit | None, day: date | None) -> str | None:
    return _current(state.entries, day).code if state else None


def _role(text: str, core: Sequence[Hit]) -> str | None:
    """The first office of a phrase that is not the owner of another ("the president's adviser")."""
    offices = [h for h in core if h.kind == "office"]
    owning = [h for h, behind in pairwise(offices) if any(mark in text[h.end : behind.start] for mark in _POSSESSIVE)]
    return next((h.entries[0].name for h in offices if h not in owning), None)


def _inside_name(text: str, hit: Hit, core: Sequence[Hit]) -> bool:
    """ "Kamal Khan" inside "Jam Kamal Khan" is somebody else: capitalised words beside it belong to no row."""
    if hit.kind == "surname" and text.startswith("-", hit.end):
        return True  # "Long-term contracts"
    before = _NAME_BEFORE.search(text[: hit.start])
    after = re.match(r"\s[“\"‘«]?(\w[\w'-]*)", text[hit.end :])
    covered = any(h.end == hit.start - 1 and h.kind != "surname" for h in core)
    covered = covered or text[: hit.start].endswith(("'s ", "’s "))  # "Peru's King NAME"
    if before and any(fold(before.group(1)) in fold(e.name).split() for e in hit.entries):
        covered = True  # "Park" of "Park Geun-hye", "López" of "López Obrador"
    return bool((before and before.group(1)[0].isupper() and not covered and before.group(1) not in _ARTICLES)
                or (after and after.group(1)[0].isupper()))  # fmt: skip


def _holding(
    text: str,
    core: Sequence[Hit],
    persons: Sequence[str],
    day: date | None,
    overlay: Path | None,
    said: tuple[str | None, str | None],
) -> Holding | None:
    """The term of office of the person named, when the phrase ends in one; the state and office `said` must agree."""
    code, role = said
    keys = list(persons)
    last = core[-1] if core else None
    if last is not None and last.kind in ("person", "surname") and _inside_name(text, last, core):
        last = None
    if last is not None and (last.kind == "person" or (last.kind == "surname" and not persons)):
        keys += [e.key for e in last.entries if e.kind in ("person", "surname") and not _is_other(e, core, overlay)]
    holding = find_holding(dict.fromkeys(keys), day, overlay, role) if keys else None
    if holding is None or (last is not None and last.kind == "surname" and not persons and holding.how == "future"):
        return None
    elsewhere = code is not None and holding.term.code not in {code, *(e.code for h in core for e in h.entries[:1])}
    other = role is not None and not holding.term.role.endswith(role)  # "African Union envoy NAME", once of the UN
    return None if elsewhere and (other or not persons or holding.how != "held") else holding


def _is_other(entry: Entry, core: Sequence[Hit], overlay: Path | None) -> bool:
    """Whether a title or office is of the other gender than somebody's given name ("Mr. Clinton" is not Hillary)."""
    given = load_words(overlay).given.get(entry.name.split()[0], "")
    told = {e.gender for h in core for e in h.entries if e.kind in ("honorific", "office") and e.gender in ("m", "f")}
    return bool(told) and given in ("m", "f") and given not in told


def _held(holding: Holding, role: str | None, *, former: bool) -> Reading:
    term = holding.term
    sectors, written = term.sectors, role
    if former or (holding.how == "former" and role is None):
        sectors = _as_former(sectors)
    if holding.how == "future" and role is None:
        sectors = ()
    if written is None:
        written = {"former": f"former {term.role}", "future": None, "namesakes": None}.get(holding.how, term.role)
        if written and written.startswith("former former"):
            written = written[7:]
    rule = f"offices.tsv: {term.person}, {term.role} ({holding.how})"
    name = None if holding.how == "namesakes" else term.name
    return Reading(term.code, sectors, written, name, rule, past=role is None and holding.how in ("former", "future"))


def _sectors(
    text: str, core: Sequence[Hit], hits: Sequence[Hit], day: date | None, serving: frozenset[str]
) -> tuple[Hit | None, tuple[str, ...], str]:
    nouns = [h for h in core if h.kind in _NOUNS or h.kind == "organisation"]
    if not nouns:
        nouns = [h for h in hits if h.kind in _NOUNS or h.kind == "organisation"]
        if not nouns:
            return None, (), ""
    head = nouns[-1]
    offices = [h for h in nouns if h.kind == "office" and not _serves(h.entries[0], serving)]
    if head.kind == "office" and offices:  # "Deputy Defence Minister Colonel-General ...": the first office counts
        head = offices[0]
    entry = _current(head.entries, day)
    for other in reversed(nouns[:-1]):
        sectors = _current(other.entries, day).sectors
        takes = _serves(entry, serving) or entry.sectors[:1] == ("UAF",)  # "Taliban gunmen"
        takes = takes or text[head.start : head.end].lower() in list_body_nouns((other,))  # "the Hamas movement"
        governs = entry.name == "official" and sectors[:1] == ("SOC",)
        if governs or (entry.sectors[:1] in _ARMED and sectors[:1] in _COMMUNITIES):
            continue  # who fights or governs for a people or faith is not the people
        if takes and sectors and sectors[0] not in ("UNK",):
            return head, sectors, f"{_current(other.entries, day).key} serves"
    if _serves(entry, serving) or entry.sectors[:1] == ("UNK",):
        for other in hits:
            if other not in core and other.kind in _NOUNS | {"organisation"} and _current(other.entries, day).sectors:
                return head, _current(other.entries, day).sectors, f"{_current(other.entries, day).key} in phrase"
    what = f"{head.kind}:{text[head.start : head.end].lower()}" if entry.key == "office:" else entry.key
    return head, entry.sectors, f"{what} in phrase"


def _serves(entry: Entry, serving: frozenset[str]) -> bool:
    """Whether an office takes the sectors of the body it serves: "army spokesman", "rebel leader"."""
    return entry.name in serving or entry.name.rstrip("s") in serving


def is_serving(text: str, overlay: Path | None = None) -> bool:
    """Whether a phrase ends in an office that takes the sectors of whom it serves ("his spokesman")."""
    hits = find_phrase_names(text, overlay)
    return bool(hits) and hits[-1].kind == "office" and _serves(hits[-1].entries[0], _load_usage(overlay).serving)


def _served(
    text: str, head: Hit | None, core_end: int, hits: Sequence[Hit], day: date | None
) -> tuple[str, str] | None:
    """The body of many states that an office is held in: "an American leader of a U.N. team" acts for no state."""
    if head is None or head.kind != "office" or not _SERVES.match(text, core_end):
        return None
    body = next((h for h in hits if h.start > core_end), None)
    entry = _current(body.entries, day) if body is not None and body.kind == "organisation" else None
    return (entry.code, f"serves {entry.key}") if entry is not None and entry.code in OF_MANY_STATES else None


def _code(
    text: str, head: Hit | None, state: Hit | None, day: date | None, overlay: Path | None
) -> tuple[str | None, str]:
    """The state or body named, or the one that the office has in its name ("director of the CIA")."""
    if state is None:
        office = text[head.start : head.end] if head is not None and head.kind == "office" else ""
        of = _SERVES.search(office)
        within = _named_first(office, overlay)
        code = read_phrase(office[of.end() :], day, overlay).code if of else None
        code = code or (_current(within.entries, day).code if within else None)
        return code, "the body of that office" if code else ""
    entry = _current(state.entries, day)
    if entry.code is None:
        return None, ""
    if state.kind == "adjective":
        return entry.code, "demonym in phrase"
    return entry.code, f"{entry.key} in phrase"


def _named_first(office: str, overlay: Path | None) -> Hit | None:
    """The body, or the state by its letters, with which the words of an office begin: "IMF chief", "US secretary of
    state"; not what somebody is in charge of ("Taiwan affairs minister")."""
    shared = load_words(overlay).kinds["shared_body"]  # "Labour minister" is of no party
    named = (h for h in find_own_names(office, load_lexicon(overlay)) if h.start == 0 and h.end < len(office))
    named = (h for h in named if office[: h.end] not in shared)
    kinds = (h for h in named if h.kind == "organisation" or (h.kind == "country" and office[: h.end].isupper()))
    return max(kinds, key=lambda h: h.end, default=None)
