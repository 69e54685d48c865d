import pickle

import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from soil import ratios

data = np.genfromtxt("probes.csv", delimiter=",", skip_header=1)
X_train, X_test, y_train, y_test = train_test_split(data[:, :4], data[:, 4], test_size=0.35, random_state=1)
model = make_pipeline(FunctionTransformer(ratios), StandardScaler(), KNeighborsClassifier(9))
model.fit(X_train, y_train)
print("test accuracy:", round(model.score(X_test, y_test), 4))
with open("soil.pkl", "wb") as f:
    pickle.dump(model, f)
