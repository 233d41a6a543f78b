"""The encoder with its heads: one pass over a sentence gives mentions, triggers, roles, factuality, speech.

All token heads are read at the first word piece of a word. Roles are pointers: for a predicate (trigger or cue)
at word i and role r, `role[r, i, j]` scores word j as the first word of the argument, or as an edge of a span.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.labels import CASES, CUES, FACTS, MENTIONS, MODES, NER, RELATIONS, ROLES, TRIGGERS, UPOS


class Layer(nn.Module):
    """One BERT layer (post-norm), weights named so that the saved encoder loads."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, w = x.shape
        q, k, v = (f(x).view(b, t, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = q @ k.transpose(-1, -2) * (w // self.heads) ** -0.5 + mask
        mixed = (self.dropout(scores.softmax(-1)) @ v).transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + self.dropout(self.output(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """A BERT encoder with one more embedding: the case of the word (the vocabulary is lower-case)."""

    def __init__(self, config: dict[str, int], layers: int, dropout: float) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.types = nn.Embedding(2, width)
        self.cases = nn.Embedding(len(CASES), width)
        nn.init.zeros_(self.cases.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout) for _ in range(layers)
        )

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places) + self.types.weight[0] + self.cases(cases)
        x = self.dropout(self.norm(x))
        mask = (ids == 0)[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


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
        return s @ g.transpose(-1, -2) * self.rank**-0.5 + self.bias[None, :, None, None]


class Reader(nn.Module):
    """Encoder and heads. `forward` gives the heads of the run-time file; `parse`, `ner` only train."""

    def __init__(self, config: dict[str, int], *, layers: int, dropout: float = 0.1, rank: int = 48) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.encoder = Encoder(config, layers, dropout)
        self.mention = _head(width, len(MENTIONS), dropout)
        self.trigger = _head(width, len(TRIGGERS), dropout)
        self.mode = _head(width, len(MODES), dropout)
        self.fact = _head(width, len(FACTS), dropout)
        self.cue = _head(width, len(CUES), dropout)
        self.role = Pointers(width, len(ROLES), rank, dropout)
        self.pair = _head(2 * width, 16, dropout)
        self.ner = nn.Linear(width, len(NER))
        self.upos = nn.Linear(width, len(UPOS))
        self.arc = Pointers(width, 1, 128, dropout)
        self.relation = Pointers(width, len(RELATIONS), 24, dropout)

    def forward(self, ids: Tensor, cases: Tensor) -> dict[str, Tensor]:
        x = self.encoder(ids, cases)
        return {
            "mention": self.mention(x), "trigger": self.trigger(x), "mode": self.mode(x), "fact": self.fact(x),
            "cue": self.cue(x), "role": self.role(x), "hidden": x,
        }  # fmt: skip

    def classify_pair(self, hidden: Tensor, markers: Tensor) -> Tensor:
        """Type scores from the states at the two opening markers; `markers` is (batch, 2)."""
        picked = hidden.gather(1, markers[:, :, None].expand(-1, -1, hidden.shape[-1]))
        return self.pair(picked.flatten(1))


def read_encoder(folder: Path, layers: int, dropout: float = 0.1) -> Reader:
    """A Reader whose encoder holds the weights of a saved BERT (`config.json`, `model.safetensors`)."""
    from safetensors.torch import load_file

    config = json.loads((folder / "config.json").read_text())
    reader = Reader(config, layers=layers, dropout=dropout)
    saved = {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}
    e = reader.encoder
    with torch.no_grad():
        for module, name in ((e.words, "word"), (e.positions, "position"), (e.types, "token_type")):
            module.weight.copy_(saved[f"embeddings.{name}_embeddings.weight"])
        _copy(e.norm, saved, "embeddings.LayerNorm")
        for i, layer in enumerate(e.layers):
            base = f"encoder.layer.{i}."
            for part in ("query", "key", "value"):
                _copy(getattr(layer, part), saved, f"{base}attention.self.{part}")
            _copy(layer.output, saved, f"{base}attention.output.dense")
            _copy(layer.norm1, saved, f"{base}attention.output.LayerNorm")
            _copy(layer.up, saved, f"{base}intermediate.dense")
            _copy(layer.down, saved, f"{base}output.dense")
            _copy(layer.norm2, saved, f"{base}output.LayerNorm")
    return reader


def _copy(module: nn.Module, saved: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(saved[f"{name}.weight"])
    module.bias.copy_(saved[f"{name}.bias"])
