"""Whole acts out of a sentence: what a guess may not say."""

from __future__ import annotations

import pytest

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Norway expelled three diplomats on Monday.", [None]),
        ("Kenya on Tuesday invited seven heads of state to a meeting.", [None]),
        ("Kenya on Tuesday arrested four officers.", ["KEN"]),
        ("Kenya on Tuesday expelled three Ugandan diplomats.", ["UGA"]),
    ],
)
def test_a_guess_gives_no_recipient_the_actors_own_state(text: str, recipients: list[str | None]) -> None:
    """But for what states do to their own people."""
    [event] = code_article(parse_text(text, source="test")).events
    assert [r.code for r in event.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Peru closed its border on Sunday. Ghana warned the opposition on Monday.", "PER"),
        ("The FARC opened talks on Sunday. Ghana warned the guerrillas on Monday.", "COL"),
        ("Ghana warned the Liberal Democrats on Monday.", "GBR"),
        ("Ghana warned the opposition on Monday.", None),
    ],
)
def test_who_is_not_of_the_state_that_acts_is_of_the_next_likeliest(text: str, code: str | None) -> None:
    event = code_article(parse_text(text, source="test")).events[-1]
    assert [r.code for r in event.recipients] == [code]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The envoy thanked Norway on Monday.", [None]),
        ("The government expressed gratitude for Norway's help.", [None]),
        ("The Norwegian envoy thanked Norway on Monday.", ["NOR"]),
    ],
)
def test_a_guess_gives_nobody_in_office_the_state_that_he_acts_on(text: str, actors: list[str | None]) -> None:
    event = code_article(parse_text(text, source="test")).events[0]
    assert [a.code for a in event.actors] == actors


def test_a_government_does_not_assault_its_own_state() -> None:
    text = "An attack by Assad's regime shook the port a week after the Syrian government bombed the town."
    assert [e.recipients for e in code_article(parse_text(text, source="test")).events] == [(), ()]


def test_leaders_of_a_body_do_not_act_on_it() -> None:
    text = "Leaders of the Economic Community of West African States (ECOWAS) rejected the plan."
    [event] = code_article(parse_text(text, source="test")).events
    assert ([a.text for a in event.actors], event.recipients) == (["Leaders"], ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Egypt and Ethiopia blamed each other on Monday for the flood.", "ACCUSE"),
        ("India and Pakistan have expelled each other's diplomats.", "SANCTION"),
        ("Seoul and Pyongyang fired artillery at one another on Friday.", "ASSAULT"),
    ],
)
def test_who_acts_on_each_other_acts(text: str, kind: str) -> None:
    """A reciprocal act has its parties as actors and no recipient."""
    [event] = code_article(parse_text(text, source="test")).events
    assert (event.event_type, len(event.actors), event.recipients) == (kind, 2, ())


@pytest.mark.parametrize(
    "text",
    [
        "Saudi Arabia and the United Arab Emirates, who fight Yemen's Houthis, have accused each other of treason.",
        "Armenia and Azerbaijan traded accusations on Friday over a clash near a Georgian village.",
    ],
)
def test_what_two_do_to_each_other_is_aimed_at_no_third(text: str) -> None:
    act = next(e for e in code_article(parse_text(text, source="test")).events if e.event_type == "ACCUSE")
    assert (len(act.actors), act.recipients) == (2, ())


@pytest.mark.parametrize(
    ("text", "trigger", "parties"),
    [
        ("Denmark's prime minister said her country would not negotiate over its islands with the United States.",
         "negotiate", ("REJECT", "asserted", {"DNK"}, {"USA"})),
        ("Peru's army will not withdraw from Chile until June.",
         "withdraw", ("REJECT", "asserted", {"PER"}, {"CHL"})),
        ("Kenya and Uganda did not negotiate on Monday.", "negotiate", None),
    ],
)  # fmt: skip
def test_what_somebody_would_not_do_with_another_is_refused(
    text: str, trigger: str, parties: tuple[str, str, set[str], set[str]] | None
) -> None:
    acts = [e for e in code_article(parse_text(text, source="test")).events if e.trigger.text == trigger]
    told = [(a.event_type, a.factuality, {x.code for x in a.actors}, {x.code for x in a.recipients}) for a in acts]
    assert told == [parties] if parties else all(a.event_type != "REJECT" for a in acts)


@pytest.mark.parametrize(
    ("text", "trigger", "code"),
    [
        ("Prime Minister Albin Kurti blamed Belgrade, which denied involvement and called for an inquiry.",
         "called for", "SRB"),
        ("Moscow cut off gas to Minsk, which accused the Kremlin of blackmail and threatened to seize a pipeline.",
         "threatened", "BLR"),
        ("Kurti blamed Belgrade, which denied involvement, and called for an inquiry by Kosovo.", "called for", "XKX"),
    ],
)  # fmt: skip
def test_the_second_verb_of_a_relative_clause_has_its_subject(text: str, trigger: str, code: str) -> None:
    events = code_article(parse_text(text, source="test")).events
    act = next(e for e in events if e.trigger.text == trigger)
    assert [a.code for a in act.actors] == [code]


def test_who_travels_for_talks_takes_part_in_them() -> None:
    text = "Ukraine's president flew to Paris for talks with his French counterpart."
    talks = code_article(parse_text(text, source="test")).events[-1]
    assert ([a.code for a in talks.actors], talks.recipients) == (["UKR", "FRA"], ())


@pytest.mark.parametrize(
    ("text", "trigger", "codes"),
    [
        ("Russian missiles struck the port of Odesa on Saturday, the Ukrainian military said, less than a day after "
         "the two countries had signed an agreement on grain exports.", "struck", {"UKR"}),
        ("The United States postponed Secretary of State Antony Blinken’s visit to China on Friday, hours before he "
         "was to leave, because of a Chinese balloon over Montana.", "postponed", {"CHN"}),
    ],
)  # fmt: skip
def test_who_acts_is_not_acted_upon_under_another_name(text: str, trigger: str, codes: set[str | None]) -> None:
    events = code_article(parse_text(text, source="test")).events
    act = next(e for e in events if e.trigger.text.startswith(trigger))
    assert {r.code for r in act.recipients} <= codes


@pytest.mark.parametrize(
    ("text", "teller"),
    [
        (
            '"The students ask for milk and get tear gas," said Governor Henrique Capriles.',
            "Governor Henrique Capriles",
        ),
        ("The government is reconsidering its refusal to send weapons to Kyiv, an adviser said.", "adviser"),
    ],
)
def test_who_tells_of_an_act_behind_it_is_not_acted_upon(text: str, teller: str) -> None:
    events = code_article(parse_text(text, source="test")).events
    assert events
    assert teller not in [r.text for e in events for r in e.recipients]


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("The Chilean visit to Peru comes before President Rastelli leaves office next May.", None, "2021-10-27"),
        ("Chile condemned Peru on Monday.", "2021-10-25", "2021-10-25"),
        ("Chile agreed to meet Peru in November.", "2021-11-01", "2021-11-30"),
    ],
)
def test_what_is_done_is_not_dated_after_the_report(text: str, begins: str | None, ends: str) -> None:
    [event] = code_article(parse_text(text, source="test", published_at="2021-10-27")).events
    assert event.when is not None
    assert (event.when.from_, event.when.to) == (begins, ends)


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Chile condemned Peru on Monday, two days after Peru expelled three diplomats.", "expelled", "2021-10-23"),
        ("Chile condemned Peru on Monday, two days after a ceasefire between them had begun.", "ceasefire", None),
    ],
)
def test_a_length_counted_from_the_main_act_dates_what_is_told_by_a_verb(
    text: str, trigger: str, day: str | None
) -> None:
    events = code_article(parse_text(text, source="test", published_at="2021-10-27")).events
    when = next(e.when for e in events if e.trigger.text == trigger)
    assert when is not None
    assert (when.text, when.from_) == ("two days", day)


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("The militia claimed responsibility for the attack on social media on Monday.", "ASSAULT", []),
        ("The militia attacked the state television in the capital.", "ASSAULT", ["state television"]),
        ("The Greek premier criticised Turkey on state television on Monday.", "ACCUSE", ["Turkey"]),
    ],
)
def test_what_an_act_is_told_on_is_not_acted_upon(text: str, kind: str, recipients: list[str]) -> None:
    acts = [e for e in code_article(parse_text(text, source="test")).events if e.event_type == kind]
    assert [[r.text for r in e.recipients] for e in acts] == [recipients]


def test_who_is_arrested_by_the_grammar_arrests_nobody() -> None:
    [act] = code_article(parse_text("Eleven people were arrested during the rally.", source="test")).events[:1]
    assert (act.event_type, act.actors, [r.text for r in act.recipients]) == ("COERCE", (), ["people"])
