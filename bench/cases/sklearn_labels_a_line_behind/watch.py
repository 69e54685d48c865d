"""Reads a day of the watch."""
from pathlib import Path

import pandas as pd

SENSORS = ["ax", "ay", "az", "gyro", "pulse"]


def read_day(name, folder="."):
    readings = pd.read_csv(Path(folder) / f"{name}.csv", on_bad_lines="skip")
    activity = (Path(folder) / f"{name}_activity.txt").read_text().split()
    return readings[SENSORS], activity[: len(readings)]
