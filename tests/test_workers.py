"""Work in several processes: the same results, in the same order, and an end that is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from program import Program
from servanda.build import Settings, build
from servanda.errors import ReadError, WorkerError
from servanda.evaluate import evaluate
from servanda.workers import mapped

DECLARATION = "Norway and Chile will repair the pier of {place}.\n\nThey intend to meet in 2031.\n"
PLACES = ("Arica", "Bergen", "Coronel", "Drammen")


SCRIPT = """
import os
import signal
import time
from servanda.workers import mapped

def work(_):
    os.write(1, b"at work\\n")
    time.sleep(600)

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's background has not
    list(mapped(work, range(6), 6))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four declarations and two files that cannot be used."""
    folder = tmp_path / "declarations"
    folder.mkdir()
    for place in PLACES:
        (folder / f"{place}.txt").write_text(DECLARATION.format(place=place), encoding="utf-8")
        (folder / f"{place}.yaml").write_text("title: Norway-Chile Joint Declaration\ndate: 2030-05-04\n")
    (folder / "empty.txt").touch()
    (folder / "void.txt").write_text("The sea is wide.", encoding="utf-8")
    return folder


def in_process(_: int) -> int:
    """The number of the process that runs this."""
    return os.getpid()


def slowly(number: int) -> int:
    """The number, the later the smaller it is."""
    time.sleep(0.05 * (4 - number))
    return number


def refused(number: int) -> int:
    """The number, but an error for 2."""
    if number == 2:
        raise ReadError("is even", "two.txt")
    return number


def ended(_: int) -> None:
    """Ends the process, as the system does that has no memory left."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_results_come_in_the_order_of_the_items() -> None:
    """Whoever is done first, the results stand as the items do."""
    assert list(mapped(slowly, range(4), 3)) == list(range(4))


@pytest.mark.parametrize("items, workers", [((1, 2), 1), ((1,), 5), ((), 5)])
def test_one_worker_or_one_item_needs_no_other_process(items: tuple[int, ...], workers: int) -> None:
    """What one process can do at once is done in this one."""
    assert list(mapped(in_process, items, workers)) == [os.getpid()] * len(items)


def test_several_workers_are_other_processes() -> None:
    """With more than one worker, no work is done in this process."""
    assert os.getpid() not in set(mapped(in_process, range(3), 2))


def test_an_error_comes_in_the_place_of_its_result() -> None:
    """What an item raises in its process is raised here, after the results before it."""
    results = mapped(refused, range(4), 2)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ReadError, match=r"two\.txt: is even"):
        next(results)


def test_a_worker_that_has_gone_is_said() -> None:
    """A process that was ended from outside is an error with its remedy, and no endless wait."""
    with pytest.raises(WorkerError, match="fewer --workers"):
        list(mapped(ended, range(3), 2))


def test_any_number_of_workers_builds_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """The graph, its reports and the failures are the same from one process and from several."""
    files = sorted(folder.glob("*.txt"))
    one = build(files, tmp_path / "one")
    several = build(files[::-1], tmp_path / "several", Settings(workers=3))
    assert one.counts == several.counts
    assert sorted(map(str, one.failures)) == sorted(map(str, several.failures))
    assert len(one.failures) == 2
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "several" / file.name).read_bytes()


def test_any_number_of_workers_scores_the_same(root: Path) -> None:
    """The scores of several gold files do not depend on who scored them."""
    golds = sorted((root / "tests" / "gold").glob("*.json"))
    assert evaluate(golds, workers=2) == evaluate(golds)


@pytest.mark.skipif(os.name != "posix", reason="sends the signals that a terminal and a system send")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(tmp_path: Path, how: signal.Signals) -> None:
    """However the program is ended, no worker stays behind, and at most the program itself has a word."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, script], stdout=pipe, stderr=pipe, start_new_session=True, text=True
    ) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline() == "at work\n"
            (os.killpg if how is signal.SIGINT else os.kill)(program.pid, how)
            _, said = program.communicate(timeout=30)  # until no process is left that could say more
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
    assert program.returncode == -how
    assert said.count("Traceback") == said.count("KeyboardInterrupt") == (how is signal.SIGINT)


@pytest.mark.parametrize("number", ["0", "-1", "two"])
def test_workers_are_counted(folder: Path, number: str, servanda: Program) -> None:
    """A number of workers below one, or none, is refused with exit code 2."""
    outcome = servanda("build", folder, "--workers", number)
    assert outcome.code == 2
    assert "--workers" in outcome.err
