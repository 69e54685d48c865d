import tensorflow as tf
from sklearn.datasets import load_digits

tf.keras.utils.set_random_seed(2)

x, y = load_digits(return_X_y=True)
x = tf.cast(x / 16.0, tf.float32)
y = tf.cast(y, tf.int64)
train_ds = tf.data.Dataset.from_tensor_slices((x[:1300], y[:1300])).shuffle(1300).batch(64)
order = tf.argsort(y[1300:])
test_ds = tf.data.Dataset.from_tensor_slices((tf.gather(x[1300:], order), tf.gather(y[1300:], order))).batch(16)

model = tf.keras.Sequential([
    tf.keras.layers.Dense(64, use_bias=False),
    tf.keras.layers.BatchNormalization(momentum=0.9),
    tf.keras.layers.ReLU(),
    tf.keras.layers.Dense(10),
])
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.Adam(2e-3)
train_loss = tf.keras.metrics.Mean(name="train_loss")
train_accuracy = tf.keras.metrics.SparseCategoricalAccuracy(name="train_accuracy")
test_loss = tf.keras.metrics.Mean(name="test_loss")
test_accuracy = tf.keras.metrics.SparseCategoricalAccuracy(name="test_accuracy")


@tf.function
def train_step(images, labels):
    with tf.GradientTape() as tape:
        predictions = model(images, training=True)
        loss = loss_object(labels, predictions)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    train_loss(loss)
    train_accuracy(labels, predictions)


@tf.function
def test_step(images, labels):
    predictions = model(images, training=True)
    t_loss = loss_object(labels, predictions)
    test_loss(t_loss)
    test_accuracy(labels, predictions)


for epoch in range(6):
    for metric in (train_loss, train_accuracy, test_loss, test_accuracy):
        metric.reset_state()
    for images, labels in train_ds:
        train_step(images, labels)
    for images, labels in test_ds:
        test_step(images, labels)
    print(
        f"Epoch {epoch + 1}, Loss: {train_loss.result():.4f}, Accuracy: {train_accuracy.result():.4f}, "
        f"Test Loss: {test_loss.result():.4f}, Test Accuracy: {test_accuracy.result():.4f}"
    )
