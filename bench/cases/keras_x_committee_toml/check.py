import keras
import numpy as np
from sklearn.metrics import classification_report

from sorter import Sorter

keras.utils.set_random_seed(1)
sorter = Sorter()
with np.load("test.npz") as test:
    words, topic = test["words"], test["topic"]
found = sorter.topics(words)
print(classification_report(topic, found))
print("accuracy of the service: %.4f" % np.mean(found == topic))
