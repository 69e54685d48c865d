import keras
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from autoclassifier import AutoClassifier

keras.utils.set_random_seed(33)
x, y = load_digits(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x / 16, y, test_size=0.3, random_state=33)

model = AutoClassifier(32, 10, 64)
model.compile(keras.optimizers.Adam(0.003))
model.fit(x_train, y_train, epochs=6, batch_size=64, verbose=0)

logits, _ = model.predict(x_test, verbose=0)
print("accuracy from predict:  %.4f" % np.mean(logits.argmax(axis=1) == y_test))
results = model.evaluate(x_test, y_test, return_dict=True, verbose=0)
print("accuracy from evaluate: %.4f" % results["acc"])
