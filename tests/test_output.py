from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.errors import DataError, WriteError
from servanda.output import staging, write


def test_files_take_their_place_at_the_end(tmp_path: Path) -> None:
    """Until the block ends the old file stands; then the new ones do, and nothing else is left."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "one").write_bytes(b"old")
    with staging(folder) as stage:
        stage.put("one", [b"new"])
        stage.put("two", [b"2"])
        assert (folder / "one").read_bytes() == b"old"
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {"one": b"new", "two": b"2"}


def test_an_error_leaves_all_as_it_was(tmp_path: Path) -> None:
    """A block that ends with an error changes no file and makes no folder."""
    (tmp_path / "one").write_bytes(b"old")
    for folder in (tmp_path, tmp_path / "made" / "for" / "this"):
        with pytest.raises(KeyboardInterrupt), staging(folder) as stage:
            stage.put("one", [b"new"])
            raise KeyboardInterrupt
    assert [file.name for file in tmp_path.iterdir()] == ["one"]
    assert (tmp_path / "one").read_bytes() == b"old"


def test_a_folder_in_the_way_of_a_file_is_an_error(tmp_path: Path) -> None:
    """Where a folder has the name of a file to write, none of the files is written."""
    (tmp_path / "two").mkdir()
    with pytest.raises(WriteError, match=r"two: cannot be written"), staging(tmp_path) as stage:
        stage.put("one", [b"1"])
        stage.put("two", [b"2"])
    assert [file.name for file in tmp_path.iterdir()] == ["two"]


def test_a_file_in_the_way_of_a_folder_is_an_error(tmp_path: Path) -> None:
    """A folder that cannot be made is an error that names it, before anything else is done."""
    (tmp_path / "file").write_bytes(b"")
    with (
        pytest.raises(WriteError, match=r"file/folder: cannot be written"),
        staging(tmp_path / "file" / "folder"),
    ):
        pytest.fail("the block was entered")


def test_a_file_is_written_where_its_link_points(tmp_path: Path) -> None:
    """A link stays a link, and the file behind it is replaced, or made if it is not there yet."""
    (tmp_path / "far").mkdir()
    link = tmp_path / "link"
    link.symlink_to(Path("far") / "file")
    for content in (b"new", b"newer"):
        write(link, [content[:1], content[1:]])
        assert link.is_symlink()
        assert (tmp_path / "far" / "file").read_bytes() == content
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["far", "file", "link"]


def test_a_device_is_written_to(tmp_path: Path) -> None:
    """What is no regular file, or a link to it, takes the bytes and stays what it is."""
    link = tmp_path / "null"
    link.symlink_to(os.devnull)
    for target in (link, Path(os.devnull)):
        write(target, [b"gone"])
    assert Path(os.devnull).is_char_device()
    assert link.is_symlink()


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """A folder of the file's name, a file in the way, and a device without room are named."""
    (tmp_path / "file").write_bytes(b"old")
    for target in (tmp_path, tmp_path / "file" / "deeper", Path("/dev/full")):
        with pytest.raises(WriteError, match="cannot be written"):
            write(target, [b"new"])
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_file_is_compressed_by_its_name(tmp_path: Path) -> None:
    """What ends in .gz is compressed, to the same bytes each time; no clock and no folder shows in them."""
    for folder, name in (("one", "a.nq.gz"), ("other", "b.NQ.GZ")):
        write(tmp_path / folder / name, [b"some ", b"bytes"])
    one, other = (tmp_path / "one" / "a.nq.gz").read_bytes(), (tmp_path / "other" / "b.NQ.GZ").read_bytes()
    assert gzip.decompress(one) == b"some bytes"
    assert one == other


def test_parts_that_fail_leave_the_file_as_it_was(tmp_path: Path) -> None:
    """If making the parts fails half way, the old file stands, and the error is that of the parts."""

    def parts() -> Iterator[bytes]:
        yield b"new"
        raise DataError("half a graph")

    for name in ("file", "file.gz"):
        (tmp_path / name).write_bytes(b"old")
        with pytest.raises(DataError, match="half a graph"):
            write(tmp_path / name, parts())
        assert (tmp_path / name).read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "file.gz"]
