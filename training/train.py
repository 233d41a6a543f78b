"""The training loop: stages of samples through the encoder, seeded, on a CPU or a GPU."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from training.batches import WEIGHTS, compute_losses, make_batches, pad_batch
from training.examples import Sample
from training.model import Reader


@dataclass(frozen=True)
class Stage:
    """What is taught, how long, how fast. `groups` are batched apart: a batch of pairs holds only pairs."""

    name: str
    groups: Sequence[Sequence[Sample]]
    epochs: int
    rate: float
    # Padded word pieces a batch.
    tokens: int
    # Decay of the averaged weights that are kept at the end; 0 keeps the last ones.
    average: float = 0.0


def train_stage(
    model: Reader, stage: Stage, rng: random.Random, *, device: str, report: Callable[[Reader], str] | None = None
) -> None:
    """Run one stage; `report` is called after every second epoch and after the last, and what it says is printed."""
    groups: dict[float, list[torch.nn.Parameter]] = {}
    for name, value in model.named_parameters():
        groups.setdefault(_factor(name), []).append(value)
    optimizer = torch.optim.AdamW(
        [{"params": values, "lr": stage.rate * factor} for factor, values in groups.items()], weight_decay=0.01
    )
    plan = [_plan_epoch(stage, rng) for _ in range(stage.epochs)]
    total = sum(len(p) for p in plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * total), max(0.02, (total - step) / (0.94 * total)))
    )
    mean = {k: v.detach().clone() for k, v in model.state_dict().items()} if stage.average else None
    begun = time.time()
    for epoch, batches in enumerate(plan, 1):
        sums: dict[str, list[torch.Tensor]] = {}
        model.train()
        for batch in batches:
            with torch.autocast(device, torch.bfloat16, enabled=_mixed(device)):
                losses = compute_losses(model, pad_batch(batch, device))
            loss = torch.stack([WEIGHTS[k] * v.float() for k, v in losses.items()]).sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if mean is not None:
                _follow(mean, model, stage.average)
            for k, v in losses.items():
                sums.setdefault(k, []).append(v.detach())
        told = " ".join(f"{k} {torch.stack(v).float().mean().item():.3f}" for k, v in sums.items())
        print(f"{stage.name} {epoch}/{stage.epochs} {time.time() - begun:.0f} s: {told}", flush=True)
        if epoch == stage.epochs and mean is not None:
            model.load_state_dict(mean)
        if report is not None and (epoch % 2 == 0 or epoch == stage.epochs):
            print("   held out:", report(model), flush=True)


def _factor(name: str) -> float:
    """How much faster than the encoder a weight learns: heads begin from nothing, layers on top change their work."""
    if name.startswith(("role_layers.", "pair_layers.")):
        return 2.0
    return 1.0 if name.startswith("encoder.") and "cases" not in name else 10.0


def _mixed(device: str) -> bool:
    """Whether bfloat16 matrix products are fast there: 1.6 times as fast as float32 on a CPU that has them, many
    times slower on one that has not; same figures."""
    return device != "cpu" or torch.cpu._is_avx512_bf16_supported()


def _follow(mean: dict[str, torch.Tensor], model: Reader, decay: float) -> None:
    with torch.no_grad():
        torch._foreach_lerp_(list(mean.values()), list(model.state_dict().values()), 1 - decay)


def _plan_epoch(stage: Stage, rng: random.Random) -> list[list[Sample]]:
    batches = [b for group in stage.groups if group for b in make_batches(group, stage.tokens, rng)]
    rng.shuffle(batches)
    return batches
