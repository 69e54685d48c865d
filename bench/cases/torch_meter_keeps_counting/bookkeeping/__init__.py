class Meter:
    """Running accuracy over the batches of a loop."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.hits, self.seen = 0, 0

    def add(self, predictions, labels):
        self.hits += int((predictions == labels).sum())
        self.seen += len(labels)

    def value(self):
        return self.hits / self.seen


_METERS = {}


def meter(name):
    """Give the meter of that name."""
    return _METERS.setdefault(name.split("/")[0], Meter())
