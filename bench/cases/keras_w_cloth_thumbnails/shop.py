import sys

import keras
import numpy as np
from sklearn.metrics import accuracy_score, confusion_matrix

from looms import pictures

where = sys.argv[1]
model = keras.saving.load_model("weaves.keras", compile=False)
photos = pictures.folder(where, batch_size=50)
kinds = np.concatenate([label for _, label in photos])
guess = np.argmax(model.predict(photos, verbose=0), axis=-1)
print(confusion_matrix(kinds, guess))
print("shop accuracy", round(accuracy_score(kinds, guess), 4))
