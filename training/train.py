"""The training loop: stages of samples through the encoder, seeded, on a CPU or a GPU."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import torch
from torch.utils.data import DataLoader

from training.batches import WEIGHTS, Batch, compute_losses, make_batches, pad_batch
from training.distil import Lesson, distil_losses, teach
from training.examples import Sample
from training.model import Reader

# Processes that pad batches for a GPU, which else waits for them.
LOADERS = 4

# What an epoch takes, in order: marked samples of a batch, or the number of a lesson.
Plan = list[list[Sample] | int]


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
    # Share of the rate that is left at the end of its linear fall.
    end: float = 0.02
    # Share of each group that an epoch takes, drawn anew each time; all of each where none is given.
    shares: Sequence[float] = ()
    # Unmarked batches with what teachers made of them; an epoch takes all of them.
    lessons: Sequence[tuple[Batch, Lesson]] = ()


def train_stage(
    model: Reader,
    stage: Stage,
    seed: int,
    *,
    device: str,
    report: Callable[[Reader], str] | None = None,
    keep: Path | None = None,
) -> None:
    """Run one stage; `report` is called after every second epoch and after the last, and what it says is printed.

    With `keep`, the state after each epoch is saved there, and a run that was cut off goes on from it; a file that
    another stage or other samples left is overwritten.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    run = _Run(model, stage, [_plan_epoch(stage, rng) for _ in range(stage.epochs)], device)
    key = _fingerprint(stage, seed) if keep else ""
    if keep and keep.exists():
        run.resume(keep, key)
    for epoch in range(run.epoch + 1, stage.epochs + 1):
        run.teach()
        if keep:
            run.save(keep, key)
        last = epoch == stage.epochs
        if report is not None and not last and epoch % 2 == 0:
            print("   held out:", report(model), flush=True)
    if run.mean is not None:
        model.load_state_dict(run.mean)
    if report is not None:
        print("   held out:", report(model), flush=True)


class _Run:
    """A stage under way: all that must be kept to go on after a cut."""

    def __init__(self, model: Reader, stage: Stage, plan: list[Plan], device: str) -> None:
        groups: dict[float, list[torch.nn.Parameter]] = {}
        for name, value in model.named_parameters():
            groups.setdefault(_factor(name), []).append(value)
        self.model, self.stage, self.plan, self.device = model, stage, plan, device
        self.epoch = 0
        self.optimizer = torch.optim.AdamW(
            [{"params": values, "lr": stage.rate * factor} for factor, values in groups.items()],
            weight_decay=0.01,
            fused=True,
        )
        total = sum(len(p) for p in plan)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: min((step + 1) / (0.06 * total), 1 - (1 - stage.end) * max(0, step / total - 0.06) / 0.94),
        )
        self.mean = {k: v.detach().clone() for k, v in model.state_dict().items()} if stage.average else None

    def teach(self) -> None:
        """One epoch; prints the mean of each loss."""
        begun = time.time()
        sums: dict[str, list[torch.Tensor]] = {}
        self.model.train()
        marked = load_batches([b for b in self.plan[self.epoch] if not isinstance(b, int)], self.device)
        for item in self.plan[self.epoch]:
            batch, lesson = self.stage.lessons[item] if isinstance(item, int) else (next(marked), None)
            for k, v in self._step(batch, lesson).items():
                sums.setdefault(k, []).append(v.detach())
        self.epoch += 1
        told = " ".join(f"{k} {torch.stack(v).float().mean().item():.3f}" for k, v in sums.items())
        spent = f"{time.time() - begun:.0f} s"
        print(f"{self.stage.name} {self.epoch}/{self.stage.epochs} {spent}: {told}", flush=True)

    def _step(self, batch: Batch, lesson: Lesson | None) -> dict[str, torch.Tensor]:
        with torch.autocast(self.device, torch.bfloat16, enabled=_mixed(self.device)):
            losses = distil_losses(self.model, lesson, batch) if lesson else compute_losses(self.model, batch)
        loss = torch.stack([WEIGHTS[k] * v.float() for k, v in losses.items()]).sum()
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch gives it no types
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        if self.mean is not None:
            _follow(self.mean, self.model, self.stage.average)
        return losses

    def save(self, path: Path, key: str) -> None:
        """Write the state so that a cut leaves the old file or the new one whole."""
        state = {
            "key": key, "epoch": self.epoch, "model": self.model.state_dict(), "mean": self.mean,
            "optimizer": self.optimizer.state_dict(), "schedule": self.schedule.state_dict(),
            "random": torch.get_rng_state(),
            "random on cuda": torch.cuda.get_rng_state() if self.device == "cuda" else None,
        }  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        torch.save(state, part)
        part.replace(path)

    def resume(self, path: Path, key: str) -> None:
        """Take up the saved state where it is of the same stage and samples."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        if state["key"] != key:
            print(f"{self.stage.name}: {path} is of other samples or settings, begun anew", flush=True)
            return
        self.epoch, self.mean = state["epoch"], state["mean"]
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        torch.set_rng_state(state["random"].cpu())
        if self.device == "cuda":
            torch.cuda.set_rng_state(state["random on cuda"].cpu())
        print(f"{self.stage.name}: goes on after epoch {self.epoch} from {path}", flush=True)


def _fingerprint(stage: Stage, seed: int) -> str:
    """Of settings and samples: a saved state is taken up only by the same."""
    settings = (seed, *(getattr(stage, f.name) for f in fields(stage) if f.name not in ("groups", "lessons")))
    digest = hashlib.sha256(repr(settings).encode())
    for group in stage.groups:
        for sample in group:
            digest.update(repr(sample).encode())
    return digest.hexdigest()


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


def load_batches(plan: Sequence[list[Sample]], device: str) -> Iterator[Batch]:
    """The padded batches of a plan on `device`; for a GPU they are padded ahead, beside the training."""
    workers = LOADERS if device == "cuda" else 0
    loader: DataLoader[Batch] = DataLoader(
        plan,  # type: ignore[arg-type]  # any sequence will do
        batch_size=None, collate_fn=pad_batch, num_workers=workers,
    )  # fmt: skip
    for batch in loader:
        yield batch.to(device)


def write_lessons(
    teachers: Sequence[Reader], samples: Sequence[Sample], tokens: int, seed: int, device: str
) -> list[tuple[Batch, Lesson]]:
    """The samples in batches with what the teachers make of them: said once, heard every epoch."""
    plan = list(make_batches(samples, tokens, random.Random(seed)))
    with torch.autocast(device, torch.bfloat16, enabled=_mixed(device)):
        return [(batch, teach(teachers, batch)) for batch in load_batches(plan, device)]


def _plan_epoch(stage: Stage, rng: random.Random) -> Plan:
    shares = stage.shares or [1.0] * len(stage.groups)
    drawn = [rng.sample(group, round(len(group) * share)) for group, share in zip(stage.groups, shares, strict=True)]
    batches: Plan = [b for group in drawn if group for b in make_batches(group, stage.tokens, rng)]
    batches += range(len(stage.lessons))
    rng.shuffle(batches)
    return batches
