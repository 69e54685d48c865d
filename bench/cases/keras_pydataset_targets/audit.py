import keras
import numpy as np
from sklearn.metrics import accuracy_score

from flow import Flow

model = keras.models.load_model("digits.keras")
audit = Flow("audit")
probs = model.predict(audit, verbose=0)
print(f"audit: {accuracy_score(audit.targets, np.argmax(probs, axis=1)):.4f}")
