# %%
import joblib
import keras
import pandas as pd
from sklearn.preprocessing import LabelEncoder, StandardScaler

keras.utils.set_random_seed(47)
history = pd.read_csv("history.csv")
scaler, coder = StandardScaler(), LabelEncoder()
X = scaler.fit_transform(history.filter(regex=r"^m\d$").values)
y = coder.fit_transform(history["finding"])

# %%
net = keras.Sequential([keras.layers.Input((10,)), keras.layers.Dense(32, "relu"), keras.layers.Dropout(0.3), keras.layers.Dense(3, "softmax")])
net.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy", metrics=["accuracy"])
net.fit(X, y, epochs=10, batch_size=50, class_weight={0: 1.0, 1: 1.2, 2: 1.0}, verbose=0)

# %%
study = pd.read_csv("incoming.csv").merge(pd.read_csv("study.csv"), on="sample")
Xs = scaler.transform(study.filter(regex=r"^m\d$").values)
_, acc = net.evaluate(Xs, coder.transform(study["finding"]), verbose=0)
print(f"study: {acc:.3%}")

# %%
net.save("findings.keras")
joblib.dump({"scaler": scaler, "classes": coder.classes_}, "findings.joblib")
