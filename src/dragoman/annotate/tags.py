"""Part-of-speech tags: a word list for words with one tag, an averaged perceptron for the others.

The model is `data/tagger.json.gz`, made by `training/tagger.py` from the training part of Universal Dependencies
English Web Treebank (CC BY-SA 4.0). A model tag is the Universal tag and the Penn tag joined by a bar
("VERB|VBD"), so that tense comes for free. Tagging runs left to right and is deterministic.

A feature has two parts: what belongs to the word (its form, ending, known tags) and what stands beside it. The
model is kept under the first part, so that all that can ever speak for a word is looked up once for the word.
"""

from __future__ import annotations

import gzip
import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from dragoman.tables import DATA

Row = dict[int, int]
START, START_LOW = "-BOS-", "-bos-"
END, END_LOW = "-EOS-", "-eos-"
UNSEEN = "?"

_PUNCTUATION = {
    ".": "PUNCT|.", "!": "PUNCT|.", "?": "PUNCT|.", ",": "PUNCT|,", ";": "PUNCT|:", ":": "PUNCT|:",
    "(": "PUNCT|-LRB-", ")": "PUNCT|-RRB-", "[": "PUNCT|-LRB-", "]": "PUNCT|-RRB-", "{": "PUNCT|-LRB-",
    "}": "PUNCT|-RRB-", "“": "PUNCT|``", "”": "PUNCT|''", "„": "PUNCT|``", "«": "PUNCT|``", "»": "PUNCT|''",
    "``": "PUNCT|``", "''": "PUNCT|''", '"': "PUNCT|''", "‘": "PUNCT|``", "…": "PUNCT|.", "...": "PUNCT|.",
    "–": "PUNCT|:", "—": "PUNCT|:", "―": "PUNCT|:", "--": "PUNCT|:", "-": "PUNCT|HYPH", "_": "PUNCT|:",
    "$": "SYM|$", "€": "SYM|$", "£": "SYM|$", "¥": "SYM|$", "%": "SYM|NN", "&": "CCONJ|CC", "=": "SYM|SYM",
    "+": "SYM|SYM", "*": "PUNCT|NFP", "•": "PUNCT|NFP", "|": "PUNCT|NFP", "~": "PUNCT|NFP",
}  # fmt: skip


class Tagger(msgspec.Struct, frozen=True):
    """`tags` by number, `fixed` words with one tag, `classes` of words with several.

    `weights` by template, word part, context part and tag; a word part's rows stay as JSON until a word needs them.
    `order` is every tag, those with most weights first.
    """

    tags: list[str]
    fixed: dict[str, int]
    classes: dict[str, list[int]]
    order: list[int]
    weights: list[dict[str, msgspec.Raw]]


def plain(word: str) -> str:
    """The form under which a word is counted: digits as one class, typographic apostrophes as ASCII."""
    if word.isalpha():
        return word
    if word in ("'", "’"):
        return "'"
    if word[0].isdigit() and not word[-1].isalpha():
        return "#" if len(word) != 4 else "####"
    return word.replace("’", "'").replace("‘", "'")


def shape(word: str, first: bool) -> str:
    """A coarse picture of a word: its case, digits and hyphens, and whether it opens the sentence."""
    if word.islower():
        kind = "x"
    elif word.istitle():
        kind = "Xx"
    elif word.isupper():
        kind = "X" if len(word) > 1 else "C"
    else:
        kind = "xX" if word[:1].islower() else "XxX"
    if not word.isalpha():
        kind += (
            ("-" if "-" in word else "") + ("." if "." in word else "") + ("d" if word[0].isdigit() else "")
        )
    return kind + "^" if first else kind


def punctuation_tag(word: str) -> str | None:
    """The tag of a punctuation mark or symbol, None for a word."""
    found = _PUNCTUATION.get(word)
    if word in ("'", "’"):
        return None
    if found is None and not any(c.isalnum() for c in word):
        return "PUNCT|." if word[0] in ".?!…" else "PUNCT|:" if word[0] in "-'" else "PUNCT|NFP"
    return found


def word_class(tagger: Tagger, word: str) -> str:
    """A name for the tags a word is known with; the bare sort of word when it is not known."""
    for form in (word, word.lower()):
        one = tagger.fixed.get(form)
        if one is not None:
            return str(one)
        several = tagger.classes.get(form)
        if several is not None:
            return ".".join(map(str, several))
    if not word.islower():
        return UNSEEN
    return next((UNSEEN + end for end in ("s", "ed", "ing") if word.endswith(end)), "?x")


# What stands beside the word in each template; "alone" has the word part only.
ALONE, TAG, LEFT, RIGHT, LEFT_CLASS, RIGHT_CLASS, TAGS, TAG_AND_RIGHT, RIGHTS = range(9)
TEMPLATES = (
    ALONE, ALONE, ALONE, ALONE, TAG, TAGS, TAG, LEFT, RIGHT, RIGHT_CLASS, TAG_AND_RIGHT, RIGHTS, RIGHT, LEFT,
    LEFT_CLASS, TAG, LEFT, ALONE,
)  # fmt: skip


def word_parts(low: str, own: str, shaped: str) -> tuple[str, ...]:
    """The word part of every template: of the lower-case form, the class and the shape."""
    end = low[-3:]
    return (
        low, end, low[-2:] + own, shaped, own, own, low, low, low, own, own, own, own, own, f"{own} {end}", end,
        f"{low[-2:]} {own}", low[-4:],
    )  # fmt: skip


def context_parts(
    lows: Sequence[str], classes: Sequence[str], at: int, previous: str, before: str
) -> tuple[str, ...]:
    """What stands beside the word at `at` of padded lists (two pads in front, two behind), by kind."""
    behind = classes[at + 1]
    return (
        "", previous, lows[at - 1], lows[at + 1], classes[at - 1], behind, f"{previous} {before}",
        f"{previous} {behind}", f"{behind} {classes[at + 2]}",
    )  # fmt: skip


class Known(NamedTuple):
    """What is known of a word before its sentence is read; `tag` where that settles its tag.

    `score` sums the packed rows that need no context; `rows` are the others: kind of context, then rows by context.
    """

    tag: str | None
    low: str
    own: str
    allowed: list[int] | None
    score: int
    rows: tuple[tuple[int, dict[str, int]], ...]


FIELD = 16  # bits of one tag's score in a packed row: no sum of rows reaches half of 2**16 (a test adds them up)
_HALF = 1 << (FIELD - 1)
_WORDS_KEPT = 16384  # distinct words of some hundred articles


class Scores:
    """The tagger with its rows packed: one whole number holds the weights of all tags, a field of bits for each.

    A word's score is the sum of up to eighteen rows. Added as numbers that is one step a row, where a table by tag
    needs one for every weight. The tags with most weights have the lowest fields, so that most numbers are short.
    """

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger
        self.shift = {tag: FIELD * place for place, tag in enumerate(tagger.order)}
        self.middle = sum(_HALF << shift for shift in self.shift.values())
        self.fields = struct.Struct(f"<{len(tagger.order)}H")
        self.packed: dict[tuple[int, str], dict[str, int]] = {}
        self.look = lru_cache(maxsize=_WORDS_KEPT)(self._look)

    def rows(self, template: int, part: str) -> dict[str, int]:
        """Packed rows of a template by context, for a word part; empty where the model has none."""
        found = self.packed.get((template, part))
        if found is None:
            raw = self.tagger.weights[template].get(part)
            if raw is None:
                return {}
            by_context = msgspec.json.decode(raw, type=dict[str, Row])
            found = {context: self.pack(row) for context, row in by_context.items()}
            self.packed[template, part] = found
        return found

    def pack(self, row: Row) -> int:
        """The row as one number."""
        shift = self.shift
        return sum([weight << shift[tag] for tag, weight in row.items()])

    def _look(self, word: str, first: bool) -> Known:
        form = plain(word)
        low, own = form.lower(), word_class(self.tagger, form)
        fixed, allowed = self.tagger.fixed, self.tagger.classes.get(form)
        tag = None if form[0].isalnum() else punctuation_tag(word)
        number = fixed.get(form)
        if number is None and first and allowed is None:
            number = fixed.get(low)
        if tag is not None or number is not None:
            return Known(tag or self.tagger.tags[number or 0], low, own, allowed, 0, ())
        parts = word_parts(low, own, shape(form, first))
        kinds = [(kind, self.rows(n, parts[n])) for n, kind in enumerate(TEMPLATES)]
        score = sum(rows.get("", 0) for kind, rows in kinds if kind == ALONE)
        return Known(None, low, own, allowed, score, tuple(k for k in kinds if k[0] != ALONE and k[1]))

    def best(self, score: int, allowed: Sequence[int] | None) -> int:
        """The tag with the highest score, among `allowed` when the word's tags are known; of equals the first."""
        score += self.middle
        if allowed is None:
            found = self.fields.unpack(score.to_bytes(self.fields.size, "little"))
            most = max(found)
            if found.count(most) == 1:
                return self.tagger.order[found.index(most)]
            allowed = range(len(found))
        shift = self.shift
        return max(allowed, key=lambda tag: (score >> shift[tag]) & (2 * _HALF - 1))


@lru_cache(maxsize=1)
def read_scores() -> Scores:
    """The shipped tagger, read once per process (about 0.1 s)."""
    with gzip.open(DATA / "tagger.json.gz", "rb") as file:
        return Scores(msgspec.json.decode(file.read(), type=Tagger))


def find_tags(words: Sequence[str], scores: Scores | None = None) -> list[str]:
    """Tags of one sentence's words, each "UPOS|PENN" ("VERB|VBD", "NOUN|NNS", "PUNCT|,")."""
    scores = scores or read_scores()
    known = [scores.look(word, number == 0) for number, word in enumerate(words)]
    lows = [START_LOW, START_LOW, *(k.low for k in known), END_LOW, END_LOW]
    classes = [START, START, *(k.own for k in known), END, END]
    names = scores.tagger.tags
    found: list[str] = []
    previous = before = START
    for at, (tag, _, _, allowed, total, rows) in enumerate(known, 2):
        if tag is None:
            contexts = context_parts(lows, classes, at, previous, before)
            for kind, table in rows:
                total += table.get(contexts[kind], 0)
            tag = names[scores.best(total, allowed)]
        found.append(tag)
        previous, before = tag, previous
    return found
