"""What sparsely marked passages do not tell."""

from __future__ import annotations

import pytest

from training.examples import IGNORE, Sample
from training.labels import MENTIONS, ROLES
from training.sparse import is_sparse, leave_out

BY, TO, AT = (ROLES.index(name) for name in ("by", "to", "at"))
PLACE = MENTIONS.index("B-place")


def make_sample(origin: str) -> Sample:
    """Three words behind a mark, the second a predicate whose actor is the first and whose place is the third."""
    labels = {"mention": [IGNORE, MENTIONS.index("B-actor"), 0, 0]}
    return Sample([101, 5, 6, 7], [0] * 4, [1, 2, 3], labels, [2], [(BY, 2, 1), (AT, 2, 3)], origin=origin)


@pytest.mark.parametrize(("origin", "asked"), [("ba01-02", True), ("bc01-02", False)])
def test_recipients_are_asked_for_but_where_they_were_taken_out(origin: str, asked: bool) -> None:
    sample = make_sample(origin)
    leave_out(sample, [0] * 4)
    assert is_sparse(sample)
    assert (TO not in {role for role, _, _ in sample.unsure}) == asked


def test_what_is_marked_is_taught() -> None:
    sample = make_sample("ba01-02")
    leave_out(sample, [0] * 4)
    assert (AT, 2, 3) not in sample.unsure
    assert (AT, 2, 1) in sample.unsure
    assert BY not in {role for role, _, _ in sample.unsure}


def test_an_unmarked_word_like_a_place_is_neither_right_nor_wrong() -> None:
    sample = make_sample("ba01-02")
    leave_out(sample, [0, PLACE, 0, PLACE])
    assert sample.labels["mention"] == [IGNORE, MENTIONS.index("B-actor"), 0, IGNORE]


@pytest.mark.parametrize("origin", ["aa01-02", "bm01-02"])
def test_other_passages_are_not_sparse(origin: str) -> None:
    assert not is_sparse(make_sample(origin))
