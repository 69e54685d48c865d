import keras
from keras import layers
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(139)
x, y = load_digits(return_X_y=True)
x_train, x_val, y_train, y_val = train_test_split(x / 16, keras.utils.to_categorical(y), test_size=0.3, random_state=139)
model = keras.Sequential([layers.Input((64,)), layers.Dense(24, activation="relu"), layers.Dropout(0.2), layers.Dense(10, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["binary_accuracy"])
history = model.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=10, verbose=0)
for name, values in history.history.items():
    print(f"{name}: {values[-1]:.4f}")
predicted = model.predict(x_val, verbose=0).argmax(axis=1)
print(f"report accuracy: {accuracy_score(y_val.argmax(axis=1), predicted):.4f}")
