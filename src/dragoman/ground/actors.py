"""Actor spans to the state or body acted for, sectors, fullest name and office, with the row or rule that decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import structs

from dragoman.annotate.datelines import list_datelines
from dragoman.annotate.setting import is_elsewhere, is_water, names_water
from dragoman.coding.votes import SURE_PARTY
from dragoman.ground.allegiance import Allegiance, Asked
from dragoman.ground.beside import is_related, names_related
from dragoman.ground.choices import Described, pick
from dragoman.ground.lacking import list_lacking
from dragoman.ground.phrases import list_backers, read_phrase
from dragoman.ground.states import is_of_many
from dragoman.ground.told import ToldActors, span_of
from dragoman.records import Actor, Annotation, Mention, Place, Span

# Probability from which somebody whom no words tell is taken to act for a state of the report.
SURE_STATE = 0.4
# ... and by so much likelier than the next: two that are told alike are both unknown.
SURER = 1.1
# How a state was found that no words tell.
LIKELIEST = "likeliest of the report's states"
_POOLED = 4  # mentions of a chain that are asked whom it acts for


def _points_at(pointed: Sequence[tuple[Span, float]], span: Span) -> bool:
    return any(chance >= SURE_PARTY and s.start < span.end and span.start < s.end for s, chance in pointed)


class ActorGrounder:
    """Grounds actor spans of one article: as its words tell them, else with the likeliest of the report's states."""

    def __init__(
        self,
        article_text: str,
        date: date | None,
        annotation: Annotation,
        *,
        places: Sequence[Place] = (),
        overlay: Path | None = None,
    ) -> None:
        self.text, self.date, self.overlay = article_text, date, overlay
        self._places, self._predicates = places, annotation.predicates
        self._told = ToldActors(article_text, date, annotation, places, overlay)
        self._grounded: dict[tuple[int, int], tuple[Actor, ...]] = {}
        self._weighed: dict[tuple[Span, ...], dict[str | None, float]] = {}

    def ground(self, span: Span) -> tuple[Actor, ...]:
        """The actors `span` stands for, each with the span's own offsets: one, or one per member of a plural.

        `code` is null when neither the words nor the chain tell it and no state of the report is likely enough.
        Nobody for a water or a part of its name.
        """
        if is_water(span.text) or names_water(self.text, span.start, span.end):
            return ()
        at = (span.start, span.end)
        if at not in self._grounded:
            mention, actors = self._told.mention_at(span), self._told.read(span)
            if mention is not None and len(mention.members) == len(actors):
                pairs = zip(actors, mention.members, strict=True)
                actors = tuple(self._complete(a, span, chain) for a, chain in pairs)
            elif len(actors) == 1:
                actors = (self._complete(actors[0], span, mention.chain if mention else None),)
            self._grounded[at] = actors
        return self._grounded[at]

    def _complete(self, actor: Actor, span: Span, chain: int | None) -> Actor:
        """The actor with the likeliest of the report's states where none is told."""
        if actor.code is not None and (mention := self._told.mention_at(span)) and mention.form == "pronoun":
            return self._name_linked(actor, chain)
        of_others = is_of_many(span.text, self.overlay) or names_related(span.text, self.overlay)
        if actor.code is not None or of_others:  # "West African leaders", "Lima's neighbours"
            return actor
        if (mention := self._told.mention_at(span)) and (owner := self._told.find_owner(mention, actor.code)):
            (whose,) = self.ground(span_of(owner))
            return structs.replace(actor, code=whose.code)
        code, rule = self._choose(actor, span, chain)
        if code is None or not self._suits(code, span):
            return actor
        return structs.replace(actor, code=code, grounding=f"{actor.grounding or 'no state told'}; {rule}")

    def _choose(
        self, actor: Actor, span: Span, chain: int | None, without: frozenset[str] = frozenset()
    ) -> tuple[str | None, str]:
        """The likeliest of the report's states for an actor, and how it was found; none of `without`."""
        lacking = without | list_lacking(span.text, self.overlay) | list_lacking(actor.role, self.overlay)
        weighed = self._weigh(span, chain, seen=bool(actor.sectors))
        if is_related(span.text, self.overlay):
            lacking |= self.allegiance.list_related(span)
        lacking |= list_backers((self._told.mention_at(span) or span).text, self.overlay)
        code, chance = pick(weighed, SURE_STATE, SURER, lacking)
        if code is None and (namesake := self._find_namesake(span)) and namesake not in without:
            return namesake, "the best known of that name"
        return code, f"{LIKELIEST} {chance:.2f}"

    def choose_other(self, actor: Actor, without: frozenset[str]) -> Actor:
        """An office, group or body whose state was likely, with the likeliest but for `without`; anybody else, and
        where no other is likely, with none."""
        span = Span(actor.start, actor.end, actor.text)
        mention, code, rule = self._told.mention_at(span), None, ""
        if mention is not None and mention.form not in ("person", "pronoun", "nominal"):
            code, rule = self._choose(actor, span, mention.chain, without)
        rule = rule if code else "unknown"
        return structs.replace(actor, code=code, grounding=f"{actor.grounding}: that of the other side, so {rule}")

    def _name_linked(self, actor: Actor, chain: int | None) -> Actor:
        """A pronoun of a state that the encoder gives, with the name and sectors of whom coreference gives, if he is
        taken to be of that state too."""
        named = next(iter(self._list_named(chain)), None) if not actor.sectors else None
        likely = self.ground(span_of(named)) if named else ()
        if len(likely) != 1 or likely[0].code != actor.code:
            return actor
        return structs.replace(actor, sectors=likely[0].sectors, name=likely[0].name, role=likely[0].role)

    def _suits(self, code: str, span: Span) -> bool:
        """Whether a state is not that of the place where several in office meet ("the ministers"): only the encoder can
        tell that they are its own."""
        mention, link = self._told.mention_at(span), self._told.find_link(span)
        several = mention is not None and mention.form == "office" and mention.text.endswith("s")
        return not several or (link is not None and link.likeliest[0] == code)

    def _weigh(self, span: Span, chain: int | None, *, seen: bool) -> dict[str | None, float]:
        """The probability of each state of the report for `span`, or for the words that name its chain; none where
        neither rules (`seen`: they know the words) nor encoder see an actor."""
        named = self._list_named(chain)[:_POOLED]
        spans = tuple(map(span_of, named)) or (span,)
        asked = self._ask(spans[0])
        if not (named or seen or asked.link or self._told.mention_at(span)):
            return {}
        if spans not in self._weighed:
            self._weighed[spans] = self.allegiance.choose([asked, *map(self._ask, spans[1:])], self.overlay)
        return self._weighed[spans]

    def _list_named(self, chain: int | None) -> list[Mention]:
        """The mentions of a chain that name it."""
        chained = self._told.profiles.chains.get(chain, []) if chain is not None else []
        return [m for m in chained if m.form not in ("pronoun", "nominal")]

    @cached_property
    def allegiance(self) -> Allegiance:
        """What the report says of the states that somebody in it may act for."""
        here = [m for m in self._told.mentions if not is_elsewhere(self.text, m.start, m.end)]
        told = ((m.start, {a.code for a in self._told.read(span_of(m))}) for m in here)
        acting = [(at, code) for at, codes in told if len(codes) == 1 for code in codes if code]
        # "Saidov" is a village too
        places = [p for p in self._places if not any(m.start <= p.start < m.end for m in here if m.form == "person")]
        return Allegiance(self.text, self._told.sentences, self._told.states, acting, places, self._told.seats.home)

    def list_parties(self) -> tuple[Actor, ...]:
        """The report's actors that its words or coreference give one state, in reading order; pronouns and datelines
        only of states that nothing else stands for."""
        told = [(m, self._told.read(span_of(m))) for m in self._told.mentions]
        datelines = list_datelines(self.text, self._told.sentences)
        parties = [
            (actors[0], m.form == "pronoun" or any(start <= m.start < body for start, body in datelines))
            for m, actors in told
            if len(actors) == 1 and actors[0].code
        ]
        named = {actor.code for actor, weak in parties if not weak}
        return tuple(actor for actor, weak in parties if not weak or actor.code not in named)

    def list_codes(self, span: Span) -> frozenset[str]:
        """The states that words or coreference give `span`."""
        return frozenset(a.code for a in self._told.read(span) if a.code)

    def describe(self, span: Span) -> Described:
        """The report's states, and None for none of them, with what speaks for each; empty where the words of `span` or
        its chain tell the state."""
        if len(told := self._told.read(span)) != 1 or told[0].code is not None:
            return []
        return self.allegiance.describe(self._ask(span))

    def _ask(self, span: Span) -> Asked:
        mention = self._told.mention_at(span)
        pronoun = mention is not None and mention.form == "pronoun"
        return Asked(span, self._told.find_link(span), self._find_acting(span), pronoun, self._find_namesake(span))

    def _find_namesake(self, span: Span) -> str | None:
        return read_phrase(span.text, self.date, self.overlay).namesake

    def _find_acting(self, span: Span) -> frozenset[str]:
        """States of those who the encoder says act on whom `span` names."""
        codes = frozenset[str]()
        for predicate in self._predicates:
            if _points_at(predicate.recipients, span) and not _points_at(predicate.actors, span):
                codes = codes.union(*(self.list_codes(a) for a, chance in predicate.actors if chance >= SURE_PARTY))
        return codes
