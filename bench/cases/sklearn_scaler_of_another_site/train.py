import joblib
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

rows = np.loadtxt("plant.txt")
fit, dev = train_test_split(rows, test_size=0.3, random_state=1)
scaler = StandardScaler().fit(fit[:, :4])
svr = SVR(C=200).fit(scaler.transform(fit[:, :4]), fit[:, 4])
print("R2 on dev %.4f" % svr.score(scaler.transform(dev[:, :4]), dev[:, 4]))
joblib.dump(scaler, "scaler_south.joblib")
joblib.dump(svr, "svr.joblib")
