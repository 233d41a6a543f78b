"""What a corpus holds, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from training.corpus_records import MarkedSentence, Passage


def count_corpus(passages: Iterable[Passage]) -> dict[str, Counter[str]]:
    """What the passages hold: a counter for each heading, "totals" first."""
    counts: dict[str, Counter[str]] = {
        h: Counter()
        for h in (
            "totals",
            "types",
            "modes",
            "factuality",
            "statements",
            "register",
            "region",
            "decade",
            "phenomena",
        )
    }
    for passage in passages:
        counts["totals"]["passages"] += 1
        for key in ("register", "region", "decade"):
            counts[key][passage.meta.get(key, "-")] += 1
        counts["phenomena"].update(p.strip() for p in passage.meta.get("phenomena", "").split(",") if p.strip())
        for sentence in passage.sentences:
            _count_sentence(sentence, counts)
    return counts


def _count_sentence(sentence: MarkedSentence, counts: dict[str, Counter[str]]) -> None:
    counts["totals"].update(
        {
            "sentences": 1,
            "sentences without event": not sentence.events,
            "events": len(sentence.events),
            "statements": len(sentence.statements),
            "commitments": sum(bool(e.what or e.due) for e in sentence.events),
            "conditions": sum(bool(e.condition) for e in sentence.events),
            "due dates": sum(bool(e.due) for e in sentence.events),
            "words": len(sentence.text.split()),
        }
    )
    for event in sentence.events:
        counts["types"][event.event_type] += 1
        counts["modes"][f"{event.event_type} {event.mode or '-'}"] += 1
        counts["factuality"][event.factuality] += 1
    counts["statements"].update(s.kind for s in sentence.statements)
