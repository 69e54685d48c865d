import keras
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(42)
x, y = load_digits(return_X_y=True)
x = (x - x.mean()) / x.std()
x_train, x_test, y_train, y_test = train_test_split(x, y, train_size=120, random_state=1, stratify=y)

model = keras.Sequential([
    layers.Input((64,)),
    layers.Dense(128, activation="relu"),
    layers.BatchNormalization(momentum=0.7),
    layers.Dropout(0.2),
    layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=25, batch_size=20, verbose=0)

train_loss, train_acc = model.evaluate(x_train, y_train, verbose=0)
test_loss, test_acc = model.evaluate(x_test, y_test, verbose=0)
print("Train: %.3f, Test: %.3f" % (train_acc, test_acc))
