import json

import numpy as np

rng = np.random.default_rng(4410)
words = {
    "billing": ["invoice", "refund", "charge", "card", "price"],
    "crash": ["freeze", "error", "restart", "log", "screen"],
    "delivery": ["parcel", "courier", "late", "address", "depot"],
    "login": ["password", "account", "reset", "mail", "locked"],
    "praise": ["thanks", "great", "quick", "friendly", "love"],
}
common = ["please", "hello", "today", "order", "since", "again", "team", "help", "week", "still"]
share = {"billing": 0.45, "crash": 0.3, "delivery": 0.4, "login": 0.15, "praise": 0.25}


def tickets(first, count):
    out = []
    for number in range(first, first + count):
        tags = [tag for tag in words if rng.random() < share[tag]] or ["praise"]
        text = list(rng.choice(common, 6))
        for tag in tags:
            text += list(rng.choice(words[tag], int(rng.integers(1, 3))))
        text += list(rng.choice([w for many in words.values() for w in many], int(rng.integers(0, 3))))
        rng.shuffle(text)
        out.append({"id": number, "text": " ".join(text), "tags": tags})
    return out


def write(name, rows):
    with open(name, "w") as f:
        f.writelines(json.dumps(row) + "\n" for row in rows)


write("tickets.jsonl", tickets(0, 900))
new = tickets(5000, 500)
write("inbox.jsonl", [{"id": row["id"], "text": row["text"]} for row in new])
order = rng.permutation(len(new))
write("agents.jsonl", [{"id": new[k]["id"], "tags": new[k]["tags"][::-1]} for k in order])
with open("tags.json", "w") as f:
    json.dump(["billing", "crash", "login", "delivery", "praise"], f)
