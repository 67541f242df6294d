"""Exports: complete, reproducible, and all or nothing."""

import errno
import hashlib
import io
import json
import os
import re
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS
from pyoxigraph import Literal, NamedNode, Triple

from mmrdf import (
    ExportError,
    FormatError,
    MmrdfError,
    ReadError,
    Report,
    TermError,
    export,
    iris,
    serialize,
    validate,
)
from mmrdf.export import figures, nodes, plan
from mmrdf.export import shared as shared_nodes
from mmrdf.export.output import file_name
from mmrdf.export.pool import Pool
from mmrdf.export.publish import FOLDER
from mmrdf.mappers import LAYERS
from mmrdf.records import (
    HUMAN,
    Article,
    Candidate,
    Entity,
    Figure,
    Mention,
    Reading,
    Release,
    Taxon,
    Word,
    Xref,
)
from mmrdf.records.reasons import ORGANISM_OF_GENES
from mmrdf.resolve import evidence
from mmrdf.resolve.lexicon import opened
from mmrdf.serialize import FORMATS, parse
from mmrdf.vocab import PREFIXES, dcterms, oa, pav, prov, schema, void, wp

Write = Callable[..., Path]
CHECKOUT = Path(__file__).parent / "data" / "checkout"
DATASET = NamedNode("https://w3id.org/mmrdf/dataset")
FIGURE = NamedNode("https://pfocr.wikipathways.org/figures/PMC7777001__made-up.g001.html")


def _bytes(folder: Path) -> dict[str, str]:
    """The digests of what an export has published."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and FOLDER not in path.parts
    }


def test_seeds(tmp_path: Path) -> None:
    """The seeds become five records, in all formats the same triples, and files of their own."""
    summary = export(["seeds"], tmp_path, formats=list(FORMATS), per_record=True)

    assert dict(summary.records) == {"figure": 3, "article": 2}
    assert summary.skipped == ()
    graphs = [set(serialize.parse(path)) for path in tmp_path.glob("core.*")]
    assert len(graphs) == len(FORMATS)
    assert all(graph == graphs[0] for graph in graphs)
    assert len(graphs[0]) == summary.triples["core"]
    index = (tmp_path / "records" / "index.tsv").read_text().splitlines()
    assert len(index) == 10
    assert {line.split("\t")[0] for line in index} | {"index.tsv"} == {
        path.name for path in (tmp_path / "records").iterdir()
    }
    whole = {t for path in (tmp_path / "records").glob("*.ttl") for t in serialize.parse(path)}
    assert whole == graphs[0]


def test_lines_are_triples(tmp_path: Path) -> None:
    """No triple is written twice, also where two figures share a paper."""
    folder = tmp_path / "in"
    folder.mkdir()
    for path in SEEDS:
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text, encoding="utf-8")
        (folder / f"z{path.name}").write_text(text.replace("g002", "g003"), encoding="utf-8")
    summary = export([folder], tmp_path / "out", formats=["nt"])
    lines = (tmp_path / "out" / "core.nt").read_text(encoding="utf-8").splitlines()

    assert summary.triples["core"] == len(lines) == len(set(lines))
    assert summary.records["figure"] == 6 - 1  # one seed is called g0002 and stands twice
    shared = NamedNode("https://doi.org/10.3390/cancers13174441")
    subjects = [line.split(" ", 1)[0] for line in lines]
    first = subjects.index(str(shared))
    assert set(subjects[first : first + subjects.count(str(shared))]) == {str(shared)}


def _graph(folder: Path, layer: str) -> set[Triple]:
    return set(serialize.parse(folder / f"{layer}.nt"))


def _members(folder: Path) -> set[str]:
    core = _graph(folder, "wikipathways")
    nodes = {t.subject for t in core if t.object == wp.DataNode}
    return {n.value.rpartition("/")[2] for n in nodes}  # type: ignore[union-attr]


def test_layers(tmp_path: Path) -> None:
    """No triple is in two files, and WikiPathways' terms are in theirs alone."""
    summary = export(CHECKOUT, tmp_path, formats=["nt"])
    graphs = [_graph(tmp_path, layer) for layer in LAYERS]
    core, view, evidence = graphs

    assert summary.triples == dict(zip(LAYERS, map(len, graphs), strict=True))
    assert len({*core, *view, *evidence}) == sum(map(len, graphs))
    assert not any(t.object == oa.Annotation for t in core)
    assert any(PREFIXES["wp"] in str(t) for t in view)
    records = [t for t in (*core, *evidence) if t.subject.value.startswith(PREFIXES["pfocr"])]
    assert not any(PREFIXES["wp"] in str(t) for t in (*records, *evidence))
    assert _members(tmp_path) == {"3082", "7124", "6714", "CHEBI:4167", "D011773", "D005947"}
    suggested = {"3569", "7471", "7472", "34009", "2534", "CHEBI:73811", "C000589078"}
    bodies = {t.object.value for t in evidence if t.predicate == oa.hasBody}  # type: ignore[union-attr]
    assert suggested <= {body.rpartition("/")[2] for body in bodies}


@pytest.mark.parametrize("layer", LAYERS)
def test_layers_in_all_formats(tmp_path: Path, layer: str) -> None:
    """Both layers are the same triples in every format."""
    export(CHECKOUT, tmp_path, formats=list(FORMATS), check=False)
    graphs = [set(serialize.parse(path)) for path in tmp_path.glob(f"{layer}.*")]

    assert len(graphs) == len(FORMATS)
    assert all(graph == graphs[0] for graph in graphs)


def test_one_layer(tmp_path: Path) -> None:
    """A layer alone is the same bytes as beside the others, and is judged with the core."""
    export(CHECKOUT, tmp_path / "all")
    for layer in LAYERS:
        for check in (True, False):
            summary = export(CHECKOUT, tmp_path / layer, layers=[layer], check=check)
            alone = (tmp_path / layer / f"{layer}.ttl").read_bytes()

            assert alone == (tmp_path / "all" / f"{layer}.ttl").read_bytes()
            assert list(summary.triples) == [layer]
            assert (summary.report is None) == (not check)
            assert summary.report is None or summary.report.conforms


def test_checks_across_records(tmp_path: Path, checkout: Write) -> None:
    """Two symbols of one gene, and two titles of one paper, are found across chunks."""
    header = "organism_id\torganism_name\tword\tmatch\tncbigene_symbol\tncbigene_id\tsource\n"
    for figid, symbol, origin in (("PMC1__a", "TNF", "symbol"), ("PMC1__b", "TNFA", "synonym")):
        row = f"9606\tHomo sapiens\tTNF\tTNF\t{symbol}\t7124\tncbigene_{origin}\n"
        lines = ("doi: 10.1000/x", f"papertitle: Title {symbol}", "caption: in patients")
        checkout(*lines, figid=figid, genes=header + row)
    report = export(tmp_path / "_figures", tmp_path / "out").report

    assert report is not None
    assert report.conforms
    found = {(r.severity, r.shape_name, r.focus) for r in report.results}
    assert ("Warning", "Gene-name-twice", "https://identifiers.org/ncbigene/7124") in found
    assert ("Warning", "Article-name-twice", "https://doi.org/10.1000/x") in found


@pytest.mark.parametrize("layers", [["core"], ["evidence"], ["evidence", "core"]])
def test_layers_and_chunks(
    tmp_path: Path, checkout: Write, monkeypatch: pytest.MonkeyPatch, layers: list[str]
) -> None:
    """Which layers are written, in which order, and the size of a chunk change no finding."""
    header = "organism_id\torganism_name\tword\tmatch\tncbigene_symbol\tncbigene_id\tsource\n"
    for figid, symbol in (("PMC1__a", "TNF"), ("PMC1__b", "TNFA")):
        row = f"9606\tHomo sapiens\tTNF\tTNF\t{symbol}\t7124\tncbigene_synonym\n"
        checkout("doi: 10.1000/x", f"papertitle: {symbol}", figid=figid, genes=header + row)
    found = []
    for size in (100, 1):
        monkeypatch.setattr(plan, "CHUNK", size)
        summary = export(tmp_path / "_figures", tmp_path / str(size), layers=layers)
        assert list(summary.triples) == sorted(layers)
        found.append(summary.report)

    assert found[0] == found[1]
    assert found[0] is not None
    names = {result.shape_name for result in found[0].results}
    assert ("Gene-name-twice" in names) == ("evidence" in layers)
    assert ("Article-name-twice" in names) == ("core" in layers)


@pytest.mark.parametrize(
    ("given", "sources"),
    [
        (SEEDS[:1], {"https://pfocr.wikipathways.org/"}),
        (SEEDS[3:], {"https://pubmed.ncbi.nlm.nih.gov/"}),
        (SEEDS, {"https://pfocr.wikipathways.org/", "https://pubmed.ncbi.nlm.nih.gov/"}),
    ],
)
def test_sources_of_the_dataset(tmp_path: Path, given: list[Path], sources: set[str]) -> None:
    """The export names as its sources only what it was made of, and the tables it used."""
    report = export(given, tmp_path, formats=["nt"]).report
    graph = list(parse(tmp_path / "dataset.ttl"))
    about = [t for t in graph if t.subject == DATASET]

    assert {t.object.value for t in about if t.predicate == dcterms.source} == sources  # type: ignore[union-attr]
    [made] = [t.object for t in about if t.predicate == prov.wasGeneratedBy]
    used = {t.object for t in graph if t.predicate == prov.used}
    assert made == iris.minted("dataset/resolution")
    tables = [f"lexicon/{source.name}/{source.sha256[:12]}" for source in opened().sources]
    assert used == {iris.minted(table) for table in tables}
    assert report is not None
    assert report.conforms


def test_dataset_is_judged(tmp_path: Path) -> None:
    """What is said of the whole is held against the shapes as well."""
    report = export(CHECKOUT, tmp_path, release=Release(title="NA")).report

    assert report is not None
    assert "Dataset-title" in {result.shape_name for result in report.results}


def test_recorded(tmp_path: Path) -> None:
    """All that is recorded can be stated; the evidence then says so."""
    summary = export(CHECKOUT, tmp_path, formats=["nt"], policy="recorded", check=False)

    assert {"3569", "7471", "34009", "2534", "CHEBI:73811", "C000589078"} <= _members(tmp_path)
    by_reason: Counter[tuple[str, ...]] = Counter()
    for key, count in summary.statuses.items():
        by_reason[key[:3]] += count
    assert by_reason["gene", "asserted", "given-by-source"] == 5
    tables = {"gene", "chemical", "disease"}
    assert {
        reason
        for kind, status, reason, _ in summary.statuses
        if kind in tables and status == "suggested"
    } <= {"organism-undecided"}  # of families, which are not recorded


def test_dataset(tmp_path: Path) -> None:
    """The export counts itself and its links, and has a date only if one is given."""
    summary = export(CHECKOUT, tmp_path / "1", formats=["nt"], check=False)
    export(CHECKOUT, tmp_path / "2", formats=["nt"], check=False, date="2026-11-22")
    without, with_date = (set(parse(tmp_path / name / "dataset.ttl")) for name in ("1", "2"))
    numbers = {(t.subject, t.predicate): str(t.object) for t in without}
    links = NamedNode("https://w3id.org/mmrdf/dataset/links/bdbEntrezGene")

    assert f'"{sum(summary.triples.values())}"' in numbers[DATASET, void.triples]
    assert '"3"' in numbers[links, void.triples]
    new = {t.predicate for t in with_date - without}
    assert new == {pav.createdOn, dcterms.issued, schema.datePublished}
    assert not {t for t in _graph(tmp_path / "1", "core") if t.subject == DATASET}


def test_checkout(tmp_path: Path) -> None:
    """Of a PFOCR checkout the figures are read with their tables; the rest is listed."""
    folder = tmp_path / "checkout"
    shutil.copytree(CHECKOUT, folder)
    (folder / "README.md").write_text("hello")
    (folder / "_organisms").mkdir()
    (folder / "_organisms" / "homo_sapiens.md").write_text("---\ntitle: x\n---\n")
    (folder / "_data" / "PMC1__gone-genes.tsv").write_text("word\n")
    (folder / "_data" / "notes.txt").write_text("hello")
    (folder / "_data" / ".gitkeep").write_text("")
    summary = export(folder, tmp_path / "out", check=False)

    assert dict(summary.records) == {"figure": 2}
    assert summary.skipped == ()
    assert list(summary.left) == [
        f"{folder}/README.md",
        f"{folder}/_data/PMC1__gone-genes.tsv",
        f"{folder}/_data/notes.txt",
        f"{folder}/_organisms/",
    ]


@pytest.mark.parametrize("given", ["_figures", "_figures/PMC7777001__made-up.g001.md"])
def test_part_of_a_checkout(tmp_path: Path, given: str) -> None:
    """The tables are found wherever the figures are named from."""
    export(CHECKOUT / given, tmp_path, formats=["nt"], check=False)

    assert {"3082", "7124"} <= _members(tmp_path)
    core = _graph(tmp_path, "core")
    assert any(t.predicate == dcterms.hasFormat and t.subject == FIGURE for t in core)


def test_shared_fault_is_told_once(tmp_path: Path, checkout: Write) -> None:
    """A table that all figures ask for is at fault once, not once for each."""
    for figid in ("PMC1__a", "PMC1__b"):
        checkout(figid=figid)
    (tmp_path / "_data" / "wpid_map.tsv").write_bytes(b"\xff\n")
    summary = export(tmp_path / "_figures", tmp_path / "out", check=False)

    assert [error.source.line for error in summary.skipped] == [1]


def test_data_folder_is_no_input(tmp_path: Path) -> None:
    """The tables are read with their figures: their folder is left, and one alone is refused."""
    both = export([CHECKOUT / "_figures", CHECKOUT / "_data"], tmp_path / "1", check=False)
    table = CHECKOUT / "_data" / "PMC7777001__made-up.g001-genes.tsv"
    one = export([CHECKOUT, table], tmp_path / "2", check=False)

    assert both.skipped == ()
    assert both.left == (f"{CHECKOUT}/_data/",)
    assert [error.reason for error in one.skipped] == ["a side table, not a record"]


def test_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of tables that cannot be listed is told, and the figures are read."""
    listed = os.listdir

    def refused(folder: str) -> list[str]:
        if str(folder).startswith(str(CHECKOUT)):
            raise PermissionError(13, "Permission denied", folder)
        return listed(folder)

    monkeypatch.setattr(os, "listdir", refused)
    summary = export(CHECKOUT, tmp_path, check=False)

    assert dict(summary.records) == {"figure": 2}
    assert {error.reason for error in summary.skipped} == {"cannot be read (Permission denied)"}


def test_from_within_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it matter in which folder one stands."""
    monkeypatch.chdir(CHECKOUT / "_figures")
    export("PMC7777001__made-up.g001.md", tmp_path, formats=["nt"], check=False)

    assert {"3082", "7124"} <= _members(tmp_path)


def test_order_of_inputs(tmp_path: Path) -> None:
    """The order in which inputs are named, or named twice, changes no byte."""
    one, two, three = tmp_path / "1", tmp_path / "2", tmp_path / "3"
    names = [f"seeds/{path.name}" for path in SEEDS]
    export(["seeds"], one, per_record=True)
    export(reversed(names), two, per_record=True)
    export([*names, "seeds", "./seeds"], three, per_record=True)

    assert _bytes(one) == _bytes(two) == _bytes(three)


@pytest.fixture
def entangled(tmp_path: Path) -> Path:
    """Records that share papers, journals and volumes, and contradict each other."""
    folder = tmp_path / "in"
    folder.mkdir()
    fields = "figtitle: A title\ndoi: 10.1000/x\nreftext: 'A, et al. J X. {};1(2):3-4.'\n"
    for number in range(12):
        one = number % 3
        text = f"---\nfigid: PMC{one + 1}__f{number}\n" + fields.format(2000 + number // 6)
        text += f"papertitle: Title {one}.\njournal_title: Journal {number % 4}\n---\n"
        (folder / f"{number * 7 % 12}.md").write_text(text)
    untitled = (folder / "3.md").read_text().replace("figtitle: A title\n", "")
    (folder / "9-again.md").write_text(untitled)
    for path in SEEDS:
        shutil.copy(path, folder)
    return folder


@pytest.mark.parametrize("sizes", [(1, 1, 1, 3), (2, 3000, 50, 4), (5, 100_000, 100, 11)])
def test_size_of_chunks(
    tmp_path: Path,
    entangled: Path,
    monkeypatch: pytest.MonkeyPatch,
    sizes: tuple[int, int, int, int],
) -> None:
    """Neither the size of a chunk nor the memory that is used changes a byte."""
    summary = export([entangled, CHECKOUT], tmp_path / "1", formats=list(FORMATS))
    assert any(it.focus == "https://doi.org/10.1000/x" for it in summary.report.results)
    monkeypatch.setattr(plan, "CHUNK", sizes[0])
    monkeypatch.setattr(nodes, "BATCH", sizes[1])
    monkeypatch.setattr(shared_nodes, "HELD", sizes[2])
    monkeypatch.setattr(nodes, "TOGETHER", sizes[3])
    export([entangled, CHECKOUT], tmp_path / "2", formats=list(FORMATS))

    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2")


def test_shared_nodes(tmp_path: Path, entangled: Path) -> None:
    """What several records say of a node is merged: all of it, each once, in order."""
    summary = export(entangled, tmp_path / "out", formats=["nt"])
    lines = (tmp_path / "out" / "core.nt").read_text(encoding="utf-8").splitlines()
    view = (tmp_path / "out" / "wikipathways.nt").read_text(encoding="utf-8").splitlines()
    part_of = "<https://doi.org/10.1000/x> <http://purl.org/dc/terms/isPartOf>"

    assert summary.triples["core"] == len(lines) == len(set(lines))
    assert sum(line.startswith(part_of) for line in view) == 12
    subjects = [subject for subject, _ in groupby(line.split(" ", 1)[0] for line in lines)]
    assert len(subjects) == len(set(subjects))
    shared = subjects[subjects.index("<https://doi.org/10.1000/x>") :]
    assert shared == sorted(shared)
    said = [
        line.split(" ", 2)[1] for line in lines if line.startswith("<https://doi.org/10.1000/x>")
    ]
    assert len([property_ for property_, _ in groupby(said)]) == len(set(said))


def test_many_runs(tmp_path: Path, entangled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often memory is emptied, few files are open, and the bytes are the same."""
    export(entangled, tmp_path / "1", formats=["nt"])
    monkeypatch.setattr(shared_nodes, "HELD", 1)
    monkeypatch.setattr(shared_nodes, "RUNS", 3)
    export(entangled, tmp_path / "2", formats=["nt"])

    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2")


def test_cited_node_is_judged_again(tmp_path: Path) -> None:
    """Of what two records say differently of a cited paper, what is wrong is found."""
    for pmid, said in (("1", "Void. 2020."), ("2", " ")):
        (tmp_path / f"{pmid}.nbib").write_text(f"PMID- {pmid}\nCIN - x PMID: 99{said}\n")
    summary = export(sorted(tmp_path.glob("*.nbib")), tmp_path / "out", formats=["nt"])

    assert summary.report is not None
    assert summary.report.conforms
    graph = list(serialize.parse(tmp_path / "out" / "core.nt"))
    cited = NamedNode("https://identifiers.org/pubmed/99")
    broken = [*graph, Triple(cited, schema.identifier, Literal("100"))]
    about = [triple for triple in broken if cited in (triple.subject, triple.object)]
    assert {r.shape_name for r in validate(about).results} == {"Article-schema-identifier"}


def _results(report: Report | None) -> set[tuple[str, str, str]]:
    return {(r.shape, r.focus, str(r.value)) for r in report.results} if report else set()


def test_report_is_that_of_the_whole(tmp_path: Path, entangled: Path) -> None:
    """The report finds what the whole graph holds, also where records contradict each other."""
    report = export([entangled, CHECKOUT], tmp_path / "out", formats=["nt"]).report
    layers = (tmp_path / "out" / f"{layer}.nt" for layer in LAYERS)
    whole = validate(triple for path in layers for triple in serialize.parse(path))

    assert _results(report) == _results(whole)
    assert report is not None
    sources = {r.shape_name: str(r.source) for r in report.results}
    assert sources["Article-name-twice"] == f"{entangled}/0.md:1"
    assert {"Article-name-twice", "Article-date-published-twice", "Journal-name-twice"} <= {
        result.shape_name for result in whole.results
    }


def test_report_on_the_corpus(tmp_path: Path, corpus: Path) -> None:
    """So it is with the corpus."""
    pages = sorted((corpus / "pubmed" / "page-text").glob("*.txt"))
    summary = export([corpus / "pfocr" / "_figures", *pages], tmp_path, formats=["nt"])
    triples = [
        *serialize.parse(tmp_path / "core.nt"),
        *serialize.parse(tmp_path / "wikipathways.nt"),
    ]
    whole = validate(triples)

    assert (summary.records["figure"], summary.skipped) == (25, ())
    assert _results(summary.report) == _results(whole)


def test_spellings_of_a_path(tmp_path: Path) -> None:
    """Whichever spelling of a path is named first, the report calls the file the same."""
    absolute = Path("seeds").absolute()
    export(["seeds", absolute], tmp_path / "1")
    export([absolute, "seeds"], tmp_path / "2")

    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2")


def test_publishing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a file cannot take its place, the former output is put back whole."""
    out = tmp_path / "out"
    export("seeds", out, per_record=True)
    before = _bytes(out)
    move = Path.replace

    def fail(old: Path, new: Path) -> Path:
        if new == out / "records" and old.parent.name != "retired":
            raise PermissionError(13, "Permission denied")
        return move(old, new)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ExportError, match=r"cannot be written \(Permission denied\)"):
        export(SEEDS[0], out, formats=["nt", "turtle"], per_record=True)
    assert before == _bytes(out)


def test_folder_is_replaced(tmp_path: Path) -> None:
    """What an export does not make again is gone; other people's files stay."""
    export(["seeds"], tmp_path, formats=["nt", "turtle"], per_record=True)
    (tmp_path / "mine.txt").write_text("mine")
    export([SEEDS[0]], tmp_path, formats=["turtle"])

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "core.ttl",
        "dataset.jsonld",
        "dataset.ttl",
        "evidence.ttl",
        "manifest.json",
        "mine.txt",
        "report.json",
        "report.ttl",
        "review.tsv",
        "vocab.ttl",
        "wikipathways.ttl",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "core.ttl",
        "dataset.ttl",
        "evidence.ttl",
        "report.json",
        "report.ttl",
        "review.tsv",
        "records",
        "vocab.ttl",
    ],
)
def test_foreign_file(tmp_path: Path, name: str) -> None:
    """A file that no export has made is not overwritten."""
    (tmp_path / name).mkdir() if name == "records" else (tmp_path / name).write_text("{}")

    with pytest.raises(ExportError, match=f"{name} was not made by mmrdf"):
        export("seeds", tmp_path, per_record=True)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_foreign_file_of_another_name(tmp_path: Path) -> None:
    """A file that an export could have made, but has not, is not taken away."""
    export("seeds", tmp_path, formats=["turtle"], per_record=True)
    (tmp_path / "core.rdf").write_text("mine")
    export("seeds", tmp_path, formats=["turtle"])
    assert (tmp_path / "core.rdf").read_text() == "mine"

    export("seeds", tmp_path, per_record=True)
    for per_record in (True, False):
        (tmp_path / "records" / "mine.ttl").write_text("mine")
        with pytest.raises(ExportError, match=r"mine\.ttl was not made by mmrdf"):
            export("seeds", tmp_path, per_record=per_record)
    assert (tmp_path / "records" / "mine.ttl").read_text() == "mine"


def test_report_that_names_other_files(tmp_path: Path) -> None:
    """A report in the folder cannot make an export delete a file of another kind."""
    out = tmp_path / "out"
    export("seeds", out)
    (tmp_path / "victim").write_text("mine")
    report = json.loads((out / "report.json").read_text())
    report["files"].append("../victim")
    (out / "report.json").write_text(json.dumps(report))
    export("seeds", out)

    assert (tmp_path / "victim").read_text() == "mine"


def test_odd_files_in_a_folder(figure_file: Write) -> None:
    """A pipe, a link to a folder and a broken link in a folder are listed, not waited for."""
    folder = figure_file().parent
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to("/")
    (folder / "broken").symlink_to("nowhere")
    summary = export(folder, folder / "out")

    assert [(Path(e.source.file).name, e.reason) for e in summary.skipped] == [
        ("broken", "no regular file"),
        ("link", "a link to a folder is not followed"),
        ("pipe", "no regular file"),
    ]


def test_bad_input(figure_file: Write) -> None:
    """What cannot be read is listed, the rest is exported."""
    folder = figure_file().parent
    (folder / "empty.txt").write_text("")
    (folder / ".hidden").write_text("")
    (folder / "sub").mkdir()
    shutil.copy(folder / "figure.md", folder / "sub")
    (folder / "nothing").mkdir()
    summary = export([folder, folder / "nothing", folder / "gone"], folder / "out")
    report = json.loads((folder / "out" / "report.json").read_text())

    assert [Path(error.source.file).name for error in summary.skipped] == [
        "empty.txt",
        "gone",
        "nothing",
        "figure.md",
    ]
    assert [fault["reason"] for fault in report["skipped"]] == [
        "an empty file",
        "cannot be read (No such file or directory)",
        "a folder without files",
        f"this figure stands already in {folder}/figure.md:1",
    ]
    assert report["records"] == {"figure": 1}
    assert (report["inputs"], report["validation"]["counts"]["Violation"]) == (4, 0)


def test_same_record_in_two_chunks(
    tmp_path: Path, figure_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that stands twice is written once, however far apart."""
    monkeypatch.setattr(plan, "CHUNK", 1)
    one, two = figure_file(name="a.md"), figure_file("year: '2011'", name="b.md")
    summary = export([one, two], tmp_path / "out", formats=["nt"])

    assert [error.reason.partition(" in ")[0] for error in summary.skipped] == [
        "this figure stands already"
    ]
    assert "2011" not in (tmp_path / "out" / "core.nt").read_text()
    with pytest.raises(ReadError, match="stands already"):
        export([one, two], tmp_path / "other", on_error="fail")


def test_fail(tmp_path: Path, figure_file: Write) -> None:
    """Asked to fail, an export stops at the first fault and leaves what was there."""
    good, bad, out = figure_file(), figure_file(figid="x", name="bad.md"), tmp_path / "out"
    export([good], out)
    before = _bytes(out)

    with pytest.raises(ReadError, match=r"bad\.md"):
        export([good, bad], out, on_error="fail")
    assert before == _bytes(out)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="a folder without files"):
        export([good, tmp_path / "empty"], tmp_path / "new", on_error="fail")
    assert not (tmp_path / "new").exists()


def test_no_records(tmp_path: Path, figure_file: Write) -> None:
    """Without a single record nothing is written, and the former output stays."""
    out = tmp_path / "out"
    export([figure_file()], out)
    before = _bytes(out)

    with pytest.raises(ExportError, match="no record could be read") as caught:
        export([tmp_path / "gone"], out)
    assert next(error.reason for error in caught.value.skipped).startswith("cannot be read")
    assert before == _bytes(out)


def test_violation(tmp_path: Path, figure_file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A violation is in the report, with the file that it comes from."""
    monkeypatch.setattr("mmrdf.readers.fields.MISSING", frozenset())
    path = figure_file("figtitle: .na.character")
    summary = export([path], tmp_path / "out")

    assert summary.report is not None
    assert not summary.report.conforms
    [result] = [r for r in summary.report.results if r.severity == "Violation"]
    assert (result.shape_name, str(result.source)) == ("Figure-name", f"{path}:1")


def test_without_validation(tmp_path: Path) -> None:
    """Unvalidated output says so."""
    summary = export(["seeds"], tmp_path, check=False)

    assert summary.report is None
    assert not (tmp_path / "report.ttl").exists()
    assert json.loads((tmp_path / "report.json").read_text())["validation"] is None


def test_base(tmp_path: Path) -> None:
    """Nodes of our own are minted under the base that is asked for; our vocabulary stays."""
    base = "https://example.org/kg/"
    export(["seeds"], tmp_path, base=base, formats=["nq"], per_record=True)
    text = (tmp_path / "core.nq").read_text(encoding="utf-8")

    assert "<https://w3id.org/mmrdf/journal" not in text
    assert f"<{base}journal/hematology>" in text
    assert f"<{base}graph/core> ." in text
    assert "<https://w3id.org/mmrdf/vocab#PathwayFigure>" in text


def test_usage(tmp_path: Path) -> None:
    """A wrong format or base is found before anything is written."""
    with pytest.raises(FormatError):
        export(["seeds"], tmp_path / "out", formats=["foo"])
    with pytest.raises(TermError):
        export(["seeds"], tmp_path / "out", base="foo")
    with pytest.raises(ExportError, match="cannot be written"):
        export(["seeds"], SEEDS[0])
    assert not (tmp_path / "out").exists()


def test_output_within_the_input(figure_file: Write) -> None:
    """The output of an earlier run is not read as input."""
    folder = figure_file().parent
    for _ in range(2):
        summary = export([folder], folder / "out")

    assert summary.skipped == ()


def test_progress(tmp_path: Path) -> None:
    """Progress counts files."""
    seen: list[tuple[int, int]] = []
    export(
        ["seeds"], tmp_path, progress=lambda progress: seen.append((progress.files, progress.of))
    )

    assert seen == [(5, 5)]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("https://pfocr.wikipathways.org/figures/PMC1__a.b.html", "PMC1__a.b"),
        ("https://doi.org/10.1000/x-1", "doi_10.1000_x-1"),
        ("https://identifiers.org/pubmed/1", "pubmed_1"),
        ("https://doi.org/10.1000/x_1", "doi_10.1000_x_1-8d262b12"),
        ("https://w3id.org/mmrdf/article/0f", "w3id.org_mmrdf_article_0f-4cd6a664"),
    ],
)
def test_file_name(subject: str, expected: str) -> None:
    """A record's file is called by its identifier, and holds no character of another kind."""
    name = file_name(subject)

    assert name == expected


def test_long_file_name() -> None:
    """A long identifier still makes a file name that file systems take."""
    names = {file_name(f"https://doi.org/10.1000/{'x' * 300}{end}") for end in "ab"}

    assert len(names) == 2
    assert max(map(len, names)) < 200


def test_devices(tmp_path: Path) -> None:
    """A device has no end; it is not read."""
    summary = export([*SEEDS, "/dev/zero"], tmp_path, check=False, formats=["turtle"])

    assert [error.reason for error in summary.skipped] == ["a device"]


def test_pipe_that_cannot_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is no fault of what comes through a pipe; the former output stays."""
    export(SEEDS, tmp_path / "out", check=False, formats=["turtle"])
    before = _bytes(tmp_path / "out")
    os.mkfifo(tmp_path / "pipe")
    content = b"".join(path.read_bytes() for path in SEEDS[:3])
    sender = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(content,))
    sender.start()

    class Full(io.FileIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    opened = Path.open

    def full(path: Path, *how: Any, **options: Any) -> Any:
        if path.parent.name == "copies":
            return Full(path, "w")
        return opened(path, *how, **options)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(ExportError, match=r"cannot be written \(No space left"):
        export(tmp_path / "pipe", tmp_path / "out", check=False, formats=["turtle"])
    sender.join()
    assert _bytes(tmp_path / "out") == before


def test_no_idle_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """There are no more processes than chunks."""
    seen = []

    def noted(jobs: int, *rest: Any) -> Pool:
        seen.append(jobs)
        return Pool(jobs, *rest)

    monkeypatch.setattr(sys.modules["mmrdf.export"], "Pool", noted)
    export(SEEDS, tmp_path, jobs=1000, check=False, formats=["turtle"])
    assert seen == [1]


DECISIONS = "figid\tword\tplace\tidentifier\tby\tdate\tnote\n"


def test_decisions(tmp_path: Path) -> None:
    """What people have decided is in the graph; bad lines and strange figures are in the report."""
    path = tmp_path / "decisions.tsv"
    figid = "PMC7777001__made-up.g001"
    lines = [
        f"{figid}\t\t\tNCBITaxon:10090\tN. N.\t2026\t",
        f"{figid}\tHGF\t\tncbigene:3569\t\t\t",
        f"{figid}\tHGF\tlegend\tncbigene:3082\t\t\t",
        *(f"PMC{number}__gone\t\t\tNCBITaxon:9606\t\t\t" for number in (1, 2, 3)),
    ]
    path.write_text(DECISIONS + "\n".join(lines))
    summary = export(CHECKOUT, tmp_path / "out", formats=["nt"], decisions=path)
    core = _graph(tmp_path / "out", "core")
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())

    assert summary.report is not None
    assert summary.report.conforms
    [organism] = [t.object for t in core if (t.subject, t.predicate) == (FIGURE, schema.about)]
    assert organism == NamedNode(f"{PREFIXES['ncbitaxon']}10090")
    members = {str(t.object) for t in core if (t.subject, t.predicate) == (FIGURE, schema.mentions)}
    assert any("ncbigene/3569" in member for member in members)
    assert not any("ncbigene/3082" in member for member in members)
    assert [(e.source.line, e.field) for e in summary.skipped] == [(4, "place")]
    assert report["skipped"][0]["source"] == f"{path}:4"
    assert report["decisions_not_in_input"] == ["PMC1__gone", "PMC2__gone", "PMC3__gone"]
    assert report["options"]["decisions"] == "decisions.tsv"
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert manifest["decisions"] == {"name": "decisions.tsv", "sha256": sha256}
    with pytest.raises(ReadError, match="invalid place"):
        export(CHECKOUT, tmp_path / "no", decisions=path, on_error="fail")
    assert not (tmp_path / "no").exists()


def test_bad_options_of_evidence(tmp_path: Path) -> None:
    """What cannot be used is told before any work."""
    (tmp_path / "bad.tsv").write_text("word\n")
    (tmp_path / "empty.tsv").write_text("\t".join(evidence.COLUMNS))
    for options, message in (
        ({"threshold": 1.5}, "the threshold must be between 0 and 1, not 1.5"),
        ({"threshold": float("nan")}, "the threshold must be"),
        ({"evidence_model": tmp_path / "bad.tsv"}, "bad.tsv:1: the first line must name"),
        ({"evidence_model": tmp_path / "gone.tsv"}, "gone.tsv"),
        (
            {"evidence_model": tmp_path / "empty.tsv"},
            "empty.tsv: no confidence for chemical: exact-name",
        ),
        ({"decisions": tmp_path / "bad.tsv"}, "bad.tsv:1: there is no column 'figid'"),
        ({"decisions": tmp_path / "gone.tsv"}, "gone.tsv"),
    ):
        with pytest.raises(MmrdfError, match=message):
            export("seeds", tmp_path / "out", **options)  # type: ignore[arg-type]
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("chunk", "jobs"), [(1, 1), (1, 2), (100, 2)])
def test_same_bytes_with_decisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int, jobs: int
) -> None:
    """Chunks and processes change no byte, of the review neither."""
    path = tmp_path / "decisions.tsv"
    path.write_text(f"{DECISIONS}PMC7777002__f2\tsrc\t\tncbigene:2534\t\t\t\nbad\n")
    export(CHECKOUT, tmp_path / "one", decisions=path)
    monkeypatch.setattr(plan, "CHUNK", chunk)
    export(CHECKOUT, tmp_path / "other", decisions=path, jobs=jobs)

    assert _bytes(tmp_path / "other") == _bytes(tmp_path / "one")


def test_review(tmp_path: Path, checkout: Write) -> None:
    """The review has a line for each figure, that with most to gain first, and is listed."""
    checkout(figid="PMC1__b", figtitle="x")
    checkout('figtitle: "a\\tb\\nc \\e[31m"', figid="PMC1__a")
    checkout("figtitle: " + "long " * 100, "caption: HGF in patients", figid="PMC1__c")
    summary = export(tmp_path / "_figures", tmp_path / "out", check=False)
    header, *lines = (tmp_path / "out" / "review.tsv").read_text().split("\n")
    rows = [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines[:-1]]

    assert header == (
        "figid\torganism\tconfidence\tconfidence_of\tgene_identifiers_of\tgenes_asserted"
        "\tgenes_suggested\torganism_gain\trationale\ttitle"
    )
    assert [row["figid"] for row in rows] == ["PMC1__a", "PMC1__b", "PMC1__c"]
    assert rows[0]["title"] == "a b c [31m"
    assert len(rows[2]["title"]) == 200
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert "review.tsv" in {file["name"] for file in manifest["files"]}
    assert tmp_path / "out" / "review.tsv" in summary.files
    export(SEEDS[3:], tmp_path / "out")  # papers alone
    assert not (tmp_path / "out" / "review.tsv").exists()


def _candidate(number: int, taxon: Taxon, **how: Any) -> Candidate:
    xref = Xref(prefix="ncbigene", identifier=str(number))
    entity = Entity(kind="gene", xref=xref, taxon=taxon)
    return Candidate(word=Word(figid="PMC1__f1", kind="gene", text="A"), entity=entity, **how)


def test_gain() -> None:
    """A decision on the organism gives what waits for it, of the one that gives most."""
    mouse = Taxon(taxid="10090", name="Mus musculus")
    candidates = (
        _candidate(1, HUMAN, waits_for=ORGANISM_OF_GENES),
        _candidate(1, HUMAN, waits_for=ORGANISM_OF_GENES),
        _candidate(2, HUMAN, waits_for=ORGANISM_OF_GENES),
        _candidate(3, mouse, waits_for=ORGANISM_OF_GENES),
        _candidate(4, HUMAN, status="asserted", confidence=0.97),
        _candidate(5, HUMAN, reason="ruled-out-by-curator", confidence=0.0),
    )
    readings = tuple(
        Reading(
            figid="PMC1__f1",
            taxon=taxon,
            status="suggested",
            reason="words",
            rationale=("words: x", "genes: 3"),
            confidence=confidence,
        )
        for taxon, confidence in ((mouse, 0.2), (HUMAN, 0.85))
    )
    figure = Figure(
        figid="PMC1__f1",
        pmcid="PMC1",
        article=Article(pmcid="PMC1"),
        mentions=(Mention(word=candidates[0].word, candidates=candidates),),
        readings=readings,
    )
    found = figures.gathered(figure)

    assert [row.gain for row in found.review] == [2]
    assert found.review[0].line.split("\t") == [
        *("PMC1__f1", "", "0.85", "Homo sapiens", "", "1", "3", "2"),
        *("words: words: x; genes: 3", ""),
    ]
    assert found.numbers() == {
        "figures": 1,
        "with_organism": 0,
        "with_gene_identifiers": 0,
        "with_genes": 1,
        "figure_gene_pairs": 1,
        "distinct_genes": 1,
    }
    assert figures.statuses(figure)["gene", "asserted", "unresolved", 0.97] == 1
    again = figures.Yield.read(json.loads(json.dumps(found.row())))
    assert again == found


def test_yield(tmp_path: Path) -> None:
    """The report says how many figures have an organism and genes, by reason and confidence."""
    export(CHECKOUT, tmp_path, check=False)
    report = json.loads((tmp_path / "report.json").read_text())

    assert report["yield"]["figures"] == 2
    assert report["yield"]["distinct_genes"] <= report["yield"]["figure_gene_pairs"]
    assert sum(row["count"] for row in report["organisms"]) == 2
    assert sum(row["count"] for row in report["gene_identifiers"]) == 2
    assert {tuple(row) for row in report["candidates"]} == {
        ("kind", "status", "reason", "confidence", "count")
    }


def test_published_context(tmp_path: Path) -> None:
    """Records may refer to a published context, which is then written; else there is none."""
    address = "https://example.org/context.jsonld"
    export("seeds", tmp_path, check=False, per_record=True, context=address)
    manifest = (tmp_path / "manifest.json").read_text()
    [first, *_] = (tmp_path / "records").glob("*.jsonld")

    assert json.loads(first.read_bytes())["@context"] == address
    assert json.loads((tmp_path / "context.jsonld").read_bytes())["@context"]["@vocab"]
    assert '"context.jsonld"' in manifest
    export("seeds", tmp_path, check=False, per_record=True, context="inline")
    assert not (tmp_path / "context.jsonld").exists()
    assert "foaf:img" in json.loads(first.read_bytes())["@context"]


@pytest.mark.parametrize(
    ("context", "reason"),
    [
        ("whole", "'whole' is no context; it is pruned, inline or the address of a published"),
        ("file:///context.jsonld", "is no context"),
        ("https://example.org/c", "for the records' own files, which are not written"),
    ],
)
def test_bad_context(tmp_path: Path, context: str, reason: str) -> None:
    """What is no context, or would be used nowhere, is refused before any work."""
    with pytest.raises(FormatError, match=re.escape(reason)):
        export("seeds", tmp_path, context=context)


def test_source_version(tmp_path: Path) -> None:
    """With the version of PFOCR's database each record names its file there; else none does."""
    export(CHECKOUT, tmp_path / "with", formats=["nt"], source_version="4f2a9c1")
    export(CHECKOUT, tmp_path / "without", formats=["nt"])
    start = "https://github.com/wikipathways/pfocr-database/blob/4f2a9c1/_figures/"
    files = [
        t.object.value  # type: ignore[union-attr]
        for t in _graph(tmp_path / "with", "core")
        if t.predicate == prov.wasDerivedFrom
    ]

    assert sorted(files) == [f"{start}PMC7777001__made-up.g001.md", f"{start}PMC7777002__f2.md"]
    assert not any(t.predicate == prov.wasDerivedFrom for t in _graph(tmp_path / "without", "core"))
    for wrong in ("a b", "../x", "a/b", ""):
        with pytest.raises(ExportError, match="no commit"):
            export(CHECKOUT, tmp_path / "no", source_version=wrong)


def test_records_beside_another_layer(tmp_path: Path) -> None:
    """The files of single records are the core's, whichever layers are written, judged or not."""
    found = []
    for check in (True, False):
        out = tmp_path / str(check)
        export(SEEDS, out, formats=["nt"], layers=["wikipathways"], per_record=True, check=check)
        found.append({path.name: path.read_bytes() for path in (out / "records").iterdir()})

    assert len(found[0]) == 11
    assert found[0] == found[1]


def test_described_in_one_layer(tmp_path: Path, checkout: Write) -> None:
    """A gene that one figure states and another only suggests is described in the core alone."""
    header = "organism_id\torganism_name\tword\tmatch\tncbigene_symbol\tncbigene_id\tsource\n"
    for figid, word, source in (
        ("PMC1__a", "TNF", "ncbigene_symbol"),
        ("PMC2__b", "Foo", "famplex_relations"),
    ):
        row = f"9606\tHomo sapiens\t{word}\t{word}\tTNF\t7124\t{source}\n"
        checkout("caption: in patients", figid=figid, genes=header + row)
    export(tmp_path / "_figures", tmp_path / "out", formats=["nt"], check=False)
    core, evidence = (_graph(tmp_path / "out", layer) for layer in ("core", "evidence"))
    gene = NamedNode(f"{PREFIXES['ncbigene']}7124")

    assert len([t for t in evidence if t.object == gene]) == 2  # a body in both
    assert any(t.subject == gene for t in core)
    assert not any(t.subject == gene for t in evidence)
