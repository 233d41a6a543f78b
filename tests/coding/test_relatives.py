"""Which verbs are the second of a relative clause."""

import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding.relatives import goes_on_relative


@pytest.mark.parametrize(
    ("text", "act", "found"),
    [
        ("Oslo blamed Lima, which denied it and called for talks.", "called", True),
        ("Oslo thanked Rossi, who had quickly left and later promised to return.", "promised", True),
        # A comma before the "and", another tense, a subject of its own, no relative, the first verb.
        ("Oslo blamed Lima, which denied it, and called for talks.", "called", False),
        ("Oslo blamed Lima, which borders Quito and called for talks.", "called", False),
        ("Oslo repeated a charge, which Lima denied and called absurd.", "called", False),
        ("Oslo blamed Lima and called for talks.", "called", False),
        ("Oslo blamed Lima, which denied it and called for talks.", "denied", False),
        ("Called for talks.", "Called", False),
    ],
)
def test_second_verb_of_a_relative_clause(text: str, act: str, found: bool) -> None:
    assert goes_on_relative(annotate(text).tokens, text.index(act)) is found
