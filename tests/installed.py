"""Programs and files that tests need from elsewhere: found here, installed in CI, or else the test skips."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest


def program(name: str, install: str, packages: Sequence[str] = ()) -> str:
    """The path of a program; `install` tells people how to get it, `packages` are Debian's that have it."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return _had(lambda: shutil.which(name, path=path), name, install, packages)


def file(path: Path, install: str, packages: Sequence[str]) -> Path:
    """The path of a file; `install` and `packages` as for a program."""
    return Path(_had(lambda: str(path) if path.is_file() else None, path.name, install, packages))


def _had(look: Callable[[], str | None], name: str, install: str, packages: Sequence[str]) -> str:
    """What `look` finds. Where it finds nothing, CI installs the packages, and elsewhere tests skip."""
    if found := look():
        return found
    if os.environ.get("CI") != "true":
        pytest.skip(f"{name} is not installed here; {install}")
    if packages and os.geteuid() == 0 and (installer := shutil.which("apt-get")):
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            subprocess.run([installer, "--quiet", *command], check=True, env=quietly)
    if found := look():
        return found
    pytest.fail(f"{name} is not installed, and CI cannot install it; {install}")
