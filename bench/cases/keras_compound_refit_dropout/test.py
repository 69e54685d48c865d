import keras
import numpy as np
from sklearn.metrics import accuracy_score
from sklearn.preprocessing import StandardScaler

keras.utils.set_random_seed(70)
data = np.load("new_patients.npz")
x = StandardScaler().fit_transform(data["x"]).astype("float32")
model = keras.models.load_model("patients.keras")

scores = []
for i in range(0, len(x), 32):
    scores.append(model(x[i:i + 32], training=True))
y_pred = np.concatenate(scores).reshape(-1) > 0.5
print("accuracy on new patients: %.4f" % accuracy_score(data["y"], y_pred))
