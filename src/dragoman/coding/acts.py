"""Acts of one sentence: frames matched, roles filled, and the single-category rule: what an act takes as its content is
no act of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from dragoman.annotate.subjects import POSSESSIVE
from dragoman.coding.arguments import Roles, Site, fill_roles, find_saying, find_site, has_needs, owned_elsewhere
from dragoman.coding.clause_modes import MATTER, asks_to_end
from dragoman.coding.clauses import group_start
from dragoman.coding.codebook import Codebook, Composition, Frame
from dragoman.coding.conditional import in_condition
from dragoman.coding.deciding import Reading
from dragoman.coding.factuality import is_purpose, read_factuality
from dragoman.coding.frames import NEGATIONS, Match, find_matches
from dragoman.coding.governors import find_twin
from dragoman.coding.parties import is_crowd, is_force, is_outlaw
from dragoman.coding.struck import without_struck
from dragoman.coding.units import WILL, SentenceView, Unit
from dragoman.records import EventType, Factuality

_LIGHT = frozenset(
    ["begin", "start", "continue", "resume", "go", "try", "make", "take", "help", "keep", "further", "soon", "jointly"]
)
_SUBJECTS = frozenset(("he", "she", "it", "they"))
_LOOSE = frozenset(("PART", "ADV", "DET", "ADJ", "ADP"))
# Types whose trigger takes another act as its content.
_OUTER: dict[str, str] = {"AGREE": "AGREE", "REQUEST": "REQUEST", "REJECT": "REJECT", "THREATEN": "THREATEN"}


class Act(Struct, frozen=True):
    """One act before it becomes a candidate: what was decided, where, by which frame; `told` is the word that tells it
    where that is another than the frame's: the verb of what somebody will not do, the saying of what others must do."""

    match: Match
    site: Site
    roles: Roles
    event_type: EventType
    mode: str | None
    cameo: str
    content: int | None
    content_end: int
    composed: bool
    told: int | None = None


def find_acts(s: SentenceView, codebook: Codebook, *, strict: bool = True) -> Iterator[Act]:
    """Acts of one sentence in reading order; an act that is the content of another is not given by itself.

    Without `strict`, a frame whose parties are not all found is given too (for pairs named by a caller).
    """
    heads = find_matches(s, codebook)
    taken = {at for matches in heads for at in matches[0].before}  # "said it would *strike": no act of saying
    verbs: set[int] = set()
    for number, matches in enumerate(heads):
        head = matches[0].head
        if head in taken:
            continue
        if matches[0].trigger.frame.quality == 0:
            taken.update(matches[0].used)
            continue
        acts = (_act(s, m, heads[number + 1 :], codebook, verbs, strict) for m in matches)
        act = _choose_act(s, [a for a in acts if a is not None], codebook)
        if act is None or in_condition(s, head, codebook.overlay) or (strict and is_purpose(s, head, codebook.overlay)):
            continue
        taken.update(act.match.used)
        verbs.add(head)
        if act.content is not None:
            taken.update(range(act.content, act.content_end))
        yield act


# Words that tell that those who block a road want something by it ("police blocked the road to demand back pay").
_GRIEVED = frozenset(("protest", "protesting", "demand", "demanding", "striking", "unpaid", "mutinous", "off-duty"))


def _choose_act(s: SentenceView, acts: Sequence[Act], codebook: Codebook) -> Act | None:
    """The first; of a crowd, which sends no notes, the protest ("people protested against the plan"); of those who bear
    arms for no state the assault ("rebels captured two officers"), for a state the road closed ("police blocked a
    road"); and of what is done to the holder of an office that ("fired the minister on Monday")."""
    held = next((a for a in acts if "holder" in a.match.trigger.frame.recipients), None)
    if held is not None or len(acts) < 2 or not acts[0].roles.actors:
        return held or next(iter(acts), None)
    units = [s.units[u] for u in acts[0].roles.actors]
    actors = [u.mention for u in units]
    going_on = s.form[acts[0].match.head] == "VBG"  # "they were protesting"
    crowd = all(
        is_crowd(u.mention, codebook.overlay) or _are_some(s, u) or (going_on and u.mention.text.lower() == "they")
        for u in units
    )
    taken = acts[0].event_type == "COERCE" and len(acts[0].match.used) > 1  # "captured the town"
    outlaws = not taken and all(is_outlaw(m, codebook.overlay) for m in actors)
    force = all(is_force(m, codebook.overlay) for m in actors)
    closing = acts[0].mode == "obstruct" and force and not _GRIEVED & set(s.low)
    fitting = [kind for kind, fits in (("PROTEST", crowd), ("ASSAULT", outlaws), ("COERCE", closing)) if fits]
    return next((a for a in acts if a.event_type in fitting), acts[0])


def _are_some(s: SentenceView, unit: Unit) -> bool:
    """Whether a people's name means some of them ("Turks", "hundreds of Turks"): with "the" it may be their state, and
    before a noun it only says whose that is."""
    alone = s.tag[unit.end : unit.end + 1] != ["NOUN"] and s.low[unit.first - 1 : unit.first] != ["the"]
    return alone and unit.mention.form == "demonym"


def _act(
    s: SentenceView, match: Match, later: list[list[Match]], codebook: Codebook, verbs: set[int], strict: bool
) -> Act | None:
    frame = match.trigger.frame
    site = find_site(s, frame, match.head, match.end, codebook.overlay)
    inner = _inner(s, site, later, frame) if frame.compose in ("c", "o") else None
    if inner is not None and s.lemma[match.head] == "tell" and _is_to_come(s, inner.head):
        inner = None  # "told reporters it would free the men" asks nobody to
    if frame.compose == "o" and inner is None:
        return None
    if inner is not None and frame.event_type == "THREATEN" and not MATTER.isdisjoint(s.low[match.end : inner.head]):
        inner = None  # "warned Oslo against bombing the port"
    if frame.kind == "n" and "subj" in frame.actors and owned_elsewhere(s, match.head, verbs):
        frame = msgspec.structs.replace(frame, actors=tuple(r for r in frame.actors if r != "subj"))
    roles = without_struck(s, frame, site, fill_roles(s, frame, site))
    done = site.passive and "MD" not in s.form[site.start : site.head]
    if strict and not has_needs(frame, roles, done=done):
        return None
    if frame.event_type == "ACCUSE" and _means_himself(s, roles):
        return None
    kind, mode, cameo, composed = frame.event_type, frame.mode, frame.cameo, False
    if inner is not None:
        inside = inner.trigger.frame
        rule = codebook.composed(_OUTER.get(kind, ""), inside.event_type, inside.mode)
        if kind == "REQUEST" and rule is not None and rule.mode != "yield" and asks_to_end(s, match.end, inner.head):
            rule = codebook.composed(_OUTER[kind], "CONCEDE", None)
        if rule is None and frame.compose == "o":
            return None
        if rule is not None:
            if not (frame.mode and s.tag[match.used[-1]] == "NOUN"):  # "cancelled a *visit* to open the embassy"
                kind, mode, cameo = _apply(rule, frame, inside)
            composed = True
            roles = _with_inner_parties(s, site, roles, inner)
    warned = kind == "THREATEN" and "against" in s.low[match.end : site.limit]
    takes = composed or warned or kind in ("AGREE", "CONCEDE")
    content = match.end if frame.compose in ("c", "o") and takes else None
    if inner is not None and s.low[match.used[-1]] in NEGATIONS and "try" in s.lemma[match.end : inner.head]:
        return None  # "would not try to visit" refuses nothing
    told = find_saying(s, site.start) if "sayer" in frame.actors else None
    told = inner.head if inner is not None and s.low[match.used[-1]] in NEGATIONS else told
    return Act(match, site, roles, kind, mode, cameo, content, site.limit, composed, told)


def _is_to_come(s: SentenceView, verb: int) -> bool:
    """Whether a verb is told as still to come ("will free", "'d free")."""
    return any(s.low[i] in WILL or s.lemma[i] in WILL for i in range(group_start(s, verb), verb))


def _means_himself(s: SentenceView, roles: Roles) -> bool:
    """Whether who alleges something says it of himself, which accuses nobody ("claimed that they had shelled it")."""
    actors = {s.units[u].mention.chain for u in roles.actors}
    told = [s.units[u].mention for u in roles.recipients]
    own = (m.text.lower() in _SUBJECTS and m.chain is not None and m.chain in actors for m in told)
    return bool(told) and all(own)


def _inner(s: SentenceView, site: Site, later: list[list[Match]], frame: Frame) -> Match | None:
    """The act inside the complement of a trigger: the first head there that is a frame by itself."""
    for matches in later:
        if matches[0].head < site.end or matches[0].trigger.frame.quality == 0:
            continue
        if matches[0].head >= site.limit:
            return None
        if frame.kind == "n" and matches[0].head - site.end > 3:
            return None
        if matches[0].trigger.frame.kind == "n" and _is_reason(s, site.end, matches[0].head):
            continue
        if frame.event_type == "THREATEN" and _is_by_others(s, matches[0]):
            continue
        if frame.event_type == "AGREE" and any(s.low[i] in ("not", "never") for i in range(site.end, matches[0].head)):
            return None  # What is forsworn is no act to come: "promised not to attack".
        plain = [m for m in matches if m.trigger.frame.compose != "o" and m.trigger.frame.quality]
        if plain and frame.compose == "o" and _far(s, site.end, plain[0].head):
            return None
        if plain:
            return plain[0]
    return None


_REASONS = frozenset(("to", "for", "after", "over", "about", "against", "following", "during", "since", "despite"))


def _is_reason(s: SentenceView, start: int, noun: int) -> bool:
    """Whether an act's noun only tells what something else is for or about: "promised an answer to the attack"."""
    back = range(noun - 1, max(start, noun - 4) - 1, -1)
    at = next((i for i in back if s.tag[i] in ("ADP", "PART", "VERB", "NOUN")), start)
    return at > start and s.low[at] in _REASONS and s.tag[at - 1] == "NOUN"


def _is_by_others(s: SentenceView, act: Match) -> bool:
    """Whether a noun tells what others than who speaks would do, and no violence, which is met with its like: "warned
    that a test *by the North* would bring sanctions"; not "warned of a strike by its men"."""
    frame, after = act.trigger.frame, s.low[act.end : act.end + 2]
    return frame.kind == "n" and frame.event_type != "ASSAULT" and after[:1] == ["by"] and after[-1] not in POSSESSIVE


def _far(s: SentenceView, start: int, head: int) -> bool:
    """Whether another verb than one of beginning stands between a plan and an act, which is then not planned."""
    return any(s.tag[i] == "VERB" and s.lemma[i] not in _LIGHT for i in range(start, head))


def _apply(rule: Composition, outer: Frame, inner: Frame) -> tuple[EventType, str | None, str]:
    demand = outer.cameo[:2] != "02"
    cameo = rule.cameo[-1] if demand else rule.cameo[0]
    return rule.event_type, inner.mode if rule.keep_mode else rule.mode, cameo


def _with_inner_parties(s: SentenceView, site: Site, roles: Roles, inner: Match) -> Roles:
    """Parties named by the act agreed on, when it follows at once ("promised to help Oslo"). Who is only to be met
    agrees to nothing ("agreed to meet Rossi").
    """
    between = [i for i in range(site.end, inner.head) if s.tag[i] not in _LOOSE and not s.timed[i]]
    if roles.recipients or between or s.low[site.end : inner.head].count("to") > 1:
        return roles  # with a second "to" another verb stands there, whatever its tag
    inside = inner.trigger.frame
    there = find_site(s, inside, inner.head, inner.end, site.overlay)
    reciprocal = not inside.recipients
    names = tuple(r for r in inside.actors if r not in ("subj", "poss", "by")) if reciprocal else inside.recipients
    found = fill_roles(s, msgspec.structs.replace(inside, actors=(), recipients=names), there).recipients
    new = tuple(u for u in found if u not in roles.actors and s.units[u].mention.form != "group")
    return Roles(roles.actors, new)


# A plan less sure than this was only wanted, tried or needed: see factuality_governors.
_PLANNED = 1.0


def read_future(
    s: SentenceView, act: Act, reading: Reading, codebook: Codebook, *, named: bool = False
) -> tuple[EventType, str | None, str, Factuality]:
    """A cooperative act still to come is AGREE, a hostile one THREATEN: told as a fact, never as planned. Somebody must
    be found who acts, unless a caller has `named` him. What was only wanted or tried is no promise and no threat
    ("wanted to thank them", "tried to kill him"), but for what somebody wants to do to another ("wants to attack")."""
    if act.event_type == "THREATEN" and reading.kind == "conditional":
        return act.event_type, act.mode, act.cameo, "asserted"
    conditions = reading.settled and reading.kind == "conditional"  # "were Oslo to attack" says of none what he will do
    if act.composed or conditions or reading.kind not in ("planned", "conditional"):
        return act.event_type, act.mode, act.cameo, reading.kind
    rule = codebook.composed("FUTURE", act.event_type, act.mode)
    only_wanted = reading.kind == "planned" and reading.score < _PLANNED
    if rule is None or not (named or act.roles.actors) or (only_wanted and not _wants_harm(s, act, rule)):
        return act.event_type, act.mode, act.cameo, reading.kind
    told = reading.kind == "planned" or rule.event_type == "THREATEN"
    return rule.event_type, rule.mode, rule.cameo[0], "asserted" if told else "conditional"


def _wants_harm(s: SentenceView, act: Act, rule: Composition) -> bool:
    """Whether somebody wants to do what said would be a threat: "wants to attack", "wants to fight and kill"."""
    head = act.match.head
    twin = find_twin(s, group_start(s, head), head)
    first = group_start(s, head if twin is None else twin)
    return rule.event_type == "THREATEN" and s.lemma[first - 1] == "want"


def split_sides(s: SentenceView, act: Act) -> Roles:
    """Who plans an act that two would do together, and with whom: "will meet Rossi", "is to sign with the union"."""
    head = act.match.head
    before = tuple(u for u in act.roles.actors if s.units[u].first < head)
    behind = tuple(u for u in act.roles.actors if u not in before)
    if act.match.trigger.frame.kind != "v" or act.site.passive or act.roles.recipients or not before:
        return act.roles
    return Roles(before, behind)


def future_type(s: SentenceView, act: Act, codebook: Codebook) -> tuple[EventType, str]:
    """Type and CAMEO code of an act after the rule for acts still to come."""
    kind, _, cameo, _ = read_future(s, act, read_factuality(s, act.match.head, codebook.overlay), codebook, named=True)
    return kind, cameo
