"""Which language a text is in; null where that is unclear."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.tables import read_table

SAMPLE_CHARS = 2000
FEWEST_LETTERS = 20
FEWEST_WORDS = 8
# English prose is 30 to 45 % function words of the table; no other language passes 15 % with "the" in it.
ENGLISH_SHARE = 0.2
LEAST_PROBABILITY = 0.6
SHORT_CHARS = 200
SHORT_PROBABILITY = 0.85
WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8)
def _english_words(overlay: Path | None) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("acquire_english", overlay))


@lru_cache(maxsize=1)
def _load_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def find_language(text: str, *, overlay: Path | None = None) -> str | None:
    """ISO 639-1 code (a BCP 47 tag) of the text's first 2000 characters, null when short or unclear.

    English prose is told by its function words alone, which spares loading the identifier (0.9 s).
    """
    sample = text[:SAMPLE_CHARS]
    words = WORD.findall(sample.lower())
    if sum(map(len, words)) < FEWEST_LETTERS:
        return None
    known = _english_words(overlay)
    english = sum(word in known for word in words)
    if len(words) >= FEWEST_WORDS and "the" in words and english >= ENGLISH_SHARE * len(words):
        return "en"
    language, probability = _load_identifier().classify(" ".join(words))
    needed = SHORT_PROBABILITY if len(sample) < SHORT_CHARS else LEAST_PROBABILITY
    return str(language) if probability >= needed and language != "zxx" else None
