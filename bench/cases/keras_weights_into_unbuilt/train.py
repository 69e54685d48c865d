import keras

from classifier import WineNet, scaled_wine

keras.utils.set_random_seed(5)
(x_train, y_train), (x_val, y_val) = scaled_wine()
net = WineNet()
net.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
net.fit(x_train, y_train, epochs=15, batch_size=16, validation_data=(x_val, y_val), verbose=0)
print("before saving:", round(net.evaluate(x_val, y_val, verbose=0)[1], 4))
net.save_weights("wine.weights.h5")
