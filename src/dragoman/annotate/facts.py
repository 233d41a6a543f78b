"""How far the encoder takes a given word of a sentence to be told as a fact: its factuality head at that word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.annotate.encoder import LONGEST, softmax
from dragoman.annotate.pieces import encode_pieces

if TYPE_CHECKING:
    from dragoman.annotate.encoder import Encoder


def read_fact(encoder: Encoder, sentence: str, word: tuple[int, int]) -> dict[str, float] | None:
    """Probability of each factuality class for the word at `word`, code points of `sentence`.

    None where the word was cut off, as the tail of a very long sentence is.
    """
    pieces = encode_pieces(encoder.tokenizer, sentence, LONGEST)
    at = pieces.covering(*word)
    if not at:
        return None
    _, (scores,) = encoder.run([pieces], ("fact",))
    return dict(zip(encoder.labels.fact, softmax(encoder.scale("fact", scores[0][at[0]])).tolist(), strict=True))
