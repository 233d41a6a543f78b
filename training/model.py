"""The encoder with its heads: one pass over a sentence gives mentions, triggers, factuality, speech; one short
pass more over each predicate gives its roles, and one over a marked pair its type.

All token heads are read at the first word piece of a word. For roles a predicate (trigger or cue) is marked in the
states after `SPLIT` layers and layers of its own read the sentence again: `role[p, r, j]` scores word j as the first
word of predicate p's argument r, or as an edge of a span; j = 0 is none; `act[p, k]` looks a second time whether p
tells an act and of which type, now with the parties in view. Behind the sentence stand the report's
states: mentions (`link`) and roles can point at them too. Held-out figures of four layers with two
such layers were those of six (typed acts .619 and .604), at two thirds of the cost.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.labels import ACTS, CASES, CUES, FACTS, MENTIONS, MODES, NER, RELATIONS, ROLES, TRIGGERS, UPOS

LAYERS = 4
SPLIT = 3
# Layers of their own on top, for roles and for marked pairs.
TOP_LAYERS = 2
# Of a teacher: the same shape, deeper.
TEACHER_LAYERS = 12
TEACHER_SPLIT = 10


class Dropout(nn.Module):
    """As nn.Dropout, on a CPU with one random byte a value: a third of the time, of which nn.Dropout took an eighth
    of each step. The rate is taken in steps of 1/256."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.lost = round(rate * 256)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.lost:
            return x
        if x.is_cuda:
            return F.dropout(x, self.lost / 256)
        count = x.numel()
        drawn = torch.empty(-(-count // 8), dtype=torch.int64, device=x.device).random_(-(2**63), None)
        lost = drawn.view(torch.uint8)[:count].view(x.shape) < self.lost
        return x.masked_fill(lost, 0.0) * (256 / (256 - self.lost))


class Layer(nn.Module):
    """One BERT layer (post-norm), weights named so that the saved encoder loads."""

    def __init__(self, config: dict[str, Any], dropout: float) -> None:
        super().__init__()
        width, inner, self.heads = config["hidden_size"], config["intermediate_size"], config["num_attention_heads"]
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = (nn.LayerNorm(width, eps=config["layer_norm_eps"]) for _ in range(2))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, w = x.shape
        q, k, v = (f(x).view(b, t, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = q @ k.transpose(-1, -2) * (w // self.heads) ** -0.5 + mask
        mixed = (self.dropout(scores.softmax(-1)) @ v).transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + self.dropout(self.output(mixed)))
        x = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return x


class Encoder(nn.Module):
    """A BERT encoder with one more embedding: the case of the word (the vocabulary is lower-case)."""

    def __init__(self, config: dict[str, Any], dropout: float) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.split = config.get("split", SPLIT)
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.types = nn.Embedding(2, width)
        self.cases = nn.Embedding(len(CASES), width)
        nn.init.zeros_(self.cases.weight)
        self.norm = nn.LayerNorm(width, eps=config["layer_norm_eps"])
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(config, dropout) for _ in range(config.get("layers", LAYERS)))
        buckets = config.get("relative_attention_num_buckets")
        self.distances = nn.Embedding(buckets, config["num_attention_heads"]) if buckets else None

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        """(states after the layer where roles begin, states after the last layer)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places) + self.types.weight[0] + self.cases(cases)
        x = self.dropout(self.norm(x))
        mask = self.mask(ids == 0, x.dtype)
        middle = x
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, mask)
            middle = x if number <= self.split else middle
        return middle, x

    def mask(self, padding: Tensor, dtype: torch.dtype) -> Tensor:
        """What is added to attention scores: padding (batch, words) is never looked at; of a teacher, which words
        look at which distance."""
        added: Tensor = padding[:, None, None, :].to(dtype) * -1e4
        if self.distances is None:
            return added
        places = torch.arange(padding.shape[1], device=padding.device)
        near: Tensor = self.distances(_bucket(places[None, :] - places[:, None], self.distances.num_embeddings))
        return added + near.permute(2, 0, 1)[None].to(dtype)


def _bucket(distance: Tensor, buckets: int, farthest: int = 128) -> Tensor:
    """The bucket of a distance between two words, by direction: one for each of the nearest, wider and wider ones
    behind (Raffel et al. 2020)."""
    half = buckets // 2
    exact = half // 2
    far = distance.abs().clamp(min=1)
    wide = exact + (torch.log(far / exact) / math.log(farthest / exact) * (half - exact)).long()
    bucket = torch.where(distance.abs() < exact, distance.abs(), wide.clamp(max=half - 1))
    return bucket + (distance > 0).long() * half


def _head(width: int, out: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Dropout(dropout), nn.Linear(width, width // 2), nn.GELU(), nn.Linear(width // 2, out))


class Pointers(nn.Module):
    """Low-rank bilinear scores: from word i to word j for each of `roles` roles; position 0 means none."""

    def __init__(self, width: int, roles: int, rank: int, dropout: float) -> None:
        super().__init__()
        self.roles, self.rank = roles, rank
        self.dropout = nn.Dropout(dropout)
        self.source, self.target = nn.Linear(width, roles * rank), nn.Linear(width, roles * rank)
        self.bias = nn.Parameter(torch.full((roles,), -2.0))

    def forward(self, x: Tensor) -> Tensor:
        b, t, _ = x.shape
        x = self.dropout(x)
        s = F.gelu(self.source(x)).view(b, t, self.roles, self.rank).transpose(1, 2)
        g = self.target(x).view(b, t, self.roles, self.rank).transpose(1, 2)
        scores: Tensor = s @ g.transpose(-1, -2) * self.rank**-0.5 + self.bias[None, :, None, None]
        return scores


class Reader(nn.Module):
    """Encoder and heads. `forward` gives the heads of the run-time file; `parse`, `ner` only train."""

    def __init__(self, config: dict[str, Any], *, dropout: float = 0.1) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.encoder = Encoder(config, dropout)
        self.mention = _head(width, len(MENTIONS), dropout)
        self.trigger = _head(width, len(TRIGGERS), dropout)
        self.mode = _head(width, len(MODES), dropout)
        self.fact = _head(width, len(FACTS), dropout)
        self.cue = _head(width, len(CUES), dropout)
        self.link = Pointers(width, 1, 64, dropout)
        self.mark = nn.Parameter(torch.zeros(width))
        self.role_layers, self.pair_layers = (
            nn.ModuleList(Layer(config, dropout) for _ in range(TOP_LAYERS)) for _ in range(2)
        )
        self.role = _head(width, len(ROLES), dropout)
        self.act = _head(width, len(ACTS), dropout)
        self.pair = _head(2 * width, 16, dropout)
        self.ner = nn.Linear(width, len(NER))
        self.upos = nn.Linear(width, len(UPOS))
        self.arc = Pointers(width, 1, 128, dropout)
        self.relation = Pointers(width, len(RELATIONS), 24, dropout)

    def forward(self, ids: Tensor, cases: Tensor) -> dict[str, Tensor]:
        middle, x = self.encoder(ids, cases)
        return {
            "mention": self.mention(x), "trigger": self.trigger(x), "mode": self.mode(x), "fact": self.fact(x),
            "cue": self.cue(x), "link": self.link(x)[:, 0], "middle": middle, "hidden": x,
        }  # fmt: skip

    def read_roles(self, middle: Tensor, padding: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        """Role scores (predicates, roles, words) and act scores (predicates, acts): a row of `middle` and `padding`
        for each predicate at `places`."""
        here = torch.arange(middle.shape[1], device=middle.device)[None, :] == places[:, None]
        x = middle + here[:, :, None].to(middle.dtype) * self.mark.to(middle.dtype)
        mask = self.encoder.mask(padding, x.dtype)
        for layer in self.role_layers:
            x = layer(x, mask)
        there = x.gather(1, places[:, None, None].expand(-1, 1, x.shape[-1]))[:, 0]
        return self.role(x).transpose(1, 2), self.act(there)

    def classify_pair(self, hidden: Tensor, padding: Tensor, markers: Tensor) -> Tensor:
        """Type scores from the states at the two opening markers; `markers` is (batch, 2)."""
        mask = self.encoder.mask(padding, hidden.dtype)
        for layer in self.pair_layers:
            hidden = layer(hidden, mask)
        picked = hidden.gather(1, markers[:, :, None].expand(-1, -1, hidden.shape[-1]))
        scores: Tensor = self.pair(picked.flatten(1))
        return scores


# Names of a layer's parts in the saved file, and ours.
BERT_PARTS = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "output": "attention.output.dense", "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip
MPNET_PARTS = BERT_PARTS | {
    "query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v",
    "output": "attention.attn.o", "norm1": "attention.LayerNorm",
}  # fmt: skip
# Places of padding, start and end in BERT's vocabulary.
PAD, CLS, SEP = 0, 101, 102


def read_encoder(folder: Path, dropout: float = 0.1) -> Reader:
    """A Reader whose encoder holds the weights of a saved BERT (`config.json`, `model.safetensors`)."""
    from safetensors.torch import load_file

    config = json.loads((folder / "config.json").read_text())
    reader = Reader(config, dropout=dropout)
    saved = {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}
    e = reader.encoder
    with torch.no_grad():
        for module, name in ((e.words, "word"), (e.positions, "position"), (e.types, "token_type")):
            module.weight.copy_(saved[f"embeddings.{name}_embeddings.weight"])
    _copy_layers(reader, saved, BERT_PARTS, config["num_hidden_layers"])
    return reader


def read_teacher(folder: Path, dropout: float = 0.1) -> Reader:
    """A deeper Reader whose encoder holds the weights of a saved MPNet (Song et al. 2020).

    Its vocabulary is BERT's with four words before it and its own marks of start, end and padding: its vectors are
    put in BERT's order, so that teacher and student read the same samples.
    """
    from safetensors.torch import load_file

    config = json.loads((folder / "config.json").read_text())
    saved = load_file(str(folder / "model.safetensors"))
    words = saved["embeddings.word_embeddings.weight"]
    size = len(words) - 5
    order = torch.arange(size) + 4
    order[PAD], order[CLS], order[SEP] = 1, 0, 2
    config |= {"vocab_size": size, "layers": TEACHER_LAYERS, "split": TEACHER_SPLIT}
    config["max_position_embeddings"] -= 2
    reader = Reader(config, dropout=dropout)
    e = reader.encoder
    assert e.distances is not None
    with torch.no_grad():
        e.words.weight.copy_(words[order])
        e.positions.weight.copy_(saved["embeddings.position_embeddings.weight"][2:])
        nn.init.zeros_(e.types.weight)
        e.distances.weight.copy_(saved["encoder.relative_attention_bias.weight"])
    _copy_layers(reader, saved, MPNET_PARTS, config["num_hidden_layers"])
    return reader


def _copy_layers(reader: Reader, saved: dict[str, Tensor], parts: dict[str, str], total: int) -> None:
    e = reader.encoder
    # The layers on top begin as the saved encoder's next ones, or as its last where none are left.
    above = min(len(e.layers), total - TOP_LAYERS)
    with torch.no_grad():
        _copy(e.norm, saved, "embeddings.LayerNorm")
        for first, layers in ((0, e.layers), (e.split, reader.role_layers), (above, reader.pair_layers)):
            for number, layer in enumerate(layers, first):
                for own, theirs in parts.items():
                    _copy(getattr(layer, own), saved, f"encoder.layer.{number}.{theirs}")
    nn.init.normal_(reader.mark, std=0.2)


def _copy(module: nn.Linear | nn.LayerNorm, saved: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(saved[f"{name}.weight"])
    module.bias.copy_(saved[f"{name}.bias"])
