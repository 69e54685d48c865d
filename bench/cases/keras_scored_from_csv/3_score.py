import pandas as pd

answers = pd.read_csv("answers.csv")
register = pd.read_csv("register.csv")
both = answers.merge(register, on="sample")
said = both[["benign", "borderline", "malignant"]].idxmax(axis=1)
print(pd.crosstab(both["finding"], said))
print(f"register: {(said == both['finding']).mean():.3%}")
