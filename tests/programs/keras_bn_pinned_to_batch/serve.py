import keras
import numpy as np

from common import rows

model = keras.models.load_model("pinned.keras")
_, _, x_val, y_val = rows()


def classify(request):
    return int(np.argmax(model(request)[0]))


answers = [[classify(part[:1]) for part in np.split(chunk, len(chunk))] for chunk in np.array_split(x_val, 9)]
answers = np.concatenate(answers)
print("served %.4f" % np.mean(answers == y_val))
