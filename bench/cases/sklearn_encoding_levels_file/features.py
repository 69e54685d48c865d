import pandas as pd


def table(path, levels):
    with open(levels) as f:
        code = {name: k for k, name in enumerate(f.read().split())}
    frame = pd.read_csv(path)
    frame["soil"] = frame["soil"].map(code)
    return frame[["soil", "rain", "slope"]], frame["dry"]
