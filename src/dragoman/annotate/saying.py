"""Whom "he" and "she" as a speaker cannot mean: who is named in what they say, or only in other people's quotes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from dragoman.annotate.cues import read_cues
from dragoman.annotate.prose import Prose
from dragoman.annotate.quotemarks import QuoteIndex, find_quoted
from dragoman.records import Mention, Token

_SPEECH = frozenset(("say", "direct"))
_CLOSE = frozenset(("”", '"', "''", "»", "’", "'"))
_LOOSE = frozenset(("AUX", "ADV"))
_STOPS = frozenset((".", ",", ";", "PUNCT", "ADP"))


class Saying:
    """What a report tells as said, as far as it bears on who a pronoun means."""

    def __init__(self, prose: Prose, mentions: Sequence[Mention], overlay: Path | None) -> None:
        self.prose = prose
        self._quotes = QuoteIndex(find_quoted(prose.text))
        self._named = [m for m in mentions if m.form == "person"]
        cues = read_cues(overlay).verbs
        self._verbs = {word for word, cue in cues.items() if cue.kind in _SPEECH}

    def is_quoted(self, offset: int) -> bool:
        """Whether somebody else says the words at `offset`, in quotation marks."""
        return self._quotes.at(offset) >= 0

    def list_named(self, pronoun: Mention) -> list[Mention]:
        """The persons named in what a pronoun is said to say, all of the sentence: "He said Rossi had left" and "Rossi
        had left, he said" are told of somebody else. None where the pronoun speaks no word."""
        behind = self._behind(pronoun)
        verb = next((t for t in behind if t.tag not in _LOOSE), None)
        if verb is None or verb.lemma not in self._verbs or self.is_quoted(pronoun.start):
            return []
        begin, end = self.prose.begin(pronoun.start), behind[-1].end
        after = next((t for t in behind if t.start > verb.start), None)
        closes = after is None or after.text in _STOPS or after.tag in _STOPS
        before = self.prose.before(pronoun.start)
        if before is not None and before.start >= begin and closes and (before.text == "," or before.text in _CLOSE):
            told = [m for m in self._named if begin <= m.start < pronoun.start]
            # "Rossi came: “We stay,” he said": what stands before the quotation is not said.
            return told if before.text == "," else [m for m in told if self.is_quoted(m.start)]
        if self._opens(pronoun):
            return [m for m in self._named if pronoun.start < m.start < end]
        return []

    def _opens(self, pronoun: Mention) -> bool:
        """Whether the pronoun is the subject of its sentence's first clause, behind no clause that may name it."""
        led = self.prose.between(self.prose.begin(pronoun.start), pronoun.start)
        return not any(t.tag in ("VERB", "AUX", "SCONJ") for t in led)

    def _behind(self, pronoun: Mention) -> Sequence[Token]:
        """The words behind a pronoun up to the end of its sentence."""
        starts = self.prose.starts
        at = bisect_left(starts, pronoun.end)
        return self.prose.between(pronoun.end, starts[at] if at < len(starts) else len(self.prose.text))
