"""Recipients that no words of an act name: the states of the report, weighed by what it tells before and around.

A conditional logit over the states and bodies that the report names and "none of them", by the features of
`FEATURES`. The weights are in data/counterparts.tsv, fitted to marked passages (training/counterparts.py).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

from msgspec import Struct, structs

from dragoman.coding.sides import tells_origin
from dragoman.ground.actors import ActorGrounder
from dragoman.ground.allegiance import Allegiance
from dragoman.ground.choices import Described, Features, flag, load_weights, log_odds, pick, to_chances, weigh
from dragoman.ground.events import list_whole
from dragoman.records import Actor, EventCandidate, EventMention, EventType, Factuality, Predicate, Span

TYPES: tuple[str, ...] = get_args(EventType)
FACTS: tuple[str, ...] = get_args(Factuality)
# Of a state, then of "none of them"; what each means is said in data/counterparts.tsv.
FEATURES = (
    "pointed at", "not pointed at", "own", *(f"own: {t}" for t in TYPES), "own: others in sentence",
    "share of namings", "share of actors", "only other", "most named other", "before", "behind", "next behind",
    "in content", "sentence before", "answered", "gone on against", "acted on", "acts on it", "party in sentence",
    "place of act", "dateline", "home",
    "none", *(f"none: {t}" for t in TYPES), *(f"none: {f}" for f in FACTS), "none: states", "none: no actor",
    "none: content", "none: several",
)  # fmt: skip
# Probability from which a state counts as the one acted on.
SURE_COUNTERPART = 0.35
COUNTERPART = "whom the act is aimed at by what the report tells around it"
BACK = 3  # sentences from an act to the one that it answers or goes on from
# Of acts by several in files aa to bg these are aimed at somebody in 70 of 104 cases where no words tell it, others in
# 140 of 524, or their parties act on each other.
_AIMED = frozenset(("ACCUSE", "AID", "COERCE", "CONCEDE", "PROTEST", "REQUEST", "SANCTION", "THREATEN"))
_LEAST = 0.05  # probability of the encoder's pointing that is told apart

Codes = frozenset[str]
# Acts of force, and the two sides between whom they pass inside a state.
_FOUGHT = frozenset(("ASSAULT", "COERCE"))
_ARMED_SIDES = (frozenset(("REB", "UAF")), frozenset(("GOV", "MIL", "COP")))


class Act(Struct, frozen=True):
    """An act of a report: its sentence by number, the codes of who acts and is acted upon, the states that the encoder
    points at as acted upon, however faintly, where its content stands, and whether they do it to each other."""

    event: EventMention
    number: int
    own: Codes
    to: Codes
    pointed: dict[str, float]
    content: Span | None
    mutual: bool = False

    @property
    def at(self) -> tuple[int, int]:
        """Where its trigger stands."""
        return self.event.trigger.start, self.event.trigger.end


def to_act(
    candidate: EventCandidate, event: EventMention, predicates: Sequence[Predicate], actors: ActorGrounder
) -> Act:
    """An act as coded, with what the encoder reads at the words that tell it."""
    at = event.trigger
    read = next((p for p in predicates if p.trigger.start < at.end and at.start < p.trigger.end), None)
    pointed: dict[str, float] = {}
    for span, chance in read.recipients if read else ():
        pointed |= {code: max(chance, pointed.get(code, 0.0)) for code in actors.list_codes(span)}
    content = candidate.what or (read.what if read else None)
    own, to = (frozenset(a.code for a in side if a.code) for side in (event.actors, event.recipients))
    return Act(event, candidate.sentence, own, to, pointed, content, candidate.mutual)


def is_open(act: Act) -> bool:
    """Whether nobody is told to be acted upon, by a party that is known or by nobody; by several where such acts are
    aimed at others."""
    parties = len(act.event.actors)
    if act.mutual or act.event.recipients or (parties > 0 and not act.own):
        return False
    return parties < 2 or act.event.event_type in _AIMED


def describe(act: Act, acts: Sequence[Act], report: Allegiance) -> Described:
    """The features of each state of the report as the one that `act`, one of `acts`, is aimed at; none at the end."""
    others = [a for a in acts if a is not act]
    told = (*act.pointed, *(code for a in acts for code in (*a.own, *a.to)))
    whole = list_whole(act.event.actors, act.event.event_type)  # that acts on others
    codes = tuple(c for c in dict.fromkeys((*report.codes, *told)) if c not in whole)
    flags = {**_look_around(act, report), **_look_back(act, others)}
    counts = {
        "acted on": Counter(code for a in others if act.own & a.own for code in a.to),
        "acts on it": Counter(code for a in others if act.own & a.to for code in a.own),
    }
    namings, acting = max(1, report.named.total()), max(1, report.acted.total())
    flagged = flag(codes, flags)
    found: Described = []
    for code in codes:
        chance = act.pointed.get(code, 0.0)
        features: Features = {"pointed at": log_odds(chance, _LEAST), "not pointed at": float(chance == 0)}
        if code in act.own:
            features |= dict.fromkeys(_describe_own(code, act, report), 1.0)
        else:
            features |= flagged[code] | {name: math.log1p(n[code]) for name, n in counts.items()}
            features |= {
                "share of namings": report.named[code] / namings,
                "share of actors": report.acted[code] / acting,
                "home": float(code == report.home),
            }
        found.append((code, features))
    return [*found, (None, _describe_none(act, len(codes)))]


def _describe_own(code: str, act: Act, report: Allegiance) -> Iterable[str]:
    """What is so of the state of who acts."""
    yield from ("own", f"own: {act.event.event_type}")
    acting = [a for a in act.event.actors if a.code == code]
    begin, end = report.sentences[act.number]
    here = [n for n in report.namings if begin <= n.start < end and n.code == code and n.kind == "actor"]
    if any(not any(a.start <= n.start < a.end for a in acting) for n in here):
        yield "own: others in sentence"


def _describe_none(act: Act, states: int) -> Features:
    kind, fact = act.event.event_type, act.event.factuality
    return {
        "none": 1.0, f"none: {kind}": 1.0, f"none: {fact}": 1.0, "none: states": math.log(states + 1),
        "none: no actor": float(not act.own), "none: several": float(len(act.event.actors) > 1),
        "none: content": float(act.content is not None),
    }  # fmt: skip


def _look_around(act: Act, report: Allegiance) -> dict[str, Codes]:
    """The states of which something is so by where the report names them."""
    (begin, end), (start, stop) = report.sentences[act.number], act.at
    here = [n for n in report.namings if begin <= n.start < end]
    behind = [n for n in here if n.start >= stop]
    content = act.content
    ranked = [code for code, _ in report.named.most_common() if code not in act.own]
    counts = [report.named[code] for code in ranked]
    return {
        "only other": frozenset(ranked[:1] if counts[:1] and (len(counts) == 1 or counts[0] >= 2 * counts[1]) else ()),
        "most named other": frozenset(ranked[:1]),
        "before": frozenset(n.code for n in here if n.start < start),
        "behind": frozenset(n.code for n in behind),
        "next behind": frozenset(n.code for n in behind[:1]),
        "in content": frozenset(n.code for n in here if content and content.start <= n.start < content.end),
        "sentence before": frozenset(report.list_codes(act.number - 1)),
        "place of act": frozenset(filter(None, (act.event.place.country if act.event.place else None,))),
        "dateline": frozenset(filter(None, (report.find_dateline(act.number),))),
    }


def _look_back(act: Act, others: Sequence[Act]) -> dict[str, Codes]:
    """The states of which something is so by the other acts that the report tells."""
    near = [a for a in others if (a.number, a.at) < (act.number, act.at) and act.number - a.number <= BACK]
    answered = next((a.own - act.own for a in reversed(near) if act.own & a.to), frozenset())
    gone_on = next((a.to - act.own for a in reversed(near) if act.own & a.own and a.to - act.own), frozenset())
    beside = (a.own | a.to for a in others if a.number == act.number)
    return {
        "answered": answered,
        "gone on against": gone_on,
        "party in sentence": frozenset[str]().union(*beside),
    }


def fill_recipients(
    acts: Sequence[Act], report: Allegiance, parties: Sequence[Actor], overlay: Path | None = None
) -> tuple[EventMention, ...]:
    """The events in order, those without a recipient given the state that they are most likely aimed at.

    `parties` are the actors of the report; a recipient keeps the offsets of the words that name it, in the act's
    sentence or else in one before it.
    """
    weights = load_weights("counterparts", FEATURES, overlay)
    found = []
    for act in acts:
        event = act.event
        if is_open(act):
            scores = {code: weigh(features, weights) for code, features in describe(act, acts, report)}
            code, chance = pick(to_chances(scores), SURE_COUNTERPART)
            aimed = (_find_naming(c, act, report, parties) for c in _list_alike(code, act, acts))
            event = structs.replace(event, recipients=tuple(_explain(a, chance) for a in aimed if a))
        found.append(event)
    return tuple(found)


def _is_one_side(party: Actor, other: Actor) -> bool:
    """Whether both are of those who fight a state, or both of those who fight for it, in the same state."""
    return party.code == other.code and any(
        not side.isdisjoint(party.sectors) and not side.isdisjoint(other.sectors) for side in _ARMED_SIDES
    )


def _list_alike(code: str | None, act: Act, acts: Sequence[Act]) -> Sequence[str]:
    """The state that an act is aimed at, with those that did together with it what the act answers."""
    answered = _look_back(act, acts)["answered"]
    return () if code is None else sorted(answered) if code in answered else (code,)


def _explain(party: Actor, chance: float) -> Actor:
    rule = "; ".join(filter(None, (party.grounding, f"{COUNTERPART} {chance:.2f}")))
    return structs.replace(party, grounding=rule)


def _find_naming(code: str, act: Act, report: Allegiance, parties: Sequence[Actor]) -> Actor | None:
    """Who stands for a state, but who acts or tells of it: of its actors in the act's sentence the nearest, else the
    last naming before of the state itself, else of anybody of it, else the first."""
    told = act.event.attribution
    apart = [*act.event.actors, *((told.speaker,) if told and told.speaker else ())]
    starts, names = {a.start for a in apart}, {a.name for a in apart if a.name}
    named = [p for p in parties if p.code == code and p.start not in starts and p.name not in names]
    named = [p for p in named if not any(_is_of(report.text, actor, p) for actor in act.event.actors)]
    if act.event.event_type in _FOUGHT:
        named = [p for p in named if not tells_origin(report.text, p.start)]
        named = [p for p in named if not any(_is_one_side(p, a) for a in act.event.actors)]
    begin, end = report.sentences[act.number]
    here = [p for p in named if begin <= p.start < end]
    if here:
        return min(here, key=lambda p: abs(p.start - act.event.trigger.start))
    before = [p for p in named if p.start < begin]
    states = [p for p in before if (p.grounding or "").startswith(("country:", "capital:"))]
    return next(reversed(states or before or named[:1]), None)


_OF_WHOM = re.compile(r"\s+of\s+[^,.;:]{0,80}")


def _is_of(text: str, actor: Actor, party: Actor) -> bool:
    """Whether a party tells of whom an actor is one ("leaders of the Andean Community (AC)")."""
    return actor.end < party.start and _OF_WHOM.fullmatch(text, actor.end, party.start) is not None
