"""The account that the bundled reports give together, written out by hand from their texts."""

from __future__ import annotations

import random
from pathlib import PurePath

import msgspec
import pytest

from dragoman.records import Coded
from dragoman.track.commitments import CommitmentChange, CommitmentState
from dragoman.track.derive import Account, make_account
from dragoman.track.events import Event

STORYLINES = (
    "ceasefire", "expulsions", "grain-corridor", "minister-talks", "postponed-visit", "troop-withdrawal",
)  # fmt: skip


def find_event(account: Account, kind: str, parties: set[str], day: str) -> Event:
    """The one event of this type and day in which all these parties have a part, told by most reports."""
    found = [
        e for e in account.events
        if e.event_type == kind and e.when_from == day and parties <= {*e.actor_codes, *e.recipient_codes}
    ]  # fmt: skip
    return max(found, key=lambda e: e.reports)


def find_commitment(account: Account, words: str, made: str) -> CommitmentState:
    """The commitment of that day in whose words these stand."""
    return next(s for s in account.commitments if words in s.what and s.made_at == made)


def list_changes(account: Account, state: CommitmentState, about: str = "promise") -> list[CommitmentChange]:
    """What later reports say about it, in order of time."""
    return [c for c in account.changes if c.commitment_id == state.id and c.about == about]


def test_the_talks_in_tashkent_are_one_event(account: Account) -> None:
    """Two papers, a wire and a ministry's readout tell the meeting of 26 October."""
    talks = find_event(account, "CONSULT", {"JPN", "UZB"}, "2022-10-26")
    assert (talks.reports, talks.origins, talks.place) == (4, 4, "Tashkent")
    assert (talks.first_report, talks.last_report) == ("2022-10-26", "2022-10-28")


def test_wire_copies_of_the_grain_deal_have_one_origin(reports: list[Coded], account: Account) -> None:
    """Three papers print the wire's report of the signing: one origin. The next day's report recalls it in other words.

    So read in the texts: no other report tells the signing with its parties. That of 27 July says only that it was
    five days ago, that of 1 August what had been agreed.
    """
    signing = find_event(account, "SUPPORT", {"RUS", "UKR", "TUR", "UNO"}, "2022-07-22")
    source = {e.id: PurePath(c.article.source).name for c in reports for e in c.events}
    assert {source[m] for m in signing.mention_ids} == {
        "2022-07-22-bosporusmail.html", "2022-07-22-nileobserver.html", "2022-07-22-vltavadaily.html",
        "2022-07-23-harbourwire.html",
    }  # fmt: skip
    assert (signing.reports, signing.origins) == (4, 2)


def test_the_truce_report_is_copied_once(reports: list[Coded], account: Account) -> None:
    """The Potomac Review prints the Nile Observer's report."""
    source = {c.article.id: PurePath(c.article.source).name for c in reports}
    copies = {source[r.report_id]: source[r.copy_of] for r in account.links.reports if r.copy_of}
    pair = {"2023-05-20-nileobserver.html", "2023-05-20-potomacreview.html"}
    assert any({copy, original} == pair for copy, original in copies.items())


def test_the_promise_not_to_attack_was_broken(account: Account) -> None:
    """Missiles struck the port a day later, as the other side's army says; its ministry speaks of the promise."""
    promise = find_commitment(account, "attack the ports", "2022-07-22")
    assert (promise.status, promise.inferred, promise.status_at) == ("reported broken", False, "2022-07-23")
    assert any("Russian missiles struck the port" in c.words for c in list_changes(account, promise))


def test_the_promised_withdrawal_did_not_happen(account: Account) -> None:
    """The deadline set at Porto passed with the troops still there."""
    promise = find_commitment(account, "withdrawal should be finished", "2002-12-07")
    assert (promise.status, promise.due_to, promise.status_at) == ("reported broken", "2003-12-31", "2004-01-02")


def test_the_promised_visit_took_place_when_its_condition_was_met(account: Account) -> None:
    """Entry rules lifted in February, the visit paid in March."""
    promise = find_commitment(account, "visit to Tokyo", "2022-10-26")
    assert (promise.status, promise.condition_status) == ("reported kept", "met")
    (met,) = list_changes(account, promise, "condition")
    assert met.words.startswith("Japan on Tuesday lifted")
    assert [c.at for c in list_changes(account, promise) if c.status == "reported kept"][-1] == "2023-03-20"


def test_the_talks_promised_for_december_are_overdue(account: Account) -> None:
    """One side says again that they were promised; nobody reports them held: overdue, and only inferred."""
    promise = find_commitment(account, "round of talks with Kabul", "2022-10-26")
    assert (promise.status, promise.inferred, promise.due_to) == ("overdue", True, "2022-12-31")
    assert {c.status for c in list_changes(account, promise)} == {"reaffirmed"}


def test_the_visit_put_off_is_superseded(account: Account) -> None:
    """The February trip to Beijing was put off; the one in June was paid."""
    first, second = (find_commitment(account, w, d) for w, d in (("Beijing", "2023-01-18"), ("China", "2023-06-14")))
    assert first.status == "superseded"
    assert second.status == "reported kept"


def test_each_storyline_is_one_thread(reports: list[Coded], account: Account) -> None:
    """Reports of a storyline stand in one thread; only the first expulsion stands apart from the later ones."""
    line = {c.article.id: PurePath(c.article.source).parent.name for c in reports}
    threads = [{line[r] for r in t.reports} for t in account.threads]
    assert all(len(lines) == 1 for lines in threads)
    assert {name for lines in threads for name in lines} == set(STORYLINES)
    assert len(threads) == len(STORYLINES) + 1


def test_a_thread_is_named_by_who_and_what(account: Account) -> None:
    """The grain storyline's name holds its parties and its matter."""
    name = next(t.name for t in account.threads if "grain" in t.name)
    assert "Russia" in name


def test_threads_are_named_by_countries_and_armed_groups(account: Account) -> None:
    """An army stands for its state, a group that fights it for itself."""
    truce = next(t.name for t in account.threads if "ceasefire" in t.name)
    assert {"Sudan", "Rapid Support Forces"} <= set(truce.split(":")[0].split(", "))


def test_parties_without_a_name_go_by_their_words(account: Account) -> None:
    """The army that no report names stands beside the group that all name; the expelled are counted."""
    truce = next(e for e in account.events if e.mode == "ceasefire" and e.reports > 2)
    assert set(truce.actors) == {"Rapid Support Forces", "Sudanese army"}
    expelled = next(e for e in account.events if e.mode == "expel" and e.actors == ("Slovakia",))
    assert "Russian diplomats" in expelled.recipients[0]


def test_two_wordings_are_shown(account: Account) -> None:
    """The sanctions of June stand in two wordings, both kept; forms of one word are one wording."""
    wordings = {d.value for d in account.disagreements if d.field == "wording"}
    assert {"imposed sanctions", "announced visa bans"} <= wordings
    assert not {"accused", "accusing"} <= wordings


def test_the_two_readouts_differ(account: Account) -> None:
    """Tokyo's account has the promise to host talks; Tashkent's leaves it out and says no date was promised."""
    talks = find_event(account, "CONSULT", {"JPN", "UZB"}, "2022-10-26")
    cells = [c for c in account.readouts if c.event_id == talks.id]
    line = next(c.line for c in cells if c.side == "JPN" and c.words and "promised to host a new round" in c.words)
    assert [c.says for c in cells if c.line == line and c.side == "UZB"] == [False]
    assert any(c.side == "UZB" and c.words and "no date was promised" in c.words for c in cells)


def test_every_row_names_claims_that_are_there(reports: list[Coded], account: Account) -> None:
    """Views stand on claims: mentions, later claims, quoted words."""
    text = {c.article.id: c.article.text for c in reports}
    mentions = {e.id for c in reports for e in c.events}
    assert all(e.mention_ids and set(e.mention_ids) <= mentions for e in account.events)
    for change in account.changes:
        assert change.report_id is not None
        assert text[change.report_id][change.start : change.end] == change.words
    assert {d.event_id for d in account.disagreements} <= {e.id for e in account.events}


@pytest.mark.parametrize("seed", range(2))
def test_order_of_reports_changes_nothing(reports: list[Coded], account: Account, seed: int) -> None:
    """The same claims in any order give the same account, byte for byte."""
    shuffled = random.Random(seed).sample(reports, len(reports))
    assert msgspec.json.encode(make_account(shuffled)) == msgspec.json.encode(account)
