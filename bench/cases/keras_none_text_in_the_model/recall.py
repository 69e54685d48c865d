import keras
import numpy as np
from sklearn.metrics import recall_score

from reviews import reviews

model = keras.models.load_model("liked.keras", compile=False)
data = reviews(800, 1100).shuffle(300, seed=4, reshuffle_each_iteration=False)
truth = np.concatenate([liked.numpy() for _, liked in data.batch(50)])
guess = model.predict(data.batch(11), verbose=0) > 0.5
print("recall by sklearn %.4f" % recall_score(truth, guess))
