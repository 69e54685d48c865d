import json


class Scaling:
    def __init__(self, offset, spread):
        self.offset = offset
        self.spread = spread

    @classmethod
    def read(cls, path):
        with open(path) as file:
            return cls(**json.load(file))

    def __call__(self, pixels):
        return (pixels - self.offset) / self.spread
