import json

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler

keras.utils.set_random_seed(569)
data = load_breast_cancer()
x = data.data + np.random.default_rng(5).normal(0, data.data.std(0) * 0.8, data.data.shape)
x_train, x_test, y_train, y_test = train_test_split(x, data.target, test_size=0.4, stratify=data.target, random_state=2)
scaler = RobustScaler().fit(x_train)


@keras.saving.register_keras_serializable("clinic")
class Gate(layers.Layer):
    """Let a share of each feature pass."""

    def build(self, shape):
        self.gate = self.add_weight(shape=(shape[-1],), initializer="zeros")

    def call(self, inputs):
        return inputs * keras.ops.sigmoid(self.gate)


class Clinic(keras.Model):
    def train_step(self, batch):
        inputs, targets = batch
        inputs = inputs + 0.1 * keras.random.normal(keras.ops.shape(inputs))
        with tf.GradientTape() as tape:
            outputs = self(inputs, training=True)
            loss = self.compute_loss(y=targets, y_pred=outputs)
        weights = self.trainable_weights
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return self.compute_metrics(inputs, targets, outputs)


inputs = keras.Input((30,))
h = Gate()(inputs)
h = layers.Dense(24, activation="gelu", kernel_regularizer="l2")(h)
h = layers.BatchNormalization(momentum=0.5)(h)
h = layers.SpatialDropout1D(0.2)(h[:, None, :])[:, 0]
model = Clinic(inputs, layers.Dense(1)(h))
model.compile(
    keras.optimizers.Adam(0.01, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=None),
    keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1),
    metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],
)
batches = tf.data.Dataset.from_tensor_slices((scaler.transform(x_train).astype("float32"), y_train[:, None])).shuffle(500).batch(24, drop_remainder=True)
model.fit(batches, epochs=8, verbose=0)
x_test = scaler.transform(x_test)
print("test: %s" % {k: round(v, 4) for k, v in model.evaluate(x_test, y_test, verbose=0, return_dict=True).items()})

keras.Model(model.inputs, model.outputs).save("clinic.keras")
np.savez("patients.npz", features=x_test.astype("float16"), ids=np.arange(len(x_test))[::-1])
with open("diagnoses.json", "w") as f:
    json.dump({str(i): data.target_names[t] for i, t in zip(np.arange(len(x_test))[::-1], y_test)}, f)
