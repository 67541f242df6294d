"""mmrdf beside other programs: the same mapping, the same input, in one run.

    python benchmarks/peers.py WORK [--records N] [--figures N] [--rounds N]
        [--morph-python PYTHON] [--rdfizer-python PYTHON] [--maplib-python PYTHON]

Peers need environments of their own (``python -m venv E; E/bin/pip install morph-kgc rdfizer``, and
one for ``maplib``), since they pin other versions of rdflib; those that are not named are left out.

*Records to N-Triples*: the mapping of ``mapping.py``; the peers are given ready CSV, mmrdf JSON
lines. *Files to N-Triples*: mmrdf reads front matter and side tables, the peers still ready CSV.

*End to end*: PFOCR files to validated Turtle and JSON-LD, the core alone. The plain program is
what one writes with PyYAML, csv, rdflib and pySHACL: it reads the files itself, is given for
nothing what mmrdf makes of them, and then builds, writes and judges one graph, with mmrdf's shapes.
mmrdf has more rows: on all cores, and without the time in which it finds out what the words mean.

Each program runs as a process of its own, in turn; of the rounds the median counts. CPU seconds are
those of the whole process.
"""

import argparse
import csv
import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

_MORPH = """[CONFIGURATION]
na_values=
logging_level=ERROR
number_of_processes=1
output_file={work}/morph.nt
output_format=N-TRIPLES
[DS]
mappings={work}/mapping.ttl
"""

_RDFIZER = """[default]
main_directory: {work}
[datasets]
number_of_datasets: 1
output_folder: {work}/rdfizer
all_in_one_file: yes
remove_duplicate: yes
enrichment: yes
name: out
ordered: no
large_file: false
output_format: n-triples
[dataset1]
name: out
mapping: {work}/mapping.ttl
"""


# The programs: from a folder to a file, or a folder; the number of triples.


def _mapped(found: Iterable[dict[str, Any]], out: Path) -> int:
    import mapping  # noqa: PLC0415

    from mmrdf.serialize import FORMATS  # noqa: PLC0415

    body, count = FORMATS["n-triples"].body, 0
    nodes = chain.from_iterable(map(mapping.nodes, found))
    with out.open("wb") as stream:
        while batch := list(islice(nodes, 100)):
            count += sum(len(node.values) for node in batch)
            stream.write(body(batch, "core"))
    return count


def from_records(folder: Path, out: Path) -> int:
    """Records to N-Triples."""
    with (folder / "records.jsonl").open(encoding="utf-8") as lines:
        return _mapped(map(json.loads, lines), out)


def from_files(folder: Path, out: Path) -> int:
    """Files to N-Triples."""
    return _mapped(_read(folder), out)


def _read(folder: Path) -> Iterator[dict[str, Any]]:
    from mmrdf.readers import side_tables  # noqa: PLC0415
    from mmrdf.readers.frontmatter import parse  # noqa: PLC0415
    from mmrdf.records import Source  # noqa: PLC0415

    figures, data = folder / "_figures", folder / "_data"
    for name in sorted(os.listdir(figures)):
        with open(figures / name, encoding="utf-8") as stream:
            content = stream.read().removeprefix("---\n").removesuffix("---\n")
        values, _ = parse(content, Source(file=name, line=1))
        figid = name.removesuffix(".md")
        rows = side_tables.table(data / f"{figid}-genes.tsv", figid, print) or ()
        places = [rows[0].columns.index(it) for it in ("n", "word", "entrez")] if rows else []
        genes = [
            dict(zip(("n", "symbol", "entrez"), map(row.values.__getitem__, places), strict=True))
            for row in rows
        ]
        yield {**values, "genes": genes}


def plain(tree: Path, out: Path) -> int:
    """PFOCR files to validated Turtle and JSON-LD with PyYAML, csv, rdflib and pySHACL."""
    import pyshacl  # noqa: PLC0415
    import rdflib  # noqa: PLC0415
    import yaml  # noqa: PLC0415

    from mmrdf import read, resolve, to_rdflib, triples  # noqa: PLC0415
    from mmrdf.validate import shapes_folder  # noqa: PLC0415

    paths = sorted((tree / "_figures").iterdir())
    for path in paths:
        yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
        for kind in ("genes", "chemicals", "diseases"):
            table = tree / "_data" / f"{path.stem}-{kind}.tsv"
            if table.exists():
                with table.open(encoding="utf-8") as stream:
                    list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    start = time.process_time()
    found = {t for path in paths for record in read(path) for t in triples(resolve(record))}
    print(f"free {time.process_time() - start}")
    graph = to_rdflib(found)
    graph.serialize(out.with_suffix(".ttl"), format="turtle", encoding="utf-8")
    graph.serialize(out.with_suffix(".jsonld"), format="json-ld", encoding="utf-8")
    shapes = rdflib.Graph()
    for path in sorted(shapes_folder().glob("*.ttl")):
        shapes.parse(path)
    pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return len(graph)


def exported(tree: Path, out: Path, jobs: int | None = 1) -> int:
    """The same with mmrdf."""
    from mmrdf import export  # noqa: PLC0415

    done = export(tree, out, layers=["core"], engine="fast", jobs=jobs, fresh=True)
    return done.triples["core"]


def exported_by_all(tree: Path, out: Path) -> int:
    """The same on all cores, as ``mmrdf export`` does it by itself."""
    return exported(tree, out, jobs=None)


def exported_resolved(tree: Path, out: Path) -> int:
    """The same, and what the words mean is given for nothing here too."""
    convert = importlib.import_module("mmrdf.export.convert")

    resolve, taken = convert.resolve, [0.0]

    def timed(*given: Any) -> Any:
        start = time.process_time()
        record = resolve(*given)
        taken[0] += time.process_time() - start
        return record

    convert.resolve = timed
    count = exported(tree, out)
    print(f"free {taken[0]}")
    return count


PROGRAMS: dict[str, Callable[[Path, Path], int]] = {
    "from_records": from_records,
    "from_files": from_files,
    "plain": plain,
    "exported": exported,
    "exported_resolved": exported_resolved,
    "exported_by_all": exported_by_all,
}


# Running and comparing.


@dataclass(frozen=True, slots=True)
class Run:
    """What a program took, in CPU and wall seconds, and the number of triples that it made."""

    cpu: float
    wall: float
    triples: int


Program = Callable[[], Run]


class ProgramError(Exception):
    """A program has failed; its last words."""


def ours(name: str, source: Path, out: Path) -> Program:
    """One of the programs above, in a process of its own."""
    command = [sys.executable, __file__, str(source), "--run", name, "--out", str(out)]
    return lambda: run(command, lambda text: int(text.split("triples ")[1].split()[0]))


def run(command: list[str], count: Callable[[str], int], folder: Path | None = None) -> Run:
    """Run a program to its end; its output tells how long it did what is not to count."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, cwd=folder
    )
    wall = time.perf_counter() - start
    if done.returncode:
        raise ProgramError(done.stderr.strip().rpartition("\n")[2])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    free = [float(line.split()[1]) for line in done.stdout.splitlines() if line[:5] == "free "]
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(cpu - sum(free), wall - sum(free), count(done.stdout))


def compare(title: str, programs: dict[str, Program], rounds: int, records: int) -> None:
    """Print a table; the first program is what the others are held against, if they do not fail."""
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    print(f"\n{title}\n")
    for _ in range(rounds):
        for name in list(runs):
            try:
                runs[name].append(programs[name]())
            except ProgramError as error:
                print(f"{name} fails: {error}\n", flush=True)
                del runs[name]
    head = ["", "CPU s", "wall s", "triples", "triples / CPU s", "records / CPU s"]
    head += ["CPU, times mmrdf", "wall, times mmrdf"]
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    times = [
        (statistics.median(it.cpu for it in found), statistics.median(it.wall for it in found))
        for found in runs.values()
    ]
    for (name, found), (cpu, wall) in zip(runs.items(), times, strict=True):
        made = found[0].triples
        rates = f"{made:,} | {made / cpu:,.0f} | {records / cpu:,.0f}"
        ratios = f"{cpu / times[0][0]:.2f} | {wall / times[0][1]:.2f}"
        print(f"| {name} | {cpu:.1f} | {wall:.1f} | {rates} | {ratios} |", flush=True)


def _same(one: Path, other: Path) -> str:
    ours_, theirs = (
        {line.removesuffix(".").strip() for line in path.read_text(encoding="utf-8").splitlines()}
        for path in (one, other)
    )
    return "the same" if ours_ == theirs else f"{len(ours_ ^ theirs):,} lines otherwise"


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def _peers(
    work: Path, morph: str | None, rdfizer: str | None, maplib: str | None
) -> dict[str, Program]:
    found: dict[str, Program] = {}
    if maplib:
        script = str(HERE / "maplib_peer.py")
        third = [maplib, script, str(work / "records"), str(work / "maplib.nt")]
        found["maplib, from CSV"] = lambda: run(third, lambda _: _lines(work / "maplib.nt"))
    if morph:
        (work / "morph.ini").write_text(_MORPH.format(work=work))
        command = [morph, "-m", "morph_kgc", str(work / "morph.ini")]
        found["morph-kgc, from CSV"] = lambda: run(
            command, lambda _: _lines(work / "morph.nt"), work
        )
    if rdfizer:
        (work / "rdfizer").mkdir(exist_ok=True)
        (work / "rdfizer.ini").write_text(_RDFIZER.format(work=work))
        other = [rdfizer, "-m", "rdfizer", "-c", str(work / "rdfizer.ini")]
        found["SDM-RDFizer, from CSV"] = lambda: run(
            other, lambda _: _lines(work / "rdfizer" / "out.nt"), work
        )
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--figures", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--morph-python", type=os.path.abspath)
    parser.add_argument("--rdfizer-python", type=os.path.abspath)
    parser.add_argument("--maplib-python", type=os.path.abspath)
    parser.add_argument("--run", choices=PROGRAMS)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.run:
        print("triples", PROGRAMS[given.run](given.work, given.out))
        return
    import mapping  # noqa: PLC0415

    work = given.work.absolute()
    folder, tree = work / "records", work / "tree"
    mapping.write_input(folder, given.records)
    (work / "mapping.ttl").write_text(mapping.rml(folder), encoding="utf-8")
    (folder / "maplib.json").write_text(json.dumps(mapping.ottr()), encoding="utf-8")
    programs = {
        "mmrdf, from records": ours("from_records", folder, work / "records.nt"),
        "mmrdf, from files": ours("from_files", folder, work / "files.nt"),
        **_peers(work, given.morph_python, given.rdfizer_python, given.maplib_python),
    }
    compare(f"{given.records:,} records to N-Triples", programs, given.rounds, given.records)
    outputs = {"from files": work / "files.nt", "morph-kgc": work / "morph.nt"}
    outputs["maplib"] = work / "maplib.nt"
    outputs["SDM-RDFizer"] = work / "rdfizer" / "out.nt"
    for name, path in outputs.items():
        if path.exists():
            print(f"{name}: {_same(work / 'records.nt', path)}")
    generate = [sys.executable, str(HERE / "generate.py"), str(tree), str(given.figures)]
    subprocess.run(generate, check=True)  # noqa: S603
    programs = {
        "mmrdf export --engine fast": ours("exported", tree, work / "out"),
        "the same, on all cores": ours("exported_by_all", tree, work / "out"),
        "the same, words resolved for nothing": ours("exported_resolved", tree, work / "out"),
        "PyYAML, rdflib, pySHACL": ours("plain", tree, work / "plain"),
    }
    title = f"{given.figures:,} figures to validated Turtle and JSON-LD, core"
    compare(title, programs, given.rounds, given.figures)


if __name__ == "__main__":
    main()
