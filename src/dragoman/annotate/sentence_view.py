"""One sentence as the readers of reported speech see it: its tokens, its quotes, and the form of its verbs."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.cues import Cues
from dragoman.annotate.subjects import POSSESSIVE, phrase_end
from dragoman.records import Token

_SHORT = 3  # letters of the words that a headline need not capitalise
_LINKED = 4  # prepositions that a subject is followed through
_ALONE = frozenset(
    ("some", "many", "both", "few", "all", "another", "each", "neither", "several", "most")
)  # determiners that may be a subject
BEFORE_PARTICIPLE = frozenset(("by", "while", "after", "since", "in", "without", "despite", "when", "before"))
BREAKS = frozenset((",", "—", "–", "--", "-"))
NOT = frozenset(("not", "never", "n't"))  # "vowed never to yield"
_TO_COME = frozenset(("will", "'ll", "’ll", "would", "'d", "’d", "may", "might", "could", "shall"))
_OUGHT = frozenset(("should", "must"))
_MORE = frozenset(("more", "less", "fewer", "other"))
_ANY = frozenset(("everything", "everyone", "everybody", "something", "someone", "anything", "anyone", "nothing"))
_TIMES = frozenset(("until", "since", "after", "before", "when", "while"))
_RAISED = frozenset(("go", "on", "seem", "appear", "continue", "come", "begin"))


class SentenceView:
    """The tokens [low, high) of one sentence and which of them stand inside quote marks."""

    def __init__(self, tokens: Sequence[Token], low: int, high: int, quoted: Sequence[bool], cues: Cues) -> None:
        self.tokens, self.low, self.high, self.quoted, self.cues = tokens, low, high, quoted, cues
        words = [t.text for t in tokens[low:high] if len(t.text) > _SHORT and t.text[0].isalpha()]
        self.headline = len(words) > 1 and all(word[0].isupper() for word in words)

    def end(self) -> int:
        end = self.high
        while end > self.low and self.tokens[end - 1].text in (".", "!", "?", ";", ","):
            end -= 1
        dash = max((k for k in range(end - 4, end - 1) if k > self.low and self.tokens[k].text in BREAKS), default=0)
        return dash if dash and end == self.high and self._names_source(dash, end) else end

    def next(self, mark: str, at: int) -> int:
        return next((k for k in range(at, self.high) if self.tokens[k].text == mark and not self.quoted[k]), 0)

    def _names_source(self, dash: int, end: int) -> bool:
        """Whether behind the dash a headline names who tells it ("Peru shuts port - ministry")."""
        apart = self.tokens[dash - 1].end < self.tokens[dash].start and self.tokens[dash].text != ","
        plain = all(t.tag in ("NOUN", "PROPN", "ADJ") for t in self.tokens[dash + 1 : end])
        return apart and plain and self.tokens[end - 1].text in self.cues.beside["teller"]

    def finite(self, at: int) -> bool:
        """Whether a finite verb stands at `at`."""
        if at >= self.high or self.tokens[at].tag not in ("VERB", "AUX") or self.quoted[at]:
            return False
        token = self.tokens[at]
        return token.tag == "AUX" or (token.lemma != token.text.lower() and not token.text.endswith("ing"))

    def not_finite(self, at: int, before: Token | None) -> bool:
        """Whether the word at `at` is a noun, an infinitive of purpose or a gerund that reports nothing."""
        if before is None:
            return False
        to = at - 1
        while to > self.low and (self.tokens[to].tag == "ADV" or self.tokens[to].text.endswith("ly")):
            to -= 1
        split = self.tokens[to].tag == "PART" and self.tokens[at].text == self.tokens[at].lemma
        if self.tokens[to].lemma == "to" and (split or (to == at - 1 and before.tag == "ADP")):
            before_quote = at + 2 < self.high and self.tokens[at + 1].text in (",", ":") and self.quoted[at + 2]
            raised = to - 1 >= self.low and (self.tokens[to - 1].lemma in _RAISED or self._reaches(to, at + 1))
            return not raised and (not before_quote or to - 1 < self.low or self.tokens[to - 1].text == "if")
        if self.tokens[at].text.endswith("ing"):
            if before.tag in ("DET", "ADJ") and self._names_thing(at):
                return True
            return before.tag in ("ADP", "SCONJ", "VERB") and before.lemma not in BEFORE_PARTICIPLE
        if self.tokens[at].text.endswith("ed") and (before.tag == "ADP" or before.lemma == "'s"):
            return True  # "on proposed rules"
        return before.tag == "DET" and before.text.lower() not in _ALONE

    def _reaches(self, to: int, body: int) -> bool:
        """Whether the infinitive at `to` tells what was said ("took to the floor *to say that*", "had *to admit*");
        not "used it to show that", "it took years to admit that"."""
        clause = body < self.high and (self.tokens[body].text == "that" or self.quoted[body])
        told = self.cues.verbs.get(self.tokens[body - 1].lemma)
        clause = clause and told is not None and told.kind != "show"
        verb = to - 1
        while verb > self.low and (self.tokens[verb].tag != "VERB" or self.quoted[verb]):
            if self.tokens[verb].tag in ("PUNCT", "SCONJ", "CCONJ"):
                return False
            verb -= 1
        past = self.finite(verb) and not self.negated(verb) and self.tokens[verb - 1].tag != "AUX"
        past = past and (self.tokens[verb - 1].lemma.lower(), self.tokens[verb].lemma) != ("it", "take")
        forced = verb == to - 1 and self.tokens[verb].lemma == "have"
        return clause and past and (forced or self.tokens[verb].lemma in self.cues.beside["reach"])

    def _names_thing(self, at: int) -> bool:
        """Whether an -ing form behind an article or adjective is a noun or stands before one ("a supporting role")."""
        behind = self.tokens[at + 1].tag if at + 1 < self.high else ""
        alone = self.tokens[at - 1].text.lower() in _ALONE
        return not alone and (behind in ("AUX", "VERB") or (behind == "NOUN" and self.tokens[at - 1].tag == "DET"))

    def progressive(self, at: int) -> bool:
        back = at - 1
        while back > self.low and self.tokens[back].tag in ("ADV", "PART"):
            back -= 1
        return back >= self.low and self.tokens[back].tag == "AUX"

    def having(self, at: int) -> bool:
        """Whether the verb at `at` is a participle with "having" ("having said that")."""
        return at > self.low and self.tokens[at - 1].text.lower() == "having"

    def negated(self, at: int) -> bool:
        """Whether the verb at `at` tells what was not done ("did not respond", "never mentioned")."""
        back = at - 1
        while back > self.low and self.tokens[back].tag in ("ADV", "AUX", "PART"):
            if self.tokens[back].lemma in NOT:
                return True
            back -= 1
        return False

    def foreseen(self, at: int) -> bool:
        """Whether the verb at `at` tells what will be or may be done ("will urge", "could announce")."""
        back = at - 1
        while back > self.low and self.tokens[back].tag == "ADV":
            back -= 1
        return back >= self.low and self.tokens[back].tag == "AUX" and self.tokens[back].text.lower() in _TO_COME

    def required(self, at: int) -> bool:
        """Whether the verb at `at` tells what ought to be done ("Peru should say", "must also have known")."""
        back = at - 1
        while back > self.low and self.tokens[back].tag in ("ADV", "AUX") and not self.quoted[back]:
            if self.tokens[back].text in _OUGHT:
                return self.tokens[back - 1].lemma.lower() not in ("i", "we")
            back -= 1
        return False

    def passive(self, at: int, form: str) -> bool:
        if form.endswith("ing") or at <= self.low:
            return False
        for back in range(at - 1, max(at - 3, self.low - 1), -1):
            token = self.tokens[back]
            if token.lemma == "be" or token.lemma == "get":
                return True
            if token.tag not in ("ADV", "PART"):  # "is not known"
                return False
        return False

    def clause_follows(self, at: int) -> bool:
        """Whether a noun phrase with a finite verb behind it begins at `at`."""
        if at >= self.high:
            return False
        if self.tokens[at].text in _MORE and at + 2 < self.high and self.tokens[at + 1].text == "than":
            at += 2  # "more than 40 people fled"
        last = phrase_end(self.tokens, at, self.high)
        if last == at and self.tokens[at].text in _ANY and at + 1 < self.high and self.tokens[at + 1].tag == "ADJ":
            last += 1  # "everything possible is done"
        for _ in range(_LINKED):
            if last < at or last + 1 >= self.high:
                return False
            acts = last + 1
            whole = self.tokens[last].text.lower() not in POSSESSIVE  # not "its newly built road"
            while whole and acts + 1 < self.high and self.tokens[acts].tag == "ADV":
                acts += 1
            following = self.tokens[last + 1]
            if self.tokens[acts].tag in ("VERB", "AUX"):
                return not self.tokens[acts].text.endswith("ing")
            if following.text == "who":
                return self._acts_behind(last + 2)
            if following.tag != "ADP" and not self._lists(last + 1):
                return False
            further = phrase_end(self.tokens, last + 2, self.high)
            if further < last + 2:
                return False
            last = further
        return False

    def _lists(self, comma: int) -> bool:
        """Whether the comma at `comma` stands in a list that acts ("the price of bread, sugar and oil has risen")."""
        last = phrase_end(self.tokens, comma + 1, self.high)
        while last + 1 < self.high and last > comma and self.tokens[last + 1].text == ",":
            comma, last = last + 1, phrase_end(self.tokens, last + 2, self.high)
        joined = any(t.tag == "CCONJ" for t in self.tokens[comma + 1 : last])
        acts = last + 1 < self.high and self.tokens[last + 1].tag in ("VERB", "AUX")
        return self.tokens[comma].text == "," and joined and acts and self.tokens[last + 1].lemma not in self.cues.verbs

    def _acts_behind(self, at: int) -> bool:
        """Whether a second finite verb follows the one of the relative clause at `at` ("those who fled want to")."""
        verbs = 0
        for k in range(at, self.high):
            if self.tokens[k].tag in ("PUNCT", "CCONJ", "SCONJ") or self.tokens[k].text in _TIMES or self.quoted[k]:
                return False
            helped = self.tokens[k - 1].tag in ("AUX", "ADV", "PART")
            verbs += self.finite(k) and not helped
            if verbs > 1 or (verbs and self.tokens[k].tag == "VERB" and self.tokens[k - 1].tag in ("VERB", "NOUN")):
                return True
        return False
