import json

import keras
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from classifier import Classifier

keras.utils.set_random_seed(9)
x, y = load_wine(return_X_y=True)
x_fit, x_val, y_fit, y_val = train_test_split(x, y, test_size=0.5, random_state=9, stratify=y)
scaler = StandardScaler().fit(x_fit)
x_fit, x_val = scaler.transform(x_fit), scaler.transform(x_val)

with open("optimizer.json") as f:
    optimizer = keras.optimizers.deserialize(json.load(f))
model = Classifier(3)
model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
history = model.fit(x_fit, y_fit, validation_data=(x_val, y_val), epochs=6, batch_size=16, verbose=0)
print("validation accuracy of the last epoch", round(history.history["val_accuracy"][-1], 4))
print("validation accuracy of the model", round(model.evaluate(x_val, y_val, verbose=0)[1], 4))
