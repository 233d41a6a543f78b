"""Triggers compared: the head word, its base form and root, and the classes of words that tell one act."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.annotate.lemmas import inflected_base, read_lemmas
from dragoman.tables import read_table

WORD = re.compile(r"[^\W_]+(?:[-‑'’][^\W_]+)*")
# Endings that turn a verb into a noun and back, longest first; what is left must keep four letters.
DERIVED = re.compile(
    r"(?:izations?|isations?|ations?|itions?|utions?|ements?|ments?|ances?|ences?|sions?|tions?|ions?|"
    r"ings?|als?|ures?|ers?|ors?|ed|es|e|s|y|ate|ise|ize)$"
)
LEAST_ROOT = 4


class Trigger(Struct, frozen=True):
    """A trigger read for comparison: head in base form, root, classes, content words, whether it says little."""

    head: str
    root: str
    classes: frozenset[str]
    words: frozenset[str]
    light: bool


@lru_cache(maxsize=8)
def _classes(overlay: Path | None) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_table("trigger_classes", overlay):
        for word in row["words"].split():
            found.setdefault(word, set()).add(row["class"])
    return {word: frozenset(names) for word, names in found.items()}


def read_content(text: str) -> frozenset[str]:
    """Roots and classes of the lower-case words of `text` that are neither grammar words nor light ones."""
    triggers = [read_trigger(w) for w in WORD.findall(text) if w[0].islower() and not is_small(w)]
    return frozenset(key for t in triggers if not t.light for key in (t.root, *(f"class {c}" for c in t.classes)))


def is_small(word: str) -> bool:
    """Whether a word is a particle or grammar word that is never the head of a trigger."""
    return "small" in _classes(None).get(word.lower(), ())


@lru_cache(maxsize=65536)
def find_base(word: str) -> str:
    """Base form of a word whose part of speech is unknown: the tables of irregular forms, then rules."""
    low = word.lower().replace("’", "'")
    known = read_lemmas()
    for tag in ("VERB", "NOUN"):
        if (low, tag) in known:
            return known[low, tag]
    verbs = _verbs()
    for penn, ending in (("VBD", "ed"), ("VBG", "ing"), ("NNS", "s")):
        if low.endswith(ending):
            return inflected_base(low, penn, verbs)
    return low


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    listed = {word for row in read_table("trigger_classes") for word in row["words"].split()}
    return frozenset(listed | {lemma for (_, tag), lemma in read_lemmas().items() if tag == "VERB"})


@lru_cache(maxsize=65536)
def find_root(base: str) -> str:
    """What a verb and its nouns share: acquisition, acquire -> acqui; no ending is cut from a short word."""
    root = base
    for _ in range(2):
        cut = DERIVED.sub("", root)
        if len(cut) < LEAST_ROOT or cut == root:
            break
        root = cut
    return root


@lru_cache(maxsize=65536)
def read_trigger(text: str, overlay: Path | None = None) -> Trigger:
    """The trigger's words made comparable. The head is the last word that is no particle and not light."""
    words = WORD.findall(text) or [text]
    classes = _classes(overlay)
    bases = [find_base(w) for w in words if "small" not in classes.get(w.lower(), ())] or [find_base(words[-1])]
    heavy = [b for b in bases if "light" not in classes.get(b, ())]
    head = (heavy or bases)[-1]
    of_words = frozenset(c for b in heavy for c in classes.get(b, ()) if c not in ("light", "small"))
    return Trigger(head, find_root(head), of_words, frozenset(bases), not heavy)
