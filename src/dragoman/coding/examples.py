"""Frames out of the example phrases of a user's codebook entry: "kidnapped two engineers" becomes the verb kidnap.

A phrase begins with its verb. A verb that our frames do not use for much else tells the act by itself; another needs
the words of the phrase that make the difference: a particle, and the first word that names neither a party nor a
place ("put the city under siege"). Whoever gives only a verb and its parties means the verb.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from dragoman.annotate.actor_names import find_names, load_lexicon
from dragoman.annotate.lemmas import find_lemma
from dragoman.annotate.tokens import find_tokens
from dragoman.records import Token

_SUBJECT = "The government "  # the tagger reads the verb better with a subject before it
_CONTENT = frozenset(("NOUN", "ADJ", "VERB", "PROPN", "ADV"))
_PARTICLES = frozenset(("up", "out", "off", "down", "back", "away", "in", "over", "aside", "together", "through"))


def read_example(phrase: str, broad: Collection[str], overlay: Path | None = None) -> str | None:
    """The trigger of one phrase in the words of frames.tsv; None where it does not begin with a verb.

    `broad` are the heads that tell no act by themselves.
    """
    text = _SUBJECT + phrase.strip()
    head, *after = find_tokens(text, ((0, len(text)),), overlay)[2:]
    if head.tag not in ("VERB", "NOUN", "ADJ"):  # what the tagger takes for a noun may be a verb all the same
        return None
    words = [head.lemma if head.tag == "VERB" else find_lemma(head.text, "VERB|VBD", overlay)]
    if after and after[0].text.lower() in _PARTICLES:
        words.append(after[0].text.lower())
        after = after[1:]
    elif words[0] not in broad:
        return words[0]
    parties = [(h.start, h.end) for h in find_names(text, load_lexicon(overlay))]
    telling = [(n, t) for n, t in enumerate(after) if t.tag in _CONTENT and not _inside(t, parties)]
    # What has "the" before it fills a place of the act, where something else tells it: "put the city under siege".
    free = [t for n, t in telling if not n or after[n - 1].text.lower() != "the"]
    chosen = next(iter(free or [t for _, t in telling]), None)
    return " ".join((*words, "_", chosen.lemma) if chosen else words)


def _inside(token: Token, spans: list[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in spans)
