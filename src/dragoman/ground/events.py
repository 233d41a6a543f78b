"""Event candidates, quotations and commitments with their spans grounded: the records that are published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct, structs

from dragoman.annotate.actor_names import load_words
from dragoman.ground.actors import LIKELIEST, ActorGrounder
from dragoman.ground.cameo import suit_cameo
from dragoman.ids import hash_fields
from dragoman.records import (
    Actor,
    Annotation,
    Attribution,
    Commitment,
    EventCandidate,
    EventMention,
    EventType,
    Place,
    Quotation,
    Span,
    Statement,
    TimeValue,
)


class Scores(Struct, frozen=True):
    """Quad class (1 to 4) and intensity of an event type and mode under the chosen rule."""

    quad_class: int
    intensity: float


class Grounds(Struct, frozen=True):
    """What the spans of one article mean: actors on demand, places and times by their offsets; `verbs` are the offsets
    where its verbs begin."""

    article_id: str
    actors: ActorGrounder
    places: dict[tuple[int, int], Place]
    times: dict[tuple[int, int], TimeValue]
    published: date | None
    verbs: frozenset[int] = frozenset()


def ground_statements(quotations: Sequence[Quotation], grounds: Grounds) -> tuple[Statement, ...]:
    """One Statement a quotation, in the same order; the speaker is null where nobody is named."""
    return tuple(
        Statement(
            id=hash_fields(grounds.article_id, "statement", str(q.content[0].start), str(q.content[-1].end)),
            kind=q.kind,
            speaker=next(iter(grounds.actors.ground(q.speaker)), None) if q.speaker else None,
            cue=q.cue,
            content=q.content,
            addressees=_distinct(a for span in q.addressees for a in grounds.actors.ground(span)),
            language=q.language,
            event_id=None,
        )
        for q in quotations
    )


def ground_event(
    candidate: EventCandidate,
    scores: Scores,
    annotation: Annotation,
    statements: Sequence[Statement],
    grounds: Grounds,
) -> EventMention:
    """The candidate with every span replaced by what it stands for."""
    actors = _distinct(a for span in candidate.actors for a in grounds.actors.ground(span))
    recipients = _distinct(a for span in candidate.recipients for a in grounds.actors.ground(span))
    statement = statements[candidate.quotation] if candidate.quotation is not None else None
    recipients = _without_channels(recipients, candidate.event_type, grounds.actors)
    others = _without_doers(_without_teller(recipients, candidate, statement), actors, candidate.event_type)
    recipients = tuple(_without_own_guess(r, actors, candidate.event_type, grounds.actors) for r in others)
    if candidate.event_type not in _AMONG_OWN:
        states = [r for r in recipients if r.sectors[:1] == ("GOV",)]
        kind, known = candidate.event_type, grounds.actors
        actors = _distinct(_without_own_guess(a, states, kind, known) if _governs(a) else a for a in actors)
    own = {_identity(a) for a in actors}
    return EventMention(
        id=hash_fields(
            grounds.article_id,
            "event",
            candidate.event_type,
            str(candidate.trigger.start),
            str(candidate.trigger.end),
        ),
        event_type=candidate.event_type,
        mode=candidate.mode,
        contexts=candidate.contexts,
        cameo=suit_cameo(candidate.cameo, actors, grounds.actors.overlay),
        quad_class=scores.quad_class,
        intensity=scores.intensity,
        factuality=candidate.factuality,
        confidence=round(candidate.confidence, 3),
        sentence=annotation.sentences[candidate.sentence],
        trigger=candidate.trigger,
        actors=actors,
        recipients=tuple(r for r in recipients if _identity(r) not in own),
        place=grounds.places.get((candidate.place.start, candidate.place.end)) if candidate.place else None,
        when=_when(candidate, grounds),
        attribution=Attribution(statement.speaker, statement.id) if statement else None,
        rule=candidate.rule,
    )


# Who speaks of "us" may be acted upon by what is told.
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|us|our|ours|we)\b", re.I)


def _without_teller(
    recipients: Sequence[Actor], candidate: EventCandidate, statement: Statement | None
) -> Sequence[Actor]:
    """Those acted upon but for who only tells of it behind ("the students get tear gas, the governor said")."""
    if statement is None or statement.speaker is None or any(_FIRST_PERSON.search(c.text) for c in statement.content):
        return recipients
    teller = statement.speaker.start
    return [r for r in recipients if r.start != teller or teller < candidate.trigger.end]


_ON = re.compile(r"\bon (?:the |its |his |her |their )?\Z", re.I)


def _without_channels(recipients: tuple[Actor, ...], kind: EventType, known: ActorGrounder) -> tuple[Actor, ...]:
    """Those acted upon but for what an act is only told on ("claimed the raid on Telegram"); a ban or an attack on
    computers is upon it."""
    if kind == "COERCE":
        return recipients
    channels = load_words(known.overlay).kinds["channel"]

    def is_channel(r: Actor) -> bool:
        return r.text.lower() in channels and _ON.search(known.text, max(0, r.start - 10), r.start) is not None

    return tuple(r for r in recipients if not is_channel(r))


# What states also do to their own people: there a guess of the actor's own state is right as often as not.
_AT_HOME = frozenset(("ASSAULT", "COERCE"))


def _without_doers(recipients: Sequence[Actor], actors: Sequence[Actor], event_type: EventType) -> list[Actor]:
    """Those acted upon who do not act: of "the two countries" the other one; and where a state acts as a whole, nobody
    in office there but for assaults and arrests (the marks have 4 such among 13,520 acts of states). A state and its
    government are one ("an attack by *Assad's regime*", shown by "*the Syrian regime*")."""
    acting = {a.code for a in actors}
    others = {(r.start, r.end) for r in recipients if r.code not in acting}
    whole = list_whole(actors, event_type)

    def acts(r: Actor) -> bool:
        in_office = r.code in whole and r.role is not None and r.sectors[:1] == ("GOV",)
        if event_type == "ASSAULT" and any(_is_one_government(r, a) for a in actors):
            return True
        return in_office or (r.code in acting and (r.start, r.end) in others)

    return [r for r in recipients if not acts(r)]


_GOVERNMENT = re.compile(r"\b(?:government|regime|junta)\Z", re.I)


def _is_one_government(one: Actor, other: Actor) -> bool:
    """Whether two names are a state or its government as a whole, of the same state."""
    whole = all((x.grounding or "").startswith("country:") or _GOVERNMENT.search(x.text) for x in (one, other))
    return whole and one.code is not None and one.code == other.code


_PRONOUN = re.compile(r"I|he|she|it|they|we", re.I)
# What people and their bodies do within a state, or together.
_AMONG_OWN = frozenset(("PROTEST", "CONSULT", "COOPERATE"))


def _governs(actor: Actor) -> bool:
    """Whether somebody in office acts ("the envoy thanked Peru"): those of a state do not act on it."""
    return actor.sectors[:1] == ("GOV",) and _PRONOUN.fullmatch(actor.text) is None


def list_whole(actors: Sequence[Actor], event_type: EventType) -> set[str | None]:
    """The states that act as a whole, not some of their people, but for assaults and arrests."""
    whole = (a for a in actors if (a.grounding or "").startswith("country:") and a.sectors[:1] == ("GOV",))
    return {a.code for a in whole if event_type not in _AT_HOME}


def _without_own_guess(party: Actor, others: Sequence[Actor], event_type: EventType, known: ActorGrounder) -> Actor:
    """A party, of another state than the likely one where that acts or is acted upon as a whole: of 18 such recipients
    in marked passages 3 were right."""
    guessed = LIKELIEST in (party.grounding or "")
    whole = list_whole(others, event_type)
    if not guessed or party.code not in whole:
        return party
    return known.choose_other(party, frozenset(code for code in whole if code))


def ground_commitment(candidate: EventCandidate, event: EventMention, grounds: Grounds) -> Commitment | None:
    """The commitment that the event makes, or None where it makes none."""
    if candidate.what is None:
        return None
    return Commitment(
        id=hash_fields(event.id, "commitment", str(candidate.what.start), str(candidate.what.end)),
        event_id=event.id,
        by=event.actors,
        to=event.recipients,
        what=candidate.what,
        condition=candidate.condition,
        due=_due(candidate.due, grounds),
    )


def _due(span: Span | None, grounds: Grounds) -> TimeValue | None:
    """The time expression that the due phrase holds; its words unresolved where it holds none."""
    if span is None:
        return None
    held = [t for (start, end), t in grounds.times.items() if span.start <= start and end <= span.end]
    if held:
        return max(held, key=lambda t: t.end - t.start)
    return TimeValue(span.start, span.end, span.text, "DATE", None, None, None, None, "unresolved")


def _when(candidate: EventCandidate, grounds: Grounds) -> TimeValue | None:
    """The event's own time; for a told act without one, not later than the publication."""
    own = grounds.times.get((candidate.when.start, candidate.when.end)) if candidate.when else None
    trigger = candidate.trigger
    if own is not None and own.type == "DURATION" and grounds.verbs.isdisjoint(range(trigger.start, trigger.end)):
        # "on Friday, two days after a truce had begun": when it began is told, not when it was made
        own = structs.replace(own, from_=None, to=None, precision=None, basis="explicit") if own.precision else own
    if own is not None and not _is_ahead(own, candidate, grounds.published):
        return own
    if (candidate.when and own is None) or candidate.factuality != "asserted" or grounds.published is None:
        return None
    here = candidate.trigger.start
    return TimeValue(here, here, "", "DATE", None, None, grounds.published.isoformat(), None, "published")


def _is_ahead(time: TimeValue, candidate: EventCandidate, published: date | None) -> bool:
    """Whether a time lies after the report while the act is told as done: it dates something else in the sentence ("the
    visit comes before he leaves office in May"). What is agreed on may be dated so (in the marks 16 such are right of
    63, of other acts 5 of 123)."""
    done = candidate.factuality == "asserted" and candidate.event_type != "AGREE"
    return done and published is not None and time.from_ is not None and time.from_ > published.isoformat()


def _identity(actor: Actor) -> tuple[str | None, str | None]:
    return actor.code, actor.name or actor.text


def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each actor once, the first mention kept."""
    return tuple({_identity(a): a for a in reversed(list(actors))}.values())[::-1]
