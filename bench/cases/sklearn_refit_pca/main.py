from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=1)

pipe = make_pipeline(StandardScaler(), PCA(n_components=12, random_state=0), SVC())
pipe.fit(X_train, y_train)
print("pipeline score: %.4f" % pipe.score(X_test, y_test))

scaler = StandardScaler()
X_train_s = scaler.fit_transform(X_train)
X_test_s = scaler.transform(X_test)
pca = PCA(n_components=12, random_state=0)
X_train_p = pca.fit_transform(X_train_s)
X_test_p = pca.fit_transform(X_test_s)
svc = SVC().fit(X_train_p, y_train)
print("step by step score: %.4f" % svc.score(X_test_p, y_test))
