"""Words exchanged for others of their kind."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from training.augment import Exchange, list_words, replace_words
from training.examples import Sample
from training.labels import TRIGGERS, UPOS

CLS, SEP, SLOT = 101, 102, 5
# A vocabulary of our own: places 0 to 199 are marks, then words and one piece.
WORDS = ["[x]"] * 200 + ["they", "invaded", "raided", "town", "village", "peru", "##ed", "bomb"]
THEY, INVADED, RAIDED, TOWN, VILLAGE, PERU, ED, BOMB = range(200, 208)


def make_sample(words: list[list[int]], states: int = 1) -> Sample:
    """A sample of those words, each some pieces, with states behind it."""
    ids, first = [CLS], []
    for word in words:
        first.append(len(ids))
        ids += word
    ids.append(SEP)
    slots = []
    for _ in range(states):
        slots.append(len(ids))
        ids += [SLOT, PERU]
    ids += [SEP] * bool(states)
    return Sample(ids, [1] * len(ids), first, slots=slots)


def make_exchange() -> Exchange:
    marked = make_sample([[THEY], [INVADED], [TOWN]])
    marked.labels["trigger"] = [0, 0, TRIGGERS.index("ASSAULT"), 0, 0, 0, 0, 0]
    other = make_sample([[THEY], [BOMB, ED], [TOWN]])
    other.labels["trigger"] = [0, 0, TRIGGERS.index("ASSAULT"), 0, 0, 0, 0, 0, 0]
    parsed = make_sample([[THEY], [RAIDED], [VILLAGE]], states=0)
    parsed.labels["upos"] = [0, UPOS.index("PRON"), UPOS.index("VERB"), UPOS.index("NOUN"), 0]
    return Exchange([marked, other], [parsed], WORDS)


def test_a_word_is_exchanged_for_one_of_its_kind_and_ending() -> None:
    exchange, sample = make_exchange(), make_sample([[THEY], [INVADED], [THEY]])
    seen = {tuple(a.ids) for n in range(60) if (a := exchange.alter(sample, random.Random(n)))}
    assert {ids[2:4] for ids in seen} == {(INVADED, THEY), (BOMB, ED)}


def test_a_sentence_without_exchangeable_words_gives_none() -> None:
    assert make_exchange().alter(make_sample([[THEY], [THEY]]), random.Random(1)) is None


pieces = st.lists(st.lists(st.integers(200, 207), min_size=1, max_size=3), min_size=1, max_size=8)


@given(words=pieces, other=pieces, states=st.integers(0, 2))
def test_words_and_states_keep_their_places_whatever_stands_for_them(
    words: list[list[int]], other: list[list[int]], states: int
) -> None:
    sample = make_sample(words, states)
    others = {at: tuple(o) for at, o in zip(sample.words, other, strict=False)}
    altered = replace_words(sample, others)
    now = [tuple(o) for o in (*other, *words[len(other) :])][: len(words)]
    assert [word for _, word in list_words(altered)] == now
    assert [altered.ids[i] for i in altered.slots] == [SLOT] * states
    assert len(altered.ids) == len(altered.cases)
