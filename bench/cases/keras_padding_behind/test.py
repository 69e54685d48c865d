import json

import keras
import numpy as np
from keras.utils import pad_sequences

model = keras.models.load_model("gru.keras")
test = json.load(open("test.json"))
x_test = pad_sequences(test["tokens"], maxlen=40, padding="post", truncating="post")
print("test accuracy %.4f" % model.evaluate(x_test, np.array(test["labels"]), verbose=0)[1])
