"""The best type for a given pair of actors: frames whose roles the pair fills, else lexical evidence.

The pair is given, so the answer is always one of the 16 types. Types follow the two-digit CAMEO mapping (a retreat
still to come is an agreement, a court's verdict an accusation), as pair benchmarks and other coders do.
"""

from __future__ import annotations

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens
from dragoman.coding.acts import Act, find_acts, future_type
from dragoman.coding.codebook import EVENT_TYPES, Codebook
from dragoman.coding.frames import find_matches
from dragoman.coding.units import SentenceView, view_sentence
from dragoman.records import EventType, Mention

_BOTH, _ONE, _WORD = 6.0, 2.0, 0.6
_CAMEO_TYPES: dict[str, EventType] = {"035": "AGREE", "116": "ACCUSE"}


def classify_pair(
    text: str, source: tuple[int, int], target: tuple[int, int], codebook: Codebook
) -> tuple[EventType, dict[EventType, float]]:
    """The type of what `source` does to `target` (code-point offsets into `text`), and scores that sum to 1."""
    low, high = min(source[0], target[0]), max(source[1], target[1])
    sentences = tuple(x for x in find_sentences(text) if x[0] < high and x[1] > low)
    sentences = ((sentences[0][0], sentences[-1][1]),) if sentences else ((0, len(text)),)
    tokens = find_tokens(text, sentences)
    mentions = [Mention(a, b, text[a:b], "actor", "nominal") for a, b in (source, target) if b > a]
    view = view_sentence(tokens, mentions)
    points = dict.fromkeys(EVENT_TYPES, 0.01)
    for act in find_acts(view, codebook, strict=False):
        points[_type(view, act, codebook)] += _weight(view, act, source, target)
    for matches in find_matches(view, codebook):
        frame = matches[0].trigger.frame
        if frame.compose != "o":
            points[frame.event_type] += _WORD * frame.quality / 10 * _nearness(view, matches[0].head, low, high)
    total = sum(points.values())
    best = max(EVENT_TYPES, key=lambda t: points[t])
    return best, {t: points[t] / total for t in EVENT_TYPES}


def _type(view: SentenceView, act: Act, codebook: Codebook) -> EventType:
    kind, cameo = future_type(view, act, codebook)
    return _CAMEO_TYPES.get(cameo[:3], kind)


def _weight(view: SentenceView, act: Act, source: tuple[int, int], target: tuple[int, int]) -> float:
    """How well an act's parties are the pair: both in their roles, one, or none."""
    actors = {view.units[u].mention.start for u in act.roles.actors}
    recipients = {view.units[u].mention.start for u in act.roles.recipients}
    quality = act.match.trigger.frame.quality / 10 + 0.1 * (act.match.trigger.words - 1) + (0.2 if act.composed else 0)
    if source[0] in actors and target[0] in actors | recipients:
        return _BOTH * quality
    if source[0] in actors:
        return _ONE * 1.5 * quality
    if source[0] in recipients and target[0] in actors:
        return _ONE * 0.5 * quality
    return _ONE * quality * (0.6 if target[0] in recipients else 0.2)


def _nearness(view: SentenceView, head: int, low: int, high: int) -> float:
    at = view.tokens[head].start
    if low <= at <= high:
        return 1.0
    return 0.6 if at > high else 0.3
