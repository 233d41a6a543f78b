"""The vote of encoder and frames: whether words tell an act, of which type, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.coding.codebook import EVENT_TYPES
from dragoman.errors import TableError
from dragoman.records import EventCandidate, EventType, Predicate
from dragoman.tables import check_cells, read_table

# Probability from which the encoder's word on a party counts. Swept .3 to .5, words for one actor counted together:
# news who F1 .478, .481 (.35), .494 (.4) and .488, acts with parties held out .344, .340, .334, .324.
SURE_PARTY = 0.4
# The same on a place or a time. At .4 the place of a dateline became that of an act.
SURE_SETTING = 0.5
# Probability from which the encoder's word on the sense of a frame's words counts (frame_senses.tsv), and that of the
# frame's own type from which it does not ("had already attacked Ghana" was read as .76 and .12).
SURE_SENSE = 0.5
LEFT_OPEN = 0.1
# Types of acts done together, with nobody acted upon.
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
# Types that bind who acts: what is asked for or refused is no commitment.
COMMITTING = frozenset(("AGREE", "CONCEDE", "THREATEN"))
# Types that bind nobody even where they are still to come: of 176 refusals and accusations marked as planned, 5 have a
# content that binds, and what is demanded is for others to do.
UNBINDING = frozenset(("REJECT", "ACCUSE", "REQUEST"))


class Votes(Struct, frozen=True):
    """Weights in log-odds. Chosen between what the held-out passages ask for (training/fuse.py: encoder first) and
    the news of the development sets, which the encoder over-codes: a frame alone is kept, the encoder alone must be
    sure of an act, less so where it names both sides."""

    # Added to the encoder's log-odds of an act where a frame matched the same words; where none did; where none did but
    # the encoder names who acts; and where it names who is acted upon too, or what is promised. The first at .25 and
    # .5: news who F1 .489 and .483, AFP's source-target-root .387 and .403; the second (with a weaker encoder) -5 to
    # -2.5: typed acts held out .545 to .574, news who .464 to .452; the third at -4, -3 and -2: typed acts held out
    # .579, .591 and .606, news who .487, .487 and .486, open root .410, .407 and .388; the last -2 to 0: nothing moved
    # by more than .01.
    frame: float = 0.5
    no_frame: float = -4.0
    one_side: float = -3.0
    both_sides: float = -1.0
    # Added to the log-probability of the type that the frame names, more or less by what the marks make of that frame
    # (`load_trust`: typed acts of the gate .659 to .665, held out .568 to .575, news who F1 .472 to .476). Swept 4 and
    # 5: news who F1 .483 and .491, typed acts of the gate .681 and .669, held out .579 and .573.
    frame_type: float = 4.0
    # Platt scaling (scale, shift) of log-odds to the share of such acts that are right in place and type, above the
    # share of the least sure (`RIGHT_AT_LEAST`): of the encoder's for acts it read with a frame and without one, of the
    # frame's own for what it matched alone. Fitted with an encoder before, on held-out passages among which was no
    # copy of the harder kind; the shift of both swept -2.5 to -2.2 with the frames of now: calibration error .023,
    # .024, .029, .036 held out and .051, .043, .042, .040 on the gate. A fit to the held-out ones has .012 and .071.
    sure_both: tuple[float, float] = (1.178, -2.4)
    sure_encoder: tuple[float, float] = (0.819, -1.083)
    # Only in sentences too long to be read to their end; too few to fit a slope: one in five, whatever the frame.
    sure_frame: tuple[float, float] = (0.0, -1.4)
    # Confidence under which an act without a content is not told: of 38 acts of .2 to .35 in fifteen real reports eight
    # were right. Swept 0, .25 and .3: news who F1 .539, .544 and .532, gate .837, .836 and .825, typed acts held out
    # .586, .589 and .591.
    least_sure: float = 0.25


VOTES = Votes()
# Share of right acts among the least sure that the vote lets through: of 126 held-out acts to which plain Platt scaling
# gave less than .3, 45 were right.
RIGHT_AT_LEAST = 0.2


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


# Matches of the average frame added to each frame's own before its share is believed. Not swept.
_AVERAGE = 5


@lru_cache(maxsize=8)
def load_trust(overlay: Path | None) -> dict[str, float]:
    """By frame: the log-odds by which marked acts on its words are of its type, over those of all frames together.

    Raises TableError where a cell of frame_counts.tsv holds no count.
    """
    counts: dict[str, tuple[int, int]] = {}
    for row in read_table("frame_counts", overlay):
        if not row["marked"].isdigit() or not row["right"].isdigit() or int(row["right"]) > int(row["marked"]):
            raise TableError(f"frame_counts.tsv: {row['frame']!r}: needs counts, right of marked, as in 12 and 20")
        counts[row["frame"]] = int(row["marked"]), int(row["right"])
    share = sum(right for _, right in counts.values()) / max(1, sum(marked for marked, _ in counts.values()))
    return {
        frame: _logit((right + _AVERAGE * share) / (marked + _AVERAGE)) - _logit(share)
        for frame, (marked, right) in counts.items()
    }


@lru_cache(maxsize=8)
def load_senses(overlay: Path | None) -> dict[str, frozenset[str]]:
    """By frame: the types of the other senses of its words. Raises TableError where a type is none of PLOVER's, or a
    row of the user's names no frame."""
    senses = {row["frame"]: frozenset(row["types"].split("|")) for row in read_table("frame_senses", overlay)}
    check_cells("frame_senses", "frame", {row["frame"] for row in read_table("frames", overlay)}, overlay)
    for frame, types in senses.items():
        if unknown := sorted(types - set(EVENT_TYPES)):
            known = ", ".join(EVENT_TYPES)
            raise TableError(f"frame_senses.tsv, row {frame!r}: {unknown[0]!r} is no type; use one of: {known}")
    return senses


def vote_act(
    predicate: Predicate,
    frame: EventCandidate | None,
    votes: Votes,
    trust: Mapping[str, float],
    senses: Mapping[str, frozenset[str]],
    *,
    mutual: bool = False,
) -> tuple[EventType, float, float]:
    """(likeliest type, joint probability that the words tell an act, calibrated confidence in act and type); `mutual`
    where the words say that who acts also is acted upon ("each other")."""
    total = sum(p for _, p in predicate.types)
    scores = {kind: math.log(max(p, 1e-4)) for kind, p in predicate.types}
    odds = _logit(total) + (_weigh_words(predicate, votes, mutual) if frame is None else votes.frame)
    if frame is not None and not (is_refused(predicate, frame) or _is_other_sense(predicate, frame, senses)):
        rest = math.log(max(min(p for _, p in predicate.types) / 2, 1e-4))
        weight = max(0.0, votes.frame_type + trust.get(frame.rule, 0.0))
        scores[frame.event_type] = scores.get(frame.event_type, rest) + weight
    kind = max(scores, key=lambda k: scores[k])
    share = math.exp(scores[kind]) / sum(math.exp(x) for x in scores.values())
    scale, shift = votes.sure_encoder if frame is None else votes.sure_both
    sure = RIGHT_AT_LEAST + (1 - RIGHT_AT_LEAST) * _sigmoid(scale * _logit(total * share) + shift)
    return kind, _sigmoid(odds), sure


def _is_other_sense(predicate: Predicate, frame: EventCandidate, senses: Mapping[str, frozenset[str]]) -> bool:
    """Whether the encoder is sure of another sense of a frame's words ("*attacked* his rival as a liar")."""
    kind, sure = predicate.types[0]
    own = max((p for type_, p in predicate.types if type_ == frame.event_type), default=0.0)
    return sure >= SURE_SENSE and own < LEFT_OPEN and kind in senses.get(frame.rule, ())


def is_refused(predicate: Predicate, frame: EventCandidate) -> bool:
    """Whether an act is told as not done, and the encoder reads a refusal in it ("would not negotiate with Oslo")."""
    return frame.factuality == "negated" and predicate.types[0][0] == "REJECT"


def _weigh_words(predicate: Predicate, votes: Votes, mutual: bool) -> float:
    """What is added where no frame matched: by how much of the act the encoder names."""
    if _is_told_whole(predicate, mutual):
        return votes.both_sides
    named = predicate.speech < SURE_PARTY and any(p >= SURE_PARTY for _, p in predicate.actors)
    return votes.one_side if named else votes.no_frame


def _is_told_whole(predicate: Predicate, mutual: bool) -> bool:
    """Whether the encoder names both sides of an act, whom an assault is upon (nobody may know by whom), or what a
    promise or threat is about."""
    if predicate.speech >= SURE_PARTY:  # speakers and listeners are no sides
        return False
    kind = predicate.types[0][0]
    by, to = (sum(p >= SURE_PARTY for _, p in x) for x in (predicate.actors, predicate.recipients))
    bound = kind in COMMITTING and (predicate.what is not None or predicate.condition is not None)
    return bound or (mutual and by > 0) or (to > 0 and (by > 0 or kind == "ASSAULT")) or (by > 1 and kind in MUTUAL)


def weigh_alone(frame: EventCandidate, votes: Votes) -> float:
    """Calibrated confidence in a frame's act that the encoder did not read: its sentence is too long."""
    scale, shift = votes.sure_frame
    return _sigmoid(scale * _logit(frame.confidence) + shift)
