"""Does an export that is killed again and again end with the bytes of one that is left alone?

    python benchmarks/kills.py INPUT WORK [KILLS]

INPUT is a folder such as ``generate.py`` makes, WORK a folder for the outputs. An export is left
alone; others are killed at random moments: a worker (SIGKILL), the export (SIGKILL, SIGINT), in
turn. After each kill the next export goes on in the same folder, until all kills are spent, and
the last one is left alone. A line is printed for each kill, and one at the end.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

COMMAND = (sys.executable, "-m", "mmrdf", "export", "--engine", "fast")

WAYS = ("worker", "export", "interrupt")


def main(inputs: Path, work: Path, kills: int) -> int:
    """Print what each kill found; the exit code."""
    # Of a job in the background the programs that it starts would not hear SIGINT.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    start = time.monotonic()
    _start(inputs, work / "whole").wait()
    seconds, expected = time.monotonic() - start, _digest(work / "whole")
    print(f"left alone: {seconds:.1f} s, {expected[:16]}", flush=True)
    rng = random.Random(kills)  # noqa: S311 (no secret)
    rounds = wrong = 0
    for number in range(kills):
        export = _start(inputs, work / "killed")
        after = rng.uniform(0.05, 0.5) * seconds
        time.sleep(after)
        way = WAYS[number % len(WAYS)]
        done = export.poll() is not None
        _kill(export, way)
        code = export.wait()
        whole = not done and code != 0 and _digest(work / "killed") not in {"", expected}
        wrong += whole
        print(
            f"{number + 1}: {way} after {after:.1f} s, exit {code}{', done before' * done}",
            flush=True,
        )
        if code == 0:
            rounds += 1
            wrong += _digest(work / "killed") != expected
            subprocess.run(["rm", "-r", str(work / "killed")], check=True)  # noqa: S603, S607
    _start(inputs, work / "killed").wait()
    wrong += _digest(work / "killed") != expected
    print(f"{kills} kills, {rounds + 1} exports came to their end, {wrong} with other bytes")
    return 1 if wrong else 0


def _start(inputs: Path, out: Path) -> "subprocess.Popen[bytes]":
    command = [*COMMAND, str(inputs), "-o", str(out), "--jobs", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def _kill(export: "subprocess.Popen[bytes]", way: str) -> None:
    if way == "worker":
        with suppress(FileNotFoundError, ProcessLookupError):  # the export, or its worker, is done
            workers = Path(f"/proc/{export.pid}/task/{export.pid}/children").read_text().split()
            if workers:
                os.kill(int(workers[-1]), signal.SIGKILL)
    elif export.poll() is None:
        export.send_signal(signal.SIGKILL if way == "export" else signal.SIGINT)


def _digest(folder: Path) -> str:
    """A digest of all published files; empty if there are none."""
    total = hashlib.sha256()
    paths = sorted(path for path in folder.glob("*") if path.is_file())
    for path in paths:
        with path.open("rb") as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest() if paths else ""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 20))
