import pickle

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score
from sklearn.naive_bayes import MultinomialNB

from texts import features, read

texts, subjects = read("train.jsonl")
vectorizer = TfidfVectorizer(max_features=30)
model = MultinomialNB().fit(features(vectorizer, texts), subjects)
texts, subjects = read("valid.jsonl")
print("validation accuracy %.4f" % accuracy_score(subjects, model.predict(vectorizer.transform(texts))))
with open("subjects.pkl", "wb") as file:
    pickle.dump((vectorizer, model), file)
