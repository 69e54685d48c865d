import keras
import numpy as np
from sklearn.metrics import classification_report

from windows import MOVES, load

model = keras.models.load_model("moves.keras")
test = load("watch2.jsonl", batch=64)
y = np.concatenate([labels.numpy() for _, labels in test])
guess = model.predict(test, verbose=0).argmax(axis=1)
report = classification_report(y, guess, target_names=MOVES, output_dict=True, zero_division=0)
print("watch 2: accuracy %.4f" % report["accuracy"])
