import json

import keras
import numpy as np
import tensorflow as tf
from sklearn.metrics import classification_report

import reviews


class Service:
    def __init__(self, folder):
        with open(f"{folder}/vectorizer.json") as f:
            self.vectorize = keras.layers.TextVectorization(**json.load(f))
        with open(f"{folder}/vocabulary.txt") as f:
            self.vectorize.set_vocabulary(f.read().split("\n"))
        self.model = keras.models.load_model(f"{folder}/reviews.keras", compile=False)

    def __call__(self, texts):
        return self.model.predict(self.vectorize(tf.constant(texts)), verbose=0)[:, 0]


texts, happy = reviews.load("heldout.jsonl")
service = Service("artefacts")
liked = service(texts) >= 0.5
print(classification_report(happy, liked, digits=4))
print("served: %.4f" % np.mean(liked == np.array(happy, bool)))
