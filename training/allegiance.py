"""Weights for whose state somebody acts for whom no words tell (ground/allegiance.py), fitted to marked passages.

    python -m training.allegiance

Asked are the actors of files ba to bg, which the encoder was taught last and least. Fitted to passages that it was not
taught at all, which are fewer, the weights do worse on the gate (.64 right, .69). Rewrites the weights in
data/allegiance.tsv; prints how often the likeliest state is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.annotate.encoder import load_encoder
from dragoman.ground.actors import SURE_STATE
from dragoman.ground.allegiance import FEATURES
from dragoman.pipeline import ground_article, read_article
from dragoman.records import Span
from training.choices import Question, ask_about, refit
from training.corpus_format import Passage
from training.gate import join_sentences, to_article

FITTED = re.compile(r"b[a-g]\d")
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


if __name__ == "__main__":
    refit("allegiance", FEATURES, ask, lambda i: FITTED.match(i) is not None, SURE_STATE)
