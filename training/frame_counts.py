"""Counts behind data/frame_counts.tsv: how often each frame matches in the training passages, how often an act is
marked on its words, and how often that act is of the frame's type. Held-out passages and the gate are not counted.

    python -m training.frame_counts > src/dragoman/data/frame_counts.tsv
"""

from __future__ import annotations

from collections import Counter

from dragoman.annotate.annotate import annotate
from dragoman.coding import code_events, load_codebook
from training.corpus_format import Passage, read_corpus
from training.gate import join_sentences, list_acts
from training.heldout import is_held_out

HEADER = """\
# How far the marks of the training passages bear out each frame's type: matches of the frame, those with an act marked
# on their words, those of them whose act is of the frame's type (`python -m training.frame_counts`). A frame whose type
# they often contradict weighs less against the encoder's (coding/votes.py).
frame\tmatched\tmarked\tright"""


def main() -> None:
    """Count and print the table."""
    counts: Counter[tuple[str, str]] = Counter()
    for passage in read_corpus():
        if not is_held_out(passage.id):
            _count(passage, counts)
    print(HEADER)
    for frame in sorted({frame for frame, _ in counts}):
        print(frame, *(counts[frame, name] for name in ("matched", "marked", "right")), sep="\t")


def _count(passage: Passage, counts: Counter[tuple[str, str]]) -> None:
    text, starts = join_sentences(passage)
    marked = [(row.event_type, *span) for row, spans in list_acts(passage, starts) for span in spans]
    for frame in code_events(text, annotate(text), load_codebook(None)):
        kinds = {k for k, start, end in marked if start < frame.trigger.end and frame.trigger.start < end}
        counts[frame.rule, "matched"] += 1
        counts[frame.rule, "marked"] += bool(kinds)
        counts[frame.rule, "right"] += frame.event_type in kinds


if __name__ == "__main__":
    main()
