"""Reports of one sentence that stand in or beside each other: which are kept, and where one ends for the next."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.main_clauses import DASHES
from dragoman.annotate.phrase_reports import PhraseReports
from dragoman.annotate.speakers import SPEECH, Report
from dragoman.annotate.subjects import POSSESSIVE, Phrase

THOUGHT = frozenset(("say", "direct", "think", "show", "question"))
_THIRD = frozenset(("he", "she", "they"))
_WILLS = frozenset(("commit", "refuse", "think"))
_ACTS = frozenset(("accuse", "demand", "commit", "refuse"))
_SETS_OFF = frozenset((":", "(", *DASHES))  # marks between the writer's clause and another speaker's words
_TOLD_ASIDE = frozenset(("say", "announce", "accuse"))


class Overlaps(PhraseReports):
    """The view of a sentence that sets its reports against each other."""

    def outer(self, found: list[Report]) -> list[Report]:
        """Without the thoughts, wills and acts told of inside what somebody else says: only speech stands there."""
        return [r for r in found if r.kind in SPEECH or not self._inside(r, found)]

    def _inside(self, report: Report, found: Sequence[Report]) -> bool:
        pronoun = report.speaker and self.tokens[report.speaker.last].tag == "PRON"
        if report.kind == "announce" and not pronoun:
            return False
        return self._covered(report) and not self._joined_to(report, found)

    def _joined_to(self, report: Report, found: Sequence[Report]) -> bool:
        """Whether the report is a second act of who said what it stands in ("said ships had left and urged Peru to").

        Not where that tells of somebody else's speech ("said he welcomed the deal and urged ...").
        """
        at = report.cue.first
        if report.kind not in _ACTS or self.tokens[at].lemma == self.tokens[at].text:
            return False
        back = at - 1
        while back > self.low and self.tokens[back].tag == "ADV":
            back -= 1
        apart = self.tokens[back - 1].text == "," or (self.quoted[back - 1] and not self.quoted[back])
        if self.tokens[back].lemma not in ("and", "but") or (report.kind in _WILLS and not apart):
            return False
        outer = [r for r in found if r is not report and any(a <= at < b for a, b in r.content)]
        inside = any(self._tells_of_speech(r.content[0][0], back) for r in outer)
        return not inside and all(_is_same(r.speaker, report.speaker) for r in outer)

    def _tells_of_speech(self, start: int, end: int) -> bool:
        """Whether a clause begins with a pronoun, or with a verb of speech behind its subject, so that it may go on."""
        token = self.tokens[start]
        verb = next((t for t in self.tokens[start:end] if t.tag == "VERB"), None)
        pronoun = token.tag == "PRON" and token.text.lower() not in POSSESSIVE
        return pronoun or (verb is not None and verb.lemma in self.cues.verbs)

    def cut(self, found: list[Report]) -> list[Report]:
        """Ends each content that runs into a later reporting clause of its own speaker ("said A and added B")."""
        out, tokens = [], self.tokens
        for n, report in enumerate(found):
            ranges = []
            for a, b in report.content:
                for later in found[n + 1 :]:
                    at = later.cue.first
                    if later.behind and any(a < c < b and tokens[c - 1].text in _SETS_OFF for c, _ in later.content):
                        b = later.content[0][0] - 1
                    if not a < at < b:
                        continue
                    stop = self._break_before(at, report, later)
                    if stop > a:
                        b = min(b, stop)
                if b > a:
                    ranges.append((a, b))
            out.append(report._replace(content=tuple(ranges)))
        return out

    def _break_before(self, at: int, report: Report, later: Report) -> int:
        """Where the clause of `later` begins, when it stands beside `report` and not inside it; else 0."""
        tokens = self.tokens
        back = at - 1
        while back > self.low and tokens[back].tag in ("ADV", "AUX"):
            back -= 1
        deed = any(tokens[a].lemma == "to" for a, _ in report.content)
        apposed = tokens[back].text == ","  # "and Ruiz, the mayor, said"
        near = later.speaker is not None and back - 1 <= later.speaker.last
        if later.speaker is not None and later.speaker.last < at and (near or deed or apposed):
            stop = self._other_speaker(at, report, later, later.speaker.first - 1)
            if stop:
                return stop
        same = _is_same(later.speaker, report.speaker)
        goes_on = later.kind not in _WILLS or self.quoted[back - 1] or tokens[back - 1].text == ","
        if same and tokens[back].lemma in ("and", "but") and goes_on:
            return back - 1 if tokens[back - 1].text == "," else back
        if same and tokens[back].text == "," and tokens[back + 1].text == "then":
            return back
        outer = later.speaker and report.speaker and later.speaker.last < report.speaker.first
        unowned = report.kind == "noun"  # "rejected claims that A, calling them B"
        if (same or outer or unowned) and tokens[back].text == "," and tokens[at].text.endswith("ing"):
            return back
        if later.behind and later.content and report.content and later.content[0][0] <= report.cue.first:
            first = min(at, later.speaker.first if later.speaker else at)
            return first - 1 if tokens[first - 1].text == "," else first
        return 0

    def _other_speaker(self, at: int, report: Report, later: Report, joint: int) -> int:
        """Where "and Y warned ..." begins behind what X said, or "..., and he warned"; 0 when no "and" stands there."""
        tokens = self.tokens
        if tokens[joint].lemma not in ("and", "but"):
            return 0
        comma = tokens[joint - 1].text == ","
        deed = any(tokens[a].lemma == "to" for a, _ in report.content)  # "refused to say which, but X said"
        clause = any(tokens[a - 1].text == "that" for a, _ in report.content)
        tells = (
            (deed or not clause or report.kind in THOUGHT)
            and later.kind in _TOLD_ASIDE
            and not tokens[at].text.endswith("ing")
        )
        if tells or (comma and tokens[joint + 1].text in _THIRD):
            return joint - 1 if comma else joint
        return 0


def _is_same(one: Phrase | None, other: Phrase | None) -> bool:
    """Whether two phrases name one speaker, whether or not they take in what tells more about him."""
    if one is None or other is None:
        return one is other
    return one.first <= other.last and other.first <= one.last
