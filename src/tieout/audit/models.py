"""Load a saved model without running code of its file: safe archives, weights, ONNX; pickles only if trusted."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tieout.audit.files import looked_at, reading
from tieout.errors import TieoutError

PICKLES = frozenset({".joblib", ".pkl", ".pickle"})
WEIGHTS = frozenset({".pt", ".pth", ".bin", ".ckpt", ".safetensors"})
INSIDE = ("state_dict", "model_state_dict", "model", "weights", "net")  # where checkpoints keep the weights


def load(path: str, *, loader: str | None = None, trust: bool = False) -> Any:
    """Load a model.

    Args:
        path:   a Keras archive, PyTorch weights (with `loader`), an ONNX file, or a pickled estimator (with `trust`).
        loader: `module:function` that builds the model; what it gives takes the weights of `path`. For a Keras
                archive it may return None: importing it registers the model's own classes.
        trust:  open pickles, which may run anything.

    Raises:
        TieoutError: the file is missing, damaged, of an unknown kind, or would have to run code to be opened.
    """
    file = looked_at(path, "the model")
    built = _builder(loader)() if loader else None
    if file.suffix == ".keras":
        return _keras(file)
    if file.suffix in {".h5", ".hdf5"}:
        if built is not None:
            with reading(file, "the model", "give the weights that this builder's model saved"):
                built.load_weights(file)
            return _whole(built, file)
        return _keras(file) if trust else _only_trusted(file, "a whole model in HDF5 may hold code")
    if file.suffix in WEIGHTS:
        return _torch(file, built)
    if file.suffix == ".onnx":
        return _onnx(file)
    if file.suffix in PICKLES:
        return _pickle(file) if trust else _only_trusted(file, "a pickle runs code when it is opened")
    raise _unknown(file)


def unpickled(path: str, *, trust: bool) -> Any:
    """Load a fitted transform.

    Raises:
        TieoutError: see `load`.
    """
    file = looked_at(path, "the transform")
    if file.suffix == ".npz":
        return _scaler(file)
    if file.suffix not in PICKLES:
        raise _unknown(file)
    return _pickle(file) if trust else _only_trusted(file, "a pickle runs code when it is opened")


def _only_trusted(file: Path, why: str) -> Any:
    raise TieoutError(
        "not-trusted",
        f"{file} is not opened",
        saw=why,
        fix="give --trust if you made the file yourself or trust who did",
        code=2,
    )


def _unknown(file: Path) -> TieoutError:
    return TieoutError(
        "unknown-model",
        f"{file} is of no kind that can be loaded",
        saw=f"a name that ends in {file.suffix or 'nothing'}",
        fix="give .keras, .pt/.pth/.safetensors with --loader, .onnx, or .joblib with --trust",
        code=2,
    )


def _builder(loader: str) -> Callable[[], Any]:
    """Find `module:function`; the module may lie in the working directory or be given as a file."""
    module, _, function = loader.partition(":")
    if not function:
        raise TieoutError(
            "bad-loader", f"--loader {loader} names no function", fix="write it as my_module:build", code=2
        )
    sys.path.insert(0, os.getcwd())
    try:
        found = _imported(module)
        build = getattr(found, function)
    except Exception as failure:
        saw = f"{type(failure).__name__}: {failure}"
        fix = "give a module that can be imported from here, and a function in it that takes no argument"
        raise TieoutError("bad-loader", f"--loader {loader} cannot be imported", saw=saw, fix=fix, code=2) from failure
    finally:
        sys.path.remove(os.getcwd())

    def run() -> Any:
        try:
            return build()
        except Exception as failure:
            saw = f"{type(failure).__name__}: {failure}"
            fix = "give a function that takes no argument and returns the model"
            raise TieoutError("bad-loader", f"--loader {loader} failed", saw=saw, fix=fix, code=2) from failure

    return run


def _imported(module: str) -> Any:
    if not module.endswith(".py"):
        return importlib.import_module(module)
    spec = importlib.util.spec_from_file_location(Path(module).stem, module)
    if spec is None or spec.loader is None:
        raise ImportError(module)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


# --- one kind of file each -------------------------------------------------------------------------------------------
def _keras(file: Path) -> Any:
    keras = _needed("keras", "Keras archives", "pip install 'tieout[keras]' and a backend")
    with reading(file, "the model", "save it with model.save('model.keras'); name custom classes with --loader"):
        return _whole(keras.saving.load_model(file, compile=False, safe_mode=file.suffix == ".keras"), file)


def _torch(file: Path, built: Any) -> Any:
    torch = _needed("torch", "PyTorch weights", "pip install 'tieout[torch]'")
    if built is None:
        raise TieoutError(
            "needs-loader",
            f"{file} holds weights, not the model's code",
            fix="give --loader my_module:build_model, a function that returns the model",
            code=2,
        )
    with reading(file, "the model", "save it again as torch.save(model.state_dict(), ...): only weights are read"):
        if file.suffix == ".safetensors":
            safetensors = _needed("safetensors.torch", "safetensors files", "pip install safetensors")
            held = safetensors.load_file(file)
        else:
            held = torch.load(file, map_location="cpu", weights_only=True)
        state = _state_in(held, torch)
        missing, unexpected = built.load_state_dict(state, strict=False)
    if missing or unexpected:
        names = ", ".join([*(f"missing {n}" for n in missing[:4]), *(f"unexpected {n}" for n in unexpected[:4])])
        raise TieoutError(
            "weights-do-not-fit",
            f"{file} does not fit the model that --loader builds",
            saw=f"{len(missing)} keys missing, {len(unexpected)} unexpected: {names}",
            fix="build the model these weights were saved from, or rename the keys",
        )
    built.eval()
    return _whole(built, file)


def _state_in(held: Any, torch: Any) -> Mapping[str, Any]:
    for key in INSIDE:
        if isinstance(held, Mapping) and isinstance(held.get(key), Mapping):
            held = held[key]
            break
    if not isinstance(held, Mapping) or not any(torch.is_tensor(v) for v in held.values()):
        raise ValueError("there is no dictionary of weights in it")
    names = list(held)
    prefix = next((p for p in ("module.", "model.", "_orig_mod.") if all(str(n).startswith(p) for n in names)), "")
    return {str(name).removeprefix(prefix): value for name, value in held.items()}


def _onnx(file: Path) -> Callable[[Any], Any]:
    runtime = _needed("onnxruntime", "ONNX files", "pip install 'tieout[onnx]'")
    with reading(file, "the model", "export it again"):
        options = runtime.SessionOptions()
        options.log_severity_level = 4
        session = runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"], enable_fallback=0)
    if not session.get_inputs() or not session.get_outputs():
        raise TieoutError(
            "cannot-audit", f"the model {file} cannot be used", saw="it takes or gives nothing", fix="export it again"
        )
    fed, given = session.get_inputs()[0], session.get_outputs()
    dtype = np.int64 if "int64" in fed.type else np.float64 if "double" in fed.type else np.float32
    # An exported classifier gives classes and probabilities: the latter say more, if they come as an array.
    outputs = [o.name for o in given if o.type.startswith("tensor(")]
    scores = [o.name for o in given if o.type in {"tensor(float)", "tensor(double)"}]
    name = (scores or outputs or [given[0].name])[-1]

    def run(rows: Any) -> Any:
        return session.run([name], {fed.name: np.asarray(rows).astype(dtype)})[0]

    run.__name__ = file.stem
    return run


def _pickle(file: Path) -> Any:
    joblib = _needed("joblib", "pickled estimators", "pip install joblib")
    with reading(file, "the pickle", "save it again with the versions installed here"):
        return joblib.load(file)


def _scaler(file: Path) -> Callable[[Any], Any]:
    """Give (x - mean) / scale from an archive of the two arrays."""
    with reading(file, "the transform", "save it as np.savez(path, mean=…, scale=…)"), np.load(file) as held:
        known = {name.rstrip("_").lower(): np.asarray(held[name], dtype=np.float64) for name in held.files}
        scale = known.get("scale", known.get("std"))
        mean = known.get("mean")
        if scale is None and mean is None:
            raise ValueError("there is neither mean nor scale in it")

    def standardized(rows: Any) -> Any:
        moved = np.asarray(rows, dtype=np.float64) - (0.0 if mean is None else mean)
        return moved if scale is None else moved / scale

    return standardized


def _needed(module: str, what: str, fix: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as failure:
        raise TieoutError("not-installed", f"{what} need {module}", saw=str(failure), fix=fix, code=2) from None


def _whole(model: Any, file: Path) -> Any:
    """Give the model if its weights are numbers."""
    weights = getattr(model, "weights", None)
    arrays = [np.asarray(w) for w in weights] if isinstance(weights, list) else None
    if arrays is None and hasattr(model, "state_dict"):
        arrays = [v.detach().cpu().numpy() for v in model.state_dict().values() if v.is_floating_point()]
    broken = sum(not np.isfinite(a).all() for a in arrays or () if a.dtype.kind == "f")
    if broken:
        raise TieoutError(
            "cannot-audit",
            f"the model {file} cannot be used",
            saw=f"{broken} of its arrays hold NaN or infinity",
            fix="its training diverged: take an earlier checkpoint",
        )
    return model
