import pickle

import numpy as np
import torch
from sklearn.decomposition import PCA
from sklearn.metrics import classification_report
from torch import nn

X_test, y_test = np.load("x_val.npy"), np.load("y_val.npy")
with open("preprocessing.pkl", "rb") as f:
    preprocessing = pickle.load(f)
X_test = preprocessing["scaler"].transform(X_test)
z_test = PCA(n_components=20, random_state=0).fit_transform(X_test)

model = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 10))
model.load_state_dict(torch.load("mlp.pt"))
with torch.no_grad():
    y_pred = model(torch.as_tensor(z_test, dtype=torch.float32)).argmax(1).numpy()
report = classification_report(y_test, y_pred, output_dict=True, zero_division=0)
print(f"test acc: {report['accuracy']:.4f}")
