"""One act out of what the encoder read in some words and the frame that matched them, if any: its parties, terms, place
and time."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman.coding.bystanders import find_bystander
from dragoman.coding.certainty import UNBOUND, settle_act
from dragoman.coding.codebook import Codebook
from dragoman.coding.commitments import find_deed, shape_condition, trim_content
from dragoman.coding.contexts import find_contexts
from dragoman.coding.deeds import add_deed
from dragoman.coding.dues import names_no_day
from dragoman.coding.events import find_quotation
from dragoman.coding.forewarned import unbind_foretold
from dragoman.coding.relatives import goes_on_relative
from dragoman.coding.sides import (
    Report,
    drop_echoes,
    find_mentions,
    outweigh,
    read_party,
    read_recipients,
    without_conditional,
)
from dragoman.coding.units import view_numbered
from dragoman.coding.votes import COMMITTING, MUTUAL, SURE_SETTING, UNBINDING, is_refused
from dragoman.coding.whenwhere import dates_act, is_aside, read_setting
from dragoman.records import Annotation, EventCandidate, EventType, Factuality, Mention, Predicate, Span


def join_act(
    text: str,
    annotation: Annotation,
    predicate: Predicate,
    kind: EventType,
    confidence: float,
    frame: EventCandidate | None,
    report: Report,
    codebook: Codebook,
) -> EventCandidate:
    """One act out of what the encoder read and the frame there, if any."""
    content = (frame.what if frame else None) or predicate.what
    by = _read_actors(annotation, predicate, kind, report, codebook.overlay)
    if frame is not None and frame.actors and goes_on_relative(annotation.tokens, predicate.trigger.start):
        by = frame.actors  # the encoder takes it for the main clause's
    together = kind in MUTUAL and len(by) > 1
    to = read_recipients(report, predicate, kind, content, together=together)
    if frame is not None and frame.event_type == kind:
        if not is_own(frame, codebook):
            surer = read_recipients(report, predicate, kind, content, surer=True, together=together)
            frame = _turn_sides(frame, predicate, surer, report)
            frame = _weigh_parties(frame, predicate, surer, report, by, shared=_is_shared(frame, codebook))
        act = _complete_frame(text, annotation, predicate, frame, by, to, codebook)
    else:
        act = _name_parties(_read_act(text, annotation, predicate, kind, codebook), frame, by, to)
        if frame is not None and is_refused(predicate, frame):  # what is not done is the act: it was refused
            act = msgspec.structs.replace(act, factuality="asserted")
        agreed = codebook.composed("AGREE", kind, None) if frame is not None and frame.event_type == "AGREE" else None
        if agreed is not None and agreed.event_type == kind:  # what was agreed on is still to come
            act = msgspec.structs.replace(act, cameo=agreed.cameo[0])
        if frame is not None and frame.factuality == "hypothetical":  # "accused Oslo of promising to leave"
            act = msgspec.structs.replace(act, what=None, condition=None, due=None)
    where, when = _find_setting(annotation, predicate, kind, frame, report, codebook.overlay)
    shared = frame is not None and frame.event_type == kind and _is_shared(frame, codebook)
    by = drop_echoes(act.actors, report, several=shared or kind in MUTUAL)
    to = drop_echoes(act.recipients, report, several=kind in MUTUAL)
    to = without_conditional(to, act, report)
    act = msgspec.structs.replace(act, actors=by, recipients=to, confidence=confidence, place=where, when=when)
    body = report.bodies[predicate.sentence]
    return unbind_foretold(annotation, add_deed(text, annotation, act, body, codebook), body, codebook.overlay)


def _turn_sides(frame: EventCandidate, predicate: Predicate, surer: tuple[Span, ...], report: Report) -> EventCandidate:
    """The frame with its actors as those acted upon where the encoder is sure of that and reads them as nobody who
    acts: headlines leave out the auxiliary ("Envoy attacked in Rome")."""
    if frame.event_type not in ("ASSAULT", "COERCE") or not frame.actors or not set(frame.actors) <= set(surer):
        return frame
    acting = read_party(report, predicate, predicate.actors)
    return frame if set(acting) & set(frame.actors) else msgspec.structs.replace(frame, actors=(), recipients=surer)


def _weigh_parties(
    frame: EventCandidate,
    predicate: Predicate,
    surer: tuple[Span, ...],
    report: Report,
    by: tuple[Span, ...],
    *,
    shared: bool,
) -> EventCandidate:
    """The frame with its own parties or those of which the encoder is surer; its actors stay where they act `by` all
    accounts. What the frame takes for a deed done together is `shared`."""
    sure = () if by == frame.actors else read_party(report, predicate, predicate.actors, surer=True)
    several = shared or frame.event_type in MUTUAL
    acting = outweigh(frame.actors, sure, report.text, several=several)
    acted_on = outweigh(frame.recipients, surer, report.text, several=frame.event_type in MUTUAL)
    return msgspec.structs.replace(frame, actors=acting, recipients=acted_on)


def _complete_frame(
    text: str,
    annotation: Annotation,
    predicate: Predicate,
    frame: EventCandidate,
    by: tuple[Span, ...],
    to: tuple[Span, ...],
    codebook: Codebook,
) -> EventCandidate:
    """A frame's act, where the encoder is of its type: what the frame left open is as the encoder read it."""
    kind, acting = frame.event_type, frame.actors
    if kind not in MUTUAL:  # Who is arrested by the grammar, and to the encoder on both sides, arrests nobody.
        by = tuple(b for b in by if b not in frame.recipients or b not in to)
    if "target" in codebook.frames[frame.rule].recipients:  # "Iran sanctions": the encoder takes Iran for who imposes
        by = tuple(b for b in by if b not in frame.recipients)
    # "flew to Paris for talks with X": the frame sees X alone, behind its words.
    behind = len(acting) == 1 and acting[0].start >= predicate.trigger.end
    parties = by if kind in MUTUAL and behind and acting[0] in by else acting or by
    # "Should be glad and even agree to pay": the encoder reads who agrees, whatever is told of it.
    doubted = frame.factuality in UNBOUND and frame.factuality != "historical"
    if not (frame.settled or is_own(frame, codebook)):
        frame = settle_act(frame, predicate)
    told = _read_terms(text, annotation, predicate, kind, frame.factuality)
    what, condition = (None, None) if doubted else told
    binds = frame.what is not None or (not doubted and _commits(kind, frame.factuality))
    condition = (
        frame.condition
        or condition
        or (shape_condition(text, predicate.condition, predicate.trigger) if binds else None)
    )
    due = frame.due or (_read_due(text, predicate) if binds else None)
    return msgspec.structs.replace(
        frame,
        mode=predicate.mode if _is_users(predicate, frame, codebook) else frame.mode,
        actors=parties,
        recipients=tuple(r for r in frame.recipients or to if r not in parties),
        rule=f"frame {frame.rule}; {_name_reading(predicate)}",
        what=trim_content(text, trim_content(text, frame.what or what, condition), due),
        condition=condition,
        due=due,
    )


def _name_parties(
    act: EventCandidate, frame: EventCandidate | None, by: tuple[Span, ...], to: tuple[Span, ...]
) -> EventCandidate:
    """An act as the encoder alone reads it with its parties; a frame of another type only helps out."""
    if frame is not None and act.what is None and frame.condition and act.factuality in ("planned", "conditional"):
        act = msgspec.structs.replace(act, what=frame.what, condition=frame.condition, due=frame.due)
    by = by or (frame.actors if frame else ())
    mutual = act.event_type in MUTUAL and act.mode != "visit" and len(by) > 1
    return msgspec.structs.replace(act, actors=by, recipients=() if mutual else tuple(r for r in to if r not in by))


def _name_reading(predicate: Predicate) -> str:
    """What the encoder made of the words, as the rule of an act says it."""
    if predicate.nearest is not None:
        return f"example of {predicate.nearest[0]} {predicate.nearest[1]:.2f}"
    return f"encoder {predicate.types[0][0]} {predicate.types[0][1]:.2f}"


def _find_setting(
    annotation: Annotation,
    predicate: Predicate,
    kind: EventType,
    frame: EventCandidate | None,
    report: Report,
    overlay: Path | None,
) -> tuple[Span | None, Span | None]:
    """Place and time of an act: what the encoder is sure of, else what belongs to the act by the grammar."""
    settings = _list_settings(annotation, predicate, kind, report, overlay)
    known = {Span(m.start, m.end, m.text) for m in settings}
    sure = ([x for x, p in pointed if p >= SURE_SETTING] for pointed in (predicate.places, predicate.times))
    found = (find_mentions(report.text, spans, settings) for spans in sure)
    places, times = ([x for x in spans if x in known] for spans in found)
    if frame is not None:
        where, when = frame.place, frame.when
    else:
        body = report.bodies[predicate.sentence]
        where, when = read_setting(annotation, predicate.sentence, body, predicate.trigger, kind, overlay)
    return places[0] if places else where, times[0] if times else when


def _list_settings(
    annotation: Annotation, predicate: Predicate, kind: EventType, report: Report, overlay: Path | None
) -> list[Mention]:
    """The places and times that may be those of the act, by whatever reading."""
    if not predicate.places and not predicate.times:
        return []
    begin, end = annotation.sentences[predicate.sentence]
    named = [m for m in report.others if m.kind == "place" or dates_act(m)]
    s = view_numbered(annotation, predicate.sentence, report.bodies[predicate.sentence])
    return [m for m in named if not (begin <= m.start < end and is_aside(s, predicate.trigger, m, kind, overlay))]


def _read_actors(
    annotation: Annotation, predicate: Predicate, kind: EventType, report: Report, overlay: Path | None
) -> tuple[Span, ...]:
    """Who acts by the encoder, but for who stands by and who is rather acted upon ("figures arrested in Rome")."""
    aimed = {} if kind in MUTUAL else dict(predicate.recipients)
    by = read_party(report, predicate, [(x, p) for x, p in predicate.actors if p >= aimed.get(x, 0.0)])
    apart = find_bystander(annotation.tokens, predicate.sentence, predicate.trigger.start, overlay)
    return by if apart is None else tuple(b for b in by if b.start > apart)


def _read_act(
    text: str, annotation: Annotation, predicate: Predicate, kind: EventType, codebook: Codebook
) -> EventCandidate:
    """The act as the encoder alone reads it, without its parties, place and time."""
    mode = predicate.mode if kind == predicate.types[0][0] else None
    factuality = predicate.factualities[0][0]
    what, condition = _read_terms(text, annotation, predicate, kind, factuality)
    due = _read_due(text, predicate) if what is not None else None
    start, end = annotation.sentences[predicate.sentence]
    sentence = text[start:end].lower()
    return EventCandidate(
        event_type=kind,
        mode=mode,
        contexts=find_contexts(codebook.contexts, sentence.replace(",", " ").split(), sentence),
        cameo=codebook.entry(kind, mode).cameo,
        factuality=factuality,
        confidence=0.0,
        sentence=predicate.sentence,
        trigger=predicate.trigger,
        actors=(),
        recipients=(),
        place=None,
        when=None,
        rule=_name_reading(predicate),
        quotation=find_quotation(annotation.quotations, predicate.trigger),
        what=trim_content(text, what, due),
        condition=condition,
        due=due,
    )


def _read_terms(
    text: str, annotation: Annotation, predicate: Predicate, kind: EventType, factuality: Factuality
) -> tuple[Span | None, Span | None]:
    """What an act told so commits to, and on which condition; with a condition, the act itself where nothing else is
    told. What is conditional by itself binds only where it is told as to come ("will withdraw if ..."), and what the
    encoder reads as demanded or refused binds nobody ("warned Oslo not to land")."""
    what = predicate.what if predicate.types[0][0] in (kind, *COMMITTING) else None
    condition = shape_condition(text, predicate.condition, predicate.trigger)
    deed = None
    if condition is not None and (what is None or factuality == "conditional"):
        deed = find_deed(text, predicate.trigger, condition, annotation.sentences[predicate.sentence][1])
    if _commits(kind, factuality):
        return trim_content(text, what or deed, condition), condition
    return (deed, condition) if factuality == "conditional" and deed is not None else (None, None)


def _read_due(text: str, predicate: Predicate) -> Span | None:
    """By when something is to be done, as the encoder reads it."""
    due = predicate.due
    return None if due is None or names_no_day(text, due) else due


def _commits(kind: EventType, factuality: Factuality) -> bool:
    """Whether an act told so binds who acts."""
    if factuality in UNBOUND:
        return False
    return kind in COMMITTING or (factuality == "planned" and kind not in UNBINDING)


def _is_users(predicate: Predicate, frame: EventCandidate, codebook: Codebook) -> bool:
    """Whether a user's entry, of the frame's type, decided the predicate, and the frame is not the user's too."""
    return predicate.nearest is not None and predicate.types[0][0] == frame.event_type and not is_own(frame, codebook)


def _is_shared(frame: EventCandidate, codebook: Codebook) -> bool:
    """Whether a frame tells of what its parties do together, with nobody acted upon ("signed a treaty")."""
    return frame.rule in codebook.frames and not codebook.frames[frame.rule].recipients


def is_own(frame: EventCandidate, codebook: Codebook) -> bool:
    """Whether the frame stands in the user's own tables."""
    return frame.rule in codebook.frames and codebook.frames[frame.rule].own
