"""Trains the tiny vocabulary, in the format of CLIP's vocab.json and merges.txt.

    python3 make_tiny_tokenizer.py <out folder>

256 byte symbols, the same with "</w>", one entry per merge, <|startoftext|>, <|endoftext|>. The byte symbols are
those of GPT-2 and CLIP and come in their order: printable bytes first.
"""
import collections
import json
import pathlib
import re
import sys

MERGES = 86  # 256 + 256 + 86 + 2 = 600 entries
TEXT = """
a photograph of a horse in the rain. a photograph of a ship at sea. a photo of the old red truck on the road.
the bird sings in the tree and the frog sits on a leaf near the water. it's raining, they're waiting, i'll ride.
an aquatic bird, an aeroplane in the sky, an automobile. the deer grazes in the field. the cat sleeps, the dog plays.
this is the thing that the other photographer photographed there, with his other horses, other ships, other trucks.
a close-up photograph of a galloping horse!! a caf\u00e9 in the rain... the horse\u2019s caf\u00e9 \u2014 \u00e9t\u00e9, \u00e9l\u00e8ve, \u00fcber gr\u00fcn.
""".strip()


def byte_symbols():
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [b for b in range(256) if b not in printable]
    return {**{b: chr(b) for b in printable}, **{b: chr(256 + n) for n, b in enumerate(others)}}


def train(text, merges):
    symbols = byte_symbols()
    words = collections.Counter(re.findall(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|[^\s\w]+", text.lower()))
    splits = {w: [symbols[b] for b in w.encode("utf-8")] for w in words}
    for split in splits.values():
        split[-1] += "</w>"
    learnt = []
    for _ in range(merges):
        pairs = collections.Counter()
        for w, split in splits.items():
            for pair in zip(split, split[1:]):
                pairs[pair] += words[w]
        # the most frequent pair, the first in order of code points where several are
        best = min(pairs, key=lambda p: (-pairs[p], p))
        learnt.append(best)
        for split in splits.values():
            i = 0
            while i + 1 < len(split):
                if (split[i], split[i + 1]) == best:
                    split[i : i + 2] = ["".join(best)]
                i += 1
    return learnt


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    symbols = list(byte_symbols().values())
    merges = train(TEXT, MERGES)
    entries = symbols + [s + "</w>" for s in symbols] + ["".join(m) for m in merges] + ["<|startoftext|>", "<|endoftext|>"]
    assert len(set(entries)) == len(entries)
    vocab = {e: i for i, e in enumerate(entries)}
    (out / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    (out / "merges.txt").write_text("#version: 0.2\n" + "".join(a + " " + b + "\n" for a, b in merges), encoding="utf-8")
    print(len(vocab), "entries,", len(merges), "merges")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
