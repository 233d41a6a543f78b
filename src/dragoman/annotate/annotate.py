"""Article text -> sentences, tokens, mentions, quotations: everything that can be pointed at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from dragoman.annotate.actors import find_actors
from dragoman.annotate.coreference import link_mentions
from dragoman.annotate.encoder import Encoder, read_sentences
from dragoman.annotate.places import find_places
from dragoman.annotate.quotations import find_quotations
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.speech import add_read_quotations
from dragoman.annotate.times import find_times
from dragoman.annotate.tokens import find_tokens
from dragoman.records import Annotation, Mention, Predicate

__all__ = ["annotate"]


def annotate(text: str, *, overlay: Path | None = None, encoder: Encoder | None = None) -> Annotation:
    """Find what the text holds; mentions come back in reading order, actors already linked to each other.

    With an encoder, the sentences that name a possible actor are read by it too.
    """
    sentences = find_sentences(text, overlay)
    tokens = find_tokens(text, sentences, overlay)
    actors = find_actors(text, sentences, tokens, overlay=overlay)
    actors = link_mentions(text, sentences, tokens, actors, overlay=overlay)
    times = find_times(text, sentences, overlay)
    places = find_places(text, sentences, tokens, overlay=overlay)
    mentions = _merge(actors, places, times)
    quotations = find_quotations(text, sentences, tokens, actors, overlay)
    predicates: tuple[Predicate, ...] = ()
    if encoder is not None:
        read = read_sentences(encoder, text, sentences, _sentences_with_actors(sentences, actors))
        predicates = tuple(p for number in sorted(read) for p in read[number].predicates)
        quotations = add_read_quotations(text, quotations, predicates, actors)
    return Annotation(
        sentences=sentences, tokens=tokens, mentions=mentions, quotations=quotations, predicates=predicates
    )


def _merge(
    actors: Sequence[Mention], places: Sequence[Mention], times: Sequence[Mention]
) -> tuple[Mention, ...]:
    """One mention a span: a toponym used as an actor is published once, as the actor."""
    taken = {(m.start, m.end) for m in actors}
    free = [p for p in places if (p.start, p.end) not in taken]
    return tuple(sorted((*actors, *free, *times), key=lambda m: (m.start, -m.end)))


def _sentences_with_actors(sentences: Sequence[tuple[int, int]], actors: Sequence[Mention]) -> list[int]:
    """Indexes of the sentences in which an actor mention begins."""
    starts = sorted(m.start for m in actors)
    return [
        number for number, (start, end) in enumerate(sentences) if bisect_left(starts, start) < bisect_left(starts, end)
    ]
