"""How well the whole program codes marked passages: the figures that the gate pins.

    python -m training.gate [FOLDER]     # training/gate by default

Passages are coded as reports of their own date; what comes out is compared with the marks.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.acquire import parse_text
from dragoman.coding.certainty import UNBOUND
from dragoman.pipeline import code_article
from dragoman.records import Article, Coded, EventMention, Place, Span, TimeValue
from training.corpus_format import EventRow, MarkedSentence, Passage, read_corpus

GATE = Path(__file__).parent / "gate"
# Passages of other writers, harder, to compare encoders by; no floor is pinned on them.
KEPT = Path(__file__).parent / "kept"
# What such acts are about binds nobody.
UNCOMMITTING = frozenset(("REQUEST", "REJECT", "ACCUSE"))
# A protest that goes on demands something; one to come is its callers' plan.
TO_COME = frozenset(("planned", "conditional"))
Range = tuple[int, int]


def measure_passages(passages: Iterable[Passage], code: Callable[[Article], Coded] = code_article) -> dict[str, float]:
    """Figures over all passages, coded by `code`; F1 unless the name says otherwise."""
    c: Counter[str] = Counter()
    for passage in passages:
        starts = join_sentences(passage)[1]
        coded = code(to_article(passage))
        _count_mentions(passage, starts, coded, c)
        _count_events(passage, starts, coded, c)
        _count_statements(passage, starts, coded, c)
        _count_commitments(passage, starts, coded, c)
    names = ("event", "event type", "event type and who", "event when", "event where", "statement", "commitment")
    figures = {n: _f1(c[f"{n} right"], c[f"{n} found"], c[f"{n} gold"]) for n in names}
    for name in ("actor recall", "place recall", "time recall", "actor code accuracy", "factuality accuracy",
                 "speaker code accuracy", "mode accuracy", "commitment condition accuracy",
                 "commitment due accuracy"):  # fmt: skip
        figures[name] = c[f"{name} right"] / max(1, c[f"{name} gold"])
    return {k: round(v, 3) for k, v in figures.items()}


def _f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 0.0


def to_article(passage: Passage) -> Article:
    """The passage as a report of its own date."""
    date = passage.meta.get("date", "")
    return parse_text(join_sentences(passage)[0], source=passage.id, published_at=date if len(date) == 10 else None)


def join_sentences(passage: Passage) -> tuple[str, list[int]]:
    """The passage as one text, and where each sentence starts in it."""
    text, starts = "", []
    for sentence in passage.sentences:
        text += " " if text else ""
        starts.append(len(text))
        text += sentence.text
    return text, starts


def list_acts(passage: Passage, starts: list[int]) -> list[tuple[EventRow, list[Range]]]:
    """The marked acts of the passage, with the ranges of their triggers in the joined text."""
    return [
        (row, [(offset + s.start, offset + s.end) for s in sentence.find_spans(row.id)])
        for sentence, offset in _sentences(passage, starts)
        for row in sentence.events
    ]


def _overlaps(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _sentences(passage: Passage, starts: list[int]) -> Iterator[tuple[MarkedSentence, int]]:
    yield from zip(passage.sentences, starts, strict=True)


def _count_mentions(passage: Passage, starts: list[int], coded: Coded, c: Counter[str]) -> None:
    for sentence, offset in _sentences(passage, starts):
        for span in sentence.spans:
            if span.layer not in ("actor", "place", "time"):
                continue
            here = (offset + span.start, offset + span.end)
            found = [m for m in coded.mentions if m.kind == span.layer and _overlaps(here, (m.start, m.end))]
            c[f"{span.layer} recall gold"] += 1
            c[f"{span.layer} recall right"] += bool(found)
            if span.layer == "actor" and found:
                codes = {passage.entities[i].code for i in span.ids if i in passage.entities}
                c["actor code accuracy gold"] += 1
                c["actor code accuracy right"] += bool(codes & {m.code for m in found})


def find_codes(passage: Passage, ids: Iterable[str]) -> set[str | None]:
    """Codes of the entities that some ids name, but for those that have none."""
    return {passage.entities[i].code for i in ids if i in passage.entities} - {None}


def _who_agrees(passage: Passage, gold: EventRow, event: EventMention) -> bool:
    """Actors share a code, and so do recipients where the marks name some (the rule of the external scorer)."""
    actors, recipients = find_codes(passage, gold.actors), find_codes(passage, gold.recipients)
    by, to = {a.code for a in event.actors}, {a.code for a in event.recipients} - {None}
    return (bool(actors & by) or not actors) and (bool(recipients & to) if recipients else to <= actors)


def _count_events(passage: Passage, starts: list[int], coded: Coded, c: Counter[str]) -> None:
    gold = list_acts(passage, starts)
    left = list(coded.events)
    for name in ("event", "event type", "event type and who"):
        c[f"{name} gold"] += len(gold)
        c[f"{name} found"] += len(left)
    for row, spans in gold:
        at = [e for e in left if any(_overlaps((e.trigger.start, e.trigger.end), s) for s in spans)]
        if not at:
            continue
        best = max(at, key=lambda e: (e.event_type == row.event_type, _who_agrees(passage, row, e)))
        left.remove(best)
        c["event right"] += 1
        _count_span("event when", best.when, _find_marked(passage, starts, row.when), c)
        _count_span("event where", best.place, _find_marked(passage, starts, row.place), c)
        if best.event_type != row.event_type:
            continue
        c["event type right"] += 1
        c["event type and who right"] += _who_agrees(passage, row, best)
        c["factuality accuracy gold"] += 1
        c["factuality accuracy right"] += best.factuality == row.factuality
        c["mode accuracy gold"] += row.mode is not None
        c["mode accuracy right"] += row.mode is not None and best.mode == row.mode


def _find_marked(passage: Passage, starts: list[int], identifier: str | None) -> list[Range]:
    """Where a time or place is marked, in the joined text."""
    return [
        (offset + s.start, offset + s.end)
        for sentence, offset in _sentences(passage, starts)
        for s in (sentence.find_spans(identifier) if identifier else ())
    ]


def _count_span(name: str, found: Place | TimeValue | None, marked: list[Range], c: Counter[str]) -> None:
    """Counts a time or place of an act that was found at its words."""
    c[f"{name} gold"] += bool(marked)
    if found is not None and found.end > found.start:
        c[f"{name} found"] += 1
        c[f"{name} right"] += any(_overlaps((found.start, found.end), m) for m in marked)


def _count_statements(passage: Passage, starts: list[int], coded: Coded, c: Counter[str]) -> None:
    left = [(s, {i for x in s.content for i in range(x.start, x.end)}) for s in coded.statements]
    c["statement found"] += len(left)
    for sentence, offset in _sentences(passage, starts):
        for row in sentence.statements:
            spans = [s for i in row.content for s in sentence.find_spans(i)]
            own = {i for s in spans for i in range(offset + s.start, offset + s.end)}
            c["statement gold"] += 1
            best = max(left, key=lambda x: len(x[1] & own) / len(x[1] | own), default=None)
            if best is None or len(best[1] & own) < 0.5 * len(best[1] | own):
                continue
            left.remove(best)
            c["statement right"] += 1
            if row.speaker in passage.entities:
                c["speaker code accuracy gold"] += 1
                speaker = best[0].speaker
                c["speaker code accuracy right"] += (speaker.code if speaker else None) == passage.entities[
                    row.speaker
                ].code


def binds_actor(row: EventRow) -> bool:
    """Whether a marked act commits who acts: what is demanded, refused or alleged is nobody's promise, nor what a
    protest is against, but a march or strike to come is its callers' plan; what is told as past, not done or merely
    possible binds nobody."""
    if row.event_type == "PROTEST" and row.factuality not in TO_COME:
        return False
    return row.event_type not in UNCOMMITTING and row.factuality not in UNBOUND


def _count_commitments(passage: Passage, starts: list[int], coded: Coded, c: Counter[str]) -> None:
    """Counts commitments found at the words of what is promised; gold are only the marks of acts that bind who acts,
    so that what the program makes of a demand or a refusal counts against it. Of those found, a condition or due phrase
    is right where it overlaps the marked one, or where there is neither."""
    left = list(coded.commitments)
    c["commitment found"] += len(left)
    for sentence, offset in _sentences(passage, starts):
        for row in filter(binds_actor, sentence.events):
            for span in sentence.find_spans(row.what) if row.what else ():
                c["commitment gold"] += 1
                here = (offset + span.start, offset + span.end)
                hit = next((x for x in left if _overlaps((x.what.start, x.what.end), here)), None)
                if hit:
                    left.remove(hit)
                    c["commitment right"] += 1
                    for name, found, marked in (("condition", hit.condition, row.condition), ("due", hit.due, row.due)):
                        c[f"commitment {name} accuracy gold"] += 1
                        c[f"commitment {name} accuracy right"] += _is_at(found, _find_marked(passage, starts, marked))


def _is_at(found: Span | TimeValue | None, marked: list[Range]) -> bool:
    if found is None:
        return not marked
    return any(_overlaps((found.start, found.end), m) for m in marked)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GATE
    for figure, value in measure_passages(read_corpus(folder)).items():
        print(f"{figure:24} {value:.3f}")
