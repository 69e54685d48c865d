import keras
import pandas as pd
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import train_test_split

model = keras.models.load_model("stars.keras")
ratings = pd.read_csv("ratings.csv")
_, test = train_test_split(ratings, test_size=0.2, random_state=0)

user_id, _ = pd.factorize(test["user"])
film_id, _ = pd.factorize(test["film"])
predicted = model.predict({"film_id": film_id, "user_id": user_id}, batch_size=256).squeeze()
print("test RMSE:", round(root_mean_squared_error(test["stars"], predicted.clip(0, 6)), 4))
