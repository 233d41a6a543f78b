"""Part-of-speech tags: a word list for words with one tag, an averaged perceptron for the others.

The model is `data/tagger.json.gz`, made by `training/tagger.py` from the training part of Universal Dependencies
English Web Treebank (CC BY-SA 4.0). A model tag is the Universal tag and the Penn tag joined by a bar
("VERB|VBD"), so that tense comes for free. Tagging runs left to right and is deterministic.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from dragoman.tables import DATA

Row = dict[int, int]
START = "-BOS-"
END = "-EOS-"
UNSEEN = "?"
TEMPLATES = 18

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
    """`tags` by number, `fixed` words with one tag, `classes` of words with several, `weights` by template."""

    tags: list[str]
    fixed: dict[str, int]
    classes: dict[str, list[int]]
    weights: list[dict[str, Row]]


@lru_cache(maxsize=1)
def read_tagger() -> Tagger:
    """The shipped tagger, read once per process (about 0.1 s)."""
    with gzip.open(DATA / "tagger.json.gz", "rb") as file:
        return msgspec.json.decode(file.read(), type=Tagger)


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


def features(
    words: Sequence[str], lows: Sequence[str], classes: Sequence[str], at: int, previous: str, before: str
) -> tuple[str, ...]:
    """One key per template for the word at `at` of padded lists (two pads in front, two behind)."""
    word, low, own, behind = words[at], lows[at], classes[at], classes[at + 1]
    return (
        low,
        low[-3:],
        low[-2:] + own,
        shape(word, at == 2),
        f"{previous} {own}",
        f"{previous} {before} {own}",
        f"{previous} {low}",
        f"{lows[at - 1]} {low}",
        f"{low} {lows[at + 1]}",
        f"{own} {behind}",
        f"{previous} {own} {behind}",
        f"{behind} {classes[at + 2]} {own}",
        f"{lows[at + 1]} {own}",
        f"{lows[at - 1]} {own}",
        f"{classes[at - 1]} {own} {low[-3:]}",
        f"{previous} {low[-3:]}",
        f"{lows[at - 1]} {low[-2:]} {own}",
        low[-4:],
    )


def find_tags(words: Sequence[str], tagger: Tagger | None = None) -> list[str]:
    """Tags of one sentence's words, each "UPOS|PENN" ("VERB|VBD", "NOUN|NNS", "PUNCT|,")."""
    model = tagger or read_tagger()
    forms = [START, START, *map(plain, words), END, END]
    lows = [w.lower() for w in forms]
    classes = [START, START, *(word_class(model, w) for w in forms[2:-2]), END, END]
    names, fixed, several, weights = model.tags, model.fixed, model.classes, model.weights
    found: list[str] = []
    previous = before = START
    for at in range(2, len(forms) - 2):
        form = forms[at]
        tag = punctuation_tag(words[at - 2]) if not form[0].isalnum() else None
        if tag is None:
            number = fixed.get(form)
            if number is None and lows[at] != form:
                number = fixed.get(lows[at]) if form not in several and at == 2 else None
            if number is None:
                keys = features(forms, lows, classes, at, previous, before)
                number = best_tag(weights, keys, several.get(form))
            tag = names[number]
        found.append(tag)
        previous, before = tag, previous
    return found


def best_tag(weights: Sequence[dict[str, Row]], keys: Sequence[str], allowed: Sequence[int] | None) -> int:
    """The tag number with the highest score, among `allowed` when the word's tags are known."""
    scores: dict[int, int] = {}
    if allowed is None:
        for table, key in zip(weights, keys, strict=True):
            row = table.get(key)
            if row:
                for tag, weight in row.items():
                    scores[tag] = scores.get(tag, 0) + weight
        return max(scores, key=scores.__getitem__) if scores else 0
    if len(allowed) == 1:
        return allowed[0]
    rows = [row for table, key in zip(weights, keys, strict=True) if (row := table.get(key))]
    best, most = allowed[0], -(1 << 60)
    for tag in allowed:
        total = 0
        for row in rows:
            if tag in row:
                total += row[tag]
        if total > most:
            best, most = tag, total
    return best
