"""Recipients that no words of an act name: which state of the report an act is aimed at."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from dragoman.annotate.sentences import find_sentences
from dragoman.errors import TableError
from dragoman.ground.allegiance import Allegiance
from dragoman.ground.choices import load_weights
from dragoman.ground.counterparts import COUNTERPART, FEATURES, Act, describe, fill_recipients, is_open
from dragoman.ground.states import NamedStates
from dragoman.records import Actor, EventMention, EventType, Span

TEXT = "Peru asked Chile for water. Chile refused. Peru waited. Chile spoke. Kenya danced."
SENTENCES = find_sentences(TEXT)
CODES = {"Peru": "PER", "Chile": "CHL", "Kenya": "KEN"}


def read_report(text: str = TEXT) -> Allegiance:
    states = NamedStates(text)
    return Allegiance(text, find_sentences(text), states, states.named, (), None)


def list_parties(text: str = TEXT) -> list[Actor]:
    """Every state of the text as an actor."""
    at = [(i, name) for name in CODES for i in range(len(text)) if text.startswith(name, i)]
    return [actor(name, start) for start, name in sorted(at)]


def actor(name: str, start: int) -> Actor:
    return Actor(start, start + len(name), name, CODES[name], ("GOV",), None, None, None)


def act(kind: EventType, word: str, by: str = "", to: str = "") -> Act:
    """An act told by the first `word` of the text, with parties by their names, which stand in its sentence."""
    start = TEXT.index(word)
    number = next(n for n, (a, b) in enumerate(SENTENCES) if a <= start < b)
    begin = SENTENCES[number][0]
    sides = [tuple(actor(name, begin) for name in side.split()) for side in (by, to)]
    event = EventMention(
        id=word, event_type=kind, mode=None, contexts=(), cameo="000", quad_class=1, intensity=0.0,
        factuality="asserted", confidence=0.5, sentence=SENTENCES[number], trigger=Span(start, start + len(word), word),
        actors=sides[0], recipients=sides[1], place=None, when=None, attribution=None, rule="",
    )  # fmt: skip
    own, aimed = (frozenset(a.code for a in side if a.code) for side in sides)
    return Act(event, number, own, aimed, {}, None)


def fill(*acts: Act, overlay: Path | None = None) -> list[list[str | None]]:
    """The codes of each act's recipients."""
    found = fill_recipients(acts, read_report(), list_parties(), overlay)
    return [[r.code for r in e.recipients] for e in found]


def test_every_feature_has_a_weight() -> None:
    assert set(load_weights("counterparts", FEATURES)) == set(FEATURES)


def test_a_row_that_names_no_feature_is_refused(tmp_path: Path) -> None:
    (tmp_path / "counterparts.tsv").write_text("feature\tweight\tmeaning\nanwsered\t1\t\n", encoding="utf-8")
    with pytest.raises(TableError, match="'anwsered' is no feature"):
        fill(act("REJECT", "refused", "Chile"), overlay=tmp_path)


def test_a_refusal_is_aimed_at_who_asked() -> None:
    assert fill(act("REQUEST", "asked", "Peru", "Chile"), act("REJECT", "refused", "Chile")) == [["CHL"], ["PER"]]


@pytest.mark.parametrize(
    "open_act",
    [
        act("REJECT", "refused", "Chile", "Kenya"),  # aimed at somebody already
        act("CONSULT", "refused", "Chile Peru"),  # several may act on each other
        act("ASSAULT", "refused", "Chile Peru"),
    ],
)
def test_these_stay_as_they_are(open_act: Act) -> None:
    before = [r.code for r in open_act.event.recipients]
    assert fill(act("REQUEST", "asked", "Peru", "Chile"), open_act)[1] == before


def test_several_who_protest_do_so_against_another() -> None:
    assert is_open(act("PROTEST", "refused", "Chile Kenya"))


def test_what_several_do_to_each_other_is_aimed_at_nobody_else() -> None:
    assert not is_open(structs.replace(act("ACCUSE", "refused", "Chile Kenya"), mutual=True))


def test_who_acts_and_is_not_known_may_be_anybody() -> None:
    unknown = act("REJECT", "refused", "Chile")
    nobody = Actor(*SENTENCES[1], "it", None, (), None, None, None)
    event = structs.replace(unknown.event, actors=(nobody,))
    assert fill(Act(event, unknown.number, frozenset(), frozenset(), {}, None)) == [[]]


def test_recipient_keeps_the_words_that_name_it_and_says_why() -> None:
    _, refusal = fill_recipients(
        (act("REQUEST", "asked", "Peru", "Chile"), act("REJECT", "refused", "Chile")), read_report(), list_parties()
    )
    (aimed_at,) = refusal.recipients
    assert (TEXT[aimed_at.start : aimed_at.end], aimed_at.start) == ("Peru", 0)
    assert (aimed_at.grounding or "").startswith(COUNTERPART)


def test_what_the_encoder_points_at_counts() -> None:
    plain = act("ACCUSE", "danced", "Kenya")
    pointed = Act(plain.event, plain.number, plain.own, plain.to, {"CHL": 0.3}, None)
    weights = load_weights("counterparts", FEATURES)
    assert weights["pointed at"] > 0
    told = dict(describe(pointed, [pointed], read_report()))["CHL"]
    assert told["pointed at"] > dict(describe(plain, [plain], read_report()))["CHL"]["pointed at"]


def test_a_state_that_acts_as_a_whole_acts_on_others() -> None:
    whole = act("REJECT", "refused", "Chile")
    told = structs.replace(whole.event.actors[0], grounding="country:CHL in phrase")
    event = structs.replace(whole.event, actors=(told,))
    described = describe(Act(event, whole.number, whole.own, whole.to, {}, None), [], read_report())
    assert "CHL" not in [code for code, _ in described]
    assert "CHL" in [code for code, _ in describe(whole, [], read_report())]


@pytest.mark.parametrize(
    ("sectors", "other", "aimed"),
    [
        (("REB",), ("UAF",), []),
        (("REB",), ("COP",), ["Chile"]),
        (("MIL",), ("COP",), []),
        (("MIL",), ("REB",), ["Chile"]),
        (("CVL",), ("CVL",), ["Chile"]),
    ],
)
def test_force_is_used_between_two_sides(sectors: tuple[str, ...], other: tuple[str, ...], aimed: list[str]) -> None:
    """Rebels of a state attack none of its rebels, nor its army its police, where the words do not say so."""
    begin = SENTENCES[1][0]
    fighter = Actor(begin, begin + 3, "Chi", "CHL", sectors, None, None, None)
    plain = act("ASSAULT", "refused", "Chile")
    attack = Act(structs.replace(plain.event, actors=(fighter,)), 1, plain.own, frozenset(), {"CHL": 0.9}, None)
    parties = [structs.replace(p, sectors=other) for p in list_parties() if p.code == "CHL" and p.start < begin]
    (event,) = fill_recipients((attack,), read_report(), parties)
    assert [r.text for r in event.recipients] == aimed
