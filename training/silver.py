"""Silver samples: permitted stories coded by our own frames and rules, to warm the encoder up before the corpus.

The stories (event_ngec_synthetic, MIT) carry one noisy label each. Where the frames find nothing, a verb or noun may
still tell an act, so those words teach nothing; an act whose type is the story's own label also gives a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from dragoman.annotate.annotate import annotate
from dragoman.annotate.pieces import Pieces, add_states, encode_pieces
from dragoman.annotate.setting import find_setting
from dragoman.coding import code_events, load_codebook
from dragoman.records import Annotation, EventCandidate, Quotation, Span
from training.corpus_records import CorpusError
from training.examples import IGNORE, LONGEST, Sample, pair_sample, read_rows, start_sample
from training.labels import FACTS, MENTIONS, MODES, ROLES, TRIGGERS

# An act gives a pair when the story's label agrees, or the frame is as sure as this by itself.
SURE = 0.7
SENTENCES = 5  # of each story: the acts stand in its first sentences
UNMARKED = 14
# Reports of our own without marks, in the manners of many houses and decades.
REPORTS = Path(__file__).parent / "unmarked"


def silver_samples(tokenizer: Tokenizer, folder: Path, limit: int | None = None) -> tuple[list[Sample], list[Sample]]:
    """(sentence samples, pair samples) of the first sentences of each story."""
    sentences: list[Sample] = []
    pairs: list[Sample] = []
    for number, row in enumerate(read_rows(folder / "event_ngec_synthetic.jsonl.gz")):
        if limit and number >= limit:
            break
        for sample, made in _story(tokenizer, row):
            sentences.append(sample)
            pairs += made
    return sentences, pairs


def unmarked_samples(tokenizer: Tokenizer, folder: Path) -> list[Sample]:
    """The first sentences of each story without any label, with the story's states behind them."""
    made: list[Sample] = []
    for row in read_rows(folder / "event_ngec_synthetic.jsonl.gz"):
        text = row["text"][:3000]
        made += _without_labels(tokenizer, text, [text[a:b] for a, b in annotate(text).sentences[:UNMARKED]])
    return made


def report_samples(tokenizer: Tokenizer, folder: Path = REPORTS) -> list[Sample]:
    """The sentences of our own unmarked reports, with the states of each report behind them."""
    return [s for report in read_reports(folder) for s in _without_labels(tokenizer, " ".join(report), report)]


def read_reports(folder: Path = REPORTS) -> Iterator[list[str]]:
    """The sentences of each report of folder/*.txt: one a line, behind a line `## id` and one `meta: ...`.

    Raises CorpusError where a file begins with anything else, which would be lost.
    """
    for path in sorted(folder.glob("*.txt")):
        before, *blocks = re.split(r"^## .*$", path.read_text(encoding="utf-8"), flags=re.M)
        if before.strip() or not blocks:
            raise CorpusError(f"{path}: a report begins with a line '## id'; this file begins with {before[:40]!r}")
        for block in blocks:
            lines = (line.strip() for line in block.splitlines())
            yield [line for line in lines if line and not line.startswith("meta:")]


def _without_labels(tokenizer: Tokenizer, text: str, sentences: Iterable[str]) -> Iterator[Sample]:
    states = [s.name for s in find_setting(text)]
    for sentence in sentences:
        pieces = add_states(encode_pieces(tokenizer, sentence, LONGEST), tokenizer, states)
        if pieces.first:
            yield start_sample(pieces, "unmarked")


def _story(tokenizer: Tokenizer, row: dict[str, Any]) -> Iterator[tuple[Sample, list[Sample]]]:
    text = row["text"][:3000]
    annotation = annotate(text)
    events = code_events(text, annotation, load_codebook(None))
    for number, (start, end) in enumerate(annotation.sentences[:SENTENCES]):
        here = [e for e in events if e.sentence == number]
        pieces = encode_pieces(tokenizer, text[start:end], LONGEST - 4)
        if pieces.first:
            sample = _sentence(pieces, start, end, annotation, here)
            sure = [e for e in here if e.event_type == row["label"] or e.confidence >= SURE]
            yield sample, list(_pairs(pieces, start, sure))


def _words(pieces: Pieces, offset: int, span: Span | None) -> list[int]:
    return pieces.covering(span.start - offset, span.end - offset) if span else []


def _sentence(pieces: Pieces, start: int, end: int, annotation: Annotation, events: Sequence[EventCandidate]) -> Sample:
    sample = start_sample(pieces, "silver")
    for name, value in (("mention", 0), ("trigger", 0), ("cue", 0), ("mode", IGNORE), ("fact", IGNORE)):
        sample.labels[name] = [IGNORE] * len(pieces.ids)
        for i in pieces.first:
            sample.labels[name][i] = value
    for token in annotation.tokens:
        if start <= token.start < end and token.tag in ("VERB", "NOUN"):
            for i in pieces.covering(token.start - start, token.end - start):
                sample.labels["trigger"][i] = IGNORE
    covered = -1
    for mention in sorted(annotation.mentions, key=lambda m: (m.start, -m.end)):
        if start <= mention.start < end and mention.start >= covered:
            covered = mention.end
            begin = MENTIONS.index(f"B-{mention.kind}")
            for n, i in enumerate(pieces.covering(mention.start - start, mention.end - start)):
                sample.labels["mention"][i] = begin + (n > 0)
    for event in events:
        _event(sample, pieces, start, event)
    for quotation in annotation.quotations:
        if quotation.cue and start <= quotation.cue.start < end:
            _quotation(sample, pieces, start, end, quotation)
    return sample


def _event(sample: Sample, pieces: Pieces, offset: int, event: EventCandidate) -> None:
    words = _words(pieces, offset, event.trigger)
    if not words:
        return
    at = words[0]
    sample.labels["trigger"][at] = TRIGGERS.index(event.event_type)
    for i in words[1:]:
        sample.labels["trigger"][i] = TRIGGERS.index("I")
    if (event.event_type, event.mode) in MODES:
        sample.labels["mode"][at] = MODES.index((event.event_type, event.mode))
    sample.labels["fact"][at] = FACTS.index(event.factuality)
    sample.predicates.append(at)
    groups = (("by", event.actors), ("to", event.recipients), ("at", (event.place,)), ("when", (event.when,)))
    for role, spans in groups:
        _point(sample, pieces, offset, at, role, spans)
    for role, span in (("what", event.what), ("if", event.condition), ("due", event.due)):
        _point_span(sample, pieces, offset, at, role, span)


def _point(sample: Sample, pieces: Pieces, offset: int, at: int, role: str, spans: Iterable[Span | None]) -> None:
    for span in spans:
        words = _words(pieces, offset, span)
        if words:
            sample.roles.append((ROLES.index(role), at, words[0]))


def _point_span(sample: Sample, pieces: Pieces, offset: int, at: int, role: str, span: Span | None) -> None:
    words = _words(pieces, offset, span)
    edges = (words[0], words[-1]) if words else (0, 0)
    for edge, word in zip(("start", "end"), edges, strict=True):
        sample.roles.append((ROLES.index(f"{role}_{edge}"), at, word))


def _quotation(sample: Sample, pieces: Pieces, start: int, end: int, quotation: Quotation) -> None:
    words = _words(pieces, start, quotation.cue)
    if not words:
        return
    at = words[0]
    for n, i in enumerate(words):
        sample.labels["cue"][i] = 1 + (n > 0)
    if at not in sample.predicates:
        sample.predicates.append(at)
        _point(sample, pieces, start, at, "by", [quotation.speaker])
        _point(sample, pieces, start, at, "to", quotation.addressees)
    inside = [c for c in quotation.content if start <= c.start < end]
    whole = Span(inside[0].start, min(end, inside[-1].end), "") if inside else None
    _point_span(sample, pieces, start, at, "content", whole)


def _pairs(pieces: Pieces, offset: int, events: Sequence[EventCandidate]) -> Iterator[Sample]:
    for event in events:
        sides = (event.actors, event.recipients) if event.recipients else (event.actors[:1], event.actors[1:2])
        for a in sides[0][:1]:
            for b in sides[1][:1]:
                ends = (a.start - offset, a.end - offset), (b.start - offset, b.end - offset)
                made = pair_sample(pieces, *ends, event.event_type, "silver")
                if made:
                    yield made
