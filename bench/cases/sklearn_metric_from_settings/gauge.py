import json

from sklearn import metrics


def gauge(settings, truth, predicted):
    wanted = json.load(open(settings))
    return getattr(metrics, wanted["metric"])(truth, predicted, **wanted["options"])
