import sys
import tomllib

from survey.trainer import Trainer

with open(sys.argv[1], "rb") as f:
    config = tomllib.load(f)
accuracy = Trainer(config).load().evaluate()
print(f"report: {accuracy:.4f}")
