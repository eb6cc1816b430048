"""The settings, read once where the program starts and passed down from there.

Every setting is an environment variable with the prefix `RCQ_`, or a line in a file `.env` in the project's folder
or in the folder the program is started from.  The environment wins over both files, and the nearer file over the
farther one.  A name that starts with `RCQ_` and is no setting is refused, because a misspelt setting would
otherwise be ignored in silence; names starting with `RCQ_TEST_` belong to the tests and are left alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.paths import DEFAULT_STORE, PROJECT_ROOT

PREFIX = "RCQ_"
TEST_PREFIX = "RCQ_TEST_"


class SettingsError(Exception):
    """A setting that cannot be used; the message names it, what is wrong and what is allowed."""


class Settings(BaseSettings):
    """What can be chosen without changing the code.  Each description says the unit."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str = Field(
        default=f"sqlite:///{DEFAULT_STORE.as_posix()}",
        repr=False,  # it may hold a password
        description=(
            "Address of the store: sqlite:///path/to/file or postgresql://user:password@host/database. "
            "Default: the SQLite file data/store/rcq.sqlite3 in the project's folder."
        ),
    )
    files_dir: str = Field(
        default="",
        description=(
            "Folder in which the files taken in are kept, from which the store can be built again. Default: a folder beside "
            "the SQLite file, named after it (rcq-files beside rcq.sqlite3); for PostgreSQL the folder data/store/files in "
            "the project's folder. Where several computers share one PostgreSQL store, a folder that all of them reach."
        ),
    )
    host: str = Field(
        default="127.0.0.1",
        description=(
            "Network address the dashboard listens on. 127.0.0.1 is this computer only; 0.0.0.0 is every network "
            "this computer is on."
        ),
    )
    port: int = Field(default=8501, ge=1, le=65535, description="TCP port the dashboard listens on, from 1 to 65535.")
    open_browser: bool = Field(
        default=True, description="Whether `rcq serve` opens the dashboard in a browser: true or false."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning",
        description="The least serious message that is written to the terminal: debug, info, warning or error.",
    )
    cache_entries: int = Field(
        default=512,
        ge=0,
        le=100_000,
        description="How many worked-out answers are kept in memory, as a count; 0 keeps none.",
    )
    busy_timeout_seconds: float = Field(
        default=10.0,
        gt=0,
        le=600,
        description="How long to wait for somebody else who is writing to the store, in seconds.",
    )
    role: Literal["", "pcc_office", "force", "working_group", "inspectorate", "reader", "administrator"] = Field(
        default="",
        description=(
            "What everybody who uses this copy is here as: pcc_office, force, working_group, inspectorate, reader or "
            "administrator. Left out, a person at this computer chooses in the page, and anybody else reads."
        ),
    )
    force: str = Field(
        default="",
        description="The force that RCQ_ROLE is for, by any name or code, or the local policing body; for pcc_office and force.",
    )
    person: str = Field(
        default="",
        max_length=100,
        description="The account that the ledger names beside each entry: a post, not a private name.",
    )
    illustrative: bool = Field(
        default=False,
        description=(
            "Whether an invented set of audits of an invented force is held to show the pages with: true or false. It is "
            "marked wherever it shows and never stands among real figures; `rcq audits illustrate` switches it as well."
        ),
    )
    compress_static: bool = Field(
        default=True,
        description=(
            "Whether the browser's program files are sent compressed: true or false. Turn it off where a proxy "
            "in front compresses them."
        ),
    )

    @property
    def files_folder(self) -> Path | None:
        """The folder named for files taken in; None leaves the choice to the store."""
        return Path(self.files_dir).expanduser() if self.files_dir else None


def read_settings(**chosen: Any) -> Settings:
    """Read the settings now.  `chosen` wins over everything (what a person typed after the command).

    Raises SettingsError, with every fault found in one message.
    """
    files = _env_files()
    faults = _unknown_names([*os.environ, *(name for file in files for name in dotenv_values(file))])
    try:
        settings = Settings(_env_file=files, **chosen)
    except ValidationError as error:
        faults += [_in_words(fault) for fault in error.errors()]
    if faults:
        raise SettingsError(" ".join(faults))
    return settings


@cache
def load_settings() -> Settings:
    """The settings of this process, read the first time they are asked for."""
    return read_settings()


def _env_files() -> list[Path]:
    """The files that exist, the nearer one last, since the last one wins."""
    files = dict.fromkeys([PROJECT_ROOT / ".env", Path.cwd() / ".env"])
    return [file for file in files if file.is_file()]


def _unknown_names(names: Iterable[str]) -> list[str]:
    known = sorted(f"{PREFIX}{field}".upper() for field in Settings.model_fields)
    faults = []
    for name in sorted({name.upper() for name in names}):
        if not name.startswith(PREFIX) or name.startswith(TEST_PREFIX) or name in known:
            continue
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        faults.append(f"There is no setting {name}; {hint}allowed: {', '.join(known)}.")
    return faults


def _in_words(fault: Any) -> str:
    field = str(fault["loc"][0]) if fault["loc"] else ""
    name = f"{PREFIX}{field}".upper()
    shown = "" if field == "database_url" else f" {fault['input']!r}"
    described = Settings.model_fields[field].description if field in Settings.model_fields else ""
    return f"{name}{shown} cannot be used: {fault['msg'][0].lower()}{fault['msg'][1:]}. {described}".rstrip()
