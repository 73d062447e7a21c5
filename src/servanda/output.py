"""Files written all together or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from gzip import GzipFile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from servanda.errors import WriteError


class Staging:
    """New files of a folder, laid aside until all of them are there."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self._folder = folder
        self._aside = aside

    def put(self, name: str, parts: Iterable[bytes]) -> None:
        """Lays the file `name` aside, part by part as they come. Raises `WriteError`.

        A file whose name ends in `.gz` is compressed, always to the same bytes.
        """
        target = self._folder / name
        with _writing(target):
            if target.is_dir():
                raise IsADirectoryError(None, "there is a folder of this name")
            file = (self._aside / name).open("wb")
        _write(file, name, parts, target)

    def commit(self) -> None:
        """Puts the files laid aside in the place of those that stood there. Raises `WriteError`."""
        for file in sorted(self._aside.iterdir()):
            with _writing(self._folder / file.name):
                file.replace(self._folder / file.name)


@contextmanager
def staging(folder: Path) -> Iterator[Staging]:
    """A `Staging` for `folder`, which is made if it is not there.

    Its files take their place when the block ends; if it ends with an error, all is as it was.
    Raises `WriteError`, naming the folder or file, at the very start if nothing can be written there.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        with _writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            aside = TemporaryDirectory(prefix=".servanda-", dir=folder)
        with aside:
            stage = Staging(folder, Path(aside.name))
            yield stage
            stage.commit()
    finally:
        for one in missing:
            with suppress(OSError):  # it is not empty: files were written
                one.rmdir()


def write(file: Path, parts: Iterable[bytes]) -> None:
    """Puts `parts` in the place of a file, or in that of the file to which a link of its name leads.

    A pipe or a device stays what it is and takes the bytes. A file whose name ends in `.gz` is compressed.
    Raises `WriteError`.
    """
    if file.exists() and not file.is_file() and not file.is_dir():
        with _writing(file):
            pipe = file.open("wb")
        _write(pipe, file.name, parts, file)
        return
    target = Path(os.path.realpath(file))
    with staging(target.parent) as stage:
        stage.put(target.name, parts)


def _write(file: BinaryIO, name: str, parts: Iterable[bytes], where: Path) -> None:
    """Writes parts into an open file, and closes it."""
    with _writing(where), file, _packed(file, name) as out:
        for part in parts:
            out.write(part)


def _packed(file: BinaryIO, name: str) -> AbstractContextManager[BinaryIO | GzipFile]:
    """What writes into an open file: through gzip, if its name says so."""
    if name.lower().endswith(".gz"):
        return GzipFile("", "wb", mtime=0, fileobj=file)
    return nullcontext(file)


@contextmanager
def _writing(where: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", str(where)) from error
