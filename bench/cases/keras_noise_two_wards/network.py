import keras
from keras import layers

STATES = ["alarm", "calm", "raised"]


class PulseNet(keras.Model):
    def __init__(self, filters=12, **kwargs):
        super().__init__(**kwargs)
        self.scale = layers.Normalization(axis=-1)
        self.conv = layers.Conv1D(filters, 7, padding="same", activation="relu")
        self.norm = layers.BatchNormalization(momentum=0.9)
        self.pool = layers.GlobalMaxPooling1D()
        self.drop = layers.Dropout(0.25)
        self.head = layers.Dense(len(STATES))

    def call(self, x, training=None):
        h = self.norm(self.conv(self.scale(x)), training=training)
        return self.head(self.drop(self.pool(h), training=training))
