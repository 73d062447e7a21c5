from __future__ import annotations

from pathlib import Path

import pytest

from servanda.errors import ReadError
from servanda.read.metadata import beside


@pytest.mark.parametrize(
    "content, message",
    [
        ("title: [unclosed\n", r"water\.yaml:\d+: the metadata does not parse"),
        ("- a\n- b\n", r"water\.yaml:1: the metadata must be lines of `field: value`"),
        ("date: soon\n", r"water\.yaml:1: `date: soon` is no date"),
    ],
)
def test_broken_metadata_is_named_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    """A metadata file that cannot be used is an error with its name, its line and what is wrong."""
    (tmp_path / "water.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        beside(tmp_path / "water.txt")


def test_a_text_without_metadata_file_has_none(tmp_path: Path) -> None:
    """No file beside the text means that nothing is known, not an error."""
    assert beside(tmp_path / "water.txt").title is None
