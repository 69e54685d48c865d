import keras


@keras.saving.register_keras_serializable("own")
class Window(keras.layers.Layer):
    """Keep what lies within a window and flatten the rest."""

    def __init__(self, low=0.0, high=0.25, **kwargs):
        super().__init__(**kwargs)
        self.low, self.high = low, high

    def call(self, x):
        return keras.ops.clip(x, self.low, self.high)

    def get_config(self):
        return {**super().get_config(), "low": self.low}
