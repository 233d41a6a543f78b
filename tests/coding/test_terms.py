"""Which acts still to come bind somebody, and to what."""

from collections.abc import Callable

import pytest

from dragoman.records import EventCandidate

Coder = Callable[[str], tuple[EventCandidate, ...]]


@pytest.mark.parametrize(
    ("marked", "what"),
    [
        ("[Ankara] will withdraw its troops from [Nicosia].", "withdraw its troops from Nicosia"),
        ("[Ankara] promised to withdraw its troops.", "withdraw its troops"),
        ("[The envoy] assured [Nicosia] that [Ankara] would close the port.", "Ankara would close the port"),
        ("[The envoy] assured [Nicosia] [Ankara] would close the port.", "would close the port"),
    ],
)
def test_a_promise_or_a_plan_has_its_content(code: Coder, marked: str, what: str) -> None:
    assert what in [e.what.text for e in code(marked) if e.what]


@pytest.mark.parametrize(
    ("marked", "due"),
    [
        ("[Ankara] promised to withdraw its troops by {June}.", ["by June"]),
        ("[Ankara] promised to leave the port which it seized {in May}.", []),
        ("[Ankara] promised to return the ships taken {last week}.", []),
    ],
)
def test_what_is_past_is_no_term(code: Coder, marked: str, due: list[str]) -> None:
    assert [e.due.text for e in code(marked) if e.what and e.due] == due


@pytest.mark.parametrize(
    "marked",
    [
        "[Ankara] wants to withdraw its troops from [Nicosia].",
        "[Ankara] tried to visit [Nicosia].",
        "[Ankara] did not withdraw its troops from [Nicosia].",
    ],
)
def test_what_is_wanted_or_tried_binds_nobody(code: Coder, marked: str) -> None:
    assert [e.what for e in code(marked) if e.what] == []
