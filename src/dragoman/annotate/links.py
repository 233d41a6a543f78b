"""The chains of one article while its mentions are read, and what each mention joined tells of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dragoman.annotate.chains import Chain, Chains
from dragoman.annotate.datelines import list_datelines
from dragoman.annotate.lists import ListReader
from dragoman.annotate.plurals import PluralReader
from dragoman.annotate.prose import Prose
from dragoman.annotate.saying import Saying
from dragoman.records import Mention, Token

_MANY = ("s", "police", "people", "men", "women", "crowd", "mob")
_OBLIQUE = re.compile(
    r"\b(?:to|with|by|of|from|for|after|against|about|on|over|behind|near|in|like|than|under|between)\s+(?:the\s+|a\s+)?\Z"
)


class Links:
    """Keeps the chains found so far, in reading order."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        overlay: Path | None,
    ) -> None:
        self.text, self.mentions = text, mentions
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
                    and not _OBLIQUE.search(self.text, max(begin, start - 16), start)
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
