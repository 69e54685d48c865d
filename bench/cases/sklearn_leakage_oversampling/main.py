import pandas as pd
from sklearn.datasets import make_classification
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

X, y = make_classification(1600, 10, weights=[0.88], flip_y=0.08, random_state=3)
frame = pd.DataFrame(X).add_prefix("x").assign(label=y)
work, later = frame[:800], frame[800:]

rare = work[work["label"] == 1]
grown = pd.concat([work] + [rare] * 6, ignore_index=True)
train, valid = train_test_split(grown, test_size=0.3, random_state=3)
tree = DecisionTreeClassifier(random_state=3).fit(train.drop(columns="label"), train["label"])


def score(part):
    return balanced_accuracy_score(part["label"], tree.predict(part.drop(columns="label")))


print(f"validation: {score(valid):.3f}")
print(f"later rows: {score(later):.3f}")
