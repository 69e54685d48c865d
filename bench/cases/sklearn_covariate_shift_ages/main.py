import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

columns = ["age", "income", "visits"]
train, later, branch = (pd.read_csv(f"{name}.csv") for name in ("online", "online_later", "branch"))
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(train[columns], train["pays"])
acc_online = model.score(later[columns], later["pays"])
acc_branch = model.score(branch[columns], branch["pays"])
print(f"online {acc_online:.4f}  branch {acc_branch:.4f}")
