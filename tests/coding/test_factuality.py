"""Factuality of given words: scores by class, and offsets that never fall outside."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate.encoder import load_encoder
from dragoman.coding import classify_pair, load_codebook, score_factuality
from dragoman.records import EventType


@pytest.mark.parametrize(
    ("text", "word", "low", "high"),
    [
        ("The army attacked the port.", "attacked", 2.5, 3),
        ("The army did not attack the port.", "attack", -3, -1.5),
        ("The army never attacked the port.", "attacked", -3, -1.5),
        ("The army will attack the port.", "attack", 1, 2.5),
        ("The army may attack the port.", "attack", 0, 1.6),
        ("The army managed to attack the port.", "attack", 2, 3),
        ("The army failed to attack the port.", "attack", -3, -1),
        ("The army refused to attack the port.", "attack", -3, -1),
        ("The army did not fail to attack the port.", "attack", 1, 3),
        ("The army did not hesitate to attack the port.", "attack", 1, 3),
        ("The army will not hesitate to attack the port.", "attack", 1, 1.8),
        ("The army hesitated to attack the port.", "attack", -3, -1),
        ("The army planned to attack the port.", "attack", 0.5, 2),
        ("The mayor believes that the army attacked the port.", "attacked", 0.5, 2),
        ("The envoy could return to peace talks.", "talks", 0.5, 2),
        ("The envoy could speak of the attack.", "attack", 2.5, 3),
        ("The mayor planned to speak and visit the port.", "visit", 0.5, 2),
        ("The mayor once belonged to the now-defunct six plus two talks.", "talks", 2, 2.9),
        ("The army could shell the port or attack the road.", "attack", 0, 1.6),
        ("The army promised to shell the port and attack the road.", "attack", 1, 2.5),
        ("The army should be brave and even attack the road.", "attack", 0, 1.6),
        ("The army should dig in and be attacking the road.", "attacking", 0, 1.6),
        ("The army would often attack the port.", "attack", 1.8, 3),
        ("The mayor is on Monday to visit the port.", "visit", 0.5, 2.2),
        ("If attacked, the army would often attack the port.", "attack the", 0, 1.6),
        ("The mayor will leave the port before the army attacks it.", "attacks", 0.8, 1.6),
        ("His heir, the mayor, had the port attacked.", "attacked", 2, 3),
        ("The army is going to attack the port.", "attack", 1.5, 2.5),
        ("The army had to attack the port.", "attack", 2, 3),
        ("The army did not come to attack the port.", "attack", -1, 0),
        ("The navy stopped ships carrying grain to the port.", "carrying", 2, 3),
        ("The raid seemed aimed at the port.", "aimed", 2.5, 3),
        ("The army did not know that the mayor attacked the port.", "attacked", 2, 3),
        ("The army tried to attack the port.", "attack", 0, 1.2),
        ("The mayor asked the officers of the army to attack the port.", "attack", 0, 1.8),
        ("The mayor decided against attacking the port.", "attacking", -3, -1),
        ("The mayor demanded that the port be attacked.", "attacked", 0, 1.8),
        ("The aim is to attack the port.", "attack", 1, 2.2),
        ("The army not only attacked the port, it burned it.", "attacked", 2, 3),
        ("None of the ports were attacked.", "attacked", -3, -1.5),
        ("The army is not willing to attack the port.", "attack", -3, -0.5),
        ("No one attacked the port.", "attacked", -3, -1.5),
        ("The army would have attacked the port.", "attacked", -1, 0),
        ("The army would have a share of the port.", "have", 1, 2),
        ("The army denied reports that it attacked the port.", "attacked", -3, -1),
        ("The army dismissed claims of an attack on the port.", "attack", -3, -1),
        ("The army declined to confirm or deny claims of an attack on the port.", "attack", 0, 2),
        ("The army did not deny reports that it attacked the port.", "attacked", 0, 2),
        ("The army denied claims that it did not attack the port.", "attack", 0.5, 2),
        ("The mayor could not confirm reports of an attack on the port.", "attack", 0, 2),
        ("The mayor would not comment on reports that the army attacked the port.", "attacked", 0, 2),
        ("The mayor repeated claims that the army attacked the port.", "attacked", 0.5, 3),
        ("The mayor ruled out attacking the port.", "attacking", -3, -1),
        ("The court ruled that the army attacked the port.", "attacked", 2.5, 3),
        ("The mayor did not say that the army attacked the port.", "attacked", -0.5, 0.5),
        ("The mayor would not say when the army attacked the port.", "attacked", 2.5, 3),
        ("The witnesses did not prove that the army attacked the port.", "attacked", -0.5, 0.5),
        ("The statement does not mean that the army attacked the port.", "attacked", -0.5, 0.5),
        ("The mayor did not notice that the army attacked the port.", "attacked", 1.5, 2.7),
        ("The mayor warned that the army had attacked the port.", "attacked", 2, 2.8),
        ("The mayor insisted that the army had not attacked the port.", "attacked", -3, -1.5),
        ("The mayor insisted that the army leave the port.", "leave", 0.5, 1.5),
        ("The mayor insisted that the army should attack the port.", "attack", 0.5, 1.5),
        ("The mayor said the army would attack the port.", "attack", 1.8, 2.2),
        ("The mayor could not confirm that the army attacked the port.", "attacked", 0, 2),
        ("The mayor declined to confirm that the army attacked the port.", "attacked", 0, 2),
        ("The mayor confirmed that the army attacked the port.", "attacked", 2, 3),
        ("The mayor fell short of attacking the port.", "attacking", -3, -1),
        ("The mayor held off attacking the port.", "attacking", -3, -1),
        ("The two sides will press ahead with talks.", "talks", 1, 2.5),
        ("The mayor has not ruled out attacking the port.", "attacking", 0, 1.5),
        ("The army did not avoid attacking the port.", "attacking", 1, 3),
        ("There were no reports of an attack.", "attack", -3, 0),
        ("Attack the port, he told them.", "Attack", 0, 1.5),
        ("The price of bread will rise as soon as the army attacks the port.", "attacks", -0.5, 1),
        ("The price of bread rose soon after the army attacked the port.", "attacked", 2.5, 3),
        ("If the army attacks the port, the price of bread will rise.", "attacks", -0.5, 1),
    ],
)
def test_score(text: str, word: str, low: float, high: float) -> None:
    start = text.index(word)
    assert low <= score_factuality(text, (start, start + len(word)))[1] <= high


@pytest.mark.parametrize(
    ("text", "source", "target", "event_type"),
    [
        ("Ankara condemned Nicosia on Monday.", "Ankara", "Nicosia", "ACCUSE"),
        ("Ankara sent food to Nicosia on Monday.", "Ankara", "Nicosia", "AID"),
        ("Nicosia was attacked by Ankara.", "Ankara", "Nicosia", "ASSAULT"),
        ("Ankara said it would free two Cypriot sailors.", "Ankara", "two Cypriot sailors", "AGREE"),
    ],
)
def test_pair(text: str, source: str, target: str, event_type: EventType) -> None:
    spans = [(text.index(x), text.index(x) + len(x)) for x in (source, target)]
    best, scores = classify_pair(text, spans[0], spans[1], load_codebook())
    assert best == event_type
    assert len(scores) == 16
    assert abs(sum(scores.values()) - 1) < 1e-9


@pytest.mark.parametrize("text", ["The army attacked the port.", "The army may attack the port."])
def test_encoder_moves_the_score_and_not_the_class(text: str) -> None:
    """With an encoder the score is shared between it and the rules; the class stays the rules'."""
    encoder = load_encoder()
    if encoder is None:
        pytest.skip("no encoder is shipped with this checkout")
    start = text.index("attack")
    alone, shared = (score_factuality(text, (start, start + 6), encoder=e) for e in (None, encoder))
    assert shared[0] == alone[0]
    assert shared[1] != alone[1]
    assert -3 <= shared[1] <= 3


def test_a_refusal_stays_negated_for_the_scale() -> None:
    """To the encoder a refusal is an act told as a fact; the act that was refused did not happen."""
    text = "Spain did not recognise the court."
    start = text.index("recognise")
    assert score_factuality(text, (start, start + 9), encoder=load_encoder())[1] <= -1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 10))
def test_any_text_has_a_score(text: str, start: int, length: int) -> None:
    score = score_factuality(text, (start, start + length))[1]
    assert -3 <= score <= 3
