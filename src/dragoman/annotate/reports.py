"""Reporting clauses of one sentence: a cue, its speaker, and where its content stands."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.cue_words import verb_cue
from dragoman.annotate.cues import Cue
from dragoman.annotate.main_clauses import DASHES
from dragoman.annotate.overlaps import THOUGHT, Overlaps
from dragoman.annotate.speakers import ALSO_ABSOLUTE, CLOSE, Report
from dragoman.annotate.subjects import TIME_WORDS, Phrase, addressee, find_subject, phrase_end
from dragoman.records import Token

_OF = frozenset(("warn", "inform", "remind", "assure", "notify"))
_URGE = frozenset(("ask", "urge"))
_RELAYS = frozenset(("quote", "cite"))
_RELAYED = 24  # tokens between "quoted" and "as saying"
_CUE_TAGS = frozenset(("INTJ", "VERB", "AUX", "NOUN", "ADJ", "ADP", "PROPN"))
_TELLING = frozenset(("say", "think", "show", "announce"))  # a clause rather than a thing


class Clause(Overlaps):
    """The tokens of one sentence outside quote marks, and the walk over its cues."""

    def reports(self) -> list[Report]:
        """All reporting clauses of the sentence in order."""
        at = self.low
        while at < self.high:
            token = self.tokens[at]
            if not self.quoted[at] and token.tag in _CUE_TAGS:
                at = self._cue(at, token)
                continue
            at += 1
        self._tail()
        return self.cut(self.outer([self._end_phrases(r) for r in self.found]))

    def _tail(self) -> None:
        """Reads a headline that names its source behind a dash ("Peru shuts port - ministry")."""
        dash = self.end()
        if dash < self.high - 1 and self.tokens[dash].text in DASHES and self.tokens[self.high - 1].text[0].isalpha():
            cue, speaker = Phrase(dash, dash), Phrase(dash + 1, self.high - 1)
            self.found.append(Report(cue, speaker, ((self.low, dash),), None, "say", True))

    def _end_phrases(self, report: Report) -> Report:
        """The report with a content that is a thing ended before somebody else's clause ("pledged aid and Peru")."""
        if report.kind in _TELLING:
            return report
        return report._replace(content=tuple((a, self._phrase_end(a, b)) for a, b in report.content))

    def _phrase_end(self, start: int, end: int) -> int:
        for at in range(start, end):
            token = self.tokens[at]
            if token.tag in ("VERB", "AUX") or self.quoted[at]:
                break
            if at > start and token.lemma in ("and", "but") and self.clause_follows(at + 1):
                return at - 1 if self.tokens[at - 1].text == "," and at - 1 > start else at
        return end

    def _cue(self, at: int, token: Token) -> int:
        """Reads the cue at `at`, when there is one; returns where to go on."""
        following = self.tokens[at + 1].lemma if at + 1 < self.high else ""
        word = token.text.lower()
        if word == "according" and following == "to":
            self._according(at)
            return at + 2
        if word == "in" and [t.text for t in self.tokens[at + 1 : at + 4]] == ["the", "words", "of"]:
            self._words_of(at)
            return at + 4
        adjective = self.cues.adjectives.get(word) if token.tag in ("ADJ", "VERB") else None
        if adjective is not None and self._adjective(at, adjective):
            return at + 1
        cue, width = verb_cue(self, self.cues, at)
        if cue is not None:
            self._verb(at, cue, width)
        elif token.tag == "NOUN" and token.lemma in self.cues.nouns:
            self._noun(at, token)
        return at + width

    def _verb(self, at: int, cue: Cue, width: int) -> None:
        """A reporting verb: what stands behind it decides whether its content follows or went before."""
        tokens, form, after = self.tokens, self.tokens[at].text.lower(), at + width
        before = tokens[at - 1] if at > self.low else None
        participle = form.endswith("ing") and not self.progressive(at)
        if self.not_finite(at, before) or self._apposed(at) or self._describes_thing(at, after, cue, participle):
            return
        if form.endswith("ed") and cue.word in self.cues.beside["tell"] and self.aside(at) and self.main_clause(at, at):
            return  # "X, asked about it, said ..."
        if (cue.kind in ("announce", "accuse") or self.asks(cue, after)) and self.negated(at):
            return  # "did not respond to the letter", "has not commented on the raid", "did not say when"
        passive = self.passive(at, form)
        if cue.word in _RELAYS and self._quoted_as(at, after, passive=passive):
            return
        if passive and cue.word not in ("quote", "say"):
            self._passive(at, after, cue)
            return
        if after < self.high and tokens[after].text == "by" and form.endswith(("ed", "en", "wn")):
            return
        told = self._told(after, cue) if cue.word in self.cues.beside["tell"] and not passive else None
        body = told.last + 1 if told else after
        speaker, inverted = self._speaker(at, after, participle, cue)
        if inverted:
            body = phrase_end(tokens, after, self.high) + 1
        start: int | None
        if told and cue.word in _URGE and body < self.high and tokens[body].lemma == "to":
            start = body = told.first
        elif told and body + 1 < self.high and self._brings(body, cue):
            start = body + 1
        else:
            start = self.content_start(body, cue)
        if told and start is None and {"np", "to"} <= cue.patterns and tokens[told.last].tag in ("ADJ", "NOUN"):
            start, told = told.first, None  # "urged calm"
        phrase = Phrase(at, after - 1)
        if self._told_as(phrase, speaker, cue):
            return
        if inverted and at == self.low and body + 1 < self.high:
            self._add(Report(phrase, speaker, ((body + 1, self.end()),), told, cue.kind, False))
            return
        if inverted or start is None or (not participle and self._closed_quote(phrase, speaker, cue)):
            self._behind(phrase, speaker, told, cue, body)
            return
        ranges = self.forward(at, start, cue)
        if told and self._brings(start - 1, cue):
            ranges = tuple((a, self._phrase_end(a, b)) for a, b in ranges)
        if ranges and not participle:
            ranges = (*self._quoted_before(phrase, speaker, cue, start), *ranges)
        if ranges:
            self._add(Report(phrase, speaker, ranges, told, cue.kind, False))

    def _brings(self, at: int, cue: Cue) -> bool:
        """Whether the word at `at` brings what somebody is told of ("warned X of Y", "warned X against Y")."""
        return self.tokens[at].text in ("of", "about") or (cue.word, self.tokens[at].text) in self.cues.pairs

    def _quoted_as(self, at: int, after: int, *, passive: bool) -> bool:
        """Reads "TASS quoted X as saying that ..." and "..., TASS quoted X as saying": X says it."""
        tokens, stop = self.tokens, min(after + _RELAYED, self.high - 1)
        ahead = (k for k in range(after, stop) if tokens[k].lemma == "as" and tokens[k + 1].text.endswith("ing"))
        says = next(ahead, 0) + 1
        cue = self.cues.verbs.get(tokens[says].lemma) if says > 1 else None
        if cue is None or any(self.quoted[after:says]):
            return False
        last = phrase_end(tokens, after, says - 1)
        speaker = find_subject(tokens, at, self.low) if passive else Phrase(after, last) if last >= after else None
        told = addressee(tokens, says + 1, self.high) if cue.word in self.cues.beside["tell"] else None
        body, phrase = told.last + 1 if told else says + 1, Phrase(at, after - 1)
        start = self.content_start(body, cue)
        if start is not None:
            self._add(Report(phrase, speaker, self.forward(says, start, cue), told, cue.kind, False))
            return True
        if passive:
            return False
        before = len(self.found)
        self._behind(phrase, self._speaker(at, after, participle=False, cue=cue)[0], told, cue, body)
        self.found[before:] = [r._replace(speaker=speaker) for r in self.found[before:]]
        return True

    def _told_as(self, phrase: Phrase, speaker: Phrase | None, cue: Cue) -> bool:
        """Reads "..., as X claimed, ..." and "As X put it, ...": the clause beside it is what X says."""
        tokens, after = self.tokens, phrase.last + 1
        if speaker is None or cue.kind != "say" or speaker.last > phrase.first or after >= self.high:
            return False
        opening = speaker.first - 1
        if opening < self.low or tokens[opening].lemma != "as" or tokens[after].tag != "PUNCT":
            return False
        if opening == self.low or (tokens[after].text == "," and after + 1 < self.high and self.quoted[after + 1]):
            content = (after + 1, self.end())
        elif tokens[opening - 1].text == ",":
            outer = [a for r in self.found for a, b in r.content if a < opening <= b]
            content = (max(outer, default=self.low), opening - 1)
        else:
            return False
        if content[1] <= content[0]:
            return False
        if content[1] < opening:
            self.found = [r._replace(content=_cut_at(r.content, opening)) for r in self.found]
        self._add(Report(phrase, speaker, (content,), None, cue.kind, True))
        return True

    def _describes_thing(self, at: int, after: int, cue: Cue, participle: bool) -> bool:
        """Whether the verb tells what the noun before it is ("a treaty calling for calm", "a song called “...”")."""
        if at == self.low or self.tokens[at - 1].tag != "NOUN" or (participle and self._beside(at) is not None):
            return False
        named = "named" in cue.patterns and after < self.high and self.quoted[after]
        return named or (participle and cue.kind not in THOUGHT)

    def _apposed(self, at: int) -> bool:
        """Whether a plural behind a comma sums up what was told ("accused of theft, charges they deny")."""
        tokens = self.tokens
        if at + 3 >= self.high or tokens[at - 1].text != "," or not tokens[at].text.endswith("s"):
            return False
        denied = tokens[at + 1].tag in ("PRON", "PROPN") and tokens[at + 2].tag == "VERB"
        return denied and tokens[at + 3].tag in ("PUNCT", "ADP")

    def _told(self, after: int, cue: Cue) -> Phrase | None:
        """Who is told: a name, without the "of" that brings the content ("warned X of Y")."""
        told = addressee(self.tokens, after, self.high)
        if told is None:
            verb = self.tokens[after] if after < self.high else None
            mistagged = verb is not None and verb.tag == "VERB" and verb.text.endswith("s")
            return Phrase(after, after) if mistagged else None  # "told reporters": no verb stands there
        if self.meets(told.last + 1):
            return Phrase(told.first, told.last + 1)
        told = self.heard(told)
        if cue.word in ALSO_ABSOLUTE and self.finite(told.last + 1):
            return None  # "warned the force risked abuse"
        if cue.word not in _OF:
            return told
        of = next((k for k in range(told.first + 1, told.last) if self.tokens[k].text == "of"), 0)
        return Phrase(told.first, of - 1) if of and self.tokens[of - 1].tag in ("PROPN", "PRON") else told

    def _closed_quote(self, cue: Phrase, speaker: Phrase | None, word: Cue) -> bool:
        """Whether the sentence opens with a quote that the reporting clause closes ("...," X said on Y's "Z")."""
        edge = self._edge(cue, speaker)
        if edge <= self.low or not self.quoted[edge] or not self.quoted[self.low] or "post" not in word.patterns:
            return False
        return any(self.tokens[k].text in (",", "?", "!") for k in (edge, edge - 1))

    def _passive(self, at: int, after: int, cue: Cue) -> None:
        """ "X is believed to ...", "X was accused of ...", "X was condemned by Y": content beside the verb."""
        subject = find_subject(self.tokens, at, self.low)
        if subject is None or after + 1 >= self.high or cue.word == "expect":
            return
        if cue.word in self.cues.beside["tell"] and self.tokens[after].lemma == "to":
            return  # "was told to stay indoors"
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
            return cue.kind in THOUGHT and at + 1 < self.high and self.tokens[at + 1].tag in ("VERB", "AUX")
        return cue.kind not in THOUGHT and token.text in ("of", "for", "as")

    def _quoted_before(self, cue: Phrase, speaker: Phrase | None, word: Cue, start: int) -> tuple[tuple[int, int], ...]:
        """The first half of a quotation that the reporting clause interrupts."""
        if not self.quoted[start] or "post" not in word.patterns:
            return ()
        edge = self._edge(cue, speaker, adverbs=False)
        if edge < self.low or not self.quoted[edge] or self.tokens[start - 1].text not in (",", ".", ":"):
            return ()
        begin = self._segment_start(edge + 1)
        return ((begin, edge + 1),) if edge >= begin else ()

    def _edge(self, cue: Phrase, speaker: Phrase | None, *, adverbs: bool = True) -> int:
        """The token before the reporting clause, adverbs stepped over."""
        edge = min(cue.first, speaker.first if speaker else cue.first) - 1
        while adverbs and edge > self.low and self.tokens[edge].tag == "ADV" and not self.quoted[edge]:
            edge -= 1
        return edge

    def _behind(self, cue: Phrase, speaker: Phrase | None, told: Phrase | None, word: Cue, body: int) -> None:
        """ "..., X said", "...," said X, and the interrupted form with content on both sides."""
        if "post" not in word.patterns:
            return
        tokens = self.tokens
        edge = self._edge(cue, speaker)
        if speaker is not None and self.relative(cue.first) and self.main_clause(cue.first, cue.last):
            return  # "X, who insisted on it, called ..."
        if edge < self.low:
            if speaker is not None and (self.later_quote(body) or self.tokens[self.high - 1].text == ":"):
                self._add(Report(cue, speaker, (), told, word.kind, True))
            return
        token = self.tokens[edge]
        if not self.quoted[edge] and (word.kind not in THOUGHT or self._has_object(body)):
            return
        if not (self.quoted[edge] or token.text in (",", "--", "–", "—", "_") or token.text in CLOSE):
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


def _cut_at(content: Sequence[tuple[int, int]], opening: int) -> tuple[tuple[int, int], ...]:
    """Content without what stands from the comma before `opening` on."""
    return tuple((a, min(b, opening - 1)) if a < opening else (a, b) for a, b in content)
