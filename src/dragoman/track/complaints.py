"""Complaints that a promise was broken which do not name the act: "accused it of breaking its promise"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from dragoman.link.actors import list_sides
from dragoman.records import Coded
from dragoman.track.sentences import Sentence, find_marks

# Classes of words for what can be broken as a promise is: to violate a law breaks none.
AGREED = frozenset(("promise", "agree", "ceasefire"))


class Complaint(Struct, frozen=True):
    """Who is blamed (codes) for breaking what they promised, in which sentence, told on which day (ISO)."""

    sentence: Sentence
    at: str
    blamed: frozenset[str]


class Candidate(Struct, frozen=True):
    """A promise of the blamed that was not settled before; `named` says that the complaint's report tells it."""

    number: int
    named: bool


def list_complaints(reports: Mapping[str, Coded], sentences: Mapping[str, Sequence[Sentence]]) -> list[Complaint]:
    """All complaints of dated reports, in order of time."""
    found = []
    for report_id, coded in reports.items():
        at = (coded.article.published_at or "")[:10]
        for sentence in sentences[report_id] if at else ():
            if blamed := _find_blamed(sentence):
                found.append(Complaint(sentence, at, blamed))
    return sorted(found, key=lambda c: (c.at, c.sentence.report_id, c.sentence.start))


def pick_meant(candidates: Sequence[Candidate]) -> list[int]:
    """Numbers of the promises meant: those that the report tells, else the only one there is; of several none."""
    named = [c.number for c in candidates if c.named]
    return named or [c.number for c in candidates if len(candidates) == 1]


def _find_blamed(sentence: Sentence) -> frozenset[str]:
    marks = {mark for mark, _ in find_marks(sentence.words)}
    agreed = any(w.classes & AGREED for w in sentence.words)
    if "broken" not in marks or "kept" in marks or not agreed:
        return frozenset()
    accused = [a for e in sentence.events if e.event_type == "ACCUSE" for a in e.recipients]
    return frozenset(k for a in accused for k in list_sides(a.code, a.sectors)) & sentence.parties
