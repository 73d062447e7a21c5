"""What the tests of extraction share: one extractor, and documents made of a few sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from said import Declared
from servanda.extract import Extractor
from servanda.model import Extraction
from servanda.read import read


@pytest.fixture
def declared(extractor: Extractor, tmp_path: Path) -> Declared:
    def extraction(
        body: str, title: str = "Norway-Chile Joint Declaration", date: str = "2020-05-04"
    ) -> Extraction:
        path = tmp_path / "declaration.txt"
        path.write_text(body, encoding="utf-8")
        path.with_suffix(".yaml").write_text(f"title: {title}\ndate: {date}\n", encoding="utf-8")
        return extractor.extract(read(path))

    return extraction
