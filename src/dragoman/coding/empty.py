"""Wordings that tell no act, whatever the encoder reads in them ("asked whether", "the release of the figures")."""

from __future__ import annotations

from bisect import bisect_left

from dragoman.coding.codebook import Codebook
from dragoman.coding.frames import find_matches
from dragoman.coding.units import view_sentence
from dragoman.records import Annotation, Span

EMPTY = "x"  # in the column `compose` of frames.tsv


def find_empty(annotation: Annotation, codebook: Codebook) -> list[Span]:
    """The words of such wordings in the sentences in which the encoder read acts, unless a longer one tells an act."""
    found = []
    for number in sorted({p.sentence for p in annotation.predicates}):
        start, end = annotation.sentences[number]
        first, last = (bisect_left(annotation.tokens, at, key=lambda t: t.start) for at in (start, end))
        words = annotation.tokens[first:last]
        heads = {w for t in words for w in (t.lemma, t.text.lower())}
        if not any(t.frame.compose == EMPTY for w in heads for t in codebook.triggers.get(w, ())):
            continue
        view = view_sentence(words, [m for m in annotation.mentions if start <= m.start < end])
        for match in (matches[0] for matches in find_matches(view, codebook)):
            if match.trigger.frame.compose == EMPTY:
                used = [view.tokens[at] for at in (match.head, *match.before)]
                found += [Span(t.start, t.end, t.text) for t in used]
    return found
