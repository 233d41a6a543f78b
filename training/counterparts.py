"""Weights for whom an act is aimed at that names no recipient (ground/counterparts.py), fitted to marked passages.

    python -m training.counterparts

Asked are the acts that the program finds with their marked type and no recipient, in passages in the manner of real
copy. Run it with a reader that was taught little of them: of a passage that it was taught it misses a recipient only
where there hardly is one. The shipped weights were fitted with the reader of 27 November, before it was taught files
ba to bg, all but "none: several". Rewrites the weights in data/counterparts.tsv; prints how often the likeliest answer
is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.annotate.encoder import load_encoder
from dragoman.ground.counterparts import FEATURES, SURE_COUNTERPART, describe, is_open
from dragoman.pipeline import ground_article, list_acts, read_article
from training.choices import Question, ask_about, refit
from training.corpus_format import Passage
from training.gate import find_codes, join_sentences, to_article
from training.gate import list_acts as list_marked_acts

# In bc and be a script took out recipients that no mention names, which are asked for here.
FITTED = re.compile(r"(?:a[a-j]|b[a-g])\d")


def ask(passage: Passage) -> Iterable[Question]:
    """Whom the acts of the passage are aimed at that are found without a recipient."""
    read = read_article(to_article(passage), load_encoder())
    grounds = ground_article(read)
    acts = list_acts(read, grounds)
    marked = list_marked_acts(passage, join_sentences(passage)[1])
    for act in filter(is_open, acts):
        kind, at = act.event.event_type, act.event.trigger
        same = [r for r, spans in marked if r.event_type == kind and any(s < at.end and at.start < e for s, e in spans)]
        if same:
            yield ask_about(
                describe(act, acts, grounds.actors.allegiance),
                sorted(filter(None, find_codes(passage, same[0].recipients))),
            )


if __name__ == "__main__":
    refit("counterparts", FEATURES, ask, lambda i: FITTED.match(i) is not None, SURE_COUNTERPART)
