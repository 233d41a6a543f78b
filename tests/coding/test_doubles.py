"""Two words of a sentence that tell one deed, though the encoder reads other parties for each."""

import msgspec
import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding import load_codebook
from dragoman.coding.predicates import code_predicates
from dragoman.records import EventType, Predicate, Span

Sides = tuple[tuple[Span, float], ...]


def _told(text: str, kind: EventType, words: tuple[str, ...], by: tuple[str, ...], to: tuple[str, ...]) -> list[str]:
    """The triggers of the acts left of those read in `words`, each less surely than the one before."""

    def side(name: str) -> Sides:
        return ((Span(text.index(name), text.index(name) + len(name), name), 0.99),) if name else ()

    read = tuple(
        Predicate(
            0, Span(text.index(x), text.index(x) + len(x), x), ((kind, 0.99 - number / 100),),
            "visit" if kind == "CONSULT" else None, (("asserted", 1.0),), 0.0, side(who), side(whom), (), (), None,
            None, None, None,
        )
        for number, (x, who, whom) in enumerate(zip(words, by, to, strict=True))
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotate(text), predicates=read)
    return [e.trigger.text for e in code_predicates(text, annotation, (), load_codebook())]


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("The bombing of a market in Peru killed nine soldiers.", ("bombing", "killed"), ["bombing"]),
        ("The raid on Peru, on Monday, killed nine soldiers.", ("killed", "raid"), ["killed"]),
        ("A raid on Peru that killed nine soldiers was short.", ("raid", "killed"), ["raid"]),
        ("In Peru nine soldiers were killed in a raid.", ("killed", "raid"), ["killed"]),
        ("In Peru nine soldiers were killed in a long raid.", ("raid", "killed"), ["killed"]),
        ("After the raid on Peru, a mob killed nine soldiers.", ("raid", "killed"), ["raid", "killed"]),
        ("Rebels who survived the raid on Peru killed nine soldiers.", ("raid", "killed"), ["raid", "killed"]),
        ("Men behind a raid on Peru killed nine soldiers.", ("raid", "killed"), ["raid", "killed"]),
        ("Rebels escaping the raid on Peru killed nine soldiers.", ("raid", "killed"), ["raid", "killed"]),
        ("The bishop says the raid on Peru killed nine soldiers.", ("raid", "killed"), ["raid"]),
        ("In Peru nine soldiers were killed after a raid.", ("killed", "raid"), ["killed", "raid"]),
        ("The raid on Peru ended and nine soldiers were killed.", ("raid", "killed"), ["raid", "killed"]),
    ],
)
def test_a_deed_and_its_toll_are_one(text: str, words: tuple[str, ...], left: list[str]) -> None:
    whom = {"killed": "nine soldiers"}
    assert _told(text, "ASSAULT", words, ("", ""), tuple(whom.get(w, "Peru") for w in words)) == left


@pytest.mark.parametrize(
    ("text", "kind", "words", "by", "left"),
    [
        ("Peru resumed its long air raids on Chile.", "ASSAULT", ("raids", "resumed"), ("Peru", "Peru"), ["raids"]),
        ("Peru resumed its long air raids on Chile.", "ASSAULT", ("resumed", "raids"), ("Peru", ""), ["raids"]),
        ("Peru launched hundreds of attacks on Chile.", "ASSAULT", ("launched", "attacks"), ("Peru", ""), ["launched"]),
        ("Peru began withdrawing from Chile.", "RETREAT", ("withdrawing", "began"), ("Peru", "Peru"), ["withdrawing"]),
        ("Peru flew to Chile on a short visit.", "CONSULT", ("flew", "visit"), ("Peru", "Peru"), ["flew"]),
        ("Peru met Chile after a visit.", "CONSULT", ("met", "visit"), ("Peru", "Peru"), ["met", "visit"]),
        ("Peru is scheduled to meet Chile.", "CONSULT", ("meet", "scheduled"), ("Peru", "Peru"), ["meet"]),
        ("Peru resumed air raids by Chile.", "ASSAULT", ("raids", "resumed"), ("Chile", "Peru"), ["resumed", "raids"]),
        ("Peru launched a ship after raids on Chile.", "ASSAULT", ("launched", "raids"), ("Peru", "Peru"),
         ["launched", "raids"]),
    ],
)  # fmt: skip
def test_a_verb_that_only_carries_its_object_tells_no_second_act(
    text: str, kind: EventType, words: tuple[str, ...], by: tuple[str, ...], left: list[str]
) -> None:
    assert _told(text, kind, words, by, ("", "Chile" if by[1] != "Chile" else "")) == left
