"""What the encoder read and what the frames matched, made into one set of acts.

The encoder decides where an act is told, its type, factuality and parties; a frame on the same words adds the
CAMEO code and the row that explains it, and fills a party that the encoder left open.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.codebook import Codebook
from dragoman.coding.contexts import find_contexts
from dragoman.records import Annotation, EventCandidate, Mention, Predicate, Span

# Probability of an event, summed over types, from which an act is reported. Swept .3 to .7 on the gate passages.
LEAST_EVENT = 0.45
# A frame whose words the encoder read as no event is kept from this frame confidence on.
LEAST_FRAME_ALONE = 0.95


def code_predicates(
    text: str, annotation: Annotation, frames: Sequence[EventCandidate], codebook: Codebook
) -> tuple[EventCandidate, ...]:
    """Acts in reading order: the encoder's, each joined with the frame match on the same words."""
    actors = [m for m in annotation.mentions if m.kind == "actor"]
    others = [m for m in annotation.mentions if m.kind != "actor"]
    used: set[int] = set()
    found: list[EventCandidate] = []
    for predicate in annotation.predicates:
        probability = sum(p for _, p in predicate.types)
        number = _matching_frame(predicate, frames)
        if number is not None:
            used.add(number)
        if probability < LEAST_EVENT:
            continue
        frame = frames[number] if number is not None else None
        found.append(_join(text, annotation, predicate, probability, frame, actors, others, codebook))
    found += [f for i, f in enumerate(frames) if i not in used and f.confidence >= LEAST_FRAME_ALONE]
    return tuple(sorted(found, key=lambda c: c.trigger.start))


def _matching_frame(predicate: Predicate, frames: Sequence[EventCandidate]) -> int | None:
    """The frame match whose trigger shares characters with the predicate's; of the same type if there is one."""
    kind = predicate.types[0][0]
    shared = [
        i
        for i, f in enumerate(frames)
        if f.trigger.start < predicate.trigger.end and predicate.trigger.start < f.trigger.end
    ]
    return next((i for i in shared if frames[i].event_type == kind), shared[0] if shared else None)


def _join(
    text: str,
    annotation: Annotation,
    predicate: Predicate,
    probability: float,
    frame: EventCandidate | None,
    actors: Sequence[Mention],
    others: Sequence[Mention],
    codebook: Codebook,
) -> EventCandidate:
    kind = predicate.types[0][0]
    same = frame is not None and frame.event_type == kind
    by = _mentions_of(predicate.actors, actors) or (frame.actors if frame else ())
    to = _mentions_of(predicate.recipients, actors)
    if not to and frame and same:
        to = tuple(r for r in frame.recipients if r not in by)
    mode = predicate.mode
    places = _mentions_of(predicate.places, others)
    times = _mentions_of(predicate.times, others)
    start, end = annotation.sentences[predicate.sentence]
    sentence = text[start:end].lower()
    explained = f"encoder {kind} {probability:.2f}"
    return EventCandidate(
        event_type=kind,
        mode=mode,
        contexts=find_contexts(codebook.contexts, sentence.replace(",", " ").split(), sentence),
        cameo=frame.cameo if frame and same else codebook.entry(kind, mode).cameo,
        factuality=predicate.factualities[0][0],
        confidence=probability,
        sentence=predicate.sentence,
        trigger=predicate.trigger,
        actors=by,
        recipients=tuple(r for r in to if r not in by),
        place=places[0] if places else (frame.place if frame else None),
        when=times[0] if times else (frame.when if frame else None),
        rule=f"{explained}; frame {frame.rule}" if frame and same else explained,
        quotation=_quotation(annotation, predicate.trigger),
        what=predicate.what or (frame.what if frame and same else None),
        condition=predicate.condition or (frame.condition if frame and same else None),
        due=predicate.due or (frame.due if frame and same else None),
    )


def _mentions_of(pointed: Sequence[tuple[Span, float]], mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """The mentions that the pointed words belong to, the surest first; the bare words where none covers them."""
    found: dict[Span, None] = {}
    for span, _ in sorted(pointed, key=lambda p: -p[1]):
        over = [m for m in mentions if m.start < span.end and span.start < m.end]
        exact = next((m for m in over if m.start == span.start), over[0] if over else None)
        found[Span(exact.start, exact.end, exact.text) if exact else span] = None
    return tuple(sorted(found, key=lambda s: s.start))


def _quotation(annotation: Annotation, trigger: Span) -> int | None:
    for number, quotation in enumerate(annotation.quotations):
        if any(c.start <= trigger.start and trigger.end <= c.end for c in quotation.content):
            return number
    return None
