import keras
from waves import wave


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(64)
        self.out = keras.layers.Dense(10)

    def call(self, x):
        return self.out(wave(self.hidden(x)))
