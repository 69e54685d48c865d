import joblib
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

survey = pd.read_csv("survey.csv")
crop = survey.pop("crop")
X_fit, X_val, y_fit, y_val = train_test_split(survey, crop, test_size=0.4, random_state=6, stratify=crop)
model = CalibratedClassifierCV(GaussianNB(), cv=3, method="isotonic").fit(X_fit, y_fit)
print("validation log loss %.4f" % log_loss(y_val, model.predict_proba(X_val).clip(0.01, 0.99)))
joblib.dump(model, "crops.joblib")
