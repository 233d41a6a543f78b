"""Which parties the encoder's pointers make, and when they outweigh a frame's."""

from __future__ import annotations

import msgspec
import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding.sides import (
    drop_echoes,
    find_mentions,
    join_chains,
    outweigh,
    read_party,
    read_recipients,
    tells_origin,
    view_report,
)
from dragoman.records import EventType, Mention, Predicate, Span

TEXT = "Kenya sent troops to the border with Uganda."
KENYA, UGANDA, SENT = Span(0, 5, "Kenya"), Span(37, 43, "Uganda"), Span(6, 10, "sent")
READ = Predicate(
    0, SENT, (("MOBILIZE", 0.9),), None, (("asserted", 1.0),), 0.0, ((KENYA, 0.9),), ((UGANDA, 0.7),), (), (),
    None, None, None, None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "origin"),
    [
        ("Troops fired at it from the Gaza Strip.", "Gaza", True),
        ("Rebels fired rockets at Metula from southern Lebanon.", "Lebanon", True),
        ("Rebels fired rockets at Metula from southern Lebanon.", "Metula", False),
        ("Rebels seized six envoys from Chad.", "Chad", False),
        ("Rebels attacked a village; envoys came from Chad.", "Chad", False),
    ],
)
def test_where_shots_came_from_is_not_whom_they_hit(text: str, name: str, origin: bool) -> None:
    assert tells_origin(text, text.index(name)) == origin


@pytest.mark.parametrize(
    ("kind", "sure", "found"),
    [
        ("ASSAULT", 0.7, ["Uganda"]),
        ("ASSAULT", 0.3, []),
        ("SUPPORT", 0.7, []),
        ("SUPPORT", 0.85, ["Uganda"]),
    ],
)
def test_acts_often_aimed_at_nobody_need_a_surer_word(kind: EventType, sure: float, found: list[str]) -> None:
    report = view_report(TEXT, annotate(TEXT), None)
    read = msgspec.structs.replace(READ, recipients=((UGANDA, sure),))
    assert [x.text for x in read_party(report, read, read.actors)] == ["Kenya"]
    assert [x.text for x in read_recipients(report, read, kind, None)] == found


PACT = "Oslo signed pacts with Lima, Quito and the Gambia, watched by Chad."
NAMES = {
    name: Span(PACT.index(name), PACT.index(name) + len(name), name) for name in ("Lima", "Quito", "Gambia", "Chad")
}


@pytest.mark.parametrize(("least", "found"), [(0.25, ["Lima", "Quito", "Gambia"]), (0.1, ["Lima"])])
def test_who_stands_in_one_list_with_a_sure_party_is_one_too(least: float, found: list[str]) -> None:
    report = view_report(PACT, annotate(PACT), None)
    pointed = [(NAMES["Lima"], 0.8), (NAMES["Quito"], least), (NAMES["Gambia"], least), (NAMES["Chad"], 0.3)]
    read = msgspec.structs.replace(READ, trigger=Span(5, 11, "signed"))
    assert [x.text for x in read_party(report, read, pointed)] == found


TOLD = "Oslo offered Lima a truce with Quito."
LIMA, QUITO, OFFERED = Span(13, 17, "Lima"), Span(31, 36, "Quito"), Span(5, 12, "offered")


@pytest.mark.parametrize(
    ("kind", "pointed", "found"),
    [
        ("AGREE", (LIMA, QUITO), ["Lima"]),
        ("REJECT", (LIMA, QUITO), ["Lima"]),
        ("AGREE", (QUITO,), ["Quito"]),
        ("THREATEN", (LIMA, QUITO), ["Lima", "Quito"]),
        ("REQUEST", (LIMA, QUITO), ["Lima", "Quito"]),
    ],
)
def test_a_promise_is_made_to_whom_its_content_names_only_where_nobody_else_is(
    kind: EventType, pointed: tuple[Span, ...], found: list[str]
) -> None:
    report = view_report(TOLD, annotate(TOLD), None)
    read = msgspec.structs.replace(READ, trigger=OFFERED, recipients=tuple((x, 0.9) for x in pointed))
    content = Span(18, 36, TOLD[18:36])
    assert [x.text for x in read_recipients(report, read, kind, content)] == found


def test_what_several_agree_on_is_aimed_at_nobody_whom_it_speaks_of() -> None:
    report = view_report(TOLD, annotate(TOLD), None)
    read = msgspec.structs.replace(READ, trigger=OFFERED, recipients=((QUITO, 0.9),))
    assert read_recipients(report, read, "AGREE", Span(18, 36, TOLD[18:36]), together=True) == ()


@pytest.mark.parametrize(
    ("text", "pointed", "several", "kept"),
    [
        ("After the general left, Oslo accused him of theft.", "general|him", False, ["general"]),
        ("The rebels said they had shot at the bridge.", "rebels|they", False, ["rebels"]),
        # Two who are joined, and two who meet, unless the report says that they are one.
        ("The police shot three of them and a woman.", "them|woman", False, ["them", "woman"]),
        ("They hold him and his regime responsible.", "him|regime", False, ["him", "regime"]),
        ("After the rain stopped, he met President Putin.", "he|President Putin", True, ["he", "President Putin"]),
        ("It had signed a deal with Iran.", "It|Iran", True, ["It", "Iran"]),
        ("He had rejected the truce with Iran.", "He|Iran", False, ["He", "Iran"]),
        ("Police sought him after officers left.", "him|officers", False, ["him", "officers"]),
        ("They waited.", "They", False, ["They"]),
        # A state or body beside its own people; not where both act.
        ("Oslo said its soldiers shot at the bridge.", "Oslo|soldiers", False, ["soldiers"]),
        ("Oslo and its soldiers shot at the bridge.", "Oslo|soldiers", False, ["Oslo", "soldiers"]),
    ],
)
def test_who_only_echoes_or_owns_a_party_is_no_second_one(
    text: str, pointed: str, several: bool, kept: list[str]
) -> None:
    report = view_report(text, annotate(text), None)
    side = tuple(Span(m.start, m.end, m.text) for m in report.actors if m.text in pointed.split("|"))
    assert len(side) == len(pointed.split("|"))
    assert [x.text for x in drop_echoes(side, report, several=several)] == kept


@pytest.mark.parametrize(
    ("framed", "sure", "several", "chosen"),
    [
        ((KENYA,), (UGANDA,), False, (UGANDA,)),
        ((KENYA,), (KENYA, UGANDA), False, (KENYA,)),
        ((KENYA,), (), False, (KENYA,)),
        ((), (UGANDA,), False, ()),
        ((KENYA,), (UGANDA,), True, (KENYA,)),
    ],
)
def test_what_outweighs_a_frame(
    framed: tuple[Span, ...], sure: tuple[Span, ...], several: bool, chosen: tuple[Span, ...]
) -> None:
    assert outweigh(framed, sure, "Kenya struck and Uganda fled.", several=several) == chosen


@pytest.mark.parametrize("between", [", among them", " by police, including"])
def test_who_is_named_as_one_of_those_acted_on_stands_beside_them(between: str) -> None:
    text = f"40 men{between} Rossi, were held."
    framed, sure = (Span(text.index(x), text.index(x) + len(x), x) for x in ("40 men", "Rossi"))
    assert outweigh((framed,), (sure,), text, several=False) == (framed, sure)


def test_words_for_one_actor_count_together() -> None:
    text = "The Kenyan president said rebels had shot at President Odhiambo and at Uganda."
    annotation = annotate(text)
    first, second = Span(4, 20, "Kenyan president"), Span(45, 63, "President Odhiambo")
    other = Span(text.index("Uganda"), text.index("Uganda") + 6, "Uganda")
    chained = [msgspec.structs.replace(m, chain=9) if m.start in (4, 45) else m for m in annotation.mentions]
    read = msgspec.structs.replace(READ, recipients=((first, 0.4), (second, 0.3), (other, 0.2)))
    joined = join_chains(read, [m for m in chained if m.kind == "actor"])
    assert [(x.text, round(p, 2)) for x, p in joined.recipients] == [
        ("Kenyan president", 0.58), ("President Odhiambo", 0.3), ("Uganda", 0.2),
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["Kenya's critics", "Critics of Kenya"])
def test_who_owns_somebody_does_not_stand_for_him(words: str) -> None:
    actors = [m for m in annotate(f"{words} in Oslo cheered.").mentions if m.kind == "actor"]

    assert [x.text for x in find_mentions(words, [Span(0, len(words), words)], actors)] == [words]


@pytest.mark.parametrize(
    ("text", "word", "counted"),
    [
        ("More than 40 Kenyan soldiers left.", "More", "40 Kenyan soldiers"),
        ("As many as 40 Kenyan soldiers left.", "As", "40 Kenyan soldiers"),
        ("Lima fears 40 Kenyan soldiers.", "Lima", "Lima"),
    ],
)
def test_a_count_is_who_is_counted(text: str, word: str, counted: str) -> None:
    begin = text.index("40")
    who = Mention(begin, begin + 18, text[begin : begin + 18], "actor", "group")
    at = text.index(word)
    assert [x.text for x in find_mentions(text, [Span(at, at + len(word), word)], [who])] == [counted]


@pytest.mark.parametrize(("words", "somebody"), [("Two rockets", False), ("Airstrikes", False), ("An Uzi rifle", False),
                                                 ("His", False), ("U", False),
                                                 ("Two Rastellis", True)])  # fmt: skip
def test_what_is_thrown_and_whose_it_is_are_nobody(words: str, somebody: bool) -> None:
    assert [x.text for x in find_mentions(f"{words} hit Oslo.", [Span(0, len(words), words)], [])] == [words] * somebody
