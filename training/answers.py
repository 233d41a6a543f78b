"""Counts behind data/answers.tsv: whom an act without a recipient in its sentence answers or goes on against, by the
marks of the corpus alone.

    python -m training.answers

One line a type and look: how often the party so found is a marked recipient (right), another is marked (wrong), or
nobody is (nobody).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dragoman.ground.answers import BACK, Codes, find_answer
from training.corpus_format import Passage, read_corpus


def main() -> None:
    """Count and print."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for passage in read_corpus():
        before: list[tuple[int, Codes, Codes]] = []
        for number, sentence in enumerate(passage.sentences):
            here = {i for span in sentence.spans if span.layer == "actor" for i in span.ids}
            for event in sentence.events:
                own, marked = _codes(passage, event.actors), _codes(passage, event.recipients)
                near = [(actors, recipients) for n, actors, recipients in before if number - n <= BACK]
                answer = find_answer(own, near) if len(own) == 1 and not here & set(event.recipients) else None
                if answer is not None:
                    verdict = "nobody" if not marked else "right" if marked & answer[2] else "wrong"
                    counts[event.event_type, answer[0], verdict] += 1
                before.append((number, own, marked))
    for kind, look in sorted({key[:2] for key in counts}):
        told = "  ".join(f"{name} {counts[kind, look, name]:4}" for name in ("right", "wrong", "nobody"))
        print(f"{kind:10} {look:10} {told}")


def _codes(passage: Passage, ids: Iterable[str]) -> Codes:
    return frozenset(c for i in ids if i in passage.entities and (c := passage.entities[i].code) is not None)


if __name__ == "__main__":
    main()
