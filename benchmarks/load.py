"""Loading a triple store, beside ``curl -T``, and through kills of the server.

    python benchmarks/load.py EXPORT [--lines 100000 1000000] [--rounds 3]
    python benchmarks/load.py EXPORT --kills 10 [--lines 1000000]

EXPORT has N-Triples (``mmrdf export --format n-triples``), of which so many lines are taken.
Servers are started on loopback: Oxigraph on disk, and Virtuoso where it is installed; each round
has its own. Both programs run as processes of their own, from their start to their end, into a
graph that is not there yet; mmrdf also counts what is there. A program that fails is told.

With ``--kills`` a small graph is there; Oxigraph is killed at random moments while the export is to
take its place, the old graph is held against what it was each time, and at the end the new one
against the export.
"""

import argparse
import hashlib
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from servers import command, free_port, oxigraph, running, virtuoso

GRAPH = "http://example.org/graph"


def small_export(source: Path, lines: int, folder: Path) -> Path:
    """An export of the first lines of the largest N-Triples file of another."""
    folder.mkdir()
    largest = max(source.glob("*.nt"), key=lambda path: path.stat().st_size)
    with largest.open("rb") as stream:
        content = b"".join(islice(stream, lines))
    (folder / "core.nt").write_bytes(content)
    manifest = {
        "options": {"base": "https://w3id.org/mmrdf/"},
        "triples": {"core": content.count(b"\n")},
        "files": [{"name": "core.nt", "sha256": hashlib.sha256(content).hexdigest()}],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def mmrdf(export: Path, url: str, journal: Path, *options: str) -> int:
    """Load; give back the exit code."""
    start = [command("mmrdf") or "mmrdf", "load", str(export), "--endpoint", url]
    start += ["--graph", GRAPH, "--journal", str(journal), *options]
    done = subprocess.run(  # noqa: S603
        start, env={**os.environ, "MMRDF_PASSWORD": "dba"}, capture_output=True, check=False
    )
    return done.returncode


def curl(export: Path, url: str, *options: str) -> int:
    """PUT the file; give back the exit code."""
    start = ["curl", "-sf", "-o", os.devnull, "--max-time", "200", *options]
    start += ["-H", "Content-Type: application/n-triples", "-T", str(export / "core.nt")]
    return subprocess.run([*start, f"{url}?graph={GRAPH}"], check=False).returncode  # noqa: S603


def held(url: str) -> list[str]:
    """The lines of the graph, sorted."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    form = urllib.parse.urlencode({"query": query}).encode()
    accept = {"Accept": "application/n-triples"}
    asked = urllib.request.Request(f"{url}/query", data=form, headers=accept)  # noqa: S310
    with urllib.request.urlopen(asked, timeout=600) as answer:  # noqa: S310
        return by_value(answer.read().decode())


def by_value(text: str) -> list[str]:
    """Lines, sorted, with numbers as Oxigraph keeps them."""
    return sorted(text.replace("#nonNegativeInteger>", "#integer>").split("\n"))


def timed(task: Callable[[], int]) -> float:
    """The seconds of a program; infinite if it failed."""
    start = time.perf_counter()
    code = task()
    return math.inf if code else time.perf_counter() - start


def compare(export: Path, lines: int, rounds: int, work: Path) -> None:
    """Print a row for each server."""
    small = small_export(export, lines, work / f"export-{lines}")

    def by_curl(url: str, _: Path) -> int:
        return curl(small, f"{url}/store")

    def by_mmrdf(url: str, journal: Path) -> int:
        return mmrdf(small, url, journal)

    def by_curl_virtuoso(url: str, _: Path) -> int:
        return curl(small, f"{url}/sparql-graph-crud-auth", "--digest", "-u", "dba:dba")

    def by_mmrdf_virtuoso(url: str, journal: Path) -> int:
        return mmrdf(small, url, journal, "--user", "dba")

    servers = {"Oxigraph, disk": (oxigraph, by_mmrdf, by_curl)}
    if command("virtuoso-t"):
        servers["Virtuoso"] = (virtuoso, by_mmrdf_virtuoso, by_curl_virtuoso)
    for name, (start, *programs) in servers.items():
        seconds: list[list[float]] = [[], []]
        for number in range(rounds * 2):
            folder = work / f"{start.__name__}-{lines}-{number}"
            folder.mkdir()
            with start(folder) as url:
                task = partial(programs[number % 2], url, folder / "journal")
                seconds[number % 2].append(timed(task))
        ours, theirs = (statistics.median(found) for found in seconds)
        shown = (" ".join(f"{it:.1f}" for it in found) for found in seconds)
        print(f"| {name} | {lines:,} | {' | '.join(shown)} | {theirs / ours:.2f} |", flush=True)


def killed(export: Path, lines: int, kills: int, work: Path) -> None:
    """Kill the server again and again."""
    old, new = small_export(export, 1000, work / "old"), work / "new"
    small_export(export, lines, new)
    folder, journal, port = work / "database", work / "journal", free_port()
    folder.mkdir()
    with oxigraph(folder, port) as url:
        timed(lambda: mmrdf(old, url, journal))
        before = held(url)
        # how long an undisturbed load takes, somewhere else
        other = work / "other"
        other.mkdir()
    with oxigraph(other, port) as url:
        timed(lambda: mmrdf(old, url, work / "other-journal"))
        period = timed(lambda: mmrdf(new, url, work / "other-journal"))
    print(f"undisturbed: {period:.1f} s")
    name = command("oxigraph") or "oxigraph"
    start = [name, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    done = whole = 0
    while done < kills:
        with running(start, f"{url}/query", folder) as server:
            loading = subprocess.Popen(  # noqa: S603
                [sys.executable, __file__, str(new), "--one", url, "--journal", str(journal)]
            )
            # every other one early, since most of the time goes into the exchange of the graphs
            time.sleep(random.uniform(0.7, period if done % 2 else 12))  # noqa: S311 (no secret)
            ended = loading.poll() is not None
            server.kill()
            server.wait()
            code = loading.wait()
        if ended:  # the moment came too late
            with running(start, f"{url}/query", folder):
                mmrdf(old, url, journal)
            continue
        done += 1
        with running(start, f"{url}/query", folder):
            now = held(url)
        is_old = now == before
        is_new = len(now) - 1 == lines
        whole += is_old or is_new
        print(f"kill {done}: exit code {code}, old graph {is_old}, new graph {is_new}", flush=True)
        if is_new:  # it was done, and nobody had heard of it: begin anew
            with running(start, f"{url}/query", folder):
                mmrdf(new, url, journal)
                mmrdf(old, url, journal)
    with running(start, f"{url}/query", folder):
        code = mmrdf(new, url, journal)
        exact = held(url) == by_value((new / "core.nt").read_text(encoding="utf-8"))
    print(f"{done} kills, whole each time: {whole == done}; at the end exact: {exact} ({code})")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("export", type=Path)
    parser.add_argument("--lines", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--one")
    parser.add_argument("--journal", type=Path)
    given = parser.parse_args()
    if given.one:
        sys.exit(mmrdf(given.export, given.one, given.journal, "--patience", "1"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if given.kills:
            killed(given.export, given.lines[-1], given.kills, work)
            return
        print("| server | triples | mmrdf, s | curl, s | curl / mmrdf |")
        print("|---|---|---|---|---|")
        for lines in given.lines:
            compare(given.export, lines, given.rounds, work)


if __name__ == "__main__":
    main()
