"""Who speaks: the subject of a reporting verb, the owner of a reporting noun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.annotate.cues import Cue, Cues
from dragoman.annotate.endings import Endings
from dragoman.annotate.subjects import (
    SUBJECT_PRONOUNS,
    TIME_WORDS,
    Phrase,
    antecedent,
    find_subject,
    phrase_end,
    phrase_start,
)
from dragoman.records import Token

CLOSE = frozenset(("”", '"', "''", "»", "’", "'"))
SPEECH = frozenset(("say", "direct"))
TELL_LIST = """
tell remind assure inform warn notify reassure ask urge
"""
TELL = frozenset(TELL_LIST.split())
_TOLD = TELL - {"ask", "warn"}  # never before their subject
_LIGHT_LIST = """
make give issue send express voice raise repeat reiterate renew have deliver
"""
_LIGHT = frozenset(_LIGHT_LIST.split())
_HEADS = frozenset(("NOUN", "PROPN", "PRON"))
_NOMINAL = frozenset(("DET", "PROPN", "NOUN", "NUM", "ADJ"))


class Report(NamedTuple):
    """One reporting clause in token numbers: cue tokens, speaker, content stretches (last one excluded)."""

    cue: Phrase
    speaker: Phrase | None
    content: tuple[tuple[int, int], ...]
    told: Phrase | None
    kind: str
    behind: bool


class Speakers(Endings):
    """The view of a sentence that knows what has been reported so far, and by whom."""

    def __init__(
        self, tokens: Sequence[Token], low: int, high: int, quoted: Sequence[bool], cues: Cues
    ) -> None:
        super().__init__(tokens, low, high, quoted)
        self.cues = cues
        self.found: list[Report] = []

    def _speaker(self, at: int, after: int, participle: bool, cue: Cue) -> tuple[Phrase | None, bool]:
        """The speaker and whether it stands behind the verb ("said X")."""
        if participle:
            return self._of_participle(at), False
        inverted = self._inverted(at, after, cue)
        if inverted is not None:
            return inverted, True
        low = next((back + 1 for back in range(at - 1, self.low - 1, -1) if self.quoted[back]), self.low)
        subject = find_subject(self.tokens, at, low) or self._last_speaker() or self._joined(at, low)
        return subject or antecedent(self.tokens, self._open_start(), at), False

    def _inverted(self, at: int, after: int, cue: Cue) -> Phrase | None:
        """The subject behind a verb that a quote or a clause and a comma stand before ("...," said X)."""
        tokens = self.tokens
        before = at - 1
        while before >= self.low and tokens[before].tag == "ADV" and not self.quoted[before]:
            before -= 1
        comma = before > self.low and tokens[before].text == "," and not self.quoted[before]
        closed = before >= self.low and (self.quoted[before] or tokens[before].text in CLOSE)
        edge = closed or (comma and cue.kind in SPEECH and cue.word not in _TOLD)
        if not edge or "post" not in cue.patterns or after >= self.high or self.quoted[after]:
            return None
        last = phrase_end(tokens, after, self.high)
        if closed and last == after and last + 2 < self.high and tokens[last + 1].tag == "VERB":
            last = max(last, phrase_end(tokens, last + 2, self.high))  # "said BBC host X": a title mistagged
        starts = tokens[after].tag in _NOMINAL or tokens[after].text in SUBJECT_PRONOUNS
        if last < after or not starts or tokens[after].text.lower() in TIME_WORDS:
            return None
        following = tokens[last + 1] if last + 1 < self.high else None
        if following is None or following.text in ("who", "which"):
            return Phrase(after, last)
        stopped = following.tag == "PUNCT" and not self.quoted[last + 1]
        return Phrase(after, last) if stopped or (not comma and following.tag not in ("VERB", "AUX")) else None

    def _of_participle(self, at: int) -> Phrase | None:
        """Who acts in "X, saying ...", "Saying ..., X acts" and "with X saying"."""
        near = Phrase(self.low, at - 2) if self.inserted(at) else self._beside(at)
        if near is not None:
            return near
        if not self.fronted(at):
            return self._last_speaker() or antecedent(self.tokens, self._open_start(), at)
        first = self.main_clause(at, at) + 1
        while 1 < first < self.high and self.tokens[first].tag == "PUNCT":
            first += 1
        last = phrase_end(self.tokens, first, self.high)
        return Phrase(first, last) if 1 < first <= last else None

    def _joined(self, at: int, low: int) -> Phrase | None:
        """The subject that a verb behind "and" shares with the verb before it ("he laughed and said")."""
        tokens = self.tokens
        back = at - 1
        while back > low and tokens[back].tag in ("ADV", "AUX"):
            back -= 1
        if back <= low or tokens[back].lemma not in ("and", "but"):
            return None
        for k in range(back - 1, low, -1):
            finite = tokens[k].tag == "VERB" and not tokens[k].text.endswith("ing") and not self.quoted[k]
            if not finite or tokens[k - 1].lemma == "to" or self.describes(k) or self.relative(k):
                continue
            subject = find_subject(tokens, k, low)
            if subject is not None:
                return subject
        return None

    def _last_speaker(self) -> Phrase | None:
        """The speaker of the last report that stands inside no other: who goes on in "... and added"."""
        for report in reversed(self.found):
            if report.speaker is not None and not self._covered(report):
                return report.speaker
        return None

    def _covered(self, report: Report) -> bool:
        """Whether the cue stands in what another report of the sentence gives as said."""
        return any(a <= report.cue.first < b for r in self.found if r is not report for a, b in r.content)

    def _beside(self, at: int) -> Phrase | None:
        """Who acts in a participle that stands beside its noun: "with X saying", "footage of X asking"."""
        last = at - 1
        while last > self.low and self.tokens[last].tag == "ADV":
            last -= 1
        token = self.tokens[last]
        named = token.tag in _HEADS or token.text.lower() in SUBJECT_PRONOUNS
        if last < self.low or self.quoted[last] or not named or token.text.lower() in TIME_WORDS:
            return None
        first = phrase_start(self.tokens, last, self.low)
        absolute = first > self.low and self.tokens[first - 1].lemma == "with"
        return Phrase(first, last) if absolute or (token.tag == "PROPN" and first <= self.low + 1) else None

    def _open_start(self) -> int:
        at = self.low
        while at < self.high - 1 and self.quoted[at]:
            at += 1
        return at

    def _owner(self, at: int) -> Phrase | None:
        """Whose word the noun at `at` is: "X's call", "his call"."""
        back = at - 1
        while back > self.low and self.tokens[back].tag == "ADJ":
            back -= 1
        if back - 1 >= self.low and self.tokens[back].lemma in ("'s", "'"):
            return Phrase(phrase_start(self.tokens, back - 1, self.low), back - 1)
        if back >= self.low and self.tokens[back].text.lower() in ("his", "her", "their", "its"):
            return Phrase(back, back)
        while back > self.low and self.tokens[back].tag in ("DET", "NOUN", "NUM", "ADJ"):
            back -= 1
        if self.tokens[back].lemma in _LIGHT and self.tokens[back].tag == "VERB" and back > self.low:
            return find_subject(self.tokens, back, self.low)
        return None
