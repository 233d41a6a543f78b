"""Where what was said ends: at the writer's own words (a contrast, a comment, where it was said) or the speaker's next
act."""

from __future__ import annotations

from dragoman.annotate.contents import Contents
from dragoman.annotate.sentence_view import BREAKS
from dragoman.records import Token

_CONTRAST = frozenset(("while", "though", "although", "whereas"))
OPENS_CLAUSE = frozenset(("that", "who", "which", "what", "if", "whether", "when", ","))
_REMARK = 5  # words among which a comment's noun stands behind its first ("dashing the last hopes")


def _is_past(token: Token) -> bool:
    """Whether a verb is a past form."""
    return token.text != token.lemma and not token.text.endswith(("s", "ing"))


class Afterthoughts(Contents):
    """The view of a sentence that knows where its writer goes on in his own name, or its speaker acts."""

    def contrast(self, start: int) -> int:
        """The mark before a clause in which the writer sets something against what was said; 0 when none."""
        if start + 1 < self.high - 1 and self.tokens[start + 1].text == ";":
            return start + 1
        for k in range(start + 2, self.high - 3):
            token, following = self.tokens[k], self.tokens[k + 1]
            if self.quoted[k]:
                closing = not self.quoted[k + 1] and "," in (token.text, self.tokens[k - 1].text)
                if closing and (following.text in _CONTRAST or self._comments(k + 1)):
                    return k + 1
                continue
            if token.text == ";" or (token.text == "," and self._venue(k + 1)):
                return k
            if token.text == "but" and self._comments(k):
                return k
            if token.text in BREAKS:
                if self._comments(k + 1):
                    return k
                word = self.tokens[k + 2].text if following.text == "even" else following.text
                if word in _CONTRAST:
                    return k
        return 0

    def _venue(self, at: int) -> bool:
        """Whether the sentence ends with where something was said ("..., in an interview with the BBC")."""
        if self.tokens[at].lemma not in ("in", "during", "at") or any(self.quoted[at : self.high]):
            return False
        rest = self.tokens[at + 1 : self.high - 1]
        if any(t.tag in ("VERB", "AUX", "PUNCT") for t in rest):
            return False
        return any(t.lemma in self.cues.beside["venue"] for t in rest[:5])

    def _comments(self, at: int) -> bool:
        """Whether the writer goes on from `at` with what he makes of it (", a sign that", ", dashing hopes of")."""
        words = [t.text for t in self.tokens[at : at + _REMARK]]
        listed = (row.split() for row in self.cues.beside["comment"])
        remark = any(row[0] == words[0] and all(word in words for word in row[1:]) for row in listed)
        return remark or self._sums_up(at)

    def _sums_up(self, at: int) -> bool:
        """Whether the writer names what was said or done before ("..., a sign that", "..., a claim Y denies")."""
        word, following = self.tokens[at], self.tokens[at + 1]
        if word.text.endswith("s") and word.lemma in self.cues.beside["sum"]:
            return following.tag in ("PRON", "PROPN")  # "..., charges they deny"
        if word.text not in ("a", "an", "the"):
            return False
        k = at + 1
        while k < self.high - 1 and self.tokens[k].tag in ("ADJ", "ADV", "NUM"):
            k += 1
        if self.tokens[k].text not in self.cues.beside["sum"]:
            return False
        following = self.tokens[k + 1]
        return following.tag not in ("AUX", "VERB") or following.text.endswith(("ing", "ed"))

    def past_act(self, start: int, end: int) -> int:
        """Where the speaker's own next act is told behind a clause of what is so or will be ("said Peru would stay and
        thanked Chile"): "and" joins no past to it; else `end`."""
        finite = next((k for k in range(start, end) if self.tokens[k].tag in ("VERB", "AUX") or self.quoted[k]), end)
        if finite + 1 >= end or self.quoted[finite]:
            return end
        before = self.tokens[finite].text == "had"  # "had voted for it, but warned"
        if not before and not self._is_present(finite):
            return end
        first = finite + 1
        while before and first < end and self.tokens[first].tag in ("ADV", "PART", "VERB", "AUX"):
            first += 1
        for k in range(first, end - 1):
            token = self.tokens[k]
            if self.quoted[k] or token.text in OPENS_CLAUSE - {","} or (token.tag == "VERB" and _is_past(token)):
                return end
            apart = self.tokens[k - 1].text == ","
            joins = token.tag == "CCONJ" and (not before or (apart and token.text == "but"))
            if joins and self._acts_next(k, pronoun=apart and not before):
                return k - 1 if apart else k
        return end

    def _acts_next(self, at: int, *, pronoun: bool) -> bool:
        """Whether a past act is told behind the "and" or "but" at `at`, behind "he" or "she" too (`pronoun`)."""
        following = self.tokens[at + 1]
        if following.tag in ("VERB", "AUX"):
            return _is_past(following)
        verb = self.tokens[at + 2] if at + 2 < self.high else following
        third = pronoun and following.text in ("he", "she", "they")
        return third and verb.tag == "VERB" and _is_past(verb) and verb.lemma in self.cues.verbs

    def _is_present(self, at: int) -> bool:
        """Whether the verb at `at` is a present or the helper of one to come ("will"), and no passive."""
        token, k = self.tokens[at], at + 1
        while k < self.high - 1 and self.tokens[k].tag in ("ADV", "PART"):
            k += 1
        behind = self.tokens[k]
        if token.tag == "AUX":
            bare = behind.tag not in ("AUX", "PRON") and behind.lemma == behind.text and behind.lemma != "have"
            return token.lemma not in ("be", "have") and bare
        return token.text == token.lemma + "s"
