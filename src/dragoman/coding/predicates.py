"""What the encoder read and what the frames matched, made into one set of acts.

Both vote on whether words tell an act and which: the encoder by its probabilities, a frame on the same words by a
fixed weight. A frame's parties come first, unless the encoder is surer of others; the encoder fills what a frame
left open; a frame names the CAMEO code.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import day_name
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from dragoman.annotate.encoder import Encoder, embed_examples
from dragoman.annotate.encoder import classify_pair as read_pair
from dragoman.annotate.readings import Asked
from dragoman.annotate.setting import find_setting
from dragoman.coding.background import set_back
from dragoman.coding.classify import classify_pair
from dragoman.coding.clauses import SUBORDINATE
from dragoman.coding.codebook import EVENT_TYPES, Codebook
from dragoman.coding.doubles import is_one_deed, yields_to
from dragoman.coding.empty import find_empty
from dragoman.coding.joining import is_own, join_act
from dragoman.coding.parties import find_parties, is_political, is_read_political
from dragoman.coding.rereading import reread
from dragoman.coding.sides import join_chains, view_report
from dragoman.coding.units import REPORTING
from dragoman.coding.votes import COMMITTING, MUTUAL, VOTES, Votes, load_senses, load_trust, vote_act, weigh_alone
from dragoman.records import Annotation, EventCandidate, EventType, Predicate, Span, Token


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


# Behind a trigger: each party of the act is acted upon by the others, and all are its actors. What is asked of others
# or threatened may hold it as what they are to do ("urged them to talk to each other").
_EACH_OTHER = r"\b(?:each other|one another)\b"
_TOGETHER = re.compile(rf"[^.,;:]{{0,25}}?{_EACH_OTHER}")
_ON_EACH_OTHER = re.compile(rf"(?:(?!\bto (?!each|one))[^.,;:]){{0,25}}?{_EACH_OTHER}")


def code_predicates(
    text: str,
    annotation: Annotation,
    frames: Sequence[EventCandidate],
    codebook: Codebook,
    *,
    votes: Votes = VOTES,
    least: float = 0.5,
    published_year: int | None = None,
) -> tuple[EventCandidate, ...]:
    """Acts in reading order whose joint probability reaches `least`, and a frame's where a sentence was too long to be
    read to its end. Those of a year before the report's own (`published_year`) are background."""
    report = view_report(text, annotation, codebook.overlay)
    trust, senses = load_trust(codebook.overlay), load_senses(codebook.overlay)
    # A frame of the user's own tables is not voted on: the encoder never learned what it means.
    own = [f for f in frames if is_own(f, codebook)]
    frames = [f for f in frames if f not in own]
    used: set[int] = set()
    public = _find_public(text, annotation, codebook.overlay)
    doubtful = [f for f in frames if not public(f)]
    found: list[EventCandidate] = []
    wanted: list[Span] = []
    for number, frame in enumerate(own):
        if read := next((p for p in annotation.predicates if _overlap(frame.trigger, p.trigger)), None):
            kind, sure = frame.event_type, frame.confidence
            own[number] = join_act(text, annotation, read, kind, sure, frame, report, codebook)
    empty = find_empty(annotation, codebook)
    for predicate in reread(annotation, codebook.overlay):
        if any(_overlap(words, predicate.trigger) for words in (*empty, *(f.trigger for f in own))):
            continue
        predicate = join_chains(predicate, report.actors)
        numbers = _matching_frames(predicate, frames)
        used.update(numbers)
        matched = frames[numbers[0]] if numbers else None
        mutual = _is_mutual(text, predicate, matched, codebook)
        kind, probability, sure = vote_act(predicate, matched, votes, trust, senses, mutual=mutual)
        if probability >= least:
            if kind == "REQUEST" and matched is None and predicate.what is not None:
                wanted.append(predicate.what)
            act = join_act(text, annotation, predicate, kind, sure, matched, report, codebook)
            act = set_back(annotation, act, report.bodies[act.sentence], published_year)
            if sure < votes.least_sure and act.what is None:
                continue
            private = (matched in doubtful or _read_alone(act)) and not public(act)
            if private and not (matched and is_read_political(act, predicate)):
                continue
            found.append(msgspec.structs.replace(act, recipients=(), mutual=True) if mutual and act.actors else act)
    for frame in (f for i, f in enumerate(frames) if i not in used and f not in doubtful):
        found.append(msgspec.structs.replace(frame, confidence=weigh_alone(frame, votes)))
    kept = [c for c in found if not any(_overlap(c.trigger, f.trigger) for f in own) and not _is_wanted(c, wanted)]
    return _without_repeats([*own, *kept], annotation.tokens, codebook.overlay)


def _find_public(text: str, annotation: Annotation, overlay: Path | None) -> Callable[[EventCandidate], bool]:
    """Tells whether an act of the report is a political one, by its parties and the words of its sentence."""
    parties = find_parties(annotation.mentions, overlay)
    sentences = [text[start:end] for start, end in annotation.sentences]
    return lambda act: is_political(act, parties, sentences[act.sentence], overlay)


def _is_mutual(text: str, read: Predicate, frame: EventCandidate | None, codebook: Codebook) -> bool:
    """Whether words tell what several do together or to each other ("traded accusations")."""
    pattern = _TOGETHER if read.types[0][0] in MUTUAL else _ON_EACH_OTHER
    if pattern.match(text, read.trigger.end):
        return True
    return frame is not None and len(frame.actors) > 1 and not codebook.frames[frame.rule].recipients


def find_read(
    again: Sequence[EventCandidate], before: Sequence[EventCandidate], predicates: Sequence[Predicate]
) -> tuple[EventCandidate, ...]:
    """Of frames matched `again` those on words that the encoder was asked about or read: the others it cannot judge."""
    known = [*(f.trigger for f in before), *(p.trigger for p in predicates)]
    return tuple(f for f in again if any(_overlap(f.trigger, x) for x in known))


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


_TELLS_WHICH = re.compile(r"\s(?:who|whom|which)\s")
# Types whose content is an act that is not told by itself: PLOVER's single-category rule.
_CONTENT = frozenset(("AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN"))


def _without_repeats(
    found: Sequence[EventCandidate], tokens: Sequence[Token], overlay: Path | None
) -> tuple[EventCandidate, ...]:
    """Of acts on shared words, or told by a verb and its noun, the surest; none inside what another promises, demands,
    refuses or threatens."""
    kept: list[EventCandidate] = []
    found = [
        a
        for a in found
        if not any(
            _tells_how(a, other, tokens) or _tells_why(a, other) or yields_to(a, other, tokens, overlay)
            for other in found
        )
    ]
    for act in sorted(found, key=lambda c: -c.confidence):
        at = act.trigger
        if any(
            _overlap(k.trigger, at) or _is_told_twice(k, act, tokens) or is_one_deed(k, act, tokens, overlay)
            for k in kept
        ):
            continue
        kept.append(act)
    kept = [k for k in kept if not any(_only_says(k, other, tokens) for other in kept)]
    bound = [k for k in kept if k.event_type in _CONTENT]
    # A frame's act is weighed against the acts around it already, by the composition table; none promises what
    # another promises ("will consider withdrawing").
    free = [
        k
        for k in kept
        if not any(
            _holds(b, k) and (_read_alone(k) or _is_content(b, k) or _goes_on(b, tokens)) for b in bound if b is not k
        )
    ]
    return tuple(sorted((_bind_once(k, free) for k in free), key=lambda c: c.trigger.start))


def _bind_once(act: EventCandidate, others: Sequence[EventCandidate]) -> EventCandidate:
    """The act without a content that its author is bound to by another word over it already ("is *preparing* to host
    the summit"); what is told side by side binds twice ("will visit Oslo and meet Rossi")."""
    if act.what is None:
        return act
    over = (o for o in others if o.what and o.trigger.end <= min(act.trigger.start, o.what.start))
    bound = any(
        set(act.actors) <= set(o.actors) and (o.what == act.what or o.what.start <= act.trigger.start < o.what.end)
        for o in over
        if o.what
    )
    return msgspec.structs.replace(act, what=None, condition=None, due=None) if bound else act


def _is_content(binding: EventCandidate, act: EventCandidate) -> bool:
    """Whether an act is told by the very words of what another of its type binds to ("pledged to *ban* them")."""
    begins = binding.what is not None and binding.what.start == act.trigger.start
    return binding.what == act.what or (begins and binding.event_type == act.event_type)


def _tells_how(act: EventCandidate, other: EventCandidate, tokens: Sequence[Token]) -> bool:
    """Whether an act was read in the adverb right before the verb that tells it ("*strongly* urged")."""
    begin, end = (bisect_left(tokens, at.trigger.start, key=lambda t: t.start) for at in (act, other))
    return act.event_type == other.event_type and begin + 1 == end and tokens[begin].tag == "ADV"


_NEAR_BY = 60  # characters between a protest and what it is against


def _tells_why(act: EventCandidate, other: EventCandidate) -> bool:
    """Whether blame was read in what a protest is against ("went on strike *in protest at* the law")."""
    protest = "criticism.protest" in act.rule and other.event_type == "PROTEST"
    return protest and 0 <= act.trigger.start - other.trigger.end <= _NEAR_BY


_NEW_CLAUSE = frozenset(("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ"))


def _is_told_twice(one: EventCandidate, other: EventCandidate, tokens: Sequence[Token]) -> bool:
    """Whether a verb and the noun or verb behind it tell one act of the same parties ("held long and candid *talks*",
    "decided on Monday to *expel*", "considers *expelling*", "gathered in the square to *protest*")."""
    if (one.sentence, one.event_type, one.actors, one.recipients) != (
        other.sentence, other.event_type, other.actors, other.recipients
    ):  # fmt: skip
        return False
    former, latter = sorted((one, other), key=lambda act: act.trigger.start)
    begin, end = (bisect_left(tokens, at, key=lambda t: t.start) for at in (former.trigger.end, latter.trigger.start))
    between = tokens[begin:end]
    if tokens[end].tag == "VERB" and tokens[begin - 1].tag == "VERB":  # whose content it is told in: see `_holds`
        bare = all(t.text in ("to", "on", *day_name) or t.tag == "ADV" for t in between)
        purpose = begin < end and tokens[end - 1].text == "to" and not any(t.tag in _NEW_CLAUSE for t in between)
        return former.what is None and (bare or purpose)
    parted = any(t.tag in ("VERB", "AUX") or t.text in SUBORDINATE or t.text == ";" for t in between)
    return not parted and tokens[end].tag == "NOUN"


_GO_ON = frozenset(("continue", "keep", "carry", "go", "remain"))


def _goes_on(binding: EventCandidate, tokens: Sequence[Token]) -> bool:
    """Whether an act is promised only by a word of going on, of which no frame knows ("will *continue* to support")."""
    word = tokens[bisect_left(tokens, binding.trigger.start, key=lambda t: t.start)]
    return _read_alone(binding) and word.lemma in _GO_ON


def _holds(binding: EventCandidate, act: EventCandidate) -> bool:
    """Whether an act is told in what another promises, demands, refuses or threatens; not where that only tells of
    whom or what ("to house the men whom the navy *picked up*")."""
    if binding.what is None or not binding.what.start <= act.trigger.start < binding.what.end:
        return False
    between = binding.what.text[: act.trigger.start - binding.what.start]
    return not (act.factuality in ("asserted", "historical") and _TELLS_WHICH.search(between))


# Before the verb of what is said to come: "announced that *it would* leave".
_SAID_TO_COME = re.compile(r"(?:that )?(?:it|he|she|they|we) (?:will|would) |(?:will|would) |")


def _only_says(act: EventCandidate, other: EventCandidate, tokens: Sequence[Token]) -> bool:
    """Whether an act's verb only says that the other, which its author is bound to, is to come: "*announced* that it
    would send grain"."""
    if act.what is None or other.what is None:
        return False
    word = tokens[bisect_left(tokens, act.trigger.start, key=lambda t: t.start)]
    between = act.what.text[: max(0, other.what.start - act.what.start)]
    begins = act.what.start <= other.what.start == other.trigger.start < act.what.end
    return word.lemma in REPORTING and begins and _SAID_TO_COME.fullmatch(between) is not None


def _is_wanted(act: EventCandidate, wanted: Sequence[Span]) -> bool:
    """Whether an act is only what words that no frame knows ask for ("wants Oslo to attack Lima")."""
    done = act.factuality in ("asserted", "historical") and act.event_type not in COMMITTING
    return not done and any(w.start <= act.trigger.start < w.end for w in wanted)


def _read_alone(act: EventCandidate) -> bool:
    return act.rule.startswith(("encoder ", "example "))


def _matching_frames(predicate: Predicate, frames: Sequence[EventCandidate]) -> list[int]:
    """Frame matches whose trigger shares characters with the predicate's, those of its likeliest types first."""
    order = {kind: n for n, (kind, _) in enumerate(predicate.types)}
    shared = [i for i, f in enumerate(frames) if _overlap(f.trigger, predicate.trigger)]
    return sorted(shared, key=lambda i: order.get(frames[i].event_type, len(order)))


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
