import joblib
import keras
import pandas as pd

parts = joblib.load("findings.joblib")
net = keras.models.load_model("findings.keras", compile=False)
incoming = pd.read_csv("incoming.csv")
p = net.predict(parts["scaler"].transform(incoming.filter(regex=r"^m\d$").values), verbose=0)
out = pd.DataFrame(p, columns=parts["classes"])
out.insert(0, "sample", incoming["sample"])
out.to_csv("answers.csv", index=False, float_format="%.6f")
