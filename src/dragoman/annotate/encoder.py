"""The trained encoder at run time: its model files, their inputs and outputs.

onnxruntime and tokenizers alone; one session a file and process, one thread, int8 weights. Trained and exported by
`training/`; label order comes with the model files.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.annotate.pieces import MarkedPair, Pieces, encode_pieces, mark_pair

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL = Path(__file__).parents[1] / "data" / "reader"
LONGEST = 160  # word pieces of a sentence; longer ones are cut, as in training
Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


class Labels(msgspec.Struct, frozen=True):
    """Label sets in the order of the outputs, and the temperature that calibrates each head."""

    mention: tuple[str, ...]
    trigger: tuple[str, ...]
    mode: tuple[tuple[str, str | None], ...]
    fact: tuple[str, ...]
    role: tuple[str, ...]
    pair: tuple[str, ...]
    temperature: dict[str, float] = {}


class Encoder:
    """The loaded model. Not picklable, not usable after a fork: one in each process."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # The arena keeps the largest batch for ever: 200 MB more at no gain in speed.
        options.enable_cpu_mem_arena = False
        self._options = options
        self._folder = folder
        self._sessions: dict[str, InferenceSession] = {}
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=Labels)

    def run(self, rows: Sequence[Pieces | MarkedPair], outputs: Sequence[str]) -> tuple[Integers, list[Any]]:
        """The padded ids of some sentences and the named outputs for them."""
        width = max(len(r.ids) for r in rows)
        ids = np.zeros((len(rows), width), np.int64)
        cases = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row.ids)] = row.ids
            cases[number, : len(row.cases)] = row.cases
        return ids, self._session("encoder").run(list(outputs), {"ids": ids, "cases": cases})

    def run_roles(self, middle: Floats, ids: Integers, places: Sequence[int]) -> tuple[Floats, Floats]:
        """Role scores (predicates, roles, pieces) and act scores (predicates, none and each event type): a row of
        `middle` and `ids` for each predicate at piece `places`."""
        feed = {"middle": middle, "ids": ids, "places": np.array(places, np.int64)}
        roles, acts = self._session("roles").run(["role", "act"], feed)
        return roles, acts

    def run_pair(self, pair: MarkedPair) -> Floats:
        """Type scores of a marked pair."""
        ids, (hidden,) = self.run([pair], ("hidden",))
        feed = {"hidden": hidden, "ids": ids, "markers": np.array([pair.at], np.int64)}
        scores: Floats = self._session("pair").run(["pair"], feed)[0][0]
        return scores

    def _session(self, name: str) -> InferenceSession:
        """The session of one model file, loaded when first asked for."""
        if name not in self._sessions:
            import onnxruntime

            self._sessions[name] = onnxruntime.InferenceSession(
                str(self._folder / f"{name}.onnx"), self._options, providers=["CPUExecutionProvider"]
            )
        return self._sessions[name]

    def scale(self, head: str, scores: Floats) -> Floats:
        """Scores divided by the head's calibration temperature."""
        return scores / np.float32(self.labels.temperature.get(head, 1.0))


@lru_cache(maxsize=2)
def load_encoder(folder: Path = MODEL) -> Encoder | None:
    """The shipped encoder; None without a model file, or with DRAGOMAN_ENCODER=off (frames alone, to compare)."""
    if os.environ.get("DRAGOMAN_ENCODER") == "off":
        return None
    return Encoder(folder) if (folder / "encoder.onnx").exists() else None


class Examples(msgspec.Struct, frozen=True):
    """Example phrases of codebook entries: the name of each phrase's entry, and a row of length 1 for its verb."""

    entries: tuple[str, ...]
    vectors: Floats


_SUBJECT = "The government "  # a phrase of an entry begins with its verb


@lru_cache(maxsize=4)
def embed_examples(encoder: Encoder, phrases: tuple[tuple[str, str], ...]) -> Examples:
    """Vectors of (entry, phrase) rows, each at the phrase's first word with a subject before it."""
    rows = []
    for _, phrase in phrases:
        pieces = encode_pieces(encoder.tokenizer, f"{_SUBJECT}{phrase}.", LONGEST)
        _, (hidden,) = encoder.run([pieces], ("hidden",))
        rows.append(hidden[0][pieces.covering(len(_SUBJECT), len(_SUBJECT) + 1)[0]])
    return Examples(tuple(entry for entry, _ in phrases), unit(np.stack(rows)))


def unit(rows: Floats) -> Floats:
    """Rows at length 1."""
    lengths: Floats = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / lengths


def classify_pair(
    encoder: Encoder, text: str, source: tuple[int, int], target: tuple[int, int]
) -> dict[str, float] | None:
    """Probability of each event type for what source does to target; None where the pair cannot be marked."""
    marked = mark_pair(encode_pieces(encoder.tokenizer, text, LONGEST), source, target)
    if marked is None:
        return None
    probabilities = softmax(encoder.scale("pair", encoder.run_pair(marked)))
    return dict(zip(encoder.labels.pair, probabilities.tolist(), strict=True))


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    total: Floats = raised / raised.sum(-1, keepdims=True)
    return total
