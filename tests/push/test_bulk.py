"""Files for QLever: all quads once, in shards, laid aside until they are whole."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest

from push.scene import DATA, store_of
from servanda.errors import DataError, WriteError
from servanda.push.bulk import shards
from servanda.store import Store


def quads(files: list[Path]) -> ox.Dataset:
    text = b"".join(gzip.decompress(file.read_bytes()) for file in files)
    dataset = ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def test_the_shards_hold_the_store(tmp_path: Path) -> None:
    """Together they are isomorphic to it, and the same data give the same bytes."""
    store = store_of(DATA)
    files = shards(store, tmp_path / "a", 5)
    assert [file.name for file in files] == [f"servanda-shard-{number:04}.nq.gz" for number in (1, 2, 3)]
    expected = ox.Dataset(ox.parse(store.dump("nquads"), format=ox.RdfFormat.N_QUADS))
    assert quads(files) == expected
    again = shards(store_of(DATA), tmp_path / "b", 5)
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in again]


def test_fewer_shards_leave_none_of_the_last_time(tmp_path: Path) -> None:
    """What an earlier push wrote is replaced whole; other files stay."""
    others = ["other.nq.gz", "servanda-2024.nq.gz", "servanda-shard-mine.nq.gz"]
    for name in others:
        (tmp_path / name).write_bytes(b"")
    shards(store_of(DATA), tmp_path, 2)
    shards(store_of(DATA), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([*others, "servanda-shard-0001.nq.gz"])


def test_data_without_triples_write_nothing(tmp_path: Path) -> None:
    """The files of the last time stay."""
    before = shards(store_of(DATA), tmp_path)
    with pytest.raises(DataError, match="no triples"):
        shards(Store(), tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file in its place is no folder."""
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(WriteError, match="file"):
        shards(store_of(DATA), file)
