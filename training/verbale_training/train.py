"""Trains the model: python -m verbale_training.train --help"""
import argparse
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import torch

from . import data, decode, losses
from .model import Reader

HERE = Path(__file__).resolve().parent.parent


def load_corpora(shared, own, limit_pairs):
    """Examples by corpus. `ours` are the records in the folder `own`, `pairs` is PLV without the ids in limit_pairs."""
    d = Path(shared) / "data"
    records = data.resolve(sorted((d / "authored").glob("*.jsonl")), shared)
    kept = [r for r in records if not data.held_out(r)]
    ours = data.resolve(sorted(Path(own).glob("*.jsonl")), shared)
    real = data.resolve([d / "real" / "train.jsonl"], shared)
    polnear = data.lines_of(d / "polnear" / "train.jsonl")
    pairs = [p for p in data.lines_of(d / "plv" / "train.jsonl") if p["id"] not in limit_pairs]
    return {"authored": [data.from_record(r) for r in kept], "ours": [data.from_record(r) for r in ours],
            "real": [data.from_record(r) for r in real], "polnear": [data.from_polnear(a) for a in polnear],
            "pairs": [data.from_pair(p) for p in pairs]}


def epoch_batches(corpora, shares, most_pieces, rng):
    """The batches of one epoch; shares[corpus] says how often each of its texts is read (a fraction samples)."""
    out = []
    for name, share in shares.items():
        examples = corpora[name]
        for _ in range(int(share)):
            out += data.windows(examples, rng)
        rest = share - int(share)
        if rest and examples:
            out += data.windows(rng.sample(examples, round(rest * len(examples))), rng)
    return data.batches(out, most_pieces, rng)


def optimizer(model, rate, heads_rate):
    """AdamW with a higher rate for the new heads and no decay of biases and norms."""
    groups = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            encoder, decay = name.startswith("encoder."), p.dim() > 1
            groups.setdefault((encoder, decay), []).append(p)
    return torch.optim.AdamW([{"params": ps, "lr": rate if encoder else heads_rate, "base": rate if encoder else heads_rate,
                               "weight_decay": 0.01 if decay else 0.0} for (encoder, decay), ps in groups.items()], betas=(0.9, 0.98))


def evaluate(model, shared, work, device):
    """Key figures on development data by the Python twin of the reader (the figures that count come from the binary)."""
    model.eval()
    work, shared = Path(work), Path(shared)
    out = {}
    records = data.resolve([shared / "data" / "real" / "dev.jsonl"], shared)
    held = [r for r in data.resolve(sorted((shared / "data" / "authored").glob("*.jsonl")), shared) if data.held_out(r)]
    for name, gold in {"real": records, "held": held}.items():
        (work / f"{name}.gold.jsonl").write_text("".join(json.dumps(r) + "\n" for r in gold))
        read = [decode.read(model, r["text"], r["id"], device) for r in gold]
        (work / f"{name}.read.jsonl").write_text("".join(json.dumps(r) + "\n" for r in read))
        run = subprocess.run([sys.executable, shared / "annotation" / "score.py", "--json", work / f"{name}.gold.jsonl", work / f"{name}.read.jsonl"],
                             capture_output=True, text=True, check=True)
        figures = json.loads(run.stdout)["figures"]
        out[name] = {k.strip(): round(v["f1"], 1) for k, v in figures.items()}
    polnear = shared / "data" / "polnear"
    read = [decode.attributions(decode.read(model, a["text"], a["id"], device)) for a in data.lines_of(polnear / "dev.jsonl")]
    (work / "polnear.read.jsonl").write_text("".join(json.dumps(r) + "\n" for r in read))
    run = subprocess.run([sys.executable, polnear / "score.py", "--json", polnear / "dev.jsonl", work / "polnear.read.jsonl"],
                         capture_output=True, text=True, check=True)
    f = json.loads(run.stdout)
    out["polnear"] = {"full": round(f["full attribution"][2], 1), **{k: round(f[k]["frag EM"][2], 1) for k in ("source", "cue", "content")}}
    model.train()
    return out


def parse():
    a = argparse.ArgumentParser(description="Trains the model on all corpora together; goes on where a run with the same --work stopped.")
    a.add_argument("--shared", default=str(HERE.parent.parent / "shared"), help="folder with data/ and annotation/")
    a.add_argument("--own", default=str(HERE / "data"), help="folder with our own training records")
    a.add_argument("--work", default=str(HERE / "work" / "main"), help="folder for checkpoints and the log")
    a.add_argument("--init", help="start from this checkpoint's weights in place of the base encoder")
    a.add_argument("--epochs", type=int, default=10)
    a.add_argument("--decay-from", type=float, default=0.0, help="epoch from which the rate falls linearly to zero")
    a.add_argument("--shares", default="authored=1,ours=1,real=2,polnear=0.4,pairs=1", help="how often an epoch reads each corpus")
    a.add_argument("--rate", type=float, default=2e-4)
    a.add_argument("--heads-rate", type=float, default=6e-4)
    a.add_argument("--pieces", type=int, default=2500, help="word pieces in a batch")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--without-pairs", help="file with ids of PLV sentences to leave out, one a line")
    a.add_argument("--evaluate", type=int, default=0, help="evaluate every so many epochs; 0: never")
    a.add_argument("--threads", type=int, default=2)
    return a.parse_args()


def main():
    args = parse()
    torch.set_num_threads(args.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    work = Path(args.work)
    work.mkdir(parents=True, exist_ok=True)
    skip = set(Path(args.without_pairs).read_text().split()) if args.without_pairs else set()
    corpora = load_corpora(args.shared, args.own, skip)
    shares = {k: float(v) for k, v in (x.split("=") for x in args.shares.split(","))}
    torch.manual_seed(args.seed)
    model = Reader()
    model.encoder.load_base()
    if args.init:
        model.load_state_dict(torch.load(args.init, map_location="cpu", weights_only=True)["model"])
    model.to(device)
    optim = optimizer(model, args.rate, args.heads_rate)
    begin = 0
    last = work / "last.pt"
    if last.exists():
        state = torch.load(last, map_location=device, weights_only=True)
        model.load_state_dict(state["model"]), optim.load_state_dict(state["optimizer"])
        begin = state["epoch"]
    log = open(work / "log.jsonl", "a", encoding="utf-8")
    note = lambda **row: (print(json.dumps(row), flush=True), log.write(json.dumps(row) + "\n"), log.flush())
    note(sizes={k: len(v) for k, v in corpora.items()}, args=vars(args))
    warm = 60
    step = 0 if begin == 0 else warm
    for epoch in range(begin, args.epochs):
        rng = random.Random(args.seed * 1000 + epoch)
        torch.manual_seed(args.seed * 1000 + epoch)
        todo = epoch_batches(corpora, shares, args.pieces, rng)
        sums, started, pieces = {}, time.time(), 0
        for i, batch in enumerate(todo):
            at = epoch + i / len(todo)
            scale = min(1.0, (step + 1) / warm)
            if at > args.decay_from:
                scale *= max(0.0, (args.epochs - at) / (args.epochs - args.decay_from))
            for group in optim.param_groups:
                group["lr"] = group["base"] * scale
            parts, size = losses.loss(model, batch, device)
            (losses.total(parts) / size).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optim.step()
            optim.zero_grad(set_to_none=True)
            step += 1
            pieces += size
            for name, value in parts.items():
                s = sums.setdefault(name, [0.0, 0])
                s[0] += float(value.detach())
                s[1] += size
            if i % 100 == 99:
                note(epoch=epoch, batch=i + 1, of=len(todo), seconds=round(time.time() - started), pieces=pieces,
                     per_100_pieces={k: round(100 * a / b, 3) for k, (a, b) in sums.items()})
                sums = {}
        state = {"model": model.state_dict(), "optimizer": optim.state_dict(), "epoch": epoch + 1}
        torch.save(state, work / "next.pt")
        (work / "next.pt").replace(last)
        if args.evaluate and (epoch + 1) % args.evaluate == 0:
            note(epoch=epoch + 1, figures=evaluate(model, args.shared, work, device))


if __name__ == "__main__":
    main()
