"""Acts of ECB+ news: whether an act takes the place and the time that are marked in its sentence.

    python benchmarks/news_settings.py PATH/TO/dev [--documents N] [--show]

PATH/TO/dev holds `coref_ecbplus_train` (ECB+, annotation CC BY 3.0, news texts of their owners; measured, never trained
on). Asked is each act that Dragoman finds at the words of a marked happening, in a sentence with a marked time
(TIME_DATE, TIME_OF_THE_DAY) or a marked town, state or region (LOC_GEO; no buildings). The set does not say which of
several happenings a place is of: "right" is one of those marked, "other" is words that are not marked, and "empty"
holds acts whose place is rightly not told beside those whose place was passed over. Documents are split by their topic
into a half whose misses are read and one that is only counted.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cameo_sentences import Range, read_rows
from msgspec import Struct
from unseen_sets import half_of

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article
from dragoman.records import Coded, EventMention

MARKED = {"place": ("LOC_GEO",), "when": ("TIME_DATE", "TIME_OF_THE_DAY")}


class Document(Struct, frozen=True):
    """A document as text, with the ranges of its sentences and, by type, those of their marked words."""

    id: str
    half: str
    text: str
    sentences: tuple[Range, ...]
    marks: tuple[tuple[str, Range], ...]


def read_documents(folder: Path) -> Iterator[Document]:
    """The documents, their tokens joined by blanks."""
    for row in read_rows(folder, "coref_ecbplus_train*"):
        yield to_document(row)


def to_document(row: dict[str, Any]) -> Document:
    """A row of the set with offsets into its text."""
    lines: list[str] = []
    sentences: list[Range] = []
    starts: list[list[int]] = []
    at = 0
    for tokens in row["sentences"]:
        own = []
        for token in tokens:
            own.append(at)
            at += len(token) + 1
        lines.append(" ".join(tokens))
        sentences.append((own[0] if own else at, at))
        starts.append([*own, at])
    marks = tuple(
        (m["type"], (starts[m["sent"]][m["start"]], starts[m["sent"]][m["end"]] - 1)) for m in row["mentions"]
    )
    return Document(row["id"], half_of(row["subtopic"]), "\n".join(lines), tuple(sentences), marks)


def overlaps(one: Range, start: int, end: int) -> bool:
    """Whether [start, end) shares a character with a range."""
    return one[0] < end and start < one[1]


def judge(document: Document, coded: Coded) -> Iterator[tuple[str, str, EventMention]]:
    """(field, outcome, act) for each act at a marked happening with a marked place or time in its sentence."""
    happenings = [r for kind, r in document.marks if "ACTION" in kind]
    for act in coded.events:
        if not any(overlaps(r, act.trigger.start, act.trigger.end) for r in happenings):
            continue
        start, end = next(s for s in document.sentences if s[0] <= act.trigger.start < s[1])
        for field, kinds in MARKED.items():
            here = [r for kind, r in document.marks if kind in kinds and start <= r[0] < end]
            span = act.place if field == "place" else act.when
            if not here:
                continue
            if span is None or not span.text:
                yield field, "empty", act
            else:
                yield field, "right" if any(overlaps(r, span.start, span.end) for r in here) else "other", act


def measure(documents: Iterable[Document], *, show: bool) -> dict[str, dict[str, int]]:
    """How often each outcome came up for each field; with `show`, what is not right is printed."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for document in documents:
        coded = code_article(parse_text(document.text, source=document.id))
        for field, outcome, act in judge(document, coded):
            counts[field][outcome] += 1
            if show and outcome != "right":
                start, end = act.sentence
                place, when = (x.text if x else "-" for x in (act.place, act.when))
                said = " ".join(coded.article.text[start:end].split())
                own = f"{act.event_type} {act.trigger.text!r} at {place} on {when}"
                print(f"{document.id} {field} {outcome}\t{own}\t{said}")
    return counts


def main() -> None:
    """Print the figures of both halves, or what is not right in the one that is read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=150, help="of each half (150)")
    parser.add_argument("--show", action="store_true", help="print what is not right in the read half")
    args = parser.parse_args()
    documents = list(read_documents(args.folder))
    for half in ("read",) if args.show else ("read", "counted"):
        own = [d for d in documents if d.half == half]
        step = max(1, len(own) // args.documents)
        for field, outcomes in measure(own[::step][: args.documents], show=args.show).items():
            shares = ", ".join(f"{o} {n / sum(outcomes.values()):.3f}" for o, n in sorted(outcomes.items()))
            print(f"{half}: {field}: {shares} of {sum(outcomes.values())}", flush=True)


if __name__ == "__main__":
    main()
