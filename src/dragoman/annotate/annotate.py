"""Article text -> sentences, tokens, mentions, quotations: everything that can be pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from dragoman.annotate.actor_names import find_phrase_names
from dragoman.annotate.actors import find_actors
from dragoman.annotate.capital_places import find_capitals
from dragoman.annotate.coreference import link_mentions
from dragoman.annotate.encoder import Encoder
from dragoman.annotate.first_person import find_first_persons
from dragoman.annotate.gazetteer import load_gazetteer
from dragoman.annotate.name_pieces import NOUNS
from dragoman.annotate.papers import name_issuers
from dragoman.annotate.places import find_places
from dragoman.annotate.quotations import find_quotations
from dragoman.annotate.readings import Asked, read_sentences
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.short_names import find_short_names
from dragoman.annotate.speech_tags import give_names
from dragoman.annotate.times import find_times
from dragoman.annotate.tokens import find_tokens
from dragoman.annotate.turns import name_turns
from dragoman.records import Annotation, Mention

__all__ = ["annotate"]

_KNOWN = 100_000  # people of a town whose name is seldom a first name


def annotate(text: str, *, overlay: Path | None = None) -> Annotation:
    """Find what the text holds; mentions come back in reading order, actors already linked to each other."""
    sentences = find_sentences(text, overlay)
    tokens = find_tokens(text, sentences, overlay)
    actors = find_actors(text, sentences, tokens, overlay=overlay)
    tokens = give_names(tokens, actors)
    actors = tuple(sorted((*actors, *find_short_names(text, actors)), key=lambda m: m.start))
    quotations = find_quotations(text, sentences, tokens, actors, overlay)
    actors = link_mentions(text, sentences, tokens, actors, quotations=quotations, overlay=overlay)
    times = find_times(text, sentences, overlay)
    places = (*find_places(text, sentences, tokens, overlay=overlay), *find_capitals(text, tokens, overlay))
    quotations, papers = name_issuers(text, tokens, actors, quotations, overlay)
    actors = (*actors, *name_turns(actors, quotations))
    actors = (*actors, *papers, *find_first_persons(tokens, actors, quotations))
    mentions = _merge(actors, [p for p in places if not _is_of_name(p, actors, overlay)], times)
    return Annotation(sentences=sentences, tokens=tokens, mentions=mentions, quotations=quotations)


def read_predicates(text: str, annotation: Annotation, encoder: Encoder, asked: Asked) -> Annotation:
    """The annotation with what the encoder reads in the sentences asked for; states and capitals that the rules took
    for places are actors where it is sure of it."""
    read = read_sentences(encoder, text, annotation.sentences, asked)
    readings = [read[number] for number in sorted(read)]
    acting = frozenset[tuple[int, int]]().union(*(r.acting for r in readings))
    return msgspec.structs.replace(
        annotation,
        mentions=tuple(
            msgspec.structs.replace(m, kind="actor") if (m.start, m.end) in acting else m for m in annotation.mentions
        ),
        predicates=tuple(p for r in readings for p in r.predicates),
        links=tuple(x for r in readings for x in r.links),
    )


def _is_of_name(place: Mention, actors: Sequence[Mention], overlay: Path | None) -> bool:
    """Whether a town is part of a person's name ("Judge Carla Lucena"), and not where an office is held."""
    around = [m for m in actors if m.form == "person" and m.start <= place.start and place.end <= m.end]
    if not around or place.form != "place" or around[0].text == place.text:
        return False
    known = load_gazetteer(overlay).find(place.text)
    if place.end < around[0].end and known and any(c.population >= _KNOWN for c in known.candidates):
        return False
    text, at = around[0].text, place.start - around[0].start
    offices = [hit.end for hit in find_phrase_names(text, overlay) if hit.kind in NOUNS]
    return not offices or bool(text[max(offices) : at].strip())


def _merge(actors: Sequence[Mention], places: Sequence[Mention], times: Sequence[Mention]) -> tuple[Mention, ...]:
    """One mention a span: a toponym used as an actor is published once, as the actor."""
    taken = {(m.start, m.end) for m in actors}
    free = [p for p in places if (p.start, p.end) not in taken]
    return tuple(sorted((*actors, *free, *times), key=lambda m: (m.start, -m.end)))
