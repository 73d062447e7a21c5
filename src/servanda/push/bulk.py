"""A store as files that QLever loads: gzipped N-Quads, so many quads in each."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from servanda.errors import DataError, WriteError
from servanda.output import staging
from servanda.push.comparing import ordered
from servanda.store import Store

SHARD = 1_000_000
"""How many quads a file holds."""

_NAME = "servanda-shard-{:04}.nq.gz"
_OURS = re.compile(r"servanda-shard-[0-9]{4,}\.nq\.gz")
_PATTERN = "*.nq.gz"
"""What is loaded: also what others lay beside ours."""


def shards(store: Store, folder: Path, size: int = SHARD) -> list[Path]:
    """The files written into `folder`, which take the place of those that an earlier push wrote there.

    Other files stay. They are laid aside until all are there. The same triples give the same bytes. Raises
    `DataError` for a store without triples, and `WriteError`.
    """
    lines, names = _quads(store), list[str]()
    with staging(folder) as stage:
        while shard := b"".join(islice(lines, size)):
            names.append(_NAME.format(len(names) + 1))
            stage.put(names[-1], [shard])
        if not names:
            raise DataError("there are no triples in these data; nothing was pushed")
    for old in folder.iterdir():
        if _OURS.fullmatch(old.name) and old.name not in names:
            _remove(old)
    return [folder / name for name in names]


def command(folder: Path) -> str:
    """The command with which QLever's own program loads the files of a folder.

    >>> print(command(Path("my load")))
    cd 'my load' && qlever index --name servanda --format nq --input-files '*.nq.gz'
    --cat-input-files 'zcat *.nq.gz' --overwrite-existing
    """
    words = ["qlever", "index", "--name", "servanda", "--format", "nq", "--input-files", _PATTERN]
    words += ["--cat-input-files", f"zcat {_PATTERN}", "--overwrite-existing"]
    return f"cd {shlex.quote(str(folder))} && {shlex.join(words)}"


def _quads(store: Store) -> Iterator[bytes]:
    """The lines of N-Quads, graph by graph, sorted within each."""
    for graph in ordered(store.graphs()):
        end = b"<%b> .\n" % graph.encode()
        ntriples, _ = store.ntriples(graph)
        for line in sorted(ntriples.splitlines(keepends=True)):
            yield line.removesuffix(b".\n") + end


def _remove(file: Path) -> None:
    try:
        file.unlink()
    except OSError as error:
        raise WriteError(f"cannot be removed: {error.strerror or error}", str(file)) from error
