"""Acts found in an article: frames matched, roles filled, the single-category rule applied, factuality read.

One pass over the sentences; only those with a trigger word and an actor are looked at closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman.annotate.datelines import body_start
from dragoman.coding.acts import Act, find_acts, read_future, split_sides
from dragoman.coding.arguments import Roles
from dragoman.coding.background import is_historical
from dragoman.coding.certainty import UNBOUND, is_bound
from dragoman.coding.clause_modes import find_clause_mode, lend_modes
from dragoman.coding.clauses import clause_limit, content_start, infinitive_end
from dragoman.coding.codebook import Codebook, Frame
from dragoman.coding.commitments import Terms, find_terms
from dragoman.coding.contexts import find_contexts
from dragoman.coding.deciding import Reading, load_cues
from dragoman.coding.factuality import ASSERTED, read_factuality
from dragoman.coding.frames import NEGATIONS
from dragoman.coding.happening import is_dated_ahead, is_dropped, read_ahead, read_fate
from dragoman.coding.means import find_means
from dragoman.coding.parties import find_parties, is_doubtful, is_political
from dragoman.coding.units import SentenceView, view_sentence
from dragoman.coding.votes import COMMITTING, UNBINDING
from dragoman.coding.whenwhere import find_when, find_where
from dragoman.records import Annotation, EventCandidate, EventType, Mention, Quotation, Span, Token

# The CAMEO code of a threat of protests or strikes, for which PLOVER has no mode: "threatened to go on strike".
DISSENT = "133"
# Of an act that its noun's own verb tells as one to come ("the talks will begin").
_AHEAD = 1.8
_BEGINS = frozenset(("VERB", "AUX", "ADV", "ADJ"))  # behind "to": "to bring", "to fast track"
_NONE = (["no", "one"], ["none", "of"])


def code_events(
    text: str,
    annotation: Annotation,
    codebook: Codebook,
    *,
    published_year: int | None = None,
    doubtful: bool = False,
) -> tuple[EventCandidate, ...]:
    """Acts of political actors told in `text`, in reading order, each with the spans that fill its roles.

    A year that is the report's own (`published_year`) makes no act historical. With `doubtful`, violence and arrests
    of private people alone are given too: only the encoder can tell which are political.
    """
    tokens = _by_sentence(annotation.tokens, len(annotation.sentences))
    mentions = _mentions_by_sentence(annotation)
    parties = find_parties(annotation.mentions, codebook.overlay)
    found: list[EventCandidate] = []
    for number, (told, named) in enumerate(zip(tokens, mentions, strict=True)):
        begin = body_start(text, *annotation.sentences[number])
        words, here = [t for t in told if t.start >= begin], [m for m in named if m.start >= begin]
        if not any(m.kind == "actor" for m in here) or not _has_trigger(words, codebook):
            continue
        view = view_sentence(words, here)
        sentence = text[begin : annotation.sentences[number][1]]
        times = tuple(m for m in here if m.kind == "time")
        acts = list(find_acts(view, codebook))
        coded = [
            _candidate(text, number, view, act, times, here, annotation.quotations, codebook, published_year)
            for act in acts
        ]
        told_of = lend_modes((c for c in coded if c is not None), codebook)
        public = [c for c in told_of if is_political(c, parties, sentence, codebook.overlay)]
        kept = _without_repeats(public)
        if doubtful:
            others = [c for c in told_of if c not in public and is_doubtful(c) and not codebook.frames[c.rule].own]
            kept += _without_repeats([c for c in others if not any(_same(k, c) for k in kept)])
        found += sorted(kept, key=lambda c: c.trigger.start)
    return tuple(found)


def _by_sentence(tokens: Sequence[Token], count: int) -> list[list[Token]]:
    found: list[list[Token]] = [[] for _ in range(count)]
    for token in tokens:
        found[token.sentence].append(token)
    return found


def _mentions_by_sentence(annotation: Annotation) -> list[list[Mention]]:
    found: list[list[Mention]] = []
    mentions, at = sorted(annotation.mentions, key=lambda m: m.start), 0
    for _, end in annotation.sentences:
        here = []
        while at < len(mentions) and mentions[at].start < end:
            here.append(mentions[at])
            at += 1
        found.append(here)
    return found


def _has_trigger(words: Sequence[Token], codebook: Codebook) -> bool:
    return any(t.lemma in codebook.triggers or t.text.lower() in codebook.forms for t in words)


def _candidate(
    text: str, number: int, s: SentenceView, act: Act, times: tuple[Mention, ...], here: Sequence[Mention],
    quotations: Sequence[Quotation], codebook: Codebook, published_year: int | None,
) -> EventCandidate | None:  # fmt: skip
    frame = act.match.trigger.frame
    head = act.match.head
    reading = read_factuality(s, head, codebook.overlay)
    if any(s.tag[at] == "AUX" or s.low[at] in NEGATIONS for at in act.match.before):
        reading = Reading("asserted", ASSERTED)  # What the wording itself says ("did not *sign") is its meaning.
    noun = next((i for i in reversed(act.match.used) if s.tag[i] == "NOUN"), head) if frame.kind == "n" else head
    ahead = read_ahead(s, noun, codebook.overlay) if reading.kind == "asserted" else None
    told_now = act.event_type == "THREATEN" or act.event_type in UNBINDING  # "rejects the talks next week"
    ahead = "planned" if reading.kind == "asserted" and not told_now and is_dated_ahead(s, head) else ahead
    reading = Reading(ahead, _AHEAD) if ahead else reading
    kind, mode, cameo, factuality = read_future(s, act, reading, codebook)
    roles = split_sides(s, act) if kind == "AGREE" != act.event_type else act.roles
    if not frame.own and (named := _find_mode(s, act, kind, mode, roles, codebook)):
        cameo = codebook.entry(kind, named).cameo if kind == "ASSAULT" else cameo
        mode = named
    if act.composed and kind not in ("AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN") and factuality == "asserted":
        factuality = "planned"
    if factuality == "asserted" and kind == act.event_type and is_historical(s, head, published_year):
        factuality = "historical"
    undone = is_dropped(s, head, codebook.overlay) or _has_none(s, act.match.used)
    fate = "negated" if undone else read_fate(s, noun, codebook.overlay)
    factuality = fate or factuality
    first, last = (act.match.used[0], act.match.used[-1]) if act.told is None else (act.told, act.told)
    start, end = s.tokens[first].start, s.tokens[last].end
    trigger = Span(start, end, text[start:end])
    terms = _terms(text, s, act, kind, factuality, times, future=is_bound(reading), overlay=codebook.overlay)
    sentence = (s.tokens[0].start, s.tokens[-1].end)
    contexts = find_contexts(codebook.contexts, s.low, text[sentence[0] : sentence[1]].lower())
    return EventCandidate(
        event_type=kind, mode=mode, contexts=contexts, cameo=cameo, factuality=factuality,
        confidence=_confidence(frame, act), sentence=number, trigger=trigger,
        actors=_spans(s, roles.actors), recipients=_spans(s, roles.recipients),
        place=find_where(s, trigger, kind, codebook.overlay), when=find_when(s, trigger, here, codebook.overlay),
        rule=frame.id,
        quotation=find_quotation(quotations, trigger),
        what=terms.what if terms else None, condition=terms.condition if terms else None,
        due=terms.due if terms else None,
        settled=fate is not None or reading.settled or reading.kind == "historical" or act.told is not None,
    )  # fmt: skip


def _has_none(s: SentenceView, used: Sequence[int]) -> bool:
    """Whether an act is done to none: "sent no troops", "killed nobody"; not in "a no confidence vote"."""
    nouns = (i for i in used[1:] if s.tag[i] == "NOUN" and s.low[i - 1] == "no" and i - 1 not in used)
    if any(s.tag[i - 2] != "DET" for i in nouns):
        return True
    at = used[-1] + 1
    at += s.low[at : at + 1] == ["to"]
    behind = s.low[at : at + 2]
    return s.tag[used[0]] == "VERB" and (behind[:1] in (["nobody"], ["nothing"]) or behind in _NONE)


def _find_mode(
    s: SentenceView, act: Act, kind: EventType, mode: str | None, roles: Roles, codebook: Codebook
) -> str | None:
    """The mode that the clause of an act gives it where its own words leave that open; of shots that of the weapon."""
    frame, used, limit = act.match.trigger.frame, act.match.used, act.site.limit
    if kind == "ASSAULT" and mode in (None, "firearms"):
        named = find_means(s, used, act.match.head, limit, _words_of(s, roles.recipients), codebook.overlay)
        return None if mode and named == "primitive" else named  # "shot a man with a knife"
    if mode is not None or (kind == "REJECT" and not frame.compose) or act.cameo == DISSENT:
        return None
    parties = _words_of(s, (*roles.actors, *roles.recipients))
    if frame.compose:
        limit = max(limit, clause_limit(s, act.match.end, that=True))
    return find_clause_mode(s, kind, used, limit, parties, codebook.overlay)


def _words_of(s: SentenceView, units: Iterable[int]) -> set[int]:
    """The words of the sentence that name these parties."""
    spans = [s.units[u].mention for u in units]
    return {i for i, t in enumerate(s.tokens) if any(m.start <= t.start < m.end for m in spans)}


def _terms(
    text: str,
    s: SentenceView,
    act: Act,
    kind: str,
    factuality: str,
    times: tuple[Mention, ...],
    *,
    future: bool,
    overlay: Path | None,
) -> Terms | None:
    """What the act binds its author to: the content of a promise or threat, or the act itself when still to come."""
    binding = kind in COMMITTING or (factuality == "planned" and kind not in UNBINDING)
    if not binding or factuality in UNBOUND or (kind != "AGREE" and _is_expected(s, act, overlay)):
        return None
    if act.content is not None:
        limit = clause_limit(s, act.content, that=True)
        start = content_start(s, act.content, limit)
        if start >= limit:  # "assured him Oslo would close the port"
            start = next((i for i in range(act.content, limit) if s.low[i] in ("will", "would")), limit)
        limit = clause_limit(s, act.content, that=True, whole=True) if start < limit else start
        if start < limit and s.low[start] == "to":
            limit = infinitive_end(s, start, limit)
        binds = start < limit and _binds_author(s, act, start)
        return find_terms(text, s, start, limit, times, overlay) if binds else None
    if kind == "THREATEN" and len(act.match.used) > 1 and act.match.trigger.frame.id in ("hostile.vow", "arrest.vow"):
        inner = act.match.used[1]
        # "to resume attacks", "to bring to justice"
        behind = range(act.match.head + 1, inner + 1)
        first = next((i + 1 for i in behind if s.low[i] == "to" and s.tag[i + 1] in _BEGINS), inner)
        return find_terms(text, s, first, clause_limit(s, act.match.end, whole=True), times, overlay)
    if future:
        return find_terms(text, s, act.match.head, clause_limit(s, act.match.end, whole=True), times, overlay)
    return None


def _is_expected(s: SentenceView, act: Act, overlay: Path | None) -> bool:
    """Whether the act is what others expect, which is a plan of its author's only where it is one with somebody."""
    cues, head = load_cues(overlay)[1], act.match.head
    cue = cues.get(s.lemma[head]) or cues.get(s.low[head])
    return (cue is not None and cue.forecast) or read_factuality(s, head, overlay).forecast


def _binds_author(s: SentenceView, act: Act, content: int) -> bool:
    """Whether the act's author is who has to do its content: an invitation or an offer accepted binds nobody to it, a
    warning "not to cross" or that one "should" not whom it warns."""
    frame = act.match.trigger.frame.id
    if frame == "warn.v":
        return s.low[content] != "to" and "should" not in s.low[content : content + 5]
    return frame not in ("invite.v", "invite.n", "accept.invite")


def _confidence(frame: Frame, act: Act) -> float:
    """An honest guess from how sure the wording is and how many parties were found; not calibrated."""
    parties = 0.05 if act.roles.actors and (act.roles.recipients or not frame.recipients) else -0.1
    return round(max(0.3, min(0.9, frame.quality / 10 + parties + 0.05 * (act.match.trigger.words - 1))), 2)


def _spans(s: SentenceView, units: Sequence[int]) -> tuple[Span, ...]:
    mentions = (s.units[u].mention for u in units)
    return tuple(Span(m.start, m.end, m.text) for m in mentions)


def find_quotation(quotations: Sequence[Quotation], trigger: Span) -> int | None:
    """The number of the first quotation in whose words a trigger stands."""
    for number, quotation in enumerate(quotations):
        if any(c.start <= trigger.start and trigger.end <= c.end for c in quotation.content):
            return number
    return None


def _without_repeats(events: list[EventCandidate]) -> list[EventCandidate]:
    """The same act told twice in a sentence, by a verb and a noun, once: the surer telling stays."""
    kept: list[EventCandidate] = []
    for event in events:
        twin = next((k for k in kept if _same(k, event)), None)
        if twin is None:
            kept.append(event)
        elif event.confidence > twin.confidence:
            kept[kept.index(twin)] = event
    return kept


def _same(a: EventCandidate, b: EventCandidate) -> bool:
    if a.what and b.what and (a.what.end <= b.what.start or b.what.end <= a.what.start):
        return False  # "agreed to open a road and promised to train police"
    if a.event_type != b.event_type or abs(a.trigger.start - b.trigger.start) > 120:
        return False
    first, second = {x.start for x in a.actors}, {x.start for x in b.actors}
    if not (first & second or not first or not second):
        return False
    left, right = {x.start for x in a.recipients}, {x.start for x in b.recipients}
    return bool(left & right) or not left or not right
