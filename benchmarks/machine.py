"""What the figures were measured on, and how busy it was."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version

import psutil

LIBRARIES = ("streamlit", "altair", "pandas", "sqlalchemy", "uvicorn", "dash", "plotly", "playwright")


def described() -> dict[str, object]:
    """Size and software of the machine; nothing that names it or its owner."""
    return {
        "processors": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
    }


def load() -> str:
    """How many processes wanted a processor: the mean of the last minute, five and fifteen."""
    return " ".join(f"{value:.1f}" for value in psutil.getloadavg())


def is_busy() -> bool:
    """Whether more wanted to run in the last five minutes than the measures themselves account for."""
    return psutil.getloadavg()[1] > 1.5 * (os.cpu_count() or 1)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
