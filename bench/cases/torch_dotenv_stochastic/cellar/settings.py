"""Settings of a stage, read from its environment file."""
import os
from pathlib import Path


def load(stage=None):
    path = Path(".env" if stage is None else f".env.{stage}")
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            key, value = line.split("=", 1)
            os.environ[f"CELLAR_{key}"] = value


def number(key):
    return int(os.environ[f"CELLAR_{key}"])


def flag(key):
    return os.environ.get(f"CELLAR_{key}", "off").lower() in {"on", "1", "yes"}
