"""Tasks out, results back in their order: on worker processes, or on any other executor."""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from mmrdf.errors import WorkerError

T = TypeVar("T")

#: Tasks that are handed out ahead for each worker, so that none has to wait.
AHEAD = 3

#: How often a task is tried before it is held to be what kills its workers.
TRIES = 3

#: Seconds after which a waiting export looks up to tell how far it is.
TICK = 1.0


@dataclass(slots=True)
class _Job(Generic[T]):
    """A task that was handed out."""

    item: Any
    future: "Future[T]"
    tries: int = 1


class Pool:
    """Where tasks are done.

    Args:
        jobs: the number of processes; 1 is this one.
        executor: what to use in place of processes of our own; it sees the same file system.
        tick: called about every second while results are waited for.
    """

    def __init__(
        self, jobs: int, executor: Executor | None = None, tick: Callable[[], None] | None = None
    ) -> None:
        self.jobs = jobs
        self._given = executor
        self._own: ProcessPoolExecutor | None = None
        self._tick = tick or (lambda: None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers, which have nothing more to do, or whose work is not wanted."""
        self._end()

    def _end(self) -> None:
        """Kill the workers: to wait for them is to wait forever where one was killed before.

        Idle ones wait for each other, and one that is killed meanwhile keeps the others waiting.
        """
        if self._own:
            workers = list((self._own._processes or {}).values())  # noqa: SLF001
            self._own.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.kill()
            for worker in workers:
                worker.join()
            self._own = None

    def one(self, task: Callable[[Any], T], item: Any) -> T:
        """The result of one task."""
        [result] = self.ordered(task, [item])
        return result

    def ordered(self, task: Callable[[Any], T], items: Iterable[Any]) -> Iterator[T]:
        """Yield the results in the order of the items, of which only some are taken ahead.

        Raises:
            WorkerError: if a task has killed several workers one after the other.
            Exception: whatever a task raises, in the place of its result.
        """
        if self.jobs == 1 and not self._given:
            with _few_collections():
                yield from map(task, items)
            return
        waiting: deque[_Job[T]] = deque()
        try:
            for item in items:
                waiting.append(_Job(item, self._submit(task, item)))
                if len(waiting) > AHEAD * self.jobs:
                    yield self._first(task, waiting)
            while waiting:
                yield self._first(task, waiting)
        finally:
            if self._given:  # nothing may be at work in the folder when it is given free
                wait([job.future for job in waiting if not job.future.cancel()])

    def _submit(self, task: Callable[[Any], T], item: Any) -> "Future[T]":
        if self._given:
            return self._given.submit(task, item)
        if self._own is None:
            self._own = ProcessPoolExecutor(self.jobs, initializer=_begin)
        try:
            return self._own.submit(task, item)
        except BrokenExecutor:
            broken: Future[T] = Future()
            broken.set_exception(BrokenExecutor())
            return broken

    def _first(self, task: Callable[[Any], T], waiting: "deque[_Job[T]]") -> T:
        """The result of the first of the jobs, however many workers it takes."""
        job = waiting[0]
        while True:
            try:
                result = self._result(job.future)
            except BrokenExecutor as error:
                if self._given or job.tries == TRIES:
                    reason = (
                        f"worker processes die at {job.item}; is there enough memory? (A script "
                        'that starts them needs the line: if __name__ == "__main__":)'
                    )
                    raise WorkerError(reason) from error
                job.tries += 1
                self._again(task, waiting)
            else:
                waiting.popleft()
                return result

    def _result(self, future: "Future[T]") -> T:
        while not wait([future], timeout=TICK).done:
            self._tick()
        return future.result()

    def _again(self, task: Callable[[Any], T], waiting: "deque[_Job[T]]") -> None:
        """New workers for all that was not done; the last try of the first job is its alone."""
        self._end()
        first, *others = waiting
        first.future = self._submit(task, first.item)
        if first.tries == TRIES and not self._settled(first.future):
            return
        for job in others:
            if not _is_done(job.future):
                job.future = self._submit(task, job.item)

    def _settled(self, future: "Future[T]") -> bool:
        """Wait for a job that runs alone; whether it has not killed its worker."""
        while not wait([future], timeout=TICK).done:
            self._tick()
        return _is_done(future)


def _is_done(future: "Future[Any]") -> bool:
    """Whether a job has come to a result, or to an error of its own."""
    if not future.done() or future.cancelled():
        return False
    return not isinstance(future.exception(), BrokenExecutor)


# Python looks for cycles so much less often: records have none, and the lexicon is large.
_COLLECTED = 100_000


@contextmanager
def _few_collections() -> Iterator[None]:
    former = gc.get_threshold()
    gc.set_threshold(_COLLECTED, *former[1:])
    try:
        yield
    finally:
        gc.set_threshold(*former)


def _begin() -> None:
    """Make a worker ready: it ends with its parent, which alone hears of Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_COLLECTED, *gc.get_threshold()[1:])
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
