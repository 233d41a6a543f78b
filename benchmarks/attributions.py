"""Statements against the attributions that PolNeAR marks in US political news: found, who speaks, how much is said.

    python benchmarks/attributions.py PATH/TO/dev [--share N] [--show read]

The set is PolNeAR's training part (837 reports of 2015 and 2016; no licence stated, the texts are their publishers':
for measuring only). Reports are split by id in two halves: misses of "read" are looked at, "counted" only counted.
Of each half every Nth report is taken. Measured as the external scorer does it: an attribution is found by the
statement that shares most of its content, half of the characters of either at least; on those found, whether the
speaker overlaps the source; and the characters of content, whoever is said to speak. With --show, every attribution of
the half "read" that is missed, every statement that none marks, and those with another speaker or other ends, one to a
line. Measured, never trained on. PolNeAR also marks thoughts, plans, titles of documents and words put in quote marks,
which are no statements of ours, so that a share of its misses stays.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cameo_sentences import read_rows
from msgspec import Struct
from unseen_sets import half_of

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article
from dragoman.records import Coded

SHARE = 3  # of the reports of a half, every how many are taken
LEAST = 0.5  # share of the characters of either by which an attribution is found
_SEED = b"attributions"  # parts the choice of reports from the choice of halves


class Words(Struct, frozen=True):
    """An attribution or a statement: the characters of its source and content, and its cue."""

    source: frozenset[int]
    content: frozenset[int]
    cue: str


class Counts(Struct):
    """What is counted of a half."""

    marked: int = 0
    coded: int = 0
    found: int = 0
    speakers: int = 0
    both: int = 0
    chars_marked: int = 0
    chars_coded: int = 0


def choose_reports(folder: Path, half: str, share: int) -> Iterator[dict[str, Any]]:
    """The reports of the half that are taken."""
    for row in read_rows(folder, "quote_polnear_train*"):
        if half_of(row["id"]) == half and zlib.crc32(_SEED + row["id"].encode()) % share == 0:
            yield row


def read_marked(row: dict[str, Any]) -> list[Words]:
    """The attributions of a report."""
    text, found = row["text"], row["attributions"]
    return [Words(_chars(a["source"]), _chars(a["content"]), _words(text, a["cue"])) for a in found]


def read_coded(coded: Coded) -> list[Words]:
    """The statements of a record."""
    return [
        Words(
            _chars([(s.speaker.start, s.speaker.end)] if s.speaker else []),
            _chars([(c.start, c.end) for c in s.content]),
            s.cue.text if s.cue else "",
        )
        for s in coded.statements
    ]


def _chars(spans: list[Any]) -> frozenset[int]:
    return frozenset(k for start, end in spans for k in range(start, end))


def _words(text: str, spans: list[Any]) -> str:
    return " ... ".join(text[start:end] for start, end in spans)


def match(marked: list[Words], coded: list[Words]) -> dict[int, int]:
    """Which statement finds which attribution, by their numbers, the ones that share most first."""
    shares = (
        (len(a.content & b.content) / len(a.content | b.content), i, j)
        for i, a in enumerate(marked)
        for j, b in enumerate(coded)
        if a.content & b.content
    )
    found: dict[int, int] = {}
    for share, i, j in sorted(shares, reverse=True):
        if share >= LEAST and i not in found and j not in found.values():
            found[i] = j
    return found


def speaks(marked: Words, coded: Words) -> bool:
    """Whether both have the same speaker, or none."""
    return bool(marked.source & coded.source) or not (marked.source or coded.source)


def count(counts: Counts, marked: list[Words], coded: list[Words], found: dict[int, int]) -> None:
    """Adds a report to the counts of its half."""
    counts.marked += len(marked)
    counts.coded += len(coded)
    counts.found += len(found)
    counts.speakers += sum(speaks(marked[i], coded[j]) for i, j in found.items())
    own, other = (frozenset().union(*(w.content for w in words)) for words in (marked, coded))
    counts.both += len(own & other)
    counts.chars_marked += len(own)
    counts.chars_coded += len(other)


def list_wrong(text: str, marked: list[Words], coded: list[Words], found: dict[int, int]) -> Iterator[tuple[int, str]]:
    """A line for each attribution or statement that comes out otherwise than marked, with its place in the text."""

    def tell(words: Words) -> str:
        return f"<{_join(text, words.source)}> [{words.cue}] {{{_join(text, words.content)}}}"

    for i, words in enumerate(marked):
        place = min(words.content, default=0)
        if i not in found:
            near = [c for c in coded if c.content & words.content]
            yield place, f"missed\t{tell(words)}" + "".join(f"\n\t  near\t{tell(c)}" for c in near)
            continue
        other = coded[found[i]]
        if not speaks(words, other):
            yield place, f"speaker\t{tell(words)}\n\t  ours\t{tell(other)}"
        if abs(len(words.content) - len(other.content & words.content)) > 3 or len(other.content - words.content) > 3:
            yield place, f"ends\t{tell(words)}\n\t  ours\t{tell(other)}"
    for j, words in enumerate(coded):
        if j not in found.values():
            yield min(words.content, default=0), f"unmarked\t{tell(words)}"


def _join(text: str, chars: frozenset[int]) -> str:
    """The words at these characters, with a mark where others stand in between."""
    out, last = "", -1
    for k in sorted(chars):
        out += (" ... " if out and k > last + 1 else "") + text[k]
        last = k
    return " ".join(out.split())


def tell_counts(counts: Counts) -> str:
    """The figures of a half in a line."""
    right, found = counts.found / max(1, counts.coded), counts.found / max(1, counts.marked)
    chars = counts.both * 2 / max(1, counts.chars_marked + counts.chars_coded)
    f1 = 2 * right * found / max(1e-9, right + found)
    return (
        f"F1 {f1:.3f} (right {right:.3f} of {counts.coded}, found {found:.3f} of {counts.marked}), "
        f"speaker {counts.speakers / max(1, counts.found):.3f}, content characters {chars:.3f}"
    )


def main() -> None:
    """Print the figures of both halves, or what is wrong in one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=int, default=SHARE, help=f"take every Nth report (default {SHARE})")
    parser.add_argument("--show", choices=("read",), help="print what is wrong in this half")
    args = parser.parse_args()
    for half in ("read",) if args.show else ("read", "counted"):
        counts, reports = Counts(), 0
        for row in choose_reports(args.folder, half, args.share):
            coded_article = code_article(parse_text(row["text"], source=row["id"], published_at=row["date"]))
            marked, coded = read_marked(row), read_coded(coded_article)
            found = match(marked, coded)
            count(counts, marked, coded, found)
            reports += 1
            if args.show:
                print(f"# {row['id']}")
                for _, line in sorted(list_wrong(row["text"], marked, coded, found)):
                    print(line, flush=True)
        print(f"{half}: {reports} reports: {tell_counts(counts)}", flush=True)


if __name__ == "__main__":
    main()
