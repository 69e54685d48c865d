import numpy as np

from gait.classifier import GaitClassifier
from gait.walks import load

classifier = GaitClassifier("gait.weights.h5", "gait.npz")
walks, names = load("clinic_export.csv")
print(f"clinic accuracy = {np.mean(classifier.predict(walks) == names):.4f}")
