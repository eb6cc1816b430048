"""The project's commands, with nothing but Python: `python tasks.py start`, `python tasks.py test`, and a few more.

Everything is installed into `.venv` in this folder, at exactly the versions and checksums in the requirements files.
Where `uv` is on the path it does the installing, because it is faster; otherwise Python's own pip does.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this with an older Python must be told
    sys.exit(f"Python 3.11 or later is needed; this is {sys.version_info[0]}.{sys.version_info[1]} ({sys.executable}).")

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
LOG = VENV / "install.log"

# Each set of requirements contains the one before it.  The names of the optional parts are those in pyproject.toml.
SETS = {
    "run": ("requirements.txt", ("build",)),
    "dev": ("requirements-dev.txt", ("build", "dev")),
    "bench": ("requirements-bench.txt", ("build", "dev", "bench")),
}

NETWORK_TROUBLE = re.compile(
    r"NewConnectionError|ConnectionError|ConnectTimeout|ReadTimeout|timed out|Temporary failure in name resolution|"
    r"getaddrinfo|ProxyError|SSLError|certificate|dns error|error sending request|tcp connect|Failed to fetch|"
    r"Network is unreachable|No matching distribution found",
    re.IGNORECASE,
)


class TaskError(Exception):
    """A task cannot go on; the message is one line that says why and what to do."""


# --------------------------------------------------------------------------------------------------------------
# Installing
# --------------------------------------------------------------------------------------------------------------


def install(wanted: str) -> None:
    """Make `.venv` hold at least the set `wanted`; costs next to nothing when it already does."""
    if _venv_works() and _stamp(wanted).is_file() and _stamp(wanted).read_text() == _digest(wanted):
        return
    started = time.monotonic()
    _say("Installing into .venv; the first time this takes a minute or two ...")
    try:
        _install(wanted)
    except PermissionError as error:
        raise TaskError(
            f"The folder {ROOT} cannot be written to ({error}); copy the project to one that can."
        ) from error
    _say(f"Installed in {time.monotonic() - started:.0f} s.")


def _install(wanted: str) -> None:
    uv = _working_uv()
    if not _venv_works():
        _make_venv(uv)
    for name in SETS:
        _stamp(name).unlink(missing_ok=True)
    LOG.write_text("", encoding="utf-8")
    requirements = str(ROOT / SETS[wanted][0])
    if not uv and not _has_pip():
        _logged([str(PYTHON), "-m", "ensurepip", "--upgrade"])
    tool = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [
        str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off",
    ]  # fmt: skip
    # pip compiles what it installs of its own accord; uv must be told.
    compiled = ["--compile-bytecode"] if uv else []
    _logged([*tool, "--require-hashes", *compiled, "-r", requirements])
    _logged([*tool, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    for name in SETS:
        _stamp(name).write_text(_digest(name))
        if name == wanted:
            break


def _make_venv(uv: str | None) -> None:
    if VENV.exists():
        if not (VENV / "pyvenv.cfg").is_file() and any(VENV.iterdir()):
            raise TaskError(f"{VENV} is there but is no Python environment; move it away and try again.")
        shutil.rmtree(VENV)
    if uv:
        command = [uv, "venv", "--quiet", "--python", sys.executable, str(VENV)]
    else:
        command = [sys.executable, "-m", "venv", str(VENV)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return
    complaint = (made.stderr + made.stdout).strip()
    if "Permission denied" in complaint or not os.access(ROOT, os.W_OK):
        raise TaskError(f"The folder {ROOT} cannot be written to; copy the project to one that can.")
    if "ensurepip" in complaint:
        raise TaskError(
            "This Python cannot make environments; install its venv part (on Debian and Ubuntu: python3-venv)."
        )
    raise TaskError(f"The environment .venv could not be made: {_last_line(complaint)}")


def _logged(command: list[str]) -> None:
    """Run an installing command; what it says goes to the log, and on failure its last words to the person."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME")}
    with LOG.open("ab") as log:
        done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT, env=environment, check=False)
    if done.returncode == 0:
        return
    said = LOG.read_text(encoding="utf-8", errors="replace")
    if (
        "hashes are required" in said.lower()
        or "do not match the hashes" in said.lower()
        or "hash mismatch" in said.lower()
    ):
        raise TaskError(f"A package did not have the expected checksum, so nothing was installed; see {LOG}.")
    if NETWORK_TROUBLE.search(said):
        raise TaskError(f"The package index cannot be reached; check the network or proxy and try again. See {LOG}.")
    raise TaskError(f"Installing failed: {_last_line(said)} See {LOG}.")


def _working_uv() -> str | None:
    """`uv`, if it is there and runs; version managers leave stand-ins that do not."""
    found = shutil.which("uv")
    if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
        return found
    return None


def _venv_works() -> bool:
    if not PYTHON.exists():
        return False
    asked = [str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _has_pip() -> bool:
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _stamp(name: str) -> Path:
    return VENV / f".installed-{name}"


def _digest(name: str) -> str:
    """Changes when the set, the packaging or the place of the project changes."""
    digest = hashlib.sha256(str(ROOT).encode())
    for file in (ROOT / SETS[name][0], ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


# --------------------------------------------------------------------------------------------------------------
# The tasks
# --------------------------------------------------------------------------------------------------------------


def start(options: argparse.Namespace) -> int:
    """Install what is needed and open the dashboard."""
    install("run")
    command = [str(PROGRAMS / ("rcq.exe" if os.name == "nt" else "rcq")), "serve"]
    if options.port is not None:
        command += ["--port", str(options.port)]
    if options.no_browser:
        command.append("--no-browser")
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 - the dashboard takes this process's place, so signals reach it
    return _run(command)


def test(options: argparse.Namespace) -> int:
    """Everything that is checked, in order; stops at the first that fails."""
    install("dev")
    arguments = options.arguments or ["-n", "auto", "--dist", "worksteal"]
    steps = [
        ("Format", [_program("ruff"), "format", "--check", "."]),
        ("Lint", [_program("ruff"), "check", "."]),
        ("Types", [_program("mypy")]),
        ("Import rules", [_program("lint-imports")]),
        ("Tests", [str(PYTHON), "-m", "pytest", *arguments]),
    ]
    passed = []
    for name, command in steps:
        _say(f"--- {name}")
        started = time.monotonic()
        code = _run(command)
        took = f"{name} ({time.monotonic() - started:.0f} s)"
        if code != 0:
            _say(f"FAILED: {took}. Passed before it: {', '.join(passed) or 'nothing'}.")
            return code
        passed.append(took)
    _say(f"All passed: {', '.join(passed)}.")
    return 0


def tidy(_options: argparse.Namespace) -> int:
    """Format the code and repair what the linter can repair."""
    install("dev")
    return _run([_program("ruff"), "check", "--fix", "."]) or _run([_program("ruff"), "format", "."])


def bench(options: argparse.Namespace) -> int:
    """Measure, side by side with other ways of doing the same."""
    install("bench")
    return _run([str(PYTHON), str(ROOT / "benchmarks" / "run.py"), *options.arguments])


def pin(_options: argparse.Namespace) -> int:
    """Make the requirements files anew from pyproject.toml, keeping pinned versions that still fit."""
    uv = _working_uv()
    if not uv:
        raise TaskError("Pinning needs uv; install it first.")
    smaller: list[str] = []
    for name, (file, parts) in SETS.items():
        _say(f"Pinning {file} ({name})")
        extras = [word for part in parts for word in ("--extra", part)]
        command = [uv, "pip", "compile", "pyproject.toml", *extras, *smaller, "--output-file", file, "--quiet",
                   "--universal", "--python-version", "3.11", "--generate-hashes",
                   "--no-annotate", "--no-header", "--no-emit-index-url"]  # fmt: skip
        code = _run(command)
        if code != 0:
            return code
        if "://" in (ROOT / file).read_text(encoding="utf-8"):
            raise TaskError(f"{file} names an address; it must name packages, versions and checksums only.")
        smaller = ["--constraint", file]
    return 0


def only_install(options: argparse.Namespace) -> int:
    """Install and stop."""
    install(options.set)
    return 0


# --------------------------------------------------------------------------------------------------------------
# Odds and ends
# --------------------------------------------------------------------------------------------------------------


def _run(command: Sequence[str]) -> int:
    """Run a program in the project's folder and pass Ctrl-C on to it without a word of our own."""
    # An office Windows machine writes a national character set otherwise, which cannot hold what the checkers draw.
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, cwd=ROOT, env=environment) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                continue  # the terminal has sent it to the program as well; let that one finish


def _program(name: str) -> str:
    return str(PROGRAMS / (f"{name}.exe" if os.name == "nt" else name))


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("hint:")]
    return lines[-1] if lines else "no reason was given."


def _say(text: str) -> None:
    print(text, flush=True)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python tasks.py", description=__doc__.splitlines()[0])
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    add = tasks.add_parser("start", help="install what is needed and open the dashboard")
    add.add_argument("--port", type=int, help="TCP port to listen on (otherwise RCQ_PORT, otherwise 8501)")
    add.add_argument("--no-browser", action="store_true", help="do not open a browser")
    add.set_defaults(do=start)
    add = tasks.add_parser("test", help="check everything; what follows -- goes to pytest")
    add.set_defaults(do=test)
    add = tasks.add_parser("install", help="install into .venv and stop")
    add.add_argument("--set", choices=tuple(SETS), default="run", help="how much (default: run)")
    add.set_defaults(do=only_install)
    add = tasks.add_parser("format", help="format the code and repair what the linter can")
    add.set_defaults(do=tidy)
    add = tasks.add_parser("bench", help="run the benchmarks; what follows -- goes to them")
    add.set_defaults(do=bench)
    add = tasks.add_parser("pin", help="make the requirements files anew from pyproject.toml (needs uv)")
    add.set_defaults(do=pin)
    return parser


def main(words: Sequence[str]) -> int:
    """Carry out one task and return its exit code."""
    at = list(words).index("--") if "--" in words else len(words)
    options = _arguments().parse_args(words[:at])
    options.arguments = list(words[at + 1 :])
    try:
        return options.do(options)
    except TaskError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
