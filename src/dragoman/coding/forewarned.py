"""What is only foretold or held true, and binds nobody: "warned that floods could come", "accepted that it was so"."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from dragoman.annotate.subjects import POSSESSIVE
from dragoman.coding.clauses import group_start
from dragoman.coding.passives import is_passive
from dragoman.coding.units import FINITE, SentenceView, view_numbered
from dragoman.records import Annotation, EventCandidate

_POSSIBLE = frozenset(("can", "ca", "could", "may", "might"))
# With these a warning tells what who warns may do himself, or his own people may.
_OWN = POSSESSIVE | {"it", "they", "he", "she", "we", "i"}
_WARNS = frozenset(("warn", "warning", "caution"))
_HOLDS_TRUE = frozenset(("agree", "accept"))


def unbind_foretold(
    annotation: Annotation, act: EventCandidate, body: int, overlay: Path | None = None
) -> EventCandidate:
    """The act without a content that its author does not mean to bring about: what may befall others, without a
    condition, or what is so already. `body`: where its sentence begins, behind a dateline."""
    if act.what is None or act.condition is not None or act.event_type not in ("THREATEN", "AGREE"):
        return act
    s = view_numbered(annotation, act.sentence, body)
    cue = next((s.lemma[i] for i, t in enumerate(s.tokens) if t.start >= act.trigger.start), "")
    first = next((i for i, t in enumerate(s.tokens) if t.start >= act.what.start), len(s))
    end = next((i for i, t in enumerate(s.tokens) if t.start >= act.what.end), len(s))
    verb = next((i for i in range(first, end) if s.form[i] in FINITE and s.unit[i] < 0), None)
    if verb is None or s.form[first] or first == 0:
        return act
    if cue in _HOLDS_TRUE:
        # "agreed that a body be set up that drafts laws", "agreed that the port is to close"
        wished = "be" in s.low[first : verb + 1] or s.low[verb + 1 : verb + 2] == ["to"]
        idle = s.low[first - 1] == "that" and "MD" not in s.form[first:end] and not wished
    else:
        idle = cue in _WARNS and _befalls(s, (first, end), verb, overlay)
    return structs.replace(act, what=None, condition=None, due=None) if idle else act


def _befalls(s: SentenceView, clause: tuple[int, int], verb: int, overlay: Path | None) -> bool:
    """Whether the words of a clause tell of what is so ("Ghana was close to war"), or may be and is nobody's deed ("a
    virus could spread", "people could be hit"; not "Lima could be hit by our ships")."""
    first, end = clause
    start = group_start(s, verb)
    if any(s.low[i] in _OWN and (i < start or s.low[i - 1] == "by") for i in range(first, end)):
        return False
    if s.form[start] != "MD":
        return True
    if s.low[start] not in _POSSIBLE:
        return False
    main = next((i for i in range(start + 1, len(s)) if s.tag[i] not in ("AUX", "ADV", "PART")), start)
    return s.unit[start - 1] < 0 or is_passive(s, start, main, overlay)
