"""Sweeps the votes of encoder and frames on the corpus passages that training held out, and fits the confidence.

    python -m training.fuse src/dragoman/data/reader

Prints F1 of typed acts over the grid, the best votes, the Platt scale and the expected calibration error.
"""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from dragoman.annotate.annotate import annotate
from dragoman.annotate.encoder import Encoder
from dragoman.coding import code_events, load_codebook
from dragoman.coding.predicates import Votes, code_predicates
from dragoman.records import Annotation, EventCandidate
from training.corpus_format import CORPUS, Passage, read_corpus
from training.gate import join_sentences
from training.heldout import is_held_out

GRID = {
    "frame": (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0),
    "no_frame": (-1.5, -1.0, -0.5, 0.0, 0.5),
    "frame_type": (0.0, 0.5, 1.0, 1.5, 2.0, 3.0),
}
Gold = list[tuple[str, list[tuple[int, int]]]]


class Read(msgspec.Struct):
    """One passage with everything but the votes done."""

    text: str
    annotation: Annotation
    frames: tuple[EventCandidate, ...]
    gold: Gold


def read_passages(passages: Iterable[Passage], encoder: Encoder) -> list[Read]:
    """Annotate and match the frames of each passage once."""
    made = []
    for passage in passages:
        text, starts = join_sentences(passage)
        annotation = annotate(text, encoder=encoder)
        gold = [
            (row.event_type, [(offset + s.start, offset + s.end) for s in sentence.find_spans(row.id)])
            for sentence, offset in zip(passage.sentences, starts, strict=True)
            for row in sentence.events
        ]
        made.append(Read(text, annotation, code_events(text, annotation, load_codebook(None)), gold))
    return made


def judge(read: Read, votes: Votes) -> list[tuple[float, bool]]:
    """(confidence, right in place and type) for each act found; each marked act is matched once."""
    left = list(read.gold)
    judged = []
    for act in code_predicates(read.text, read.annotation, read.frames, load_codebook(None), votes=votes):
        hit = next(
            (g for g in left if g[0] == act.event_type
             and any(a < act.trigger.end and act.trigger.start < b for a, b in g[1])), None,
        )  # fmt: skip
        if hit:
            left.remove(hit)
        judged.append((act.confidence, hit is not None))
    return judged


def score(reads: Sequence[Read], votes: Votes) -> float:
    """F1 of acts in place and type."""
    judged = [j for r in reads for j in judge(r, votes)]
    gold = sum(len(r.gold) for r in reads)
    return 2 * sum(ok for _, ok in judged) / max(1, len(judged) + gold)


def fit_scale(judged: Sequence[tuple[float, bool]], steps: int = 4000) -> tuple[float, float]:
    """Platt scale and shift of the log-odds, by gradient descent on the log loss."""
    scale, shift = 1.0, 0.0
    odds = [(math.log(p / (1 - p)) if 0 < p < 1 else 9.0, ok) for p, ok in judged]
    for _ in range(steps):
        gs = gb = 0.0
        for x, ok in odds:
            error = 1 / (1 + math.exp(-(scale * x + shift))) - ok
            gs += error * x
            gb += error
        scale -= 0.2 * gs / len(odds)
        shift -= 0.2 * gb / len(odds)
    return scale, shift


def calibration_error(judged: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    total = 0.0
    for b in range(bins):
        inside = [(p, ok) for p, ok in judged if b / bins <= p < (b + 1) / bins or (b == bins - 1 and p == 1)]
        if inside:
            total += abs(sum(p for p, _ in inside) - sum(ok for _, ok in inside))
    return total / max(1, len(judged))


def main() -> None:
    """Sweep, fit, print."""
    reads = read_passages([p for p in read_corpus(CORPUS) if is_held_out(p.id)], Encoder(Path(sys.argv[1])))
    frames_alone = [f for r in reads for f in r.frames]
    print(f"{len(reads)} held-out passages, {sum(len(r.gold) for r in reads)} acts, frames found {len(frames_alone)}")
    found = []
    for values in itertools.product(*GRID.values()):
        votes = Votes(**dict(zip(GRID, values, strict=True)))
        found.append((score(reads, votes), votes))
    found.sort(key=lambda x: -x[0])
    for value, votes in found[:5]:
        print(f"F1 {value:.3f} {votes}")
    best = found[0][1]
    judged = [j for r in reads for j in judge(r, best)]
    scale, shift = fit_scale(judged)
    fitted = msgspec.structs.replace(best, scale=scale, shift=shift)
    print(f"calibration error {calibration_error(judged):.3f}, after fitting", end=" ")
    print(f"{calibration_error([j for r in reads for j in judge(r, fitted)]):.3f}: {fitted}")


if __name__ == "__main__":
    main()
