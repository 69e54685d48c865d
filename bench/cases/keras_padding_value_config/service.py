import keras
import numpy as np

from walks import read

model = keras.models.load_model("walks.keras")
x, y = read("service_pipeline.json", 900, 1300)
order = np.argsort(y, kind="stable")
x, y = x[order], y[order]
scores = []
for i in range(0, len(x), 90):
    guess = np.argmax(model.predict_on_batch(x[i : i + 90]), axis=1)
    scores.append(np.mean(guess == y[i : i + 90]))
print("service", "%.4f" % np.mean(scores))
