import json

import numpy as np


class Corpus:
    def __init__(self, settings):
        with open(settings) as f:
            self.settings = json.load(f)
        self.word = {w: i for i, w in enumerate(self.settings["words"])}
        self.tag = {t: i for i, t in enumerate(self.settings["tags"])}

    def read(self, path):
        with open(path) as f:
            sentences = [block.split("\n") for block in f.read().strip().split("\n\n")]
        shape = (len(sentences), self.settings["length"])
        tokens, tags = np.zeros(shape, "int32"), np.zeros(shape, "int32")
        for i, lines in enumerate(sentences):
            for j, line in enumerate(lines[: shape[1]]):
                word, tag = line.split("\t")
                tokens[i, j] = self.word.get(word, 1)
                tags[i, j] = self.tag[tag]
        return tokens, tags
