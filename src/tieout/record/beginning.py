"""What is known of a run before its first line, and of the machine it runs on."""

from __future__ import annotations

import hashlib
import os
import platform
import sys

from tieout.core.recording import Recording
from tieout.record.store import FORMAT

PACKAGES = ("numpy", "torch", "tensorflow", "keras", "sklearn", "torchmetrics", "pandas", "lightning")
VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "TF_ENABLE_ONEDNN_OPTS", "NVIDIA_TF32_OVERRIDE")
MOST_PACKAGES = 200
MOST_FILES = 200
LARGEST_FILE = 1 << 20


def begun(name: str, started: str, argv: list[str]) -> Recording:
    """Give the recording that is on disk while the script runs."""
    return Recording(FORMAT, name, "", started, tuple(argv), "running", host())


def host() -> dict[str, str]:
    """Give the versions that matter, of what the script has imported."""
    found = {"python": platform.python_version(), "platform": platform.platform(), "processors": str(os.cpu_count())}
    found.update({name: os.environ.get(name, "") for name in VARIABLES})
    others = [name for name in list(sys.modules) if "." not in name and not name.startswith("_")]
    for name in (*PACKAGES, *others[:MOST_PACKAGES]):
        version = vars(sys.modules[name]).get("__version__") if name in sys.modules else None
        if isinstance(version, str) and len(version) < 40:
            found[name] = version
    return found


def program(argv: list[str]) -> str:
    """Give a digest of the script and of the user's own modules that it imported, "" if it is no file."""
    if not argv or not os.path.isfile(argv[0]):
        return ""
    here = os.getcwd() + os.sep
    files = {os.path.abspath(argv[0])}
    for module in list(sys.modules.values()):
        path = vars(module).get("__file__") if module is not None else None
        if isinstance(path, str) and path.endswith(".py"):
            path = os.path.abspath(path)
            if path.startswith(here) and "site-packages" not in path and len(files) < MOST_FILES:
                files.add(path)
    mark = hashlib.blake2b(digest_size=8)
    for path in sorted(files):
        try:
            with open(path, "rb") as file:
                mark.update(file.read(LARGEST_FILE))
        except OSError:
            return ""
    return mark.hexdigest()
