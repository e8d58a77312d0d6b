"""Writes a checkpoint as the compact file that the shipped reader loads, and scores for its tests to compare with.

usage: python -m verbale_training.export CHECKPOINT WEIGHTS.safetensors [--scores SCORES.json]

Matrices of the encoder and the wide heads are int8 with one scale for each output unit (row), word embeddings with one for each
word; everything else is float32. Chains carry their forbidden transitions as large negative scores.
"""
import argparse
import json

import torch
from safetensors.torch import save_file

from . import data, labels, text as texts
from .losses import Batch
from .model import LAYERS, Reader

SENTENCES = [
    "Baku accuses Yerevan of dragging out border talks.",
    "NAIROBI, Kenya (AP) — “We will not sign,” Foreign Minister Abel Njoroge said on Tuesday.\nThe envoy, citing two officials, "
    "told Radio Demo that troops had withdrawn from Zürich’s old airport 🙂.",
    "According to the ministry, gunmen killed nine people in the village; it denied that its drones had struck the clinic.",
]


def quantize(w):
    """int8 rows and their scales (rows): w ~ rows * scale."""
    scale = (w.abs().amax(1) / 127).clamp(min=1e-12)
    return (w / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def tensors(model):
    """Named tensors of the weights file."""
    state = {k: v.detach().float().contiguous() for k, v in model.state_dict().items()}
    for i in range(LAYERS):
        for part in ("weight", "bias"):
            state[f"encoder.layers.{i}.attend.{part}"] = torch.cat([state.pop(f"encoder.layers.{i}.{n}.{part}") for n in ("query", "key", "value")])
    narrow = [f"encoder.layers.{i}.{n}" for i in range(LAYERS) for n in ("attend", "output", "inner", "outer")]
    narrow += ["encoder.words", "predicate", "word_side", "mention", "pair", *(f"mixers.{i}.mix" for i in range(len(model.mixers)))]
    for name in narrow:
        state[name + ".weight"], state[name + ".scale"] = quantize(state[name + ".weight"])
    for chain in ("tagger_chain", "argument_chain"):
        transition, start = getattr(model, chain).scores()
        state[f"{chain}.transition"], state[f"{chain}.start"] = transition.detach().contiguous(), start.detach().contiguous()
    return state


def dequantized(model):
    """The model with its int8 matrices put back as floats, so that scores differ from the reader's by its activations only."""
    state = model.state_dict()
    for name, w in list(state.items()):
        if name.endswith("weight") and w.dim() == 2 and any(name.startswith(p) for p in (
                "encoder.layers", "encoder.words", "predicate.", "word_side.", "mention.", "pair.")) or name.endswith("mix.weight"):
            rows, scale = quantize(w)
            state[name] = rows.float() * scale[:, None]
    model.load_state_dict(state)
    return model


@torch.no_grad()
def scores(model):
    """What the model says of SENTENCES: words, tagger scores, argument scores of three predicates, labels, a given pair."""
    out = []
    for sentence in SENTENCES:
        t = texts.read(sentence)
        window = data.cut(data.Example("", t, [], [], data.EVERYTHING), 0, len(t.pieces))
        batch = Batch([window], "cpu")
        h, cls = model.words(batch.pieces, batch.piece_word, batch.words)
        asked = [(0, 1, 2), (1, 1, 3), (2, 5, 8)]
        kind, first, end = (torch.tensor(x) for x in zip(*asked))
        rows = torch.zeros_like(kind)
        v = model.predicates(h, rows, first, end, kind)
        sector = model.mentions(h, rows, first, end)
        actors, recipients = torch.zeros(1, batch.words), torch.zeros(1, batch.words)
        actors[0, 0], recipients[0, 2:4] = 1, 0.5
        pair = model.pairs(h, cls, batch.line, batch.mask, actors, recipients)
        out.append({
            "text": sentence, "spans": t.spans, "pieces": t.pieces, "asked": asked, "tagger": model.tagger(h)[0].tolist(),
            "argument": model.arguments(h, batch.line, batch.mask, rows, first, end, kind, v).tolist(),
            "stance": model.stance(v).tolist(), "type": model.event_type(v).tolist(), "mode": model.mode(v).tolist(),
            "status": model.status(v).tolist(), "kind": sector[0].tolist(), "sector": sector[1].tolist(),
            "pair": {"actor": [0, 1], "recipient": [2, 4], "plover": pair[0][0].tolist(), "plv": pair[1][0].tolist()}})
    return out


def main():
    a = argparse.ArgumentParser()
    a.add_argument("checkpoint")
    a.add_argument("weights")
    a.add_argument("--scores")
    args = a.parse_args()
    model = Reader().eval()
    model.load_state_dict(torch.load(args.checkpoint, map_location="cpu", weights_only=True)["model"])
    named = {"predicates": labels.PREDICATES, "taggers": labels.TAGGERS, "roles": labels.ROLES, "stances": labels.STANCES,
             "types": labels.TYPES, "type_modes": labels.TYPE_MODES, "statuses": labels.STATUSES, "kinds": labels.KINDS,
             "sectors": labels.SECTORS, "plv": labels.PLV}
    save_file(tensors(model), args.weights, metadata={"format": "verbale-reader/1", "labels": json.dumps(named)})
    if args.scores:
        with open(args.scores, "w", encoding="utf-8") as f:
            json.dump(scores(dequantized(model)), f, ensure_ascii=False)


if __name__ == "__main__":
    main()
