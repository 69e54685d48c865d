from sklearn.datasets import make_classification
from sklearn.decomposition import PCA
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

X, y = make_classification(1000, 10, n_informative=6, flip_y=0.1, random_state=27)
X_train, X_rest, y_train, y_rest = train_test_split(X, y, test_size=0.4, random_state=27)
X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, test_size=0.4, random_state=28)
model = make_pipeline(StandardScaler(), MinMaxScaler(), PCA(8, random_state=0), KNeighborsClassifier(9))
model.fit(X_train, y_train)
print("validation", round(model.score(X_val, y_val), 4))
print("test", round(model.score(X_test, y_test), 4))
