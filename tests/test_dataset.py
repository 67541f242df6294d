"""The description of a release: counts as SPARQL has them, what a publisher says and no more."""

import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import yaml
from click.testing import CliRunner
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Literal, NamedNode, Quad, Store, Triple

import mmrdf
from mmrdf import mappers
from mmrdf.cli import app
from mmrdf.errors import ReleaseError
from mmrdf.export import Summary, export, plan
from mmrdf.export.release import LICENCES, normalize, read_release, release_of
from mmrdf.mappers import LAYERS
from mmrdf.records import Agent, Date, Release
from mmrdf.serialize import parse
from mmrdf.validate import shapes_folder, validate
from mmrdf.vocab import (
    PREFIXES,
    dcat,
    dcterms,
    foaf,
    pav,
    prov,
    rdf,
    schema,
    spdx,
    void,
)

BASE = PREFIXES["mmrdf"]
DATASET, VERSION = NamedNode(f"{BASE}dataset"), NamedNode(f"{BASE}dataset/2026-11")

COMPLETE = Release(
    title="Figures as linked data",
    description="Pathway figures and papers, for a test of what is said of them.",
    creators=(
        Agent(name="A. Person", address="https://orcid.org/0000-0002-1825-0097"),
        Agent(name='"Another": one'),
    ),
    publisher=Agent(name="An Institute", kind="Organization", address="https://example.org/"),
    licence=LICENCES["CC-BY-4.0"],
    version="2026-11",
    previous="2026-10",
    download_url="https://example.org/data/",
    date=Date(start="2026-11-22"),
)

FILE = """\
# what is said of a release
title: Figures as linked data
description: >
  Pathway figures and papers, for a test
  of what is said of them.
creators:
  - name: A. Person
    orcid: 0000-0002-1825-0097
  - '"Another": one'
publisher: {name: An Institute, url: https://example.org/}
licence: CC-BY-4.0
release: 2026-11
previous: 2026-10
download-url: https://example.org/data
date: 2026-11-22
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """An export of the seeds with all that can be said of it."""
    out = tmp_path_factory.mktemp("released")
    return out, export("seeds", out, release=COMPLETE)


@pytest.fixture(scope="module")
def described(released: tuple[Path, Summary]) -> list[Triple]:
    """Its description."""
    return list(parse(released[0] / "dataset.ttl"))


def _values(graph: list[Triple], subject: object, predicate: NamedNode) -> list[str]:
    found = [t.object for t in graph if (t.subject, t.predicate) == (subject, predicate)]
    return [it.value for it in found if not isinstance(it, Triple)]


def _number(store: Store, query: str) -> int:
    [row] = store.query(query)  # type: ignore[union-attr,misc]
    return int(row["n"].value)


def _counts(store: Store, query: str) -> dict[str, int]:
    return {row["it"].value: int(row["n"].value) for row in store.query(query)}  # type: ignore[union-attr]


def _store(*files: Path) -> Store:
    store = Store()
    for file in files:
        store.load(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("layer", LAYERS)
def test_partitions(released: tuple[Path, Summary], described: list[Triple], layer: str) -> None:
    """Classes, properties and sizes of a layer are what SPARQL counts in its file."""
    store = _store(released[0] / f"{layer}.ttl")
    node = NamedNode(f"{BASE}graph/{layer}")
    classes, properties = (
        {
            _values(described, NamedNode(part), of)[0]: int(
                _values(described, NamedNode(part), number)[0]
            )
            for part in _values(described, node, partition)
        }
        for partition, of, number in (
            (void.classPartition, NamedNode(PREFIXES["void"] + "class"), void.entities),
            (void.propertyPartition, void.property, void.triples),
        )
    )

    assert classes == _counts(store, "SELECT ?it (COUNT(?s) AS ?n) { ?s a ?it } GROUP BY ?it")
    assert properties == _counts(store, "SELECT ?it (COUNT(*) AS ?n) { ?s ?it ?o } GROUP BY ?it")
    assert _values(described, node, void.triples) == [str(len(store))]
    entities = _number(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a [] }")
    assert _values(described, node, void.entities) == [str(entities)]
    assert _values(described, node, void.classes) == [str(len(classes))]
    assert _values(described, node, void.properties) == [str(len(properties))]


def test_the_whole(released: tuple[Path, Summary], described: list[Triple]) -> None:
    """A node that several layers describe is one of the whole."""
    store = _store(*(released[0] / f"{layer}.ttl" for layer in LAYERS))
    entities = _number(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a [] }")

    assert _values(described, VERSION, void.entities) == [str(entities)]
    assert _values(described, VERSION, void.triples) == [str(len(store))]
    assert sum(released[1].triples.values()) == len(store)


def test_counts_do_not_depend_on_chunks(
    tmp_path: Path, checkout_seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are the same for one chunk and for many, also when these are used again."""
    found = []
    for size in (100, 1):
        monkeypatch.setattr(plan, "CHUNK", size)
        for _ in range(2):
            export(checkout_seeds, tmp_path / str(size), check=False)
            found.append((tmp_path / str(size) / "dataset.ttl").read_bytes())

    assert len(set(found)) == 1


@pytest.fixture
def checkout_seeds() -> Path:
    return Path(__file__).parent / "data" / "checkout"


def test_files(released: tuple[Path, Summary], described: list[Triple]) -> None:
    """Each file of a layer is a distribution, with its size and digest and where it is."""
    out, summary = released
    files = _values(described, VERSION, dcat.distribution)
    names = {it.rsplit("/", 1)[1] for it in files}

    assert names == {f"{layer}.{it}" for layer in LAYERS for it in ("ttl", "jsonld")}
    for file in map(NamedNode, files):
        [name] = _values(described, file, schema.name)
        content = (out / name).read_bytes()
        assert _values(described, file, dcat.byteSize) == [str(len(content))]
        [checksum] = _values(described, file, spdx.checksum)
        digest = hashlib.sha256(content).hexdigest()
        assert _values(described, NamedNode(checksum), spdx.checksumValue) == [digest]
        assert _values(described, file, dcat.downloadURL) == [f"https://example.org/data/{name}"]
    manifest = json.loads((out / "manifest.json").read_bytes())
    listed = {file["name"] for file in manifest["files"]}
    new = {"CITATION.cff", "dataset.jsonld", "dataset.ttl", "ro-crate-metadata.json"}
    assert new <= listed
    assert listed | {"manifest.json"} == {path.name for path in summary.files}
    assert listed | {"manifest.json"} == {path.name for path in out.iterdir()}
    assert manifest["options"]["release"]["title"] == COMPLETE.title
    for file in manifest["files"]:
        assert hashlib.sha256((out / file["name"]).read_bytes()).hexdigest() == file["sha256"]


def test_split_and_compressed(tmp_path: Path) -> None:
    """Each part of a split layer is a file of its own, and says how it is compressed."""
    export("seeds", tmp_path, compress="gz", split=1, check=False)
    graph = list(parse(tmp_path / "dataset.ttl"))
    files = _values(graph, DATASET, dcat.distribution)

    assert f"{BASE}dataset/file/core-0001.ttl.gz" in files
    assert {v for it in files for v in _values(graph, NamedNode(it), dcat.compressFormat)} == {
        "https://www.iana.org/assignments/media-types/application/gzip"
    }


def test_same_triples(released: tuple[Path, Summary]) -> None:
    """Turtle and JSON-LD are one graph, without blank nodes, to two libraries."""
    canonical = []
    for name in ("dataset.ttl", "dataset.jsonld"):
        graph = pyoxigraph.Dataset(
            Quad(t.subject, t.predicate, t.object) for t in parse(released[0] / name)
        )
        graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        canonical.append(sorted(map(str, graph)))
        other = rdflib.Graph().parse(released[0] / name)
        assert len(other) == len(graph)

    assert canonical[0] == canonical[1]
    assert not any("_:" in line for line in canonical[0])


def test_complete(released: tuple[Path, Summary], described: list[Triple]) -> None:
    """A release of which all is said has nothing to be told of it."""
    report = validate(described)

    assert not report.results
    assert COMPLETE.missing == ()
    assert released[1].report is not None
    assert not [r for r in released[1].report.results if "/dataset" in r.focus]


def test_hcls(described: list[Triple]) -> None:
    """What the HCLS profile demands of each level is there, and none of what it forbids."""
    said = {
        subject: {t.predicate for t in described if t.subject == subject}
        for subject in (DATASET, VERSION, NamedNode(f"{VERSION.value}/file/core.ttl"))
    }
    summary, version, file = said.values()
    named = {dcterms.title, dcterms.description, dcterms.publisher}

    assert summary == {rdf.type, *named, dcterms.hasVersion, pav.hasCurrentVersion}
    assert {*named, dcterms.creator, dcterms.isVersionOf, pav.version} <= version
    assert {*named, dcterms.creator, dcterms.license, dcterms.format} <= file


def test_wikipathways_query(described: list[Triple]) -> None:
    """WikiPathways' question for data sets finds this one, and no lexicon."""
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in described)
    query = f"""SELECT DISTINCT ?dataset {{ ?dataset a <{PREFIXES["void"]}Dataset> ;
        <{PREFIXES["dcterms"]}title> ?title ; <{PREFIXES["pav"]}createdOn> ?date ;
        <{PREFIXES["dcterms"]}license> ?licence }}"""

    assert [row["dataset"] for row in store.query(query)] == [VERSION]  # type: ignore[union-attr]


def test_google(released: tuple[Path, Summary]) -> None:
    """Crawlers find a schema:Dataset with its files inside, and dates as plain strings."""
    page = json.loads((released[0] / "dataset.jsonld").read_bytes())

    assert "Dataset" in page["@type"]
    assert page["datePublished"] == "2026-11-22"
    assert 50 <= len(page["description"]) <= 5000
    wanted = "name description license creator publisher version distribution url identifier"
    assert set(wanted.split()) <= page.keys()
    for file in page["distribution"]:
        assert "DataDownload" in file["@type"]
        assert {"contentUrl", "encodingFormat"} <= file.keys()


def test_nothing_invented(tmp_path: Path) -> None:
    """Without a release nothing is said that nobody said, and nothing is asked for."""
    summary = export("seeds", tmp_path)
    graph = list(parse(tmp_path / "dataset.ttl"))
    said = {t.predicate for t in graph if t.subject == DATASET}
    release_only = {dcterms.creator, dcterms.publisher, dcterms.isVersionOf, void.dataDump}
    release_only |= {pav.version, pav.createdOn, pav.previousVersion, schema.url}

    assert not said & release_only
    assert foaf.Agent not in {t.object for t in graph}
    assert not {"CITATION.cff", "ro-crate-metadata.json"} & {p.name for p in tmp_path.iterdir()}
    assert not validate(graph).results
    assert summary.options.release is None


def test_date_alone(tmp_path: Path) -> None:
    """A date is said of the data set; alone it makes no crate."""
    export("seeds", tmp_path, date="2026-11", layers="evidence", check=False)
    graph = list(parse(tmp_path / "dataset.ttl"))

    assert _values(graph, DATASET, pav.createdOn) == ["2026-11"]
    assert not (tmp_path / "ro-crate-metadata.json").exists()


def test_former_files_go(tmp_path: Path) -> None:
    """What a former export said of its release is gone with it; a file of others is left alone."""
    export("seeds", tmp_path, release=COMPLETE, check=False)
    export("seeds", tmp_path, check=False)

    assert not (tmp_path / "CITATION.cff").exists()
    (tmp_path / "CITATION.cff").write_text("mine")
    export("seeds", tmp_path, check=False)
    with pytest.raises(mmrdf.ExportError, match=r"CITATION\.cff was not made by mmrdf"):
        export("seeds", tmp_path, release=COMPLETE, check=False)


def test_release_file(tmp_path: Path) -> None:
    """A file says what a release made by hand says."""
    file = tmp_path / "release.yml"
    for text in (FILE, f"---\n{FILE}"):
        file.write_text(text)
        assert read_release(file) == COMPLETE


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: T\nlicens: CC0-1.0", 2, "licens: no such key; the keys are title,"),
        ("title: ''", 1, "title: it is not a text; write one, or leave the key out"),
        ("title: null", 1, "title: it is not a text"),
        ("release: 1.0\nprevious: 1.0", 2, "previous: it is this release itself; name the one"),
        ("title: [T]", 1, "title: it is not a text"),
        ("# a\nlicence: free", 2, "licence: 'free' is not known; write CC0-1.0,"),
        ("release: 2026/11", 1, "release: '2026/11' cannot be the name of a release"),
        ("release: links", 1, "release: 'links' cannot be the name"),
        ("previous: a b", 1, "previous: 'a b' cannot be the name"),
        ("download-url: example.org", 1, "download-url: 'example.org' is not a web address"),
        ("download-url: 'https://a b'", 1, "download-url: 'https://a b' is not a web address"),
        ("date: yesterday", 1, "date: 'yesterday' is no date"),
        ("creators:\n  - {name: A, orcid: 0000-0002-1825-0098}", 1, "creators: invalid ORCID"),
        ("creators: [{orcid: 0000-0002-1825-0097}]", 1, "creators: write a name, or a mapping"),
        ("publisher: {name: A, site: https://a.org}", 1, "publisher: write a name, or a mapping"),
        ("title: T\n  broken: [", 2, "broken YAML"),
        ("title: A\ntitle: B", 2, "the key 'title' stands twice"),
        ("title: !!python/name:os.system x", 1, "a YAML tag"),
        ("- title", 0, "the file is no mapping"),
    ],
)
def test_bad_release_file(tmp_path: Path, text: str, line: int, message: str) -> None:
    """What cannot be used is told in one line, with file, line and key; nothing is written."""
    file = tmp_path / "release.yml"
    file.write_text(text)
    arguments = ["export", "seeds", "-o", str(tmp_path / "out"), "--release-file", str(file)]
    result = CliRunner().invoke(app, arguments)

    where = f"{file}:{line}: " if line else f"{file}: "
    assert result.exit_code == 2
    assert result.stderr.startswith(f"mmrdf: {where}{message}")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_unreadable_release_file(tmp_path: Path) -> None:
    """A file that is not there, or no text, is told."""
    (tmp_path / "image.yml").write_bytes(b"\xff\xfe\x00")
    for name in ("none.yml", "image.yml", "."):
        with pytest.raises(ReleaseError, match="cannot be read"):
            read_release(tmp_path / name)


def test_bad_options(tmp_path: Path) -> None:
    """So it is with options, and with what was made by hand."""
    with pytest.raises(ReleaseError, match=r"^--release: 'a/b' cannot be the name"):
        release_of({"release": "a/b"})
    with pytest.raises(ReleaseError, match="download-url"):
        normalize(Release(download_url="here"))
    with pytest.raises(ReleaseError, match="'x y' cannot be the name"):
        export("seeds", tmp_path, release=Release(version="x y"))


def test_options_go_first(tmp_path: Path) -> None:
    """Options go before the file; the one warning lists what neither says."""
    file = tmp_path / "release.yml"
    file.write_text("title: Of the file\nrelease: '1'\ndate: 2025\n")
    out = tmp_path / "out"
    options = [
        "--release-file",
        file,
        "--title",
        "Of the option",
        "--date",
        "2026",
        "--no-validate",
    ]
    result = CliRunner().invoke(app, list(map(str, ["export", "seeds", "-o", out, *options])))
    graph = list(parse(out / "dataset.ttl"))
    node = NamedNode(f"{BASE}dataset/1")

    assert result.exit_code == 0
    assert _values(graph, node, dcterms.title) == ["Of the option"]
    assert _values(graph, node, pav.createdOn) == ["2026"]
    [warning] = [line for line in result.stderr.splitlines() if "release" in line]
    assert warning == (
        "warning: the release is not fully described: no creators, no publisher, no download-url;"
        " give them by options or in --release-file"
    )


@pytest.mark.parametrize(("options", "warned"), [([], 0), (["--date", "2026"], 1)])
def test_warning(tmp_path: Path, options: list[str], warned: int) -> None:
    """A plain export says nothing of a release."""
    arguments = ["export", "seeds", "-o", str(tmp_path), "--no-validate", *options]
    result = CliRunner().invoke(app, arguments)

    assert result.stderr.count("warning: the release") == warned


def test_citation(released: tuple[Path, Summary]) -> None:
    """The citation is YAML with what the format demands, and names as they were given."""
    said = yaml.safe_load((released[0] / "CITATION.cff").read_text(encoding="utf-8"))

    assert {"cff-version", "message", "title", "authors"} <= said.keys()
    assert said["type"] == "dataset"
    assert said["license"] == "CC-BY-4.0"
    assert said["date-released"] == "2026-11-22"
    assert said["authors"] == [
        {"name": "A. Person", "orcid": "https://orcid.org/0000-0002-1825-0097"},
        {"name": '"Another": one'},
    ]


def test_citation_of_a_month(tmp_path: Path) -> None:
    """The format has days alone, and names of licences that SPDX has."""
    other = replace(COMPLETE, date=Date(start="2026-11"), licence="https://example.org/l")
    export("seeds", tmp_path, release=other, check=False)
    said = yaml.safe_load((tmp_path / "CITATION.cff").read_text(encoding="utf-8"))

    assert "date-released" not in said
    assert (said.get("license"), said["license-url"]) == (None, "https://example.org/l")


def test_crate(released: tuple[Path, Summary]) -> None:
    """The crate has what RO-Crate 1.1 demands of a root, and lists the files that are there."""
    out, _ = released
    crate = json.loads((out / "ro-crate-metadata.json").read_bytes())
    nodes = {node["@id"]: node for node in crate["@graph"]}
    root = nodes["./"]

    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    assert nodes["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    parts = {part["@id"] for part in root["hasPart"]}
    assert parts | {"ro-crate-metadata.json"} == {path.name for path in out.iterdir()}
    assert root["author"] == [{"@id": it} for it in nodes if nodes[it]["@type"] == "Person"]
    assert len(nodes) == len(crate["@graph"])
    for node in crate["@graph"]:
        for value in node.values():
            for link in value if isinstance(value, list) else [value]:
                if isinstance(link, dict) and not link["@id"].startswith("https://w3id.org/ro"):
                    assert link["@id"] in nodes


def test_lexicons(described: list[Triple]) -> None:
    """Tables that were used are entities of PROV, with their digests."""
    [activity] = _values(described, VERSION, prov.wasGeneratedBy)
    tables = _values(described, NamedNode(activity), prov.used)

    assert tables
    for table in map(NamedNode, tables):
        assert _values(described, table, rdf.type) == [prov.Entity.value]
        assert len(_values(described, table, spdx.checksum)) == 1


SHAPES = PREFIXES["shapes"]


def described_properties() -> dict[str, tuple[rdflib.URIRef, bool]]:
    """The property shapes of the description: their property, and whether it must be there."""
    graph = rdflib.Graph().parse(shapes_folder() / "dataset.ttl")
    return {
        str(shape).removeprefix(SHAPES): (
            graph.value(shape, rdflib.SH.path),  # type: ignore[dict-item]
            bool(graph.value(shape, rdflib.SH.minCount) or graph.value(shape, rdflib.SH.equals)),
        )
        for shape in graph.subjects(rdflib.RDF.type, rdflib.SH.PropertyShape)
    }


def described_nodes() -> list[str]:
    graph = rdflib.Graph().parse(shapes_folder() / "dataset.ttl")
    shapes = graph.subjects(rdflib.RDF.type, rdflib.SH.NodeShape)
    return sorted(str(shape).removeprefix(SHAPES) for shape in shapes)


#: A node of each node shape.
FOCUS = {
    "Dataset": VERSION.value,
    "Release": VERSION.value,
    "Series": DATASET.value,
    "Agent": "https://example.org/",
    "Resolution": f"{VERSION.value}/resolution",
    "LayerPart": f"{BASE}graph/core",
    "ClassPartition": f"{BASE}graph/core/class/schema:Gene",
    "PropertyPartition": f"{BASE}graph/core/property/schema:name",
    "Linkset": f"{VERSION.value}/links/bdbEntrezGene",
    "Distribution": f"{VERSION.value}/file/core.ttl",
    "Checksum": f"{VERSION.value}/file/core.ttl#sha256",
    "Prefix": f"{BASE}prefix/schema",
}


def _focus(name: str, graph: list[Triple]) -> NamedNode:
    """The node to break."""
    if name == "Software":
        return next(t.subject for t in graph if t.object == prov.SoftwareAgent)  # type: ignore[return-value]
    if name == "NameTable":
        return next(t.object for t in graph if t.predicate == prov.used)  # type: ignore[return-value]
    return NamedNode(FOCUS[name])


@pytest.mark.parametrize("shape", described_properties())
def test_broken_property(described: list[Triple], shape: str) -> None:
    """A property that must be there and is not, or has a bad value, fails for its shape."""
    path, needed = described_properties()[shape]
    focus, predicate = _focus(shape.partition("-")[0], described), NamedNode(str(path))
    graph = [t for t in described if (t.subject, t.predicate) != (focus, predicate)]
    if not needed:
        graph.append(Triple(focus, predicate, Literal("NA")))

    assert shape in {result.shape_name for result in validate(graph).results}


@pytest.mark.parametrize("shape", described_nodes())
def test_broken_node(described: list[Triple], shape: str) -> None:
    """A node without its classes, or its IRI, fails for its shape."""
    focus = _focus(shape, described)
    blank = BlankNode("b")
    no_class = [t for t in described if (t.subject, t.predicate) != (focus, rdf.type)]
    no_iri = [Triple(*(blank if it == focus else it for it in t)) for t in described]
    found = [r for graph in (no_class, no_iri) for r in validate(graph).results]

    assert shape in {result.shape_name for result in found}


def test_tables_and_shapes() -> None:
    """What a table of the description can say, a shape of the same name checks."""
    paths = Counter(
        (name.partition("-")[0], str(path)) for name, (path, _) in described_properties().items()
    )
    for record, mapper in mappers.MAPPERS["dataset"].items():
        for it in [rule.property for rule in mapper.rules] + [p for p, _ in mapper.constants]:
            assert paths[record.__name__, it.value], (record.__name__, it)
