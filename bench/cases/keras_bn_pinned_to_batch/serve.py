import keras
import numpy as np

from common import rows

model = keras.models.load_model("pinned.keras")
_, _, x_val, y_val = rows()


def classify(request):
    return int(np.argmax(model(request)[0]))


answers = np.array([classify(row[None, :]) for row in x_val])
print("served %.4f" % np.mean(answers == y_val))
