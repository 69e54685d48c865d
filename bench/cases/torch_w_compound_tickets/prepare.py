import json
import sqlite3

import numpy as np

rng = np.random.default_rng(415)
teams = ["billing", "network", "hardware", "accounts", "licences"]
words = [f"w{k}" for k in range(160)]
near = {team: rng.choice(160, 20, replace=False) for team in teams}


def ticket(team):
    size = int(rng.integers(8, 30))
    told = [words[k] for k in rng.choice(near[team], size)]
    chat = [words[k] for k in rng.integers(0, 160, size)]
    mixed = [a if rng.random() < 0.12 + 0.5 * place / size else b for place, (a, b) in enumerate(zip(told, chat))]
    return " ".join(mixed)


for name, count, order in (
    ("history.db", 1000, teams),
    ("check.db", 400, teams),
    ("march.db", 400, ["billing", "network", "accounts", "hardware", "licences"]),
):
    with sqlite3.connect(name) as db:
        db.executescript("drop table if exists ticket; drop table if exists team; create table team (name text);")
        db.execute("create table ticket (body text, team text)")
        db.executemany("insert into team values (?)", [(team,) for team in order])
        asked = rng.choice(teams, count, p=[0.3, 0.25, 0.15, 0.15, 0.15])
        db.executemany("insert into ticket values (?, ?)", [(ticket(team), str(team)) for team in asked])
for name, tokens in (("train.json", 30), ("live.json", 13)):
    with open(name, "w") as f:
        json.dump({"reader": {"tokens": tokens, "lower": True}, "model": {"size": 24, "dropout": 0.3}, "seed": 415}, f)
