import joblib
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

guests = pd.read_json("guestbook.jsonl", lines=True)
fit, held = train_test_split(guests, test_size=0.4, random_state=0)
pipeline = Pipeline([("words", TfidfVectorizer(min_df=2)), ("classifier", LogisticRegression(C=5))])
pipeline.fit(fit["text"], fit["likes"])
print(f'guest book accuracy {accuracy_score(held["likes"], pipeline.predict(held["text"])):.4f}')
joblib.dump(pipeline, "likes.joblib")
