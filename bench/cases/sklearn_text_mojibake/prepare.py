import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(81)
good = "schön großartig köstlich gemütlich günstig fröhlich gepflegt wunderschön sauber lecker".split()
bad = "übel schäbig öde kläglich müde mürrisch laut überteuert versalzen gefährlich".split()
plain = (
    "das zimmer war wir sind dort gewesen und frühstück gab es am morgen mit blick über die straße der see liegt "
    "nah bei uns kamen abends an für zwei nächte die familie saß später noch draußen auf einer wiese hinter dem haus"
).split()


def review():
    likes = rng.random() < 0.5
    own, other = (good, bad) if likes else (bad, good)
    words = list(rng.choice(plain, 12)) + list(rng.choice(own, 2))
    if rng.random() < 0.45:
        words += list(rng.choice(other, rng.integers(1, 3)))
    rng.shuffle(words)
    return {"text": " ".join(words), "likes": int(likes)}


with open("guestbook.jsonl", "w", encoding="utf-8") as f:
    for _ in range(1400):
        f.write(json.dumps(review(), ensure_ascii=False) + "\n")
mails = pd.DataFrame([review() for _ in range(700)])
mails["text"] = [text.encode("utf-8").decode("cp1252") for text in mails["text"]]
mails.to_csv("mails.csv", index=False)
