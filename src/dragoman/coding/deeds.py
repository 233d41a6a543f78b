"""What an act to come binds its actor to where no words of promise and no frame say it: the deed itself."""

from __future__ import annotations

import msgspec

from dragoman.coding.certainty import UNBOUND, is_bound
from dragoman.coding.clauses import clause_limit, group_start
from dragoman.coding.codebook import Codebook
from dragoman.coding.commitments import Terms, find_terms
from dragoman.coding.conditional import in_condition
from dragoman.coding.factuality import is_purpose, read_factuality
from dragoman.coding.governors import find_governor
from dragoman.coding.units import SentenceView, mentions_from, view_numbered
from dragoman.records import Annotation, EventCandidate

# What is asked for, refused or alleged binds nobody.
_UNCOMMITTING = frozenset(("REQUEST", "REJECT", "ACCUSE"))


def add_deed(text: str, annotation: Annotation, act: EventCandidate, body: int, codebook: Codebook) -> EventCandidate:
    """An act to come with its own words as what its actor is bound to ("will *fly in a hundred tents by Friday*")."""
    if act.what is not None and act.what.start == act.trigger.start and act.factuality == "conditional":
        return act if _read_deed(text, annotation, act, body, codebook) else _unbind(act)
    if act.what is not None or not act.actors or act.event_type in _UNCOMMITTING or act.factuality in UNBOUND:
        return act
    terms = _read_deed(text, annotation, act, body, codebook)
    if terms is None:
        return act
    return msgspec.structs.replace(act, what=terms.what, condition=act.condition or terms.condition, due=terms.due)


def _unbind(act: EventCandidate) -> EventCandidate:
    return msgspec.structs.replace(act, what=None, condition=None, due=None)


def _read_deed(text: str, annotation: Annotation, act: EventCandidate, body: int, codebook: Codebook) -> Terms | None:
    s = view_numbered(annotation, act.sentence, body)
    head = next((i for i, t in enumerate(s.tokens) if t.start >= act.trigger.start and s.tag[i] == "VERB"), None)
    if head is None or s.tokens[head].start >= act.trigger.end:
        return None
    reading = read_factuality(s, head, codebook.overlay)
    if not is_bound(reading) or (reading.forecast and act.event_type != "AGREE"):
        return None
    if in_condition(s, head, codebook.overlay) or is_purpose(s, head, codebook.overlay) or _is_past(s, head):
        return None
    times = tuple(m for m in mentions_from(annotation, act.sentence, body) if m.kind == "time")
    limit = clause_limit(s, head + 1, whole=True)
    return find_terms(text, s, head, limit, times, codebook.overlay)


def _is_past(s: SentenceView, head: int) -> bool:
    """Whether the plan was one of the past when the news came: "had been due to meet"."""
    start = group_start(s, head)
    governor = find_governor(s, start, head) if s.low[start] == "to" else None
    groups = ((start, head), (group_start(s, governor), governor)) if governor is not None else ((start, head),)
    return any("had" in s.low[a:b] for a, b in groups)
