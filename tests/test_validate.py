"""The shapes: they hold for what we write, and each finds what it is there for."""

import json
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from mmrdf import MmrdfError, Record, Report, read, to_rdflib, triples, validate
from mmrdf.mappers import MAPPERS
from mmrdf.records import Source
from mmrdf.validate import SEVERITIES, merged, shapes_folder
from mmrdf.vocab import (
    EDTF,
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
    sh,
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
ADDRESS = NamedNode(PREFIXES["mmrdf"] + "article/pubmed/123#affiliation-2")
BLANK = BlankNode("blank")
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


def _renamed(triple: Triple, old: NamedNode, new: NamedNode | BlankNode) -> Triple:
    return Triple(*(new if term == old else term for term in triple))


def _mouse() -> Graph:
    said = ((rdf.type, schema.Taxon), (schema.name, Literal("Mus musculus")))
    return [Triple(MOUSE, *pair) for pair in (*said, (obo.NCIT_C179773, Literal("10090")))]


def _typed(text: str, kind: NamedNode) -> Literal:
    return Literal(text, datatype=kind)


BROKEN = {
    "Figure": lambda g: [t for t in g if (t.subject, t.object) != (FIGURE, skos.Collection)],
    "Figure-itself": lambda g: _instead(g, FIGURE, dc.identifier, ELSEWHERE),
    "Figure-dc-identifier": lambda g: _without(g, FIGURE, dc.identifier),
    "Figure-url": lambda g: _without(g, FIGURE, schema.url),
    "Figure-identifier": lambda g: _instead(
        _instead(g, FIGURE, dcterms.identifier, "no figid"), FIGURE, schema.identifier, "no figid"
    ),
    "Figure-schema-identifier": lambda g: _without(g, FIGURE, schema.identifier),
    "Figure-page": lambda g: _without(g, FIGURE, foaf.page),
    "Figure-title": lambda g: _instead(g, FIGURE, dc.title, "no language"),
    "Figure-name": lambda g: _instead(g, FIGURE, schema.name, "CreativeWork"),
    "Figure-alias": lambda g: _instead(g, FIGURE, schema.alternateName, "F2"),
    "Figure-see-also": lambda g: _with(g, FIGURE, rdfs.seeAlso, ELSEWHERE),
    "Figure-description": lambda g: _instead(
        _instead(g, FIGURE, dcterms.description, "NA"), FIGURE, schema.description, "NA"
    ),
    "Figure-schema-description": lambda g: _instead(g, FIGURE, schema.description, "another"),
    "Figure-about": lambda g: _without(g, FIGURE, schema.about),
    "Figure-organism": lambda g: (
        _with(
            _with(_with(g, FIGURE, wp.organism, MOUSE), FIGURE, schema.about, MOUSE),
            FIGURE,
            wp.organismName,
            Literal("Mus musculus"),
        )
        + _mouse()
    ),
    "Figure-organism-name": lambda g: _instead(
        _instead(g, FIGURE, wp.organismName, _typed("1", xsd.integer)),
        HUMAN,
        schema.name,
        _typed("1", xsd.integer),
    ),
    "Figure-organism-pair": lambda g: _instead(g, FIGURE, wp.organismName, "Mus musculus"),
    "Figure-img": lambda g: [t for t in g if (t.subject, t.object) != (PICTURE, foaf.Image)],
    "Figure-image": lambda g: _instead(g, FIGURE, schema.image, ELSEWHERE),
    "Figure-references": lambda g: [
        t
        for t in g
        if t.object != ARTICLE
        or t.predicate not in {dcterms.references, cito.cites, schema.isBasedOn}
    ],
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
    "Picture-caption": lambda g: _instead(g, PICTURE, schema.caption, ".na.character"),
    "Picture-format": lambda g: _instead(
        _instead(g, PICTURE, dcterms.format, "jpg"), PICTURE, schema.encodingFormat, "jpg"
    ),
    "Picture-record": lambda g: _without(_without(g, FIGURE, foaf.img), FIGURE, schema.image),
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
    "Article-type": lambda g: _with(g, PAGE, rdf.type, schema.Dataset),
    "Article-title": lambda g: _with(_with(g, PAGE, schema.name, ""), PAGE, dcterms.title, ""),
    "Article-is-part-of-record": lambda g: _with(g, PAGE, dcterms.isPartOf, ELSEWHERE),
    "Article-author": lambda g: _with(g, PAGE, schema.author, ELSEWHERE),
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
    "Article-page-end": lambda g: _with(g, PAGE, schema.pageEnd, "e344"),
    "Article-abstract": lambda g: _with(g, PAGE, schema.abstract, ""),
    "Article-free": lambda g: _with(g, PAGE, schema.isAccessibleForFree, "yes"),
    "Article-keywords": lambda g: _with(g, PAGE, schema.keywords, "NULL"),
    "Article-reference": lambda g: _with(g, PAGE, schema.citation, ""),
    "Article-credit": lambda g: _with(g, PAGE, schema.creditText, ""),
    "Article-publisher": lambda g: _with(g, PAGE, dc.publisher, ".na.character"),
    "Article-copyright": lambda g: _with(g, PAGE, schema.copyrightNotice, ""),
    "Author": lambda g: [_renamed(t, AUTHOR, BLANK) for t in g],
    "Author-type": lambda g: _with(g, AUTHOR, rdf.type, schema.Organization),
    "Author-affiliation": lambda g: _without(g, ADDRESS, rdf.type),
    "Affiliation": lambda g: [_renamed(t, ADDRESS, BLANK) for t in g],
    "Affiliation-name": lambda g: _without(g, ADDRESS, schema.name),
    "Affiliation-e-mail": lambda g: _instead(g, ADDRESS, schema.name, "Void, ann@void.example"),
    "Author-name": lambda g: _without(g, AUTHOR, schema.name),
    "Author-position": lambda g: _instead(g, AUTHOR, schema.position, _typed("0", xsd.integer)),
    "Issue": lambda g: [_renamed(t, ISSUE, BLANK) for t in g],
    "Volume": lambda g: [_renamed(t, VOLUME, BLANK) for t in g],
    "Journal": lambda g: _without(
        _without(_without(g, JOURNAL, schema.name), JOURNAL, schema.alternateName),
        JOURNAL,
        fabio.hasNLMJournalTitleAbbreviation,
    ),
    "Journal-alternate-name": lambda g: _with(
        _with(g, JOURNAL, schema.alternateName, "NA"),
        JOURNAL,
        fabio.hasNLMJournalTitleAbbreviation,
        "NA",
    ),
    "Issue-number": lambda g: _without(g, ISSUE, schema.issueNumber),
    "Issue-is-part-of": lambda g: _instead(g, ISSUE, schema.isPartOf, JOURNAL),
    "Volume-number": lambda g: _without(g, VOLUME, schema.volumeNumber),
    "Volume-is-part-of": lambda g: _without(g, VOLUME, schema.isPartOf),
    "Journal-name": lambda g: _instead(g, JOURNAL, schema.name, ".na.character"),
    "Journal-abbreviation": lambda g: _instead(
        g, JOURNAL, fabio.hasNLMJournalTitleAbbreviation, "J C M"
    ),
    "Record": lambda g: _with(g, ELSEWHERE, dcterms.isPartOf, ELSEWHERE),
    "Reference": lambda g: _with(g, ELSEWHERE, cito.cites, ELSEWHERE),
    "NoInteraction-type": lambda g: _with(
        g, ELSEWHERE, rdf.type, NamedNode(PREFIXES["wp"] + "Interaction")
    ),
}


#: Shapes that look at the same thing from the other side, and so fail together.
ENTANGLED = {
    "Figure-description": {"Figure-schema-description"},
    "Figure-organism": {"Figure-organism-name"},
    "Figure-organism-name": {"Figure-organism-pair", "Taxon-name"},
    "Figure-img": {"Picture"},
    "Article-title": {"Article-name"},
    "Article-is-part-of-record": {"Record"},
    "Article-author": {"Author-name", "Author-position", "Author-type"},
    "Author": {"Article-author"},
    "Affiliation": {"Author-affiliation"},
    "Journal-alternate-name": {"Journal-abbreviation"},
}

#: What makes a graph doubtful or thin, but not wrong.
WEAKENED = {
    "Figure-title-missing": lambda g: _without(g, FIGURE, dc.title),
    "Figure-name-missing": lambda g: _without(g, FIGURE, schema.name),
    "Figure-description-missing": lambda g: _without(
        _without(g, FIGURE, dcterms.description), FIGURE, schema.description
    ),
    "Figure-organism-missing": lambda g: g,
    "Figure-image-missing": lambda g: [t for t in g if PICTURE not in {t.subject, t.object}],
    "Figure-keywords-missing": lambda g: _without(g, FIGURE, schema.keywords),
    "Article-name-missing": lambda g: _without(_without(g, PAGE, schema.name), PAGE, dcterms.title),
    "Article-name-twice": lambda g: _with(
        _with(g, PAGE, schema.name, "Another"), PAGE, dcterms.title, "Another"
    ),
    "Article-identifier-missing": lambda g: _without(g, PAGE, schema.identifier),
    "Article-doi-missing": lambda g: g,
    "Article-date-published-missing": lambda g: _without(g, PAGE, schema.datePublished),
    "Article-date-published-twice": lambda g: _with(
        g, PAGE, schema.datePublished, _typed("2012", xsd.gYear)
    ),
    "Article-date-range-twice": lambda g: [
        *g,
        *(Triple(PAGE, dcterms.date, Literal(text, datatype=EDTF)) for text in ("1/2", "1/3")),
    ],
    "Article-available-twice": lambda g: _with(
        g, PAGE, dcterms.available, _typed("2012", xsd.gYear)
    ),
    "Article-is-part-of-twice": lambda g: _with(g, PAGE, schema.isPartOf, JOURNAL),
    "Article-pagination-twice": lambda g: _with(g, PAGE, schema.pagination, "1-2"),
    "Article-abstract-twice": lambda g: _with(g, PAGE, schema.abstract, "Another"),
    "Issue-number-twice": lambda g: _with(g, ISSUE, schema.issueNumber, "22"),
    "Volume-number-twice": lambda g: _with(g, VOLUME, schema.volumeNumber, "12"),
    "Journal-name-missing": lambda g: g,
    "Journal-name-twice": lambda g: _with(g, JOURNAL, schema.name, "Another"),
}


@pytest.fixture(scope="session")
def whole(graph: Graph) -> Graph:
    """The seeds, and a page with affiliations."""
    [page] = read(Path(__file__).parent / "data" / "golden" / "page-pasted.txt")
    return [*graph, *triples(page)]


@pytest.mark.parametrize("shape", BROKEN)
def test_broken_on_purpose(whole: Graph, shape: str) -> None:
    """A graph broken for one shape fails for that shape, and for no other."""
    expected = {shape, *ENTANGLED.get(shape, ())}

    assert set(_found(BROKEN[shape](whole))) == expected


@pytest.mark.parametrize("shape", WEAKENED)
def test_weakened_on_purpose(whole: Graph, shape: str) -> None:
    """A graph that lacks or doubles something is told so, and is no violation."""
    report = validate(WEAKENED[shape](whole))

    assert report.conforms
    assert shape in {result.shape_name for result in report.results}


def test_every_shape_is_tried() -> None:
    """There is no shape that nothing can break; Text and NoInteraction work through others."""
    names = {
        str(shape).removeprefix(PREFIXES["shapes"])
        for kind in (rdflib.SH.NodeShape, rdflib.SH.PropertyShape)
        for shape in _shapes().subjects(rdflib.RDF.type, kind)
        if isinstance(shape, rdflib.URIRef)
    }

    assert names == {*BROKEN, *WEAKENED, "Text", "NoInteraction"}


def test_values(whole: Graph) -> None:
    """A result gives the value at fault as it stands in the graph."""
    report = validate(BROKEN["Article-available"](whole))
    [result] = [r for r in report.results if r.severity == "Violation"]

    assert result.value == Literal("2011-10-18")
    assert Triple(NamedNode("x:y"), sh.value, Literal("2011-10-18")).object in {
        triple.object for triple in report.triples()
    }


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
        with pytest.raises(MmrdfError, match="no shapes in"):
            validate([])
    finally:
        module._shapes.cache_clear()  # noqa: SLF001


def test_source_of_unknown_node(graph: Graph) -> None:
    """A node of no known file has no source."""
    report = validate(graph, sources={FIGURE.value: Source(file="a")})

    assert {result.source for result in report.results} == {None}
