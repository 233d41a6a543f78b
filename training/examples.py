"""Marked passages and the permitted public sets as word-piece samples with a label for every head.

A label of IGNORE teaches nothing: a set that marks only triggers leaves the other heads alone.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from dragoman.annotate.pieces import Pieces, add_states, encode_pieces, mark_pair
from dragoman.annotate.setting import State, find_setting
from training.corpus_format import EventRow, MarkedSentence, MarkedSpan, Passage, StatementRow
from training.labels import FACTS, MENTIONS, MODES, NER, RELATIONS, ROLES, TRIGGERS, TYPES, UPOS

IGNORE = -100
LONGEST = 160  # word pieces; 0.3 % of corpus sentences are longer and are cut
MENTION_OF = {"actor": "actor", "place": "place", "time": "time", "speaker": "speaker"}


@dataclass
class Sample:
    """One sentence in word pieces. Token labels run parallel to `ids`; `roles` are (role, from, to) or ignored."""

    ids: list[int]
    cases: list[int]
    words: list[int]
    labels: dict[str, list[int]] = field(default_factory=dict)
    predicates: list[int] = field(default_factory=list)
    roles: list[tuple[int, int, int]] = field(default_factory=list)
    unsure: list[tuple[int, int, int]] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)
    # Places of the report's states behind the sentence, and (first word of a mention, its state's place or 0).
    slots: list[int] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    pair: tuple[int, int, int] | None = None
    origin: str = ""


def _blank(pieces: Pieces, value: int = IGNORE) -> list[int]:
    labels = [IGNORE] * len(pieces.ids)
    for i in pieces.first:
        labels[i] = value
    return labels


def start_sample(pieces: Pieces, origin: str) -> Sample:
    """A sample without labels."""
    return Sample(list(pieces.ids), list(pieces.cases), list(pieces.first), slots=list(pieces.slots), origin=origin)


def strip_labels(sample: Sample) -> Sample:
    """The same words without any label, for teachers to say what is in them."""
    return Sample(sample.ids, sample.cases, sample.words, slots=sample.slots, origin="unmarked")


def _tag(labels: list[int], pieces: Pieces, start: int, end: int, begin: int, inside: int) -> int | None:
    """Label the words of a span; returns the piece of its first word, None when it was cut off."""
    hit = pieces.covering(start, end)
    for n, i in enumerate(hit):
        labels[i] = inside if n else begin
    return hit[0] if hit else None


def corpus_sample(tokenizer: Tokenizer, sentence: MarkedSentence, passage: Passage, states: Sequence[State]) -> Sample:
    """Every layer of a marked sentence of a passage that is about `states`."""
    pieces = encode_pieces(tokenizer, sentence.text, LONGEST)
    pieces = add_states(pieces, tokenizer, [s.name for s in states])
    codes = {entity.id: entity.code for entity in passage.entities.values() if entity.code}
    place_of = dict(zip((s.code for s in states), pieces.slots, strict=True))
    slots = {identifier: place_of[code] for identifier, code in codes.items() if code in place_of}
    parties = Parties(codes, slots)
    sample = start_sample(pieces, passage.id)
    for name in ("mention", "trigger", "cue"):
        sample.labels[name] = _blank(pieces, 0)
    for name in ("mode", "fact"):
        sample.labels[name] = _blank(pieces)
    _tag_mentions(sample, pieces, sentence)
    for event in sentence.events:
        _tag_event(sample, pieces, sentence, event, parties)
    for statement in sentence.statements:
        _tag_statement(sample, pieces, sentence, statement, parties)
    _link_mentions(sample, pieces, sentence, parties)
    return sample


@dataclass(frozen=True)
class Parties:
    """Of the passage's entities by id: the state each acts for, and the place of that state behind the sentence."""

    codes: dict[str, str]
    slots: dict[str, int]

    def find_spans(self, sentence: MarkedSentence, identifier: str) -> tuple[MarkedSpan, ...]:
        """Spans of the entity, else of others that act for the same state."""
        own = sentence.find_spans(identifier)
        code = self.codes.get(identifier)
        if own or code is None:
            return own
        return tuple(s for s in sentence.spans if any(self.codes.get(i) == code for i in s.ids))


def _link_mentions(sample: Sample, pieces: Pieces, sentence: MarkedSentence, parties: Parties) -> None:
    """Each actor's mention points at its state; at nothing where it has none of these, or several."""
    for span in sentence.spans:
        hit = pieces.covering(span.start, span.end) if span.layer == "actor" else []
        if hit and pieces.slots:
            states = {parties.slots.get(i, 0) for i in span.ids}
            sample.links.append((hit[0], states.pop() if len(states) == 1 else 0))


def _tag_mentions(sample: Sample, pieces: Pieces, sentence: MarkedSentence) -> None:
    """Outer mentions first; an inner one is left to the rules."""
    covered = -1
    for span in sorted(sentence.spans, key=lambda s: (s.start, -s.end)):
        kind = MENTION_OF.get(span.layer)
        if kind is None or span.start < covered:
            continue
        covered = span.end
        begin = MENTIONS.index(f"B-{kind}")
        _tag(sample.labels["mention"], pieces, span.start, span.end, begin, begin + 1)


def _tag_event(sample: Sample, pieces: Pieces, sentence: MarkedSentence, event: EventRow, parties: Parties) -> None:
    spans = sentence.find_spans(event.id)
    at = None
    for number, span in enumerate(spans):
        begin = TRIGGERS.index("I" if number else event.event_type)
        first = _tag(sample.labels["trigger"], pieces, span.start, span.end, begin, TRIGGERS.index("I"))
        at = first if number == 0 else at
    if at is None:
        return
    sample.labels["mode"][at] = MODES.index((event.event_type, event.mode))
    sample.labels["fact"][at] = FACTS.index(event.factuality)
    sample.predicates.append(at)
    anchor = spans[0].start
    for role, ids in (("by", event.actors), ("to", event.recipients), ("at", (event.place,)), ("when", (event.when,))):
        _point(sample, pieces, sentence, at, role, [i for i in ids if i], anchor, parties)
    for role, identifier in (("what", event.what), ("if", event.condition), ("due", event.due)):
        _point_span(sample, pieces, at, role, sentence.find_spans(identifier) if identifier else ())


def _tag_statement(
    sample: Sample, pieces: Pieces, sentence: MarkedSentence, statement: StatementRow, parties: Parties
) -> None:
    spans = sentence.find_spans(statement.cue)
    at = _tag(sample.labels["cue"], pieces, spans[0].start, spans[0].end, 1, 2) if spans else None
    if at is None:
        return
    if at not in sample.predicates:
        sample.predicates.append(at)
    shared = sample.labels["trigger"][at] > 0
    anchor = spans[0].start
    speaker = [statement.speaker] if statement.speaker and statement.speaker != "-" else []
    if not shared:
        _point(sample, pieces, sentence, at, "by", speaker, anchor, parties)
        _point(sample, pieces, sentence, at, "to", list(statement.addressees), anchor, parties)
    content = [s for i in statement.content for s in sentence.find_spans(i)]
    _point_span(sample, pieces, at, "content", content)


def _point(
    sample: Sample,
    pieces: Pieces,
    sentence: MarkedSentence,
    at: int,
    role: str,
    ids: list[str],
    anchor: int,
    parties: Parties,
) -> None:
    """Point at the mention of each id nearest to the predicate; its other mentions are neither right nor wrong. One
    that is not in the sentence is pointed at among the report's states."""
    number = ROLES.index(role)
    for identifier in ids:
        spans = parties.find_spans(sentence, identifier)
        if not spans:
            sample.roles.append((number, at, parties.slots.get(identifier, 0)))
            continue
        nearest = min(spans, key=lambda s: abs(s.start - anchor) if s.start != anchor else 10_000)
        for span in spans:
            hit = pieces.covering(span.start, span.end)
            if hit:
                (sample.roles if span is nearest else sample.unsure).append((number, at, hit[0]))


def _point_span(sample: Sample, pieces: Pieces, at: int, role: str, spans: Sequence[MarkedSpan]) -> None:
    """Point at the first and the last word of the whole stretch; at position 0 where there is none."""
    start, end = ROLES.index(f"{role}_start"), ROLES.index(f"{role}_end")
    hit = pieces.covering(min(s.start for s in spans), max(s.end for s in spans)) if spans else []
    sample.roles += [(start, at, hit[0] if hit else 0), (end, at, hit[-1] if hit else 0)]


def pair_samples(tokenizer: Tokenizer, sentence: MarkedSentence, origin: str) -> Iterator[Sample]:
    """A marked-pair sample for each event whose actor and recipient both stand in the sentence."""
    pieces = encode_pieces(tokenizer, sentence.text, LONGEST - 4)
    for event in sentence.events:
        for a, b in _pairs_of(event):
            source, target = sentence.find_spans(a), sentence.find_spans(b)
            if source and target and source[0] != target[0]:
                ends = (source[0].start, source[0].end), (target[0].start, target[0].end)
                made = pair_sample(pieces, *ends, event.event_type, origin)
                if made:
                    yield made


def _pairs_of(event: EventRow) -> list[tuple[str, str]]:
    if event.recipients:
        return [(a, b) for a in event.actors[:2] for b in event.recipients[:2]]
    return [(event.actors[0], event.actors[1])] if len(event.actors) > 1 else []


def pair_sample(
    pieces: Pieces, source: tuple[int, int], target: tuple[int, int], kind: str, origin: str
) -> Sample | None:
    """A marked pair with its type, None where it cannot be marked."""
    made = mark_pair(pieces, source, target)
    if made is None:
        return None
    return Sample(list(made.ids), list(made.cases), [], pair=(*made.at, TYPES.index(kind)), origin=origin)


def corpus_samples(tokenizer: Tokenizer, passages: Iterable[Passage]) -> tuple[list[Sample], list[Sample]]:
    """(sentence samples, marked-pair samples) of the passages."""
    sentences: list[Sample] = []
    pairs: list[Sample] = []
    for passage in passages:
        states = find_setting(" ".join(s.text for s in passage.sentences))
        for sentence in passage.sentences:
            sentences.append(corpus_sample(tokenizer, sentence, passage, states))
            pairs += pair_samples(tokenizer, sentence, passage.id)
    return sentences, pairs


OLD_TYPES = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}


def gsr_samples(tokenizer: Tokenizer, folder: Path) -> tuple[list[Sample], list[Sample]]:
    """PLOVER's gold sentences (CC BY-SA): trigger words and participants; old type names brought to 2.0."""
    sentences, pairs = [], []
    for row in read_rows(folder / "event_gsr.jsonl.gz"):
        kind = OLD_TYPES.get(row["event"], row["event"])
        if kind not in TYPES:
            continue
        text, pieces = row["text"], encode_pieces(tokenizer, row["text"], LONGEST - 4)
        sample = start_sample(pieces, row["id"])
        sample.labels["trigger"] = _blank(pieces)
        at = _tag_words(sample.labels["trigger"], pieces, text, row.get("event_text") or "", kind)
        sources, targets = _find_texts(text, row.get("source")), _find_texts(text, row.get("target"))
        if at is not None:
            sample.predicates.append(at)
            for role, spans in ((0, sources), (1, targets)):
                for span in spans:
                    hit = pieces.covering(*span)
                    if hit:
                        sample.roles.append((role, at, hit[0]))
            sentences.append(sample)
        for a in sources[:2]:
            for b in targets[:2]:
                made = pair_sample(pieces, a, b, kind, row["id"])
                if made:
                    pairs.append(made)
    return sentences, pairs


def _tag_words(labels: list[int], pieces: Pieces, text: str, words: str, kind: str) -> int | None:
    at = None
    for word in words.split():
        found = re.search(rf"\b{re.escape(word)}\b", text)
        hit = pieces.covering(*found.span()) if found else []
        if hit:
            labels[hit[0]] = TRIGGERS.index("I" if at is not None else kind)
            at = hit[0] if at is None else at
    return at


def _find_texts(text: str, actors: Any) -> list[tuple[int, int]]:
    if not isinstance(actors, list):
        return []
    found = []
    for actor in actors:
        words = actor.get("actorText") or ""
        at = text.find(words) if words else -1
        if at >= 0:
            found.append((at, at + len(words)))
    return found


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSONL file, plain or gzipped; the describing first row is left out."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            row = json.loads(line)
            if "_README" not in row:
                yield row


def ner_samples(tokenizer: Tokenizer, folder: Path) -> list[Sample]:
    """Names of persons, organisations and places: UNER EWT (CC BY-SA), CrossNER politics train (MIT)."""
    kinds = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "person": "PER", "politician": "PER", "organisation": "ORG",
             "politicalparty": "ORG", "location": "LOC", "country": "LOC", "election": "OTH", "event": "OTH",
             "OTH": "OTH", "misc": "OTH"}  # fmt: skip
    made = []
    for name in ("ner_uner_ewt_dev.jsonl.gz", "ner_crossner_politics_train.jsonl"):
        for row in read_rows(folder / name):
            text, spans = join_tokens(row["tokens"])
            pieces = encode_pieces(tokenizer, text, LONGEST)
            sample = start_sample(pieces, row["id"])
            sample.labels["ner"] = _blank(pieces, 0)
            for start, end, label in row["ents"]:
                begin = NER.index(f"B-{kinds[label]}")
                _tag(sample.labels["ner"], pieces, spans[start][0], spans[end - 1][1], begin, begin + 1)
            made.append(sample)
    return made


def join_tokens(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens joined by blanks, none before closing punctuation, with the offsets of each."""
    text, spans = "", []
    for token in tokens:
        glue = not text or re.fullmatch(r"[,.;:?!%)\]’]|['’]s|n['’]t", token) or text[-1] in "([$"
        text += "" if glue else " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def ud_samples(tokenizer: Tokenizer, path: Path, limit: int | None = None) -> list[Sample]:
    """Word classes, heads and relations of UD English EWT (CC BY-SA)."""
    made: list[Sample] = []
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for block in handle.read().split("\n\n"):
            lines = block.splitlines()
            text = next((x[9:] for x in lines if x.startswith("# text = ")), "")
            rows = [x.split("\t") for x in lines if x and x[0] != "#"]
            rows = [r for r in rows if r[0].isdigit()]
            if 4 <= len(rows) <= 60:
                made.append(_ud_sample(tokenizer, text, rows))
            if limit and len(made) >= limit:
                break
    return made


def _ud_sample(tokenizer: Tokenizer, text: str, rows: list[list[str]]) -> Sample:
    pieces = encode_pieces(tokenizer, text, LONGEST)
    sample = start_sample(pieces, "ud")
    place = {0: 0}
    at = 0
    for row in rows:
        start = text.find(row[1], at)
        if start < 0:
            continue
        at = start + len(row[1])
        hit = [i for i in pieces.covering(start, at) if pieces.spans[i][0] == start]
        if hit:
            place[int(row[0])] = hit[0]
    for name in ("upos", "head", "relation"):
        sample.labels[name] = [IGNORE] * len(pieces.ids)
    for row in rows:
        i, head = place.get(int(row[0])), place.get(int(row[6]))
        if i is None:
            continue
        sample.labels["upos"][i] = UPOS.index(row[3])
        if head is not None:
            relation = row[7] if row[7] in RELATIONS else row[7].split(":")[0]
            sample.labels["head"][i] = head
            sample.labels["relation"][i] = RELATIONS.index(relation if relation in RELATIONS else "other")
    return sample
