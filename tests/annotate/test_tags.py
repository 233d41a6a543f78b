"""The packed scores of the tagger say what its table of weights says."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.tags import FIELD, Layout, Row, read_scores

ROWS = st.lists(st.dictionaries(st.integers(0, 3), st.integers(-1500, 1500)), max_size=18)
FEW = st.permutations(range(4))
MANY = st.permutations(range(40))


def test_no_sum_of_weights_leaves_its_field() -> None:
    weights = read_scores().tagger.weights
    rows = (msgspec.json.decode(raw, type=dict[str, Row]) for table in weights for raw in table.values())
    largest = max(abs(weight) for by_context in rows for row in by_context.values() for weight in row.values())
    assert largest * len(weights) < 1 << (FIELD - 1)


@given(ROWS, FEW | MANY)
def test_best_of_packed_rows_is_the_best_of_their_sums(rows: list[Row], order: list[int]) -> None:
    sums = [sum(row.get(tag, 0) for row in rows) for tag in range(len(order))]
    layout = Layout(order)
    assert layout.best(sum(layout.pack(row) for row in rows)) == max(range(len(order)), key=sums.__getitem__)


@given(ROWS)
def test_weights_of_tags_that_a_word_never_has_do_not_count(rows: list[Row]) -> None:
    sums = [sum(row.get(tag, 0) for row in rows) for tag in range(4)]
    layout = Layout([1, 3])
    assert layout.best(sum(layout.pack(row) for row in rows)) == max((1, 3), key=sums.__getitem__)
