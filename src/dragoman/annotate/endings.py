"""Where content behind a cue ends: at a clause, a time or an act that is not part of what was said."""

from __future__ import annotations

from dragoman.annotate.cues import Cue
from dragoman.annotate.limits import ADDITION, Limits
from dragoman.annotate.main_clauses import past_length, tells_more
from dragoman.annotate.sentence_view import BEFORE_PARTICIPLE
from dragoman.annotate.subjects import TIME_WORDS, phrase_end, phrase_start

_TAIL_LIST = """
who which while adding as after during with when before referring citing speaking in on at without though although
whereas
"""
_TAIL = frozenset(_TAIL_LIST.split())
_DETAILS = frozenset(("especially", "particularly", "including", "mainly", "even"))
_SUBORDINATORS_LIST = """
while as if although though when where because after before since whereas
"""
_SUBORDINATORS = frozenset(_SUBORDINATORS_LIST.split())


class Endings(Limits):
    """The view of a sentence that knows where content stops."""

    def forward(self, at: int, start: int, cue: Cue) -> tuple[tuple[int, int], ...]:
        """The content that begins at `start` behind the cue at `at`."""
        end = self.main_clause(at, start) or self.contrast(start) or self.end()
        end = min(end, self.embedding(at, start, cue) or end)
        if end <= start or (end == start + 1 and self.tokens[start].lemma == "to"):
            return ()
        if self.quoted[start]:
            return ((start, self.quote_end(start, end)),)
        end = self.past_act(start, end)
        if cue.patterns & {"np", "quoted", "named"}:
            clause = self.tokens[start - 1].text == "that"  # what a clause tells may have its own time
            end = self.phrase_limit(start, end, timed=not clause)
        elif "any" in cue.patterns:
            end = self.next_act(start, end)
        return ((start, end),)

    def quote_end(self, start: int, end: int) -> int:
        """Where quoted content ends whose closing mark stands behind a comma; `end` when there is none."""
        for k in range(start + 1, end - 1):
            if self.quoted[k] and not self.quoted[k + 1]:
                return k + 1 if "," in (self.tokens[k].text, self.tokens[k - 1].text) else end
        return end

    def embedding(self, at: int, start: int, cue: Cue) -> int:
        """The finite verb behind the clause in which the cue stands ("those who want A could ..."); else 0."""
        if not cue.patterns & {"np", "to"} or "any" in cue.patterns or not self.describes(at):
            return 0
        end = self.end()
        stop = self.acts(start, end)
        return stop if stop < end else 0

    def describes(self, at: int) -> bool:
        """Whether the cue's clause describes a noun, without a comma ("those who want", "people wanting")."""
        back = at - 1
        while back > self.low and self.tokens[back].tag in ("AUX", "ADV", "PART"):
            back -= 1
        if back <= self.low:
            return at > self.low and self.tokens[at].text.endswith("ing") and self.tokens[back].tag in ("NOUN", "PRON")
        relative = self.tokens[back].text in ("who", "that", "which")
        if relative and self.tokens[back - 1].tag in ("NOUN", "PROPN", "PRON"):
            return True
        return self.tokens[at].text.endswith("ing") and self.tokens[at - 1].tag in ("NOUN", "PRON")

    def main_clause(self, at: int, start: int) -> int:
        """The comma behind content at `start` where the clause goes on that the cue's clause is only a part of.

        "While X says A, Y acts" and "Noting A, X acts" end at a comma with a subject and a verb behind it,
        "X, who said A, acts" at a comma with a finite verb behind it. 0 when the cue stands in no such clause.
        """
        fronted, relative = self.fronted(at), self.relative(at)
        if not fronted and not relative:
            return 0
        return next((k for k in range(start + 1, self.high - 2) if self.goes_on(k, relative)), 0)

    def goes_on(self, at: int, relative: bool) -> bool:
        """Whether the main clause goes on behind the comma at `at`, or behind the quote that the comma ends."""
        if self.tokens[at].text != ",":
            return False
        while self.quoted[at] and at < self.high - 2 and self.quoted[at + 1] and self.tokens[at + 1].tag == "PUNCT":
            at += 1
        if self.quoted[at + 1]:
            return False
        after = at + 1 if relative else phrase_end(self.tokens, at + 1, self.high) + 1
        if not relative and after == at + 1:
            return False
        while after < self.high and self.tokens[after].tag == "ADV":
            after += 1
        if after >= self.high:
            return False
        return self.tokens[after].tag in ("VERB", "AUX") and not self.tokens[after].text.endswith("ing")

    def fronted(self, at: int) -> bool:
        """Whether the cue's clause opens the sentence and is no main clause."""
        first = self.low
        while first < at and self._leads(first):
            first += 1
        first = past_length(self.tokens, first, at) or first
        if first == at - 1 and self.tokens[first].tag in ("ADP", "SCONJ"):
            first = at
        if self.quoted[first]:
            return False
        participle = self.tokens[first].text.endswith(("ing", "ed"))
        if first == at:
            return participle
        participle = participle and self.tokens[first].tag in ("VERB", "AUX")
        opening = participle or self.tokens[first].text.lower() in _SUBORDINATORS
        return opening and not any(self.tokens[k].text == "," for k in range(first, at))

    def _leads(self, at: int) -> bool:
        """Whether the word at `at` stands before the clause that opens the sentence ("*And, now*, while X says")."""
        token = self.tokens[at]
        if token.text == ",":
            return at > self.low and self._leads(at - 1)
        return token.tag in ("ADV", "CCONJ") and token.text.lower() not in _SUBORDINATORS

    def relative(self, at: int) -> bool:
        """Whether the cue stands in a clause put in between commas ("X, who had said ...", "X, asked about ...")."""
        if self.inserted(at) or self.aside(at):
            return True
        back = at - 1
        while back > self.low and self._between(back):
            back -= 1
        if self.tokens[back].tag in ("NOUN", "PROPN"):
            back = phrase_start(self.tokens, back, self.low) - 1  # "the move, which Ruiz called a mistake, came"
        return back > self.low + 1 and self.tokens[back].text in ("who", "which") and self.tokens[back - 1].text == ","

    def _between(self, at: int) -> bool:
        """Whether the word at `at` may stand between a relative pronoun and its verb: helpers, adverbs, a time."""
        token, following = self.tokens[at], self.tokens[at + 1].text.lower()
        timed = token.text.lower() in TIME_WORDS or (token.tag == "ADP" and following in TIME_WORDS)
        return timed or token.tag in ("AUX", "ADV", "PART")

    def aside(self, at: int) -> bool:
        """Whether `at` stands in a participle put in behind the noun that opens the sentence ("X, asked about ...")."""
        comma = next((k for k in range(at - 1, self.low, -1) if self.tokens[k].text == ","), 0)
        first = comma + 1
        while first < at and self.tokens[first].text in ("when", "while", "if"):
            first += 1
        if not comma or self.tokens[first].tag != "VERB" or not self.tokens[first].text.endswith(("ed", "ing")):
            return False
        last = phrase_end(self.tokens, self.low, comma)
        if last == comma - 1 or first > comma + 1:
            return True
        if first < at:
            return last >= self.low and tells_more(self.tokens, last + 1, comma + 1)
        # "In Oslo, X, asked about it": "X, the envoy, asked" is no participle
        opened = phrase_start(self.tokens, comma - 1, self.low) - 1
        adverbial = self.tokens[self.low].tag in ("ADP", "SCONJ")
        return adverbial and self.next(",", self.low) == opened > self.low

    def unfinished(self, start: int, end: int) -> bool:
        """Whether the clause in tokens[start:end] goes on behind them: no verb stands there yet, or one stands last
        ("The road, he said, ..."; "It was, he said, ...")."""
        if any(self.quoted[k] for k in range(start, end)):
            return False
        last = end - 1
        while last > start and (self.tokens[last].text == "," or self.tokens[last].tag == "ADV"):
            last -= 1
        transitive = self.tokens[last].tag == "VERB" and self.tokens[last].text == self.tokens[last].lemma + "s"
        return self.tokens[last].tag == "AUX" or transitive or not any(self.finite(k) for k in range(start, end))

    def _goes_on_behind(self, body: int) -> tuple[int, int] | None:
        """Where a clause that a report interrupts goes on, past who speaks ("..., said X, the mayor, ...")."""
        commas = [k for k in range(body, self.high - 2) if self.tokens[k].text == "," and not self.quoted[k]]
        found = next((k for k in commas if self.finite(k + 1) or self.tokens[k + 1].tag == "AUX"), 0)
        return (found + 1, self.end()) if found else None

    def resumed(self, body: int, inverted: bool, *, unfinished: bool = False) -> tuple[int, int] | None:
        """Content that goes on behind a parenthetical "X said,"; `unfinished`: it must, as its clause does."""
        tokens = self.tokens
        if unfinished and inverted:
            return self._goes_on_behind(body)
        at = body
        if body < self.high and self.quoted[body]:
            return (body, self.end())
        while at < self.high and at < body + 10 and tokens[at].tag != "PUNCT":
            at += 1
        if at + 3 >= self.high or tokens[at].text != ",":
            return None
        if self.quoted[at + 1]:
            return (at + 1, self.end())
        following, rest = tokens[at + 1], self._quote_behind(at)
        if rest:
            return (rest, self.end())
        if following.lemma in ("and", "but") and self._reports(at + 2):
            return None
        if (unfinished and following.text not in ADDITION) or (following.text in _DETAILS and not inverted):
            return (at + 1, self.end())
        if inverted or following.text.lower() in _TAIL or following.text.endswith("ing") or self._dated(at + 1):
            return None
        if any(tokens[k].tag in ("VERB", "AUX") for k in range(at + 1, min(at + 9, self.high))):
            return (at + 1, self.end())
        return None

    def _quote_behind(self, comma: int) -> int:
        """Where the quote goes on behind what the speaker did ("he said, his voice rising, “...”"); else 0."""
        end = next((k for k in range(comma + 1, min(comma + 9, self.high - 1)) if self.tokens[k].text == ","), 0)
        quoted = end and self.quoted[end + 1] and not self.quoted[end]
        return end + 1 if quoted and not any(self.finite(k) for k in range(comma + 1, end)) else 0

    def _reports(self, at: int) -> bool:
        """Whether a clause with a verb of speech and a subject of its own begins at `at`."""
        if not self.clause_follows(at) or self.tokens[at].tag == "PRON":
            return False
        verb = next((t for t in self.tokens[at : self.high] if t.tag in ("VERB", "AUX")), None)
        return verb is not None and verb.lemma in self.cues.verbs

    def _dated(self, at: int) -> bool:
        """Whether the writer tells from `at` on how long before or after it was said ("hours after talks failed")."""
        k = at
        while k < min(at + 4, self.high - 1) and self.tokens[k].tag in ("ADJ", "ADV", "DET", "NOUN", "NUM"):
            k += 1
        return k > at and self.tokens[k].lemma in ("after", "before") and self.tokens[k - 1].tag in ("NOUN", "ADV")

    def inserted(self, at: int) -> int:
        """The comma between a participle and the noun that opens the sentence ("X, after saying ..."); else 0."""
        at -= self.having(at)
        comma = at - 1
        if not self.tokens[at].text.endswith("ing"):
            return 0
        while comma > self.low and self.tokens[comma].tag == "ADV":
            comma -= 1
        if comma > self.low and self.tokens[comma].lemma in BEFORE_PARTICIPLE:
            comma -= 1
        if comma <= self.low or self.tokens[comma].text != ",":
            return 0
        last = phrase_end(self.tokens, self.low, at)
        apart = last >= self.low and tells_more(self.tokens, last + 1, comma + 1)
        return comma if last == comma - 1 or apart else 0

    def later_quote(self, body: int) -> bool:
        return any(self.quoted[k] for k in range(body, self.high))
