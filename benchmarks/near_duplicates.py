"""Near-duplicates on edited copies: how many are found, and how many of those found are copies.

    python -m benchmarks.near_duplicates FILE.jsonl[.gz] [--field text]

FILE holds rows with a text (reports nobody edited); its texts are read, edited in memory and never stored. Each
report gets one copy of every kind of edit. A pair is right when both come from one original.
Hard negatives are made too: pairs of different reports that were given the same background paragraph.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from dragoman.link.duplicates import find_duplicate_pairs

SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")
LEAST_WORDS = 80  # shorter rows are notes rather than reports
DATELINES = ("NAIROBI, March 3 (Harbour Wire) — ", "By our correspondent in Lima\n\n", "(Tokyo Ledger) - ")
NEW_WORDS = ("officials", "however", "yesterday", "large", "several", "reportedly", "talks", "the", "region", "later")
BACKGROUND = (
    "The two countries have quarrelled over the river for thirty years. A first round of talks broke down in the "
    "spring, when neither side would accept monitors. Analysts say that a settlement would need the consent of "
    "the upstream provinces, which hold elections in the autumn. About two million people depend on the water."
)
Edit = Callable[[str, random.Random], str]


def change_dateline(text: str, rng: random.Random) -> str:
    """Another agency's or city's line in front."""
    return rng.choice(DATELINES) + text


def cut_sentences(text: str, rng: random.Random) -> str:
    """A fifth of the sentences left out."""
    parts = SENTENCE.split(text)
    return " ".join(p for p in parts if rng.random() >= 0.2) or text


def swap_words(text: str, rng: random.Random) -> str:
    """One word in twenty replaced: a light re-edit."""
    return " ".join(rng.choice(NEW_WORDS) if rng.random() < 0.05 else w for w in text.split())


def append_background(text: str, rng: random.Random) -> str:
    """A paragraph of background added at the end."""
    return f"{text}\n\n{BACKGROUND}"


def truncate(text: str, rng: random.Random) -> str:
    """The first half or so, as a wire's short version."""
    parts = SENTENCE.split(text)
    return " ".join(parts[: max(2, round(len(parts) * rng.uniform(0.4, 0.7)))])


def edit_all(text: str, rng: random.Random) -> str:
    """Dateline, a tenth of the sentences and one word in thirty, and background."""
    parts = [p for p in SENTENCE.split(text) if rng.random() >= 0.1]
    words = " ".join(parts).split()
    swapped = " ".join(rng.choice(NEW_WORDS) if rng.random() < 0.033 else w for w in words)
    return append_background(change_dateline(swapped, rng), rng)


EDITS: tuple[tuple[str, Edit], ...] = (
    ("dateline", change_dateline),
    ("sentences cut", cut_sentences),
    ("words swapped", swap_words),
    ("background appended", append_background),
    ("truncated", truncate),
    ("all together", edit_all),
)


def read_texts(path: Path, field: str) -> list[str]:
    """Texts of the rows that are long enough to be reports, each once."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line).get(field) or "" for line in lines]
    return [t for t in dict.fromkeys(texts) if len(t.split()) >= LEAST_WORDS]


def measure(texts: list[str], seed: int = 20261123) -> dict[str, object]:
    """Precision over all found pairs, recall of (original, copy) pairs, recall by kind of edit."""
    rng = random.Random(seed)
    made, origin, kind = list(texts), list(range(len(texts))), ["original"] * len(texts)
    for name, edit in EDITS:
        for number, text in enumerate(texts):
            made.append(edit(text, rng))
            origin.append(number)
            kind.append(name)
    right, wrong = 0, []
    found: Counter[str] = Counter()
    for one, other in (sorted(pair) for pair in find_duplicate_pairs(made)):
        if origin[one] == origin[other]:
            right += 1
            if one < len(texts):
                found[kind[other]] += 1
        else:
            wrong.append((one, other))
    recall = {name: found[name] / len(texts) for name, _ in EDITS}
    # Pairs that nobody made: two versions of one report, or a mistake. Each brings wrong pairs of its copies with it.
    unedited = {(a, b) for a, b in wrong if a < len(texts) and b < len(texts)}
    brought = sum(1 for a, b in wrong if tuple(sorted((origin[a], origin[b]))) in unedited)
    return {
        "texts": len(texts),
        "pairs": right + len(wrong),
        "precision": right / max(1, right + len(wrong)),
        "wrong": len(wrong),
        "wrong, both unedited": len(unedited),
        "wrong, of such a pair": brought,
        "recall": sum(recall.values()) / len(recall),
        **recall,
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--field", default="text")
    options = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores: {options.file.name}")
    for name, value in measure(read_texts(options.file, options.field)).items():
        print(f"{name:24}{value:.3f}" if isinstance(value, float) else f"{name:24}{value}")


if __name__ == "__main__":
    main()
