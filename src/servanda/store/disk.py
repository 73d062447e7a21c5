"""A store on disk: a folder with states of Oxigraph's data, and a marker that names the one that counts.

    servanda-store.json    the layout, the state that counts, what its inferences follow from, what was told
    servanda-store.lock    locked by the one that writes
    data-7/                a state: a database of RocksDB, never written again once the marker names it

A writer makes the next state aside, of hard links to the files of the present one where it can; then the
marker is replaced, which is one step. So whoever writes and is killed, or finds the disk full, leaves the
store as it was, and the next one clears away what is left. Who reads locks the state that it reads, so that
no writer removes it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from weakref import finalize

import pyoxigraph as ox

from servanda.errors import DataError, WriteError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MARKER = "servanda-store.json"
LAYOUT = 1
"""Counts up when older programs could not read what newer ones write."""

_LOCK = "servanda-store.lock"
_DATABASE = "CURRENT"
"""The file by which one knows a database of RocksDB."""

_STATE = re.compile(r"data-([0-9]+)")
_TRIES = 5
_CORRUPT = "Corruption"
"""How Oxigraph's messages on damaged data begin."""


@dataclass(frozen=True, slots=True)
class State:
    """What a marker says: the folder of the state that counts, and what its inferences follow from.

    `told` is what people told about the data, as text; older stores say nothing of it.
    """

    layout: int
    data: str
    basis: str
    told: str = ""


def is_store(path: Path) -> bool:
    """Whether `path` is a store on disk, whole or not, or another database of RocksDB.

    `opened` says of the latter what is wrong with them.
    """
    return any((path / name).is_file() for name in (MARKER, _LOCK, _DATABASE))


def opened(folder: Path, reader: object) -> ox.Store:
    """The data of a store as they are now, to be read; they stay as long as `reader` lives.

    No triple is looked at. Raises `DataError` for a folder that is no store, for one that is damaged, and
    for one of a newer layout.
    """
    state = _present(folder)
    for _ in range(_TRIES):
        try:
            return _pinned(folder / state.data, reader)
        except (OSError, RuntimeError) as error:
            if (now := _present(folder)) == state:
                raise _damaged(folder, error) from error
            state = now  # another state was put in its place meanwhile
    raise DataError("it is written again and again, too fast to be read; try once more", str(folder))


class _Reader:
    """Somebody who reads a state as long as this lives."""


class Writing:
    """A store that is being written: its present state, and the next, which `commit` puts in its place."""

    def __init__(self, folder: Path, state: State | None) -> None:
        self.folder = folder
        self._next = folder / f"data-{1 + max(map(_number, _states(folder)), default=0)}"
        self.state = state
        """What the marker says; None for a store that is new."""

    def copy(self) -> ox.Store:
        """The next state, which holds what the present one does. Raises `DataError` if that is damaged."""
        with writes(self.folder):
            reader = _Reader()
            opened(self.folder, reader).backup(str(self._next))
            return ox.Store(str(self._next))

    def fill(self, source: ox.Store) -> None:
        """Makes the next state hold what another store does."""
        dump = self._next / "dump.nq"
        with writes(self.folder):
            self._next.mkdir()
            source.dump(str(dump), format=ox.RdfFormat.N_QUADS)
            store = ox.Store(str(self._next))
            store.bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS, lenient=True)
            store.flush()
            dump.unlink()

    def commit(self, basis: str, told: str = "") -> None:
        """Puts the next state, which nobody has open any more, in the place of the present one."""
        state = State(LAYOUT, self._next.name, basis, told)
        aside = self._next / MARKER
        with writes(self.folder):
            with aside.open("w", encoding="utf-8") as file:
                json.dump(asdict(state), file)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self.folder / MARKER)
            _sync(self.folder)
        self.state = state


@contextmanager
def writing(folder: Path) -> Iterator[Writing]:
    """A store on disk to be written, by nobody else as long as this lasts; the folder is made if need be.

    What was not committed at the end, and what others left that were killed, is removed. Raises
    `WriteError` for a folder that cannot be written, that holds other things, or into which another
    process writes; `DataError` for a store that is damaged or of a newer layout.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    with writes(folder):
        if folder.exists() and not is_store(folder) and any(folder.iterdir()):
            raise WriteError("this folder holds other things; name a new one for the store", str(folder))
        if (folder / _DATABASE).exists():
            raise WriteError(_FOREIGN, str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        with writes(folder):
            try:
                _lock(lock, shared=False)
            except _TAKEN as error:
                what = "another process is writing into this store; wait until it has ended"
                raise WriteError(what, str(folder)) from error
        state = _present(folder) if (folder / MARKER).exists() else None
        _clear(folder, state)
        one = Writing(folder, state)
        try:
            yield one
        finally:
            _clear(folder, one.state)
            if one.state is None:
                with suppress(OSError):  # Windows keeps it, as it is open
                    (folder / _LOCK).unlink()
    finally:
        os.close(lock)
        for made in missing:
            with suppress(OSError):  # it is not empty: there is a store
                made.rmdir()


_FOREIGN = f"this is a database of RocksDB without {MARKER}: no store that `servanda build --store` has made"


def _present(folder: Path) -> State:
    """What the marker of a store says. Raises `DataError` if it says nothing that can be used."""
    try:
        said = json.loads((folder / MARKER).read_bytes())
    except FileNotFoundError as error:
        if (folder / _DATABASE).exists():
            raise DataError(_FOREIGN, str(folder)) from error
        what = f"there is no {MARKER}; run `servanda build --store {folder}`"
        raise DataError(f"this is no store: {what}", str(folder)) from error
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", str(folder / MARKER)) from error
    except ValueError as error:
        raise _damaged(folder / MARKER, error) from error
    match said:
        case {"layout": int(layout)} if layout > LAYOUT:
            what = f"a newer Servanda wrote this store (layout {layout}; this one knows {LAYOUT})"
            raise DataError(f"{what}; update Servanda", str(folder))
        case {"layout": int(layout), "data": str(data), "basis": str(basis)} if _STATE.fullmatch(data):
            return State(layout, data, basis, str(said.get("told", "")))
    raise _damaged(folder / MARKER, ValueError("it does not say where the data are"))


def _damaged(where: Path, error: Exception) -> DataError:
    what = str(error).splitlines()[0]
    return DataError(f"this store is damaged ({what}); remove it, and build it anew", str(where))


def _pinned(state: Path, reader: object) -> ox.Store:
    """The data of a state, which no writer removes as long as `reader` lives. Raises OSError.

    One that a writer is about to remove is not opened, whatever is left of it.
    """
    pin = os.open(state / _DATABASE, os.O_RDONLY)
    try:
        try:
            _lock(pin, shared=True)
        except _TAKEN:
            raise
        except OSError:  # this system has no locks, so no writer comes either
            pass
        store = ox.Store.read_only(str(state))
    except BaseException:
        os.close(pin)
        raise
    finalize(reader, os.close, pin)
    return store


_TAKEN = (BlockingIOError, PermissionError)
"""What `_lock` raises, in Unix and in Windows, if somebody else has the lock."""


def _lock(descriptor: int, *, shared: bool) -> None:
    """Locks a file, for readers or for one alone, until it is closed.

    Raises one of `_TAKEN` if that cannot be at present, and OSError where files cannot be locked at all.
    Windows has no locks to be shared; see `_remove`.
    """
    if sys.platform == "win32":
        if not shared:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def _clear(folder: Path, state: State | None) -> None:
    """Removes the states that do not count and that nobody reads."""
    for one in _states(folder):
        if state is None or one.name != state.data:
            _remove(one)


def _remove(state: Path) -> None:
    """Removes a state, unless somebody reads it."""
    if sys.platform == "win32":  # no folder in which a file is open can be renamed there
        with suppress(OSError):
            shutil.rmtree(state.rename(state.with_name("data-0")), ignore_errors=True)
    elif not (state / _DATABASE).exists():  # it never became a database
        shutil.rmtree(state, ignore_errors=True)
    else:
        with suppress(OSError), (state / _DATABASE).open("r+b") as pin:
            _lock(pin.fileno(), shared=False)
            shutil.rmtree(state, ignore_errors=True)


def _states(folder: Path) -> list[Path]:
    return [one for one in folder.iterdir() if _STATE.fullmatch(one.name) and one.is_dir()]


def _number(state: Path) -> int:
    return int(state.name.removeprefix("data-"))


def _sync(folder: Path) -> None:
    """Has the names in a folder written to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def writes(folder: Path) -> Iterator[None]:
    """A block in which what Oxigraph and the system raise becomes errors that name the store."""
    try:
        yield
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", str(folder)) from error
    except RuntimeError as error:
        if not str(error).startswith(_CORRUPT):
            raise
        raise _damaged(folder, error) from error
