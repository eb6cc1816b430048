"""Files as they were given, kept in a folder beside the store under the checksum of what is in them.

They lie beside the store and not in it, because a workbook of half a million rows is larger than all its editions there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.domain.errors import FileLost, StoreFull


def path_of(folder: Path, checksum: str) -> Path:
    """Where the file with this SHA-256 is kept."""
    return folder / checksum[:2] / checksum


def keep(folder: Path, content: bytes) -> str:
    """Keep a file and give its checksum; one kept already stays as it is.  Raises StoreFull."""
    checksum = hashlib.sha256(content).hexdigest()
    path = path_of(folder, checksum)
    if not (path.is_file() and path.stat().st_size == len(content)):
        _write(path, content)
    return checksum


@contextmanager
def keeping(folder: Path, content: bytes) -> Iterator[str]:
    """Keep a file before it is read; it goes again where what follows fails, unless it had been kept before.

    Gives its checksum.  Raises StoreFull where it cannot be written.
    """
    path = path_of(folder, hashlib.sha256(content).hexdigest())
    was_there = path.is_file()
    checksum = keep(folder, content)
    try:
        yield checksum
    except BaseException:
        if not was_there:
            path.unlink(missing_ok=True)
        raise


def kept(folder: Path, checksum: str) -> bytes:
    """The file with this checksum; FileLost where it is not there, or is not what it was."""
    try:
        content = path_of(folder, checksum).read_bytes()
    except OSError as error:
        raise FileLost(
            f"The file {checksum[:12]}… is not kept in {folder} ({error.strerror}). RCQ_FILES_DIR names the folder."
        ) from error
    if hashlib.sha256(content).hexdigest() != checksum:
        raise FileLost(f"The file {checksum[:12]}… in {folder} is not what was kept; its checksum differs.")
    return content


def _write(path: Path, content: bytes) -> None:
    """All of the file under its name, or nothing under it, whatever happens meanwhile."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise StoreFull(
            f"The file cannot be kept in {path.parent} ({error.strerror}); nothing was changed. "
            "Make room there, or see to it that it may be written to."
        ) from error
