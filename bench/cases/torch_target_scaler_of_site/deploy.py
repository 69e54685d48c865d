"""Collect what the dashboard needs in one folder."""
import json
import pathlib
import shutil

plants = json.loads(pathlib.Path("plants.json").read_text())
board = pathlib.Path("board")
board.mkdir(exist_ok=True)
shutil.copy("run/weights.pt", board)
shutil.copy("run/inputs.json", board)
(board / "power.json").write_text(json.dumps(plants["board"]))
