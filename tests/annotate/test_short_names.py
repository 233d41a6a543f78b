"""Short names that a report gives a body itself."""

from __future__ import annotations

import pytest

from dragoman.annotate.annotate import annotate


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("The Council for Recovery (CNR) left. The CNR smiled.", ["CNR"]),
        ("The Council for Recovery (CNR) left. Peru wrote to CNR and to CNR's friends.", ["CNR", "CNR"]),
        ("The Council for Recovery (CNR) left. The CNRT and the CNR-2 smiled.", []),
        ("The Council for Recovery (CNR) left. A CNR officer smiled.", []),  # who is found whole
        ("The Council for Recovery left. The CNR smiled.", []),
        ("Peruvian police (AP) left. The AP smiled.", []),
    ],
)
def test_a_body_is_found_by_the_short_name_in_brackets_behind_its_full_one(text: str, again: list[str]) -> None:
    found = [m for m in annotate(text).mentions if m.text in ("CNR", "AP")]
    assert [m.text for m in found] == again
    assert all(text[m.start : m.end] == m.text for m in found)


def test_a_short_name_is_the_body_that_has_it() -> None:
    mentions = annotate(
        "Peru's Council for Recovery (CNR) left. The Council for Peace (CNP) rose. CNR smiled."
    ).mentions
    chains = {m.text: m.chain for m in mentions}
    assert chains["CNR"] == chains["Peru's Council for Recovery"] != chains["Council for Peace"]


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("The Washington Post found a letter. The Post said it was old.", 1),
        ("The Washington Post found a letter. The Post Office said it was old.", 0),
        ("The post office found a letter. The Post said it was old.", 0),
    ],
)
def test_a_newspaper_is_called_by_its_last_word(text: str, again: int) -> None:
    mentions = annotate(text).mentions
    chains = [m.chain for m in mentions if m.text == "Post"]
    assert len(chains) == again
    assert all(c == next(m.chain for m in mentions if m.text.endswith("Washington Post")) for c in chains)
