"""Records from the model's scores, in the format that score.py reads: the twin of the shipped reader's `spans`, to watch training."""
import torch

from . import data, labels, text as texts
from .losses import Batch


def viterbi(emission, transition, start):
    """The best tags (N, T) of emission (N, T, K) with transition (N, K, K) and start (N, K)."""
    score, back = start + emission[:, 0], []
    for t in range(1, emission.shape[1]):
        best = (score[:, :, None] + transition).max(1)
        score = best.values + emission[:, t]
        back.append(best.indices)
    tag = score.argmax(1)
    out = [tag]
    for b in reversed(back):
        tag = b.gather(1, tag[:, None])[:, 0]
        out.append(tag)
    return torch.stack(out[::-1], 1)


def spans_of(tags):
    """[(role number, first, end)] of a BIO sequence."""
    out, i = [], 0
    while i < len(tags):
        if tags[i] % 2:
            a = i
            i += 1
            while i < len(tags) and tags[i] == tags[a] + 1:
                i += 1
            out.append(((tags[a] - 1) // 2, a, i))
        else:
            i += 1
    return out


@torch.no_grad()
def read(model, text, name, device="cpu", bias=None):
    """The record of one text; bias[kind] is added to the scores of all argument tags but O."""
    t = texts.read(text)
    example = data.Example(name, t, [], [], data.EVERYTHING)
    found = []
    for a, b in texts.windows(t):
        window = data.cut(example, a, b)
        found += [(kind, label, shift(words, a), [(r, shift(w, a)) for r, w in arguments])
                  for kind, label, words, arguments in read_window(model, window, device, bias or {})]
    return assemble(t, found, text, name)


def shift(words, by):
    return words[0] + by, words[1] + by


def read_window(model, window, device, bias):
    batch = Batch([window], device)
    h, _ = model.words(batch.pieces, batch.piece_word, batch.words)
    scores = model.tagger(h).view(batch.words, len(labels.TAGGERS), 3).transpose(0, 1)
    transition, start = model.tagger_chain.scores()
    tags = viterbi(scores, transition, start).tolist()
    items = [(k, a, e) for k in range(len(labels.PREDICATES)) for _, a, e in spans_of(tags[k])]
    out = []
    if items:
        kind, first, end = (torch.tensor(x, device=device) for x in zip(*items))
        rows = torch.zeros_like(kind)
        vector = model.predicates(h, rows, first, end, kind)
        emission = model.arguments(h, batch.line, batch.mask, rows, first, end, kind, vector)
        for k, name in enumerate(labels.PREDICATES):
            emission[kind == k, :, 1:] += bias.get(name, 0.0)
        transition, start = model.argument_chain.scores()
        tags = viterbi(emission, transition[kind], start[kind]).tolist()
        best = lambda head, n: head(vector[n]).argmax().item()
        for n, (k, a, e) in enumerate(items):
            roles = labels.ROLES[labels.PREDICATES[k]]
            label = None
            if k == 0:
                label = labels.STANCES[best(model.stance, n)]
            elif k == 1:
                label = (labels.TYPES[best(model.event_type, n)], labels.STATUSES[best(model.status, n)])
            out.append((labels.PREDICATES[k], label, (a, e), [(roles[r], (x, y)) for r, x, y in spans_of(tags[n])]))
    return out


def assemble(t, found, text, name):
    chars = lambda words: [t.spans[words[0]][0], t.spans[words[1] - 1][1]]
    mentions, statements, events = {}, {}, []

    def mention(words, kind="organisation"):
        span = chars(words)
        key = next((k for k, m in mentions.items() if m["span"] == span), f"m{len(mentions) + 1}")
        mentions.setdefault(key, {"span": span, "kind": kind})
        return key

    for kind, label, words, arguments in found:
        taken = lambda role: [w for r, w in arguments if r == role]
        if kind == "cue" and taken("content"):
            content = sorted(chars(w) for w in taken("content"))
            cue = [] if content[0][0] <= chars(words)[0] < content[0][1] else [chars(words)]
            statements[f"s{len(statements) + 1}"] = {
                "source": [mention(w) for w in taken("source")], "cue": cue, "content": content, "stance": label,
                "via": [mention(w) for w in taken("via")], "within": None}
        elif kind == "trigger" and (taken("actor") or taken("recipient")):
            events.append({"type": label[0], "status": label[1], "trigger": chars(words), "within": None,
                           "actor": [mention(w) for w in taken("actor")], "recipient": [mention(w) for w in taken("recipient")]})
        elif kind == "process":
            key = mention(words, "process")
            mentions[key] |= {"kind": "process", "parties": [mention(w) for w in taken("party")]}
    length = lambda s: sum(e - b for b, e in s["content"])
    inside = lambda span, s: any(b <= span[0] and span[1] <= e for b, e in s["content"])

    def holder(pieces, own=None, least=0):
        around = [(length(s), k) for k, s in statements.items() if k != own and length(s) > least and all(inside(p, s) for p in pieces)]
        return min(around)[1] if around else None

    for key, s in statements.items():
        s["within"] = holder(s["content"], key, length(s))
    for e in events:
        e["within"] = holder([e["trigger"]])
    return {"id": name, "text": text, "mentions": mentions, "same": [], "statements": statements, "events": events}


def attributions(record):
    """The record's outermost statements as the PolNeAR referee reads them."""
    out = []
    for s in record["statements"].values():
        if s["within"] is None:
            out.append({"source": [record["mentions"][m]["span"] for m in s["source"]], "cue": s["cue"], "content": s["content"]})
    return {"id": record["id"], "attributions": out}
