"""Event mentions into events on ECB+: MUC, B3, CEAF-e and their mean (CoNLL F1) over gold mentions.

    python -m benchmarks.coreference FOLDER [--stories predicted|gold] [--split dev]

FOLDER holds coref_ecbplus_dev.jsonl.gz (Cybulska and Vossen 2014, annotation CC BY 3.0; the news texts are not
ours and never stand in this repository). The setting is the usual one: mentions typed ACTION or NEG_ACTION in
the sentences of the standard evaluation, singletons included, one score over all topics together.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import networkx

from dragoman.link.events import MentionView, cluster_mentions, view_mention
from dragoman.link.stories import cluster_texts

Clusters = Sequence[frozenset[str]]


def score_f1(precision: float, recall: float) -> float:
    """Harmonic mean; 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _owner(clusters: Clusters) -> dict[str, int]:
    return {m: n for n, c in enumerate(clusters) for m in c}


def score_muc(key: Clusters, response: Clusters) -> tuple[float, float]:
    """Precision and recall of links (Vilain et al. 1995)."""

    def share(one: Clusters, other: Clusters) -> float:
        owner = _owner(other)
        kept = sum(len(c) - len({owner.get(m, m) for m in c}) for c in one)
        return kept / total if (total := sum(len(c) - 1 for c in one)) else 0.0

    return share(response, key), share(key, response)


def score_b3(key: Clusters, response: Clusters) -> tuple[float, float]:
    """Precision and recall by mention (Bagga and Baldwin 1998)."""

    def share(one: Clusters, other: Clusters) -> float:
        owner = _owner(other)
        total = sum(len(c) for c in one)
        right = sum(len(c & other[owner[m]]) / len(c) for c in one for m in c if m in owner)
        return right / total if total else 0.0

    return share(response, key), share(key, response)


def score_ceafe(key: Clusters, response: Clusters) -> tuple[float, float]:
    """Precision and recall of the best one-to-one alignment of clusters (Luo 2005, phi 4)."""
    owner = _owner(response)
    graph = networkx.Graph()
    for n, c in enumerate(key):
        for r in {owner[m] for m in c if m in owner}:
            shared = 2 * len(c & response[r]) / (len(c) + len(response[r]))
            graph.add_edge(("key", n), ("response", r), weight=shared)
    total = 0.0
    for part in networkx.connected_components(graph):
        matching = networkx.max_weight_matching(graph.subgraph(part))
        total += sum(graph.edges[edge]["weight"] for edge in matching)
    return (total / len(response) if response else 0.0), (total / len(key) if key else 0.0)


def score_conll(key: Clusters, response: Clusters) -> dict[str, float]:
    """F1 of the three measures and their mean, 0 to 1."""
    figures = {
        "muc": score_f1(*score_muc(key, response)),
        "b3": score_f1(*score_b3(key, response)),
        "ceafe": score_f1(*score_ceafe(key, response)),
    }
    return {**figures, "conll": sum(figures.values()) / 3}


def group_by(labels: Mapping[str, Any]) -> list[frozenset[str]]:
    """Clusters of the ids that carry the same label."""
    members: dict[Any, set[str]] = defaultdict(set)
    for item, label in labels.items():
        members[label].add(item)
    return [frozenset(v) for v in members.values()]


def read_reports(path: Path) -> list[dict[str, Any]]:
    """Rows of one ECB+ file, the first (a note on its fields) left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][1:]


def label_stories(reports: Sequence[dict[str, Any]], how: str) -> list[str]:
    """The story of each report: `predicted` from its text, or `gold`, the sub-topic."""
    if how == "gold":
        return [r["subtopic"] for r in reports]
    return [str(n) for n in cluster_texts(["\n".join(" ".join(s) for s in r["sentences"]) for r in reports])]


def list_mentions(
    reports: Sequence[dict[str, Any]], stories: Iterable[str]
) -> tuple[list[MentionView], dict[str, str]]:
    """Gold mentions as views made from words alone, and the gold event of each."""
    views, gold = [], {}
    for report, story in zip(reports, stories, strict=True):
        for m in report["mentions"]:
            if m["sent"] not in report["eval_sentences"] or not m["type"].startswith(("ACTION", "NEG_ACTION")):
                continue
            tokens = report["sentences"][m["sent"]]
            start = len(" ".join(tokens[: m["start"]])) + (m["start"] > 0)
            text = " ".join(tokens[m["start"] : m["end"]])
            key = f"{report['id']}:{m['sent']}:{m['start']}:{m['end']}"
            views.append(view_mention(key, report["id"], story, m["sent"], " ".join(tokens), start, start + len(text)))
            gold[key] = m["chain"]
    return views, gold


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", choices=["predicted", "gold"], default="predicted")
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    reports = read_reports(options.folder / f"coref_ecbplus_{options.split}.jsonl.gz")
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores: ECB+ {options.split}")
    stories = label_stories(reports, options.stories)
    views, gold = list_mentions(reports, stories)
    key = group_by(gold)
    lemma = group_by({v.id: (v.story_id, v.head) for v in views})
    for name, response in (("same head in a story", lemma), ("dragoman", group_by(cluster_mentions(views)))):
        figures = score_conll(key, response)
        print(f"{name:24}" + "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))


if __name__ == "__main__":
    main()
