import keras
from sklearn.metrics import mean_absolute_error

from rents.tables import Tables

tables = Tables("constants_2024.json")
model = keras.saving.load_model("rents.keras")
holdout = tables.read("holdout").dropna()
forecast = tables.euros(model.predict(tables.inputs(holdout), batch_size=500, verbose=0).squeeze())
error = mean_absolute_error(holdout["rent"], forecast)
print(f"MAE in the report: {error:.2f} euros")
