"""What a name leaves for a second mention."""

import pytest

from dragoman.annotate.family_names import drop_article, list_family_names, may_share


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Kofi Annan", ("Annan",)),
        ("Jan Berg Jr.", ("Berg",)),
        ("Letsie III", ("III",)),
        ("Nizar el-Rastani", ("Rastani", "al-Rastani", "el-Rastani", "Al-Rastani", "El-Rastani")),
    ],
)
def test_second_mentions_have_either_article_or_none(name: str, names: tuple[str, ...]) -> None:
    assert list_family_names(name) == names


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Al-Rastani", "Rastani"), ("AL-RASTANI", "RASTANI"), ("Albert", "Albert"), ("al-", "al-")],
)
def test_an_article_is_dropped_only_before_a_name(name: str, bare: str) -> None:
    assert drop_article(name) == bare


@pytest.mark.parametrize(
    ("given", "known", "same"),
    [
        (["Tom"], ["Thomas"], True),
        (["T."], ["Thomas"], True),
        (["Alan", "T."], ["Thomas"], True),
        (["Youssef"], ["Yusuf"], True),
        (["Elio"], ["Edmundo"], False),
        (["Alan"], ["Thomas"], False),
    ],
)
def test_whose_given_names_may_be_one(given: list[str], known: list[str], *, same: bool) -> None:
    assert may_share(given, known) is same
