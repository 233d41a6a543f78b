"""Where what is said begins behind a cue."""

from __future__ import annotations

from dragoman.annotate.cues import Cue
from dragoman.annotate.sentence_view import NOT, SentenceView
from dragoman.annotate.subjects import POSSESSIVE, TIME_WORDS, UNITS, Phrase, phrase_end

_CLAUSE_WORDS_LIST = """
that whether if why how what who when where which
"""
_CLAUSE_WORDS = frozenset(_CLAUSE_WORDS_LIST.split())
_ADJUNCT_LIST = """
in on at during to after by through via from before with over about for of
"""
_ADJUNCT = frozenset(_ADJUNCT_LIST.split())
_FRAGMENT = 6  # quoted tokens, marks included
_TITLE = 7  # tokens of a title of a programme or paper, marks included
DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"))
_SHORT_FORM = 2  # letters that an acronym taken for a common noun has more than
_OF_MEDIUM = frozenset(("news", "agency", "radio", "television", "newspaper", "correspondents"))  # "AFP news agency"
_SUBJECTS = frozenset(("this", "there", "today", "tomorrow"))  # words that also tell when or where it was said
_OTHER = frozenset(("same", "following", "next", "previous", "other"))
_SPANS = UNITS | frozenset(("night", "morning", "afternoon", "evening"))
_SEASONS = frozenset(("spring", "summer", "autumn", "fall", "winter", "weekend", "season"))
_NOMINATIVE = frozenset(("he", "she", "they", "we", "I"))
_CONDITIONS = frozenset(("if", "when", "unless", "once"))  # "said, if elected, she would"
_STOPS = frozenset(("that", ":", ",", ";"))
_NOMINAL = frozenset(("PRON", "DET", "PROPN", "NOUN", "NUM", "ADJ", "CCONJ"))


class Contents(SentenceView):
    """The view of a sentence that knows where content starts."""

    def content_start(self, body: int, cue: Cue) -> int | None:
        """First token of the content that follows the cue; None when nothing that could be content follows."""
        tokens, at = self.tokens, body
        at = self._past_programme(at)
        at += self._later(at)
        while (
            at < self.high
            and not self.quoted[at]
            and not self._begins(at)
            and (
                self._tells_when(at) or (tokens[at].tag == "ADV" and tokens[at].text.lower() not in _CLAUSE_WORDS | NOT)
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
        if cue.word == "say" and self._tells_nothing(at):
            return None
        if token.text == ":":
            return at + 1 if at + 1 < self.high else None
        if token.text == "," and at + 1 < self.high and self.quoted[at + 1]:
            return at + 1
        if token.text in ("that", "That") and not self.points(at):
            return at + 1
        if self.quoted[at]:
            return at
        if token.tag == "PUNCT" or token.lemma in ("and", "but", "or") or self._attends(at):
            return None
        infinitive = token.lemma == "to" and self.infinitive(at)
        linked = token.tag in ("ADP", "SCONJ") and token.text.lower() not in _CLAUSE_WORDS
        if jump is None and linked and not infinitive:
            return at if cue.patterns & {"np", "named"} and token.lemma in ("as", "like", "about") else None
        return at if self.fits(at, cue) else None

    def _tells_when(self, at: int) -> bool:
        """Whether the word at `at` is of a time: "Monday", "this summer"."""
        season = self.tokens[at].text in _SEASONS and self.tokens[at - 1].text in ("this", "last", "next")
        return season or self.tokens[at].text.lower() in TIME_WORDS

    def _later(self, at: int) -> int:
        """How many words tell at `at` when or where it was said ("said two hours later it had left", "said the same
        day that", "said there that")."""
        day = [t.text for t in self.tokens[at : at + 4]]
        if day[:1] == ["the"] and day[3:] == ["that"] and day[1] in _OTHER and day[2] in _SPANS:
            return 3
        if day[:2] in (["there", "that"], ["here", "that"]):
            return 1
        k = at
        while k < self.high - 1 and self.tokens[k].tag in ("NUM", "DET", "ADJ"):
            k += 1
        later = k + 1 < self.high and self.tokens[k].tag == "NOUN" and self.tokens[k + 1].text in ("later", "earlier")
        return k + 2 - at if later else 0

    def asks(self, cue: Cue, at: int) -> bool:
        """Whether a question stands behind a verb of saying ("say whether", "say who")."""
        word = self.tokens[at].text if at < self.high else ""
        return cue.word == "say" and word != "that" and word in _CLAUSE_WORDS

    def _tells_nothing(self, at: int) -> bool:
        """Whether a thing that is no word on anything is said ("said goodbye", "said a prayer")."""
        last = phrase_end(self.tokens, at, self.high)
        named = any(self.tokens[k].text in self.cues.beside["thing"] for k in range(at, min(last, at + 2) + 1))
        return named and not self.quoted[at] and not self.clause_follows(at)

    def _attends(self, at: int) -> bool:
        """Whether it is told what the speaker did meanwhile ("said when attending the talks")."""
        following = self.tokens[at + 1] if at + 1 < self.high else None
        return self.tokens[at].text == "when" and following is not None and following.text.endswith("ing")

    def _begins(self, at: int) -> bool:
        """Whether a time or an adverb is the first word of the content ("June was late", "nearly half of them")."""
        token, following = self.tokens[at], self.tokens[at + 1] if at + 1 < self.high else None
        if following is None:
            return False
        if token.text.lower() in TIME_WORDS and following.text in ("'s", "’s"):
            return True
        if token.text in _SUBJECTS and following.tag in ("AUX", "VERB") and not following.text.endswith("ing"):
            return True  # "said this has worked", "say there have been delays"
        if token.text == "this" and self._points_at_thing(at):
            return True
        if token.text.lower() in TIME_WORDS and token.tag == "PROPN":
            return following.tag in ("AUX", "VERB") and not following.text.endswith("ing")
        if token.tag != "ADV":
            return False
        if token.text in self.cues.beside["focus"] and following.tag in _NOMINAL:
            clause = following.text == "that" and not self.points(at + 1)
            return following.text.lower() not in TIME_WORDS and not clause
        if following.tag == "NUM" or following.text.lower() in ("half", "every", "all", "everyone", "no"):
            return True
        return following.tag == "NOUN" and following.text.lower() not in TIME_WORDS and not token.text.endswith("ly")

    def _points_at_thing(self, this: int) -> bool:
        """Whether the subject of a clause begins with the "this" at `this` ("said *this firm* paid", "said *this week's
        talks* failed"), and no time does."""
        if this + 2 < self.high and self.tokens[this + 2].text in ("'s", "’s"):
            return True
        last = phrase_end(self.tokens, this, self.high)
        if last <= this or self.tokens[last].tag != "NOUN" or not self.clause_follows(this):
            return False
        return not any(t.lemma.lower() in TIME_WORDS | _SPANS | _SEASONS for t in self.tokens[this + 1 : last + 1])

    def points(self, at: int) -> bool:
        """Whether "that" is no conjunction but points at a thing ("decried that plan")."""
        following = self.tokens[at + 1] if at + 1 < self.high else None
        ended = following is None or following.text in (".", ";", "?", "!") or following.tag == "CCONJ"
        if following is None or (ended and not self.quoted[at + 1]):
            return True
        if following.text == "," and at + 2 < self.high and not self.quoted[at + 1]:
            return self.tokens[at + 2].text.endswith("ing") or self.tokens[at + 2].lemma in ("and", "but", "though")
        last = phrase_end(self.tokens, at, self.high)
        if self.tokens[at].tag != "DET" or last <= at:
            return False
        goes_on = last + 1 < self.high and self.tokens[last + 1].tag in ("VERB", "AUX", "ADV", "PART")
        return not goes_on and not self.clause_follows(at + 1)

    def meets(self, at: int) -> bool:
        """Whether the word at `at` is a meeting that was taken for a verb ("told a press briefing that")."""
        if at + 1 >= self.high or self.tokens[at].tag != "VERB" or not self.tokens[at].text.endswith("ing"):
            return False
        following = self.tokens[at + 1]
        stopped = following.tag in ("ADP", "PUNCT", "SCONJ") or following.text.lower() in TIME_WORDS
        return self.tokens[at - 1].tag in ("NOUN", "ADJ") and stopped

    def heard(self, told: Phrase) -> Phrase:
        """Who is told, without the subject of a clause behind it ("told reporters the plan had failed")."""
        clause = self.tokens[told.last + 1].text == "that" if told.last + 1 < self.high else True
        for k in range(told.first + 1, told.last + 1) if not clause else ():
            if self._is_medium(k - 1) and not self._is_medium(k) and self.clause_follows(k):
                return Phrase(told.first, k - 1)  # "told Reuters talks with Peru had failed"
        following = told.last + 1
        while following < self.high and self.tokens[following].tag in ("ADV", "PART"):
            following += 1
        if not self.finite(following):
            return told
        for k in range(told.first + 1, told.last + 1):
            token, before = self.tokens[k], self.tokens[k - 1]
            medium = self._is_medium(k - 1) and token.text not in self.cues.beside["medium"]
            opens = token.tag in ("DET", "NUM") or token.text in POSSESSIVE
            named = token.tag == "PROPN" and (medium or before.tag == "NOUN")
            many = token.tag in ("NOUN", "ADJ") and before.tag == "NOUN" and before.lemma != before.text.lower()
            if before.tag in ("NOUN", "PROPN") and (opens or named or (many and self.tokens[following].tag == "AUX")):
                return Phrase(told.first, k - 1)
        return told

    def _is_medium(self, at: int) -> bool:
        """Whether the word at `at` is the name of a news medium, or goes on in one ("AFP", "AFP news agency")."""
        token = self.tokens[at]
        short = token.text.isupper() and (token.tag == "PROPN" or len(token.text) > _SHORT_FORM)
        named = short or (token.tag == "PROPN" and token.text in self.cues.beside["medium"])
        return named or (token.text in _OF_MEDIUM and self._is_medium(at - 1))

    def past_adjunct(self, at: int) -> int | None:
        """Behind an adjunct such as "in a statement", when "that", a colon or quoted words follow it."""
        tokens = self.tokens
        if tokens[at].text == ",":
            return self.past_parenthesis(at)
        if tokens[at].lemma not in _ADJUNCT or tokens[at].tag not in ("ADP", "SCONJ", "PART"):
            return None
        if tokens[at].lemma == "to" and self.infinitive(at):
            return None
        for k in range(at + 1, min(at + 16, self.high)):
            if self.quoted[k]:
                return self._past_title(k) or (k if self.speaks(k) else None)
            if tokens[k].text in ("that", ":"):
                return k
            if tokens[k].text == "," and k + 1 < self.high and self.quoted[k + 1]:
                return k
            if tokens[k].tag == "PUNCT":
                return self.past_place(k)
            if self._new_subject(k, at + 1):
                return k
            day = tokens[k].text.lower() in DAYS and k + 2 < self.high
            if day and tokens[k + 1].tag in _NOMINAL and tokens[k + 1].text not in ("that", "and"):
                return k + 1
        return None

    def infinitive(self, at: int) -> bool:
        """Whether the "to" at `at` opens an infinitive, its verb taken for a noun ("vowed to block any deal")."""
        if at + 1 >= self.high:
            return False
        following = self.tokens[at + 1]
        base = self.tokens[at].tag == "PART" and following.lemma == following.text
        return following.tag in ("VERB", "AUX") or base

    def _new_subject(self, at: int, low: int) -> bool:
        """Whether a clause without "that" begins behind a noun ("said in a statement it had left")."""
        token = self.tokens[at]
        if token.text in _NOMINATIVE | {"there"} and at + 1 < self.high and self.tokens[at + 1].tag in ("VERB", "AUX"):
            return self.tokens[at - 1].text not in _CLAUSE_WORDS  # not "at what he called"
        if at <= low:
            return False
        starts = token.text == "it" or token.tag in ("DET", "PROPN", "NUM") or token.text in POSSESSIVE
        quoted = token.text == "it" and at + 1 < self.high and self.quoted[at + 1]
        named = self.tokens[at - 1].tag == "PROPN" and token.tag not in ("PROPN", "NUM")
        if not starts or token.text.lower() in TIME_WORDS or not (named or self.tokens[at - 1].tag == "NOUN"):
            return False
        if not quoted and not self.clause_follows(at):
            return False
        ahead = (t.text for t in self.tokens[at + 1 : self.high])
        return next((word for word in ahead if word in _STOPS), "") not in ("that", ":")

    def past_place(self, comma: int) -> int | None:
        """The "that" behind what two commas put aside ("said in Bergen, Norway, that", "on Monday, a day after the
        vote, that"); None where none is there."""
        closing = self.next(",", comma + 1)
        aside = self.tokens[comma + 1 : closing]
        told = any(t.tag in ("VERB", "AUX", "CCONJ") for t in aside)
        closed = aside and not told and closing < self.high - 1 and self.tokens[comma].text == ","
        return closing + 1 if closed and self.tokens[closing + 1].text == "that" else None

    def past_setting(self, at: int) -> int | None:
        """Where content begins whose clause stands behind an adverbial and a comma: at the adverbial, but behind the
        place ("said *after the talks, Peru left*", "said in Oslo, *he would leave*"); behind the "that" after what
        commas put aside; None where no clause stands so."""
        comma = self.next(",", at) if at < self.high and self.tokens[at].tag in ("ADP", "SCONJ") else 0
        if comma and (that := self._that_behind_comma(comma)):
            return that + 1
        told = any(t.tag in ("VERB", "AUX", "PUNCT") for t in self.tokens[at:comma])
        if not comma or told or any(self.quoted[at : comma + 1]) or not self.clause_follows(comma + 1):
            return None
        return comma + 1 if self.tokens[at].lemma in ("in", "at", "on", "to") else at

    def _that_behind_comma(self, comma: int) -> int:
        """The "that" behind what commas from `comma` on put aside ("said at the talks, which Peru led, *that*"); else
        0."""
        for k in range(comma + 1, self.high - 1):
            if self.quoted[k]:
                return 0
            if self.tokens[k].text == "that" and self.tokens[k - 1].text == ",":
                return k if self.clause_follows(k + 1) else 0
        return 0

    def title_end(self, at: int) -> int:
        """Behind the few quoted words that begin at `at` and may be a title; 0 when they are more or a sentence."""
        end = at
        while end < self.high and self.quoted[end]:
            end += 1
        return end if end - at <= _TITLE and end < self.high and self.tokens[end - 2].text not in (".", "!", "?") else 0

    def _past_programme(self, at: int) -> int:
        """Behind a title that whoever is told owns ("told RTL*'s “World News”* that"); else `at`."""
        owned = at + 1 < self.high and self.tokens[at].text in ("'s", "’s", "'", "’") and self.quoted[at + 1]
        return (self.title_end(at + 1) or at) if owned else at

    def _past_title(self, at: int) -> int:
        """The "that" behind a title and a time ("said on “World News” on Sunday that"); 0 when none is there."""
        that = self.title_end(at)
        while 0 < that < self.high - 1 and (self.tokens[that].tag == "ADP" or self._tells_time(that)):
            that += 1
        clause = 0 < that < self.high - 1 and self.tokens[that].text == "that"
        return that if clause and self.tokens[that + 1].tag not in ("VERB", "AUX") else 0

    def _tells_time(self, at: int) -> bool:
        return self.tokens[at].text.lower() in TIME_WORDS or self.tokens[at].tag == "NUM"

    def speaks(self, at: int) -> bool:
        """Whether the quote that begins at `at` is more than a name or a word that the writer keeps at a distance."""
        end = at
        while end < self.high and self.quoted[end]:
            end += 1
        long = end - at > _FRAGMENT or end >= self.high - 1
        return long or any(t.tag in ("VERB", "AUX") for t in self.tokens[at:end])

    def past_parenthesis(self, at: int) -> int | None:
        for k in range(at + 1, min(at + 14, self.high - 1)):
            if self.tokens[k].text == "," and self.tokens[k + 1].text == "that":
                return k + 1
        condition = at + 1 < self.high and self.tokens[at + 1].text in _CONDITIONS
        closing = self.next(",", at + 1) if condition else 0
        opens = not any(self.tokens[k].text == "," or self.quoted[k] for k in range(self.low, at))
        return at + 1 if opens and closing and self.clause_follows(closing + 1) else None

    def fits(self, at: int, cue: Cue) -> bool:
        """Whether what begins at `at` is a construction that the cue governs."""
        token, patterns = self.tokens[at], cue.patterns
        if token.text.lower() in _CLAUSE_WORDS:
            return bool(patterns & {"any", "that", "np", "quoted", "named"})
        if token.text in NOT and at + 1 < self.high:
            token = self.tokens[at + 1]
        if token.lemma == "to" and token.tag in ("PART", "ADP"):
            return "to" in patterns
        if "any" in patterns or "np" in patterns or ("ing" in patterns and self._tells_deed(at)):
            return True
        if "quoted" in patterns and any(self.quoted[k] for k in range(at, self.high)):
            return True
        if "named" in patterns and self.names(at):
            return True
        return "that" in patterns and self.clause_follows(at)

    def _tells_deed(self, at: int) -> bool:
        """Whether an -ing form tells what was done ("reported seeing smoke"), not of what kind a thing is."""
        token = self.tokens[at]
        if token.tag not in ("VERB", "AUX") or not token.text.endswith("ing"):
            return False
        named = at + 1 < self.high and self.tokens[at + 1].tag in ("NOUN", "ADJ")
        return not (named and token.text in self.cues.beside["kind"])  # "reported operating losses"

    def names(self, at: int) -> bool:
        """Whether a thing and what it is called begin at `at` ("him a traitor", "the raid lawful")."""
        tokens = self.tokens
        last = phrase_end(tokens, at, self.high)
        if last < at:
            return False
        if tokens[at].tag == "PRON" and last == at:
            return at + 1 < self.high and (self.quoted[at + 1] or tokens[at + 1].tag in ("DET", "ADJ", "NOUN", "PROPN"))
        if any(tokens[k].tag == "DET" and tokens[k - 1].tag in ("NOUN", "PROPN", "ADJ") for k in range(at + 1, last)):
            return True
        following = tokens[last + 1] if last + 1 < self.high else None
        if following is not None and following.lemma == "as":
            return True
        return last > at and (tokens[last].tag == "ADJ" or (following is not None and following.tag == "DET"))
