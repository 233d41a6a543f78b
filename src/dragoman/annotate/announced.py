"""Words that a colon announces as said and no quote marks enclose: the paragraphs of a statement, a press release."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dragoman.annotate.loose_quotes import Draft
from dragoman.annotate.quotemarks import QuoteIndex

_LINE = re.compile(r"[^\n]*\S")
_NEXT = re.compile(r"\s*\n\s*")
_COLON = re.compile(r"[^\n:.]{0,60}:[ \t]*")
_SAID = frozenset(("said", "says", "added", "told", "tells", "adds"))
_OWN = frozenset(("i", "we"))
_WORDS = 4  # a line of fewer is a heading
_MARKS = "“\"'‘«„"
# Where a press release ends and what its office adds begins.
_OVER = re.compile(
    r"(?:further|more) information\b|for (?:more|further|media)\b|notes? (?:to|for) editors\b|media (?:en|in)quiries\b"
    r"|follow (?:us|the|@)|(?:contacts?|ends?|background|-\s?(?:30|ends?)\s?-|#{2,})\W*\Z",
    re.I,
)


def attach_paragraphs(text: str, drafts: Sequence[Draft], index: QuoteIndex) -> list[Draft]:
    """Gives what is said without quote marks to who is said to say it, of drafts in reading order: "X said:" and the
    paragraphs below it, or the rest of the paragraph in which it stands. What "I" and "we" say in there is no statement
    beside it, as it is none in quote marks."""
    starts = [d.start for d in drafts]
    for draft in drafts:
        after = _COLON.match(text, draft.cue[1]) if draft.cue and draft.speaker else None
        if after is None or index.at(draft.start) >= 0:
            continue
        line = _LINE.match(text, after.end())
        if draft.content and line is not None and draft.content[0][0] == after.end() and not draft.quotes:
            draft.content, draft.verbatim = [(after.end(), line.end())], True
        elif not draft.content and line is None:
            draft.content = _list_paragraphs(text, after.end(), drafts, starts, index)
            draft.verbatim = bool(draft.content)
    said = [span for draft in drafts if draft.verbatim for span in draft.content]
    return [d for d in drafts if not (_is_own(text, d) and any(a <= d.start < b for a, b in said))]


def _is_own(text: str, draft: Draft) -> bool:
    """Whether who speaks is "I" or "we"."""
    return draft.speaker is not None and text[slice(*draft.speaker)].lower() in _OWN


def _list_paragraphs(
    text: str, at: int, drafts: Sequence[Draft], starts: Sequence[int], index: QuoteIndex
) -> list[tuple[int, int]]:
    """The paragraphs from `at` on up to one in quote marks, one in which somebody else speaks, or a release's end."""
    found: list[tuple[int, int]] = []
    while (gap := _NEXT.match(text, at)) and (line := _LINE.match(text, gap.end())):
        words = line.group()
        inside = drafts[bisect_left(starts, line.start()) : bisect_left(starts, line.end())]
        told = any(d.cue and text[slice(*d.cue)] in _SAID for d in inside)
        if words[0] in _MARKS or index.at(line.start()) >= 0 or told or _OVER.match(words):
            break
        if len(words.split()) < _WORDS and not found:
            break
        found.append((line.start(), line.end()))
        at = line.end()
    return found
