"""Who stands before an act and did not do it."""

import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding.bystanders import find_bystander


@pytest.mark.parametrize(
    ("text", "act", "apart"),
    [
        ("The premier condemned the raid.", "raid", "condemned"),
        ("OSCE Envoy Alarmed by Attack on Editors in Baku", "Attack", "Alarmed"),
        ("The premier spoke to the press after a raid.", "raid", "spoke"),
        ("The rebels fled after a raid.", "raid", None),
        ("The bishops were shocked at the killing.", "killing", "shocked"),
        ("The bishops, shocked and angry, attacked the premier.", "attacked", None),
    ],
)
def test_who_condemns_or_regrets_an_act_did_not_do_it(text: str, act: str, apart: str | None) -> None:
    at = find_bystander(annotate(text).tokens, 0, text.index(act))
    assert at == (text.index(apart) if apart else None)
