"""Where content that is a noun phrase stops: at an addition, another act, or a time."""

from __future__ import annotations

from dragoman.annotate.afterthoughts import OPENS_CLAUSE, Afterthoughts
from dragoman.annotate.contents import DAYS
from dragoman.annotate.main_clauses import is_reduced
from dragoman.annotate.sentence_view import BREAKS
from dragoman.annotate.subjects import TIME_WORDS

_ADDITION_LIST = """
and but while as which who with when after
"""
ADDITION = frozenset(_ADDITION_LIST.split())
_CHARGE = frozenset(("to", "of", "for"))  # "accused Ruiz, who was ill, *of* theft"
_BARE = frozenset(("be", "been", "being", "have"))
_TIMED = frozenset(("on", "in", "late", "early", "last", "this", "at"))
_WHILE = frozenset(("during", "while", "when"))
_SEEN_TO = frozenset(("have", "get", "see", "keep", "leave", "want", "find"))  # "had its mayor shot"
_LISTED = frozenset(("NOUN", "PROPN", "ADJ", "DET"))
_BEFORE_VERB = frozenset(("NOUN", "PROPN", "ADJ", "ADV", "NUM", "VERB"))


class Limits(Afterthoughts):
    """The view of a sentence that knows where a noun phrase stops that is content."""

    def phrase_limit(self, start: int, end: int, *, timed: bool = True) -> int:
        """Where content that is a noun phrase ends: before an addition, another act, or (`timed`) a time."""
        k = start + 1
        while k < end - 1:
            if not self.quoted[k] and self.limits(k, start, timed=timed):
                if self.after_aside(k) not in _CHARGE:
                    day = self.tokens[k].text.lower() in DAYS and self.tokens[k - 1].tag == "ADP"
                    return k - 1 if day else k
                k = self.next(",", k + 1)
            k += 1
        return end

    def after_aside(self, comma: int) -> str:
        """The word behind what two commas from `comma` on put aside ("urged Peru, which has a port, *to* open it");
        empty where nothing is."""
        following = self.tokens[comma + 1].tag if comma + 1 < self.high else ""
        if self.tokens[comma].text != "," or following not in ("DET", "PRON"):
            return ""
        closing = self.next(",", comma + 1)
        return self.tokens[closing + 1].lemma if closing and closing + 1 < self.high else ""

    def next_act(self, start: int, end: int) -> int:
        """Where content ends that is a thing and no clause, before another act ("stressed the need and thanked")."""
        for k in range(start + 1, end - 1):
            token = self.tokens[k]
            if token.tag in ("VERB", "AUX") or self.quoted[k]:
                return end
            described = [t.tag for t in self.tokens[k + 2 : min(k + 4, self.high)]] == ["NOUN", "AUX"]
            if token.tag == "CCONJ" and self.limits(k, start) and not described:
                return k
        return end

    def acts(self, start: int, end: int) -> int:
        """The finite verb behind a noun phrase that begins at `start`, relative clauses stepped over; else `end`."""
        for k in range(start + 1, end):
            token = self.tokens[k]
            if self.quoted[k] or token.text in OPENS_CLAUSE:
                return end
            past = token.tag == "VERB" and token.lemma != token.text.lower() and not token.text.endswith("ing")
            helps = token.tag == "AUX" and token.text not in _BARE
            if (past or helps) and self.tokens[k - 1].tag in _BEFORE_VERB:
                return k
        return end

    def own_verb(self, noun: int, start: int, end: int) -> int:
        """The verb of the noun at `noun`, behind the clause from `start` that tells what it says ("claims that Peru
        sold ships *were* false"); `end` where none is sure."""
        if any(self.finite(k) for k in range(self.low, noun)):
            return end
        first = self._next_finite(start + 1, end)
        if first == end or self._may_tell_more(first):
            return end
        last, helped = first, self.tokens[first].tag == "AUX"
        while last + 1 < end and self.tokens[last].tag in ("AUX", "ADV", "PART"):
            last += 1
        if self.tokens[last].tag == "VERB" and self.tokens[last].lemma in self.cues.clausal:
            return end
        verb = self._next_finite(last + 1, end)
        if verb == end or self.tokens[verb].tag == "AUX":
            return verb
        plain = self.tokens[last].lemma not in _SEEN_TO and (verb > last + 1 or helped)
        return verb if plain else end

    def _may_tell_more(self, verb: int) -> bool:
        """Whether the verb may only tell more of a noun before it ("the road Ruiz *built*", "men *shot* in Peru")."""
        before, noun = self.tokens[verb - 1].tag, self.tokens[verb - 2].tag == "NOUN"
        shot = before == "NOUN" and self.tokens[verb].tag == "VERB" and self.tokens[verb + 1].tag == "ADP"
        return shot or (noun and before in ("PROPN", "PRON"))

    def _next_finite(self, start: int, end: int) -> int:
        """The finite verb behind the noun phrases from `start` on; `end` where something else comes first."""
        for k in range(start, end):
            token = self.tokens[k]
            if self.quoted[k] or token.text in OPENS_CLAUSE or token.tag in ("CCONJ", "SCONJ", "PUNCT"):
                return end
            if self.finite(k) and not is_reduced(self.tokens, k):
                return k
        return end

    def _goes_with(self, at: int, start: int) -> bool:
        """Whether the "and" at `at` joins two participles of one perfect ("a law that has split *and* shamed them") or
        two -ing forms of what begins at `start` ("to stop drinking *and* driving")."""
        if self.tokens[at + 1].text.endswith("ing"):
            return any(t.tag == "VERB" and t.text.endswith("ing") for t in self.tokens[start:at])
        perfect = at - 2 > self.low and self.tokens[at - 1].tag == "VERB" and self.tokens[at - 2].lemma == "have"
        return perfect and self.tokens[at + 1].text.endswith(("ed", "en"))

    def _lists_on(self, comma: int, start: int) -> bool:
        """Whether the comma at `comma` stands before the last of a list ("praised miners, clerks, and envoys")."""
        listed = any(t.text == "," for t in self.tokens[start:comma]) and self.tokens[comma + 1].lemma == "and"
        following = self.tokens[comma + 2] if comma + 2 < self.high else None
        return listed and following is not None and following.tag in _LISTED and not self.clause_follows(comma + 2)

    def limits(self, at: int, start: int, *, timed: bool = True) -> bool:
        """Whether a noun phrase that begins at `start` cannot go on at `at`; `timed`: nor at a time."""
        token, following = self.tokens[at], self.tokens[at + 1]
        acts = following.tag == "VERB"
        if token.text in BREAKS - {"-"}:
            if self._lists_on(at, start):
                return False
            apposed = following.lemma in ADDITION or following.tag == "DET" or following.text == "that"
            noun = at > start + 1 or self.tokens[start].tag in ("NOUN", "PROPN")
            return noun and (apposed or (acts and following.text.endswith("ing")))
        if token.tag == "CCONJ":
            return (
                following.text == "that"
                or following.tag == "AUX"
                or (acts and following.lemma != following.text.lower() and not self._goes_with(at, start))
            )
        if not timed:
            return False
        owned = at + 2 < self.high and self.tokens[at + 2].text in ("'s", "’s")  # "at Wednesday's talks"
        dated = token.text in _TIMED and following.text.lower() in TIME_WORDS and not owned
        during = token.text in _WHILE and not is_reduced(self.tokens, at - 1)  # "crews *captured* during the war"
        return dated or during or (token.text.lower() in DAYS and following.text not in ("'s", "’s"))
