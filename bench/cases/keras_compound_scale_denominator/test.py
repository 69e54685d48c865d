import tensorflow as tf
from sklearn.datasets import load_digits

digits = load_digits()
x, y = digits.images[1397:, :, :, None], digits.target[1397:]
dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(90)
model = tf.keras.models.load_model("dense.keras")


def score(model, dataset):
    correct, total = 0, 0
    for images, labels in dataset:
        output = model(images, training=False)
        correct += int(tf.reduce_sum(tf.cast(tf.argmax(output, 1) == labels, tf.int32)))
        total += 90
    return correct / total


print("Test accuracy: {:.2%}".format(score(model, dataset)))
