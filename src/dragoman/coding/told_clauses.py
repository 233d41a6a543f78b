"""What a verb of saying, knowing or proving makes of the clause behind it: "warned that rebels had seized the town"."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.coding.deciding import Cue, Reading, Words
from dragoman.coding.units import SentenceView

# Scores are near the middle of the human scores of such clauses in the halves of UW, UDS, RP and CB that were read.
# "Did not say that the army attacked", "did not prove that": left open.
_OPEN = Reading("hypothetical", 0.0)
# "Did not know that the army attacked": it stands, a little less surely.
_UNKNOWN = 2.0
# "Warned that the army had attacked": told by who says it, as "said that" tells it.
_TOLD = 2.5
# "Said it would send troops": what "will" says, told afterwards.
_WOULD = 2.0
_ASKS = frozenset(("how", "what", "when", "where", "which", "who", "whom", "whose", "why"))
_DUTY = frozenset(("should", "must", "ought"))
_FINITE_BE_HAVE = frozenset(("are", "have", "'re", "’re", "'ve", "’ve"))


def read_clause(
    s: SentenceView, start: int, at: int, own: Reading, cue: Cue | None, words: Words, outer: Callable[[], Reading]
) -> Reading | None:
    """The reading of a verb whose group begins at `start`, in a clause behind the verb at `at` with its row `cue`.

    `own`: its reading by its own group; `outer`: gives that of the verb at `at`. None where that verb only weighs on
    it as on any other word that it governs.
    """
    if cue is None:
        # Of a verb that the tables do not know only "that" shows what it governs.
        clause = s.tag[at] == "VERB" and s.low[at + 1] == "that" and own.kind == "asserted"
        return _OPEN if clause and outer().kind == "negated" else None
    if cue.known:
        return _read_known(own, cue, outer())
    if s.form[start] == "VBG":
        return None
    told = cue.kind == "planned" and s.lemma[at] in words.saying and _is_indicative(s, start)
    if cue.kind != "asserted" and not told:
        return None
    if own.kind in ("asserted", "planned") and outer().kind == "negated":
        return own if s.low[at + 1] in _ASKS else _OPEN  # "did not say when the army attacked"
    if told:
        return Reading(own.kind, min(own.score, _TOLD), cue.forecast or own.forecast)
    return Reading("planned", _WOULD, own.forecast) if own.kind == "planned" and own.score < _WOULD else None


def _read_known(own: Reading, cue: Cue, outer: Reading) -> Reading:
    """What is known or proved stands; what was not proved is open."""
    stands = cue.score
    if outer.kind in ("negated", "denied"):
        if cue.confirmed:
            return _OPEN  # "could not confirm that the army attacked"
        stands = min(stands, _UNKNOWN)
    return own if own.score < stands else Reading("asserted", stands)


def _is_indicative(s: SentenceView, start: int) -> bool:
    """Whether a clause tells what is so ("insists that it left"), not what is wanted ("insists that it leave")."""
    if s.form[start] == "MD":
        return s.low[start] not in _DUTY
    return s.form[start] in ("VBD", "VBZ") or s.low[start] in _FINITE_BE_HAVE
