"""Where the project's folders are, worked out from this file, so that no working directory matters.

The three packages and the two folders beside them lie side by side in a checkout and in an installed copy alike.
Only what the product writes lies elsewhere in an installed copy: a library folder is no place for a store.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE_DIR = Path(__file__).resolve().parent
PROJECT_ROOT = PACKAGE_DIR.parent
PAGES_DIR = PROJECT_ROOT / "pages"
DATA_DIR = PROJECT_ROOT / "data"
MIGRATIONS_DIR = PROJECT_ROOT / "migrations"
APP_SCRIPT = PACKAGE_DIR / "app.py"

IS_CHECKOUT = (PROJECT_ROOT / "pyproject.toml").is_file()

# What the product writes unless it is told otherwise: the store, and the compressed copies of Streamlit's files.
STATE_DIR = DATA_DIR / "store" if IS_CHECKOUT else Path.home() / ".recorded-crime-quality"
DEFAULT_STORE = STATE_DIR / "rcq.sqlite3"
FILES_DIR = STATE_DIR / "files"
FETCHED_DIR = STATE_DIR / "fetched"
STATIC_CACHE_DIR = STATE_DIR / "static-cache"


def streamlit_config_home() -> Path:
    """The folder whose `.streamlit/config.toml` is ours: the project in a checkout, the package when installed."""
    return PROJECT_ROOT if (PROJECT_ROOT / ".streamlit" / "config.toml").is_file() else PACKAGE_DIR
