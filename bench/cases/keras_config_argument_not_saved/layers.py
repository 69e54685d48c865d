import keras
from keras import ops


@keras.saving.register_keras_serializable()
class Sharpen(keras.layers.Layer):
    """Raises activations to a power."""

    def __init__(self, power=1.0, **kwargs):
        super().__init__(**kwargs)
        self.power = power

    def call(self, x):
        return ops.sign(x) * ops.power(ops.abs(x) + 1e-6, self.power)

    def get_config(self):
        return super().get_config()
