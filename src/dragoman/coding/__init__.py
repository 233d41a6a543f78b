"""Annotated text and the codebook -> acts with their parties, factuality and commitments."""

from dragoman.coding.certainty import score_factuality
from dragoman.coding.classify import classify_pair
from dragoman.coding.codebook import Codebook, code_intensity, code_quad
from dragoman.coding.codebook_tables import load_codebook
from dragoman.coding.events import code_events

__all__ = [
    "Codebook",
    "classify_pair",
    "code_events",
    "code_intensity",
    "code_quad",
    "load_codebook",
    "score_factuality",
]
