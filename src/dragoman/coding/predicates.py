"""What the encoder read and what the frames matched, made into one set of acts.

Both vote on whether words tell an act and which: the encoder by its probabilities, a frame on the same words by a
fixed weight. A frame's parties come first, unless the encoder is surer of others; the encoder fills what a frame
left open; a frame names the CAMEO code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dragoman.annotate.encoder import Encoder, embed_examples
from dragoman.annotate.encoder import classify_pair as read_pair
from dragoman.annotate.readings import Asked
from dragoman.annotate.setting import find_setting
from dragoman.coding.bystanders import find_bystander
from dragoman.coding.certainty import UNBOUND, settle_act
from dragoman.coding.classify import classify_pair
from dragoman.coding.codebook import EVENT_TYPES, Codebook
from dragoman.coding.commitments import find_deed, part_condition, widen_condition
from dragoman.coding.contexts import find_contexts
from dragoman.coding.parties import find_parties, is_political
from dragoman.coding.sides import Report, find_mentions, join_chains, outweigh, read_party, read_recipients, view_report
from dragoman.coding.votes import COMMITTING, MUTUAL, SURE_SETTING, VOTES, Votes, load_trust, vote_act, weigh_alone
from dragoman.coding.whenwhere import dates_act, read_setting
from dragoman.records import Annotation, EventCandidate, EventType, Factuality, Predicate, Span


def choose_questions(
    text: str, annotation: Annotation, frames: Sequence[EventCandidate], codebook: Codebook, encoder: Encoder
) -> Asked:
    """What the encoder is asked: the sentences worth its time are those in which a frame matched or an actor is named,
    all for a user's examples. Typed acts of the gate .658, with two actors .629, with all sentences .658; news who F1
    .470, .472 and .470. It reads 96 %, 87 % and all of the characters of the news."""
    examples = embed_examples(encoder, codebook.examples) if codebook.examples else None
    every = range(len(annotation.sentences)) if examples else {f.sentence for f in frames} | _peopled(annotation)
    triggers = [f.trigger for f in frames]
    return Asked(sorted(every), triggers, annotation.mentions, find_setting(text, codebook.overlay), examples)


def _peopled(annotation: Annotation) -> set[int]:
    """Sentences that name an actor."""
    starts = [start for start, _ in annotation.sentences]
    named = (m for m in annotation.mentions if m.kind == "actor" and m.form != "pronoun")
    return {bisect_right(starts, m.start) - 1 for m in named}


# Behind a trigger: each party of the act is acted upon by the others, and all are its actors.
_MUTUAL = re.compile(r"[^.,;:]{0,25}?\b(?:each other|one another)\b")


def code_predicates(
    text: str,
    annotation: Annotation,
    frames: Sequence[EventCandidate],
    codebook: Codebook,
    *,
    votes: Votes = VOTES,
    least: float = 0.5,
) -> tuple[EventCandidate, ...]:
    """Acts in reading order whose joint probability reaches `least`, and a frame's where a sentence was too long to be
    read to its end."""
    report = view_report(text, annotation, codebook.overlay)
    trust = load_trust(codebook.overlay)
    # A frame of the user's own tables is not voted on: the encoder never learned what it means.
    own = [f for f in frames if _is_own(f, codebook)]
    frames = [f for f in frames if f not in own]
    used: set[int] = set()
    found: list[EventCandidate] = []
    for number, frame in enumerate(own):
        if read := next((p for p in annotation.predicates if _overlap(frame.trigger, p.trigger)), None):
            kind, sure = frame.event_type, frame.confidence
            own[number] = _join(text, annotation, read, kind, sure, frame, report, codebook)
    for predicate in annotation.predicates:
        if any(_overlap(f.trigger, predicate.trigger) for f in own):
            continue
        predicate = join_chains(predicate, report.actors)
        numbers = _matching_frames(predicate, frames)
        used.update(numbers)
        matched = frames[numbers[0]] if numbers else None
        mutual = _MUTUAL.match(text, predicate.trigger.end) is not None
        kind, probability, sure = vote_act(predicate, matched, votes, trust, mutual=mutual)
        if probability >= least:
            act = _join(text, annotation, predicate, kind, sure, matched, report, codebook)
            found.append(msgspec.structs.replace(act, recipients=()) if mutual and act.actors else act)
    for frame in (f for i, f in enumerate(frames) if i not in used):
        found.append(msgspec.structs.replace(frame, confidence=weigh_alone(frame, votes)))
    parties = find_parties(annotation.mentions, codebook.overlay)
    kept = [
        c
        for c in found
        if not any(_overlap(c.trigger, f.trigger) for f in own) and (not _read_alone(c) or is_political(c, parties))
    ]
    return _without_repeats([*own, *kept])


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


# Types whose content is an act that is not told by itself: PLOVER's single-category rule.
_CONTENT = frozenset(("AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN"))


def _without_repeats(found: Sequence[EventCandidate]) -> tuple[EventCandidate, ...]:
    """Of acts on shared words the surest; none inside what another promises, demands, refuses or threatens."""
    kept: list[EventCandidate] = []
    for act in sorted(found, key=lambda c: -c.confidence):
        at = act.trigger
        if any(_overlap(k.trigger, at) for k in kept):
            continue
        kept.append(act)
    bound = [k for k in kept if k.event_type in _CONTENT]
    # A frame's act is weighed against the acts around it already, by the composition table; none promises what
    # another promises ("will consider withdrawing").
    free = [
        k for k in kept if not any(_holds(b, k) and (_read_alone(k) or b.what == k.what) for b in bound if b is not k)
    ]
    return tuple(sorted(free, key=lambda c: c.trigger.start))


def _holds(binding: EventCandidate, act: EventCandidate) -> bool:
    """Whether an act is told in what another promises, demands, refuses or threatens."""
    return binding.what is not None and binding.what.start <= act.trigger.start < binding.what.end


def _read_alone(act: EventCandidate) -> bool:
    return act.rule.startswith(("encoder ", "example "))


def _matching_frames(predicate: Predicate, frames: Sequence[EventCandidate]) -> list[int]:
    """Frame matches whose trigger shares characters with the predicate's, those of its likeliest types first."""
    order = {kind: n for n, (kind, _) in enumerate(predicate.types)}
    shared = [i for i, f in enumerate(frames) if _overlap(f.trigger, predicate.trigger)]
    return sorted(shared, key=lambda i: order.get(frames[i].event_type, len(order)))


def _join(
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
    by = _read_actors(annotation, predicate, report, codebook.overlay)
    together = kind in MUTUAL and len(by) > 1
    to = read_recipients(report, predicate, kind, content, together=together)
    where, when = _find_setting(annotation, predicate, frame, report)
    read = f"encoder {predicate.types[0][0]} {predicate.types[0][1]:.2f}"
    if predicate.nearest is not None:
        read = f"example of {predicate.nearest[0]} {predicate.nearest[1]:.2f}"
    if frame is not None and frame.event_type == kind:
        acting, aimed = frame.actors, frame.recipients
        if not _is_own(frame, codebook):
            acting = outweigh(acting, read_party(report, predicate, predicate.actors, surer=True), kind)
            aimed = outweigh(
                aimed, read_recipients(report, predicate, kind, content, surer=True, together=together), kind
            )
        # "flew to Paris for talks with X": the frame sees X alone, behind its words.
        behind = len(acting) == 1 and acting[0].start >= predicate.trigger.end
        parties = by if kind in MUTUAL and behind and acting[0] in by else acting or by
        if not (frame.settled or _is_own(frame, codebook)):
            frame = settle_act(frame, predicate)
        what, condition = _read_terms(text, annotation, predicate, kind, frame.factuality)
        binds = frame.what is not None or _commits(kind, frame.factuality)
        condition = frame.condition or condition or (widen_condition(text, predicate.condition) if binds else None)
        return msgspec.structs.replace(
            frame,
            mode=predicate.mode if _is_users(predicate, frame, codebook) else frame.mode,
            confidence=confidence,
            actors=parties,
            recipients=tuple(r for r in aimed or to if r not in parties),
            place=where,
            when=when,
            rule=f"frame {frame.rule}; {read}",
            what=part_condition(text, frame.what or what, condition),
            condition=condition,
            due=frame.due or (predicate.due if binds else None),
        )
    act = _read_act(text, annotation, predicate, kind, codebook)
    if frame is not None and act.what is None and frame.condition and act.factuality in ("planned", "conditional"):
        act = msgspec.structs.replace(act, what=frame.what, condition=frame.condition, due=frame.due)
    by = by or (frame.actors if frame else ())
    mutual = kind in MUTUAL and act.mode != "visit" and len(by) > 1
    return msgspec.structs.replace(
        act,
        confidence=confidence,
        actors=by,
        recipients=() if mutual else tuple(r for r in to if r not in by),
        place=where,
        when=when,
        rule=read,
    )


def _find_setting(
    annotation: Annotation, predicate: Predicate, frame: EventCandidate | None, report: Report
) -> tuple[Span | None, Span | None]:
    """Place and time of an act: what the encoder is sure of, else what belongs to the act by the grammar."""
    known = {Span(m.start, m.end, m.text): m for m in report.others if m.kind == "place" or dates_act(m)}
    places, times = (
        [x for x in find_mentions([x for x, p in pointed if p >= SURE_SETTING], list(known.values())) if x in known]
        for pointed in (predicate.places, predicate.times)
    )
    if frame is not None:
        where, when = frame.place, frame.when
    else:
        body = report.bodies[predicate.sentence]
        where, when = read_setting(annotation, predicate.sentence, body, predicate.trigger)
    return places[0] if places else where, times[0] if times else when


def _read_actors(
    annotation: Annotation, predicate: Predicate, report: Report, overlay: Path | None
) -> tuple[Span, ...]:
    """Who acts by the encoder, but for who stands by."""
    by = read_party(report, predicate, predicate.actors)
    apart = find_bystander(annotation.tokens, predicate.sentence, predicate.trigger.start, overlay)
    return by if apart is None else tuple(b for b in by if b.start > apart)


def _read_act(
    text: str, annotation: Annotation, predicate: Predicate, kind: EventType, codebook: Codebook
) -> EventCandidate:
    """The act as the encoder alone reads it, without its parties, place and time."""
    mode = predicate.mode if kind == predicate.types[0][0] else None
    factuality = predicate.factualities[0][0]
    what, condition = _read_terms(text, annotation, predicate, kind, factuality)
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
        rule="encoder",
        quotation=_quotation(annotation, predicate.trigger),
        what=what,
        condition=condition,
        due=predicate.due if what is not None else None,
    )


def _read_terms(
    text: str, annotation: Annotation, predicate: Predicate, kind: EventType, factuality: Factuality
) -> tuple[Span | None, Span | None]:
    """What an act told so commits to, and on which condition; with a condition, the act itself where nothing else is
    told. What is conditional by itself binds only where it is told as to come ("will withdraw if ...")."""
    what, condition = predicate.what, widen_condition(text, predicate.condition)
    deed = None
    if condition is not None and (what is None or factuality == "conditional"):
        deed = find_deed(text, predicate.trigger, condition, annotation.sentences[predicate.sentence][1])
    if _commits(kind, factuality):
        return part_condition(text, what or deed, condition), condition
    return (deed, condition) if factuality == "conditional" and deed is not None else (None, None)


def _commits(kind: EventType, factuality: Factuality) -> bool:
    """Whether an act told so binds who acts."""
    if factuality in UNBOUND:
        return False
    return kind in COMMITTING or factuality == "planned"


def _is_users(predicate: Predicate, frame: EventCandidate, codebook: Codebook) -> bool:
    """Whether a user's entry, of the frame's type, decided the predicate, and the frame is not the user's too."""
    return predicate.nearest is not None and predicate.types[0][0] == frame.event_type and not _is_own(frame, codebook)


def _is_own(frame: EventCandidate, codebook: Codebook) -> bool:
    """Whether the frame stands in the user's own tables."""
    return frame.rule in codebook.frames and codebook.frames[frame.rule].own


def _quotation(annotation: Annotation, trigger: Span) -> int | None:
    for number, quotation in enumerate(annotation.quotations):
        if any(c.start <= trigger.start and trigger.end <= c.end for c in quotation.content):
            return number
    return None


# Share of the encoder in the scores of a given pair; the rest is the frames'. Swept .3 to .8.
PAIR_SHARE = 0.5


def classify_jointly(
    text: str, source: tuple[int, int], target: tuple[int, int], codebook: Codebook, encoder: Encoder | None
) -> tuple[EventType, dict[EventType, float]]:
    """The type of what source does to target, by frames and encoder together; scores sum to 1."""
    kind, scores = classify_pair(text, source, target, codebook)
    read = read_pair(encoder, text, source, target) if encoder is not None else None
    if read is None:
        return kind, scores
    joint = {k: PAIR_SHARE * read[k] + (1 - PAIR_SHARE) * scores.get(k, 0.0) for k in EVENT_TYPES}
    return max(joint, key=lambda k: joint[k]), joint
