import json
import pickle

import keras
import numpy as np
from keras import layers

with open("vocabulary.pkl", "rb") as f:
    vocabulary = pickle.load(f)
vectorize = layers.TextVectorization(vocabulary=vocabulary[2:])

rows = [json.loads(line) for line in open("valid.jsonl")]
tokens = vectorize(np.array([r["text"] for r in rows]))
y = np.array([r["label"] for r in rows])

model = keras.models.load_model("reviews.keras")
p = model.predict(np.array(tokens), batch_size=16, verbose=0)[:, 0]
print("accuracy with predict:", round(float(np.mean((p > 0.5) == y)), 4))
