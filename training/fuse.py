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

from dragoman.annotate.encoder import Encoder
from dragoman.coding import load_codebook
from dragoman.coding.predicates import code_predicates
from dragoman.coding.votes import RIGHT_AT_LEAST, VOTES, Votes
from dragoman.pipeline import Read, read_article
from dragoman.records import EventCandidate
from training.corpus_format import CORPUS, Passage, read_corpus
from training.gate import GATE, join_sentences, list_acts, to_article
from training.heldout import is_held_out

GRID = {
    "frame": (-0.5, 0.25, 1.5, 4.5),
    "no_frame": (-4.0, -2.0),
    "one_side": (-4.0, -2.5),
    "both_sides": (-3.0, -1.0),
    "frame_type": (1.5, 3.0, 6.0),
}
Gold = list[tuple[str, list[tuple[int, int]]]]


class Marked(msgspec.Struct):
    """One passage with everything but the votes done, and its marked acts."""

    read: Read
    gold: Gold


def read_passages(passages: Iterable[Passage], encoder: Encoder) -> list[Marked]:
    """Annotate and match the frames of each passage once."""
    made = []
    for passage in passages:
        read = read_article(to_article(passage), encoder)
        gold = [(row.event_type, spans) for row, spans in list_acts(passage, join_sentences(passage)[1])]
        made.append(Marked(read, gold))
    return made


def judge(marked: Marked, votes: Votes) -> list[tuple[float, bool, str]]:
    """(confidence, right in place and type, whose act) for each act found; each marked act is matched once."""
    left = list(marked.gold)
    judged = []
    read = marked.read
    for act in code_predicates(read.article.text, read.annotation, read.frames, load_codebook(None), votes=votes):
        hit = next(
            (g for g in left if g[0] == act.event_type
             and any(a < act.trigger.end and act.trigger.start < b for a, b in g[1])), None,
        )  # fmt: skip
        if hit:
            left.remove(hit)
        judged.append((act.confidence, hit is not None, origin_of(act)))
    return judged


def origin_of(act: EventCandidate) -> str:
    """Whether frame and encoder, the encoder alone or a frame alone found the act, by its rule."""
    if not act.rule.startswith(("frame ", "encoder ")):
        return "sure_frame"
    return "sure_both" if act.rule.startswith("frame ") else "sure_encoder"


def score(reads: Sequence[Marked], votes: Votes) -> float:
    """F1 of acts in place and type."""
    judged = [j for r in reads for j in judge(r, votes)]
    gold = sum(len(r.gold) for r in reads)
    return 2 * sum(ok for _, ok, _ in judged) / max(1, len(judged) + gold)


def fit_scale(judged: Sequence[tuple[float, bool]], least: float, steps: int = 4000) -> tuple[float, float]:
    """Platt scale and shift of the log-odds above `least`, by gradient descent on the log loss."""
    scale, shift = 1.0, 0.0
    odds = [(math.log(p / (1 - p)) if 0 < p < 1 else 9.0, ok) for p, ok in judged]
    for _ in range(steps):
        gs = gb = 0.0
        for x, ok in odds:
            part = 1 / (1 + math.exp(-(scale * x + shift)))
            found = min(max(least + (1 - least) * part, 1e-6), 1 - 1e-6)
            error = (found - ok) / (found * (1 - found)) * (1 - least) * part * (1 - part)
            gs += error * x
            gb += error
        scale -= 0.2 * gs / len(odds)
        shift -= 0.2 * gb / len(odds)
    return scale, shift


def calibration_error(judged: Sequence[tuple[float, bool, str]], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    total = 0.0
    for b in range(bins):
        inside = [(p, ok) for p, ok, _ in judged if b / bins <= p < (b + 1) / bins or (b == bins - 1 and p == 1)]
        if inside:
            total += abs(sum(p for p, _ in inside) - sum(ok for _, ok in inside))
    return total / max(1, len(judged))


def main() -> None:
    """Sweep, fit, print."""
    encoder = Encoder(Path(sys.argv[1]))
    reads = read_passages([p for p in read_corpus(CORPUS) if is_held_out(p.id)], encoder)
    frames_alone = [f for r in reads for f in r.read.frames]
    print(f"{len(reads)} held-out passages, {sum(len(r.gold) for r in reads)} acts, frames found {len(frames_alone)}")
    found = []
    for values in itertools.product(*GRID.values()):
        votes = msgspec.structs.replace(VOTES, **dict(zip(GRID, values, strict=True)))
        found.append((score(reads, votes), votes))
    found.sort(key=lambda x: -x[0])
    for value, votes in found[:5]:
        print(f"F1 {value:.3f} {votes}")
    best = found[0][1]
    print(f"best: {best}")
    fitted = fit_votes(reads, VOTES)
    gate = read_passages(read_corpus(GATE), encoder)
    for name, passages in (("held out", reads), ("gate", gate)):
        for confidence, votes in (("as shipped", VOTES), ("fitted to the held-out ones", fitted)):
            judged = [j for r in passages for j in judge(r, votes)]
            error = calibration_error(judged)
            print(f"{name}: F1 {score(passages, votes):.3f}, calibration error, confidence {confidence}: {error:.3f}")
    print("precision at coverage as shipped, gate:", precision_at_coverage([j for r in gate for j in judge(r, VOTES)]))
    print(f"shipped votes with fitted confidence: {fitted}")


# Acts of a kind from which a scale can be fitted; below, the shipped one stays.
ENOUGH = 50


def fit_votes(reads: Sequence[Marked], votes: Votes) -> Votes:
    """The votes with a Platt scale for each kind of act that is common enough."""
    plain = msgspec.structs.replace(votes, sure_both=(1.0, 0.0), sure_encoder=(1.0, 0.0), sure_frame=(1.0, 0.0))
    judged = [j for r in reads for j in judge(r, plain)]
    scales = {}
    for name in ("sure_both", "sure_encoder", "sure_frame"):
        least = 0.0 if name == "sure_frame" else RIGHT_AT_LEAST
        own = [((p - least) / (1 - least), ok) for p, ok, origin in judged if origin == name]
        scales[name] = tuple(round(x, 3) for x in fit_scale(own, least)) if len(own) >= ENOUGH else getattr(votes, name)
    return msgspec.structs.replace(plain, **scales)


def precision_at_coverage(judged: Sequence[tuple[float, bool, str]]) -> str:
    """Share of right acts among the surest tenth, fifth and so on."""
    ordered = sorted(judged, reverse=True)
    parts = []
    for tenth in range(1, 11):
        kept = ordered[: max(1, len(ordered) * tenth // 10)]
        parts.append(f"{tenth * 10} % {sum(ok for _, ok, _ in kept) / len(kept):.2f}")
    return ", ".join(parts)


if __name__ == "__main__":
    main()
