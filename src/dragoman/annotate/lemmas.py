"""Base forms of words: a table of irregular forms, then rules of English inflection."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dragoman.tables import read_table

_VOWELS = frozenset("aeiouy")
_BASE_PENN = frozenset(("VB", "VBP", "NN", "JJ", "RB", "NNP", "NNPS"))


@lru_cache(maxsize=8)
def read_lemmas(overlay: Path | None = None) -> dict[tuple[str, str], str]:
    """Irregular forms: (lower-case form, Universal tag) to base form. `overlay` lies over `lemmas.tsv`."""
    return {(r["form"], r["tag"]): r["lemma"] for r in read_table("lemmas", overlay)}


@lru_cache(maxsize=8)
def _bases(overlay: Path | None) -> frozenset[str]:
    return frozenset(r["form"] for r in read_table("lemmas", overlay) if r["lemma"] == r["form"])


@lru_cache(maxsize=32768)
def find_lemma(word: str, tag: str, overlay: Path | None = None) -> str:
    """The lower-case base form of `word` under a tagger tag ("VERB|VBD"); unknown endings leave it as it is."""
    low = word.lower().replace("’", "'")
    universal, _, penn = tag.partition("|")
    known = read_lemmas(overlay).get((low, universal))
    if known is not None:
        return known
    return inflected_base(low, penn, _bases(overlay))


def inflected_base(low: str, penn: str, bases: frozenset[str] = frozenset()) -> str:
    """Base form by rule of the lower-case form `low` with Penn tag `penn`; `bases` are verbs known to exist."""
    if penn in _BASE_PENN or len(low) < 4:
        return low
    if penn in ("NNS", "VBZ"):
        return _without_s(low)
    if penn in ("VBD", "VBN") and low.endswith("ed"):
        return low[:-3] + "y" if low.endswith("ied") and len(low) > 4 else _verb_stem(low[:-2], bases)
    if penn == "VBG" and low.endswith("ing") and len(low) > 4:
        return _verb_stem(low[:-3], bases)
    if penn in ("JJR", "RBR") and low.endswith("er"):
        return low[:-3] + "y" if low.endswith("ier") else _undouble(low[:-2])
    if penn in ("JJS", "RBS") and low.endswith("est"):
        return low[:-4] + "y" if low.endswith("iest") else _undouble(low[:-3])
    return low


def _without_s(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


def _undouble(stem: str) -> str:
    double = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsfz"
    return stem[:-1] if double else stem


def _verb_stem(stem: str, bases: frozenset[str]) -> str:
    """The verb behind what is left when -ed or -ing is cut off."""
    single = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else ""
    for candidate in (stem, stem + "e", single):
        if candidate in bases:
            return candidate
    if single and stem[-1] not in "lsfz":
        return single
    if stem.endswith(("at", "iz", "is", "uc", "v", "rg", "dg", "ng", "nc", "ur", "ir", "u", "yz", "as", "os", "us")):
        return stem if stem.endswith(("ng", "eat", "oat")) else stem + "e"
    short = len(stem) > 2 and stem[-1] not in _VOWELS and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
    return stem + "e" if short and stem[-1] not in "wxytnr" and sum(c in _VOWELS for c in stem) == 1 else stem
