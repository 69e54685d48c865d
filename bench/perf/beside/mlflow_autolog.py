"""Runs a script under MLflow's autologging, without models, which is its lighter way.

The store is set up before the script begins, so that the script's loop is measured without that. Ends with an error if
MLflow recorded nothing: a script that it never hooked says nothing about what it costs.
"""

import runpy
import sys
from pathlib import Path

import mlflow

mlflow.set_tracking_uri("sqlite:///mlflow.db")
mlflow.set_experiment("bench")
if "import lightning" in Path(sys.argv[1]).read_text(encoding="utf-8"):
    # Hooked while it is being imported, Lightning is met half-imported by MLflow 3.17, which then gives up silently.
    import lightning  # noqa: F401
    import pytorch_lightning  # noqa: F401 - what MLflow's hook uses, which would be imported within the loop
mlflow.autolog(log_models=False, silent=True)

sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")

if not len(mlflow.search_runs(search_all_experiments=True)):
    sys.exit("MLflow recorded no run of this script")
