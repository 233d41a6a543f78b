"""What the encoder read, put right where the words leave no doubt: acts that were not done or are left open, and who
was acted upon in a headline's passive."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from dragoman.coding.clauses import group_start
from dragoman.coding.doubts import find_doubt
from dragoman.coding.happening import is_dated_ahead
from dragoman.coding.passives import find_agent, is_bare_passive
from dragoman.coding.units import FINITE, SentenceView, view_numbered
from dragoman.records import Annotation, Predicate


def reread(annotation: Annotation, overlay: Path | None = None) -> tuple[Predicate, ...]:
    """The predicates of an annotation, in their order."""
    views: dict[int, SentenceView] = {}
    found = []
    for predicate in annotation.predicates:
        number = predicate.sentence
        view = views.get(number) or view_numbered(annotation, number, annotation.sentences[number][0])
        views[number] = view
        head = _head_of(view, predicate)
        found.append(_read_doubt(view, _turn_sides(view, predicate, head, overlay), head, overlay))
    return tuple(found)


def _head_of(s: SentenceView, predicate: Predicate) -> int:
    """The word that tells an act: its first verb, else its last word."""
    trigger = predicate.trigger
    told = [i for i, t in enumerate(s.tokens) if t.start < trigger.end and t.end > trigger.start]
    return next((i for i in told if s.tag[i] == "VERB"), told[-1] if told else len(s) - 1)


def _read_doubt(s: SentenceView, predicate: Predicate, head: int, overlay: Path | None) -> Predicate:
    """With the class that a wording of doubt gives; what is not told as done or to come binds nobody."""
    doubt = find_doubt(s, head, overlay)
    if doubt is None:
        return _read_ahead(s, predicate, head)
    return structs.replace(predicate, factualities=((doubt.kind, 1.0),), what=None, condition=None, due=None)


def _read_ahead(s: SentenceView, predicate: Predicate, head: int) -> Predicate:
    """With a meeting or visit told in the present for a time still to come as agreed on ("meets Rossi next week")."""
    if predicate.types[0][0] != "CONSULT" or not is_dated_ahead(s, head):
        return predicate
    odds = dict(predicate.types)
    odds["AGREE"] = odds.pop("CONSULT") + odds.get("AGREE", 0.0)
    types = tuple(sorted(odds.items(), key=lambda kind: -kind[1]))
    return structs.replace(predicate, types=types, factualities=(("asserted", 1.0),))


def _turn_sides(s: SentenceView, predicate: Predicate, head: int, overlay: Path | None) -> Predicate:
    """With whoever stands before a passive without an auxiliary as acted upon, and its agent as who acts: the encoder
    takes "Oslo praised for its reforms by Rome" for what Oslo did."""
    if group_start(s, head) != head or not is_bare_passive(s, head, overlay):
        return predicate
    agent = find_agent(s, head + 1)
    begins = s.tokens[s.units[agent].first].start if agent is not None else s.tokens[-1].end
    finite = (i for i in range(head) if s.form[i] in FINITE and not is_bare_passive(s, i, overlay))
    opens = max((i + 1 for i in (*finite, *(k for k in range(head) if s.low[k] == ":"))), default=0)
    outside = range(s.tokens[0].start, s.tokens[opens].start)  # who says it, "Lima says Oslo accused of spying"
    actors, recipients = (
        [x for x in side if x[0].start not in outside] for side in (predicate.actors, predicate.recipients)
    )
    acting = [x for x in (*actors, *recipients) if x[0].end > begins]
    done_to = [x for x in recipients if x[0].end <= begins]
    known = {span for span, _ in done_to}
    before = [x for x in actors if x[0].end <= predicate.trigger.start and x[0] not in known]
    return structs.replace(predicate, actors=tuple(acting), recipients=(*done_to, *before))
