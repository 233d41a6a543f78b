"""The recipe fine-tuned on PLV_train as well, by cross-validation: a like-for-like figure beside ConfliBERT's. The
weights are not kept: the texts may be measured on, not shipped.

    python -m training.cross_validate --weights scratch/model.pt --data DATA
"""

from __future__ import annotations

import argparse
import copy
import random
import zlib
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import torch

from dragoman.annotate.pieces import encode_pieces
from training.batches import make_batches, pad_batch
from training.examples import LONGEST, Sample, pair_sample, read_rows
from training.labels import TYPES
from training.model import Reader
from training.train import Stage, train_stage

FOLDS = 5
# PLV_train counts CONCEDE and RETREAT as one root, YIELD.
YIELD = "RETREAT"


def plv_samples(tokenizer: object, data: Path) -> list[Sample]:
    """A marked pair for each row that names source and target; `origin` is the sentence, so that folds share none."""
    made = []
    for row in read_rows(data / "event_plv_train.jsonl.gz"):
        if row["source"] and row["target"]:
            kind = YIELD if row["gold_root"] == "YIELD" else row["gold_root"]
            pieces = encode_pieces(tokenizer, row["text"], LONGEST)  # type: ignore[arg-type]
            sample = pair_sample(pieces, tuple(row["source"]), tuple(row["target"]), kind, row["sentence_id"])
            made += [sample] if sample else []
    return made


def cross_validate(reader: Reader, samples: Sequence[Sample], device: str) -> tuple[float, float]:
    """(macro-F1, accuracy) over all rows, each predicted by a model that saw no row of its sentence."""
    found: list[tuple[str, str]] = []
    for fold in range(FOLDS):
        taught = [s for s in samples if _fold_of(s) != fold]
        held = [s for s in samples if _fold_of(s) == fold]
        model = copy.deepcopy(reader).to(device)
        train_stage(model, Stage(f"fold {fold + 1}", (taught,), 6, 1e-4, 1536), fold, device=device)
        found += _predict(model, held, device)
    roots = sorted({gold for gold, _ in found})
    return mean(_f1(found, r) for r in roots), mean(gold == best for gold, best in found)


def _fold_of(sample: Sample) -> int:
    return zlib.crc32(sample.origin.encode()) % FOLDS


def _predict(model: Reader, samples: Sequence[Sample], device: str) -> list[tuple[str, str]]:
    found = []
    model.eval()
    with torch.no_grad():
        for rows in make_batches(samples, 4096, random.Random(0)):
            batch = pad_batch(rows).to(device)
            _, hidden = model.encoder(batch.ids, batch.cases)
            best = model.classify_pair(hidden, batch.ids == 0, batch.pairs[:, :2]).argmax(-1).tolist()
            found += [(_root(gold), _root(b)) for gold, b in zip(batch.pairs[:, 2].tolist(), best, strict=True)]
    return found


def _root(number: int) -> str:
    return YIELD if TYPES[number] == "CONCEDE" else TYPES[number]


def _f1(found: Sequence[tuple[str, str]], root: str) -> float:
    right = sum(gold == best == root for gold, best in found)
    return 2 * right / max(1, sum(gold == root for gold, _ in found) + sum(best == root for _, best in found))


def main() -> None:
    """Print the two figures."""
    from training.export import load_reader
    from training.recipe import load_tokenizer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    samples = plv_samples(load_tokenizer(), args.data)
    macro, accuracy = cross_validate(load_reader(args.weights), samples, device)
    print(f"PLV_train, {FOLDS}-fold by sentence, {len(samples)} pairs: macro-F1 {macro:.3f}, accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()
