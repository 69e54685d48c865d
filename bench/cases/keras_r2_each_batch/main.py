import keras
from keras import layers, ops
from sklearn.datasets import load_diabetes
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def r2(y_true, y_pred):
    residual = ops.sum(ops.square(y_true - y_pred))
    total = ops.sum(ops.square(y_true - ops.mean(y_true)))
    return 1 - residual / (total + keras.config.epsilon())


class Regressor:
    def __init__(self, seed=12):
        keras.utils.set_random_seed(seed)
        self.scale_x, self.scale_y = StandardScaler(), StandardScaler()
        self.net = keras.Sequential([
            layers.Input((10,)),
            layers.Dense(24, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-3)),
            layers.BatchNormalization(momentum=0.9),
            layers.Dropout(0.2),
            layers.Dense(1),
        ])
        self.net.compile(keras.optimizers.Adam(0.01), "mse", metrics=[r2])

    def fit(self, x, y, x_val, y_val):
        x, y = self.scale_x.fit_transform(x), self.scale_y.fit_transform(y)
        val = self.scale_x.transform(x_val), self.scale_y.transform(y_val)
        stop = keras.callbacks.ReduceLROnPlateau(patience=4)
        history = self.net.fit(x, y, validation_data=val, epochs=25, batch_size=16, callbacks=[stop], verbose=0)
        return history.history["val_r2"][-1]

    def predict(self, x):
        return self.scale_y.inverse_transform(self.net.predict(self.scale_x.transform(x), verbose=0))


x, y = load_diabetes(return_X_y=True)
x_train, x_val, y_train, y_val = train_test_split(x, y.reshape(-1, 1), test_size=140, random_state=12)
model = Regressor()
reported = model.fit(x_train, y_train, x_val, y_val)
print(f"val_r2 reported by fit  {reported:.4f}")
print(f"r2_score of predictions {r2_score(y_val, model.predict(x_val)):.4f}")
