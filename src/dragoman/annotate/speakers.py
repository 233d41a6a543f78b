"""Who speaks: the subject of a reporting verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.annotate.cues import Cue, Cues
from dragoman.annotate.endings import Endings
from dragoman.annotate.main_clauses import DASHES, acting_before, is_reduced, subject_of, subordinates
from dragoman.annotate.subjects import (
    POSSESSIVE,
    SUBJECT_PRONOUNS,
    TIME_WORDS,
    Phrase,
    antecedent,
    find_subject,
    name_after_and,
    phrase_end,
    phrase_start,
)
from dragoman.records import Token

CLOSE = frozenset(("”", '"', "''", "»", "’", "'"))
SPEECH = frozenset(("say", "direct"))
ALSO_ABSOLUTE = frozenset(("ask", "warn"))  # verbs of telling that need no listener: "...," warned X, "warned it was"
_HEADS = frozenset(("NOUN", "PROPN", "PRON"))
_PARTICIPLE = ("ed", "ing", "en", "wn")
_OBJECTS = frozenset(("him", "her", "them", "us", "me"))
_SUBORDINATE = frozenset(("how", "why", "when", "while", "because", "what", "after", "before"))
_AHEAD = 6  # tokens between "it" and the "that" it points to
_ABOUT = frozenset(("of", "about", "despite"))
_NOMINAL = frozenset(("DET", "PROPN", "NOUN", "NUM", "ADJ", "X"))


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

    def __init__(self, tokens: Sequence[Token], low: int, high: int, quoted: Sequence[bool], cues: Cues) -> None:
        super().__init__(tokens, low, high, quoted, cues)
        self.found: list[Report] = []

    def _speaker(self, at: int, after: int, participle: bool, cue: Cue, body: int) -> tuple[Phrase | None, bool]:
        """The speaker and whether it stands behind the verb ("said X"); `body`: what stands behind who is told."""
        if participle:
            return self._of_participle(at - self.having(at)), False
        if self.tokens[at - 1].text in ("when", "if") and at > self.low and self.tokens[at].text.endswith("ed"):
            return None, False  # "when asked whether ..."
        inverted = self._inverted(at, after, cue)
        if inverted is not None:
            return inverted, True
        if at - 2 >= self.low and self.tokens[at - 1].lemma == "to" and self.tokens[at - 2].tag in _HEADS:
            return self._acting(at), False  # "interrupted the clerk to say, “...”"
        low = next((back + 1 for back in range(at - 1, self.low - 1, -1) if self.quoted[back]), self.low)
        bare = self.content_start(body, cue) is None
        subject = self._subject(at, low, bare) or self._last_speaker(finite=True) or self._joined(at, low)
        subject = subject or self._last_speaker()
        return self._meant(subject or antecedent(self.tokens, self._open_start(), at), at), False

    def _meant(self, subject: Phrase | None, at: int) -> Phrase | None:
        """The subject, or for an "it" that points ahead the one of the clause meant ("It is plain that X ...")."""
        if subject is None or self.tokens[subject.last].lemma != "it":
            return subject
        that = next((k for k in range(subject.last + 1, at) if self.tokens[k].text == "that"), at)
        first = subject.last + 1
        if that >= min(at - 1, first + _AHEAD) or self.tokens[first].lemma != "be":
            return subject
        last = that + 1
        if self.tokens[last].tag != "PROPN":
            last = phrase_end(self.tokens, that + 1, at)
        while last + 1 < at and self.tokens[last].tag == "PROPN" and self.tokens[last + 1].tag == "PROPN":
            last += 1  # no further: "Ruiz demands", the verb taken for a noun
        return Phrase(that + 1, last) if last > that else subject

    def _subject(self, at: int, low: int, bare: bool) -> Phrase | None:
        """The subject before the verb at `at`: the noun phrase that opens the clause where it reaches to the verb.

        `bare`: nothing that is said stands behind the verb, so that what opens the sentence is said ("X fell, Y said").
        """
        near = self._behind_object(self.whole_list(find_subject(self.tokens, at, low), low))
        pronoun = self.tokens[near.last] if near is not None else None
        if pronoun is not None and pronoun.tag == "PRON" and pronoun.text not in _OBJECTS:
            return near
        far = subject_of(self.tokens, self._open_start(), at, self.cues.clausal)
        behind = near is not None and near.first > self.low and self.tokens[near.first - 1].text == ","
        apart = self._set_apart(at, low) if bare and far is None and not behind else None
        if near is None or apart is not None:
            return far or apart
        if bare and behind:
            return near
        joined = near.first > self.low and self.tokens[near.first - 1].tag == "CCONJ"
        if far is None or joined or (near.first <= far.last and far.first <= near.last):
            return near
        return name_after_and(self.tokens, near) or far

    def _behind_object(self, near: Phrase | None) -> Phrase | None:
        """The phrase without the object of another verb before its "and" ("X met the envoy *and Peru* said")."""
        before = self.tokens[near.first - 1] if near is not None and near.first > self.low else None
        if near is None or before is None or before.tag not in ("VERB", "AUX") or before.text.endswith("ing"):
            return near
        joint = next((k for k in range(near.last, near.first, -1) if self.tokens[k].tag == "CCONJ"), 0)
        return near if before.lemma in self.cues.clausal or not joint else Phrase(joint + 1, near.last)

    def whole_list(self, near: Phrase | None, low: int) -> Phrase | None:
        """The phrase with the names before its own that it lists with them ("the envoys of Peru, Chile and Cuba")."""
        if near is None or not any(self.tokens[k].tag == "CCONJ" for k in range(near.first, near.last)):
            return near
        tokens, first = self.tokens, near.first
        while first - 2 > low and tokens[first].tag in ("PROPN", "DET") and tokens[first - 1].text == ",":
            if tokens[first - 2].tag != "PROPN":
                break
            first = phrase_start(tokens, first - 2, low)
        opens = first <= low or tokens[first - 1].tag in ("PUNCT", "CCONJ", "SCONJ", "PRON")
        return Phrase(first, near.last) if opens else near

    def _set_apart(self, at: int, low: int) -> Phrase | None:
        """The subject behind the comma that ends what is said ("X fell, a man who asked not to be named said")."""
        commas = (k for k in range(at - 1, low, -1) if self.tokens[k].text == "," and not self.quoted[k])
        found = (subject_of(self.tokens, k + 1, at, self.cues.clausal) for k in commas)
        return next((subject for subject in found if subject is not None), None)

    def _inverted(self, at: int, after: int, cue: Cue) -> Phrase | None:
        """The subject behind a verb that a quote or a clause and a comma stand before ("...," said X)."""
        tokens = self.tokens
        before = at - 1
        while before >= self.low and tokens[before].tag == "ADV" and not self.quoted[before]:
            if tokens[before].text == "then":
                return None  # "met for hours, then announced a curfew"
            before -= 1
        comma = before > self.low and tokens[before].text == "," and not self.quoted[before]
        says = cue.word == "say" and after < self.high and tokens[after].tag in ("DET", "PROPN", "PRON")
        if comma and "any" in cue.patterns and self._parted(before, says=says):
            return None  # "Norway, which lost the vote, lamented the outcome"
        closed = before >= self.low and (self.quoted[before] or tokens[before].text in CLOSE)
        edge = (
            closed
            or (comma and cue.kind in SPEECH and cue.word not in self.cues.beside["tell"] - ALSO_ABSOLUTE)
            or self.announces(at, after)
        )
        if not edge or "post" not in cue.patterns or after >= self.high or self.quoted[after]:
            return None
        last = phrase_end(tokens, after, self.high)
        if closed and last == after and last + 2 < self.high and tokens[last + 1].tag == "VERB":
            last = max(last, phrase_end(tokens, last + 2, self.high))  # "said BBC host X": a title mistagged
        starts = tokens[after].tag in _NOMINAL or tokens[after].text in SUBJECT_PRONOUNS | POSSESSIVE
        if last < after or not starts or tokens[after].text.lower() in TIME_WORDS:
            return None
        following = tokens[last + 1] if last + 1 < self.high else None
        described = closed and following is not None and following.text.endswith(_PARTICIPLE)
        if following is None or following.text in ("who", "which") or (described and following.tag == "VERB"):
            return Phrase(after, last)
        stopped = following.tag == "PUNCT" and not self.quoted[last + 1]
        return Phrase(after, last) if stopped or (not comma and following.tag not in ("VERB", "AUX")) else None

    def _parted(self, before: int, *, says: bool) -> bool:
        """Whether the noun phrase that opens the sentence has no verb up to the comma at `before`, but what commas put
        in between ("Norway, which lost the vote, lamented it"; not "Bread, oil and salt are scarce, said Peru")."""
        tokens, first = self.tokens, self.low
        while first < before and tokens[first].tag in ("CCONJ", "ADV") and not subordinates(tokens[first]):
            first += 1
        if first == before:
            return False  # "But, said Ruiz, the road is open"
        comma = phrase_end(tokens, first, before) + 1
        if comma >= before and says:
            return False  # "The road, said Ruiz, is open"
        if comma >= before or tokens[comma].text != ",":
            return tokens[comma].text == ","
        for k in range(comma + 1, before):
            if tokens[k].text in ("who", "which", "that", "whose", "where"):
                return True
            acts = tokens[k].tag == "VERB" and tokens[k - 1].tag in ("NOUN", "PROPN") and not is_reduced(tokens, k)
            if tokens[k].tag == "AUX" or acts:
                return False
        return True

    def announces(self, at: int, after: int) -> bool:
        """Whether the verb opens the sentence with its subject and a colon behind it ("Said Ruiz: ...")."""
        if at != self.low or self.tokens[at].text.endswith("ing"):
            return False
        last = phrase_end(self.tokens, after, self.high)
        return after <= last < self.high - 1 and self.tokens[last + 1].text == ":"

    def _of_participle(self, at: int) -> Phrase | None:
        """Who acts in "X, saying ...", "Saying ..., X acts" and "with X saying"."""
        comma = self.inserted(at)
        near = Phrase(self.low, comma - 1) if comma else self._beside(at)
        if near is None and self.tokens[at - 1].lemma in ("and", "or"):
            near = self._beside_first(at)
        if near is not None:
            return near
        first = self.main_clause(at, at) + 1 if self.fronted(at) else 0
        if first <= 1 and not self._opens(at):
            return self._last_speaker(beside=True) or self._acting(at)
        while 1 < first < self.high and self.tokens[first].tag == "PUNCT":
            first += 1
        last = phrase_end(self.tokens, first, self.high)
        return Phrase(first, last) if 1 < first <= last else None

    def _opens(self, at: int) -> bool:
        """Whether the participle at `at` opens the sentence, so that nobody acts before it."""
        return not any(t.tag in ("NOUN", "PROPN", "PRON") for t in self.tokens[self.low : at])

    def _beside_first(self, at: int) -> Phrase | None:
        """Who acts in the participle that the one at `at` is joined to by "and" ("with X saying A and adding B")."""
        for k in range(at - 2, self.low, -1):
            if self.tokens[k].tag == "VERB" and self.tokens[k].text.endswith("ing"):
                found = self._beside(k)
                if found is not None:
                    return found
        return None

    def _acting(self, at: int) -> Phrase | None:
        """Who acts in the clause before the participle at `at`, else the noun that it stands beside."""
        low = self._open_start()
        acting = acting_before(self.tokens, low, at) or antecedent(self.tokens, low, at)
        there = acting is not None and self.tokens[acting.last].text.lower() == "there"
        if (acting is None or there) and self.tokens[at - 1].tag in _HEADS and at > low:
            return Phrase(phrase_start(self.tokens, at - 1, low), at - 1)
        return acting

    def _joined(self, at: int, low: int) -> Phrase | None:
        """The subject that a verb behind "and" shares with the verb before it ("he laughed and said")."""
        tokens = self.tokens
        back = at - 1
        while back > low and tokens[back].tag in ("ADV", "AUX"):
            back -= 1
        if back <= low or tokens[back].lemma not in ("and", "but"):
            return None
        verbs = [k for k in range(back - 1, low, -1) if tokens[k].tag == "VERB" and not self.quoted[k]]
        for k in sorted(verbs, key=lambda k: is_reduced(tokens, k)):
            if tokens[k].text.endswith("ing") or tokens[k - 1].lemma == "to" or self.describes(k) or self.relative(k):
                continue
            subject = find_subject(tokens, k, low)
            if subject is not None and (subject.first <= low or tokens[subject.first - 1].tag != "VERB"):
                return subject  # not what a verb has as its object ("met the people hurt on Monday and said")
        return None

    def _last_speaker(self, *, beside: bool = False, finite: bool = False) -> Phrase | None:
        """The speaker of the last report that stands inside no other: who goes on in "... and added".

        `beside`: not one in a relative or other subordinate clause, as a participle goes with the main clause.
        `finite`: not of a participle right behind its own noun ("men spoke of Ruiz vowing to stay and said").
        """
        for report in reversed(self.found):
            if report.speaker is None or self._covered(report):
                continue
            if (
                finite
                and self.tokens[report.cue.first].text.endswith("ing")
                and report.speaker.last == report.cue.first - 1
            ):
                continue
            if beside and self._subordinate(report):
                continue
            return report.speaker
        return None

    def _subordinate(self, report: Report) -> bool:
        """Whether the report stands in a clause that opens with "who", "how", "when" or the like."""
        if report.kind == "noun" or self.fronted(report.cue.first):
            return True
        if report.speaker is None or report.cue.first < report.speaker.last:
            return False
        cue, first = report.cue.first, report.speaker.first
        opening = self.tokens[first - 1].lemma if first > self.low else ""
        return opening in _SUBORDINATE or (self.tokens[cue].tag == "VERB" and self.describes(cue))

    def _covered(self, report: Report) -> bool:
        """Whether the cue stands in what another report of the sentence gives as said, and not the other in its own."""
        outer = [r for r in self.found if r is not report and any(a <= report.cue.first < b for a, b in r.content)]
        return not all(report.behind and any(a <= r.cue.first < b for a, b in report.content) for r in outer)

    def _beside(self, at: int) -> Phrase | None:
        """Who acts in a participle that stands beside its noun: "with X saying", "footage of X asking", "..., its envoy
        saying"."""
        last = at - 1
        while last > self.low and self.tokens[last].tag == "ADV":
            last -= 1
        token = self.tokens[last]
        if (token.text in DASHES or token.text == ",") and not self.quoted[last]:
            parted = find_subject(self.tokens, at, self.low)
            if parted is not None and self.tokens[parted.first - 1].lemma == "with":
                return parted if token.text == "," or self.tokens[parted.last].tag == "PROPN" else None
            if token.text in DASHES:
                return None
        if token.text in ("each", "both", "all") and last > self.low and self.tokens[last - 1].text == ",":
            return Phrase(last, last)
        named = token.tag in _HEADS or token.text.lower() in SUBJECT_PRONOUNS
        if last < self.low or self.quoted[last] or not named or token.text.lower() in TIME_WORDS:
            return None
        first = phrase_start(self.tokens, last, self.low)
        name = last
        while token.tag == "PROPN" and name > first and self.tokens[name - 1].tag == "PROPN":
            name -= 1
        about = token.tag == "PROPN" and name > self.low and self.tokens[name - 1].lemma in _ABOUT
        first = name if about else first
        before = self.tokens[first - 1] if first > self.low else None
        absolute = before is not None and (
            about
            or before.lemma == "with"
            or before.lemma in self.cues.beside["perceive"]
            or (before.text == "," and self.tokens[first].text.lower() in POSSESSIVE)
        )
        return Phrase(first, last) if absolute or (token.tag == "PROPN" and first <= self.low + 1) else None

    def _open_start(self) -> int:
        at = self.low
        while at < self.high - 1 and self.quoted[at]:
            at += 1
        return at
