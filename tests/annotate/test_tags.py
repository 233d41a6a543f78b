"""The packed scores of the tagger say what its table of weights says."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.tags import FIELD, Row, Scores, Tagger, read_scores

ROWS = st.lists(st.dictionaries(st.integers(0, 3), st.integers(-1500, 1500)), max_size=18)
SMALL = Scores(Tagger(["A|A", "B|B", "C|C", "D|D"], {}, {}, [2, 0, 3, 1], []))


def test_no_sum_of_weights_leaves_its_field() -> None:
    weights = read_scores().tagger.weights
    rows = (msgspec.json.decode(raw, type=dict[str, Row]) for table in weights for raw in table.values())
    largest = max(abs(weight) for by_context in rows for row in by_context.values() for weight in row.values())
    assert largest * len(weights) < 1 << (FIELD - 1)


@given(ROWS)
def test_best_of_packed_rows_is_the_best_of_their_sums(rows: list[Row]) -> None:
    sums = [sum(row.get(tag, 0) for row in rows) for tag in range(4)]
    packed = sum(SMALL.pack(row) for row in rows)
    assert SMALL.best(packed, None) == max(range(4), key=sums.__getitem__)
    assert SMALL.best(packed, [1, 3]) == max((1, 3), key=sums.__getitem__)
