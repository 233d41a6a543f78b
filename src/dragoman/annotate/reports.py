"""Reporting clauses of one sentence: a cue, its speaker, and where its content stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.annotate.contents import SentenceView
from dragoman.annotate.cues import Cue, Cues
from dragoman.annotate.subjects import (
    POSSESSIVE,
    SUBJECT_PRONOUNS,
    TIME_WORDS,
    Phrase,
    addressee,
    antecedent,
    find_subject,
    phrase_end,
    phrase_start,
)
from dragoman.records import Token

_CLOSE = frozenset(("”", '"', "''", "»", "’", "'"))
_TELL_LIST = """
tell remind assure inform warn notify reassure ask urge
"""
_TELL = frozenset(_TELL_LIST.split())
_URGE = frozenset(("ask", "urge"))
_TOLD = _TELL - {"ask", "warn"}  # never before their subject
_LIGHT = frozenset(
    ("make", "give", "issue", "send", "express", "voice", "raise", "repeat", "reiterate", "renew", "have", "deliver")
)
_CUE_TAGS = frozenset(("INTJ", "VERB", "AUX", "NOUN", "ADJ", "ADP", "PROPN"))
_THIRD = frozenset(("he", "she", "they"))
_WILLS = frozenset(("commit", "refuse", "think"))
_THOUGHT = frozenset(("say", "direct", "think", "show", "question"))
_SPEECH = frozenset(("say", "direct"))
_HEADS = frozenset(("NOUN", "PROPN", "PRON"))
_NOMINAL = frozenset(("PRON", "DET", "PROPN", "NOUN", "NUM", "ADJ", "CCONJ"))


class Report(NamedTuple):
    """One reporting clause in token numbers: cue tokens, speaker, content stretches (last one excluded)."""

    cue: Phrase
    speaker: Phrase | None
    content: tuple[tuple[int, int], ...]
    told: Phrase | None
    kind: str
    behind: bool


class Clause(SentenceView):
    """The tokens of one sentence outside quote marks, and the walk over its cues."""

    def __init__(
        self, tokens: Sequence[Token], low: int, high: int, quoted: Sequence[bool], cues: Cues
    ) -> None:
        super().__init__(tokens, low, high, quoted)
        self.cues = cues
        self.found: list[Report] = []
        words = [t.text for t in tokens[low:high] if len(t.text) > 3 and t.text[0].isalpha()]
        self.headline = len(words) > 2 and all(w[0].isupper() for w in words)

    def reports(self) -> list[Report]:
        """All reporting clauses of the sentence in order."""
        at = self.low
        while at < self.high:
            token = self.tokens[at]
            if not self.quoted[at] and token.tag in _CUE_TAGS:
                at = self._cue(at, token)
                continue
            at += 1
        return self._cut(self._outer(self.found))

    def _outer(self, found: list[Report]) -> list[Report]:
        """Without the thoughts, wills and acts told of inside what somebody else says: only speech stands there."""
        return [r for r in found if r.kind in _SPEECH or not self._inside(r, found)]

    def _inside(self, report: Report, found: Sequence[Report]) -> bool:
        pronoun = report.speaker and self.tokens[report.speaker.last].tag == "PRON"
        if report.kind == "announce" and not pronoun:
            return False
        return self._covered(report)

    def _covered(self, report: Report) -> bool:
        """Whether the cue stands in what another report of the sentence gives as said."""
        return any(a <= report.cue.first < b for r in self.found if r is not report for a, b in r.content)

    def _cue(self, at: int, token: Token) -> int:
        """Reads the cue at `at`, when there is one; returns where to go on."""
        following = self.tokens[at + 1].lemma if at + 1 < self.high else ""
        if token.text.lower() == "according" and following == "to":
            self._according(at)
            return at + 2
        word = token.text.lower()
        if word in self.cues.adjectives and token.tag in ("ADJ", "VERB") and self._adjective(at, self.cues.adjectives[word]):
            return at + 1
        disguised = self._disguised(at, token)
        if token.tag == "NOUN" and token.lemma in self.cues.nouns and not disguised:
            self._noun(at, token)
            return at + 1
        if token.tag not in ("VERB", "AUX") and not disguised:
            return at + 1
        pair = self.cues.pairs.get((token.lemma, following))
        cue = pair or self.cues.verbs.get(token.lemma)
        if cue is None and token.tag == "PROPN":
            cue = self._headline_verb(token)
        if cue:
            self._verb(at, cue, 2 if pair else 1)
        return at + (2 if pair else 1)

    # ------------------------------------------------------------------ cues
    def _disguised(self, at: int, token: Token) -> bool:
        """Whether a word tagged otherwise is a cue all the same: "say", or "insists" between a name and a clause."""
        if token.text in ("says", "say", "said"):
            return True
        if token.tag == "PROPN" and at > self.low:
            return self.headline and self._headline_verb(token) is not None
        if token.tag != "NOUN" or not token.text.endswith("s") or token.lemma not in self.cues.verbs:
            return False
        if at + 1 >= self.high or at == self.low:
            return False
        before, after = self.tokens[at - 1], self.tokens[at + 1]
        if before.tag not in ("PROPN", "NOUN", "PRON", "ADV") or before.text.lower() in POSSESSIVE:
            return False
        patterns = self.cues.verbs[token.lemma].patterns
        if after.tag == "PART" and after.lemma == "to":
            return "to" in patterns and at + 2 < self.high and self.tokens[at + 2].tag == "VERB"
        return after.text in ("that", ":") or after.tag in ("DET", "PRON", "PROPN") or self.quoted[at + 1]

    def _headline_verb(self, token: Token) -> Cue | None:
        """The cue that a capitalised third person of a headline is ("Ruiz Warns ...")."""
        word = token.text.lower()
        stems = [word[:-1], word[:-2], word[:-3] + "y"] if word.endswith("s") else []
        return next((self.cues.verbs[stem] for stem in stems if stem in self.cues.verbs), None)

    def _according(self, at: int) -> None:
        """ "according to X" at either end of its content."""
        first = at + 2
        last = phrase_end(self.tokens, first, self.high)
        comma = self.next(",", first)
        if last < first:
            last = (comma or self.end()) - 1
        if last < first or self.tokens[first].lemma in ("plan", "schedule"):
            return
        if at <= self.low + 1:
            start = (comma + 1) if comma > last else last + 1
            content = [(start, self.end())]
        else:
            end = at - 1 if self.tokens[at - 1].text in (",", "—", "–", "--") else at
            content = [(self._segment_start(end), end)]
            if self.tokens[last + 1 : last + 2] and self.tokens[last + 1].text == "," and end < at:
                rest = self.resumed(last + 1, inverted=False)
                content += [rest] if rest else []
        if content[0][1] - content[0][0] > 2 or len(content) > 1:
            phrase = Phrase(first, last)
            self.found.append(Report(Phrase(at, at + 1), phrase, tuple(content), None, "say", True))

    def _adjective(self, at: int, cue: Cue) -> bool:
        """ "X is worried that ...", "X was critical of ..."."""
        if at + 2 >= self.high or not self.progressive(at):
            return False
        subject, following = find_subject(self.tokens, at, self.low), self.tokens[at + 1]
        if subject is None or self.tokens[subject.last].text.lower() in ("it", "that", "there", "this"):
            return False
        start = at + 1 if following.text == "to" else at + 2
        if following.text not in cue.patterns:
            if "that" not in cue.patterns or not self.clause_follows(at + 1):
                return False
            start = at + 1
        self._add(Report(Phrase(at, at), subject, self.forward(at, start, cue), None, cue.kind, False))
        return True

    def _noun(self, at: int, token: Token) -> None:
        """ "X's warning that ...", "signals from X on Sunday that ..."."""
        speaker = self._owner(at)
        that = self._that_behind(at)
        start = that + 1 if that else 0
        if not that and speaker is not None and self.tokens[at + 1].lemma in self.cues.nouns[token.lemma].patterns:
            start = at + 2 if self.tokens[at + 1].lemma != "to" else at + 1
        if not start or start >= self.high:
            return
        if self.tokens[at + 1].text in ("from", "by", "of") and that:
            last = phrase_end(self.tokens, at + 2, that)
            speaker = Phrase(at + 2, last) if last > at + 1 else speaker
        if that and speaker is None and that != at + 1:
            return
        if any(a == start for r in self.found for a, _ in r.content):
            return  # "said in a statement that ..."
        end = self.end() if that else self.phrase_limit(start, self.end())
        self.found.append(Report(Phrase(at, at), speaker, ((start, end),), None, "noun", False))

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

    def _that_behind(self, at: int) -> int:
        """The "that" which opens what the noun says; 0 when none does."""
        that = next((k for k in range(at + 1, min(at + 8, self.high)) if self.tokens[k].text == "that"), 0)
        between = self.tokens[at + 1 : that] if that else ()
        if any(t.tag in ("VERB", "AUX", "PUNCT") for t in between):
            return 0
        if that and that + 1 < self.high and self.tokens[that + 1].tag in ("VERB", "AUX"):
            return 0
        return that

    def _verb(self, at: int, cue: Cue, width: int) -> None:
        """A reporting verb: what stands behind it decides whether its content follows or went before."""
        tokens = self.tokens
        low_form = tokens[at].text.lower()
        before = tokens[at - 1] if at > self.low else None
        if self.not_finite(at, before):
            return
        participle = low_form.endswith("ing") and not self.progressive(at)
        if participle and cue.kind not in _THOUGHT and before is not None and before.tag == "NOUN":
            return  # "a treaty calling for ...": a description of the thing
        passive = self.passive(at, low_form)
        after = at + width
        told = addressee(tokens, after, self.high) if cue.word in _TELL and not passive else None
        body = told.last + 1 if told else after
        speaker, inverted = self._speaker(at, after, participle, cue)
        if inverted:
            body = phrase_end(tokens, after, self.high) + 1
        if told and cue.word in _URGE and body < self.high and tokens[body].lemma == "to":
            body = told.first
            start: int | None = body
        else:
            start = self.content_start(body, cue)
        if passive and cue.word not in ("quote", "say"):
            self._passive(at, after, cue)
            return
        if after < self.high and tokens[after].text == "by" and low_form.endswith(("ed", "en", "wn")):
            return
        phrase = Phrase(at, at + width - 1)
        if inverted or start is None or (not participle and self._closed_quote(phrase, speaker, cue)):
            self._behind(phrase, speaker, told, cue, body)
            return
        ranges = self.forward(at, start, cue)
        if (
            ranges
            and not participle
            and self.quoted[start]
            and "post" in cue.patterns
            and tokens[start - 1].text in (",", ".", ":")
        ):
            ranges = (*self._quoted_before(phrase, speaker), *ranges)
        if ranges:
            self._add(Report(phrase, speaker, ranges, told, cue.kind, False))

    def _closed_quote(self, cue: Phrase, speaker: Phrase | None, word: Cue) -> bool:
        """Whether the sentence opens with a quote that the reporting clause closes ("...," X said on Y's "Z")."""
        edge = min(cue.first, speaker.first if speaker else cue.first) - 1
        while edge > self.low and self.tokens[edge].tag == "ADV" and not self.quoted[edge]:
            edge -= 1
        if edge <= self.low or not self.quoted[edge] or not self.quoted[self.low] or "post" not in word.patterns:
            return False
        return any(self.tokens[k].text in (",", "?", "!") for k in (edge, edge - 1))

    def _passive(self, at: int, after: int, cue: Cue) -> None:
        """ "X is believed to ...", "X was accused of ...", "X was condemned by Y": content on both sides of the verb."""
        subject = find_subject(self.tokens, at, self.low)
        if subject is None or after + 1 >= self.high or cue.word == "expect":
            return
        agent, behind = None, after
        if self.tokens[after].text == "by":
            last = phrase_end(self.tokens, after + 1, self.high)
            agent, behind = (Phrase(after + 1, last), last + 1) if last > after else (None, after)
        content = [(subject.first, subject.last + 1)]
        following = self.tokens[behind] if behind < self.high else None
        clause = following is not None and following.text == "that"
        if clause:
            content = [(behind + 1, self.end())]
        elif following is not None and self._completes(following, behind, cue):
            start = behind if following.lemma == "to" else behind + 1
            content += self.forward(at, start, cue)
        elif agent is None:
            return
        self._add(Report(Phrase(at, after - 1), agent, tuple(content), None, cue.kind, False))

    def _completes(self, token: Token, at: int, cue: Cue) -> bool:
        if token.lemma == "to":
            return cue.kind in _THOUGHT and at + 1 < self.high and self.tokens[at + 1].tag in ("VERB", "AUX")
        return cue.kind not in _THOUGHT and token.text in ("of", "for", "as")

    def _quoted_before(self, cue: Phrase, speaker: Phrase | None) -> tuple[tuple[int, int], ...]:
        """The first half of a quotation that the reporting clause interrupts."""
        edge = min(cue.first, speaker.first if speaker else cue.first) - 1
        if edge < self.low or not self.quoted[edge]:
            return ()
        start = self._segment_start(edge + 1)
        return ((start, edge + 1),) if edge >= start else ()

    def _add(self, report: Report) -> None:
        if report.speaker and report.kind in ("think", "commit", "refuse"):
            only = report.speaker.first == report.speaker.last
            if only and self.tokens[report.speaker.first].lemma in ("i", "we", "you"):
                return
        self.found.append(report)

    # ------------------------------------------------------------------ speaker
    def _speaker(self, at: int, after: int, participle: bool, cue: Cue) -> tuple[Phrase | None, bool]:
        """The speaker and whether it stands behind the verb ("said X")."""
        tokens = self.tokens
        before = at - 1
        while before >= self.low and tokens[before].tag == "ADV" and not self.quoted[before]:
            before -= 1
        comma = before > self.low and tokens[before].text == "," and not self.quoted[before]
        closed = before >= self.low and (self.quoted[before] or tokens[before].text in _CLOSE)
        edge = closed or (comma and cue.kind in _SPEECH and cue.word not in _TOLD)
        if (
            edge
            and not participle
            and "post" in cue.patterns
            and after < self.high
            and not self.quoted[after]
        ):
            last = phrase_end(tokens, after, self.high)
            starts = tokens[after].tag in _NOMINAL and tokens[after].tag not in ("CCONJ", "PRON")
            starts = starts or tokens[after].text in SUBJECT_PRONOUNS
            if last >= after and starts and tokens[after].text.lower() not in TIME_WORDS:
                following = tokens[last + 1] if last + 1 < self.high else None
                stopped = following is None or (following.tag == "PUNCT" and not self.quoted[last + 1])
                if stopped or (not comma and following is not None and following.tag not in ("VERB", "AUX")):
                    return Phrase(after, last), True
        if participle:
            near = self._beside(at)
            if near is not None:
                return near, False
            if self.fronted(at):
                main = self.main_clause(at, at)
                last = phrase_end(tokens, main + 1, self.high) if main else main
                return (Phrase(main + 1, last) if last > main else None), False
            return self._last_speaker() or antecedent(tokens, self._open_start(), at), False
        low = self.low
        for back in range(at - 1, self.low - 1, -1):
            if self.quoted[back]:
                low = back + 1
                break
        subject = find_subject(tokens, at, low)
        if subject is None:
            subject = self._last_speaker() or antecedent(tokens, self._open_start(), at)
        return subject, False

    def _last_speaker(self) -> Phrase | None:
        """The speaker of the last report that stands inside no other: who goes on in "... and added"."""
        for report in reversed(self.found):
            if report.speaker is not None and not self._covered(report):
                return report.speaker
        return None

    def _beside(self, at: int) -> Phrase | None:
        """Who acts in a participle that stands beside its noun: "with X saying", "footage of X asking"."""
        last = at - 1
        while last > self.low and self.tokens[last].tag == "ADV":
            last -= 1
        token = self.tokens[last]
        if last < self.low or self.quoted[last] or token.tag not in _HEADS or token.text.lower() in TIME_WORDS:
            return None
        first = phrase_start(self.tokens, last, self.low)
        absolute = first > self.low and self.tokens[first - 1].lemma == "with"
        return Phrase(first, last) if absolute or (token.tag == "PROPN" and first <= self.low + 1) else None

    def _open_start(self) -> int:
        at = self.low
        while at < self.high - 1 and self.quoted[at]:
            at += 1
        return at

    # ------------------------------------------------------------------ content behind the cue
    # ------------------------------------------------------------------ content before the cue
    def _behind(self, cue: Phrase, speaker: Phrase | None, told: Phrase | None, word: Cue, body: int) -> None:
        """ "..., X said", "...," said X, and the interrupted form with content on both sides."""
        if "post" not in word.patterns:
            return
        tokens = self.tokens
        first = min(cue.first, speaker.first if speaker else cue.first)
        edge = first - 1
        while edge > self.low and self.tokens[edge].tag == "ADV" and not self.quoted[edge]:
            edge -= 1
        if edge < self.low:
            if speaker is not None and (self.later_quote(body) or self.tokens[self.high - 1].text == ":"):
                self._add(Report(cue, speaker, (), told, word.kind, True))
            return
        token = self.tokens[edge]
        if not self.quoted[edge] and (word.kind not in _THOUGHT or self._has_object(body)):
            return
        if not (self.quoted[edge] or token.text in (",", "--", "–", "—", "_") or token.text in _CLOSE):
            if speaker is not None and self.later_quote(body):
                self._add(Report(cue, speaker, (), told, word.kind, True))
            return
        end = edge if not self.quoted[edge] else edge + 1
        if speaker is None and not self.quoted[end - 1]:
            return
        start = self._segment_start(end)
        ranges = [(start, end)] if end > start else []
        rest = self.resumed(body, speaker is not None and speaker.first > cue.first)
        if rest and (self.quoted[rest[0]] or not self.quoted[end - 1]):
            ranges.append(rest)
        if any(self.quoted[k] or tokens[k].tag in ("VERB", "AUX") for a, b in ranges for k in range(a, b)):
            self._add(Report(cue, speaker, tuple(ranges), told, word.kind, True))

    def _has_object(self, body: int) -> bool:
        """Whether the verb has a noun phrase of its own behind it, so that what went before is not its content."""
        if body >= self.high or self.tokens[body].text.lower() in TIME_WORDS:
            return False
        return self.tokens[body].tag in ("DET", "NOUN", "NUM", "ADJ")

    # ------------------------------------------------------------------ edges
    def _segment_start(self, end: int) -> int:
        """Where content that ends at `end` begins: behind the last report that has its content before it."""
        start = self.low
        for report in self.found:
            if report.behind and report.content and report.cue.last < end:
                start = max(start, report.cue.last + 1, (report.speaker.last + 1) if report.speaker else 0)
        while start < end and self.tokens[start].text in (",", ".", ";", "and", "but", "But"):
            start += 1
        return start

    def _cut(self, found: list[Report]) -> list[Report]:
        """Ends each content that runs into a later reporting clause of its own speaker ("said A and added B")."""
        out = []
        for n, report in enumerate(found):
            ranges = []
            for a, b in report.content:
                for later in found[n + 1 :]:
                    at = later.cue.first
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
        own = later.speaker is not None and later.speaker.last < at and report.kind in _THOUGHT
        if own and later.kind in ("say", "announce", "accuse") and not self.tokens[at].text.endswith("ing"):
            before = later.speaker.first - 1
            if tokens[before].lemma in ("and", "but") and later.speaker.last + 1 >= back:
                return before - 1 if tokens[before - 1].text == "," else before
        same = later.speaker == report.speaker
        if later.speaker and tokens[later.speaker.first].text in _THIRD and later.speaker.last + 1 >= back:
            before = later.speaker.first - 1
            if tokens[before].lemma in ("and", "but") and tokens[before - 1].text == ",":
                return before - 1
        if same and tokens[back].lemma in ("and", "but") and later.kind not in _WILLS:
            return back - 1 if tokens[back - 1].text == "," else back
        if same and tokens[back].text == "," and tokens[at].text.endswith("ing"):
            return back
        if later.behind and later.content and report.content and later.content[0][0] <= report.cue.first:
            first = min(at, later.speaker.first if later.speaker else at)
            return first - 1 if tokens[first - 1].text == "," else first
        return 0
