"""Runs a script under MLflow's autologging, without models, which is its lighter way.

The store is set up before the script begins, so that the script's loop is measured without that.
"""

import runpy
import sys

import mlflow

mlflow.set_tracking_uri("sqlite:///mlflow.db")
mlflow.set_experiment("bench")
mlflow.autolog(log_models=False, silent=True)

sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
