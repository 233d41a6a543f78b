"""WHAT runs: the ordered stages from an Article to its Coded record, on one screen.

acquire -> annotate -> coding -> ground -> Coded -> (ledger -> link -> track)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from dragoman.annotate.annotate import annotate, read_predicates
from dragoman.annotate.capitals import lower_capitals, restore_text
from dragoman.annotate.encoder import Encoder, load_encoder
from dragoman.annotate.small_letters import raise_names
from dragoman.annotate.times import Tense, guess_tense
from dragoman.coding import code_events, code_intensity, code_quad, load_codebook
from dragoman.coding.codebook import Codebook
from dragoman.coding.governors import tells_plan
from dragoman.coding.own_entries import name_entries
from dragoman.coding.predicates import choose_questions, code_predicates, find_read
from dragoman.coding.speakers import lend_speakers
from dragoman.coding.votes import VOTES, Votes
from dragoman.ground.actors import ActorGrounder
from dragoman.ground.calendar import ground_times
from dragoman.ground.counterparts import Act, fill_recipients, to_act
from dragoman.ground.events import (
    Grounds,
    Scores,
    ground_commitment,
    ground_event,
    ground_statements,
)
from dragoman.ground.meetings import find_meeting_mode
from dragoman.ground.places import ground_places
from dragoman.records import (
    Annotation,
    Article,
    Coded,
    EventCandidate,
    EventMention,
    EventType,
    Issue,
    Mention,
    MentionRecord,
    Span,
    Statement,
)

LANGUAGES = ("en",)


def code_article(article: Article, *, overlay: Path | None = None) -> Coded:
    """Code one article. A language that is not covered yields the article with an issue and no events."""
    language = (article.language or "en").split("-")[0]
    if language not in LANGUAGES:
        covered = ", ".join(LANGUAGES)
        message = (
            f"{article.source}: language {article.language} is not covered (covered: {covered}); "
            "the text is kept, no events are coded"
        )
        return Coded(article, (), (), (), (), (Issue("pipeline", "language-unsupported", message),))
    encoder = load_encoder()
    shown = msgspec.structs.replace(article, text=raise_names(lower_capitals(article.text, overlay), overlay))
    read = read_article(shown, encoder, overlay=overlay)
    coded = code_read(read, votes=VOTES if encoder else None, overlay=overlay)
    return coded if shown.text == article.text else restore_text(coded, article.text)


class Read(msgspec.Struct, frozen=True):
    """An article with what the frames matched and the encoder read in it, before both vote."""

    article: Article
    annotation: Annotation
    frames: tuple[EventCandidate, ...]


def read_article(article: Article, encoder: Encoder | None, *, overlay: Path | None = None) -> Read:
    """Mark, match the frames and ask the encoder; without an encoder nothing is asked."""
    annotation = annotate(article.text, overlay=overlay)
    article = msgspec.structs.replace(article, sentences=annotation.sentences)
    codebook = load_codebook(overlay)
    year = _year_of(article)
    doubtful = encoder is not None
    frames = code_events(article.text, annotation, codebook, published_year=year, doubtful=doubtful)
    if encoder is not None:
        asked = choose_questions(article.text, annotation, frames, codebook, encoder)
        marked = annotation.mentions
        annotation = name_entries(read_predicates(article.text, annotation, encoder, asked), codebook)
        if annotation.mentions != marked:  # "a trip to Beijing, which protested": an actor by the encoder's word
            again = code_events(article.text, annotation, codebook, published_year=year, doubtful=doubtful)
            frames = find_read(again, frames, annotation.predicates)
    return Read(article, annotation, frames)


def _year_of(article: Article) -> int | None:
    """The year of an article's publication, where that is known."""
    return int(article.published_at[:4]) if article.published_at else None


def code_read(read: Read, *, votes: Votes | None = VOTES, overlay: Path | None = None) -> Coded:
    """The record of an article that was read: acts by `votes`, or by the frames alone where there are none."""
    article, annotation = read.article, read.annotation
    grounds, issues = _ground_mentions(article, annotation, overlay)
    candidates, statements, acts = _code_acts(read, grounds, votes, overlay)
    actors = grounds.actors
    events = fill_recipients(acts, actors.allegiance, actors.list_parties(), overlay)
    commitments = (ground_commitment(c, e, grounds) for c, e in zip(candidates, events, strict=True))
    return Coded(
        article, _publish_mentions(annotation.mentions, grounds), events, statements,
        tuple(c for c in commitments if c is not None), tuple(issues),
    )  # fmt: skip


def ground_article(read: Read, *, overlay: Path | None = None) -> Grounds:
    """What the spans of an article that was read stand for."""
    return _ground_mentions(read.article, read.annotation, overlay)[0]


def list_acts(read: Read, grounds: Grounds, *, overlay: Path | None = None) -> list[Act]:
    """The acts of an article that was read, before those without a recipient are given one."""
    return _code_acts(read, grounds, VOTES, overlay)[2]


def _code_acts(
    read: Read, grounds: Grounds, votes: Votes | None, overlay: Path | None
) -> tuple[list[EventCandidate], tuple[Statement, ...], list[Act]]:
    article, annotation, codebook = read.article, read.annotation, load_codebook(overlay)
    found = read.frames
    if votes is not None:
        year = _year_of(article)
        found = code_predicates(article.text, annotation, found, codebook, votes=votes, published_year=year)
        annotation = msgspec.structs.replace(annotation, quotations=lend_speakers(annotation.quotations, found))
    statements = ground_statements(annotation.quotations, grounds)
    candidates = _once_per_trigger(found)
    events = (_ground_act(c, codebook, annotation, statements, grounds) for c in candidates)
    acts = [to_act(c, e, annotation.predicates, grounds.actors) for c, e in zip(candidates, events, strict=True)]
    return candidates, statements, acts


def _ground_act(
    candidate: EventCandidate,
    codebook: Codebook,
    annotation: Annotation,
    statements: tuple[Statement, ...],
    grounds: Grounds,
) -> EventMention:
    """The act with its spans grounded, and with the mode that only its grounded parties and place tell."""
    scores = _score(candidate.event_type, candidate.mode, codebook)
    event = ground_event(candidate, scores, annotation, statements, grounds)
    mode = find_meeting_mode(event)
    if mode is None:
        return event
    met = _score(event.event_type, mode, codebook)
    plain = event.cameo == codebook.entry(event.event_type).cameo
    cameo = codebook.entry(event.event_type, mode).cameo if plain else event.cameo
    return msgspec.structs.replace(event, mode=mode, cameo=cameo, quad_class=met.quad_class, intensity=met.intensity)


def _score(kind: EventType, mode: str | None, codebook: Codebook) -> Scores:
    return Scores(code_quad(kind, mode, codebook), code_intensity(kind, mode, codebook))


def _ground_mentions(article: Article, annotation: Annotation, overlay: Path | None) -> tuple[Grounds, list[Issue]]:
    published = date.fromisoformat(article.published_at[:10]) if article.published_at else None
    times = [m for m in annotation.mentions if m.kind == "time"]
    tenses = [_tense_of(article.text, annotation, m) for m in times]
    values, issues = ground_times(times, published, tenses)
    toponyms = [m for m in annotation.mentions if m.form in ("place", "country", "capital")]
    places = ground_places(toponyms, text=article.text, overlay=overlay)
    grounds = Grounds(
        article_id=article.id,
        actors=ActorGrounder(article.text, published, annotation, places=places, overlay=overlay),
        places={(p.start, p.end): p for p in places},
        times={(t.start, t.end): t for t in values},
        published=published,
        verbs=frozenset(t.start for t in annotation.tokens if t.tag == "VERB"),
    )
    return grounds, list(issues)


def _tense_of(text: str, annotation: Annotation, mention: Mention) -> Tense | None:
    number = max(0, bisect_right(annotation.sentences, mention.start, key=lambda s: s[0]) - 1)
    if tells_plan(annotation, number, mention):
        return "future"
    return guess_tense(text, annotation.sentences[number], mention.start, mention.end)


def _once_per_trigger(candidates: Sequence[EventCandidate]) -> list[EventCandidate]:
    """The same type on the same trigger words is one event: the more confident reading stays."""
    best: dict[tuple[str, int, int], EventCandidate] = {}
    for candidate in candidates:
        key = (candidate.event_type, candidate.trigger.start, candidate.trigger.end)
        if key not in best or candidate.confidence > best[key].confidence:
            best[key] = candidate
    return list(best.values())


def _publish_mentions(mentions: Sequence[Mention], grounds: Grounds) -> tuple[MentionRecord, ...]:
    published: list[MentionRecord] = []
    for mention in mentions:
        span = (mention.start, mention.end)
        if mention.kind == "time" and span in grounds.times:
            value = msgspec.structs.asdict(grounds.times[span])
            published.append(MentionRecord(kind="time", **value))
        elif mention.kind == "place" and span in grounds.places:
            published.append(MentionRecord(kind="place", **msgspec.structs.asdict(grounds.places[span])))
        elif mention.kind == "actor":
            published += _publish_actor(mention, grounds)
    return tuple(published)


def _publish_actor(mention: Mention, grounds: Grounds) -> list[MentionRecord]:
    """One record for each actor meant; a toponym used as an actor keeps its coordinates."""
    place = grounds.places.get((mention.start, mention.end))
    actors = grounds.actors.ground(Span(mention.start, mention.end, mention.text))
    records = [MentionRecord(kind="actor", **msgspec.structs.asdict(a)) for a in actors]
    if place is None:
        return records
    return [
        msgspec.structs.replace(r, country=place.country, lat=place.lat, lon=place.lon, geonames_id=place.geonames_id)
        for r in records
    ]
