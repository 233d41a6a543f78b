"""Judgements win in the documented order: person over method, later over earlier."""

from __future__ import annotations

from dragoman.ledger import Judgement
from dragoman.link.judgements import apply_pairs, order_judgements
from dragoman.records import Coded
from dragoman.track.derive import Account, make_account

GROUPS = {"a": "g1", "b": "g1", "c": "g2"}


def judged(value: str, subject: str = "a", other: str = "b", **by: str) -> Judgement:
    """A same_event judgement."""
    return Judgement("same_event", subject, other, value=value, **by)  # type: ignore[arg-type]


def test_different_takes_the_subject_out() -> None:
    """The object's group stays."""
    found = apply_pairs(GROUPS, [judged("different", method_id="m")], "same_event")
    assert found["a"] != found["b"] == "g1"


def test_same_joins_whole_groups() -> None:
    """Everything that stood with either stands together."""
    assert len(set(apply_pairs(GROUPS, [judged("same", "a", "c", person="ada")], "same_event").values())) == 1


def test_a_person_wins_over_a_later_method() -> None:
    """Whatever the order in which they come in."""
    person = judged("different", person="ada", decided_at="2031-01-01")
    method = judged("same", method_id="m", decided_at="2031-02-01")
    for rows in ([person, method], [method, person]):
        assert order_judgements(rows)[-1] is person
        assert apply_pairs(GROUPS, rows, "same_event")["a"] != "g1"


def test_the_later_of_two_persons_wins() -> None:
    """The second thought counts."""
    first = judged("different", person="ada", decided_at="2031-01-01")
    second = judged("same", person="bea", decided_at="2031-01-02")
    found = apply_pairs(GROUPS, [second, first], "same_event")
    assert found["a"] == found["b"]


def test_a_judged_status_wins_and_says_who(reports: list[Coded], account: Account) -> None:
    """A person's status replaces the computed one and stands among the changes."""
    state = next(s for s in account.commitments if s.status == "overdue")
    row = Judgement(
        "commitment_status", state.members[0], value="withdrawn", person="ada", decided_at="2031-01-01", why="a letter"
    )
    after = make_account(reports, [row])
    found = next(s for s in after.commitments if s.id == state.id)
    assert (found.status, found.inferred, found.status_claim) == ("withdrawn", False, row.id)
    assert any(c.claim_kind == "judgement" and c.speaker == "ada" for c in after.changes)
