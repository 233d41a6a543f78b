"""How near `dragoman factuality` comes to human scores of verbs and nouns, on sets in two halves.

    python benchmarks/factuality_sets.py PATH/TO/score.py [SET ...] [--show N]

SET is one of those in `SETS` (all, when none is named); their files lie in `dev` beside the scorer. Rows are split by
the id of their sentence. With --show, the N rows of the half that may be read which are furthest from the human score
are printed: set and id, human score, ours, its class, and the sentence with the word in brackets.

What is asked is what the scorer asks of its own development set (`scored`, whose errors were read before): the mean
error on a scale from -3 to 3, Pearson's r, and the macro F1 of no, uncertain and yes. Licences: UW for research, over
newspaper text; UDS MIT and CC BY-SA; RP and CB (part of it talk on the telephone) for research. Measured, never
trained on. Scores of whole classes of words had been chosen on `scored` and on half of `uw` before, so both halves of
`uw` hold some of them; on `uds`, `rp` and `cb` nothing had been chosen until 29 November 2026. A figure that rises
on the half "read" alone says that rules were made for its sentences.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from cameo_sentences import read_rows
from msgspec import Struct
from unseen_sets import half_of
from votes import load_scorer

from dragoman.annotate.encoder import load_encoder
from dragoman.coding.certainty import score_factuality

SETS = {
    "uw": ("fact_uw_train",), "uds": ("fact_uds_ih2_dev", "fact_uds_ih2_train"),
    "rp": ("fact_rp_train", "fact_rp_dev"), "cb": ("fact_cb_train", "fact_cb_dev"), "scored": ("fact_uw_dev",),
}  # fmt: skip
# The most words of a set and half that are asked: UDS has over twenty thousand.
WORDS = 3500


class Word(Struct, frozen=True):
    """A word of a sentence with its human score."""

    id: str
    text: str
    trigger: tuple[int, int]
    score: float


def read_words(scorer: ModuleType, folder: Path, name: str) -> Iterator[Word]:
    """The marked words of a set; sentences are put together as the scorer does it."""
    for file in SETS[name]:
        for row in read_rows(folder, f"{file}.jsonl*"):
            text, spans = scorer.detok(row["tokens"] if "tokens" in row else row["text"].split())
            targets = row.get("targets") or [{"start": row["span"][0], "end": row["span"][1], "score": row["score"]}]
            for target in targets:
                trigger = (spans[target["start"]][0], spans[target["end"] - 1][1])
                yield Word(row["id"], text, trigger, target["score"])


def choose_words(words: Iterator[Word], half: str) -> list[Word]:
    """The first words of a half, as many as are asked."""
    return [word for word in words if half_of(word.id) == half][:WORDS]


def _class(score: float) -> str:
    return "no" if score <= -1 else "uncertain" if score < 1 else "yes"


def measure(scorer: ModuleType, name: str, words: Sequence[Word], scores: Sequence[float]) -> str:
    """The line of figures of a set and half."""
    gold = [word.score for word in words]
    error = statistics.mean(abs(a - b) for a, b in zip(gold, scores, strict=True))
    correlation = statistics.correlation(gold, scores)
    _, macro = scorer.classes([_class(x) for x in gold], [_class(x) for x in scores])
    return f"{name:16} error {error:.3f}  r {correlation:.3f}  classes {macro:.3f}  n {len(words)}"


def _bracket(word: Word) -> str:
    start, end = word.trigger
    return f"{word.text[:start]}[{word.text[start:end]}]{word.text[end:]}"


def main() -> None:
    """Print the figures of both halves, or the furthest rows of the one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the N furthest rows of the half read")
    args = parser.parse_args()
    if unknown := set(args.sets) - set(SETS):
        parser.error(f"no set is called {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    scorer, encoder = load_scorer(args.scorer), load_encoder()
    for name in args.sets or SETS:
        words = list(read_words(scorer, args.scorer.parent / "dev", name))
        if not words:
            parser.error(f"{args.scorer.parent / 'dev'} holds no file of the set {name}")
        for half in ("read",) if args.show else ("read", "counted"):
            chosen = choose_words(iter(words), half)
            read = [score_factuality(word.text, word.trigger, encoder=encoder) for word in chosen]
            print(measure(scorer, f"{name} ({half})", chosen, [score for _, score in read]), flush=True)
            ranked = sorted(zip(chosen, read, strict=True), key=lambda pair: -abs(pair[0].score - pair[1][1]))
            for word, (kind, score) in ranked[: args.show]:
                print(f"{word.id}\t{word.score:.1f}\t{score:.1f}\t{kind}\t{_bracket(word)}")


if __name__ == "__main__":
    main()
