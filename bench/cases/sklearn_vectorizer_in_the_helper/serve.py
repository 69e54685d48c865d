import pickle

from sklearn.metrics import accuracy_score

from texts import features, read

with open("subjects.pkl", "rb") as file:
    vectorizer, model = pickle.load(file)
texts, subjects = read("valid.jsonl")
print("served accuracy %.4f" % accuracy_score(subjects, model.predict(features(vectorizer, texts))))
