import keras
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(93)
ratings = pd.read_csv("ratings.csv", parse_dates=["watched"])
ratings["user_id"], users = pd.factorize(ratings["user"])
ratings["film_id"], films = pd.factorize(ratings["film"])
train, test = train_test_split(ratings, test_size=0.2, random_state=0)

user = layers.Input((), dtype="int32", name="user_id")
film = layers.Input((), dtype="int32", name="film_id")
u = layers.Embedding(len(users), 8, embeddings_regularizer=keras.regularizers.L2(1e-5))(user)
f = layers.Embedding(len(films), 8, embeddings_regularizer=keras.regularizers.L2(1e-5))(film)
both = layers.Concatenate()([u, f, layers.Multiply()([u, f])])
both = layers.Dense(16, activation="relu")(layers.Dropout(0.1)(both))
model = keras.Model([user, film], layers.Dense(1, bias_initializer=keras.initializers.Constant(3.3))(both))
model.compile(keras.optimizers.Adam(0.01), "mse", metrics=[keras.metrics.RootMeanSquaredError(name="rmse")])
history = model.fit(
    {"user_id": train["user_id"].to_numpy(), "film_id": train["film_id"].to_numpy()},
    train["stars"].to_numpy(),
    validation_data=({"user_id": test["user_id"].to_numpy(), "film_id": test["film_id"].to_numpy()}, test["stars"].to_numpy()),
    batch_size=64,
    epochs=6,
    verbose=0,
)
print(pd.DataFrame(history.history)[["rmse", "val_rmse"]].round(4).to_string())
print("val_rmse of the last epoch:", round(history.history["val_rmse"][-1], 4))
model.save("stars.keras")
