"""Frames and the encoder's readings joined: a made reading against real frames, shipped and of the user's tables."""

from pathlib import Path

import msgspec
import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding import code_events, load_codebook
from dragoman.coding.parties import find_parties
from dragoman.coding.predicates import code_predicates
from dragoman.coding.votes import load_senses, load_trust
from dragoman.errors import TableError
from dragoman.records import EventCandidate, EventType, Factuality, Predicate, Span

TEXT = "France serenaded Germany on Monday.\n"
HEADER = "frame\ttriggers\tkind\tevent_type\tmode\tcameo\targs\tneeds\tquality\tcompose\treason"
ROW = "mine.serenade\tserenade\tv\tSUPPORT\t\t\tsubj > obj\ta\t6\t\tParis serenaded Rome."


def _joined(overlay: Path | None, act: tuple[EventType, float]) -> list[EventCandidate]:
    """What comes of TEXT when the encoder reads `act` in its verb and France as the recipient."""
    annotation = annotate(TEXT, overlay=overlay)
    trigger, paris = Span(7, 16, "serenaded"), Span(0, 6, "France")
    read = Predicate(
        0, trigger, (act,), None, (("asserted", 1.0),), 0.0, (), ((paris, 0.99),), (), (), None, None, None, None
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    codebook = load_codebook(overlay)
    return list(code_predicates(TEXT, annotation, code_events(TEXT, annotation, codebook), codebook))


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    (tmp_path / "frames.tsv").write_text(f"{HEADER}\n{ROW}\n")
    return tmp_path


@pytest.mark.parametrize("act", [("ASSAULT", 0.9999), ("SUPPORT", 0.0001), ("ACCUSE", 0.5)])
def test_a_frame_of_the_users_is_not_voted_away(overlay: Path, act: tuple[EventType, float]) -> None:
    [event] = _joined(overlay, act)
    assert (event.event_type, [a.text for a in event.actors], [r.text for r in event.recipients]) == (
        "SUPPORT", ["France"], ["Germany"],
    )  # fmt: skip


def test_without_the_users_frame_the_encoder_decides() -> None:
    assert [e.event_type for e in _joined(None, ("ASSAULT", 0.9999))] == ["ASSAULT"]
    assert _joined(None, ("ASSAULT", 0.5)) == []


def test_an_assault_is_told_by_its_victim_alone_and_a_quarrel_is_not() -> None:
    assert [e.event_type for e in _joined(None, ("ASSAULT", 0.9))] == ["ASSAULT"]
    assert _joined(None, ("ACCUSE", 0.9)) == []


@pytest.mark.parametrize(("sure", "found"), [(0.5, []), (0.97, ["PROTEST"])])
def test_an_act_aimed_at_nobody_is_told_by_who_acts_where_the_encoder_is_sure(sure: float, found: list[str]) -> None:
    text = "Dockers serenaded on Monday."
    annotation = annotate(text)
    read = Predicate(
        0, Span(8, 17, "serenaded"), (("PROTEST", sure),), None, (("asserted", 1.0),), 0.0,
        ((Span(0, 7, "Dockers"), 0.9),), (), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    assert [e.event_type for e in code_predicates(text, annotation, (), load_codebook(None))] == found


@pytest.mark.parametrize(("sure", "found"), [(0.6, ["Germany"]), (0.85, ["Italy"])])
def test_the_encoder_outweighs_a_frames_recipient_where_it_is_surer(sure: float, found: list[str]) -> None:
    text = "France thanked Germany and Italy waited."
    annotation = annotate(text)
    read = Predicate(
        0, Span(7, 14, "thanked"), (("SUPPORT", 0.9),), None, (("asserted", 1.0),), 0.0,
        ((Span(0, 6, "France"), 0.99),), ((Span(27, 32, "Italy"), sure),), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    codebook = load_codebook(None)
    frames = [
        msgspec.structs.replace(f, recipients=(Span(15, 22, "Germany"),))
        for f in code_events(text, annotation, codebook)
    ]
    [event] = code_predicates(text, annotation, frames, codebook)
    assert [r.text for r in event.recipients] == found


@pytest.mark.parametrize(
    ("read", "factuality", "binds"),
    [
        ((("asserted", 0.9), ("historical", 0.1)), "asserted", True),
        ((("historical", 0.7), ("asserted", 0.3)), "asserted", True),  # not much surer than the frame
        ((("historical", 0.9), ("asserted", 0.1)), "historical", False),
        ((("denied", 0.9), ("hypothetical", 0.1)), "denied", False),  # a class that the encoder does not even name
    ],
)
def test_frame_and_encoder_say_together_how_far_a_promise_is_a_fact(
    read: tuple[tuple[Factuality, float], ...], factuality: Factuality, binds: bool
) -> None:
    text = "France promised to help Germany."
    annotation = annotate(text)
    made = Predicate(
        0, Span(7, 15, "promised"), (("AGREE", 0.9),), None, read, 0.0, ((Span(0, 6, "France"), 0.99),), (), (), (),
        None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(made,))
    codebook = load_codebook(None)
    [event] = code_predicates(text, annotation, code_events(text, annotation, codebook), codebook)
    assert (event.factuality, event.what is not None) == (factuality, binds)


def test_what_is_promised_once_is_promised_by_one_act() -> None:
    text = "France will mull lifting its embargo on Germany."
    annotation = annotate(text)
    reads = tuple(
        Predicate(
            0, span, (("CONCEDE", sure),), None, (("planned", 1.0),), 0.0, ((Span(0, 6, "France"), 0.99),), (), (), (),
            None, what, None, None,
        )
        for span, sure in ((Span(12, 16, "mull"), 0.99), (Span(17, 24, "lifting"), 0.9))
        for what in (Span(17, 47, "lifting its embargo on Germany"),)
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=reads)
    frames = code_events(text, annotation, load_codebook(None))
    found = code_predicates(text, annotation, frames, load_codebook(None))
    assert [e.trigger.text for e in found if e.what] == ["mull"]


HELPED = "France allowed Germany to stay on Monday.\n"


@pytest.mark.parametrize(("right", "kind"), [(0, "SUPPORT"), (60, "CONCEDE")])
def test_a_frame_whose_type_the_marks_contradict_yields_to_the_encoder(
    tmp_path: Path, right: int, kind: EventType
) -> None:
    (tmp_path / "frame_counts.tsv").write_text(f"frame\tmatched\tmarked\tright\nallow.v\t60\t60\t{right}\n")
    annotation = annotate(HELPED, overlay=tmp_path)
    trigger, france, germany = Span(7, 14, "allowed"), Span(0, 6, "France"), Span(15, 22, "Germany")
    read = Predicate(
        0, trigger, (("SUPPORT", 0.9), ("CONCEDE", 0.05)), None, (("asserted", 1.0),), 0.0, ((france, 0.99),),
        ((germany, 0.99),), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    codebook = load_codebook(tmp_path)
    frames = [f for f in code_events(HELPED, annotation, codebook) if f.rule == "allow.v"]
    assert frames
    assert [e.event_type for e in code_predicates(HELPED, annotation, frames, codebook)] == [kind]


@pytest.mark.parametrize(
    ("text", "word", "types", "kind"),
    [
        ("France attacked Germany as a liar.", "attacked", (("ACCUSE", 0.8), ("ASSAULT", 0.02)), "ACCUSE"),
        ("France attacked Germany as a liar.", "attacked", (("ACCUSE", 0.48), ("ASSAULT", 0.09)), "ASSAULT"),
        ("France attacked Germany as a liar.", "attacked", (("ACCUSE", 0.8), ("ASSAULT", 0.12)), "ASSAULT"),
        ("France attacked Germany as a liar.", "attacked", (("AID", 0.8), ("ASSAULT", 0.02)), "ASSAULT"),
        ("France dismissed Germany on Monday.", "dismissed", (("COERCE", 0.9), ("REJECT", 0.02)), "COERCE"),
    ],
)
def test_the_encoder_tells_the_other_sense_of_a_frames_words(
    text: str, word: str, types: tuple[tuple[EventType, float], ...], kind: EventType
) -> None:
    annotation = annotate(text)
    france, germany = (Span(text.index(x), text.index(x) + len(x), x) for x in ("France", "Germany"))
    trigger = Span(text.index(word), text.index(word) + len(word), word)
    read = Predicate(
        0, trigger, types, None, (("asserted", 1.0),), 0.0, ((france, 0.99),), ((germany, 0.99),), (), (), None, None,
        None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    codebook = load_codebook()
    frames = code_events(text, annotation, codebook, doubtful=True)
    assert [e.event_type for e in code_predicates(text, annotation, frames, codebook)] == [kind]


def test_what_the_encoder_takes_for_yielding_is_still_to_come_where_a_frame_promises_it() -> None:
    text = "France consented to clear the valley for Germany."
    france, germany = (Span(text.index(x), text.index(x) + len(x), x) for x in ("France", "Germany"))
    read = Predicate(
        0, Span(7, 16, "consented"), (("CONCEDE", 0.9), ("AGREE", 0.05)), None, (("asserted", 1.0),), 0.0,
        ((france, 0.99),), ((germany, 0.99),), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotate(text), predicates=(read,))
    codebook = load_codebook()
    [event] = code_predicates(text, annotation, code_events(text, annotation, codebook), codebook)
    assert (event.event_type, event.cameo) == ("CONCEDE", "035")


@pytest.mark.parametrize(
    ("types", "told"),
    [
        ((("ASSAULT", 0.4), ("REQUEST", 0.2), ("THREATEN", 0.2)), "planned"),  # it is the demand that is made
        ((("ASSAULT", 0.9),), "asserted"),
    ],
)
def test_what_is_only_needed_is_not_told_as_done_by_the_sureness_of_another_act(
    types: tuple[tuple[EventType, float], ...], told: str
) -> None:
    text = "France needs to attack Germany."
    read = Predicate(
        0, Span(16, 22, "attack"), types, None, (("asserted", 0.75),), 0.0, ((Span(0, 6, "France"), 0.99),),
        ((Span(23, 30, "Germany"), 0.99),), (), (), None, None, None, None,
    )  # fmt: skip
    codebook = load_codebook()
    annotation = msgspec.structs.replace(annotate(text), predicates=(read,))
    [event] = code_predicates(text, annotation, code_events(text, annotation, codebook), codebook)
    assert (event.event_type, event.factuality) == ("ASSAULT", told)


def test_senses_are_of_frames_that_are_there_and_a_bad_type_is_named(tmp_path: Path) -> None:
    assert set(load_senses(None)) <= set(load_codebook().frames)
    (tmp_path / "frame_senses.tsv").write_text("frame\ttypes\texample\nattack.v\tSCOLD\tHe attacked his rival.\n")
    with pytest.raises(TableError, match=r"frame_senses\.tsv, row 'attack\.v': 'SCOLD'"):
        load_senses(tmp_path)


@pytest.mark.parametrize("cells", ["60\tmany", "5\t6"])
def test_a_bad_count_of_a_frame_is_named(tmp_path: Path, cells: str) -> None:
    (tmp_path / "frame_counts.tsv").write_text(f"frame\tmatched\tmarked\tright\nallow.v\t60\t{cells}\n")
    with pytest.raises(TableError, match=r"frame_counts\.tsv: 'allow\.v'"):
        load_trust(tmp_path)


def test_only_the_users_rows_are_the_users_own(overlay: Path) -> None:
    frames = load_codebook(overlay).frames
    assert [name for name, frame in frames.items() if frame.own] == ["mine.serenade"]


def test_the_other_of_two_states_is_taken_from_outside_the_sentence() -> None:
    """And a state of a report about three only where the encoder is sure of it."""
    for third, expected in (("", ["Germany"]), (" Spain and Italy met.", [])):
        text = f"Germany met Germany's allies.{third} France scolded loudly."
        annotation = annotate(text)
        at = text.index("scolded")
        read = Predicate(
            len(annotation.sentences) - 1, Span(at, at + 7, "scolded"), (("ACCUSE", 0.9999),), None,
            (("asserted", 1.0),), 0.0, ((Span(at - 7, at - 1, "France"), 0.99),), ((Span(0, 7, "Germany"), 0.6),),
            (), (), None, None, None, None,
        )  # fmt: skip
        annotation = msgspec.structs.replace(annotation, predicates=(read,))
        [event] = [e for e in code_predicates(text, annotation, (), load_codebook(None)) if e.trigger.start == at]
        assert [r.text for r in event.recipients] == expected


def test_a_dateline_names_no_party() -> None:
    text = "NORTH PORT, Kenya: Police fired on crowds."
    annotation = annotate(text)
    at = text.index("fired")
    read = Predicate(
        0, Span(at, at + 5, "fired"), (("ASSAULT", 0.9999),), None, (("asserted", 1.0),), 0.0,
        ((Span(12, 17, "Kenya"), 0.99), (Span(at - 7, at - 1, "Police"), 0.99)), (), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    [event] = code_predicates(text, annotation, (), load_codebook(None))
    assert [a.text for a in event.actors] == ["Police"]


@pytest.mark.parametrize(("fact", "promised"), [("asserted", "new tents"), ("historical", None)])
def test_what_a_frame_does_not_find_is_promised_by_the_encoders_word(fact: str, promised: str | None) -> None:
    text = "France pledged new tents to Chad." if fact == "asserted" else "In 1961 France pledged new tents to Chad."
    annotation = annotate(text)
    at, what = text.index("pledged"), text.index("new tents")
    read = Predicate(
        0, Span(at, at + 7, "pledged"), (("AGREE", 0.9999),), None, ((fact, 1.0),), 0.0, (), (), (), (),  # type: ignore[arg-type]
        Span(what, what + 9, "new tents"), None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    codebook = load_codebook(None)
    [event] = code_predicates(text, annotation, code_events(text, annotation, codebook, published_year=2020), codebook)
    assert (event.what.text if event.what else None) == promised


def test_a_condition_binds_who_acts_to_what_is_to_come() -> None:
    text = "Peru will return to the talks with Chile once the dam is opened."
    annotation = annotate(text)
    at, term = text.index("return"), text.index("once")
    read = Predicate(
        0, Span(at, at + 6, "return"), (("CONCEDE", 0.9),), None, (("planned", 1.0),), 0.0,
        ((Span(0, 4, "Peru"), 0.9),), (), (), (), None, Span(term, len(text) - 1, text[term:-1]), None, None,
    )  # fmt: skip
    [event] = code_predicates(text, msgspec.structs.replace(annotation, predicates=(read,)), (), load_codebook(None))
    told = [span.text for span in (event.what, event.condition) if span]
    assert told == ["return to the talks with Chile", "once the dam is opened"]


def test_a_state_taken_for_a_place_can_act() -> None:
    """Where the rules see a place, the encoder may see who acts: that alone drops no act."""
    [place] = annotate("Rain fell in Peru.").mentions
    assert place.kind == "place"
    assert find_parties([place]) == {(13, 17)}


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("France denied any role in the attack on Germany.", []),
        ("France denied the charges after the attack on Germany.", ["France"]),
        ("France is looking into an attack on Germany.", []),
        ("France condemned Peru and will attack Germany.", ["France"]),
    ],
)
def test_who_denies_a_role_in_an_act_or_looks_into_it_is_not_its_actor(text: str, acting: list[str]) -> None:
    start = text.index("attack")
    read = Predicate(
        0, Span(start, start + 6, "attack"), (("ASSAULT", 0.99),), None, (("asserted", 1.0),), 0.0,
        ((Span(0, 6, "France"), 0.99),), ((Span(start + 10, start + 17, "Germany"), 0.99),), (), (), None, None, None,
        None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotate(text), predicates=(read,))

    assert [[a.text for a in e.actors] for e in code_predicates(text, annotation, (), load_codebook(None))] == [acting]


def test_what_will_be_done_on_a_condition_binds_whatever_its_type() -> None:
    text = "France will withdraw from Mali if Germany leaves."
    condition = Span(text.index("if"), len(text) - 1, text[text.index("if") : -1])
    read = Predicate(
        0, Span(12, 20, "withdraw"), (("RETREAT", 0.99),), "withdraw", (("conditional", 1.0),), 0.0,
        ((Span(0, 6, "France"), 0.99),), ((Span(26, 30, "Mali"), 0.99),), (), (), None, condition, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotate(text), predicates=(read,))
    [event] = code_predicates(text, annotation, (), load_codebook(None))

    assert (event.what and event.what.text, event.condition) == ("withdraw from Mali", condition)


@pytest.mark.parametrize(
    ("kind", "actors", "recipients"), [("COERCE", [], ["Peruvian bishops"]), ("CONSULT", ["Peruvian bishops"], [])]
)
def test_who_is_rather_acted_upon_does_not_act(kind: EventType, actors: list[str], recipients: list[str]) -> None:
    text = "Peruvian bishops barred in Chile complained."
    who = Span(0, 16, "Peruvian bishops")
    read = Predicate(
        0, Span(17, 23, "barred"), ((kind, 0.99),), None, (("asserted", 1.0),), 0.0,
        ((who, 0.6),), ((who, 0.9),), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotate(text), predicates=(read,))
    [event] = code_predicates(text, annotation, (), load_codebook(None))

    assert ([a.text for a in event.actors], [r.text for r in event.recipients]) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru held candid, open and long talks with Chile.", ["talks"]),
        ("Peru held a vote and had talks with Chile.", ["held", "talks"]),
        ("Peru held Chile to its word after talks.", ["held", "talks"]),
    ],
)
def test_a_verb_and_its_noun_tell_one_act(text: str, told: list[str]) -> None:
    sides = tuple((Span(text.index(x), text.index(x) + len(x), x), 0.9) for x in ("Peru", "Chile"))
    read = tuple(
        Predicate(
            0, Span(text.index(x), text.index(x) + len(x), x), (("CONSULT", sure),), None, (("asserted", 1.0),), 0.0,
            sides, (), (), (), None, None, None, None,
        )
        for x, sure in (("held", 0.95), ("talks", 0.99))
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotate(text), predicates=read)

    assert [e.trigger.text for e in code_predicates(text, annotation, (), load_codebook(None))] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru decided on Monday to expel two Chilean envoys.", ["expel"]),
        ("Peru considers expelling two Chilean envoys.", ["expelling"]),
        ("Peru considers in Lima to expel two Chilean envoys.", ["expel"]),
        ("Peru considers it and votes to expel two Chilean envoys.", ["considers", "expel"]),
        ("Peru expels two Chilean envoys and plans to deport one.", ["expels", "deport"]),
        ("Peru duly expels two Chilean envoys.", ["expels"]),
    ],
)
def test_a_verb_and_the_verb_it_governs_tell_one_act(text: str, told: list[str]) -> None:
    sides = tuple((Span(text.index(x), text.index(x) + len(x), x), 0.9) for x in ("Peru", "two Chilean envoys"))
    words = [w for w in ("decided", "duly", "expels", "considers", "expelling", "expel", "deport") if f" {w} " in text]
    read = tuple(
        Predicate(
            0, Span(text.index(x), text.index(x) + len(x), x), (("SANCTION", 0.9 + number / 100),), None,
            (("asserted", 1.0),), 0.0, sides[:1], sides[1:], (), (), None, None, None, None,
        )
        for number, x in enumerate(words)
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotate(text), predicates=read)

    assert [e.trigger.text for e in code_predicates(text, annotation, (), load_codebook(None))] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru promised to house the men whom Chile had jailed.", ["promised", "jailed"]),
        ("Peru promised to see to it that Chile is jailed.", ["promised"]),
    ],
)
def test_what_tells_of_whom_something_is_promised_is_an_act_of_its_own(text: str, told: list[str]) -> None:
    chile = ((Span(text.index("Chile"), text.index("Chile") + 5, "Chile"), 0.99),)
    begin = text.index("to ") + 3
    read = tuple(
        Predicate(
            0, Span(text.index(x), text.index(x) + len(x), x), ((kind, 0.99),), None, (("asserted", 1.0),), 0.0,
            chile, chile, (), (), what, None, None, None,
        )
        for x, kind, what in (
            ("promised", "AGREE", Span(begin, len(text) - 1, text[begin:-1])), ("jailed", "COERCE", None)
        )
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotate(text), predicates=read)

    assert [e.trigger.text for e in code_predicates(text, annotation, (), load_codebook(None))] == told


def test_what_is_only_wanted_of_another_is_no_act() -> None:
    text = "Peru longs for Chile to bomb Kenya.\n"
    chile, kenya = (Span(text.index(x), text.index(x) + 5, x) for x in ("Chile", "Kenya"))
    longs, bomb = (Span(text.index(x), text.index(x) + len(x), x) for x in ("longs", "bomb"))
    annotation = annotate(text)
    frames = code_events(text, annotation, load_codebook())
    read = tuple(
        Predicate(
            0, x, ((kind, 0.99),), None, (("planned", 1.0),), 0.0, by, ((to, 0.99),), (), (), what, None, None, None
        )
        for x, kind, by, to, what in (
            (longs, "REQUEST", ((Span(0, 4, "Peru"), 0.99),), chile, Span(bomb.start, kenya.end, "bomb Kenya")),
            (bomb, "THREATEN", ((chile, 0.99),), kenya, None),
        )
    )
    annotation = msgspec.structs.replace(annotation, predicates=read)
    assert [e.trigger.text for e in code_predicates(text, annotation, frames, load_codebook())] == ["longs"]


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("France asked whether Germany had paid.", "asked", False),
        ("France asked Germany if it had paid.", "asked", False),
        ("France asked Germany to say who had paid.", "asked", True),
        ("France released the latest figures.", "released", False),
        ("The memos were released by France.", "released", False),
        ("France released two journalists whose report had been seized.", "released", True),
        ("France regretted the release of its emails by Germany.", "release", False),
        ("France said in a news release that it would pay.", "release", False),
        ("France would pay Germany, the release said.", "release", False),
        ("France welcomed the release of the hostages by Germany.", "release", True),
        ("France declined to offer Germany a truce.", "declined", True),
        ("France declined to offer details of the plan.", "declined", False),
        ("France declined to answer the call of Germany.", "declined", True),
        ("France declined to answer questions about the plan.", "declined", False),
        ("France refused to discuss it with Germany.", "refused", True),
        ("France offered to give Germany details of the plan.", "offered", True),
        ("France warned German citizens to leave.", "warned", True),
        ("France warned that tourists would be shot.", "warned", True),
        ("France warned nationals of Germany to leave.", "warned", True),
        ("France warned German citizens of attacks in Chad.", "warned", False),
        ("France's police beat two candidates.", "beat", True),
        ("France beat the other candidates in the vote.", "beat", False),
        ("France charged a man with leading a riot.", "charged", True),
        ("France captured the heart of the town.", "captured", True),
        ("France appealed to voters in Germany to stay at home.", "appealed", True),
        ("France appealed to the voters of the left.", "appealed", False),
        ("France received training from Germany.", "training", True),
        ("France's troops have occupied the post.", "occupied", True),
        ("France demonstrated once again against Germany.", "demonstrated", True),
        ("France demonstrated that day against Germany.", "demonstrated", True),
        ("Nine men of France were killed when a bomber crashed his car.", "killed", True),
        ("France regretted the slaughter of sheep farmers.", "slaughter", True),
        ("France killed several cattle herders.", "killed", True),
        ("France regretted a threat from Germany to cut gas.", "threat", True),
        ("France regretted the threat from Germany to its neighbours.", "threat", False),
        ("France's officers occupied top positions in Germany.", "occupied", False),
        ("France declined to respond to requests for comment.", "declined", False),
        ("France seized on the remark.", "seized", False),
        ("France seized the ship.", "seized", True),
        ("France offered a closer look.", "offered", False),
        ("France offered to help look for the sailors of Germany.", "offered", True),
        ("France asked Germany a question about the vote.", "asked", False),
        ('France asked, "Who will pay Germany?"', "asked", False),
        ("France would not give details of the plan.", "give", False),
        ("France gave no reason for the delay.", "gave", False),
        ("France has charged its envoys with verifying the truce.", "charged", False),
        ("France declined to discuss reparations with Germany.", "declined", True),
        ("France declined to discuss details of the plan.", "declined", False),
        ("France warned its citizens in Chad of aftershocks.", "warned", False),
        ("France warned that the disease might spread.", "warned", False),
        ("France warned Germany that its troops would stay.", "warned", True),
        ("In a poll in France 59 percent of voters opposed the pact.", "opposed", False),
        ("France mocked the tough talk of Germany.", "talk", False),
        ("France received information from Germany.", "received", False),
        ("France received the premier of Germany.", "received", True),
        ("The seat was occupied by France.", "occupied", False),
        ("France occupied the port.", "occupied", True),
        ("France captured 3 percent of the vote.", "captured", False),
        ("France captured two of the rebels.", "captured", True),
        ("France arrested the slide in prices.", "arrested", False),
        ("France recognised that Germany had been right.", "recognised", False),
        ("France recognised Germany.", "recognised", True),
        ("France offered an explanation of the figures.", "offered", False),
        ("France demonstrated a fondness for Germany.", "demonstrated", False),
        ("Hundreds of men demonstrated against France.", "demonstrated", True),
        ("France regretted the threat from militias.", "threat", False),
        ("France condemned a threat to bomb Germany.", "threat", True),
        ("Nine men of France were killed when a helicopter crashed.", "killed", False),
        ("Nine men of France were killed when a bomb exploded.", "killed", True),
        ("France ordered the slaughter of 600 pigs.", "slaughter", False),
        ("The army of France killed three herders and stole cattle.", "killed", True),
        ("France spoke at a campaign rally.", "rally", False),
        ("France raised its flu alert.", "raised", False),
        ("France has close ties to Germany.", "close", False),
        ("In France they filed an appeal.", "appeal", False),
        ("France regretted an appeal to Germany.", "appeal", True),
        ("France was forced to march.", "march", False),
        ("The police force's estimate said France marched.", "marched", True),
        ("France freed two ships seized on Friday by Germany.", "seized", True),
        ("France, charged with negotiating with Germany, left.", "charged", False),
        ("France was charged with attacking Germany.", "charged", True),
        ("France, which declined to be named, met Germany.", "declined", False),
        ("France asked not to be identified.", "asked", False),
        ("France addressed reporters alongside Germany.", "addressed", False),
        ("France addressed a letter to Germany.", "addressed", True),
        ("France asked not to be attacked by Germany.", "asked", True),
        ("France refused to name Germany.", "refused", True),
        ("France declined to say when the talks would begin.", "declined", False),
        ("France declined to comment on the raid.", "declined", False),
        ("The mayor of France refused to give his name.", "refused", False),
        ("France declined to give Germany more money.", "declined", True),
        ("France warned of a humanitarian disaster.", "warned", False),
        ("France warned of a looming famine in Chad.", "warned", False),
        ("France warned of a harsh response by Germany.", "warned", True),
        ("France appealed against the verdict.", "appealed", False),
        ("France appealed to Germany for aid against the flood.", "appealed", True),
        ("The envoy of France is sought by police.", "sought", False),
        ("France, sought by Germany as a mediator, left.", "sought", True),
        ("The minister of France accepted bribes.", "accepted", False),
        ("France accepted the offer.", "accepted", True),
        ("France pushed up the price of oil.", "pushed", False),
        ("France pushed Germany to pay.", "pushed", True),
        ("France was dismissed by critics as a dwarf.", "dismissed", False),
        ("France was dismissed by Germany.", "dismissed", True),
        ("France bolstered trade with Germany.", "bolstered", False),
        ("France bolstered its troops near Germany.", "bolstered", True),
        ("The panel of France is charged with examining claims.", "charged", False),
    ],
)
def test_wordings_that_tell_no_act_are_none_whatever_the_encoder_reads(text: str, word: str, told: bool) -> None:
    annotation = annotate(text)
    start = text.index(word)
    trigger = Span(start, start + len(word), word)
    read = Predicate(
        0, trigger, (("RETREAT", 0.99),), None, (("asserted", 1.0),), 0.0,
        ((Span(0, 6, "France"), 0.99),), ((Span(0, 6, "France"), 0.99),), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    codebook = load_codebook(None)
    acts = code_predicates(text, annotation, code_events(text, annotation, codebook), codebook)
    assert any(a.trigger.start <= start < a.trigger.end for a in acts) is told


@pytest.mark.parametrize(
    ("text", "by", "to"),
    [
        ("Officials discussed new Syria sanctions.", [], ["Syria"]),
        ("Officials discussed Syrian sanctions.", ["Syrian"], []),
        ("Officials discussed Syria's sanctions.", ["Syria"], []),
        ("Officials discussed US sanctions.", ["US"], []),
        ("Officials discussed United Nations sanctions.", ["United Nations"], []),
    ],
)
def test_a_states_name_before_sanctions_is_their_target(text: str, by: list[str], to: list[str]) -> None:
    codebook = load_codebook(None)
    (act,) = [a for a in code_events(text, annotate(text), codebook) if a.event_type == "COERCE"]
    assert ([a.text for a in act.actors], [r.text for r in act.recipients]) == (by, to)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The dockers went on strike in protest at the law.", ["PROTEST"]),
        ("Peru closed its embassy in protest at the law.", ["SANCTION", "ACCUSE"]),
    ],
)
def test_what_a_protest_is_against_is_no_second_act(text: str, kinds: list[EventType]) -> None:
    annotation, codebook = annotate(text), load_codebook(None)
    acts = code_predicates(text, annotation, code_events(text, annotation, codebook), codebook)
    assert [a.event_type for a in acts] == kinds


@pytest.mark.parametrize(("kind", "told"), [("REQUEST", "hypothetical"), ("RETREAT", "asserted")])
def test_what_somebody_must_do_is_not_done_though_the_demand_is_made(kind: EventType, told: Factuality) -> None:
    text = "France must withdraw its troops from Germany."
    annotation = annotate(text)
    trigger, paris = Span(12, 20, "withdraw"), Span(0, 6, "France")
    read = Predicate(
        0, trigger, ((kind, 0.9),), None, (("asserted", 0.9), ("hypothetical", 0.1)), 0.0,
        ((paris, 0.99),), (), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    codebook = load_codebook(None)
    [act] = code_predicates(text, annotation, code_events(text, annotation, codebook), codebook)
    assert (act.event_type, act.factuality) == ("RETREAT", told)
