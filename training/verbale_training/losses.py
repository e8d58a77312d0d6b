"""What the model is asked to learn from a batch of windows, with what a corpus does not say masked out."""
import torch
import torch.nn.functional as F

from . import labels
from .text import CLS

WEIGHTS = {"cue": 1.0, "trigger": 1.0, "process": 0.5, "mention": 0.5, "arguments": 1.0, "type": 1.0, "mode": 0.4, "status": 0.7,
           "stance": 0.7, "kind": 0.3, "sector": 0.3, "pair": 3.0}
TYPE_MODE = {pair: i for i, pair in enumerate(labels.TYPE_MODES)}


class Batch:
    """Windows as tensors; B windows, P pieces, W words."""

    def __init__(self, windows, device):
        self.windows, self.device = windows, device
        b, p, w = len(windows), max(x.size for x in windows), max(len(x.pieces) for x in windows)
        pieces, piece_word = torch.zeros(b, p, dtype=torch.long), torch.full((b, p), -1)
        line, mask = torch.zeros(b, w, dtype=torch.long), torch.zeros(b, w, dtype=torch.bool)
        for i, x in enumerate(windows):
            pieces[i, : x.size] = torch.tensor([CLS, *(q for word in x.pieces for q in word)])
            piece_word[i, 1 : x.size] = torch.tensor([k for k, word in enumerate(x.pieces) for _ in word])
            line[i, : len(x.line)] = torch.tensor(x.line)
            mask[i, : len(x.pieces)] = True
        self.pieces, self.piece_word, self.words = pieces.to(device), piece_word.to(device), w
        self.line, self.mask = line.to(device), mask.to(device)
        self.size = sum(x.size for x in windows)

    def tags(self, tagger):
        """Gold BIO tags (B, W) of one tagger; -1 where unknown."""
        tags = torch.zeros(len(self.windows), self.words, dtype=torch.long)
        for i, x in enumerate(self.windows):
            if tagger == "cue":
                for a, e in x.unknown_cues:
                    tags[i, a:e] = -1
            spans = [m[0] for m in outermost(x.mentions)] if tagger == "mention" else [p.words for p in x.predicates if p.kind == tagger]
            for a, e in sorted(spans, key=lambda s: s[0] - s[1]):
                tags[i, a:e] = 2
                tags[i, a] = 1
        return tags.to(self.device)

    def spans(self, items):
        """Tensors (rows, first, end) of (row, word range) pairs."""
        return tuple(torch.tensor(x, dtype=torch.long, device=self.device) for x in
                     ([i for i, _ in items], [w[0] for _, w in items], [w[1] for _, w in items]))


def outermost(mentions):
    """Mentions other than processes that lie in no other."""
    plain = [m for m in mentions if m[1] != "process"]
    return [m for m in plain if not any(o is not m and o[0][0] <= m[0][0] and m[0][1] <= o[0][1] and o[0] != m[0] for o in plain)]


def argument_tags(batch, items):
    """Gold tags (N, W) of the arguments of (row, predicate) pairs."""
    tags = torch.zeros(len(items), batch.words, dtype=torch.long)
    for n, (_, p) in enumerate(items):
        for role, (a, e) in sorted(p.arguments, key=lambda x: x[1][0] - x[1][1]):
            k = labels.ROLES[p.kind].index(role)
            tags[n, a:e] = 2 + 2 * k
            tags[n, a] = 1 + 2 * k
    # A later, shorter span may have cut a longer one in two: what goes on behind it begins anew.
    for k in range(2, labels.ARGUMENT_TAGS, 2):
        before = torch.nn.functional.pad(tags, (1, 0))[:, :-1]
        tags = torch.where((tags == k) & (before != k) & (before != k - 1), torch.full_like(tags, k - 1), tags)
    return tags.to(batch.device)


def loss(model, windows, device):
    """The sum of all losses of a batch in nats, by name, and the number of its word pieces."""
    batch = Batch(windows, device)
    h, cls = model.words(batch.pieces, batch.piece_word, batch.words)
    known = windows[0].known
    if "pair" in known:
        return {"pair": pair_loss(model, batch, h, cls)}, batch.size
    out = tagger_losses(model, batch, model.heads_dropout(h), [t for t in labels.TAGGERS if t in known])
    items = [(i, p) for i, x in enumerate(windows) for p in x.predicates]
    if items:
        out |= predicate_losses(model, batch, h, items)
    mentions = [(i, m) for i, x in enumerate(windows) for m in x.mentions]
    if mentions:
        rows = batch.spans([(i, m[0]) for i, m in mentions])
        kind, sector = model.mentions(h, *rows)
        gold = torch.tensor([labels.KINDS.index(m[1]) for _, m in mentions], device=device)
        out["kind"] = F.cross_entropy(kind, gold, reduction="sum")
        gold = torch.tensor([-100 if m[2] is None else labels.SECTORS.index(m[2]) for _, m in mentions], device=device)
        out["sector"] = F.cross_entropy(sector, gold, reduction="sum")
    return out, batch.size


def tagger_losses(model, batch, h, names):
    b, w, _ = h.shape
    scores = model.tagger(h).view(b, w, len(labels.TAGGERS), 3)
    which = [labels.TAGGERS.index(n) for n in names]
    emission = torch.cat([scores[:, :, k] for k in which])
    tags = torch.cat([batch.tags(n) for n in names])
    kind = torch.tensor(which, device=h.device).repeat_interleave(b)
    nll = model.tagger_chain.loss(emission, tags, kind, batch.mask.repeat(len(names), 1))
    return dict(zip(names, nll.view(len(names), b).sum(1)))


def predicate_losses(model, batch, h, items):
    rows, first, end = batch.spans([(i, p.words) for i, p in items])
    kind = torch.tensor([labels.PREDICATES.index(p.kind) for _, p in items], device=h.device)
    vector = model.predicates(h, rows, first, end, kind)
    emission = model.arguments(h, batch.line, batch.mask, rows, first, end, kind, vector)
    nll = model.argument_chain.loss(emission, argument_tags(batch, items), kind, batch.mask[rows])
    out = {"arguments": nll.sum()}
    vector = model.heads_dropout(vector)
    pick = lambda test: torch.tensor([n for n, (_, p) in enumerate(items) if test(p)], dtype=torch.long, device=h.device)
    gold = lambda index, value: torch.tensor([value(items[n][1]) for n in index.tolist()], dtype=torch.long, device=h.device)
    cues = pick(lambda p: p.stance is not None)
    if len(cues):
        out["stance"] = F.cross_entropy(model.stance(vector[cues]), gold(cues, lambda p: labels.STANCES.index(p.stance)), reduction="sum")
    events = pick(lambda p: p.event is not None)
    if len(events):
        v = vector[events]
        ce = lambda scores, value: F.cross_entropy(scores, gold(events, value), reduction="sum")
        out["type"] = ce(model.event_type(v), lambda p: labels.TYPES.index(p.event["type"]))
        out["mode"] = ce(model.mode(v), lambda p: TYPE_MODE[p.event["type"], p.event.get("mode") or ""])
        out["status"] = ce(model.status(v), lambda p: labels.STATUSES.index(p.event["status"]))
    return out


def pair_weights(batch, which):
    """Weights (B, W) that sum to one over the words of the actor (0) or recipient (1) of each window's pair."""
    out = torch.zeros(len(batch.windows), batch.words)
    for i, x in enumerate(batch.windows):
        if x.pair[which]:
            a, e = x.pair[which]
            out[i, a:e] = 1 / (e - a)
    return out.to(batch.device)


def pair_loss(model, batch, h, cls):
    plover, plv = model.pairs(h, cls, batch.line, batch.mask, pair_weights(batch, 0), pair_weights(batch, 1))
    total = h.new_zeros(())
    for i, x in enumerate(batch.windows):
        scheme, label = x.pair[2:]
        total = total - (plv[i, labels.PLV.index(label)] if scheme == "plv" else plover[i, labels.TYPES.index(label)])
    return total


def total(parts):
    """The weighted sum of the losses of a batch."""
    return sum(WEIGHTS[name] * value for name, value in parts.items())
