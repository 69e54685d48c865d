import keras
import numpy as np
from keras.layers import Dense, Dropout, Input
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

keras.utils.set_random_seed(0)
X, y = load_breast_cancer(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=1)
scaler = MinMaxScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

model = keras.Sequential([Input((30,)), Dense(16, "relu"), Dropout(0.1), Dense(1, "sigmoid")])
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01), metrics=["accuracy"])
model.fit(X_train, y_train, epochs=15, validation_data=(X_test, y_test), verbose=2)

y_pred = (model.predict(X_test, verbose=0) > 0.5).astype(int)
print("Accuracy by hand: {:.4f}".format(np.mean(y_pred == y_test)))
