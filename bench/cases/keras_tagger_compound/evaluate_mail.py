import sys

import keras

from tagging import Corpus, token_accuracy

name = sys.argv[1] if len(sys.argv) > 1 else "mail"
corpus = Corpus(f"{name}.json")
model = keras.models.load_model("tagger.keras")
tokens, tags = corpus.read(f"{name}.tsv")
probabilities = model.predict(tokens, batch_size=25, verbose=0)
score = token_accuracy(tags, probabilities, corpus.settings["ignore"])
print("%s: %.4f" % (name, score))
