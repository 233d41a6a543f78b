"""Weights for whose state somebody acts for whom no words tell (ground/allegiance.py), fitted to marked passages.

    python -m training.allegiance > src/dragoman/data/allegiance.tsv

How often the likeliest state is right on passages of the fit and on held-out ones goes to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from dragoman.annotate.encoder import load_encoder
from dragoman.ground.allegiance import FEATURES
from dragoman.pipeline import ground_article, read_article
from dragoman.records import Span
from training.choices import Question, ask_about, fit, list_questions, print_table, split_corpus, tell
from training.corpus_format import Passage
from training.gate import join_sentences, to_article

FIRST_PERSON = frozenset(("i", "we", "you", "us", "me", "my", "our", "mine", "ours"))


def ask(passage: Passage) -> Iterable[Question]:
    """For whom marked actors of the passage act who act for one state that no words tell."""
    text, starts = join_sentences(passage)
    actors = ground_article(read_article(to_article(passage), load_encoder())).actors
    for sentence, offset in zip(passage.sentences, starts, strict=True):
        for span in (s for s in sentence.spans if s.layer == "actor"):
            codes = {passage.entities[i].code for i in span.ids if i in passage.entities} - {None}
            start, end = offset + span.start, offset + span.end
            described = actors.describe(Span(start, end, text[start:end]))
            if len(codes) == 1 and described and text[start:end].lower() not in FIRST_PERSON:
                yield ask_about(described, codes)


def main() -> None:
    """Print the table with the fitted weights."""
    taught, held_out = (list_questions(passages, ask) for passages in split_corpus())
    weights = fit(taught, FEATURES)
    for name, questions in (("fitted to", taught), ("held out", held_out)):
        print(tell(name, questions, FEATURES, weights), file=sys.stderr)
    print_table("allegiance", FEATURES, weights)


if __name__ == "__main__":
    main()
