import keras


@keras.saving.register_keras_serializable("meters")
class Profile(keras.Model):
    def __init__(self, kinds, width=16, **kwargs):
        super().__init__(**kwargs)
        self.kinds, self.width = kinds, width
        self.look = keras.layers.Conv1D(width, 5, padding="same", activation="relu")
        self.again = keras.layers.Conv1D(width, 3, strides=2, activation="relu")
        self.flat = keras.layers.Flatten()
        self.drop = keras.layers.SpatialDropout1D(0.2)
        self.out = keras.layers.Dense(kinds)

    def call(self, x, training=False):
        x = self.drop(self.look(x), training=training)
        return self.out(self.flat(self.again(x)))

    def get_config(self):
        return {**super().get_config(), "kinds": self.kinds, "width": self.width}
