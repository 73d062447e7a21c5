"""Seconds that a push into the Oxigraph server takes, and `curl` with one file of the same triples.

    .venv/bin/python bench/push_speed.py FOLDER [--triples N] [--rounds R]

The graphs of the corpus in FOLDER, and copies of its documents, each under a name of its own, make a store
of about N triples (default 100,000) in named graphs. In each round it goes into a new database of a server of
its own: by `push`, the store open already; by the whole program, its start and the reading of the file
included; and by `curl` from one file of N-Quads. The order changes from round to round, and the fastest round
counts.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from rounds import timed

from servanda.build import build
from servanda.push import Database, push
from servanda.push.presets import preset
from servanda.push.sending import Access
from servanda.store import Store

_DOCUMENT = re.compile(rb"<([^>]*/document/)([^>#]*)")


def main() -> None:
    """Prints the seconds of each way, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="a folder of declarations")
    parser.add_argument("--triples", type=int, default=100_000, help="how many (default 100000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each (default 5)")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "data.nq"
        build([given.folder], Path(folder) / "build")
        file.write_bytes(enlarged((Path(folder) / "build" / "graph.nq").read_bytes(), given.triples))
        store = Store.load(file)
        lines = file.read_bytes().count(b"\n")
        print(f"{lines:,} triples in {len(store.graphs())} graphs", flush=True)
        ways: dict[str, Callable[[str], object]] = {
            "curl": partial(by_curl, file),
            "push": partial(by_push, store, lines),
            "servanda push": partial(by_program, file),
        }
        times = {name: list[float]() for name in ways}
        for number in range(given.rounds):
            for name in sorted(ways, reverse=bool(number % 2)):
                with serving(Path(folder) / "server") as url:
                    times[name].append(timed(partial(ways[name], url))[1])
    best = min(times["curl"])
    for name, found in times.items():
        shown = " ".join(f"{seconds:.2f}" for seconds in found)
        print(f"{name:15}{min(found):7.2f} s{min(found) / best:7.2f} times   ({shown})")


def enlarged(nquads: bytes, size: int) -> bytes:
    """N-Quads, and copies of the graphs of documents among them, until there are about so many."""
    lines = nquads.splitlines(keepends=True)
    own = [line for line in lines if _DOCUMENT.match(line.split()[-2])]
    for number in count(1):
        if len(lines) + len(own) > size:
            return b"".join(lines)
        lines += [_DOCUMENT.sub(rb"<\1copy-%d-\2" % number, line) for line in own]
    raise AssertionError("there are more numbers")


def by_curl(file: Path, url: str) -> None:
    """One file, all graphs in it."""
    command = [
        "curl",
        "--silent",
        "--fail",
        "--request",
        "PUT",
        "--header",
        "Content-Type: application/n-quads",
    ]
    words = ["--data-binary", f"@{file}", f"{url}/store"]
    subprocess.run([*command, *words], check=True)  # noqa: S603 - a program of this machine


def by_push(store: Store, lines: int, url: str) -> None:
    """All graphs, one by one, counted before and after."""
    access = Access(lambda _url: None)
    pushed = push(store, Database(preset("oxigraph").target(url), access))
    if pushed.differences or sum(change.triples for change in pushed.changes) != lines:
        sys.exit("not all triples arrived, so the times say nothing")


def by_program(file: Path, url: str) -> None:
    """The same from the command line."""
    words = ["push", url, "--preset", "oxigraph", "--data", str(file)]
    command = [sys.executable, "-m", "servanda.cli", *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - this program


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server with an empty database on disk."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve", "--location", str(folder), "--bind", address]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - a program of this machine
    try:
        while not _answers(f"http://{address}/"):
            time.sleep(0.05)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _answers(url: str) -> bool:
    with suppress(URLError, ConnectionError), urlopen(url, timeout=5) as response:  # noqa: S310 - started here
        return bool(response.read())
    return False


if __name__ == "__main__":
    main()
