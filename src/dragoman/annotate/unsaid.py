"""Verbs of saying by which nothing was said: they tell what kind a thing is, what was not or what will be said."""

from __future__ import annotations

from dragoman.annotate.behind import Behind
from dragoman.annotate.cue_words import names_person
from dragoman.annotate.cues import Cue
from dragoman.annotate.overlaps import THOUGHT
from dragoman.annotate.subjects import POSSESSIVE, phrase_end

_ARTICLES = POSSESSIVE | {"a", "an", "the", "'s", "’s"}
_UNNAMED = 6  # tokens between a verb and what is kept back
_TO_BE_NAMED = frozenset(("not", "to", "be", "remain", "for", "on", "that", "he", "she", "they", "his", "her", "name"))
_TO_SAY = frozenset(("announce", "accuse", "demand", "commit", "refuse"))
_ASKED = frozenset(("about", "over", "for"))  # behind whom somebody questions; not "questioned Peru's stance"
_BEFORE_CLAUSE = frozenset(("any", "that", "to"))


class Unsaid(Behind):
    """The view of a sentence that knows which reporting words report nothing."""

    def is_owned(self, at: int) -> bool:
        """Whether the word at `at` is somebody's, so that it is no verb ("Ruiz's remarks", "her opening remarks")."""
        before = at - 1
        while before > self.low and self.tokens[before].tag in ("ADJ", "NOUN"):
            before -= 1
        owns = before >= self.low and (self.tokens[before].lemma == "'s" or self.tokens[before].text in POSSESSIVE)
        return owns and (before == at - 1 or self.tokens[before - 1].tag == "ADP") and not self.quoted[before]

    def is_unsaid(self, at: int, after: int, cue: Cue) -> bool:
        """Whether nothing was said by the verb at `at`: it is no verb of its clause, or tells what was not or will be
        said ("without saying when", "did not comment on the raid", "will urge Peru to stay")."""
        before = self.tokens[at - 1] if at > self.low else None
        if (before is not None and before.lemma in ("without", "nor")) or self.not_finite(at, before):
            return True
        following = self.tokens[after] if after < self.high and not self.quoted[after] else None
        helps = following is not None and (following.tag == "AUX" or following.lemma in ("have", "say"))
        if following is not None and following.text.endswith("ing"):
            helps = False  # "confessed to being late"
        if helps and not cue.patterns & _BEFORE_CLAUSE:
            return True  # "rights advocates have", "the plan Ruiz backs was late": no thing follows
        if cue.word == "question" and self._is_interrogated(after):
            return True
        if self._is_epithet(at) or self._stays_unnamed(at, after, cue):
            return True
        if (cue.kind in ("announce", "accuse") or self.asks(cue, after)) and self.negated(at):
            return True
        goes_on = cue.word == "continue" and following is not None and following.lemma == "to"
        if self.required(at) or (goes_on and self.infinitive(after)):
            return True
        return self._apposed(at) or ((cue.kind in _TO_SAY or cue.word == "announce") and self.foreseen(at))

    def _is_epithet(self, at: int) -> bool:
        """Whether the verb at `at` only tells what kind of thing follows ("a previously proposed merger", "includes
        pledged delegates", "of publicly listed firms")."""
        before = at - 1
        while before > self.low and self.tokens[before].tag == "ADV":
            before -= 1
        noun = self.tokens[at + 1].tag in ("NOUN", "ADJ") if at + 1 < self.high else False
        if not noun or before < self.low or self.quoted[before] or not self.tokens[at].text.endswith("ed"):
            return False
        token = self.tokens[before]
        if token.text.lower() in _ARTICLES or (token.tag == "PART" and token.lemma == "'"):
            return True
        if self.tokens[at - 1].text.endswith("ly"):
            return token.tag == "ADP"
        present = token.text in (token.lemma, token.lemma + "s", "including") and token.lemma not in ("have", "get")
        return before == at - 1 and token.tag == "VERB" and present

    def _is_interrogated(self, at: int) -> bool:
        """Whether people stand at `at` whom somebody questions ("questioned 30 suspects", "questioned him", "questioned
        Ruiz about it")."""
        if at + 2 < self.high and self.tokens[at + 1].text == "than":
            at += 2  # "questioned more than 30 suspects"
        last = phrase_end(self.tokens, at, self.high)
        if last < at or self.quoted[at]:
            return False
        last = next((k - 1 for k in range(at + 1, last) if self.tokens[k].tag == "ADP"), last)
        if self.tokens[last].tag == "PROPN" and last + 1 < self.high:
            return self.tokens[last + 1].text in _ASKED
        people = names_person(self.tokens[last]) and self.tokens[last - 1].lemma not in ("'s", "'")
        return people or self.tokens[last].text in ("him", "them", "people")

    def _stays_unnamed(self, at: int, after: int, cue: Cue) -> bool:
        """Whether who speaks only keeps his name back ("who asked not to be named", "requested anonymity")."""
        words = [t.text for t in self.tokens[after : min(after + _UNNAMED, self.high)]]
        count = next((n for n, word in enumerate(words) if word not in _TO_BE_NAMED), len(words))
        kept = count < len(words) and words[count] in self.cues.beside["unnamed"]
        refused = cue.kind == "refuse" or "not" in words[:count] or self.negated(at)
        return kept and (refused or words[count].startswith("anonym"))

    def describes_thing(self, at: int, after: int, cue: Cue, participle: bool) -> bool:
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
