"""Reporting clauses of one sentence: a cue, its speaker, and where its content stands."""

from __future__ import annotations

from dragoman.annotate.cue_words import verb_cue
from dragoman.annotate.cues import Cue
from dragoman.annotate.main_clauses import DASHES
from dragoman.annotate.overlaps import THOUGHT
from dragoman.annotate.speakers import ALSO_ABSOLUTE, Report
from dragoman.annotate.subjects import UNITS, Phrase, addressee, find_subject, phrase_end
from dragoman.annotate.unsaid import Unsaid
from dragoman.records import Token

_OF = frozenset(("warn", "inform", "remind", "assure", "notify"))
_URGE = frozenset(("ask", "urge"))
_RELAYS = frozenset(("quote", "cite"))
_RELAYED = 24  # tokens between "quoted" and "as saying"
_CUE_TAGS = frozenset(("INTJ", "VERB", "AUX", "NOUN", "ADJ", "ADP", "PROPN"))
_TELLING = frozenset(("say", "think", "show", "announce"))  # a clause rather than a thing


class Clause(Unsaid):
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
        if report.kind in _TELLING and not (report.kind == "announce" and self._is_thing(report)):
            return report
        return report._replace(content=tuple((a, self._phrase_end(a, b)) for a, b in report.content))

    def _is_thing(self, report: Report) -> bool:
        """Whether what is told of is a thing and no clause ("praised the pact", not "denied that it left")."""
        starts = [a for a, _ in report.content if a > report.cue.last]
        return bool(starts) and not any(self.tokens[a - 1].text == "that" or self.clause_follows(a) for a in starts)

    def _phrase_end(self, start: int, end: int) -> int:
        for at in range(start, end):
            token = self.tokens[at]
            if self.quoted[at]:
                continue
            if token.tag in ("VERB", "AUX"):
                break
            if at > start and token.lemma in ("and", "but") and self.clause_follows(at + 1):
                return at - 1 if self.tokens[at - 1].text in (",", *DASHES) and at - 1 > start else at
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
        owned = token.text == token.lemma + "s" and self.is_owned(at)
        if cue is not None and not owned:
            self._verb(at, cue, width)
        elif (token.tag == "NOUN" or owned) and token.lemma in self.cues.nouns:
            self._noun(at, token)
        return at + width

    def _verb(self, at: int, cue: Cue, width: int) -> None:
        """A reporting verb: what stands behind it decides whether its content follows or went before."""
        tokens, form, after = self.tokens, self.tokens[at].text.lower(), at + width
        participle = self.having(at) or (form.endswith("ing") and not self.progressive(at))
        if self.is_unsaid(at, after, cue) or self.describes_thing(at, after, cue, participle):
            return
        if form.endswith("ed") and cue.word in self.cues.beside["tell"] and self.aside(at) and self.main_clause(at, at):
            return  # "X, asked about it, said ..."
        passive = self.passive(at, form)
        if cue.word in _RELAYS and self._quoted_as(at, after, passive=passive):
            return
        if passive and cue.word not in ("quote", "say"):
            self._passive(at, after, cue)
            return
        if after < self.high and tokens[after].text == "by" and form.endswith(("ed", "en", "wn")):
            self._told_as_by(Phrase(at, after - 1), cue)
            return
        told = self._told(after, cue) if cue.word in self.cues.beside["tell"] and not passive else None
        body = told.last + 1 if told else after
        speaker, inverted = self._speaker(at, after, participle, cue, body)
        if inverted:
            body = phrase_end(tokens, after, self.high) + 1
        start: int | None
        if told and cue.word in _URGE and body < self.high and "to" in (tokens[body].lemma, self.after_aside(body)):
            start = body = told.first
        elif told and body + 1 < self.high and self._brings(body, cue):
            start = body + 1
        else:
            start = self.content_start(body, cue)
        if told and start is None and {"np", "to"} <= cue.patterns and tokens[told.last].tag in ("ADJ", "NOUN"):
            start, told = told.first, None  # "urged calm"
        plain = cue.word == "say" and not (inverted or participle or passive)
        if start is None and plain and speaker and not self._tells_before(speaker.first):
            start = self.past_setting(body)
        phrase = Phrase(at, after - 1)
        if self._told_as(phrase, speaker, cue, told):
            return
        if inverted and at == self.low and body + 1 < self.high:
            self._add(Report(phrase, speaker, ((body + 1, self.end()),), told, cue.kind, False))
            return
        closed = not participle and start is not None and self._closed_quote(phrase, speaker, cue)
        if inverted or start is None or (closed and not self._tells_at(start, body)):
            self._behind(phrase, speaker, told, cue, body)
            return
        ranges = self.forward(at, start, cue)
        if told and self._brings(start - 1, cue):
            ranges = tuple((a, self._phrase_end(a, b)) for a, b in ranges)
        if ranges and not participle:
            ranges = (*self._quoted_before(phrase, speaker, cue, start), *ranges)
        if ranges:
            self._add(Report(phrase, speaker, ranges, told, cue.kind, False))

    def _tells_before(self, end: int) -> bool:
        """Whether something that may be said stands before who speaks: a quote or a finite verb."""
        return any(self.quoted[k] or self.finite(k) for k in range(self.low, end))

    def _tells_at(self, start: int, body: int) -> bool:
        """Whether a clause stands right behind the verb of a sentence that goes on from shouts ("Hearing “Out! Out!,”
        he said it was late")."""
        if not self.low or not self.quoted[self.low - 1]:
            return False
        last = phrase_end(self.tokens, start, self.high)
        timed = any(self.tokens[k].lemma in UNITS for k in range(start, last + 1))
        return start == body and not self.quoted[start] and not timed and self.clause_follows(start)

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
        subject = self._subject(at, self.low, bare=False) if passive else None
        speaker = subject if passive else Phrase(after, last) if last >= after else None
        told = addressee(tokens, says + 1, self.high) if cue.word in self.cues.beside["tell"] else None
        body, phrase = told.last + 1 if told else says + 1, Phrase(at, after - 1)
        start = self.content_start(body, cue)
        if start is not None:
            self._add(Report(phrase, speaker, self.forward(says, start, cue), told, cue.kind, False))
            return True
        if passive:
            return False
        before = len(self.found)
        self._behind(phrase, self._speaker(at, after, participle=False, cue=cue, body=body)[0], told, cue, body)
        self.found[before:] = [r._replace(speaker=speaker) for r in self.found[before:]]
        return True

    def _told(self, after: int, cue: Cue) -> Phrase | None:
        """Who is told: a name, without the "of" that brings the content ("warned X of Y")."""
        told = addressee(self.tokens, after, self.high)
        if told is None:
            verb = self.tokens[after] if after < self.high else None
            mistagged = verb is not None and verb.tag == "VERB" and (verb.text.endswith("s") or verb.text.isupper())
            return Phrase(after, after) if mistagged else None  # "told reporters", "told AFP": no verb stands there
        if self.meets(told.last + 1):
            return Phrase(told.first, told.last + 1)
        told = self.heard(told)
        if cue.word in ALSO_ABSOLUTE and (self.finite(told.last + 1) or self.clause_follows(told.first)):
            return None  # "warned the force risked abuse"
        if cue.word not in _OF:
            return told
        ofs = [k for k in range(told.first + 1, told.last) if self.tokens[k].text == "of"]
        if ofs and self.tokens[ofs[0] - 1].tag in ("PROPN", "PRON"):
            return Phrase(told.first, ofs[0] - 1)
        if self._is_told_more(told.last + 1, cue):
            return told
        of = next((k for k in ofs if not self._belongs(k)), 0)
        return Phrase(told.first, of - 1) if of else told  # "warned drivers of delays"

    def _is_told_more(self, at: int, cue: Cue) -> bool:
        """Whether what somebody is told of stands from `at` on ("of the delays", "that", "to leave")."""
        following = self.tokens[at].lemma if at < self.high else ""
        brings = at < self.high and self._brings(at, cue)
        return following == "to" or brings or self.content_start(at, cue) is not None

    def _belongs(self, of: int) -> bool:
        """Whether the "of" at `of` tells who those before it are ("the people of Peru", "members of the guild")."""
        return self.tokens[of + 1].tag == "PROPN" or self.tokens[of - 1].lemma in self.cues.beside["belong"]

    def _passive(self, at: int, after: int, cue: Cue) -> None:
        """ "X is believed to ...", "X was accused of ...", "X was condemned by Y": content beside the verb."""
        subject = self.whole_list(find_subject(self.tokens, at, self.low), self.low)
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
