"""The same work on many things, in several processes: what comes out is as from one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import TypeVar

from servanda.errors import WorkerError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_INTERRUPTED = 128 + signal.SIGINT


def mapped(work: Callable[[_Item], _Result], items: Sequence[_Item], workers: int) -> Iterator[_Result]:
    """The result of `work` on each of the items, in their order, with at most `workers` processes.

    With one worker, or for one item, the work is done in this process, when its result is asked for.
    Otherwise work, items and results have to be picklable, and an error of the work is raised where its
    result would come. Raises `WorkerError` if a process was ended from outside.
    """
    workers = min(workers, len(items))
    if workers <= 1:
        yield from map(work, items)
        return
    with _processes(workers) as pool:
        yield from pool.map(work, items)


@contextmanager
def _processes(number: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with the block, at once if it ends with an error.

    They are spawned, as on every system: a fork copies the locks of threads that hold them.
    """
    before = set(active_children())
    pool = ProcessPoolExecutor(number, get_context("spawn"), initializer=_end_silently)
    try:
        yield pool
    except BrokenProcessPool as error:
        what = "a worker process was ended from outside, perhaps for want of memory; give fewer --workers"
        raise WorkerError(what) from error
    except BaseException:
        for process in set(active_children()) - before:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _end_silently() -> None:
    """Has this process end without a word at Ctrl-C, which its parent answers for it."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
