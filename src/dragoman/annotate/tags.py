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
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from dragoman.annotate.lemmas import read_lemmas
from dragoman.tables import DATA, read_table

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
        kind += ("-" if "-" in word else "") + ("." if "." in word else "") + ("d" if word[0].isdigit() else "")
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


def context_parts(lows: Sequence[str], classes: Sequence[str], at: int, previous: str, before: str) -> tuple[str, ...]:
    """What stands beside the word at `at` of padded lists (two pads in front, two behind), by kind."""
    behind = classes[at + 1]
    return (
        "", previous, lows[at - 1], lows[at + 1], classes[at - 1], behind, f"{previous} {before}",
        f"{previous} {behind}", f"{behind} {classes[at + 2]}",
    )  # fmt: skip


FIELD = 16  # bits of one tag's score in a packed row: no sum of rows reaches half of 2**16 (a test adds them up)
_ROWS = msgspec.json.Decoder(dict[str, Row])
_HALF = 1 << (FIELD - 1)
_FEW = 16  # tags up to which a plain loop is quicker than numpy
_WORDS_KEPT = 16384  # distinct words of some hundred articles


class Layout:
    """Rows packed for some tags: one whole number holds their weights, a field of bits for each, by `order`.

    A word's score is the sum of up to eighteen rows. Added as numbers that is one step a row, where a table by tag
    needs one for every weight. `packed` keeps rows by template, word part and context part.
    """

    def __init__(self, order: Sequence[int]) -> None:
        self.many = len(order) > _FEW
        self.order = order if self.many else sorted(order)
        self.shift = {tag: FIELD * place for place, tag in enumerate(self.order)}
        self.middle = sum(_HALF << shift for shift in self.shift.values())
        self.fields = struct.Struct(f"<{len(order)}H")
        self.tags = sorted(order)
        self.places = np.array([order.index(tag) for tag in self.tags])
        self.packed: list[dict[str, dict[str, int]]] = [{} for _ in TEMPLATES]

    def pack(self, row: Row) -> int:
        """The weights of the row for tags in `order` as one number."""
        shift = self.shift
        return sum([weight << shift[tag] for tag, weight in row.items() if tag in shift])

    def best(self, score: int) -> int:
        """The tag with the highest score; of equals that with the lowest number."""
        packed = (score + self.middle).to_bytes(self.fields.size, "little")
        if self.many:
            return self.tags[int(np.frombuffer(packed, "<u2")[self.places].argmax())]
        found = self.fields.unpack(packed)
        return self.order[found.index(max(found))]


class Known(NamedTuple):
    """What is known of a word before its sentence is read; `tag` where that settles its tag.

    `score` sums the rows that need no context, packed in `layout`; `rows` are the others: kind of context, then rows
    by context.
    """

    tag: str | None
    low: str
    own: str
    layout: Layout
    score: int
    rows: tuple[tuple[int, dict[str, int]], ...]


class Scores:
    """The tagger with its rows packed: for a word whose tags are known, the weights of those tags only.

    `certain` holds the tags of words that have one wherever they stand, `telling` the base forms of verbs that tell
    acts.
    """

    def __init__(
        self, tagger: Tagger, certain: Mapping[str, str] | None = None, telling: frozenset[str] = frozenset()
    ) -> None:
        self.tagger = tagger
        self.certain = certain or {}
        self.telling = telling
        # The tags with most weights have the lowest fields, so that most numbers are short.
        self.every = Layout(tagger.order)
        self.layouts: dict[tuple[int, ...], Layout] = {}
        self.look = lru_cache(maxsize=_WORDS_KEPT)(self._look)

    def rows(self, layout: Layout, template: int, part: str) -> dict[str, int]:
        """Packed rows of a template by context, for a word part that the model has."""
        kept = layout.packed[template]
        found = kept.get(part)
        if found is None:
            by_context = _ROWS.decode(self.tagger.weights[template][part])
            packed = ((sys.intern(context), layout.pack(row)) for context, row in by_context.items())
            found = kept[part] = {context: number for context, number in packed if number}
        return found

    def layout(self, allowed: Sequence[int] | None) -> Layout:
        """The layout for a word with these tags; for every tag where they are not known."""
        if allowed is None:
            return self.every
        tags = tuple(sorted(allowed))
        if tags not in self.layouts:
            self.layouts[tags] = Layout(tags)
        return self.layouts[tags]

    def may_be_verb(self, word: str) -> bool:
        """Whether the word tells acts as a verb of the frames, or it or a form of it is known as a verb: few base forms
        stood in web text."""
        stem = word.removesuffix("e")
        forms = (word, f"{stem}ed", f"{stem}ing", f"{word}{word[-1:]}ed", f"{word[:-1]}ied")
        return word in self.telling or any(map(self.is_verb, forms))

    def is_verb(self, form: str) -> bool:
        """Whether the form is known as a verb, alone or beside other tags."""
        if form in self.certain:
            return self.certain[form].startswith("VERB")
        one = self.tagger.fixed.get(form)
        numbers = self.tagger.classes.get(form, () if one is None else (one,))
        return any(self.tagger.tags[n].startswith("VERB") for n in numbers)

    def _look(self, word: str, first: bool) -> Known:
        form = plain(word)
        low, own = sys.intern(form.lower()), sys.intern(word_class(self.tagger, form))
        fixed, allowed = self.tagger.fixed, self.tagger.classes.get(form)
        tag = None if form[0].isalnum() else punctuation_tag(word)
        tag = self.certain.get(form, tag)
        number = fixed.get(form)
        if number is None and allowed is None and first:
            number = fixed.get(low)
        layout = self.layout(allowed)
        if tag is None and number is None and len(layout.order) == 1:
            number = layout.order[0]
        if tag is not None or number is not None:
            return Known(tag or self.tagger.tags[number or 0], low, own, layout, 0, ())
        score, rows = 0, []
        for template, (kind, part) in enumerate(zip(TEMPLATES, word_parts(low, own, shape(form, first)), strict=True)):
            if part in self.tagger.weights[template]:
                found = self.rows(layout, template, part)
                if kind == ALONE:
                    score += found.get("", 0)
                elif found:
                    rows.append((kind, found))
        return Known(None, low, own, layout, score, tuple(rows))


@lru_cache(maxsize=8)
def read_scores(overlay: Path | None = None) -> Scores:
    """The shipped tagger with the names, verb forms and nouns of the tables, read once per process (about 0.1 s)."""
    with gzip.open(DATA / "tagger.json.gz", "rb") as file:
        tagger = msgspec.json.decode(file.read(), type=Tagger)
    names = dict.fromkeys((w for w in _list_names(overlay) if _is_new(tagger, w)), "PROPN|NNP")
    forms = [row["form"] for row in read_table("verb_forms", overlay)]
    verbs = {form: _verb_tag(form, overlay) for form in forms}
    lists = {row["list"]: row["words"].split() for row in read_table("word_lists", overlay)}
    nouns = dict.fromkeys(lists.get("nouns", ()), "NOUN|NN")
    return Scores(tagger, names | verbs | nouns, list_acting_verbs(overlay))


@lru_cache(maxsize=8)
def list_acting_verbs(overlay: Path | None = None) -> frozenset[str]:
    """The verbs with which acts are told, by the table of frames: each trigger's first word, or the one marked `*`."""
    return frozenset(_list_heads(overlay))


def _list_heads(overlay: Path | None) -> Iterator[str]:
    rows = (row for row in read_table("frames", overlay) if row["kind"] == "v")
    for words in (trigger.split() for row in rows for trigger in row["triggers"].split(";") if trigger.strip()):
        head = next((word[1:] for word in words if word.startswith("*")), words[0])
        yield from (form for form in head.split("|") if form.isalpha())


def _verb_tag(form: str, overlay: Path | None) -> str:
    """The tag of a form that is always a verb: in -s, past (in -ed or known as irregular), or the base form."""
    if form.endswith("s"):
        return "VERB|VBZ"
    past = form.endswith("ed") or read_lemmas(overlay).get((form, "VERB"), form) != form
    return "VERB|VBD" if past else "VERB|VB"


def _list_names(overlay: Path | None) -> Iterator[str]:
    """Words of the names of persons, states and capitals: of 860 of the latter the tagger met 127, and took "Beijing"
    and "Ned" for verbs."""
    tables = {"given_names": ("name",), "offices": ("name",), "countries": ("name", "aliases", "capitals")}
    cells = (
        row[column] for table, columns in tables.items() for row in read_table(table, overlay) for column in columns
    )
    yield from (word for cell in cells for word in cell.replace("|", " ").split() if word.isalpha() and word.istitle())


def _is_new(tagger: Tagger, word: str) -> bool:
    """Whether the tagger met the word neither as it is nor in small letters."""
    forms = (word, word.lower())
    return not any(form in tagger.fixed or form in tagger.classes for form in forms)


def find_tags(words: Sequence[str], scores: Scores | None = None) -> list[str]:
    """Tags of one sentence's words, each "UPOS|PENN" ("VERB|VBD", "NOUN|NNS", "PUNCT|,")."""
    scores = scores or read_scores()
    known = [scores.look(word, number == 0) for number, word in enumerate(words)]
    lows = [START_LOW, START_LOW, *(k.low for k in known), END_LOW, END_LOW]
    classes = [START, START, *(k.own for k in known), END, END]
    names = scores.tagger.tags
    found: list[str] = []
    previous = before = START
    for at, (tag, _, _, layout, total, rows) in enumerate(known, 2):
        if tag is None:
            contexts = context_parts(lows, classes, at, previous, before)
            for kind, table in rows:
                total += table.get(contexts[kind], 0)
            tag = names[layout.best(total)]
        found.append(tag)
        previous, before = tag, previous
    return found
