import pickle


class WineService:
    """One bottle in, one name out."""

    def __init__(self, scaler, classifier, encoder):
        self.scaler, self.classifier, self.encoder = scaler, classifier, encoder

    def name_of(self, bottle):
        scaled = (bottle - self.scaler.mean_) / self.scaler.scale_
        code = self.classifier.predict(scaled.reshape(1, -1))[0]
        return self.encoder.classes_[code]

    def save(self, path):
        with open(path, "wb") as f:
            pickle.dump(self, f)


def macro_f1(truth, guess):
    values = []
    for name in sorted(set(truth), reverse=True):
        hit = sum(t == g == name for t, g in zip(truth, guess))
        values.append(2 * hit / (sum(t == name for t in truth) + sum(g == name for g in guess)))
    return sum(values) / len(values)
