from sklearn.metrics import accuracy_score


def score(model, table, columns):
    extra = {}
    if "weight" in table:
        extra["sample_weight"] = table["weight"]
    return accuracy_score(table["label"], model.predict(table[columns]), **extra)
