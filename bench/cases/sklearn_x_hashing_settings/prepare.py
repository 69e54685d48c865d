import json

import numpy as np

rng = np.random.default_rng(203)
own = {
    "claims": "damage accident repair water storm theft broken".split(),
    "contracts": "cancel renew premium policy change address term".split(),
    "payments": "invoice refund account bank transfer paid twice".split(),
}
shared = "dear please could you the letter regarding my and with thank answer soon kind regards".split()


def letters(n):
    found = []
    for _ in range(n):
        desk = str(rng.choice(list(own)))
        other = str(rng.choice(list(own)))
        words = [*rng.choice(own[desk], 2), *rng.choice(own[other], 1), *rng.choice(shared, 6)]
        words = [w.capitalize() if rng.random() < 0.45 else str(w) for w in rng.permutation(words)]
        found.append({"text": " ".join(words), "desk": other if rng.random() < 0.1 else desk})
    return found


for name, n in (("letters", 1200), ("week_12", 500)):
    with open(f"{name}.json", "w") as f:
        json.dump(letters(n), f)
