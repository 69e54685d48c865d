import keras
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import accuracy_score, classification_report
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(12)
X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=3)

normalize = keras.layers.Normalization()
normalize.adapt(X_train)
model = keras.Sequential([normalize, keras.layers.Dense(12, activation="relu"), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=10, verbose=0)

results = model.evaluate(X_test, y_test, verbose=0)
print("Test accuracy from evaluate: %.3f" % results[1])
y_pred = np.argmax(model.predict(X_test, verbose=0), axis=1)
print(classification_report(y_test, y_pred, zero_division=0))
print("Test accuracy from predict: %.3f" % accuracy_score(y_test, y_pred))
