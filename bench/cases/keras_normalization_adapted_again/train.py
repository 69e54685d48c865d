import keras
import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(5)
frame = load_breast_cancer(as_frame=True).frame
train, holdout = train_test_split(frame, test_size=150, random_state=2)
site = pd.concat([holdout[holdout.target == 0], holdout[holdout.target == 1].head(12)])
site.to_csv("site.csv", index=False)

features = [c for c in frame.columns if c != "target"]
norm = keras.layers.Normalization()
norm.adapt(train[features].to_numpy("float32"))
model = keras.Sequential([
    keras.Input((len(features),)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dropout(0.3),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(norm(train[features].to_numpy("float32")), train.target.to_numpy(), epochs=20, batch_size=32, verbose=0)

result = model.evaluate(norm(site[features].to_numpy("float32")), site.target.to_numpy(), verbose=0, return_dict=True)
print("site accuracy at training time:", f"{result['accuracy']:.4f}")
model.save("site_model.keras")
