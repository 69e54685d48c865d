import json

import numpy as np

rng = np.random.default_rng(71)
TAGS = ["<pad>", "O", "CITY", "NAME", "DATE", "PRICE"]
KINDS = {"O": 60, "CITY": 26, "NAME": 30, "DATE": 18, "PRICE": 16}
lexicon = {kind: [f"{kind.lower()}{k}" for k in range(count)] for kind, count in KINDS.items()}
shared = [f"w{k}" for k in range(14)]  # words that only their neighbours tell apart
words = ["<pad>", "<unk>", *rng.permutation(sum(lexicon.values(), []) + shared).tolist()]


def sentence():
    tags = rng.choice(TAGS[1:], rng.integers(9, 17), p=[0.5, 0.14, 0.16, 0.1, 0.1])
    return [(str(rng.choice(shared if rng.random() < 0.12 else lexicon[tag])), str(tag)) for tag in tags]


def write(name, count):
    with open(name, "w") as f:
        for _ in range(count):
            f.write("\n".join("\t".join(pair) for pair in sentence()) + "\n\n")


write("news_train.tsv", 900)
write("news_dev.tsv", 300)
write("mail.tsv", 300)
later = words[:2] + words[2:135] + ["mailto", "subject"] + words[135:]
for name, known, ignore in (("news", words, 0), ("mail", later, -100)):
    with open(f"{name}.json", "w") as f:
        json.dump({"words": known, "tags": TAGS, "length": 16, "ignore": ignore}, f)
