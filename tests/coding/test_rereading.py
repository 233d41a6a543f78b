"""Passives without an auxiliary: who acted and who was acted upon, whatever the encoder takes them for."""

import pytest

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Ghana praised for its reforms by Norway", "SUPPORT", {"NOR"}, {"GHA"}),
        ("Ghana urged to free the reporters by Norway", "REQUEST", {"NOR"}, {"GHA"}),
        ("Ghana urged to free the reporters", "REQUEST", set(), {"GHA"}),
        ("Ghana accused of spying", "ACCUSE", set(), {"GHA"}),
        ("Ghana threatened with sanctions by Norway", "THREATEN", {"NOR"}, {"GHA"}),
        ("Ghana, offered a loan by Norway last week, gave no comment.", "AGREE", {"NOR"}, {"GHA"}),
        ("The Ghanaian president invited to Oslo by Norway", "AGREE", {"NOR"}, {"GHA"}),
        ("12 Ghanaian prisoners released", "RETREAT", set(), {"GHA"}),
        ("Norway to impose sanctions on Ghana", "THREATEN", {"NOR"}, {"GHA"}),
        ("Norwegian president to visit Ghana", "AGREE", {"NOR"}, {"GHA"}),
        ("The Ghanaian envoy, sentenced to hang by the Norwegian army, fled.", "SANCTION", {"NOR"}, {"GHA"}),
        ("Ghanaian reporter sentenced to death freed", "RETREAT", set(), {"GHA"}),
        ("Swedish minister says Ghana invaded", "ASSAULT", set(), {"GHA"}),
        # told in the active
        ("Ghana, which Norway accused of spying last week, gave no comment.", "ACCUSE", {"NOR"}, {"GHA"}),
        ("The bank Norway accused of spying closed two Ghanaian offices.", "ACCUSE", {"NOR"}, set()),
        ("Norway condemned over the weekend the attack by Ghana.", "ACCUSE", {"NOR"}, {"GHA"}),
        ("Norway praised for the first time the Ghanaian government.", "SUPPORT", {"NOR"}, {"GHA"}),
        ("Norway gave a loan to Ghana by its central bank.", "AID", {"NOR"}, {"GHA"}),
        ("Norway says it has strong proof that Ghana was behind the chemical attacks", "ASSAULT", {"GHA"}, set()),
        ("Norway urged Ghana to free the reporters.", "REQUEST", {"NOR"}, {"GHA"}),
        ("Norway offered Ghana a loan backed by Sweden.", "AGREE", {"NOR"}, {"GHA"}),
        ("Norway as well as Sweden condemned Ghana.", "ACCUSE", {"NOR", "SWE"}, {"GHA"}),
        ("Norway praised Ghana as well as Togo.", "SUPPORT", {"NOR"}, {"GHA", "TGO"}),
    ],
)
def test_sides(text: str, kind: str, actor: set[str], recipient: set[str]) -> None:
    coded = code_article(parse_text(text, source="sides", published_at="2023-01-24"))
    event = next(e for e in coded.events if e.event_type == kind)
    assert {a.code for a in event.actors} == actor
    assert {r.code for r in event.recipients} == recipient
