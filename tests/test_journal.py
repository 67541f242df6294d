"""What an export leaves to the next one: what is used again, and what is not."""

import gzip
import hashlib
import json
import multiprocessing
import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import zstandard
from conftest import SEEDS

from mmrdf import ExportError, FormatError, export, serialize
from mmrdf.export import files, nodes, plan, shard
from mmrdf.export.convert import Options
from mmrdf.export.journal import digest, journal
from mmrdf.export.publish import FOLDER, finish, publish
from mmrdf.serialize.compress import Compression

CHECKOUT = Path(__file__).parent / "data" / "checkout"


def _bytes(folder: Path) -> dict[str, bytes]:
    """What an export has published."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and FOLDER not in path.parts
    }


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of which each is a chunk; the first two and the last two share a paper."""
    monkeypatch.setattr(plan, "CHUNK", 1)
    shutil.copytree(CHECKOUT, tmp_path / "in")
    for number in range(4):
        text = f"---\nfigid: PMC{number // 2 + 1}__f{number}\npapertitle: Title {number}\n---\n"
        (tmp_path / "in" / "_figures" / f"PMC{number // 2 + 1}__f{number}.md").write_text(text)
    return tmp_path / "in"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The names of the files of each chunk that is converted, as it is."""
    chunks: list[list[str]] = []
    convert = shard.convert

    def noted(chunk: tuple[plan.Input, ...], *rest: object) -> Iterator[object]:
        chunks.append([Path(file.path).name for file in chunk])
        return convert(chunk, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(shard, "convert", noted)
    return chunks


def test_again(tree: Path, tmp_path: Path, made: list[list[str]]) -> None:
    """An export that is run again does nothing again, and writes the same; --fresh does all."""
    export(tree, tmp_path / "out", per_record=True)
    before, count = _bytes(tmp_path / "out"), len(made)
    export(tree, tmp_path / "out", per_record=True)

    assert (len(made), count) == (count, 6)
    assert _bytes(tmp_path / "out") == before
    export(tree, tmp_path / "out", per_record=True, fresh=True)
    assert len(made) == 2 * count
    assert _bytes(tmp_path / "out") == before


def _change_figure(tree: Path) -> None:
    (tree / "_figures" / "PMC1__f1.md").write_text("---\nfigid: PMC1__f1\nfigtitle: New\n---\n")


def _change_table(tree: Path) -> None:
    (tree / "_data" / "PMC1__f1-genes.tsv").write_text("word\tmatch\nTNF\tTNF\n")


def _add(tree: Path) -> None:
    (tree / "_figures" / "PMC3__new.md").write_text("---\nfigid: PMC3__new\n---\n")


def _remove(tree: Path) -> None:
    (tree / "_figures" / "PMC1__f1.md").unlink()


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (_change_figure, [["PMC1__f1.md"]]),
        (_change_table, [["PMC1__f1.md"]]),
        (_add, [["PMC3__new.md"]]),
        (_remove, []),
    ],
)
def test_changed_input(
    tree: Path,
    tmp_path: Path,
    made: list[list[str]],
    change: Callable[[Path], None],
    again: list[list[str]],
) -> None:
    """What has changed is done again, and only that; the output is that of a fresh export."""
    export(tree, tmp_path / "out")
    change(tree)
    made.clear()
    export(tree, tmp_path / "out")

    assert made == again
    export(tree, tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_record_that_comes_earlier(tree: Path, tmp_path: Path, made: list[list[str]]) -> None:
    """A record that stands in an earlier file as well is written once, and again when that goes."""
    first = tree / "_figures" / "A.md"
    first.write_text("---\nfigid: PMC2__f3\nfigtitle: First\n---\n")
    refused = export(tree, tmp_path / "out").skipped
    text = (tmp_path / "out" / "core.ttl").read_text()
    made.clear()
    export(tree, tmp_path / "out")

    assert [error.reason for error in refused] == [f"this figure stands already in {first}:1"]
    assert "First" in text
    assert "Title 3" not in text
    assert made == []
    first.unlink()
    export(tree, tmp_path / "out")
    export(tree, tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_options_change_the_digest(tmp_path: Path) -> None:
    """Whatever changes what a record becomes makes a shard of another name."""
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_text("1")
    two.write_text("2")
    options = [
        Options(formats=("turtle",)),
        Options(formats=("turtle",), policy="recorded"),
        Options(formats=("turtle",), compress="gz"),
        Options(formats=("turtle",), base="https://example.org/"),
        Options(formats=("turtle",), id_map=one),
        Options(formats=("turtle",), id_map=two),
        Options(formats=("turtle",), lexicon=one),
        Options(formats=("turtle",), check=False),
        Options(formats=("turtle",), threshold=0.8),
        Options(formats=("turtle",), decisions=one),
        Options(formats=("turtle",), decisions=two),
        Options(formats=("turtle",), evidence_model=one),
        Options(formats=("turtle",), evidence_model=two),
    ]

    assert len({digest(one) for one in options}) == len(options)
    two.write_text("1")
    assert digest(options[4]) == digest(options[5])
    assert digest(options[9]) == digest(options[10])


def _touch_output(out: Path) -> None:
    (out / "core.ttl").write_text("touched")


def _no_places(out: Path) -> None:
    (out / FOLDER / "places.json").write_text("[]")


def _other_places(out: Path) -> None:
    """Places in a file of other people."""
    (out.parent / "secret").write_text("secret " * 10_000)
    path = out / FOLDER / "places.json"
    path.write_text(path.read_text().replace('"core.ttl"', '"../secret"'))


def _cut_rows(out: Path) -> None:
    for row in (out / FOLDER / "shards").glob("*/row.json"):
        row.write_bytes(row.read_bytes()[:-9])


def _cut_nodes(out: Path) -> None:
    for run in (out / FOLDER / "shards").glob("*/shared"):
        run.write_bytes(run.read_bytes()[:-9])


@pytest.mark.parametrize(
    "damage", [_touch_output, _no_places, _other_places, _cut_rows, _cut_nodes]
)
def test_damage(
    tree: Path, tmp_path: Path, made: list[list[str]], damage: Callable[[Path], None]
) -> None:
    """What is gone, damaged or touched is made again; no file of other people is read."""
    out = tmp_path / "out"
    export(tree, out, formats=["turtle"])
    before, count = _bytes(out), len(made)
    damage(out)
    export(tree, out, formats=["turtle"])

    assert len(made) == 2 * count
    assert _bytes(out) == before


def test_small_export_leaves_nothing(tmp_path: Path) -> None:
    """An export of one chunk has nothing to go on from, and keeps no journal."""
    export("seeds", tmp_path / "out")

    assert not (tmp_path / "out" / FOLDER).exists()


def test_interrupted(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export whose disk is full goes on, when it is run again, from the shards that it has."""
    convert, done = shard.convert, []

    def full(chunk: tuple[plan.Input, ...], *rest: object) -> Iterator[object]:
        done.append(chunk)
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        return convert(chunk, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(shard, "convert", full)
    with pytest.raises(ExportError, match=r"cannot be written \(No space left on device\)"):
        export(tree, tmp_path / "out")
    assert _bytes(tmp_path / "out") == {}
    export(tree, tmp_path / "out")

    assert len(done) == 7  # two that were whole, the one that failed, that again, three more
    export(tree, tmp_path / "fresh")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "fresh")


def test_one_export_at_a_time(tmp_path: Path) -> None:
    """Two exports into one folder do not get in each other's way: the second is refused."""
    options = Options(formats=("turtle",))
    with (
        journal(tmp_path / "out", options, fresh=False),
        pytest.raises(ExportError, match="another export is writing"),
    ):
        export("seeds", tmp_path / "out")


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_executor(tree: Path, tmp_path: Path, jobs: int) -> None:
    """Processes, or any executor of concurrent.futures: the same bytes."""
    export(tree, tmp_path / "1", jobs=jobs)
    with ThreadPoolExecutor(2) as executor:
        export(tree, tmp_path / "2", executor=executor)

    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2")


@pytest.mark.parametrize("size", [300, 500, 900])
def test_compressed_elsewhere(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """How long the path to the inputs is changes no byte, where pieces of a size are compressed."""
    monkeypatch.setattr(nodes, "BATCH", size)
    far = tmp_path / ("a" * 100) / "in"
    shutil.copytree(tree, far)
    for number, source in enumerate((tree, far)):
        export(source, tmp_path / str(number), formats="turtle", compress="gz")

    for name in ("core.ttl.gz", "evidence.ttl.gz"):
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes()


def test_worker_without_workers(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export in a worker of a pool, which must not have workers itself, does all by itself."""
    process = multiprocessing.current_process()
    monkeypatch.setitem(process._config, "daemon", "yes")  # type: ignore[attr-defined] # noqa: SLF001

    assert export(tree, tmp_path / "out", check=False, jobs=2).records


@pytest.mark.parametrize("compress", ["gz", "zst"])
def test_compressed(tree: Path, tmp_path: Path, compress: Compression) -> None:
    """Compressed graphs hold the same bytes, and are the same when they are made again."""
    export(tree, tmp_path / "plain", formats=["turtle", "json-ld"])
    for _ in range(2):
        export(tree, tmp_path / "out", formats=["turtle", "json-ld"], compress=compress)
        for name in ("core.ttl", "core.jsonld", "evidence.ttl", "evidence.jsonld"):
            packed = (tmp_path / "out" / f"{name}.{compress}").open("rb")
            if compress == "gz":
                content = gzip.GzipFile(fileobj=packed).read()
            else:
                reader = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
                content = reader.read()
            packed.close()
            assert content == (tmp_path / "plain" / name).read_bytes()


def test_unknown_compression(tmp_path: Path) -> None:
    """A compression that there is none of is found before any work."""
    with pytest.raises(FormatError, match="unknown compression 'lz4'; there are gz, zst"):
        export("seeds", tmp_path / "out", compress="lz4")  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_split(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the files is complete by itself, and together they are the whole."""
    monkeypatch.setattr(files, "MEGABYTE", 20_000)
    inputs = [tree, *SEEDS]
    export(inputs, tmp_path / "plain", formats=["turtle", "json-ld"])
    for _ in range(2):
        export(inputs, tmp_path / "out", formats=["turtle", "json-ld"], split=1)
    names = sorted(path.name for path in (tmp_path / "out").glob("core-*"))

    assert len(names) > 3
    assert names[0] == "core-0001.jsonld"
    for ending in ("ttl", "jsonld"):
        parts = sorted((tmp_path / "out").glob(f"core-*.{ending}"))
        graphs = [list(serialize.parse(path)) for path in parts]
        whole = list(serialize.parse(tmp_path / "plain" / f"core.{ending}"))
        assert {triple for graph in graphs for triple in graph} == set(whole)
        assert all(graphs)
    export(inputs, tmp_path / "out", formats=["turtle"])
    assert not list((tmp_path / "out").glob("core-*"))


_PREFIX = re.compile(r'(?:@prefix |xmlns:)([a-z.]+)(?:: <|=")')


def test_files_declare_what_they_use(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file of an export, split or not, declares each prefix that it uses, and no others."""
    monkeypatch.setattr(files, "MEGABYTE", 20_000)
    for split in (None, 1):
        out = tmp_path / str(split)
        export([tree, *SEEDS], out, formats=["turtle", "trig", "rdf-xml"], split=split)
        paths = [it for it in out.iterdir() if it.suffix in {".ttl", ".trig", ".rdf"}]
        graphs = [it for it in paths if it.name.startswith(("core", "wiki", "evidence"))]
        assert len(graphs) > (20 if split else 8)
        for path in graphs:
            text = path.read_text(encoding="utf-8")
            names = _PREFIX.findall(text)
            head, _, body = text.partition(">\n\t" if path.suffix == ".rdf" else "\n\n")
            assert names == _PREFIX.findall(head) == sorted(set(names))
            for name in {*names} - {"rdf"}:  # RDF/XML's outer element is one of rdf
                assert re.search(rf"[\s^</]{re.escape(name)}:", body), (path.name, name)
            assert list(serialize.parse(path))


def test_manifest(tree: Path, tmp_path: Path) -> None:
    """The manifest lists what was read and what was written, with digests that hold."""
    export(tree, tmp_path / "out", formats=["turtle"], per_record=True)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    written = {name for name in _bytes(tmp_path / "out") if name != "manifest.json"}
    read = {str(path) for path in tree.rglob("*") if path.is_file()}

    assert {file["name"] for file in manifest["files"]} == written
    assert {file["name"] for file in manifest["inputs"]} == read
    for folder, rows in ((tmp_path / "out", manifest["files"]), (Path(), manifest["inputs"])):
        for row in rows:
            content = (folder / row["name"]).read_bytes()
            assert (row["bytes"], row["sha256"]) == (
                len(content),
                hashlib.sha256(content).hexdigest(),
            )


def _filled(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed")
@pytest.mark.parametrize("links", [True, False])
def test_killed_while_publishing(tmp_path: Path, *, links: bool) -> None:
    """Killed before any step, files are old or new; the next export makes all of them new."""
    made = ("core.ttl", "core.nt", "manifest.json", "report.json")
    new = dict.fromkeys(made, "new")
    for step in range(20):
        former = dict.fromkeys(("core.ttl", "core.jsonld", "manifest.json"), "old")
        out = _filled(tmp_path / str(step), **former)
        (out / "records").mkdir()
        (out / "report.json").write_text("old")
        files = [path.name for path in out.iterdir()]
        (out / "report.json").write_text(json.dumps({"mmrdf": "1", "files": files}))
        staging = _filled(out / FOLDER / "staging", **new)
        (staging / "records").mkdir()
        (staging / "records" / "index.tsv").write_text("new")
        if child := os.fork():
            _, status = os.waitpid(child, 0)
        else:
            _kill_at(step, links=links)
            publish(staging, out)
            os._exit(0)
        if links:
            assert {"core.ttl", "manifest.json", "report.json"} <= {it.name for it in out.iterdir()}
        finish(staging, out)
        found = {path.name: path.read_text() for path in out.iterdir() if path.is_file()}
        if found["core.ttl"] == "new":
            assert found == new
            assert (out / "records" / "index.tsv").read_text() == "new"
        else:  # it had not begun
            assert sorted(found) == sorted({*files} - {"records"})
        if not status:
            break
    assert step > 6
    assert not status


def _kill_at(step: int, *, links: bool) -> None:
    """End this process before its nth change of a file's place."""
    steps = iter(range(100))

    def counted(change: Any) -> Any:
        def run(*arguments: Any, **options: Any) -> Any:
            if next(steps) == step:
                os._exit(1)
            return change(*arguments, **options)

        return run

    def no_links(*_: Any) -> None:
        raise OSError

    for name in ("rename", "replace", "unlink"):
        setattr(Path, name, counted(getattr(Path, name)))
    os.link = counted(os.link if links else no_links)


def test_shard_without_a_row(tree: Path, tmp_path: Path) -> None:
    """What an interrupted removal has left is no obstacle."""
    small, out = tree, tmp_path / "out"
    export(small, out, formats=["turtle"])
    before = _bytes(out)
    for row in (out / FOLDER).rglob("row.json"):
        row.unlink()
        (row.parent / "left").write_text("")
    export(small, out, formats=["turtle"])
    assert _bytes(out) == before


def test_row_of_another_form(tree: Path, tmp_path: Path) -> None:
    """A row that is JSON and no row is made again."""
    small, out = tree, tmp_path / "out"
    export(small, out, formats=["turtle"])
    before = _bytes(out)
    for row in (out / FOLDER).rglob("row.json"):
        content = json.loads(row.read_text())
        row.write_text(json.dumps({**content, "pieces": {"core.ttl": ["x"]}}))
    export(small, out, formats=["turtle"])
    assert _bytes(out) == before


def test_two_exports_with_one_pool(tree: Path, tmp_path: Path) -> None:
    """Worker processes that live on do not hold the folder."""
    small, out = tree, tmp_path / "out"
    with ProcessPoolExecutor(2) as executor:
        export(small, out, formats=["turtle"], executor=executor)
        export(small, out, formats=["turtle"], executor=executor)


def test_links_in_the_place_of_the_journal(tree: Path, tmp_path: Path) -> None:
    """They are not followed."""
    small, out, mine = tree, tmp_path / "out", tmp_path / "mine"
    (out / FOLDER).mkdir(parents=True)
    mine.write_text("mine")
    (out / FOLDER / "lock").symlink_to(mine)
    with pytest.raises(ExportError):
        export(small, out, formats=["turtle"])
    assert mine.read_text() == "mine"
    shutil.rmtree(out / FOLDER)
    (out / FOLDER).symlink_to(tmp_path / "in")
    with pytest.raises(ExportError, match="is a link"):
        export(small, out, formats=["turtle"])


def test_table_that_cannot_be_read(tree: Path, tmp_path: Path) -> None:
    """A table that is a link to nowhere is told each time, and no more when it is gone."""
    small, out = tree, tmp_path / "out"
    assert not export(small, out, formats=["turtle"]).skipped
    figure = next((small / "_figures").iterdir())
    table = small / "_data" / f"{figure.stem}-diseases.tsv"
    table.unlink(missing_ok=True)
    export(small, out, formats=["turtle"])
    table.symlink_to("nowhere")
    assert len(export(small, out, formats=["turtle"]).skipped) == 1
    table.unlink()
    assert not export(small, out, formats=["turtle"]).skipped
