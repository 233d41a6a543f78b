"""The chains of one article while its mentions are read, and what each mention joined tells of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dragoman.annotate.actor_names import load_words
from dragoman.annotate.chains import Chain, Chains
from dragoman.annotate.cues import read_cues
from dragoman.annotate.datelines import list_datelines
from dragoman.annotate.lists import ListReader
from dragoman.annotate.plurals import PluralReader
from dragoman.annotate.prose import Prose
from dragoman.annotate.saying import Saying
from dragoman.records import Mention, Quotation, Token

_MANY = ("s", "police", "people", "men", "women", "crowd", "mob")
_THAT = re.compile(r"\bthat,?\s*[“\"'‘]?\Z")
_OBLIQUE = re.compile(
    r"\b(?:to|with|by|of|from|for|after|against|about|on|over|behind|near|in|like|than|under|between)\s+(?:the\s+|a\s+)?\Z"
)


def is_oblique(text: str, start: int, begin: int) -> bool:
    """Whether what stands at `start`, in a sentence or phrase from `begin` on, stands behind a preposition."""
    return _OBLIQUE.search(text, max(begin, start - 16), start) is not None


class Links:
    """Keeps the chains found so far, in reading order."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        overlay: Path | None,
        quotations: Sequence[Quotation] = (),
    ) -> None:
        self.text, self.mentions = text, mentions
        self.ends = {m.start: m.end for m in mentions}
        self.speak_for = load_words(overlay).kinds["speaks_for"]
        self.cues = read_cues(overlay)
        # "Told him that “he would go”" is no direct speech, whatever stands in its quotation marks.
        self.direct = [
            q
            for q in quotations
            if q.kind == "direct" and not _THAT.search(text[max(0, q.content[0].start - 9) : q.content[0].start])
        ]
        self.prose = Prose(text, tokens, [start for start, _ in sentences])
        self.briefs = [start for start, _ in list_datelines(text, sentences)][1:]  # where the next report begins
        self.overlay = overlay
        self.chains = Chains(overlay)
        self.lists = ListReader(text)
        self.plurals = PluralReader(self.prose, self.chains, self.lists, overlay)
        self.saying = Saying(self.prose, mentions, overlay)
        self.short: dict[int, set[str]] = {}  # what the report also calls a body, by offset
        self.told: dict[int, int] = {}  # where a chain was last named outside quotation marks
        self.reached = 0  # where the last mention joined ends
        self.members: tuple[int, tuple[int, ...]] = (-1, ())  # offset and members of the last plural nominal

    def join(self, mention: Mention, chain: Chain) -> Mention:
        """The mention as one of the chain, which is named there."""
        chain.last = mention.start
        self.chains.said.append((mention.start, chain.number))
        if not self.saying.is_quoted(mention.start):
            self.told[chain.number] = mention.start
        self.reached = mention.end
        many = mention.text.lower().endswith(_MANY) and not mention.text.endswith("ss")  # "the Press" is one
        chain.plural = chain.plural or many
        if mention.form not in ("pronoun", "nominal"):
            kind = "" if mention.form == "demonym" else chain.kind  # "Saudi and American mediators"
            self.lists.read(mention.start, mention.end, chain.number, kind)
            chain.weight += 1.0
            if chain.kind == "person" and chain.code:  # who acts for a state makes it salient
                for state in self.chains:
                    if state.kind == "state" and state.code == chain.code:
                        state.weight += 1.0
        return msgspec.structs.replace(mention, chain=chain.number)

    def find_subject(self, chains: Sequence[Chain], offset: int) -> Chain | None:
        """The one of `chains` named first, and in no prepositional phrase, in this sentence or the one before;
        nobody whom another's quotation names ('"Peru is weak," it said')."""
        numbers = {c.number for c in chains}
        aloud = self.saying.is_quoted(offset)
        for back in (0, 1):
            begin = self.prose.begin(offset, back)
            for start, number in self.chains.said[bisect_left(self.chains.said, (begin, 0)) :]:
                if (
                    start < offset
                    and number in numbers
                    and (aloud or not self.saying.is_quoted(start))
                    and not is_oblique(self.text, start, begin)
                ):
                    return self.chains[number]
        return None

    def find_alone(self, fitting: Sequence[Chain]) -> Chain | None:
        """The first of some chains, named last, that stands in no list, else the one told most of."""
        # Named last in a list ("Poland and Hungary"), neither is "the country": rather the one told most of.
        alone = [c for c in fitting if not self.lists.holds(c.last)]
        return next(iter(alone or sorted(fitting, key=lambda c: -c.weight)), None)

    def give_members(self, mention: Mention, members: tuple[int, ...]) -> Mention:
        """The mention as one of several chains."""
        members = tuple(sorted(members))
        self.members = (mention.start, members)
        return msgspec.structs.replace(mention, members=members)
