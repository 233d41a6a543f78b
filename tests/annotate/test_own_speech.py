""" "It" as who speaks of itself: "Peru said on Monday that it would leave"."""

from __future__ import annotations

import pytest

from dragoman.annotate.annotate import annotate


def find_own(text: str) -> str | None:
    """The first name of the chain that "it" belongs to, None where it is no actor."""
    actors = [m for m in annotate(text).mentions if m.kind == "actor"]
    own = next((m for m in actors if m.text == "it"), None)
    return next(m.text for m in actors if m.chain == own.chain) if own else None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Chile warned Peru. Peru said it would sell wheat to Chile.", "Peru"),
        ("Peru said on Monday that it would shelve the plan.", "Peru"),
        ("Peru said in a statement late on Monday that it had shelved the plan.", "Peru"),
        ("Chile closed a port, and Peru, which said it had shelved the plan, left.", "Peru"),
        ("Peru, which shelved a plan of Chile in March, said it would sell wheat.", "Peru"),
        ("The Peruvian army said it had shelved the plan.", "The Peruvian army"),
        ("Chile met Peru, and Lima announced it was shelving the plan.", "Peru"),
        ("Peru said it was likely to be a long winter.", None),
        ("Peru said it seemed late.", None),
        ("Peru said it was reported that a ship sank.", None),
        ("Peru asked it to shelve the plan.", None),
        ("Minister Jan Berg said it shelved the plan.", None),
        ("Officials said it shelved the plan.", None),
    ],
)
def test_it_is_who_speaks_of_itself(text: str, who: str | None) -> None:
    assert (find_own(text) or "").removeprefix("The ") == (who or "").removeprefix("The ")
