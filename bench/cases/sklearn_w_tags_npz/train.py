import json

import joblib
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MultiLabelBinarizer

rows = [json.loads(line) for line in open("tickets.jsonl")]
texts = [row["text"] for row in rows]
binarizer = MultiLabelBinarizer()
Y = binarizer.fit_transform([row["tags"] for row in rows])
text_a, text_b, Y_a, Y_b = train_test_split(texts, Y, test_size=0.4, random_state=44)
model = Pipeline(
    [
        ("tfidf", TfidfVectorizer(sublinear_tf=True)),
        ("tags", OneVsRestClassifier(LogisticRegression(C=3, class_weight="balanced"))),
    ]
)
model.fit(text_a, Y_a)
joblib.dump(model, "tagger.joblib")
print("validation micro F1: %.4f" % f1_score(Y_b, model.predict(text_b), average="micro"))
