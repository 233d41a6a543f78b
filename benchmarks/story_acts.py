"""Made stories asked for by event type: is the type found, what is coded instead, and who has a part in it?

    python benchmarks/story_acts.py PATH/TO/dev [TYPE ...] [--show read]

TYPE is one of the 16 event types (all, when none is named). The set is `event_ngec_synthetic` (from NGEC, in whose
repository no licence stands; its package says MIT): stories written by a language model for a type and a mode. Their
labels are noisy, as many tell another act too or instead. Per type and half: in how many stories the type comes out,
in how many another one only, and in how many no act; of the acts of that type, how many have an actor with a state and
how many a recipient; and which types come out in the stories without it. `benchmarks/unseen_sets.py` asks a few of
these stories for their modes. Rows are split by their id: misses are read in one half and only counted in the other.
With --show, all acts of each story of the half "read" are printed. Measured, never trained on.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cameo_sentences import read_rows
from unseen_sets import describe, half_of

from dragoman.acquire import parse_text
from dragoman.coding.codebook import EVENT_TYPES
from dragoman.pipeline import code_article
from dragoman.records import Coded

# The most stories of a type and half.
STORIES = 60


def choose_stories(folder: Path, kind: str, half: str) -> list[tuple[str, str]]:
    """(id, text) of the stories asked for this type: those of all modes in turn."""
    seen: Counter[str] = Counter()
    rows = []
    for row in read_rows(folder, "event_ngec_synthetic*"):
        if row["label"] == kind and half_of(row["id"]) == half:
            seen[row["mode"]] += 1
            rows.append((seen[row["mode"]], row["id"], row["text"]))
    return [(name, text) for _, name, text in sorted(rows, key=lambda row: row[0])[:STORIES]]


def measure(kind: str, half: str, coded: list[Coded]) -> Iterator[str]:
    """Lines with the figures of a type and half."""
    told = [[e for e in c.events if e.factuality not in ("negated", "denied")] for c in coded]
    own = [[e for e in events if e.event_type == kind] for events in told]
    acts = [e for events in own for e in events]
    found = sum(1 for events in own if events)
    other = sum(1 for events, mine in zip(told, own, strict=True) if events and not mine)
    instead = Counter(
        x for events, mine in zip(told, own, strict=True) if not mine for x in {e.event_type for e in events}
    )
    by = sum(1 for e in acts if any(a.code for a in e.actors))
    to = sum(1 for e in acts if e.recipients)
    yield (
        f"{kind} ({half}): found {found / len(coded):.3f} of {len(coded)}, another only {other}, no act"
        f" {len(coded) - found - other}; {len(acts)} such acts, {by / max(1, len(acts)):.2f} with an actor's state,"
        f" {to / max(1, len(acts)):.2f} with a recipient; instead {dict(instead.most_common(6))}"
    )


def main() -> None:
    """Print the figures of both halves, or what is coded in one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("types", nargs="*", metavar="TYPE")
    parser.add_argument("--show", choices=("read",), help="print what is coded in this half")
    args = parser.parse_args()
    if unknown := set(args.types) - set(EVENT_TYPES):
        parser.error(f"no event type is called {', '.join(sorted(unknown))}; there are {', '.join(EVENT_TYPES)}")
    for kind in args.types or EVENT_TYPES:
        for half in ("read",) if args.show else ("read", "counted"):
            rows = choose_stories(args.folder, kind, half)
            if not rows:
                parser.error(f"{args.folder} holds no such stories")
            coded = [code_article(parse_text(text, source=name)) for name, text in rows]
            for line in measure(kind, half, coded):
                print(line, flush=True)
            for c in coded if args.show else ():
                print(f"{c.article.source}\t{' '.join(c.article.text.split())}\n\t{describe(c)}", flush=True)


if __name__ == "__main__":
    main()
