"""MUC, B3 and CEAF-e against examples worked out by hand."""

from __future__ import annotations

import pytest

from benchmarks.coreference import group_by, score_b3, score_ceafe, score_conll, score_muc

# The worked example of Luo (2005) and Pradhan et al. (2014): key {abc}{defg}, response {ab}{cd}{fghi}.
KEY = [frozenset("abc"), frozenset("defg")]
RESPONSE = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def test_muc_counts_links() -> None:
    """Recall: abc falls in 2 parts, defg in 3 (d, e alone, fg): (1 + 1) / 5. Precision: (1 + 0 + 1) / 5."""
    assert score_muc(KEY, RESPONSE) == pytest.approx((2 / 5, 2 / 5))


def test_b3_counts_mentions() -> None:
    """Recall (2·2/3 + 1/3 + 1/4 + 2·2/4) / 7; precision (2·1 + 2·1/2 + 2·2/4) / 8: h and i are in no key."""
    recall = (4 / 3 + 1 / 3 + 1 / 4 + 1) / 7
    assert score_b3(KEY, RESPONSE) == pytest.approx((4 / 8, recall))


def test_ceafe_aligns_clusters_one_to_one() -> None:
    """Best alignment abc-ab (4/5) and defg-fghi (4/8): 1.3 over 3 response and over 2 key clusters."""
    assert score_ceafe(KEY, RESPONSE) == pytest.approx((1.3 / 3, 1.3 / 2))


def test_the_key_itself_scores_one() -> None:
    """All measures reach 1 on the key."""
    assert score_conll(KEY, list(reversed(KEY))) == pytest.approx({"muc": 1, "b3": 1, "ceafe": 1, "conll": 1})


def test_labels_make_clusters() -> None:
    """Ids with one label stand together."""
    assert sorted(map(sorted, group_by({"a": 1, "b": 2, "c": 1}))) == [["a", "c"], ["b"]]
