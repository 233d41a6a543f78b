"""What stands around a cue in its sentence: where content begins and ends, and what form the verb has."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.cues import Cue
from dragoman.annotate.subjects import TIME_WORDS, phrase_end
from dragoman.records import Token

_CLAUSE_WORDS_LIST = """
that whether if why how what who when where which
"""
_CLAUSE_WORDS = frozenset(_CLAUSE_WORDS_LIST.split())
_ADJUNCT_LIST = """
in on at during to after by through via from before with over about for of
"""
_ADJUNCT = frozenset(_ADJUNCT_LIST.split())
_TAIL_LIST = """
who which while adding as after during with when before referring citing speaking in on at
"""
_TAIL = frozenset(_TAIL_LIST.split())
_LINKED = 4  # prepositions that a subject is followed through
_FRAGMENT = 6  # quoted tokens, marks included
_ADDITION = frozenset(("and", "but", "while", "as", "which", "who", "with", "when", "after"))
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"))
_SUBORDINATORS = frozenset(("while", "as", "if", "although", "though", "when", "because", "after", "since", "whereas"))
_CONTRAST = frozenset(("while", "though", "although", "whereas"))
_NOMINATIVE = frozenset(("he", "she", "they", "we", "I"))
_RAISED = frozenset(("go", "on", "seem", "appear", "continue", "come", "begin"))
_NOMINAL = frozenset(("PRON", "DET", "PROPN", "NOUN", "NUM", "ADJ", "CCONJ"))


class SentenceView:
    """The tokens [low, high) of one sentence and which of them stand inside quote marks."""

    def __init__(self, tokens: Sequence[Token], low: int, high: int, quoted: Sequence[bool]) -> None:
        self.tokens, self.low, self.high, self.quoted = tokens, low, high, quoted

    def not_finite(self, at: int, before: Token | None) -> bool:
        """Whether the word at `at` is a noun, an infinitive of purpose or a gerund that reports nothing."""
        if before is None:
            return False
        if before.lemma == "to" and before.tag in ("PART", "ADP"):
            return at - 2 < self.low or self.tokens[at - 2].lemma not in _RAISED
        if self.tokens[at].text.endswith("ing"):
            return before.tag in ("ADP", "SCONJ", "VERB") and before.lemma not in (
                "by",
                "while",
                "after",
                "in",
                "without",
            )
        return before.tag == "DET"

    def progressive(self, at: int) -> bool:
        back = at - 1
        while back > self.low and self.tokens[back].tag in ("ADV", "PART"):
            back -= 1
        return back >= self.low and self.tokens[back].tag == "AUX"

    def passive(self, at: int, form: str) -> bool:
        if form.endswith("ing") or at <= self.low:
            return False
        for back in range(at - 1, max(at - 3, self.low - 1), -1):
            token = self.tokens[back]
            if token.lemma == "be" or token.lemma == "get":
                return True
            if token.tag != "ADV":
                return False
        return False

    def content_start(self, body: int, cue: Cue) -> int | None:
        """First token of the content that follows the cue; None when nothing that could be content follows."""
        tokens, at = self.tokens, body
        while (
            at < self.high
            and not self.quoted[at]
            and (
                tokens[at].text.lower() in TIME_WORDS
                or (tokens[at].tag == "ADV" and tokens[at].text.lower() not in _CLAUSE_WORDS)
            )
        ):
            at += 1
        if at >= self.high:
            return None
        jump = self.past_adjunct(at)
        if jump is not None:
            at = jump
        if at >= self.high:
            return None
        token = tokens[at]
        if token.text == ":":
            return at + 1 if at + 1 < self.high else None
        if token.text == "," and at + 1 < self.high and self.quoted[at + 1]:
            return at + 1
        if token.text == "that" and not self.points(at):
            return at + 1
        if self.quoted[at]:
            return at
        if token.tag == "PUNCT" or token.lemma in ("and", "but", "or"):
            return None
        if jump is None and token.tag in ("ADP", "SCONJ") and token.text.lower() not in _CLAUSE_WORDS:
            return at if "np" in cue.patterns and token.lemma in ("as", "like", "about") else None
        return at if self.fits(at, cue) else None

    def points(self, at: int) -> bool:
        """Whether "that" is no conjunction but points at a thing ("decried that plan")."""
        last = phrase_end(self.tokens, at, self.high)
        if self.tokens[at].tag != "DET" or last <= at:
            return False
        return last + 1 >= self.high or self.tokens[last + 1].tag not in ("VERB", "AUX", "ADV", "PART")

    def past_adjunct(self, at: int) -> int | None:
        """Behind an adjunct such as "in a statement", when "that", a colon or quoted words follow it."""
        tokens = self.tokens
        if tokens[at].text == ",":
            return self.past_parenthesis(at)
        if tokens[at].lemma not in _ADJUNCT or tokens[at].tag not in ("ADP", "SCONJ", "PART"):
            return None
        if tokens[at].lemma == "to" and at + 1 < self.high and tokens[at + 1].tag in ("VERB", "AUX"):
            return None
        for k in range(at + 1, min(at + 16, self.high)):
            if self.quoted[k]:
                return k if self.speaks(k) else None
            if tokens[k].text in ("that", ":"):
                return k
            if tokens[k].text == "," and k + 1 < self.high and self.quoted[k + 1]:
                return k
            if tokens[k].tag == "PUNCT":
                return None
            if tokens[k].text in _NOMINATIVE and k + 1 < self.high and tokens[k + 1].tag in ("VERB", "AUX"):
                return k
            day = tokens[k].text.lower() in _DAYS and k + 2 < self.high
            if day and tokens[k + 1].tag in _NOMINAL and tokens[k + 1].text not in ("that", "and"):
                return k + 1
        return None

    def speaks(self, at: int) -> bool:
        """Whether the quote that begins at `at` is more than a name or a word that the writer keeps at a distance."""
        end = at
        while end < self.high and self.quoted[end]:
            end += 1
        return end - at > _FRAGMENT or end >= self.high - 1 or any(self.tokens[k].tag in ("VERB", "AUX") for k in range(at, end))

    def past_parenthesis(self, at: int) -> int | None:
        for k in range(at + 1, min(at + 14, self.high - 1)):
            if self.tokens[k].text == "," and self.tokens[k + 1].text == "that":
                return k + 1
        return None

    def fits(self, at: int, cue: Cue) -> bool:
        """Whether what begins at `at` is a construction that the cue governs."""
        token, patterns = self.tokens[at], cue.patterns
        if token.text.lower() in _CLAUSE_WORDS:
            return bool(patterns & {"any", "that", "np", "quoted", "named"})
        if token.lemma == "to" and token.tag in ("PART", "ADP"):
            return "to" in patterns
        if "any" in patterns or "np" in patterns:
            return True
        if "quoted" in patterns and any(self.quoted[k] for k in range(at, self.high)):
            return True
        if "named" in patterns and self.names(at):
            return True
        return "that" in patterns and self.clause_follows(at)

    def names(self, at: int) -> bool:
        """Whether a thing and what it is called begin at `at` ("him a traitor", "the raid lawful")."""
        tokens = self.tokens
        last = phrase_end(tokens, at, self.high)
        if last < at:
            return False
        if tokens[at].tag == "PRON" and last == at:
            return at + 1 < self.high and (self.quoted[at + 1] or tokens[at + 1].tag in ("DET", "ADJ", "NOUN", "PROPN"))
        if any(tokens[k].tag == "DET" and tokens[k - 1].tag in ("NOUN", "PROPN") for k in range(at + 1, last)):
            return True
        following = tokens[last + 1] if last + 1 < self.high else None
        return last > at and (tokens[last].tag == "ADJ" or (following is not None and following.tag == "DET"))

    def clause_follows(self, at: int) -> bool:
        """Whether a noun phrase with a finite verb behind it begins at `at`."""
        last = phrase_end(self.tokens, at, self.high)
        for _ in range(_LINKED):
            if last < at or last + 1 >= self.high:
                return False
            following = self.tokens[last + 1]
            if following.tag in ("VERB", "AUX"):
                return not following.text.endswith("ing")
            if following.tag != "ADP":
                return False
            further = phrase_end(self.tokens, last + 2, self.high)
            if further < last + 2:
                return False
            last = further
        return False

    def forward(self, at: int, start: int, cue: Cue) -> tuple[tuple[int, int], ...]:
        end = self.main_clause(at, start) or self.contrast(start) or self.end()
        end = min(end, self.embedding(at, start, cue) or end)
        if end <= start:
            return ()
        if self.quoted[start]:
            return ((start, self.quote_end(start, end)),)
        if cue.patterns & {"np", "quoted", "named"}:
            end = self.phrase_limit(start, end)
        return ((start, end),)

    def quote_end(self, start: int, end: int) -> int:
        """Where quoted content ends whose closing mark stands behind a comma; `end` when there is none."""
        for k in range(start + 1, end - 1):
            if self.quoted[k] and not self.quoted[k + 1]:
                return k + 1 if "," in (self.tokens[k].text, self.tokens[k - 1].text) else end
        return end

    def phrase_limit(self, start: int, end: int) -> int:
        """Where content that is a noun phrase ends: before an addition, another act, or a time."""
        tokens = self.tokens
        for k in range(start + 1, end - 1):
            if self.quoted[k]:
                continue
            token, following = tokens[k], tokens[k + 1]
            if token.text in (",", "--", "—", "–"):
                if k > start + 1 and (
                    following.lemma in _ADDITION
                    or following.tag == "DET"
                    or (following.text.endswith("ing") and following.tag == "VERB")
                ):
                    return k
            elif token.tag == "CCONJ" and following.tag == "VERB" and following.text.endswith("ed"):
                return k
            elif token.text in ("during", "while", "when") and k > start:
                return k
            elif token.text in ("on", "in", "late", "early", "last", "this", "at") and following.text.lower() in TIME_WORDS:
                return k
            elif token.text.lower() in _DAYS and k > start:
                return k
        return end

    def embedding(self, at: int, start: int, cue: Cue) -> int:
        """The finite verb behind the clause that the cue's noun is the head of ("those who want A could ..."); else 0."""
        back = at - 1
        while back > self.low and self.tokens[back].tag in ("AUX", "ADV", "PART"):
            back -= 1
        relative = self.tokens[back].text in ("who", "that", "which") and self.tokens[back - 1].tag in ("NOUN", "PROPN", "PRON")
        reduced = self.tokens[at].text.endswith("ing") and self.tokens[at - 1].tag in ("NOUN", "PRON") and at > self.low
        if not (relative or reduced) or not cue.patterns & {"np", "to"} or "any" in cue.patterns:
            return 0
        for k in range(start + 1, self.high):
            token = self.tokens[k]
            if self.quoted[k] or token.text in ("that", "who", "which", "what", "if", "whether", "when", ","):
                return 0
            if token.tag == "AUX" and self.tokens[k - 1].tag in ("NOUN", "PROPN", "ADJ", "ADV", "NUM", "VERB") and token.text not in ("be", "been", "being", "have"):
                return k
        return 0

    def main_clause(self, at: int, start: int) -> int:
        """The comma behind content at `start` where the clause goes on that the cue's clause is only a part of.

        "While X says A, Y acts" and "Noting A, X acts" end at a comma with a subject and a verb behind it,
        "X, who said A, acts" at a comma with a finite verb behind it. 0 when the cue stands in no such clause.
        """
        fronted, relative = self.fronted(at), self.relative(at)
        if not fronted and not relative:
            return 0
        for k in range(start + 1, self.high - 2):
            if self.tokens[k].text != ",":
                continue
            if self.quoted[k]:
                while k < self.high - 2 and self.quoted[k + 1] and self.tokens[k + 1].tag == "PUNCT":
                    k += 1
            if self.quoted[k + 1]:
                continue
            after = k + 1 if relative else phrase_end(self.tokens, k + 1, self.high) + 1
            while after < self.high and self.tokens[after].tag == "ADV":
                after += 1
            if after >= self.high or (fronted and after == k + 1):
                continue
            token = self.tokens[after]
            if token.tag in ("VERB", "AUX") and not token.text.endswith("ing"):
                return k
        return 0

    def contrast(self, start: int) -> int:
        """The comma before a clause in which the writer sets something against what was said; 0 when none."""
        for k in range(start + 2, self.high - 3):
            if self.tokens[k].text not in (",", "—", "–", "--", "-", ";") or self.quoted[k]:
                continue
            if self.tokens[k].text == ";":
                return k
            following = self.tokens[k + 1].text
            if following in _CONTRAST or (following == "even" and self.tokens[k + 2].text in _CONTRAST):
                return k
        return 0

    def fronted(self, at: int) -> bool:
        """Whether the cue's clause opens the sentence and is no main clause."""
        first = self.low
        while first < at and self.tokens[first].tag in ("ADV", "CCONJ"):
            first += 1
        if first == at - 1 and self.tokens[first].tag in ("ADP", "SCONJ"):
            first = at
        if self.quoted[first]:
            return False
        if first == at:
            return self.tokens[at].text.endswith(("ing", "ed"))
        opening = self.tokens[first].text.lower() in _SUBORDINATORS
        return opening and not any(self.tokens[k].text == "," for k in range(first, at))

    def relative(self, at: int) -> bool:
        """Whether the cue stands in a relative clause behind a comma ("X, who had said ...")."""
        back = at - 1
        while back > self.low and self.tokens[back].tag in ("AUX", "ADV", "PART"):
            back -= 1
        return (
            back > self.low + 1
            and self.tokens[back].text in ("who", "which")
            and self.tokens[back - 1].text == ","
        )

    def later_quote(self, body: int) -> bool:
        return any(self.quoted[k] for k in range(body, self.high))

    def resumed(self, body: int, inverted: bool) -> tuple[int, int] | None:
        """Content that goes on behind a parenthetical "X said,"."""
        tokens = self.tokens
        at = body
        while at < self.high and at < body + 10 and tokens[at].tag != "PUNCT":
            at += 1
        if at + 3 >= self.high or tokens[at].text != ",":
            return None
        if self.quoted[at + 1]:
            return (at + 1, self.end())
        following = tokens[at + 1]
        if inverted or following.text.lower() in _TAIL or following.text.endswith("ing"):
            return None
        if any(tokens[k].tag in ("VERB", "AUX") for k in range(at + 1, min(at + 9, self.high))):
            return (at + 1, self.end())
        return None

    def next(self, mark: str, at: int) -> int:
        return next(
            (k for k in range(at, self.high) if self.tokens[k].text == mark and not self.quoted[k]), 0
        )

    def end(self) -> int:
        end = self.high
        while end > self.low and self.tokens[end - 1].text in (".", "!", "?", ";", ","):
            end -= 1
        return end
