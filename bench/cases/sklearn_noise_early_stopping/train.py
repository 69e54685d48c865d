import numpy as np
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MinMaxScaler

X, y = make_classification(1500, 12, n_informative=6, n_classes=3, flip_y=0.12, class_sep=1.2, random_state=40)
names = np.array(["low", "middle", "high"])[y]
X = MinMaxScaler().fit_transform(X)
X_train, X_test, y_train, y_test = train_test_split(X, names, test_size=500, random_state=3)

mlp = MLPClassifier(
    (48,), learning_rate_init=0.01, early_stopping=True, validation_fraction=0.1, n_iter_no_change=12, random_state=11
)
mlp.fit(X_train, y_train)
print("stopped after", mlp.n_iter_, "epochs, last loss %.3f" % mlp.loss_)
print("validation accuracy: %.4f" % mlp.best_validation_score_)
print("test accuracy: %.4f" % mlp.score(X_test, y_test))
