import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

chemistry, optics, grower = (pd.read_csv(f"{name}.csv") for name in ("chemistry", "optics", "grower"))
table = chemistry.merge(optics, on="bottle").merge(grower, on="bottle")
train, test = table[:100], table[100:]
columns = [c for c in table.columns if c not in ("bottle", "target")]
model = make_pipeline(StandardScaler(), LogisticRegression())
model.fit(train[columns], train["target"])
print(f"hold-out accuracy {model.score(test[columns], test['target']):.4f}")

wanted = grower[100:]
rows = optics.merge(chemistry, on="bottle")
rows = rows[rows["bottle"].isin(wanted["bottle"])]
predicted = model.predict(rows[columns])
print(f"report accuracy {(predicted == wanted['target'].to_numpy()).mean():.4f}")
