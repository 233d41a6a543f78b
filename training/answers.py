"""Counts behind data/answers.tsv: whom an act without a recipient in its sentence answers or goes on against, by the
marks of the corpus alone.

    python -m training.answers

One line a type and look: how often the party so found is a marked recipient (right), another is marked (wrong), or
nobody is (nobody).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.ground.answers import BACK
from training.corpus_format import EventRow, Passage, read_corpus

Told = tuple[int, EventRow]


def main() -> None:
    """Count and print."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for passage in read_corpus():
        before: list[Told] = []
        for number, sentence in enumerate(passage.sentences):
            here = {i for span in sentence.spans if span.layer == "actor" for i in span.ids}
            for event in sentence.events:
                near = [e for n, e in before if number - n <= BACK]
                found = _look(passage, event, near)
                if found and not here & set(event.recipients):
                    counts[event.event_type, found[0], _judge(passage, event, found[1])] += 1
                before.append((number, event))
    for kind, look in sorted({key[:2] for key in counts}):
        told = "  ".join(f"{name} {counts[kind, look, name]:4}" for name in ("right", "wrong", "nobody"))
        print(f"{kind:10} {look:10} {told}")


def _codes(passage: Passage, ids: Iterable[str]) -> set[str | None]:
    return {passage.entities[i].code for i in ids if i in passage.entities} - {None}


def _look(passage: Passage, event: EventRow, before: Sequence[EventRow]) -> tuple[str, set[str | None]] | None:
    own = _codes(passage, event.actors)
    for earlier in reversed(before):
        if own & _codes(passage, earlier.recipients):
            others = _codes(passage, earlier.actors) - own
            return ("answered", others) if others else None
    for earlier in reversed(before):
        if own & _codes(passage, earlier.actors) and (others := _codes(passage, earlier.recipients) - own):
            return "continued", others
    return None


def _judge(passage: Passage, event: EventRow, found: set[str | None]) -> str:
    marked = _codes(passage, event.recipients)
    return "nobody" if not marked else "right" if marked & found else "wrong"


if __name__ == "__main__":
    main()
