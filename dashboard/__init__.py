"""Recorded Crime Quality: what is known about the quality of police recorded crime, and how sure it is."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("recorded-crime-quality")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"
