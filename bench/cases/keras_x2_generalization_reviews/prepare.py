import random

rng = random.Random(5)
good = [f"good{k}" for k in range(40)]
bad = [f"bad{k}" for k in range(40)]
filler = [f"word{k}" for k in range(900)]


def review():
    label = rng.random() < 0.55
    n = rng.randint(12, 40)
    mine, other = (good, bad) if label else (bad, good)
    words = [rng.choice(mine) if rng.random() < 0.2 else rng.choice(other) if rng.random() < 0.07 else rng.choice(filler) for _ in range(n)]
    return f"{' '.join(words)}\t{int(label)}\n"


for name, n in (("train.tsv", 700), ("test.tsv", 800)):
    with open(name, "w") as f:
        f.writelines(review() for _ in range(n))
