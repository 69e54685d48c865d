import keras
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(17)
data = load_digits()
x_train, x_val, y_train, y_val = train_test_split(data.data / 16, data.target, test_size=0.3, random_state=0, stratify=data.target)


class Net(keras.Model):
    def __init__(self, rate):
        super().__init__()
        self.hidden = [layers.Dense(48, activation="relu"), layers.Dense(48, activation="relu")]
        self.drops = [layers.Dropout(rate), layers.Dropout(rate)]
        self.head = layers.Dense(10, activation="softmax")

    def call(self, x, training=None):
        for dense, drop in zip(self.hidden, self.drops):
            x = drop(dense(x), training=training)
        return self.head(x)


net = Net(rate=0.5)
net.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy", metrics=["accuracy"])
history = net.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=10, batch_size=64, verbose=0).history
print(f"accuracy: {history['accuracy'][-1]:.4f} - val_accuracy: {history['val_accuracy'][-1]:.4f}")
