import keras

from tagging import Corpus, token_accuracy

keras.utils.set_random_seed(71)
corpus = Corpus("news.json")
tokens, tags = corpus.read("news_train.tsv")

model = keras.Sequential([
    keras.layers.Input((None,), dtype="int32"),
    keras.layers.Embedding(200, 24, mask_zero=True),
    keras.layers.Dropout(0.3),
    keras.layers.Bidirectional(keras.layers.GRU(16, return_sequences=True)),
    keras.layers.TimeDistributed(keras.layers.Dense(6, activation="softmax")),
])
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(tokens, tags, batch_size=60, epochs=5, verbose=0)

tokens, tags = corpus.read("news_dev.tsv")
print("dev, evaluate: %.4f" % model.evaluate(tokens, tags, verbose=0)[1])
score = token_accuracy(tags, model.predict(tokens, verbose=0), corpus.settings["ignore"])
print("dev: %.4f" % score)
model.save("tagger.keras")
