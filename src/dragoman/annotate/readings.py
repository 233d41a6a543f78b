"""What the encoder reads in sentences: mentions and predicates with their arguments, as spans of the article."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct, structs

from dragoman.annotate.datelines import list_datelines
from dragoman.annotate.encoder import LONGEST, Encoder, Examples, Floats, Integers, softmax, unit
from dragoman.annotate.pieces import Pieces, add_states, read_encoding
from dragoman.annotate.setting import State
from dragoman.records import Link, Mention, Predicate, Span

# A predicate is reported from this probability of any event type on, and wherever a frame matched: less sure ones
# cannot win the vote (coding/votes.py), and reading its roles costs half as much as reading a sentence.
LEAST_EVENT = 0.8
# The same where a user's example phrases may tell what the encoder never learned.
LEAST_LIKE = 0.1
# An argument is reported from this probability on: coding decides with its own threshold.
LEAST_ROLE = 0.2
# A state or capital that the rules take for a place is an actor from this probability on: of those on held-out passages
# and the gate that .5 let through 134 were marked as actors and 7 as places.
SURE_ACTOR = 0.7
TOPONYMS = frozenset(("country", "capital"))
# Share of the second look at a word, with its arguments in view, in what the word is taken to tell. Swept 0 to .8: news
# who F1 .406 at 0, .418 at .6, .431 at .8; typed acts held out .568, .556, .548 (all with a frame's type at 5).
SECOND_LOOK = 0.6


class Asked(Struct, frozen=True):
    """What the encoder is asked about an article: which sentences (indexes), which words to read as predicates
    however little it makes of them, which mentions to link to one of the report's states, and which example phrases
    of a user's codebook to liken predicates to."""

    sentences: Sequence[int]
    triggers: Sequence[Span]
    mentions: Sequence[Mention]
    states: Sequence[State]
    examples: Examples | None = None


class SentenceReading(Struct, frozen=True):
    """All the encoder read in one sentence."""

    predicates: tuple[Predicate, ...]
    links: tuple[Link, ...]
    # Where a state or capital stands for those who act.
    acting: frozenset[tuple[int, int]]


def read_sentences(
    encoder: Encoder, text: str, sentences: Sequence[tuple[int, int]], asked: Asked
) -> dict[int, SentenceReading]:
    """What the encoder reads in the sentences asked for, by index.

    One sentence a run: a piece costs the same alone as in a batch (193 and 184 us), padding would cost a quarter
    more, and activations are scaled over the whole run, so that in a batch neighbours would change a reading.
    """
    encodings = encoder.tokenizer.encode_batch([text[s:e] for s, e in (sentences[i] for i in asked.sentences)])
    names = [s.name for s in asked.states]
    asked = structs.replace(asked, states=_name_alone(asked, list_datelines(text, sentences)))
    pieces = {
        i: add_states(read_encoding(x, text[sentences[i][0] : sentences[i][1]], LONGEST), encoder.tokenizer, names)
        for i, x in zip(asked.sentences, encodings, strict=True)
    }
    wanted = ("mention", "trigger", "mode", "fact", "cue", "link", *(("hidden",) if asked.examples else ()), "middle")
    found: dict[int, SentenceReading] = {}
    for i, row in pieces.items():
        if row.first:
            ids, outputs = encoder.run([row], wanted)
            *scores, middle = (o[0] for o in outputs)
            decoder = _Decoder(encoder, text, i, sentences[i][0], row, scores, _within(asked, sentences[i]))
            found[i] = decoder.decode(_read_roles(encoder, middle, ids, decoder.places))
    return found


def _name_alone(asked: Asked, datelines: Sequence[tuple[int, int]]) -> tuple[State, ...]:
    """The states with the places where each is named by itself, in no dateline; all where there is no such place."""
    named = {(m.start, m.end) for m in asked.mentions}

    def choose(spans: Sequence[Span]) -> Sequence[Span]:
        alone = [s for s in spans if (s.start, s.end) in named] or spans
        return [s for s in alone if not any(a <= s.start < b for a, b in datelines)] or alone

    return tuple(structs.replace(s, spans=tuple(choose(s.spans))) for s in asked.states)


def _within(asked: Asked, sentence: tuple[int, int]) -> Asked:
    """What is asked about one sentence: its own triggers and mentions."""
    start, end = sentence
    return structs.replace(
        asked,
        triggers=[t for t in asked.triggers if start <= t.start < end],
        mentions=[m for m in asked.mentions if start <= m.start < end],
    )


def _read_roles(
    encoder: Encoder, middle: Floats, ids: Integers, places: Sequence[int]
) -> Sequence[tuple[Floats, Floats]]:
    """(role scores, act scores) of each predicate at `places` of one sentence."""
    if not places:
        return ()
    times = len(places)
    read = encoder.run_roles(np.repeat(middle[None], times, axis=0), np.repeat(ids, times, axis=0), places)
    return list(zip(*read, strict=True))


class _Decoder:
    """One sentence's scores as spans. Rows are taken at the first piece of each word."""

    def __init__(
        self,
        encoder: Encoder,
        text: str,
        sentence: int,
        offset: int,
        pieces: Pieces,
        scores: list[Floats],
        asked: Asked,
    ) -> None:
        self.encoder, self.labels = encoder, encoder.labels
        self.text, self.sentence, self.offset, self.pieces = text, sentence, offset, pieces
        self.states = asked.states
        self.first = list(pieces.first)
        mention, trigger, mode, fact, cue = (s[self.first] for s in scores[:5])
        self.words = {piece: word for word, piece in enumerate(self.first)}
        self.mention = mention.argmax(-1)
        self.trigger = softmax(encoder.scale("trigger", trigger))
        self.mode = mode
        self.fact = softmax(encoder.scale("fact", fact))
        self.cue = softmax(cue)
        self.stretch = self._mention_stretches()
        self.examples = asked.examples
        self.likeness = unit(scores[6][self.first]) @ asked.examples.vectors.T if asked.examples else None
        self.predicates = self._list_predicates(asked.triggers)
        actors = [m for m in asked.mentions if m.kind == "actor"]
        self.links = self._link_mentions(actors, scores[5]) if pieces.slots else ()
        self.acting = self._list_acting(asked.mentions, softmax(mention))

    @property
    def places(self) -> list[int]:
        """Pieces of the predicates."""
        return [self.first[word] for word in self.predicates]

    def decode(self, looks: Sequence[tuple[Floats, Floats]]) -> SentenceReading:
        """Predicates and links of the sentence; `looks` (role and act scores) run parallel to `predicates`."""
        predicates = tuple(self._predicate(w, *look) for w, look in zip(self.predicates, looks, strict=True))
        return SentenceReading(predicates, self.links, self.acting)

    def _list_acting(self, mentions: Sequence[Mention], chances: Floats) -> frozenset[tuple[int, int]]:
        """Spans of the toponyms that stand for those who act."""
        actor = self.labels.mention.index("B-actor")
        found = set()
        for m in mentions:
            hit = self.pieces.covering(m.start - self.offset, m.end - self.offset) if m.form in TOPONYMS else []
            if hit and chances[self.words[hit[0]]][actor] >= SURE_ACTOR:
                found.add((m.start, m.end))
        return frozenset(found)

    def _link_mentions(self, mentions: Sequence[Mention], scores: Floats) -> tuple[Link, ...]:
        """The states of each actor mention of the sentence, read at the first word of the mention as the encoder sees
        it; and of the actors that the encoder alone sees ("the rivals", "his host")."""
        found = []
        read: set[int] = set()
        words = self.words
        for m in mentions:
            hit = self.pieces.covering(m.start - self.offset, m.end - self.offset)
            if not hit:
                continue
            word = words[hit[0]]
            word = next((a for a, b in self.stretch if a <= word <= b), word)
            read.update({word, *(words[piece] for piece in hit)})
            found.append(self._link((m.start, m.end), word, scores))
        for first, last in self.stretch:
            alone = read.isdisjoint(range(first, last + 1))
            if alone and self.labels.mention[self.mention[first]] == "B-actor":
                span = self._span(first, last)
                found.append(self._link((span.start, span.end), first, scores))
        return tuple(found)

    def _link(self, span: tuple[int, int], word: int, scores: Floats) -> Link:
        """The states of what stands at `span`, read at `word`."""
        nobody, *chances = softmax(scores[self.first[word]][[0, *self.pieces.slots]]).tolist()
        return Link(*span, nobody, tuple((s.code, p) for s, p in zip(self.states, chances, strict=False)))

    def _at(self, word: int) -> tuple[int, int]:
        piece = self.pieces.first[word]
        return self.offset + self.pieces.spans[piece][0], self.offset + self.pieces.word_ends[piece]

    def _span(self, first: int, last: int) -> Span:
        start, end = self._at(first)[0], self._at(last)[1]
        return Span(start, end, self.text[start:end])

    def _mention_stretches(self) -> list[tuple[int, int]]:
        """(first word, last word) of each mention; odd labels begin, the even one after continues."""
        found: list[tuple[int, int]] = []
        for word, label in enumerate(self.mention):
            if label % 2 == 1:
                found.append((word, word))
            elif label and found and found[-1][1] == word - 1 and self.mention[found[-1][0]] == label - 1:
                found[-1] = (found[-1][0], word)
        return found

    def _list_predicates(self, triggers: Sequence[Span]) -> list[int]:
        """Words that tell an act, in reading order: by the encoder, and the likeliest of each trigger."""
        least = LEAST_LIKE if self.examples else LEAST_EVENT
        found = set(np.flatnonzero(self.trigger[:, 1:-1].sum(-1) >= least).tolist())
        words = self.words
        for span in triggers:
            hit = self.pieces.covering(span.start - self.offset, span.end - self.offset)
            if hit and not found & {words[p] for p in hit}:
                scores = [(float(self.trigger[words[p]][1:-1].sum()), -p) for p in hit]
                found.add(words[-max(scores)[1]])
        return sorted(found)

    def _weigh_types(self, word: int, act: Floats) -> list[tuple[str, float]]:
        """Event types by falling probability, by the first look at the word and the second."""
        first = np.log(self.trigger[word][:-1] + 1e-6)
        both = softmax((1 - SECOND_LOOK) * first + SECOND_LOOK * np.log(softmax(act) + 1e-6))
        return sorted(zip(self.labels.trigger[1:-1], both[1:].tolist(), strict=True), key=_by_score)

    def _predicate(self, word: int, role: Floats, act: Floats) -> Predicate:
        last = word
        inside = len(self.labels.trigger) - 1
        while last + 1 < len(self.trigger) and self.trigger[last + 1].argmax() == inside:
            last += 1
        types = self._weigh_types(word, act)
        facts = sorted(zip(self.labels.fact, self.fact[word].tolist(), strict=True), key=_by_score)
        return Predicate(
            sentence=self.sentence,
            trigger=self._span(word, last),
            types=tuple(types[:4]),  # type: ignore[arg-type]  # label file holds the 16 types
            mode=self._mode(word, types[0][0]),
            factualities=tuple(facts[:3]),  # type: ignore[arg-type]  # label file holds the 7 values
            speech=float(self.cue[word][1]),
            actors=self._pointed("by", role),
            recipients=self._pointed("to", role),
            places=self._pointed("at", role),
            times=self._pointed("when", role),
            what=self._pointed_span("what", role),
            condition=self._pointed_span("if", role),
            due=self._pointed_span("due", role),
            nearest=self._nearest(word),
        )

    def _nearest(self, word: int) -> tuple[str, float] | None:
        if self.examples is None or self.likeness is None:
            return None
        best = int(self.likeness[word].argmax())
        return self.examples.entries[best], float(self.likeness[word][best])

    def _mode(self, word: int, event_type: str) -> str | None:
        allowed = [i for i, (kind, _) in enumerate(self.labels.mode) if kind == event_type]
        return self.labels.mode[max(allowed, key=lambda i: float(self.mode[word][i]))][1]

    def _pointed(self, name: str, role: Floats) -> tuple[tuple[Span, float], ...]:
        """Mentions (or bare words) that the predicate points at, with probabilities; for a state of the report that
        is pointed at, its naming before the sentence or else the first one."""
        scores = 1 / (1 + np.exp(-role[self.labels.role.index(name)]))
        words = scores[self.first]
        found: dict[tuple[int, int], float] = {}
        for target in np.flatnonzero(words >= LEAST_ROLE):
            stretch = next(((a, b) for a, b in self.stretch if a <= target <= b), (int(target), int(target)))
            found[stretch] = max(found.get(stretch, 0.0), float(words[target]))
        pointed = [(self._span(a, b), p) for (a, b), p in found.items()]
        if name in ("by", "to"):
            states = zip(self.states, scores[list(self.pieces.slots)].tolist(), strict=False)
            pointed += [(self._naming(s), p) for s, p in states if p >= LEAST_ROLE]
        return tuple(pointed)

    def _naming(self, state: State) -> Span:
        """Where the state is named: the last time before the sentence, else the first."""
        before = [s for s in state.spans if s.end <= self.offset]
        return before[-1] if before else state.spans[0]

    def _pointed_span(self, name: str, role: Floats) -> Span | None:
        """The stretch between the two words pointed at; null where the model points at nothing."""
        at = self.labels.role.index(f"{name}_start")
        start, end = (int(role[i][[0, *self.first]].argmax()) - 1 for i in (at, at + 1))
        return self._span(start, end) if 0 <= start <= end else None


def _by_score(item: tuple[str, float]) -> float:
    return -item[1]
