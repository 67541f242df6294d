"""Workers: results in order, and one that dies costs its task a retry."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mmrdf.errors import WorkerError
from mmrdf.export import pool as pool_module
from mmrdf.export.pool import Pool


def _slow_first(number: int) -> int:
    time.sleep(0.2 if number == 0 else 0)
    return number


def _dies_once(task: tuple[Path, int]) -> int:
    """Kill the worker, if nobody has done so."""
    mark, number = task
    if number == 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _dies(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _fails(number: int) -> int:
    if number == 2:
        reason = "a fault of its own"
        raise ValueError(reason)
    return number


@pytest.mark.parametrize("jobs", [1, 3])
def test_order(jobs: int) -> None:
    """Results come in the order of the tasks, whichever is done first."""
    with Pool(jobs) as pool:
        assert list(pool.ordered(_slow_first, range(20))) == list(range(20))
        assert pool.one(_slow_first, 7) == 7


def test_given_executor() -> None:
    """An executor of the user's is used, and left as it is."""
    with ThreadPoolExecutor(1) as executor:
        with Pool(1, executor) as pool:
            assert list(pool.ordered(_slow_first, range(5))) == list(range(5))
        assert executor.submit(_slow_first, 1).result() == 1


def test_worker_dies(tmp_path: Path) -> None:
    """A worker that is killed costs a retry, and no result."""
    with Pool(2) as pool:
        tasks = [(tmp_path / "mark", number) for number in range(10)]
        assert list(pool.ordered(_dies_once, tasks)) == list(range(10))


def test_task_that_kills() -> None:
    """A task that kills each of its workers is named, and what came before it is not lost."""
    found: list[int] = []
    with Pool(2) as pool, pytest.raises(WorkerError, match="worker processes die at 2"):  # noqa: PT012
        for number in pool.ordered(_dies, range(10)):
            found.append(number)  # noqa: PERF402
    assert found == [0, 1]


def test_wait_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that comes just as the wait for it ends is a result."""
    monkeypatch.setattr(pool_module, "TICK", 0.0)
    with Pool(2) as pool:
        assert list(pool.ordered(str, range(300))) == list(map(str, range(300)))


def test_given_executor_is_left_idle() -> None:
    """Nothing is at work any more when an error comes out."""
    at_work = []

    def work(number: int) -> int:
        at_work.append(number)
        time.sleep(0.05)
        at_work.remove(number)
        if not number:
            raise ValueError
        return number

    with ThreadPoolExecutor(4) as threads:
        with pytest.raises(ValueError), Pool(4, threads) as pool:  # noqa: PT011, PT012
            found = pool.ordered(work, range(12))
            try:
                next(found)
            finally:
                found.close()  # type: ignore[attr-defined]
        assert at_work == []


def test_fault_of_a_task() -> None:
    """A task's own error comes in the place of its result."""
    found = []
    with Pool(2) as pool, pytest.raises(ValueError, match="of its own"):  # noqa: PT012
        for number in pool.ordered(_fails, range(10)):
            found.append(number)  # noqa: PERF402
    assert found == [0, 1]


def test_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """While results are waited for, the export can tell how far it is."""
    monkeypatch.setattr(pool_module, "TICK", 0.01)
    seen: list[int] = []
    with Pool(2, tick=lambda: seen.append(1)) as pool:
        list(pool.ordered(_slow_first, [0]))
    assert seen


_KILLED_AT_THE_END = """
import os, signal, sys, time
from mmrdf.export.pool import Pool
with Pool(2) as pool:
    assert list(pool.ordered(abs, range(8))) == list(range(8))
    time.sleep(0.05)
    os.kill(list(pool._own._processes)[int(sys.argv[1]) % 2], signal.SIGKILL)
"""


@pytest.mark.parametrize("number", range(4))
def test_killed_at_the_end(number: int) -> None:
    """A worker that is killed when all is done, with what the other waits for, stops nothing."""
    command = [sys.executable, "-c", _KILLED_AT_THE_END, str(number)]

    assert subprocess.run(command, timeout=30, check=False).returncode == 0  # noqa: S603
