import sqlite3

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def vehicles(depot):
    with sqlite3.connect("fleet.db") as db:
        return pd.read_sql("select * from vehicle where depot = ? order by id", db, params=(depot,), index_col="id")


def encoder():
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    return make_column_transformer(
        (numbers, ["age", "load", "heat"]), (OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["kind"])
    )
