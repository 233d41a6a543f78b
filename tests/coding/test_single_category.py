"""The single-category rule and the ambiguities of PLOVER's manual, told by invented sentences; commitments."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens
from dragoman.coding.happening import read_fate
from dragoman.coding.units import view_sentence
from dragoman.errors import TableError
from dragoman.records import EventCandidate

Coder = Callable[[str], tuple[EventCandidate, ...]]


@pytest.mark.parametrize(
    ("marked", "entry", "cameo", "factuality"),
    [
        ("[Rossi] will visit <Hanoi> in May.", "AGREE", "036", "asserted"),
        ("[Rossi] will meet [Mbeki] in May.", "AGREE", "036", "asserted"),
        ("[Oslo] will send food to [Malawi].", "AGREE", "033", "asserted"),
        ("[Rome] invited [the Tunisian president] to a summit.", "AGREE", "036", "asserted"),
        ("[Oslo] promised to sign the treaty.", "AGREE", "032", "asserted"),
        ("[Oslo] and [Accra] signed the treaty.", "SUPPORT", "057", "asserted"),
        ("[The army] agreed to withdraw its troops from [the valley].", "CONCEDE", "035", "asserted"),
        ("[The army] will withdraw its troops from [the valley].", "CONCEDE", "035", "asserted"),
        ("[The king] cancelled a meeting with [the premier].", "REJECT", "125", "asserted"),
        ("[The union] agreed to postpone its rally.", "CONCEDE", "035", "asserted"),
        ("[The general] apologised to [the families].", "CONCEDE", "055", "asserted"),
        ("[The king] pardoned [ten rebels].", "CONCEDE", "056", "asserted"),
        ("[The Thai navy] and [the Indian navy] held joint exercises.", "COOPERATE", "062", "asserted"),
        ("[The Thai navy] held exercises.", "MOBILIZE", "150", "asserted"),
        ("[Oslo] summoned [the ambassador].", "ACCUSE", "114", "asserted"),
        ("[The court] issued an arrest warrant for [the colonel].", "THREATEN", "173", "asserted"),
        ("[The court] ordered [the bank] to pay the widow.", "SANCTION", "116", "asserted"),
        ("[The militia] threatened to attack [the port].", "THREATEN", "138", "asserted"),
        ("[The militia] will attack [the port].", "THREATEN", "138", "asserted"),
        ("[The militia] tried to attack [the port].", "ASSAULT", "190", "planned"),
        ("[The militia] wants to attack [the port].", "THREATEN", "138", "asserted"),
        ("[Rossi] tried to thank [Mbeki].", "SUPPORT", "051", "planned"),
        ("[Rossi] hopes to meet [Mbeki].", "CONSULT", "040", "planned"),
        ("[Kyiv] urged [Paris] to send tanks.", "REQUEST", "0232", "asserted"),
        ("[Kyiv] demanded that [Paris] send tanks.", "REQUEST", "1032", "asserted"),
        ("[The militia] promised not to attack [the port].", "AGREE", "030", "asserted"),
        ("[Oslo] warned [Lima] against sending arms to [Accra].", "THREATEN", "130", "asserted"),
        ("[Oslo] postponed [Foreign Minister Tomo Rastelli of the Labour Party]'s visit.", "REJECT", "125", "asserted"),
        ("[Oslo] plans to deploy troops in [Mali].", "MOBILIZE", "154", "planned"),
    ],
)
def test_ambiguity(code: Coder, marked: str, entry: str, cameo: str, factuality: str) -> None:
    found = [(e.event_type, e.cameo, e.factuality) for e in code(marked)]
    assert found == [(entry, cameo, factuality)]


@pytest.mark.parametrize(
    ("marked", "factuality"),
    [
        ("[Rossi] met [Mbeki] on Monday.", "asserted"),
        ("[Rossi] did not meet [Mbeki].", "negated"),
        ("[Rossi] denied that [the army] attacked [the port].", "denied"),
        ("[The army] may attack [the port].", "hypothetical"),
        ("[Rossi] met [Mbeki] in {1991}.", "historical"),
        ("Last year [Rossi] met [Mbeki].", "historical"),
        ("Last week [Rossi] met [Mbeki].", "asserted"),
        ("In {1991}, [Rossi] met [Mbeki].", "historical"),
        ("{Last year}, [Rossi] met [Mbeki].", "historical"),
        ("Days after {last year}'s vote, [Rossi] met [Mbeki].", "asserted"),
        ("[Rossi] once met [Mbeki].", "historical"),
        ("[Rossi] met [Mbeki] three years ago.", "historical"),
        ("[The army] freed [a general] held more than three years ago.", "asserted"),
        ("[Oslo] accused [Lima] of breaking the accord of {1991}.", "asserted"),
        ("[Oslo] promised on {Friday} to sign the treaty by the end of {2031}.", "asserted"),
        ("[The army] failed to attack [the port].", "negated"),
        ("The talks between [Oslo] and [Lima] did not take place.", "negated"),
        ("The talks between [Oslo] and [Lima] took place.", "asserted"),
        ("[The army] may not have attacked [the port].", "hypothetical"),
        ("[The army] could not attack [the port].", "negated"),
        ("It was a move that [Oslo] condemned.", "asserted"),
        ("There was a plan that [Oslo] will visit <Lima>.", "asserted"),
        ("The talks between [Oslo] and [Lima] have yet to begin.", "negated"),
        ("Joint exercises between [Oslo] and [Lima] were not held.", "negated"),
        ("A raid by [the army] on [the port] was foiled.", "negated"),
        ("A raid by [the army] on [the port] would be a crime.", "hypothetical"),
        ("The raid by [the army] on [the port] would cost it dearly.", "asserted"),
        ("After talks with [Lima] the match was postponed.", "asserted"),
    ],
)
def test_factuality_of_events(code: Coder, marked: str, factuality: str) -> None:
    events = [e for e in code(marked) if e.trigger.text != "denied that"]
    assert [e.factuality for e in events] == [factuality]


@pytest.mark.parametrize("end", ["were called off", "were cancelled on Monday", "have been postponed"])
def test_an_act_that_was_called_off_did_not_happen(code: Coder, end: str) -> None:
    events = code(f"The talks between [Oslo] and [Lima] {end}.")
    assert [e.factuality for e in events if e.event_type == "CONSULT"] == ["negated"]


@pytest.mark.parametrize("end", ["will begin on Monday", "are due to be held in May", "were set to resume"])
def test_an_act_that_its_noun_tells_as_one_to_come_is_agreed_on(code: Coder, end: str) -> None:
    [event] = code(f"Talks between [Oslo] and [Lima] {end}.")
    assert (event.event_type, event.what and event.what.text) == ("AGREE", "Talks between Oslo and Lima")


@pytest.mark.parametrize("end", ["began on Monday", "were held in May", "have resumed"])
def test_an_act_that_its_noun_tells_as_done_is_no_plan(code: Coder, end: str) -> None:
    assert [e.event_type for e in code(f"Talks between [Oslo] and [Lima] {end}.")] == ["CONSULT"]


@pytest.mark.parametrize("end", ["may be postponed", "could still be called off", "might not take place"])
def test_an_act_that_may_be_called_off_still_may_happen(code: Coder, end: str) -> None:
    events = code(f"The talks between [Oslo] and [Lima] {end}.")
    assert [e.factuality for e in events if e.event_type == "CONSULT"] == ["hypothetical"]


@pytest.mark.parametrize(
    ("marked", "factuality", "binds"),
    [
        ("[Rossi] was to visit [Oslo] in May but called off the trip.", "negated", False),
        ("[Rossi] was to visit [Oslo] in May but the trip was cancelled.", "negated", False),
        ("[Rossi] had been due to visit [Oslo] but put it off.", "negated", False),
        ("[Rossi] was to visit [Oslo] in May but has not named a day.", "asserted", True),
        ("[Rossi] was to visit [Oslo] in May but did not cancel other trips.", "asserted", True),
        ("[Rossi] will visit [Oslo] in May but cancelled other trips.", "asserted", True),
    ],
)
def test_what_was_to_be_done_but_was_called_off_binds_nobody(
    code: Coder, marked: str, factuality: str, binds: bool
) -> None:
    [event] = [e for e in code(marked) if e.event_type == "AGREE"]
    assert (event.factuality, event.what is not None) == (factuality, binds)


def test_a_condition_is_no_act(code: Coder) -> None:
    assert code("If [the army] attacks [the port], prices rise.") == ()


@pytest.mark.parametrize(
    ("marked", "what", "condition", "due"),
    [
        ("[Oslo] promised to send food to [Malawi] by {Friday}.", "send food to Malawi", None, "by Friday"),
        ("[The army] agreed to leave the valley if [the rebels] disarm.", "leave the valley",
         "if the rebels disarm", None),
        ("[Oslo] and [Accra] agreed to arrange a visit at an early date, as soon as the virus recedes.",
         "arrange a visit", "as soon as the virus recedes", "at an early date"),
        ("[Rossi] will visit <Hanoi> {next month}.", "visit Hanoi", None, "next month"),
        ("[The militia] threatened to attack [the port] unless [the king] resigns.", "attack the port",
         "unless the king resigns", None),
        ("[Rossi] met [Mbeki] on {Monday}.", None, None, None),
    ],
)  # fmt: skip
def test_commitment(code: Coder, marked: str, what: str | None, condition: str | None, due: str | None) -> None:
    (event,) = code(marked)
    spans = (event.what, event.condition, event.due)
    assert tuple(s.text if s else None for s in spans) == (what, condition, due)


def test_the_same_act_told_twice_is_one(code: Coder) -> None:
    assert len(code("[Rossi] met [Mbeki] on Monday, a meeting [Mbeki] had asked for.")) <= 2


def test_a_voice_that_is_not_known_is_told(tmp_path: Path) -> None:
    (tmp_path / "happening.tsv").write_text("words\tvoice\texample\nstall\tactive\tThe talks stalled.\n")
    text = "The talks began."
    sentence = view_sentence(find_tokens(text, find_sentences(text)), ())
    with pytest.raises(TableError, match=r"happening\.tsv, row 'stall': voice 'active'"):
        read_fate(sentence, 1, tmp_path)
