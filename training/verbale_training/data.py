"""The corpora as examples: texts with the gold labels of their words, packed into windows."""
import json
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import labels, text as texts


@dataclass
class Predicate:
    """A cue, trigger or process and what it takes; word ranges of the whole text."""
    kind: str
    words: tuple
    arguments: list = field(default_factory=list)
    """(role, word range)"""
    stance: str | None = None
    event: dict | None = None


@dataclass
class Example:
    """One text with its labels. `known` names what the corpus says: other losses are masked."""
    id: str
    text: texts.Text
    predicates: list
    mentions: list
    """(word range, kind, sector); sector None where unknown."""
    known: frozenset
    unknown_cues: list = field(default_factory=list)
    """Word ranges where a cue may stand that the corpus does not mark."""
    pair: tuple | None = None
    """(actor words or None, recipient words or None, label set name, label) of a given pair."""


EVERYTHING = frozenset(["cue", "trigger", "process", "mention", "stance"])


def resolve(paths, shared):
    """Records with offsets, by way of the checker; stops on a faulty file."""
    check = Path(shared) / "annotation" / "check.py"
    run = subprocess.run([sys.executable, str(check), "--resolve", *map(str, paths)], capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def sector(code):
    """The sector of an actor's code; None where the code does not say."""
    parts = code.split()
    if not parts:
        return None
    if parts[0] in {"IGO", "NGO", "MNC"}:
        return parts[0]
    if parts[-1] in labels.SECTORS:
        return parts[-1]
    return "" if len(parts) == 1 else None


def pieces(words, text):
    """A word range cut at line breaks."""
    out, a = [], words[0]
    for i in range(words[0], words[1] + 1):
        if i == words[1] or text.pieces[i] == [texts.SEP]:
            if i > a:
                out.append((a, i))
            a = i + 1
    return out


def from_record(record):
    """An Example of a full record (spans resolved)."""
    t = texts.read(record["text"])
    at = lambda span: t.words_of(*span)
    m = {name: at(mention["span"]) for name, mention in record["mentions"].items()}
    mentions = [(m[n], mention["kind"], sector(mention.get("code", ""))) for n, mention in record["mentions"].items() if m[n]]
    predicates = []
    for s in record["statements"].values():
        content = [p for span in s["content"] if at(span) for p in pieces(at(span), t)]
        if not content:
            continue
        words = at(s["cue"][-1]) if s["cue"] else (content[0][0], content[0][0] + 1)
        arguments = [("content", p) for p in content]
        arguments += [("source", m[n]) for n in s["source"] if m[n]] + [("via", m[n]) for n in s.get("via", []) if m[n]]
        if words:
            predicates.append(Predicate("cue", words, arguments, stance=s["stance"]))
    for e in record["events"]:
        words = at(e["trigger"])
        arguments = [(role, m[n]) for role in ("actor", "recipient") for n in e[role] if m[n]]
        if words:
            predicates.append(Predicate("trigger", words, arguments, event=e))
    for name, mention in record["mentions"].items():
        if mention["kind"] == "process" and m[name]:
            predicates.append(Predicate("process", m[name], [("party", m[n]) for n in mention.get("parties", []) if m[n]]))
    return Example(record["id"], t, predicates, mentions, EVERYTHING)


def from_polnear(article):
    """An Example of a PolNeAR article: outermost statements only, without stance, mentions or events."""
    t = texts.read(article["text"])
    predicates, unknown = [], []
    for a in article["attributions"]:
        content = [p for span in a["content"] if t.words_of(*span) for p in pieces(t.words_of(*span), t)]
        cue = [t.words_of(*span) for span in a["cue"] if t.words_of(*span)]
        unknown += content
        if not content:
            continue
        words = cue[-1] if cue else (content[0][0], content[0][0] + 1)
        source = [("source", p) for span in a["source"] if t.words_of(*span) for p in pieces(t.words_of(*span), t)]
        predicates.append(Predicate("cue", words, [("content", p) for p in content] + source))
    return Example(article["id"], t, predicates, [], frozenset(["cue"]), unknown)


def from_pair(pair):
    """An Example of one of PLV's sentences: nothing but the type of a given pair."""
    t = texts.read(pair["text"])
    actor, recipient = (t.words_of(*pair[role]) if pair.get(role) else None for role in ("actor", "recipient"))
    return Example(pair["id"], t, [], [], frozenset(["pair"]), pair=(actor, recipient, "plv", pair["type"]))


def lines_of(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def held_out(record):
    """Whether a record is kept for our own checks: authored ids divisible by ten."""
    digits = "".join(c for c in record["id"].rsplit("-", 1)[-1] if c.isdigit())
    return bool(digits) and int(digits) % 10 == 0


@dataclass
class Window:
    """A stretch of one or several texts that the encoder sees at once; word indices count from its start."""
    pieces: list
    """Per word its piece ids."""
    line: list
    predicates: list
    mentions: list
    known: frozenset
    unknown_cues: list
    pair: tuple | None = None

    @property
    def size(self):
        return 1 + sum(map(len, self.pieces))


def shifted(words, by, low, high):
    """A word range moved by `by` if it lies in [low, high), else None."""
    return (words[0] + by, words[1] + by) if low <= words[0] and words[1] <= high else None


def cut(example, a, b):
    """The window of words [a, b) of one example."""
    move = lambda words: shifted(words, -a, a, b)
    predicates = []
    for p in example.predicates:
        if move(p.words):
            arguments = [(role, move(w)) for role, w in p.arguments if move(w)]
            predicates.append(Predicate(p.kind, move(p.words), arguments, p.stance, p.event))
    mentions = [(move(w), kind, code) for w, kind, code in example.mentions if move(w)]
    unknown = [move(w) for w in example.unknown_cues if move(w)]
    pair = None
    if example.pair:
        actor, recipient, scheme, label = example.pair
        if any(w and not move(w) for w in (actor, recipient)):
            return None
        pair = (actor and move(actor), recipient and move(recipient), scheme, label)
    return Window(example.text.pieces[a:b], example.text.line[a:b], predicates, mentions, example.known, unknown, pair)


def joined(windows):
    """Several windows of like knowledge behind one another, as one."""
    first = windows[0]
    out = Window([], [], [], [], first.known, [])
    for w in windows:
        by, line = len(out.pieces), (out.line[-1] + 1 if out.line else 0)
        move = lambda r: (r[0] + by, r[1] + by)
        out.pieces += w.pieces
        out.line += [x - w.line[0] + line for x in w.line]
        out.predicates += [Predicate(p.kind, move(p.words), [(r, move(x)) for r, x in p.arguments], p.stance, p.event)
                           for p in w.predicates]
        out.mentions += [(move(x), k, c) for x, k, c in w.mentions]
        out.unknown_cues += [move(x) for x in w.unknown_cues]
    return out


def windows(examples, rng, share_packed=0.6):
    """Windows of the examples in random order: long texts cut at varying sizes, short ones now and then packed together."""
    out, waiting = [], {}
    for example in rng.sample(examples, len(examples)):
        most = texts.MAX_PIECES if rng.random() < 0.6 else rng.randint(64, texts.MAX_PIECES)
        parts = [cut(example, a, b) for a, b in texts.windows(example.text, most)]
        parts = [p for p in parts if p]
        if len(parts) > 1 or example.pair or rng.random() > share_packed:
            out += parts
            continue
        held = waiting.setdefault(example.known, [])
        if held and sum(w.size for w in held) + sum(w.size for w in parts) > texts.MAX_PIECES:
            out.append(joined(held))
            held.clear()
        held += parts
    return out + [joined(held) for held in waiting.values() if held]


def batches(windows, most_pieces, rng):
    """Windows of like size and knowledge in batches of at most `most_pieces` word pieces with padding, in random order."""
    groups = {}
    for w in windows:
        groups.setdefault(w.known, []).append(w)
    out = []
    for group in groups.values():
        group.sort(key=lambda w: w.size + rng.random() * 8)
        batch = []
        for w in group:
            if batch and max(w.size, max(x.size for x in batch)) * (len(batch) + 1) > most_pieces:
                out.append(batch)
                batch = []
            batch.append(w)
        if batch:
            out.append(batch)
    rng.shuffle(out)
    return out
