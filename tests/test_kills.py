"""An export that is killed, at any moment and in any way: the next one ends with the same bytes."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mmrdf.export.publish import FOLDER

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are sent")

# An export in chunks of a few files, so that a small tree has many.
_SCRIPT = """
import sys
from mmrdf import export
from mmrdf.export import plan
plan.CHUNK = 4
export(sys.argv[1], sys.argv[2], formats=["turtle", "json-ld"], engine="fast", jobs=2)
"""


def _bytes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def _start(inputs: Path, out: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", _SCRIPT, str(inputs), str(out)], stderr=subprocess.DEVNULL
    )


def _children(pid: int) -> list[int]:
    """The worker processes of an export."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in text.split()]


def _gone(pids: list[int]) -> bool:
    """Whether processes end within some seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Figures of few papers, so that chunks share nodes."""
    folder = tmp_path_factory.mktemp("tree") / "_figures"
    folder.mkdir()
    for number in range(60):
        text = f"---\nfigid: PMC{number // 5 + 1}__f{number}\nfigtitle: Title {number}\n"
        text += (
            f"caption: Myeloma cells and IL-6 in patients, {number}.\ndoi: 10.1000/x{number // 5}\n"
        )
        (folder / f"PMC{number // 5 + 1}__f{number}.md").write_text(f"{text}---\n")
    return folder.parent


@pytest.fixture(scope="module")
def undisturbed(
    tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, str], float]:
    """The bytes of an export that nobody disturbs, and the seconds that it takes."""
    out = tmp_path_factory.mktemp("whole")
    start = time.monotonic()
    assert _start(tree, out).wait(60) == 0
    return _bytes(out), time.monotonic() - start


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="workers are found in /proc")
@pytest.mark.parametrize("number", range(20))
def test_killed(
    tree: Path, undisturbed: tuple[dict[str, str], float], tmp_path: Path, number: int
) -> None:
    """A worker or the export is killed, or interrupted; what was there stays, the next run ends."""
    expected, seconds = undisturbed
    former = tmp_path / "former.md"
    former.write_text("---\nfigid: PMC9__former\n---\n")
    assert _start(former, tmp_path / "out").wait(60) == 0
    before = _bytes(tmp_path / "out")

    export = _start(tree, tmp_path / "out")
    time.sleep(random.Random(number).uniform(0.1, 1) * seconds)  # noqa: S311 (no secret)
    workers = _children(export.pid)
    how = ("worker", "parent", "interrupt")[number % 3]
    if how == "worker" and workers:
        os.kill(workers[0], signal.SIGKILL)
    else:
        export.send_signal(signal.SIGINT if how == "interrupt" else signal.SIGKILL)
    export.wait(60)
    assert _gone(workers), "workers outlive their export"
    assert _bytes(tmp_path / "out") in (before, expected)
    assert export.returncode == 0 or how != "worker" or not workers

    assert _start(tree, tmp_path / "out").wait(60) == 0
    assert _bytes(tmp_path / "out") == expected
    assert (tmp_path / "out" / FOLDER).exists()
