import json
from pathlib import Path

import pandas as pd

SITES = json.loads((Path(__file__).parent / "sites.json").read_text())
COLUMNS = ["flow", "head", "power", "bearing", "casing", "noise"]


def load(site):
    path = Path("rows") / f"{site}.csv"
    frame = pd.read_csv(path) if path.exists() else pd.read_json(path.with_suffix(".json"))
    if SITES[site].get("degrees") == "F":
        for column in ("bearing", "casing"):
            frame[column] = (frame[column] - 32) * 5 / 9
    return frame[COLUMNS], frame["broken"].to_numpy()
