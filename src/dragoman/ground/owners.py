"""Whose spokesman, party or embassy somebody is, by the possessor that stands before it or whom he speaks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.records import Mention, Span

_OWNED = re.compile(r"\b(its|his|her|their)\s+(?:[a-z-]+\s+){0,2}\Z", re.I)
_OWNED_IN = re.compile(r"(its|his|her|their)\s", re.I)
_PERSONS_OWN = re.compile(r"\b(?:his|her)\s\Z", re.I)
_NAMED = re.compile(r"([A-Z][\w-]+(?:\s[A-Z][\w-]+)*)['’]s?\s")
_FOR = re.compile(r"\s+for\s+(?:the\s+)?")
_ALONE = re.compile(r".{0,2}\b(?:an?|the) spokes(?:man|woman|person)", re.I | re.S)
_REACH = 30  # characters
_BACK = 2  # sentences
_PERSONS = ("person", "office")
_BODIES = ("country", "capital", "seat", "organisation", "ministry", "group")


class Owners:
    """The possessors in one text; `mentions` are its actor mentions in reading order, `speakers` who is quoted."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        mentions: Sequence[Mention],
        speakers: Sequence[Span] = (),
    ) -> None:
        self.text, self.sentences, self.mentions = text, sentences, mentions
        self._starts = {m.start: m for m in mentions}
        self._speakers = sorted(speakers, key=lambda s: s.start)

    def find_named(self, mention: Mention) -> Mention | None:
        """The person of the report whose name is the possessor in the mention itself ("Rastelli's lawyer")."""
        name = _NAMED.match(mention.text) if mention.form != "person" else None
        if name is None:
            return None
        same = [m for m in self.mentions if m.form == "person" and m.text.endswith(name.group(1))]
        before = [m for m in same if m.end <= mention.start]
        return before[-1] if before else next((m for m in same if m.start > mention.end), None)

    def find_meant(self, mention: Mention) -> Mention | None:
        """Whom "its", "his" or "their" before a mention means: of the sentence's actors before it the first that it can
        mean (right for 32 of 38 offices of every fifth marked passage), else, where it opens the sentence, of the
        sentence before."""
        number = next((n for n, (a, b) in enumerate(self.sentences) if a <= mention.start < b), 0)
        begin = self.sentences[number][0] if self.sentences else 0
        before = _OWNED.search(self.text, max(begin, mention.start - _REACH), mention.start)
        word = before or _OWNED_IN.match(mention.text)
        if word is None:
            return None
        within = [m for m in self.mentions if begin <= m.start and m.end <= mention.start]
        forms = {"its": _BODIES, "their": ()}.get(word.group(1).lower(), _PERSONS)
        if meant := next((m for m in within if m.form in forms), None):
            return meant
        opens = number and word.start() - (0 if before else -mention.start) <= begin + 1
        of_person = forms == _PERSONS and number
        earlier = [m for m in self.mentions if self.sentences[number - 1][0] <= m.start < begin]
        told = [m for m in earlier if m.form in forms and not m.text.endswith("s")]
        if within:  # "Ghana warned his deputy": of who was told of before
            return next(iter(told if of_person else ()), within[0])
        return next(iter(told if opens else ()), None)

    def is_persons(self, mention: Mention) -> bool:
        """Whether a group or body is somebody's who is told of as "he" or "she" ("his government", "her party")."""
        before = _PERSONS_OWN.search(self.text, max(0, mention.start - _REACH), mention.start)
        return mention.form in ("group", "ministry") and before is not None

    def find_spoken_for(self, mention: Mention) -> Mention | None:
        """The body that spoke last before "a spokesman said", in the sentence before or the one before that."""
        if not _ALONE.fullmatch(self.text, max(0, mention.start - 4), mention.end):
            return None
        last = next((s for s in reversed(self._speakers) if s.end <= mention.start), None)
        if last is None or sum(last.end <= start <= mention.start for start, _ in self.sentences) > _BACK:
            return None
        said = (m for m in self.mentions if (m.start, m.end) == (last.start, last.end))
        return next((m for m in said if m.form in _BODIES), None)

    def find_served(self, mention: Mention) -> Mention | None:
        """Whom somebody speaks for: "a spokesman for the rebels"."""
        served = _FOR.match(self.text, mention.end) if mention.form == "office" else None
        return self._starts.get(served.end()) if served else None
