"""The notebook of docs/: it runs, and shows what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import servanda
from notebooks import METADATA, executed, kept, outputs, read

NOTEBOOK = Path(__file__).parent.parent / "docs" / "asking.ipynb"


def test_the_notebook_shows_what_it_says(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run over the corpus, each cell has the outputs that are stored below it, as text and as HTML."""
    (tmp_path / "build").symlink_to(built)
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))  # no start-up files of somebody's own
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("PYTHONPATH", str(Path(servanda.__file__).parent.parent))
    stored = outputs(read(NOTEBOOK))
    assert outputs(executed(read(NOTEBOOK), tmp_path / "docs", seconds=60)) == stored
    assert sum(map(bool, stored)) > 5


def test_the_notebook_says_nothing_of_a_machine() -> None:
    """It is kept without counters, times, names of folders and what a kernel says of itself."""
    notebook = read(NOTEBOOK)
    assert notebook.metadata == METADATA
    assert kept(read(NOTEBOOK)) == notebook
    assert not re.search(r"/(home|root|tmp|usr|Users)/|[A-Z]:\\", NOTEBOOK.read_text(encoding="utf-8"))
