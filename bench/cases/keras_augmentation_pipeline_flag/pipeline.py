import json

import numpy as np
import tensorflow as tf


def _scale(image, label):
    return tf.cast(image, tf.float32)[..., None] / 16.0, label


def _augment(image, label):
    image = tf.pad(image, [[1, 1], [1, 1], [0, 0]])
    image = tf.image.random_crop(image, (8, 8, 1))
    image = tf.image.random_brightness(image, 0.2)
    return image, label


def build(part):
    with open("pipeline.json") as f:
        options = json.load(f)[part]
    scans = np.load("scans.npz")
    first, last = options["span"]
    ds = tf.data.Dataset.from_tensor_slices((scans["images"][first:last], scans["labels"][first:last]))
    if options["rows"]:
        ds = ds.take(options["rows"])
    ds = ds.cache().map(_scale, num_parallel_calls=1)
    if options["augment"]:
        ds = ds.map(_augment)
    return ds.batch(options["batch"]).prefetch(2)
