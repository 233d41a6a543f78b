"""The second verb of a relative clause: "blamed Lima, which denied it and *called* for talks". Whose it is, the grammar
tells: without a comma before the "and" it is no longer the main clause's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dragoman.annotate.tokens import verb_form
from dragoman.records import Token

_BACK = 30  # words from the second verb to the relative that are looked at
_IN_GROUP = ("AUX", "ADV", "PART")


def goes_on_relative(tokens: Sequence[Token], act: int) -> bool:
    """Whether the word at offset `act` is the second verb of a clause that ", who" or ", which" opens."""
    verb = joint = bisect_left(tokens, act, key=lambda t: t.start)
    while joint > 2 and tokens[joint - 1].tag in _IN_GROUP:
        joint -= 1
        verb = joint if tokens[joint].tag == "AUX" else verb
    joint -= 1
    if joint < 2 or verb >= len(tokens) or tokens[joint].text != "and" or tokens[joint - 1].text == ",":
        return False
    for at in range(joint - 1, max(joint - _BACK, 1), -1):
        if tokens[at].text in (",", ";"):
            return False
        if tokens[at].text in ("who", "which"):
            first = next((i for i in range(at + 1, joint) if tokens[i].tag not in ("ADV", "PART")), joint)
            alike = tokens[first].tag in ("AUX", "VERB") and verb_form(tokens, first) == verb_form(tokens, verb)
            return tokens[at - 1].text == "," and tokens[at].sentence == tokens[verb].sentence and alike
    return False
