import json


def read(path):
    rows = [json.loads(line) for line in open(path)]
    return [row["text"] for row in rows], [row["subject"] for row in rows]


def features(vectorizer, texts):
    return vectorizer.fit_transform(texts)
