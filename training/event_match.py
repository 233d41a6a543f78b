"""Learn the weights of event_match.tsv: logistic regression on pairs of gold mentions of ECB+ train.

    python -m training.event_match FOLDER [--write]

FOLDER holds coref_ecbplus_train.jsonl.gz (annotation CC BY 3.0). Figures are leave-topics-out on train; `--write`
stores the weights learned on all of it, and leaves the rows set by hand (the coded fields) as they are.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.coreference import group_by, label_stories, list_mentions, read_reports, score_conll
from dragoman.link.events import MentionView, average_link, compare_pairs, list_blocks, weigh_pairs
from dragoman.tables import DATA, read_table

RIDGE = 0.03  # .003, .03, .3, 3 swept leave-topics-out: .785 at .03, .770 at 3
FOLDS = 5
TABLE = "event_match"
BY_HAND = "by hand"
Floats = npt.NDArray[np.float64]


def list_pairs(block: list[MentionView], gold: dict[str, str], names: list[str]) -> tuple[Floats, Floats, Floats]:
    """Feature rows, labels (1 one event) and weights of all pairs of one story."""
    features = compare_pairs(block)
    upper = np.triu_indices(len(block), 1)
    rows = np.stack([features[n][upper] for n in names], axis=1)
    chain = np.array([gold[v.id] for v in block])
    same = (chain[:, None] == chain[None, :])[upper].astype(float)
    # A story of n mentions has n(n-1)/2 pairs; weighted so that it counts as n mentions.
    return rows, same, np.full(len(same), 2.0 / max(1, len(block) - 1))


def fit(rows: Floats, same: Floats, weight: Floats, ridge: float) -> Floats:
    """Coefficients (bias first) by Newton's method."""
    x = np.hstack([np.ones((len(rows), 1)), rows])
    penalty = np.diag([0.0] + [ridge] * rows.shape[1])
    beta = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (weight * (same - p)) - penalty @ beta
        hessian = (x.T * (weight * p * (1 - p))) @ x + penalty + 1e-9 * np.eye(x.shape[1])
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def learn(blocks: list[list[MentionView]], gold: dict[str, str], names: list[str], ridge: float) -> dict[str, float]:
    """Weights by feature, learned on the pairs of `blocks`."""
    parts = [list_pairs(b, gold, names) for b in blocks if len(b) > 1]
    x, y, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    beta = fit(x, y, weights, ridge)
    return dict(zip(["bias", *names], beta.tolist(), strict=True))


def cluster(blocks: list[list[MentionView]], weights: dict[str, float], least: float) -> dict[str, str]:
    """Label of every mention under the given weights and cut."""
    found: dict[str, str] = {}
    for number, block in enumerate(blocks):
        for group in average_link(weigh_pairs(block, weights), least):
            found.update((block[i].id, f"{number}:{group[0]}") for i in group)
    return found


def sweep(blocks: list[list[MentionView]], gold: dict[str, str], names: list[str], ridge: float) -> None:
    """Print leave-topics-out figures at several cuts."""
    folds = [(blocks[i::FOLDS], [b for j, b in enumerate(blocks) if j % FOLDS != i]) for i in range(FOLDS)]
    learned = [learn(rest, gold, names, ridge) for _, rest in folds]
    for least in np.arange(-2.0, 1.01, 0.25):
        found: dict[str, str] = {}
        for number, ((held, _), weights) in enumerate(zip(folds, learned, strict=True)):
            found.update({m: f"{number}/{c}" for m, c in cluster(held, weights, least).items()})
        figures = score_conll(group_by(gold), group_by(found))
        print(f"ridge {ridge} cut {least:5.2f}  " + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))


def main() -> None:
    """Print the sweep, or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--ridge", type=float, default=RIDGE)
    options = parser.parse_args()
    reports = read_reports(options.folder / "coref_ecbplus_train.jsonl.gz")
    views, gold = list_mentions(reports, label_stories(reports, "predicted"))
    blocks = list_blocks(views)
    by_hand = [row for row in read_table(TABLE) if row["reason"].startswith(BY_HAND)]
    kept = {row["feature"] for row in by_hand}
    names = [n for n, values in compare_pairs(blocks[0]).items() if n not in kept and values is not None]
    names = [n for n in names if any(compare_pairs(b)[n].any() for b in blocks[:20])]
    if not options.write:
        sweep(blocks, gold, names, options.ridge)
        return
    weights = learn(blocks, gold, names, options.ridge)
    lines = (DATA / f"{TABLE}.tsv").read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")] + ["feature\tweight\treason"]
    rows = [f"{n}\t{w:.3f}\tlearned on ECB+ train" for n, w in weights.items()]
    hand = ["\t".join(row.values()) for row in by_hand]
    (DATA / f"{TABLE}.tsv").write_text("\n".join([*head, *rows, *hand]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
