import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score

frame = load_breast_cancer(as_frame=True).frame
features, label = frame.columns[:-1], ["target"]
train, test = frame.iloc[::2], frame.iloc[1::2]
model = HistGradientBoostingClassifier(max_iter=15, random_state=0)
model.fit(train[features], train[label].values.ravel())

predicted = model.predict(test[features])
print(f"sklearn accuracy {accuracy_score(test[label], predicted):.4f}")
print(f"numpy accuracy   {np.mean(predicted == test[label].values):.4f}")
