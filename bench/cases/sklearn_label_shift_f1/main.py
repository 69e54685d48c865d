import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

inbox = pd.read_csv("inbox.csv")
train, test = train_test_split(inbox, test_size=0.5, random_state=1)
clf = LogisticRegression(max_iter=1000).fit(train.drop(columns="spam"), train["spam"])
print("F1 inbox:", round(f1_score(test["spam"], clf.predict(test.drop(columns="spam"))), 4))
company = pd.read_csv("company.csv")
print("F1 company:", round(f1_score(company["spam"], clf.predict(company.drop(columns="spam"))), 4))
