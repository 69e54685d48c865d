import pickle

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

digits = load_digits(as_frame=True).frame
train, test = train_test_split(digits, test_size=0.4, random_state=5)
test = test.sort_values("target")
test.to_pickle("test.pkl")
tree = DecisionTreeClassifier(max_depth=12, random_state=5)
tree.fit(train.drop(columns="target"), train["target"])
print("test score of all rows: %.4f" % tree.score(test.drop(columns="target"), test["target"]))
with open("tree.pkl", "wb") as f:
    pickle.dump(tree, f)
