"""Reported speech that the encoder read where the grammar of reporting words found none."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.quotemarks import find_quoted
from dragoman.records import Mention, Predicate, Quotation, Span

# Probability of a cue from which the encoder is followed: .3, .5, .6, .9 tried on PolNeAR dev (F1 .630 to .619).
LEAST_SPEECH = 0.3
SHORTEST = 12  # characters of content; shorter ones are fragments


def add_read_quotations(
    text: str, quotations: Sequence[Quotation], predicates: Sequence[Predicate], actors: Sequence[Mention]
) -> tuple[Quotation, ...]:
    """The quotations with those that only the encoder read, in reading order; no content is told twice."""
    taken = [span for q in quotations for span in q.content]
    cues = [q.cue for q in quotations if q.cue is not None]
    marks = find_quoted(text)
    added: list[Quotation] = []
    for p in predicates:
        content = p.content
        if p.speech < LEAST_SPEECH or content is None or content.end - content.start < SHORTEST:
            continue
        if any(_overlap(content, t) for t in taken) or any(_overlap(p.trigger, c) for c in cues):
            continue
        speaker = _speaker(p, actors)
        inside = any(m.start <= content.start and content.end <= m.end for m in marks)
        added.append(Quotation("direct" if inside else "indirect", (content,), p.trigger, speaker))
        taken.append(content)
    return tuple(sorted((*quotations, *added), key=lambda q: q.content[0].start))


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _speaker(predicate: Predicate, actors: Sequence[Mention]) -> Span | None:
    if not predicate.actors:
        return None
    span = max(predicate.actors, key=lambda x: x[1])[0]
    whole = next((m for m in actors if m.start <= span.start < m.end), None)
    return Span(whole.start, whole.end, whole.text) if whole else span
