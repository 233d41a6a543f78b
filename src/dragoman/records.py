"""The vocabulary: every record type that passes between stages, and nothing else.

Offsets are half-open, in Unicode code points, into `Article.text`; for every span
`article.text[start:end] == text`. Field names of the published records (Article, MentionRecord,
EventMention, Statement, Commitment, Coded) are the output contract; the others live between two stages.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Factuality = Literal["asserted", "planned", "conditional", "hypothetical", "negated", "denied", "historical"]
MentionKind = Literal["actor", "place", "time"]
Form = Literal[
    "country", "demonym", "capital", "seat", "person", "office", "ministry", "organisation",
    "group", "nominal", "pronoun", "place", "time",
]  # fmt: skip
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["day", "week", "month", "quarter", "year", "decade"]
Basis = Literal["explicit", "relative", "published", "unresolved"]
PublishedBasis = Literal["given", "metadata", "text"]
StatementKind = Literal["direct", "indirect", "mixed"]


class Issue(Struct, frozen=True, omit_defaults=True):
    """A recorded doubt: what could not be known, at which stage, where."""

    stage: str
    code: str
    message: str
    start: int | None = None
    end: int | None = None


class Capture(Struct, frozen=True):
    """One input as it was fetched or read: bytes, where from, and what the source said about them."""

    source: str
    body: bytes
    media_type: str | None = None
    charset: str | None = None
    retrieved_at: str | None = None


class Article(Struct, frozen=True):
    """One report with its frozen text. `sentences` are offsets, filled by annotate."""

    id: str
    source: str
    title: str | None
    byline: str | None
    publisher: str | None
    published_at: str | None
    published_basis: PublishedBasis | None
    language: str | None
    text: str
    sentences: tuple[tuple[int, int], ...] = ()
    url: str | None = None


class Span(Struct, frozen=True):
    """Characters of the article."""

    start: int
    end: int
    text: str


class Token(Struct, frozen=True, gc=False):
    """One word or punctuation mark. `tag` is a Universal POS tag, `lemma` the lower-case base form."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    sentence: int


class Mention(Struct, frozen=True):
    """A found name, nominal, pronoun, place or time expression, before grounding.

    `form` says how it was found; `key` names the table row ("country:KOR", "organisation:NATO",
    "person:sergei-lavrov"), null when no row names it; `chain` numbers what it corefers with in the article;
    `members` are the chains a plural nominal stands for ("the two sides").
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    form: Form
    key: str | None = None
    chain: int | None = None
    members: tuple[int, ...] = ()


class Quotation(Struct, frozen=True):
    """Reported speech: who (speaker span), by which cue, what (one or more content spans), to whom."""

    kind: StatementKind
    content: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    addressees: tuple[Span, ...] = ()
    language: str | None = None


class Predicate(Struct, frozen=True):
    """What the encoder read at one predicate (a trigger, a speech cue, or both), before the codebook.

    Probabilities are calibrated where the model file says how. `types` holds the likeliest event types with
    their probabilities (they and "no event" sum to 1); argument spans come with theirs, `what`, `condition`
    and `due` as one stretch or null. `nearest` is the codebook entry one of whose example phrases is
    most like the predicate, with the likeness (cosine), where the user's codebook has examples.
    """

    sentence: int
    trigger: Span
    types: tuple[tuple[EventType, float], ...]
    mode: str | None
    factualities: tuple[tuple[Factuality, float], ...]
    speech: float
    actors: tuple[tuple[Span, float], ...]
    recipients: tuple[tuple[Span, float], ...]
    places: tuple[tuple[Span, float], ...]
    times: tuple[tuple[Span, float], ...]
    what: Span | None
    condition: Span | None
    due: Span | None
    nearest: tuple[str, float] | None = None


class Link(Struct, frozen=True):
    """What the encoder makes of whom a mention (by its offsets) acts for: the probability of none of the report's
    states, and of each of them by its code."""

    start: int
    end: int
    nobody: float
    states: tuple[tuple[str, float], ...]

    @property
    def likeliest(self) -> tuple[str | None, float]:
        """The likeliest state, or None for none of them, with its probability."""
        return max(((None, self.nobody), *self.states), key=lambda x: x[1])


class Annotation(Struct, frozen=True):
    """What annotate found in one article, in reading order. `predicates` and `links` are empty without the encoder."""

    sentences: tuple[tuple[int, int], ...]
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    predicates: tuple[Predicate, ...] = ()
    links: tuple[Link, ...] = ()


class EventCandidate(Struct, frozen=True):
    """One coded act with the spans that fill its roles, before the spans are grounded.

    `rule` names the codebook row or model output that decided the type; `quotation` indexes
    `Annotation.quotations` when the act stands inside reported speech.
    `what`, `condition`, `due` are set when the act is a commitment; `settled` when the words beside it leave no doubt
    about its factuality ("the now-defunct talks", "the talks were called off"); `mutual` when its actors do it to each
    other, so that nobody else is acted upon.
    """

    event_type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    factuality: Factuality
    confidence: float
    sentence: int
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    place: Span | None
    when: Span | None
    rule: str
    quotation: int | None = None
    what: Span | None = None
    condition: Span | None = None
    due: Span | None = None
    settled: bool = False
    mutual: bool = False


class Actor(Struct, frozen=True):
    """An actor mention with its grounding: state or body acted for, PLOVER sectors, fullest name, office."""

    start: int
    end: int
    text: str
    code: str | None
    sectors: tuple[str, ...]
    name: str | None
    role: str | None
    grounding: str | None = None


class Place(Struct, frozen=True):
    """A place mention with country (ISO 3166 alpha-3), coordinates in degrees and GeoNames id."""

    start: int
    end: int
    text: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    name: str | None = None


class TimeValue(Struct, frozen=True, rename={"from_": "from"}):
    """A time expression: TIMEX3 type and value, the interval it names (ISO dates, both inclusive)."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str | None
    from_: str | None
    to: str | None
    precision: Precision | None
    basis: Basis


class MentionRecord(Struct, frozen=True, omit_defaults=True, rename={"from_": "from"}):
    """A mention as published: the fields of its kind, the others left out."""

    start: int
    end: int
    text: str
    kind: MentionKind
    code: str | None = None
    sectors: tuple[str, ...] | None = None
    name: str | None = None
    role: str | None = None
    grounding: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    type: TimexType | None = None
    value: str | None = None
    from_: str | None = None
    to: str | None = None
    precision: Precision | None = None
    basis: Basis | None = None


class Attribution(Struct, frozen=True):
    """Who is said to have said that the event happened."""

    speaker: Actor | None
    statement_id: str | None


class EventMention(Struct, frozen=True):
    """One report's claim that somebody did something to somebody."""

    id: str
    event_type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad_class: int
    intensity: float
    factuality: Factuality
    confidence: float
    sentence: tuple[int, int]
    trigger: Span
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    when: TimeValue | None
    attribution: Attribution | None
    rule: str


class Statement(Struct, frozen=True):
    """Somebody said something: direct, indirect or mixed, with the exact characters."""

    id: str
    kind: StatementKind
    speaker: Actor | None
    cue: Span | None
    content: tuple[Span, ...]
    addressees: tuple[Actor, ...]
    language: str | None
    event_id: str | None


class Commitment(Struct, frozen=True):
    """Something promised or planned that later reports can show kept or broken."""

    id: str
    event_id: str
    by: tuple[Actor, ...]
    to: tuple[Actor, ...]
    what: Span
    condition: Span | None
    due: TimeValue | None
    status: str = "open"


class Coded(Struct, frozen=True):
    """One article coded: one line of `dragoman code --format jsonl`."""

    article: Article
    mentions: tuple[MentionRecord, ...]
    events: tuple[EventMention, ...]
    statements: tuple[Statement, ...]
    commitments: tuple[Commitment, ...]
    issues: tuple[Issue, ...]

    def __repr__(self) -> str:
        """A line for the report and one for each event, for notebooks and debuggers."""
        counts = f"{len(self.events)} events, {len(self.statements)} statements, {len(self.commitments)} commitments"
        lines = [f"<Coded {self.article.title or self.article.source!r}: {counts}>"]
        for event in self.events:
            who = ", ".join(a.name or a.text for a in event.actors) or "?"
            whom = ", ".join(a.name or a.text for a in event.recipients)
            act = f"{event.event_type} {event.mode or ''}".strip()
            lines.append(f"  {who} | {act} “{event.trigger.text}” | {whom or '-'} | {event.factuality}")
        return "\n".join(lines)
