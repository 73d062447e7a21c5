"""The same work on many things, in several processes: what comes out is as from one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread
from typing import TypeVar

from servanda.errors import WorkerError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_CAN_HOLD = hasattr(signal, "pthread_sigmask")
"""Whether a process can hold back a signal, and its children from their beginning: not on Windows."""


def mapped(work: Callable[[_Item], _Result], items: Sequence[_Item], workers: int) -> Generator[_Result]:
    """The result of `work` on each of the items, in their order, with at most `workers` processes.

    With one worker, or for one item, the work is done in this process, when its result is asked for.
    Otherwise work, items and results have to be picklable, and an error of the work is raised where its
    result would come. Closed before its end, this ends the processes. Raises `WorkerError` if one has gone.
    """
    workers = min(workers, len(items))
    if workers <= 1:
        yield from map(work, items)
        return
    with _processes(workers) as pool:
        with _interrupts_held():
            results = pool.map(work, items)
        yield from results


@contextmanager
def _processes(number: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with the block, at once if it ends with an error.

    They are spawned, as on every system: a fork copies the locks of threads that hold them. They live as
    long as a pipe from here is open, so that they end with this process, however it ends.
    """
    context = get_context("spawn")
    lifeline, end = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(number, context, initializer=_begin, initargs=(lifeline,))
    try:
        yield pool
    except BrokenProcessPool as error:
        what = "a worker process has gone; give fewer --workers if memory is short, and see what it said"
        raise WorkerError(what) from error
    except BaseException:
        end.close()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        end.close()
        lifeline.close()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Holds back Ctrl-C up to the end of the block, and for good in the processes that begin in it.

    They would each say where it met them, before they can be told to ignore it.
    """
    if _CAN_HOLD:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if _CAN_HOLD:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _begin(lifeline: Connection) -> None:
    """Has this process leave Ctrl-C to its parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    """Ends this process when nobody holds the other end of a pipe any more."""
    with suppress(EOFError, OSError):
        lifeline.recv()
    os._exit(1)
