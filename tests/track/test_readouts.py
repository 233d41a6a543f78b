"""Accounts of one meeting side by side, on reports of ours."""

from __future__ import annotations

from dragoman.acquire import parse_text
from dragoman.engine import code_articles
from dragoman.track.derive import Account, make_account


def tell(text: str) -> Account:
    """What one report tells."""
    return make_account(list(code_articles(iter([parse_text(text, source="report", published="2031-03-07")]))))


def test_the_host_of_a_visit_is_a_side() -> None:
    """Whoever is visited has an account of the meeting too."""
    account = tell(
        "Kenyan President William Ruto visited Mogadishu on Thursday. Ruto said his country would train Somali "
        "recruits and open a consulate. Somali officials said Kenya had agreed to reopen the border at Mandera."
    )
    visit = next(e for e in account.events if e.mode == "visit")
    assert (visit.actor_codes, visit.recipient_codes) == (("KEN",), ("SOM",))
    assert {c.side for c in account.readouts if c.event_id == visit.id and c.says} == {"KEN", "SOM"}


def test_a_meeting_told_by_two_words_is_compared_once() -> None:
    """The call and what was discussed in it are two events with the same claims: one comparison."""
    account = tell(
        "The foreign ministers of Greece and Iran discussed their ties in a telephone call on Thursday evening. "
        "Iran's foreign ministry said Greece had to return the Iranian oil in full. "
        "Greek officials said Iran had promised to let the sailors of the tanker go home."
    )
    assert len([e for e in account.events if e.event_type == "CONSULT"]) > 1
    assert len({c.event_id for c in account.readouts}) == 1
