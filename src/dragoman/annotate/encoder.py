"""The trained encoder at run time: one pass over a sentence gives mentions, predicates and their roles.

onnxruntime and tokenizers alone; one session a process, one thread, int8 weights. Trained and exported by
`training/`; label order comes with the model file.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.annotate.pieces import MarkedPair, Pieces, encode_pieces, mark_pair, read_encoding
from dragoman.records import Predicate, Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL = Path(__file__).parents[1] / "data" / "reader"
LONGEST = 160  # word pieces of a sentence; longer ones are cut, as in training
Floats = npt.NDArray[np.float32]


class Labels(msgspec.Struct, frozen=True):
    """Label sets in the order of the outputs, and the temperature that calibrates each head."""

    mention: tuple[str, ...]
    trigger: tuple[str, ...]
    mode: tuple[tuple[str, str | None], ...]
    fact: tuple[str, ...]
    role: tuple[str, ...]
    pair: tuple[str, ...]
    temperature: dict[str, float] = {}


class FoundMention(msgspec.Struct, frozen=True):
    """A mention as the encoder sees it: offsets into the article, kind actor, place, time or speaker."""

    start: int
    end: int
    kind: str


class SentenceReading(msgspec.Struct, frozen=True):
    """All the encoder read in one sentence."""

    mentions: tuple[FoundMention, ...]
    predicates: tuple[Predicate, ...]


class Encoder:
    """The loaded model. Not picklable, not usable after a fork: one in each process."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # The arena keeps the largest batch for ever: 200 MB more at no gain in speed.
        options.enable_cpu_mem_arena = False
        self.session: InferenceSession = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=Labels)

    def run(self, rows: Sequence[Pieces | MarkedPair], outputs: Sequence[str]) -> list[Any]:
        """The named outputs for sentences padded to one length."""
        width = max(len(r.ids) for r in rows)
        ids = np.zeros((len(rows), width), np.int64)
        cases = np.zeros_like(ids)
        markers = np.zeros((len(rows), 2), np.int64)
        for number, row in enumerate(rows):
            ids[number, : len(row.ids)] = row.ids
            cases[number, : len(row.cases)] = row.cases
            if isinstance(row, MarkedPair):
                markers[number] = row.at
        found: list[Any] = self.session.run(list(outputs), {"ids": ids, "cases": cases, "markers": markers})
        return found

    def scale(self, head: str, scores: Floats) -> Floats:
        """Scores divided by the head's calibration temperature."""
        return scores / np.float32(self.labels.temperature.get(head, 1.0))


@lru_cache(maxsize=2)
def load_encoder(folder: Path = MODEL) -> Encoder | None:
    """The shipped encoder; None without a model file, or with DRAGOMAN_ENCODER=off (frames alone, to compare)."""
    if os.environ.get("DRAGOMAN_ENCODER") == "off":
        return None
    return Encoder(folder) if (folder / "encoder.onnx").exists() else None


def read_sentences(
    encoder: Encoder, text: str, sentences: Sequence[tuple[int, int]], wanted: Sequence[int]
) -> dict[int, SentenceReading]:
    """What the encoder reads in the wanted sentences (indexes), by index.

    One sentence a run: a piece costs the same alone as in a batch (193 and 184 us), padding would cost a quarter
    more, and activations are scaled over the whole run, so that in a batch neighbours would change a reading.
    """
    encodings = encoder.tokenizer.encode_batch([text[s:e] for s, e in (sentences[i] for i in wanted)])
    pieces = {
        i: read_encoding(x, text[sentences[i][0] : sentences[i][1]], LONGEST)
        for i, x in zip(wanted, encodings, strict=True)
    }
    found: dict[int, SentenceReading] = {}
    for i, row in pieces.items():
        if row.first:
            outputs = encoder.run([row], ("mention", "trigger", "mode", "fact", "cue", "role"))
            found[i] = _Decoder(encoder, text, i, sentences[i][0], row, [o[0] for o in outputs]).decode()
    return found


def classify_pair(
    encoder: Encoder, text: str, source: tuple[int, int], target: tuple[int, int]
) -> dict[str, float] | None:
    """Probability of each event type for what source does to target; None where the pair cannot be marked."""
    marked = mark_pair(encode_pieces(encoder.tokenizer, text, LONGEST), source, target)
    if marked is None:
        return None
    (scores,) = encoder.run([marked], ("pair",))
    probabilities = _softmax(encoder.scale("pair", scores[0]))
    return dict(zip(encoder.labels.pair, probabilities.tolist(), strict=True))


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    total: Floats = raised / raised.sum(-1, keepdims=True)
    return total


# A predicate is reported from this probability of any event type on: coding decides with its own threshold.
LEAST_EVENT = 0.03
LEAST_ROLE_SCORE = 0.0  # a probability of a half


class _Decoder:
    """One sentence's scores as spans. Rows are taken at the first piece of each word."""

    def __init__(
        self, encoder: Encoder, text: str, sentence: int, offset: int, pieces: Pieces, scores: list[Floats]
    ) -> None:
        self.encoder, self.labels = encoder, encoder.labels
        self.text, self.sentence, self.offset, self.pieces = text, sentence, offset, pieces
        first = list(pieces.first)
        mention, trigger, mode, fact, cue = (s[first] for s in scores[:5])
        self.mention = mention.argmax(-1).tolist()
        self.trigger = _softmax(encoder.scale("trigger", trigger))
        self.best = self.trigger.argmax(-1).tolist()
        self.mode = mode
        self.fact = _softmax(encoder.scale("fact", fact))
        self.cue = _softmax(cue)
        self.role, self.targets = scores[5], np.array([0, *first])
        self.stretch = self._mention_stretches()

    def decode(self) -> SentenceReading:
        """Mentions and predicates of the sentence."""
        told = (self.trigger[:, 1:-1].sum(-1) >= LEAST_EVENT) | (self.cue.argmax(-1) == 1)
        predicates = tuple(self._predicate(w) for w in np.flatnonzero(told).tolist())
        kinds = [self.labels.mention[self.mention[w]][2:] for w, _ in self.stretch]
        mentions = tuple(
            FoundMention(self._at(w)[0], self._at(last)[1], kind)
            for (w, last), kind in zip(self.stretch, kinds, strict=True)
        )
        return SentenceReading(mentions, predicates)

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

    def _predicate(self, word: int) -> Predicate:
        last = word
        inside = len(self.labels.trigger) - 1
        while last + 1 < len(self.trigger) and self.best[last + 1] == inside:
            last += 1
        types = sorted(zip(self.labels.trigger[1:-1], self.trigger[word][1:-1].tolist(), strict=True), key=_by_score)
        facts = sorted(zip(self.labels.fact, self.fact[word].tolist(), strict=True), key=_by_score)
        pointers = self.role[:, self.pieces.first[word]][:, self.targets]  # role by none and then every word
        scores = dict(zip(self.labels.role, pointers[:, 1:], strict=True))
        edges = dict(zip(self.labels.role, (pointers.argmax(-1) - 1).tolist(), strict=True))
        return Predicate(
            sentence=self.sentence,
            trigger=self._span(word, last),
            types=tuple(types[:4]),  # type: ignore[arg-type]  # label file holds the 16 types
            mode=self._mode(word, types[0][0]),
            factualities=tuple(facts[:3]),  # type: ignore[arg-type]  # label file holds the 7 values
            speech=float(self.cue[word][1]),
            actors=self._pointed(scores["by"]),
            recipients=self._pointed(scores["to"]),
            places=self._pointed(scores["at"]),
            times=self._pointed(scores["when"]),
            content=self._pointed_span(edges["content_start"], edges["content_end"]),
            what=self._pointed_span(edges["what_start"], edges["what_end"]),
            condition=self._pointed_span(edges["if_start"], edges["if_end"]),
            due=self._pointed_span(edges["due_start"], edges["due_end"]),
        )

    def _mode(self, word: int, event_type: str) -> str | None:
        scores = self.mode[word].tolist()
        allowed = [i for i, (kind, _) in enumerate(self.labels.mode) if kind == event_type]
        return self.labels.mode[max(allowed, key=scores.__getitem__)][1]

    def _pointed(self, scores: Floats) -> tuple[tuple[Span, float], ...]:
        """Mentions (or bare words) that the predicate points at, with probabilities."""
        found: dict[tuple[int, int], float] = {}
        for target in (scores >= LEAST_ROLE_SCORE).nonzero()[0].tolist():
            stretch = next(((a, b) for a, b in self.stretch if a <= target <= b), (target, target))
            found[stretch] = max(found.get(stretch, 0.0), float(1 / (1 + np.exp(-scores[target]))))
        return tuple((self._span(a, b), p) for (a, b), p in found.items())

    def _pointed_span(self, start: int, end: int) -> Span | None:
        """The stretch between the two words pointed at; null where the model points at nothing."""
        return self._span(start, end) if 0 <= start <= end else None


def _by_score(item: tuple[str, float]) -> float:
    return -item[1]
