"""PETRARCH's verb patterns as triggers and roles of frames.

A pattern is words around a verb (`SAID WOULD * ATTACK`): a space is a gap, `_` none. Words may be synonym sets
(`&ECONSANCT`), whose members may be phrases and sets again. `$` marks where the source stands, `+` the target, `%`
both sides together, `^` a party that is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct

from dragoman.annotate.lemmas import find_lemma

MARKS = frozenset("$+%^")
WORD = re.compile(r"[A-Z0-9'-]+")
PREPOSITIONS = (
    "with",
    "to",
    "against",
    "in",
    "into",
    "on",
    "about",
    "over",
    "from",
    "for",
    "of",
    "at",
    "between",
    "by",
)
# PETRARCH takes the first party that follows the verb, whatever stands between.
ANYWHERE = " ".join(("obj@", *(f"{p}@" for p in PREPOSITIONS), "next@"))
LARGEST = 200  # wordings of one pattern; sets inside sets multiply
_HELPERS = frozenset(
    (*PREPOSITIONS, "was", "were", "been", "be", "is", "are", "have", "has", "had", "not", "now", "would", "will")
)
_BE = frozenset(("was", "were", "been", "be", "is", "are"))

Sets = dict[str, list[str]]
Wording = tuple[str, ...]  # words and `_` for gaps


class Pattern(Struct, frozen=True):
    """A verb alone (words empty) or with a pattern of words, as the dictionary writes it."""

    line: int
    text: str
    verb: str
    forms: tuple[str, ...]
    words: str
    code: str


class Wordings(Struct, frozen=True):
    """What a pattern becomes: triggers, args and needs of frames.tsv."""

    triggers: tuple[str, ...]
    args: str
    needs: str


def write_wordings(pattern: Pattern, sets: Sets) -> Wordings | str:
    """Triggers and roles of a pattern, or in words why it has none."""
    heads = list(_list_heads(pattern))
    if not heads:
        return f"no verb in {pattern.verb!r}"
    before, star, after = (pattern.words or "*").partition("*")
    if not star:
        return "no * for the verb"
    left, right = _split(before), _split(after)
    unknown = [w for _, w in (*left, *right) if not (w in MARKS or w in sets or WORD.fullmatch(w))]
    if unknown:
        return f"{unknown[0]!r} is neither a word nor a known set"
    args = _find_args(left, right)
    closed = before.endswith("_") and not before.endswith("__")
    lefts = [(*w, *(() if closed or not w else ("_",))) for w in _list_wordings(left, sets, skip_first=True)]
    rights = _list_wordings(right, sets, skip_first=False)
    count = len(heads) * len(lefts) * len(rights)
    if count > LARGEST:
        return f"{count} wordings; at most {LARGEST} are taken"
    found = [" ".join((*a, *head, *b)).removeprefix("*") for head, a, b in product(heads, lefts, rights)]
    marked = any(w in MARKS - {"^"} for _, w in (*left, *right))
    return Wordings(tuple(dict.fromkeys(found)), args, "ar" if marked else "a")


def _list_heads(pattern: Pattern) -> Iterator[Wording]:
    """The words of a verb and its forms with `*` at the one that is inflected (`WIRE_+TAP`), else the first."""
    for form in (pattern.verb, *pattern.forms):
        words = [w for w in form.strip("_").lower().replace(" ", "_").split("_") if w]
        at = next((n for n, w in enumerate(words) if w.startswith("+")), 0)
        words = [w.removeprefix("+") for w in words]
        if not words or not all(re.fullmatch(r"[a-z'-]+", w) for w in words):
            continue
        if form is not pattern.verb and len(words) == 1 and pattern.verb.lower() in _bases_of(words[0]):
            continue
        yield (*words[:at], f"*{words[at]}", *words[at + 1 :])


def _bases_of(form: str) -> set[str]:
    """Base forms under which a frame finds a form of a verb."""
    return {find_lemma(form, f"VERB|{penn}") for penn in ("VBZ", "VBD", "VBN", "VBG")}


def _split(side: str) -> list[tuple[bool, str]]:
    """Each word or mark with whether a gap stands on its side of the verb's end: `IN_AND_` is closed throughout."""
    found = re.findall(r"([_\s]*)([$+%^]|[^_\s$+%^]+)", side)
    return [(joiner != "_", word) for joiner, word in found]


def _find_args(left: Sequence[tuple[bool, str]], right: Sequence[tuple[bool, str]]) -> str:
    """The args cell: the roles of source and target where marks name them, PETRARCH's own rule where not."""
    before, after = [w for _, w in left], [w for _, w in right]
    passive = any(w.lower() in _BE for w in before)
    source, target = _role("$", before, after, passive), _role("+", before, after, passive)
    both = _role("%", before, after, passive)
    if both is not None:
        return f"{both} >" if both == "subj" else f"subj {both} >"
    # Where the target is the verb's subject, the source is who says so.
    actors = source or ("sayer subj" if target == "subj" else "subj")
    return f"{actors} > {target or ANYWHERE}"


def _role(mark: str, before: Sequence[str], after: Sequence[str], passive: bool) -> str | None:
    """The role in which a mark stands; None where it is not there."""
    if mark in before:
        rest = [w for w in before[before.index(mark) + 1 :] if w not in MARKS]
        verbs = [w for w in rest if w.lower() not in _HELPERS]
        if verbs:
            return "sayer"
        return "obj" if passive else "subj"
    if mark in after:
        words = [w for w in after[: after.index(mark)] if w not in MARKS]
        last = words[-1].lower() if words else ""
        return f"{last}@" if last in PREPOSITIONS else "obj@"
    return None


def _list_wordings(side: Sequence[tuple[bool, str]], sets: Sets, *, skip_first: bool) -> list[Wording]:
    """All wordings of one side without its marks; the gap at the left of the first word is left out on demand."""
    words = [(gap or passed, w) for (gap, w), passed in zip(side, _after_marks(side), strict=True) if w not in MARKS]
    found = []
    for chosen in product(*(_expand(w, sets) for _, w in words)):
        parts: list[str] = []
        for number, ((gap, _), phrase) in enumerate(zip(words, chosen, strict=True)):
            if gap and (number or not skip_first):
                parts.append("_")
            parts += phrase
        found.append(tuple(parts))
    return found


def _after_marks(side: Sequence[tuple[bool, str]]) -> list[bool]:
    """For each word whether a mark, and so a party, stands right before it."""
    return [bool(number) and side[number - 1][1] in MARKS for number in range(len(side))]


def _expand(word: str, sets: Sets, depth: int = 0) -> list[Wording]:
    """A word, or every wording of a set: one with all its single words as alternatives, one for each phrase."""
    if word not in sets:
        return [(word.lower(),)]
    single, phrases = [], []
    for member in sets[word]:
        if member in sets:
            inner = _expand(member, sets, depth + 1) if depth < 4 else []
            single += [w[0] for w in inner if len(w) == 1]
            phrases += [w for w in inner if len(w) > 1]
        elif len(pieces := _split(member)) == 1:
            single.append(member.lower())
        else:
            parts = [p for n, (gap, w) in enumerate(pieces) for p in (("_", w) if gap and n else (w,))]
            phrases.append(tuple(p.lower() for p in parts))
    return ([("|".join(dict.fromkeys(single)),)] if single else []) + phrases
