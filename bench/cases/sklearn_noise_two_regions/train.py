import joblib
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.metrics import f1_score
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

train, east = pd.read_csv("train.csv"), pd.read_csv("east.csv")
scaler = StandardScaler().fit(train[list("klmno")])
pca = PCA(4, random_state=0).fit(scaler.transform(train[list("klmno")]))
model = SVC(class_weight="balanced").fit(pca.transform(scaler.transform(train[list("klmno")])), train.y)
print("east f1 %.4f" % f1_score(east.y, model.predict(pca.transform(scaler.transform(east[list("klmno")])))))
joblib.dump([scaler, pca, model], "parts.joblib")
