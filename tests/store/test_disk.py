"""A store on disk: opened by many, written by one, whole whatever happens."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Literal, Namespace

from servanda.errors import DataError, WriteError
from servanda.store import Store
from servanda.store.disk import LAYOUT, MARKER, _pinned, is_store, writing
from servanda.store.draft import drafting, fill

EX = Namespace("https://example.org/")
GRAPH = str(EX.graph)
OPENING = """
import os, resource, signal, sys
from pathlib import Path
from servanda.store import Store
from servanda.store.disk import writing
from servanda.store.draft import drafting, fill
"""


def store_of(*names: str) -> Store:
    """A graph of things with names."""
    store = Store()
    store.add(GRAPH, [(EX[name], EX.name, Literal(name)) for name in names])
    return store


def write(folder: Path, *names: str) -> None:
    """Makes a store on disk hold things with names, and nothing else."""
    with writing(folder) as place:
        fill(place, store_of(*names))
        place.commit("test")


def states(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def kill(act: str, folder: Path) -> None:
    """Has another process write into a store and be killed, before the block of its writing has ended."""
    program = f"{OPENING}{act}\n  os.kill(os.getpid(), signal.SIGKILL)"
    ended = subprocess.run([sys.executable, "-c", program, str(folder), GRAPH], check=False)
    assert ended.returncode == -signal.SIGKILL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store on disk that holds an ash."""
    write(tmp_path / "store", "ash")
    return tmp_path / "store"


def test_what_was_written_is_there(folder: Path) -> None:
    """An opened store has the graphs, the union and the size of the one that was written."""
    stored, expected = Store.load(folder), store_of("ash")
    assert is_store(folder)
    assert stored.graphs() == expected.graphs()
    assert stored.dump("nquads") == expected.dump("nquads")
    assert list(stored.triples()) == list(expected.triples())
    assert len(stored) == 1


def test_several_read_at_once(folder: Path) -> None:
    """Stores opened at the same time, in this process and in another one, all answer."""
    here = [Store.open(folder) for _ in range(3)]
    program = f"{OPENING}print(len(Store.open(Path(sys.argv[1]))))"
    there = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True
    )
    assert [len(store) for store in here] == [1, 1, 1]
    assert there.stdout == "1\n"


def test_a_draft_changes_what_it_is_told(folder: Path) -> None:
    """A graph is replaced and another one added; readers that come later find both."""
    with writing(folder) as place:
        with drafting(place) as draft:
            draft.replace(GRAPH, store_of("birch").ntriples()[0])
            draft.replace(str(EX.other), store_of("cedar").ntriples()[0])
        place.commit("test")
    assert b"ash" not in Store.open(folder).dump("nquads")
    assert Store.open(folder).graphs() == (GRAPH, str(EX.other))
    assert len(Store.open(folder)) == 2
    assert states(folder) == ["data-2"], "what was read to be changed is gone"


def test_readers_keep_what_they_opened(folder: Path) -> None:
    """A store that is open stays as it is while it is written; what it was goes when it is closed."""
    reader = Store.open(folder)
    before = reader.dump("nquads")
    for name in ("birch", "cedar"):
        write(folder, name)
    assert reader.dump("nquads") == before
    assert states(folder) == ["data-1", "data-3"]
    del reader
    write(folder, "elm")
    assert states(folder) == ["data-4"]


def test_a_state_that_a_writer_removes_is_not_read(folder: Path) -> None:
    """Who comes when files are about to go does not read what is left of them, but the next state."""
    write(folder, "birch")
    shutil.copytree(folder / "data-2", folder / "data-1")
    with (folder / "data-1" / "CURRENT").open("rb") as removed:
        fcntl.flock(removed, fcntl.LOCK_EX)
        with pytest.raises(BlockingIOError):
            _pinned(folder / "data-1", object)
    assert len(Store.open(folder)) == 1


def test_a_system_without_locks_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where files cannot be locked, a store can be read; who would write is not told of another writer."""

    def no_locks(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    assert len(Store.open(folder)) == 1
    with pytest.raises(WriteError, match="cannot be written: No locks available"):
        write(folder, "birch")
    monkeypatch.undo()
    assert Store.open(folder).dump("nquads") == store_of("ash").dump("nquads")


def test_one_writes_at_a_time(folder: Path) -> None:
    """A second writer is refused while the first one writes, and harms nothing."""
    with writing(folder) as place:
        fill(place, store_of("birch"))
        with pytest.raises(WriteError, match="another process is writing into this store"), writing(folder):
            pass
        place.commit("test")
    assert Store.open(folder).dump("nquads") == store_of("birch").dump("nquads")


def test_an_error_leaves_the_store_as_it_was(folder: Path) -> None:
    """What was not committed is not there, and its files are gone."""
    with pytest.raises(ZeroDivisionError), writing(folder) as place, drafting(place) as draft:
        draft.drop(GRAPH)
        raise ZeroDivisionError
    assert len(Store.open(folder)) == 1
    assert states(folder) == ["data-1"]


def test_a_new_store_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Neither the folder nor those above it that were made for it stay."""
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "new" / "store") as place:
        fill(place, store_of("ash"))
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("act", ["fill(place, Store())", "drafting(place).__enter__().drop(sys.argv[2])"])
def test_a_writer_that_is_killed_leaves_the_store_as_it_was(folder: Path, act: str) -> None:
    """After kill -9 all that was there is, and the next writer clears away the rest."""
    kill(f"with writing(Path(sys.argv[1])) as place:\n  {act}", folder)
    assert states(folder) == ["data-1", "data-2"]
    assert len(Store.open(folder)) == 1
    write(folder, "birch", "cedar")
    assert len(Store.open(folder)) == 2
    assert len(states(folder)) == 1


def test_a_first_writer_that_is_killed_leaves_a_folder_for_the_next(tmp_path: Path) -> None:
    """No store is there, which is said, and the next writer makes one."""
    folder = tmp_path / "store"
    kill("with writing(Path(sys.argv[1])) as place:\n  fill(place, Store())", folder)
    with pytest.raises(DataError, match="this is no store"):
        Store.load(folder)
    write(folder, "ash")
    assert len(Store.load(folder)) == 1
    assert states(folder) == ["data-1"]


@pytest.mark.parametrize(
    "act", ["fill(place, store)", "with drafting(place) as draft: draft.replace('urn:more', data)"]
)
def test_a_full_disk_leaves_the_store_as_it_was(folder: Path, act: str) -> None:
    """If a file cannot be written to its end, that is said, with the store, and nothing has changed."""
    program = f"""{OPENING}
from servanda.errors import WriteError
data = b"".join(b'<urn:%d> <urn:p> "%s" .\\n' % (n, os.urandom(99).hex().encode()) for n in range(9000))
store = Store()
store.add_ntriples("urn:more", data)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    with writing(Path(sys.argv[1])) as place:
        {act}
        place.commit("test")
except WriteError as error:
    print(error)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith(f"{folder}: cannot be written: "), ended
    assert Store.open(folder).dump("nquads") == store_of("ash").dump("nquads")
    assert states(folder) == ["data-1"]


# --- what is no store -----------------------------------------------------------------------------


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    """No store is made where something else lies."""
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(WriteError, match="holds other things"), writing(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_database_of_others_is_neither_read_nor_written(tmp_path: Path) -> None:
    """A store that Oxigraph made is none of ours."""
    other = ox.Store(str(tmp_path))
    ash = ox.NamedNode(EX.ash)
    other.add(ox.Quad(ash, ash, ash))
    del other
    with pytest.raises(WriteError, match="database of RocksDB without"), writing(tmp_path):
        pass
    with pytest.raises(DataError, match="database of RocksDB without"):
        Store.load(tmp_path)
    assert len(ox.Store(str(tmp_path))) == 1


def test_a_store_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A file stays what it is."""
    (tmp_path / "store").write_text("a file", encoding="utf-8")
    with pytest.raises(WriteError, match="store: cannot be written"), writing(tmp_path / "store"):
        pass
    assert (tmp_path / "store").read_text(encoding="utf-8") == "a file"


def test_a_folder_that_is_no_store_is_none(tmp_path: Path) -> None:
    """To open it says what to do, and it is not taken for one."""
    assert not is_store(tmp_path)
    with pytest.raises(DataError, match=r"this is no store.*run `servanda build --store"):
        Store.open(tmp_path)


# --- damaged and newer ones -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", [b"", b"{", b"[]", b'{"layout": 1}', b'{"layout": 1, "data": "/etc", "basis": ""}']
)
def test_a_broken_marker_is_said(folder: Path, said: bytes) -> None:
    """A marker that does not say where the data are is damage, to readers and to writers."""
    (folder / MARKER).write_bytes(said)
    with pytest.raises(DataError, match="this store is damaged"):
        Store.open(folder)
    with pytest.raises(DataError, match="this store is damaged"), writing(folder):
        pass
    assert states(folder) == ["data-1"]


def test_a_newer_layout_is_said(folder: Path) -> None:
    """A store that a newer program wrote is left to it."""
    marker = json.loads((folder / MARKER).read_bytes())
    (folder / MARKER).write_text(json.dumps({**marker, "layout": LAYOUT + 1}), encoding="utf-8")
    with pytest.raises(DataError, match="a newer Servanda wrote this store"):
        Store.open(folder)
    with pytest.raises(DataError, match="update Servanda"), writing(folder):
        pass
    assert states(folder) == ["data-1"]


@pytest.mark.parametrize("pattern", ["CURRENT", "MANIFEST-*", "*.sst"])
@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"damaged\n")])
def test_damaged_data_are_said(folder: Path, pattern: str, harm: object) -> None:
    """Files of the data that are missing or spoilt are damage, named with the store."""
    for file in (folder / "data-1").glob(pattern):
        assert callable(harm)
        harm(file)
    with pytest.raises(DataError, match=r"store: this store is damaged \(.*remove it, and build it anew"):
        Store.open(folder).dump("nquads")


def test_missing_data_are_said(folder: Path) -> None:
    """A marker that leads nowhere is damage."""
    shutil.rmtree(folder / "data-1")
    with pytest.raises(DataError, match="this store is damaged"):
        Store.open(folder)
