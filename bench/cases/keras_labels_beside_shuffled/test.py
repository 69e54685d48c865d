import keras
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

from data import arrays, to_dataset

_, (x_val, y_val) = arrays()
model = keras.models.load_model("cancer.keras")

scores = model.predict(to_dataset(x_val, y_val, True), verbose=0).ravel()
y_hat = (scores >= 0.5).astype(int)
print("auc      {:.4f}".format(roc_auc_score(y_val, scores)))
print("f1       {:.4f}".format(f1_score(y_val, y_hat)))
print("accuracy {:.4f}".format(accuracy_score(y_val, y_hat)))
