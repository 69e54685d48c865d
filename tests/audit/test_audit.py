"""Saved models of four kinds, real data, a reported number: each gives a statement that ties out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from tieout.audit.account import account
from tieout.audit.sides import given_of
from tieout.core.statement import Statement
from tieout.errors import TieoutError

NETWORK = """
import torch

def build():
    return torch.nn.Sequential(torch.nn.Linear(64, 24), torch.nn.ReLU(), torch.nn.Dropout(0.5), torch.nn.Linear(24, 10))
"""


def audited(number: str, metric: str = "accuracy", **files: Any) -> Statement:
    """Give the statement, checked."""
    wanted: dict[str, Any] = {"model": None, "predictions": None, "data": None, "labels": None}
    statement = account(given_of(metric=metric, **{**wanted, **files}), number, metric)
    statement.check()
    return statement


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Digits in files: rows and labels to test on, rows trained on, and a pipeline."""
    import joblib

    folder = tmp_path_factory.mktemp("digits")
    x, y = load_digits(return_X_y=True)
    x, rest, y, truth = train_test_split(x.astype(np.float32), y, test_size=0.4, random_state=1)
    np.savez(folder / "test.npz", x=rest, y=truth)
    np.savez(folder / "train.npz", x=x, y=y)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.003)).fit(x, y)
    joblib.dump(model, folder / "model.joblib")
    np.save(folder / "probabilities.npy", model.predict_proba(rest))
    np.save(folder / "labels.npy", truth)
    return folder


def _pipeline(folder: Path) -> tuple[Any, Any, Any]:
    import joblib

    with np.load(folder / "test.npz") as held:
        return joblib.load(folder / "model.joblib"), held["x"], held["y"]


def test_a_scikit_learn_pipeline(digits: Path) -> None:
    """The number it really scores ties out with nothing found; it is opened only with trust."""
    model, x, y = _pipeline(digits)
    files = {"model": str(digits / "model.joblib"), "data": str(digits / "test.npz")}
    statement = audited(f"{model.score(x, y):.4f}", trust=True, **files)
    assert (statement.verdict, statement.lines) == ("none", ())
    assert statement.ties_out()
    with pytest.raises(TieoutError, match="not opened"):
        audited("0.95", **files)


def test_rows_that_were_left_raw_are_found_beside_the_training_rows(digits: Path, tmp_path: Path) -> None:
    """Test rows divided by 16 once too often: the step is named, its amount is what feeding them right gives."""
    model, x, y = _pipeline(digits)
    np.savez(tmp_path / "off.npz", x=x / 16, y=y)
    right, wrong = model.score(x, y), model.score(x / 16, y)
    statement = audited(
        f"{right:.4f}",
        model=str(digits / "model.joblib"),
        data=str(tmp_path / "off.npz"),
        train_data=str(digits / "train.npz"),
        trust=True,
    )
    assert statement.verdict == "preprocessing.scale"
    (line,) = [line for line in statement.lines if line.cause == statement.verdict]
    assert line.amount == pytest.approx(wrong - right, abs=0.15 * (right - wrong))
    assert statement.ties_out()


def test_another_definition_is_named(digits: Path) -> None:
    """A macro F1 that was reported as accuracy is told apart from what the predictions score."""
    model, x, y = _pipeline(digits)
    made = f1_score(y, model.predict(x), average="macro")
    files = {"predictions": str(digits / "probabilities.npy"), "labels": str(digits / "labels.npy")}
    statement = audited(f"{made:.6f}", **files)
    assert statement.verdict == "metric.definition"
    assert statement.lines[0].amount == pytest.approx(model.score(x, y) - made, abs=1e-6)
    assert statement.ties_out()
    named = audited(f"{made:.6f}", "macro_f1", **files)
    assert (named.verdict, named.lines) == ("none", ())


def test_probabilities_and_labels_make_an_area_under_the_curve(tmp_path: Path) -> None:
    """Metrics of scores are computed from scores."""
    x, y = load_breast_cancer(return_X_y=True)
    model = LogisticRegression(max_iter=5000).fit(x[:200, :3], y[:200])
    scores = model.predict_proba(x[200:, :3])[:, 1]
    np.save(tmp_path / "p.npy", scores)
    np.save(tmp_path / "y.npy", y[200:])
    told = f"{roc_auc_score(y[200:], scores):.4f}"
    statement = audited(told, "auc", predictions=str(tmp_path / "p.npy"), labels=str(tmp_path / "y.npy"))
    assert (statement.verdict, statement.ties_out()) == ("none", True)


def test_pytorch_weights_with_a_builder(digits: Path, tmp_path: Path) -> None:
    """Weights are read as weights; the model is scored in inference mode and ties out."""
    import torch

    (tmp_path / "network.py").write_text(NETWORK)
    space: dict[str, Any] = {}
    exec(NETWORK, space)
    torch.manual_seed(0)
    net = space["build"]()
    with np.load(digits / "train.npz") as held:
        x, y = torch.from_numpy(held["x"]), torch.from_numpy(held["y"])
    optimizer = torch.optim.Adam(net.parameters(), 0.01)
    for _ in range(60):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
    torch.save({"epoch": 60, "model_state_dict": net.state_dict()}, tmp_path / "checkpoint.pt")
    net.eval()
    with np.load(digits / "test.npz") as held, torch.no_grad():
        score = float((net(torch.from_numpy(held["x"])).argmax(1).numpy() == held["y"]).mean())
    files = {"model": str(tmp_path / "checkpoint.pt"), "data": str(digits / "test.npz")}
    statement = audited(f"{score:.4f}", loader=f"{tmp_path / 'network.py'}:build", **files)
    assert (statement.verdict, statement.ties_out()) == ("none", True)
    with pytest.raises(TieoutError, match="--loader"):
        audited("0.9", **files)


@pytest.mark.keras
def test_a_keras_archive(digits: Path, tmp_path: Path) -> None:
    """An archive is opened in safe mode and ties out."""
    import keras

    with np.load(digits / "train.npz") as held:
        x, y = held["x"], held["y"]
    model = keras.Sequential([keras.Input((64,)), keras.layers.BatchNormalization(), keras.layers.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=8, verbose=0)
    model.save(tmp_path / "model.keras")
    with np.load(digits / "test.npz") as held:
        score = model.evaluate(held["x"], held["y"], verbose=0)[1]
    statement = audited(f"{score:.4f}", model=str(tmp_path / "model.keras"), data=str(digits / "test.npz"))
    assert (statement.verdict, statement.ties_out()) == ("none", True)


def test_an_onnx_file(digits: Path, tmp_path: Path) -> None:
    """A linear classifier exported to ONNX is run by ONNX Runtime and ties out."""
    onnx = pytest.importorskip("onnx")
    model, x, y = _pipeline(digits)
    scaler, linear = model.steps[0][1], model.steps[1][1]
    weight = (linear.coef_ / scaler.scale_.clip(1e-9)).astype(np.float32)
    bias = (linear.intercept_ - (linear.coef_ / scaler.scale_.clip(1e-9)) @ scaler.mean_).astype(np.float32)
    make, kind = onnx.helper, onnx.TensorProto.FLOAT
    graph = make.make_graph(
        [make.make_node("Gemm", ["x", "w", "b"], ["logits"], transB=1)],
        "linear",
        [make.make_tensor_value_info("x", kind, [None, 64])],
        [make.make_tensor_value_info("logits", kind, [None, 10])],
        [onnx.numpy_helper.from_array(weight, "w"), onnx.numpy_helper.from_array(bias, "b")],
    )
    made = make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=8)
    onnx.save(made, str(tmp_path / "model.onnx"))
    score = float(np.mean((x @ weight.T + bias).argmax(axis=1) == y))
    statement = audited(f"{score:.4f}", model=str(tmp_path / "model.onnx"), data=str(digits / "test.npz"))
    assert (statement.verdict, statement.ties_out()) == ("none", True)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_tables(digits: Path, tmp_path: Path, suffix: str) -> None:
    """Rows and labels come from one table by the name of a column."""
    import pandas as pd

    model, x, y = _pipeline(digits)
    table = pd.DataFrame(x, columns=[f"p{n}" for n in range(64)])
    table["digit"] = y
    path = tmp_path / f"test.{suffix}"
    table.to_csv(path, index=False) if suffix == "csv" else table.to_parquet(path)
    statement = audited(
        f"{model.score(x, y):.4f}", model=str(digits / "model.joblib"), data=str(path), labels="digit", trust=True
    )
    assert (statement.verdict, statement.ties_out()) == ("none", True)


def test_the_command_line(digits: Path) -> None:
    """One command prints the statement as JSON and ends with 0."""
    model, x, y = _pipeline(digits)
    told = f"accuracy={100 * model.score(x, y):.2f}%"
    command = ["audit", "--model", "model.joblib", "--trust", "--data", "test.npz", "--reported", told, "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "tieout", *command], cwd=digits, capture_output=True, text=True, check=True
    )
    statement = json.loads(done.stdout)
    assert (statement["verdict"], statement["opening"]["name"]) == ("none", "accuracy")
