import json

import joblib
import numpy as np

model = joblib.load("tagger.joblib")
rows = [json.loads(line) for line in open("inbox.jsonl")]
chance = model.predict_proba([row["text"] for row in rows])
np.savez("inbox.npz", ids=np.array([row["id"] for row in rows]), chance=chance.astype("float32"))
