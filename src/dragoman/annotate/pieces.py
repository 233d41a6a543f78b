"""Word pieces of a sentence with their code-point offsets: what the encoder reads, in training and at run time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, structs

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# The vocabulary is lower-case: the case of each word is told beside it.
LOWER, TITLE, UPPER, MIXED, DIGIT, OTHER = range(1, 7)


class Pieces(Struct, frozen=True):
    """Ids and case classes run parallel, [CLS] first, [SEP] last; `first` are the first pieces of the words.

    `spans` are offsets into the sentence for every piece, (0, 0) for the special ones. After the sentence stand the
    names of the report's states, each behind a marker; `slots` are the places of those markers.
    """

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    first: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    word_ends: dict[int, int]
    slots: tuple[int, ...] = ()

    def covering(self, start: int, end: int) -> list[int]:
        """First pieces of the words that stand, at least in part, inside [start, end)."""
        starts = [self.spans[i][0] for i in self.first]
        n = bisect_left(starts, start)
        if n and self.word_ends[self.first[n - 1]] > start:
            n -= 1
        found = []
        while n < len(self.first) and starts[n] < end:
            found.append(self.first[n])
            n += 1
        return found

    def pieces_in(self, start: int, end: int) -> list[int]:
        """All pieces that stand inside [start, end)."""
        return [i for i, (s, e) in enumerate(self.spans) if e > s and s < end and e > start]


def case_of(word: str) -> int:
    """Case class of a word."""
    if word.islower():
        return LOWER
    if word.istitle():
        return TITLE
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    if word[0].isdigit():
        return DIGIT
    return MIXED if any(c.isupper() for c in word) else OTHER


def encode_pieces(tokenizer: Tokenizer, text: str, longest: int) -> Pieces:
    """Pieces of one sentence, cut after `longest`."""
    return read_encoding(tokenizer.encode(text), text, longest)


def read_encoding(encoding: object, text: str, longest: int) -> Pieces:
    """Pieces out of one encoding of the tokenizers library."""
    all_ids, offsets, words = encoding.ids, encoding.offsets, encoding.word_ids  # type: ignore[attr-defined]
    cut = len(all_ids) > longest
    keep = longest - 1 if cut else len(all_ids) - 1
    cases = [0]
    first: list[int] = []
    word_ends: dict[int, int] = {}
    previous: int | None = None
    case = 0
    ends: dict[int, int] = {}
    for i in range(1, keep):
        ends[words[i]] = offsets[i][1]
    for i in range(1, keep):
        word = words[i]
        if word != previous:
            first.append(i)
            word_ends[i] = ends[word]
            case = case_of(text[offsets[i][0] : ends[word]])
            previous = word
        cases.append(case)
    ids = (*all_ids[:keep], all_ids[-1])
    spans = ((0, 0), *offsets[1:keep], (0, 0))
    return Pieces(ids, (*cases, 0), tuple(first), spans, word_ends)


SLOT = 5  # [unused4] of the vocabulary: before the name of each state of the report
_NAME_PIECES = 4  # of each such name


def add_states(pieces: Pieces, tokenizer: Tokenizer, names: Sequence[str]) -> Pieces:
    """The pieces with the names of the report's states behind them."""
    if not names:
        return pieces
    ids, slots = list(pieces.ids), []
    for name in names:
        slots.append(len(ids))
        ids += [SLOT, *_name_pieces(tokenizer, name)]
    ids.append(pieces.ids[-1])
    more = len(ids) - len(pieces.ids)
    return structs.replace(
        pieces,
        ids=tuple(ids),
        cases=(*pieces.cases, *([0] * more)),
        spans=(*pieces.spans, *([(0, 0)] * more)),
        slots=tuple(slots),
    )


@lru_cache(maxsize=1024)
def _name_pieces(tokenizer: Tokenizer, name: str) -> tuple[int, ...]:
    return tuple(tokenizer.encode(name).ids[1:-1][:_NAME_PIECES])


MARKERS = (1, 2, 3, 4)  # [unused0..3] of the vocabulary: open and close source, open and close target


class MarkedPair(Struct, frozen=True):
    """Pieces with markers round source and target; `at` are the places of the two opening markers."""

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    at: tuple[int, int]


def mark_pair(pieces: Pieces, source: tuple[int, int], target: tuple[int, int]) -> MarkedPair | None:
    """The sentence with both spans marked, None where one was cut off or they overlap."""
    s, t = pieces.pieces_in(*source), pieces.pieces_in(*target)
    if not s or not t or set(s) & set(t):
        return None
    opens = {s[0]: MARKERS[0], t[0]: MARKERS[2]}
    closes = {s[-1]: MARKERS[1], t[-1]: MARKERS[3]}
    ids: list[int] = []
    cases: list[int] = []
    at: dict[int, int] = {}
    for i, (piece, case) in enumerate(zip(pieces.ids, pieces.cases, strict=True)):
        if i in opens:
            at[opens[i]] = len(ids)
            ids.append(opens[i])
            cases.append(0)
        ids.append(piece)
        cases.append(case)
        if i in closes:
            ids.append(closes[i])
            cases.append(0)
    return MarkedPair(tuple(ids), tuple(cases), (at[MARKERS[0]], at[MARKERS[2]]))
