"""Our own vocabulary: what an export uses is defined in it, and nothing else."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mmrdf import export
from mmrdf.mappers.vocabulary import vocabulary
from mmrdf.records.reasons import PREREQUISITES, REASONS, STATUSES
from mmrdf.serialize import FORMATS, parse, write
from mmrdf.vocab import PREFIXES, VOCABULARY, concept, owl, rdf, rdfs, skos, term

DATA = Path(__file__).parent / "data"
MIGRATION = Path(__file__).parents[1] / "docs" / "migration.md"
CLASS, OBJECT, DATATYPE, SCHEME = (
    NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (
        ("owl", "Class"),
        ("owl", "ObjectProperty"),
        ("owl", "DatatypeProperty"),
        ("skos", "ConceptScheme"),
    )
)

Graph = list[Triple]


@pytest.fixture(scope="module")
def defined() -> Graph:
    return list(vocabulary("1.2.3"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of all that lies in the tests, in both formats."""
    folder = tmp_path_factory.mktemp("out")
    inputs = ["seeds", DATA / "checkout", *(DATA / "golden").glob("*.[mnx][bdm]*")]
    export(inputs, folder, formats=["turtle", "json-ld"], check=False, base="https://a.example/")
    return folder


def _subjects(graph: Graph) -> set[NamedNode]:
    return {triple.subject for triple in graph if isinstance(triple.subject, NamedNode)}


def _of(graph: Graph, *classes: NamedNode) -> set[NamedNode]:
    return _subjects([t for t in graph if t.predicate == rdf.type and t.object in classes])


def _values(graph: Graph, subject: NamedNode, predicate: NamedNode) -> list[object]:
    return [t.object for t in graph if (t.subject, t.predicate) == (subject, predicate)]


def _own(graph: Graph) -> set[NamedNode]:
    """The terms of our own namespace that some triples use."""
    places = [node for t in graph for node in (t.subject, t.predicate, t.object)]
    return {
        node
        for node in places
        if isinstance(node, NamedNode)
        and node.value.startswith(PREFIXES["term"])
        and node.value != PREFIXES["term"]
    }


def test_terms(defined: Graph) -> None:
    """Every term of the code, status, reason and prerequisite is defined, and nothing else is."""
    terms = {getattr(term, name) for name in term.__annotations__}
    concepts = {concept(name) for name in (*STATUSES, *REASONS, *PREREQUISITES)}

    assert terms.isdisjoint(concepts)
    assert _subjects(defined) == {VOCABULARY, *terms, *concepts}
    assert _own(defined) == _subjects(defined) - {VOCABULARY}


def test_terms_of_an_export(out: Path) -> None:
    """Every term of ours that an export uses is defined in the file beside it, under any base."""
    layers = [
        path for path in out.glob("*.ttl") if path.stem in {"core", "evidence", "wikipathways"}
    ]
    used = _own([triple for path in layers for triple in parse(path)])

    assert term.status in used
    assert concept("family-member") in used
    assert used <= _subjects(list(parse(out / "vocab.ttl")))


def test_properties_of_an_export(out: Path) -> None:
    """What has a status, a reason or a prerequisite has one of its scheme."""
    schemes = {
        term.status: STATUSES.keys(),
        term.reason: REASONS.keys(),
        term.waitsFor: PREREQUISITES.keys(),
    }
    for triple in parse(out / "evidence.ttl"):
        if triple.predicate in schemes:
            assert triple.object in {concept(name) for name in schemes[triple.predicate]}


def test_statuses_of_reasons(out: Path) -> None:
    """A reason stands beside no status but those that the table gives it."""
    found: dict[tuple[object, str], str] = {}
    for triple in parse(out / "evidence.ttl"):
        if triple.predicate in {term.status, term.reason}:
            name = str(getattr(triple.object, "value", "")).removeprefix(PREFIXES["term"])
            found[triple.subject, triple.predicate.value] = name
    pairs = {
        (name, found[subject, term.status.value])
        for (subject, predicate), name in found.items()
        if predicate == term.reason.value
    }

    assert [(r, s) for r, s in sorted(pairs) if s not in REASONS[r].statuses] == []


def test_same_triples(out: Path, defined: Graph) -> None:
    """The files of all formats say the same."""
    turtle, jsonld = (set(parse(out / f"vocab.{ending}")) for ending in ("ttl", "jsonld"))

    assert turtle == jsonld
    assert {t for t in turtle if t.predicate != owl.versionInfo} == {
        t for t in defined if t.predicate != owl.versionInfo
    }


@pytest.mark.parametrize("name", FORMATS)
def test_formats(tmp_path: Path, defined: Graph, name: str) -> None:
    """The vocabulary can be written in every format, and read again."""
    path = tmp_path / f"vocab.{FORMATS[name].extension}"
    write(defined, path, name)

    assert set(parse(path)) == set(defined)


def test_migration() -> None:
    """What the page for those who come from 0.1 calls new is so called, and what is old is gone."""
    page = MIGRATION.read_text(encoding="utf-8")
    tables = page.partition("## Statuses")[2].partition("## IRIs")[0]
    rows = re.findall(r"^\| (`[^|]*) \| (`[^|]*) \|", tables, flags=re.MULTILINE)
    old, new = (
        {name for row in rows for name in re.findall(r"`([^` ]*)`", row[place])} for place in (0, 1)
    )
    own = {f"term:{name}" for name in term.__annotations__}

    assert len(rows) > 50
    assert new <= {*STATUSES, *REASONS, *own}
    assert old.isdisjoint({*STATUSES, *REASONS, *own})


def test_header(defined: Graph) -> None:
    """The vocabulary says its version, licence, creator, and the prefix that is used for it."""
    said = {t.predicate.value for t in defined if t.subject == VOCABULARY}
    names = ["dc:creator", "dcterms:license", "dcterms:title", "dcterms:description"]
    names += ["vann:preferredNamespacePrefix", "vann:preferredNamespaceUri"]
    expected = {PREFIXES[prefix] + name for prefix, _, name in (it.partition(":") for it in names)}

    assert expected <= said
    assert _values(defined, VOCABULARY, owl.versionInfo) == [Literal("1.2.3")]
    assert PREFIXES["term"] == f"{VOCABULARY.value}#"


def test_definitions(defined: Graph) -> None:
    """Each term has one English label and one definition, and says where it is defined."""
    properties, classes = _of(defined, OBJECT, DATATYPE), _of(defined, CLASS)
    concepts = _of(defined, skos.Concept, SCHEME)
    for nodes, label, text in (
        (properties | classes, rdfs.label, rdfs.comment),
        (concepts, skos.prefLabel, skos.definition),
    ):
        for node in nodes:
            for predicate in (label, text):
                [value] = _values(defined, node, predicate)
                assert isinstance(value, Literal), node
                assert (value.language, bool(value.value)) == ("en", True)
            assert _values(defined, node, rdfs.isDefinedBy) == [VOCABULARY]

    assert properties | classes | concepts == _subjects(defined) - {VOCABULARY}


def test_domains_and_ranges(defined: Graph) -> None:
    """Each property says of what it is said, in schema.org's manner, which infers nothing."""
    for node in _of(defined, OBJECT, DATATYPE):
        for name in ("domainIncludes", "rangeIncludes"):
            assert _values(defined, node, NamedNode(PREFIXES["schema"] + name)), node
    assert not {rdfs.label} & {t.predicate for t in defined if t.subject == VOCABULARY}


def test_relations(defined: Graph) -> None:
    """What means nearly the same elsewhere is said so."""
    sub_class = NamedNode(PREFIXES["rdfs"] + "subClassOf")
    sub_property = NamedNode(PREFIXES["rdfs"] + "subPropertyOf")

    assert NamedNode(PREFIXES["schema"] + "CreativeWork") in _values(
        defined, term.PathwayFigure, sub_class
    )
    assert _values(defined, term.confidence, sub_property)


def test_schemes(defined: Graph) -> None:
    """Each concept of the tables is in its scheme; labels within a scheme differ."""
    for scheme, names in (
        (term.statuses, STATUSES),
        (term.reasons, REASONS),
        (term.prerequisites, PREREQUISITES),
    ):
        members = {t.subject for t in defined if (t.predicate, t.object) == (skos.inScheme, scheme)}
        labels = [_values(defined, node, skos.prefLabel) for node in members]  # type: ignore[arg-type]

        assert members == {concept(name) for name in names}
        assert len({str(label) for label in labels}) == len(members)
