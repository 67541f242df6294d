"""The shapes: they hold for what we write, and each finds what it is there for."""

import json
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, Triple

from mmrdf import ExportError, Record, Report, to_rdflib, triples, validate
from mmrdf.mappers import MAPPERS
from mmrdf.records import Source
from mmrdf.validate import SEVERITIES, merged, shapes_folder
from mmrdf.vocab import (
    PREFIXES,
    cito,
    dc,
    dcterms,
    fabio,
    foaf,
    obo,
    prism,
    rdf,
    rdfs,
    schema,
    skos,
    term,
    wp,
    xsd,
)

FIGURE = NamedNode(PREFIXES["pfocr"] + "PMC9658666__jcm-11-06491-g002.html")
PICTURE = NamedNode(PREFIXES["europepmc"] + "PMC9658666/bin/jcm-11-06491-g002.jpg")
ARTICLE = NamedNode(PREFIXES["doi"] + "10.3390/jcm11216491")
PAGE = NamedNode(PREFIXES["doi"] + "10.1007/s12185-011-0949-x")
AUTHOR = NamedNode(PREFIXES["mmrdf"] + "article/doi/10.1007/s12185-011-0949-x#author-1")
ISSUE = NamedNode(PREFIXES["mmrdf"] + "journal/j-clin-med/11/21")
VOLUME = NamedNode(PREFIXES["mmrdf"] + "journal/j-clin-med/11")
JOURNAL = NamedNode(PREFIXES["mmrdf"] + "journal/j-clin-med")
MOUSE = NamedNode(PREFIXES["obo"] + "NCBITaxon_10090")
HUMAN = NamedNode(PREFIXES["obo"] + "NCBITaxon_9606")
ELSEWHERE = NamedNode("https://example.org/x")

Graph = list[Triple]


def _found(graph: Graph) -> dict[str, str]:
    """The shapes that found something, and how bad it is; the seeds' own warnings left out."""
    return {r.shape_name: r.severity for r in validate(graph).results if r.severity == "Violation"}


def test_seeds(graph: Graph) -> None:
    """The seeds violate nothing; what is doubtful in them is a warning, what is thin an info."""
    report = validate(graph)

    assert report.conforms
    assert {(r.severity, r.shape_name) for r in report.results} == {
        ("Warning", "Article-doi-missing"),
        ("Warning", "Figure-organism-missing"),
        ("Info", "Journal-name-missing"),
    }


def _without(graph: Graph, subject: Any, predicate: Any) -> Graph:
    kept = [t for t in graph if (t.subject, t.predicate) != (subject, predicate)]
    assert len(kept) < len(graph)
    return kept


def _with(graph: Graph, subject: Any, predicate: Any, value: Any) -> Graph:
    value = Literal(value) if isinstance(value, str) else value
    return [*graph, Triple(subject, predicate, value)]


def _instead(graph: Graph, subject: Any, predicate: Any, value: Any) -> Graph:
    return _with(_without(graph, subject, predicate), subject, predicate, value)


def _renamed(triple: Triple, old: NamedNode, new: NamedNode) -> Triple:
    return Triple(*(new if term == old else term for term in triple))


def _typed(text: str, kind: NamedNode) -> Literal:
    return Literal(text, datatype=kind)


BROKEN = {
    "Figure": lambda g: [t for t in g if (t.subject, t.object) != (FIGURE, skos.Collection)],
    "Figure-dc-identifier": lambda g: _instead(g, FIGURE, dc.identifier, ELSEWHERE),
    "Figure-identifier": lambda g: _with(g, FIGURE, dcterms.identifier, "PMC1__second"),
    "Figure-schema-identifier": lambda g: _without(g, FIGURE, schema.identifier),
    "Figure-page": lambda g: _without(g, FIGURE, foaf.page),
    "Figure-title": lambda g: _instead(g, FIGURE, dc.title, "no language"),
    "Figure-name": lambda g: _instead(g, FIGURE, schema.name, "CreativeWork"),
    "Figure-alias": lambda g: _instead(g, FIGURE, schema.alternateName, "F2"),
    "Figure-see-also": lambda g: _with(g, FIGURE, rdfs.seeAlso, ELSEWHERE),
    "Figure-schema-description": lambda g: _instead(g, FIGURE, schema.description, "another"),
    "Figure-about": lambda g: _without(g, FIGURE, schema.about),
    "Figure-organism-pair": lambda g: _instead(g, FIGURE, wp.organismName, "Mus musculus"),
    "Figure-image": lambda g: _instead(g, FIGURE, schema.image, ELSEWHERE),
    "Figure-cites": lambda g: _without(g, FIGURE, cito.cites),
    "Figure-based-on": lambda g: _without(g, FIGURE, schema.isBasedOn),
    "Figure-article-part": lambda g: _without(g, ARTICLE, dcterms.isPartOf),
    "Figure-score": lambda g: _instead(g, FIGURE, term.pathwayScore, _typed("1.5", xsd.decimal)),
    "Figure-ndex": lambda g: _with(g, FIGURE, dcterms.hasFormat, ELSEWHERE),
    "Figure-keywords": lambda g: _with(g, FIGURE, schema.keywords, ".na.character"),
    "Figure-source": lambda g: _instead(g, FIGURE, dc.source, "NA"),
    "Figure-ontology-tag": lambda g: _with(
        g, FIGURE, wp.ontologyTag, NamedNode(PREFIXES["wp"] + "Curation:AnalysisCollection")
    ),
    "Figure-license": lambda g: _with(g, FIGURE, dcterms.license, ELSEWHERE),
    "Figure-schema-license": lambda g: _without(g, FIGURE, schema.license),
    "Picture": lambda g: [_renamed(t, PICTURE, ELSEWHERE) for t in g],
    "Picture-position": lambda g: _with(g, PICTURE, schema.position, "F3"),
    "Picture-genre": lambda g: _instead(g, PICTURE, schema.genre, ""),
    "Picture-page": lambda g: _instead(g, PICTURE, foaf.page, ELSEWHERE),
    "Picture-encoding-format": lambda g: _without(g, PICTURE, schema.encodingFormat),
    "Picture-content-url": lambda g: _without(g, PICTURE, schema.contentUrl),
    "Picture-is-part-of": lambda g: _without(g, PICTURE, schema.isPartOf),
    "Taxon": lambda g: [_renamed(t, HUMAN, ELSEWHERE) for t in g],
    "Taxon-name": lambda g: [
        *_with(g, MOUSE, rdf.type, schema.Taxon),
        Triple(MOUSE, obo.NCIT_C179773, Literal("10090")),
    ],
    "Taxon-taxid": lambda g: _instead(g, HUMAN, obo.NCIT_C179773, _typed("9606", xsd.integer)),
    "Article": lambda g: [t for t in g if (t.subject, t.object) != (PAGE, wp.PublicationReference)],
    "Article-name": lambda g: _with(g, PAGE, schema.name, "Another title"),
    "Article-identifier": lambda g: _with(g, PAGE, dcterms.identifier, "1"),
    "Article-source": lambda g: _instead(g, PAGE, dc.source, "null"),
    "Article-page": lambda g: _with(g, PAGE, foaf.page, ELSEWHERE),
    "Article-schema-identifier": lambda g: _with(g, PAGE, schema.identifier, "10.1000/x"),
    "Article-same-as": lambda g: _with(g, PAGE, schema.sameAs, ELSEWHERE),
    "Article-pmid": lambda g: _with(g, PAGE, fabio.hasPubMedId, "PMC1"),
    "Article-doi": lambda g: _instead(g, PAGE, prism.doi, "10.1000/UPPER"),
    "Article-pmcid": lambda g: _with(g, PAGE, fabio.hasPubMedCentralId, "123"),
    "Article-additional-type": lambda g: _with(g, PAGE, schema.additionalType, ELSEWHERE),
    "Article-citation": lambda g: _with(g, PAGE, dcterms.bibliographicCitation, ""),
    "Article-date-published": lambda g: _instead(
        g, PAGE, schema.datePublished, _typed("20x1", xsd.gYear)
    ),
    "Article-date-range": lambda g: _with(g, PAGE, dcterms.date, "1979-11/1980-05"),
    "Article-available": lambda g: _instead(g, PAGE, dcterms.available, "2011-10-18"),
    "Article-is-part-of": lambda g: _with(g, PAGE, schema.isPartOf, PAGE),
    "Article-pagination": lambda g: _with(g, PAGE, schema.pagination, "NA"),
    "Article-page-start": lambda g: _instead(g, PAGE, schema.pageStart, "e1"),
    "Article-page-end": lambda g: _with(g, PAGE, schema.pageEnd, "344"),
    "Article-abstract": lambda g: _with(g, PAGE, schema.abstract, "another"),
    "Article-free": lambda g: _with(g, PAGE, schema.isAccessibleForFree, "yes"),
    "Article-keywords": lambda g: _with(g, PAGE, schema.keywords, "NULL"),
    "Article-reference": lambda g: _with(g, PAGE, schema.citation, ""),
    "Article-credit": lambda g: _with(g, PAGE, schema.creditText, ""),
    "Article-publisher": lambda g: _with(g, PAGE, dc.publisher, ".na.character"),
    "Article-copyright": lambda g: _with(g, PAGE, schema.copyrightNotice, ""),
    "Author-name": lambda g: _without(g, AUTHOR, schema.name),
    "Author-position": lambda g: _instead(g, AUTHOR, schema.position, _typed("0", xsd.integer)),
    "Issue-number": lambda g: _without(g, ISSUE, schema.issueNumber),
    "Issue-is-part-of": lambda g: _instead(g, ISSUE, schema.isPartOf, JOURNAL),
    "Volume-number": lambda g: _without(g, VOLUME, schema.volumeNumber),
    "Volume-is-part-of": lambda g: _without(g, VOLUME, schema.isPartOf),
    "Journal-name": lambda g: _instead(g, JOURNAL, schema.name, ".na.character"),
    "Journal-abbreviation": lambda g: _instead(
        g, JOURNAL, fabio.hasNLMJournalTitleAbbreviation, "J C M"
    ),
    "Record": lambda g: _with(g, ELSEWHERE, dcterms.isPartOf, ELSEWHERE),
    "NoInteraction-type": lambda g: _with(
        g, ELSEWHERE, rdf.type, NamedNode(PREFIXES["wp"] + "Interaction")
    ),
}


@pytest.mark.parametrize("shape", BROKEN)
def test_broken_on_purpose(graph: Graph, shape: str) -> None:
    """A graph broken for one shape fails for that shape, and for no other."""
    assert _found(BROKEN[shape](graph)) == {shape: "Violation"}


@pytest.mark.parametrize(
    ("shape", "subject", "predicate"),
    [
        ("Figure-title-missing", FIGURE, dc.title),
        ("Figure-name-missing", FIGURE, schema.name),
        ("Figure-keywords-missing", FIGURE, schema.keywords),
        ("Article-identifier-missing", PAGE, schema.identifier),
        ("Article-doi-missing", PAGE, prism.doi),
        ("Article-date-published-missing", PAGE, schema.datePublished),
        ("Journal-name-missing", JOURNAL, schema.name),
    ],
)
def test_missing(graph: Graph, shape: str, subject: NamedNode, predicate: NamedNode) -> None:
    """What a source leaves out is found, and is no violation."""
    report = validate(_without(graph, subject, predicate))

    assert report.conforms
    assert (shape, subject.value) in {(r.shape_name, r.focus) for r in report.results}


def _shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in shapes_folder().glob("*.ttl"):
        graph.parse(path)
    return graph


def test_shapes_are_explained() -> None:
    """Every property shape has a severity and a message; every node shape is used."""
    graph = _shapes()
    for shape in graph.subjects(rdflib.RDF.type, rdflib.SH.PropertyShape):
        assert graph.value(shape, rdflib.SH.message), shape
        severity = graph.value(shape, rdflib.SH.severity)
        assert str(severity).removeprefix(str(rdflib.SH)) in SEVERITIES
        assert list(graph.subjects(rdflib.SH.property, shape)), shape


def test_every_class_has_a_shape() -> None:
    """Each class of node that is written has a node shape of its name."""
    names = {
        str(shape).removeprefix(PREFIXES["shapes"])
        for shape in _shapes().subjects(rdflib.RDF.type, rdflib.SH.NodeShape)
    }

    assert {record.__name__ for record in MAPPERS} <= names


def test_shapes_are_valid_shacl() -> None:
    """The shapes themselves conform to the shapes of SHACL."""
    import pyshacl  # noqa: PLC0415 (slow to import)

    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=_shapes(), meta_shacl=True)

    assert conforms, text


def test_report_as_rdf(graph: Graph) -> None:
    """The report is a sh:ValidationReport without blank nodes, the same each time."""
    report = validate(graph)
    said = list(report.triples())
    parsed = to_rdflib(said)

    assert all(isinstance(triple.subject, NamedNode) for triple in said)
    assert said == list(validate(graph).triples())
    [node] = parsed.subjects(rdflib.RDF.type, rdflib.SH.ValidationReport)
    assert len(list(parsed.objects(node, rdflib.SH.result))) == len(report.results)
    assert parsed.value(node, rdflib.SH.conforms) == rdflib.Literal(False)  # noqa: FBT003


def test_empty_report() -> None:
    """A report without results conforms, in RDF too."""
    assert [str(t.object) for t in Report().triples()][1].startswith('"true"')
    assert validate([]) == Report()


def test_sources(seeds: list[Record]) -> None:
    """A result names the file that its node comes from."""
    figure = seeds[1]
    sources = {triple.subject.value: figure.source for triple in triples(figure)}  # type: ignore[union-attr]
    report = validate(triples(figure), sources=sources)

    assert {str(result.source) for result in report.results} == {f"{figure.source.file}:1"}
    assert json.loads(json.dumps(report.as_dict()))["results"][0]["source"].endswith("txt:1")


def test_merged(graph: Graph) -> None:
    """Reports merge into one, each result once, the worst first."""
    report = validate(graph)
    broken = validate(_with(graph, PAGE, schema.keywords, "NA"))
    both = merged([report, broken])

    assert both == broken
    assert both.results[0].severity == "Violation"
    assert merged([report, report]) == report


def test_by_shape(graph: Graph) -> None:
    """The report lists each shape with an example and a count."""
    found = {result.shape_name: count for result, count in validate(graph).by_shape()}

    assert found["Journal-name-missing"] == 3


def test_to_rdflib(graph: Graph) -> None:
    """Rdflib gets every literal as it is written, and the same graph."""
    parsed = to_rdflib(graph)
    dataset, again = Dataset(), Dataset()
    for triple in graph:
        dataset.add(Quad(triple.subject, triple.predicate, triple.object))
    written = parsed.serialize(format="nt", encoding="utf-8")
    for quad in pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.N_TRIPLES):
        again.add(quad)
    for one in (dataset, again):
        one.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)

    assert dataset == again


def test_missing_shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without shapes nothing is judged, and that is an error, not a green light."""
    module = sys.modules["mmrdf.validate"]
    monkeypatch.setattr(module, "shapes_folder", lambda: tmp_path)
    module._shapes.cache_clear()  # noqa: SLF001
    try:
        with pytest.raises(ExportError, match="no shapes in"):
            validate([])
    finally:
        module._shapes.cache_clear()  # noqa: SLF001


def test_source_of_unknown_node(graph: Graph) -> None:
    """A node of no known file has no source."""
    report = validate(graph, sources={FIGURE.value: Source(file="a")})

    assert {result.source for result in report.results} == {None}
