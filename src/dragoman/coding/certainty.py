"""How certain a given word of a text is told, on a scale: the rules' reading, and the encoder's where it is shipped."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from dragoman.annotate.facts import read_fact
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens
from dragoman.coding.deciding import Reading
from dragoman.coding.factuality import ASSERTED, read_factuality
from dragoman.coding.units import view_sentence
from dragoman.records import EventCandidate, Factuality, Predicate

if TYPE_CHECKING:
    from dragoman.annotate.encoder import Encoder

# An act told so binds nobody.
UNBOUND = frozenset(("negated", "denied", "historical", "hypothetical"))
# A plan read as less sure than this was only wanted, tried or asked for, and binds nobody: see factuality_governors; on
# a condition, "will leave if" and "would leave if" bind, "may leave if" does not.
_BOUND: dict[str, float] = {"planned": 1.25, "conditional": 1.15}
# Where each class lies on the scale when the encoder, which knows classes alone, names it: near the human scores of
# such acts in the development half of UW.
_ON_SCALE: dict[str, float] = {
    "asserted": 3.0, "historical": 3.0, "planned": 1.6, "hypothetical": 0.8, "conditional": 0.6,
    "denied": -1.0, "negated": -2.0,
}  # fmt: skip
# Share of the encoder in the score. Swept 0 to .6 on UW dev: error .447 at 0, .427 at .4, flat between .3 and .45.
ENCODER_SHARE = 0.4
# The same where the rules read a negation: to the encoder a refusal ("did not recognise") is an act told as a fact.
# Swept 0 to .4 on UW dev: classes .635 at 0, .637 at .2, .569 at .4.
NEGATED_SHARE = 0.2
# What a frame's reading weighs against the encoder's probabilities. Swept 0 to 1 on 2,054 acts of gate, held-out and
# kept passages that a frame of their type found: right in .962, .928 and .936 by the frame alone, .979, .949 and .948
# by both, flat from .5 to .7.
FRAME_WEIGHT = 0.6


def is_bound(reading: Reading) -> bool:
    """Whether an act read so is one to come that binds who is to do it."""
    return reading.score >= _BOUND.get(reading.kind, math.inf)


def settle_act(frame: EventCandidate, predicate: Predicate) -> EventCandidate:
    """The frame's act told as surely as it and the encoder's reading of its words say together: to prevail the encoder
    must be much surer of another class. What is told as neither done nor to come binds nobody."""
    weights: dict[Factuality, float] = {frame.factuality: 0.0, **dict(predicate.factualities)}
    if frame.factuality == "planned" and "asserted" in weights:  # a threat or promise read in "needs to attack" is made
        own = sum(p for kind, p in predicate.types if kind == frame.event_type)
        weights["asserted"] *= own / max(sum(p for _, p in predicate.types), own, 1e-4)
    weights[frame.factuality] += FRAME_WEIGHT
    read = predicate.types[0][0]
    demanded = read == "REQUEST" and frame.factuality == "hypothetical"
    threatened = read == "THREATEN" and frame.factuality in ("planned", "conditional")
    if read != frame.event_type and (demanded or threatened):
        # "must withdraw", "would be killed": the encoder reads the demand or threat, which is made; the act is not
        weights = {frame.factuality: 1.0}
    factuality = max(weights, key=lambda kind: weights[kind])
    if factuality in UNBOUND:
        frame = structs.replace(frame, what=None, condition=None, due=None)
    return structs.replace(frame, factuality=factuality)


def score_factuality(
    text: str, trigger: tuple[int, int], overlay: Path | None = None, encoder: Encoder | None = None
) -> tuple[Factuality, float]:
    """How far the act at `trigger` (code-point offsets into `text`) is told as a fact.

    Returns its class and a score in -3 (certainly not) .. 0 (unknown) .. 3 (certainly). The class is the rules'.
    """
    sentences = tuple(x for x in find_sentences(text) if x[0] < trigger[1] and x[1] > trigger[0])
    tokens = find_tokens(text, sentences)
    heads = [i for i, t in enumerate(tokens) if t.start < trigger[1] and t.end > trigger[0]]
    if not heads:
        return "asserted", ASSERTED
    view = view_sentence(tokens, ())
    verbs = [i for i in heads if tokens[i].tag == "VERB"]
    head = verbs[0] if verbs else heads[-1]
    reading = read_factuality(view, head, overlay)
    score = reading.score
    if encoder is not None:
        start, end = sentences[tokens[head].sentence]
        read = read_fact(encoder, text[start:end], (tokens[head].start - start, tokens[head].end - start))
        if read is not None:
            named = sum(p * _ON_SCALE[kind] for kind, p in read.items())
            score += (NEGATED_SHARE if score < 0 else ENCODER_SHARE) * (named - score)
    return reading.kind, max(-3.0, min(3.0, score))
