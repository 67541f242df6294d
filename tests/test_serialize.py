"""Formats: all mean the same triples, and nothing is fetched to read them."""

import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, Triple
from rdflib.compare import isomorphic

from mmrdf import (
    Article,
    Record,
    iris,
    read,
    resolve,
    serialize,
    to_rdflib,
    triples,
    write,
)
from mmrdf.errors import FormatError
from mmrdf.graph import MANY, Node, grouped
from mmrdf.graph import text as plain
from mmrdf.mappers import LAYERS
from mmrdf.records import Abstract, Date, Section
from mmrdf.serialize import FORMATS, jsonld, turtle
from mmrdf.vocab import PREFIXES, foaf, oa, rdf, schema, term


def _written(graph: list[Triple], name: str) -> bytes:
    out = io.BytesIO()
    write(graph, out, name)
    return out.getvalue()


def _canonical(content: bytes, name: str) -> str:
    """The triples, canonicalised by RDFC-1.0."""
    dataset = Dataset()
    for quad in pyoxigraph.parse(content, format=FORMATS[name].syntax):
        dataset.add(Quad(quad.subject, quad.predicate, quad.object))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(map(str, dataset)))


@pytest.mark.parametrize("name", FORMATS)
def test_same_triples(graph: list[Triple], name: str) -> None:
    """Every format holds the triples that were given, by RDFC-1.0."""
    expected = _canonical(_written(graph, "n-triples"), "n-triples")

    assert expected == _canonical(_written(graph, name), name)
    assert len(set(graph)) == expected.count("\n") + 1


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_agrees(graph: list[Triple], name: str) -> None:
    """rdflib, an independent parser, reads the same graph without a warning."""
    parsed = rdflib.Dataset(default_union=True)
    media_type = FORMATS[name].media_type
    parsed.parse(data=_written(graph, name), format=media_type)
    expected = {(str(s), str(p), str(o)) for s, p, o in to_rdflib(graph)}

    assert expected == {(str(s), str(p), str(o)) for s, p, o, _ in parsed.quads()}


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_write(name: str) -> None:
    """No triples make a valid file without triples."""
    assert _canonical(_written([], name), name) == ""


@pytest.mark.parametrize("name", [n for n in FORMATS if not FORMATS[n].nested])
def test_pieces(graph: list[Triple], name: str) -> None:
    """Pieces put together are the same bytes as the whole, wherever it is cut."""
    row = FORMATS[name]
    cut = next(n for n in range(50, len(graph)) if graph[n].subject != graph[n - 1].subject)
    pieces = [row.write(grouped(part), "core") for part in (graph[:cut], [], graph[cut:])]
    prefixes = frozenset().union(*(piece.prefixes for piece in pieces))
    whole = row.whole((piece.content for piece in pieces), "core", prefixes)

    assert _written(graph, name) == b"".join(whole)


_PREFIX = re.compile(rb'(?:@prefix |xmlns:)([a-z.]+)(?:: <|=")')


@pytest.mark.parametrize("name", ["turtle", "trig", "rdf-xml"])
@given(data=st.data())
def test_used_prefixes(graph: list[Triple], name: str, data: st.DataObject) -> None:
    """The head declares, once each and at the top, the prefixes that are used, and no others."""
    at = data.draw(st.integers(0, len(graph) - 1))
    part = graph[at : at + data.draw(st.integers(1, 3))]
    content = _written(part, name)
    declared = _PREFIX.findall(content)
    least = {b"rdf"} if name == "rdf-xml" else set()  # the outer element is rdf:RDF

    assert set(part) == {quad.triple for quad in pyoxigraph.parse(content, FORMATS[name].syntax)}
    assert len(set(declared)) == len(declared)
    for prefix in {*declared} - least:
        fewer = re.sub(rb'@prefix %s: .*\n| *xmlns:%s="[^"]*"' % (prefix, prefix), b"", content)
        with pytest.raises(SyntaxError):
            list(pyoxigraph.parse(fewer, FORMATS[name].syntax))


def test_no_prefixes() -> None:
    """Where a file uses no prefix there is no line for one; what a text holds is none."""
    node = pyoxigraph.NamedNode("http://example.org/s")
    texts = ["schema:name", "^^schema:name", "a schema:name ."]
    literals = [pyoxigraph.Literal(it, language=of) for it in texts for of in (None, "en")]
    said = [Triple(node, node, literal) for literal in literals]

    assert _written(said, "turtle").startswith(b"<http://example.org/s> <")


def test_named_graph(graph: list[Triple]) -> None:
    """Formats that can name a graph put all triples into that of their layer."""
    for name in ("n-quads", "trig"):
        for layer in LAYERS:
            out = io.BytesIO()
            write(graph, out, name, layer=layer)
            quads = pyoxigraph.parse(out.getvalue(), format=FORMATS[name].syntax)

            assert {q.graph_name for q in quads} == {iris.graph(layer)}


def test_json_ld_is_nested(seeds: list[Record]) -> None:
    """The figure holds its picture, article and organism; the article its journal."""
    document = json.loads(jsonld.document(grouped(triples(seeds[0]))))

    assert document["@type"] == ["term:PathwayFigure", "Dataset"]
    assert document["image"]["@type"] == "ImageObject"
    article = document["isBasedOn"]
    assert article["@type"] == "ScholarlyArticle"
    assert article["isPartOf"]["isPartOf"]["isPartOf"]["name"] == "Journal of Clinical Medicine"
    assert document["about"]["name"] == "Homo sapiens"
    assert document["term:geneIdentifiersOf"] == document["about"]["@id"]


def test_json_ld_literals() -> None:
    """Plain strings, numbers and truth values are JSON's own; the context has the type of dates."""
    abstract = Abstract(sections=(Section(label=None, text="Text. " * 100),))
    date = Date(start="2011-10")
    article = Article(doi="10.1000/x", title="A", published=date, free=True, abstract=abstract)
    document = json.loads(jsonld.document(grouped(triples(article))))

    assert document["name"] == "A"
    assert document["isAccessibleForFree"] is True
    assert document["datePublished"] == "2011-10"
    assert document["@context"]["datePublished"] == {"@type": "xsd:gYearMonth"}


def _said(content: bytes) -> set[str]:
    """The triples of a JSON-LD document."""
    quads = pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.JSON_LD)
    return {str(quad.triple) for quad in quads}


@pytest.mark.parametrize("context", ["pruned", "inline"])
def test_document(seeds: list[Record], context: str) -> None:
    """A record's document holds the triples of the record, for rdflib too."""
    for record in seeds:
        graph = list(triples(record))
        content = jsonld.document(grouped(graph), context)
        parsed = rdflib.Graph().parse(data=content, format="json-ld")

        assert _said(content) == set(map(str, graph))
        assert isomorphic(parsed, to_rdflib(graph))


def test_pruned_context(seeds: list[Record]) -> None:
    """A document declares what it uses, and nothing else."""
    for record in seeds:
        content = json.loads(jsonld.document(grouped(triples(record))))
        context = content.pop("@context")
        text = json.dumps(content)
        terms = {name for name in context if isinstance(context[name], dict)}
        prefixes = context.keys() - terms - {"@vocab"}
        used = [*re.findall(r'"([a-z]+):', text), *re.findall(r'"([a-z]+):', str(context))]
        used += [name.partition(":")[0] for name in terms]
        used += [it["@type"].partition(":")[0] for name, it in context.items() if name in terms]

        assert all(f'"{name}": ' in text for name in terms)
        assert prefixes <= set(used)
        assert context["@vocab"] == PREFIXES["schema"]


def test_context_is_a_quarter_at_most(corpus: Path) -> None:
    """However short a record is, its document is no context in the main."""
    files = [*(corpus / "pfocr" / "_figures").iterdir(), *(corpus / "pubmed").iterdir()]
    for record in (it for path in files for it in read(path, refuse=lambda _: None)):
        content = jsonld.document(grouped(triples(resolve(record))))
        rest = content[content.index(b"\n  },") :]

        assert len(rest) >= len(content) * 3 / 4, record.source


def test_short_document_is_written_out() -> None:
    """A document of a few lines has no terms to declare but those of schema.org."""
    article = Article(pmid="1", title="A", revised=Date(start="2014-10-11"))
    graph = list(triples(article))
    content = jsonld.document(grouped(graph))
    document = json.loads(content)

    assert document["@context"] == {"@vocab": PREFIXES["schema"]}
    assert document["sdDatePublished"]["@value"] == "2014-10-11"
    assert document[f"{PREFIXES['fabio']}hasPubMedId"] == "1"
    assert _said(content) == set(map(str, graph))


_VALUES = st.sampled_from(
    [
        *('"a"', '"a"@en', '"1"^^<{xsd}integer>', '"01"^^<{xsd}integer>', '"1.50"^^<{xsd}decimal>'),
        *('"2011"^^<{xsd}gYear>', '"2011-10"^^<{xsd}gYearMonth>', '"true"^^<{xsd}boolean>'),
        *('"3"^^<{xsd}nonNegativeInteger>', '"x"^^<http://id.loc.gov/datatypes/edtf>'),
        *("<http://example.org/a>", "<{term}asserted>", "<{schema}name>"),
    ]
).map(lambda text: text.replace("{xsd}", PREFIXES["xsd"]).format(**PREFIXES))

_PROPERTIES = st.sampled_from(
    [
        *(schema.name, schema.url, schema.datePublished, schema.sdDatePublished, schema.isPartOf),
        *(term.confidence, term.status, oa.start, oa.hasBody, oa.exact, rdf.value, foaf.page),
        pyoxigraph.NamedNode("http://example.org/p"),
    ]
)


@given(st.lists(st.tuples(_PROPERTIES, _VALUES, st.booleans()), max_size=30))
def test_any_values(said: list[tuple[pyoxigraph.NamedNode, str, bool]]) -> None:
    """Whatever values properties have, the documents and the layers mean the same triples."""
    lines = [f"{it} {value}" for it, value, _ in said if it != term.status or value[0] == "<"]
    nodes = [Node.read(f"<http://example.org/{n}>", lines[n::2]) for n in range(2)]
    expected = {str(triple) for node in nodes for triple in node.triples()}
    whole = {
        layer: jsonld.head(layer) + jsonld.body(nodes, layer) + FORMATS["json-ld"].tail
        for layer in LAYERS
    }

    for content in (*whole.values(), *(jsonld.document(nodes, it) for it in ("pruned", "inline"))):
        assert _said(content) == expected


def test_published_context() -> None:
    """A document may refer to a context, which with the file of the context means the same."""
    graph = list(triples(Article(pmid="1", title="A", published=Date(start="2014-10-11"))))
    address = "https://example.org/context.jsonld"
    document = json.loads(jsonld.document(grouped(graph), address))

    assert document["@context"] == address
    document |= json.loads(jsonld.context_file())
    assert _said(json.dumps(document).encode()) == set(map(str, graph))


# Terms of https://www.w3.org/ns/anno.jsonld, W3C Recommendation of 23 February 2017.
_ANNO = {
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": "oa:hasSource",
    "selector": "oa:hasSelector",
    "exact": "oa:exact",
    "start": "oa:start",
    "end": "oa:end",
    "value": "rdf:value",
}


def test_evidence_reads_as_web_annotation(seeds: list[Record]) -> None:
    """The evidence has the keys of the Web Annotation standard, and none of its other words."""
    out = io.BytesIO()
    graph = [triple for record in seeds for triple in triples(record, "evidence")]
    write(graph, out, "json-ld", layer="evidence")
    document = json.loads(out.getvalue())
    context = document["@context"]
    bare = {name: it["@id"] if isinstance(it, dict) else it for name, it in context.items()}
    bare = {name: it for name, it in bare.items() if ":" not in name and name not in PREFIXES}
    text = out.getvalue().decode()

    assert bare == {
        name: it.replace("oa:", PREFIXES["oa"]).replace("rdf:", PREFIXES["rdf"])
        for name, it in _ANNO.items()
    }
    assert "@vocab" not in context
    assert '"oa:' not in text.partition("@graph")[2]
    assert _said(out.getvalue()) == set(map(str, graph))
    annotations = [it for it in document["@graph"] if it["type"] == "Annotation"]
    place = next(it["target"] for it in annotations if it["target"].get("selector"))
    assert place["type"] == "SpecificResource"
    assert place["source"]["type"] == "TextualBody"
    assert place["selector"]["type"] == ["TextPositionSelector", "TextQuoteSelector"]
    start, end = place["selector"]["start"], place["selector"]["end"]
    assert place["source"]["value"][start:end] == place["selector"]["exact"]


@pytest.mark.parametrize(
    ("text", "kind"), [("01", "integer"), ("-0", "integer"), ("1", "boolean"), ("0.930", "decimal")]
)
def test_lexical_form(text: str, kind: str) -> None:
    """A number keeps its digits in every format, and in rdflib."""
    datatype = pyoxigraph.NamedNode(f"{PREFIXES['xsd']}{kind}")
    node = pyoxigraph.NamedNode("http://example.org/s")
    said = [Triple(node, node, pyoxigraph.Literal(text, datatype=datatype))]

    for name in FORMATS:
        assert text in _canonical(_written(said, name), name)
    assert [str(value) for value in to_rdflib(said).objects()] == [text]


def test_context_is_inline(graph: list[Triple]) -> None:
    """The context is in the file, and is made of the prefix table."""
    context = json.loads(_written(graph, "json-ld"))["@context"]

    assert context.pop("@vocab") == PREFIXES["schema"]
    links = {name: term for name, term in context.items() if isinstance(term, dict)}
    assert {**context, **links} == {**{p: PREFIXES.get(p) for p in context}, **links}
    assert links["foaf:page"] == {"@id": f"{PREFIXES['foaf']}page", "@type": "@id"}


def test_literal_in_the_place_of_a_link() -> None:
    """A property that is a link as a rule may have a literal, which stays one."""
    subject, page = pyoxigraph.NamedNode("http://example.org/s"), foaf.page
    said = [Triple(subject, page, pyoxigraph.Literal(text)) for text in ("http://a.b/", "x")]

    assert _canonical(_written(said, "json-ld"), "json-ld") == _canonical(
        _written(said, "n-triples"), "n-triples"
    )


def test_record_in_a_line(graph: list[Triple], seeds: list[Record]) -> None:
    """JSON-LD has one line for each record, so that it can be read by lines."""
    lines = _written(graph, "json-ld").splitlines()

    assert len([line for line in lines if line.startswith(b'{"@id"')]) == len(seeds)


@given(st.text(min_size=1), st.text(min_size=1))
def test_round_trip(title: str, text: str) -> None:
    """Writing and reading gives the same triples, whatever the text.

    XML has no way to write most control characters and turns a carriage return into a line
    feed; the readers let none of them in.
    """
    abstract = Abstract(sections=(Section(label=None, text=text),))
    said = list(triples(Article(title=title, abstract=abstract, doi="10.1000/x")))
    is_xml = all(c in "\t\n" or c >= " " for c in title + text) and not set(title + text) & {
        "\ufffe",
        "\uffff",
    }
    for name, row in FORMATS.items():
        if row.name != "rdf-xml" or is_xml:
            content = _written(said, name)
            assert set(said) == {
                Triple(q.subject, q.predicate, q.object)
                for q in pyoxigraph.parse(content, format=row.syntax)
            }


def test_plain_string() -> None:
    """A plain string is written as the library writes it, whatever its characters."""
    found = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    wrong = [c for c in found if plain(c) != str(pyoxigraph.Literal(c))]

    assert not wrong
    with pytest.raises(ValueError, match="must be a str"):
        plain("\ud800")


def _turtle_of_the_library(term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> str:
    """A value as the library writes it in Turtle, with our prefixes."""
    triple = Triple(pyoxigraph.NamedNode("x:s"), pyoxigraph.NamedNode("x:p"), term)
    syntax = pyoxigraph.RdfFormat.TURTLE
    written = pyoxigraph.serialize([triple], format=syntax, prefixes=turtle.SHORT).decode()
    return written.rpartition("<x:p> ")[2].removesuffix(" .\n")


def _turtle(term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> str:
    """A value as mmrdf writes it in Turtle."""
    written = turtle.body([Node("<x:s>", ("<x:p>",), [str(term)])]).decode()
    return written.removeprefix("<x:s> <x:p> ").removesuffix(" .\n\n")


_NAMESPACES = st.sampled_from([*turtle.SHORT.values(), PREFIXES["doi"], "http://example.org/"])


@given(_NAMESPACES, st.text(alphabet="aZ09_.:-~,/?=@;()!$&'*+é", max_size=4))
def test_turtle_iri(namespace: str, local: str) -> None:
    """An IRI has the prefix that the library gives it; never one that needs a backslash."""
    term = pyoxigraph.NamedNode(namespace + local)
    expected, written = _turtle_of_the_library(term), _turtle(term)
    content = turtle.head() + f"<x:s> <x:p> {written} .".encode()
    [quad] = pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE)

    assert quad.object == term
    assert "\\" not in written
    assert written == expected or "\\" in expected or "é" in expected


@given(
    st.text(alphabet='+-.0123456789eE"\\^@<> truefalse', max_size=6),
    st.sampled_from(["integer", "decimal", "double", "boolean", "string", "gYear", "anyURI"]),
)
def test_turtle_literal(text: str, kind: str) -> None:
    """A literal is written as the library writes it, but for doubles, which are never bare."""
    literal = pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(PREFIXES["xsd"] + kind))
    expected = _turtle_of_the_library(literal)

    if kind == "double":
        expected = f"{plain(text)}^^xsd:double"
    assert _turtle(literal) == expected


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "rdf-xml"])
@pytest.mark.parametrize(
    "literal",
    [
        pyoxigraph.Literal('5^^<x:t> "@fr', language="en"),
        pyoxigraph.Literal("a@en^^<x:t>"),
        pyoxigraph.Literal("a", language="en", direction=pyoxigraph.BaseDirection.LTR),
    ],
)
def test_marks_inside_a_text(literal: pyoxigraph.Literal, name: str) -> None:
    """What looks like a language or a datatype inside a text is part of it; a direction stays."""
    said = [Triple(pyoxigraph.NamedNode("x:s"), pyoxigraph.NamedNode("x:p"), literal)]
    found = pyoxigraph.parse(_written(said, name), format=FORMATS[name].syntax)

    assert [quad.triple for quad in found] == said


@pytest.mark.parametrize("name", FORMATS)
def test_said_twice(name: str) -> None:
    """A node of which nothing is said is not written; what is said twice stays one triple."""
    row = FORMATS[name]
    nodes = [Node("<x:s>", (), []), Node("<x:t>", ("<x:p>",) * 3, ['"a"', '"a"', '"b"'])]
    content = b"".join(row.whole([row.body(nodes, "core")], "core"))

    assert _canonical(content, name).count("\n") == 1


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "rdf-xml"])
def test_percent_in_a_property(name: str) -> None:
    """A percent sign is nothing but itself, also where a node's text is made with them."""
    node = pyoxigraph.NamedNode("http://example.org/s")
    said = [Triple(node, pyoxigraph.NamedNode("http://example.org/%20d"), node)]

    found = pyoxigraph.parse(_written(said, name), format=FORMATS[name].syntax)

    assert [quad.triple for quad in found] == said


@pytest.mark.parametrize("module", [turtle, jsonld])
def test_long_forms_are_not_kept(module: Any) -> None:
    """What is made of the properties of a node with very many of them is not kept."""
    before = module._kept.cache_info().misses  # noqa: SLF001
    properties = tuple(f"<http://example.org/{at}>" for at in range(MANY + 1))
    module.body([Node("<x:s>", properties, ['"a"'] * len(properties))])

    assert module._kept.cache_info().misses == before  # noqa: SLF001


def test_said_once_in_json_ld() -> None:
    """A triple that is given twice is written once, together or apart."""
    subject, name = pyoxigraph.NamedNode("http://example.org/s"), schema.name
    one, two = Triple(subject, name, pyoxigraph.Literal("a")), Triple(name, name, name)

    for said in ([one, one, two], [one, two, one]):
        assert _written(said, "json-ld").count(b'"a"') == 1


def test_deep() -> None:
    """Nodes inside nodes are written however many there are, the deepest beside the others."""
    names = [pyoxigraph.NamedNode(f"http://example.org/{at}") for at in range(2_000)]
    said = [Triple(a, schema.citation, b) for a, b in pairwise(names)]
    content = _written(said, "json-ld")

    assert content.count(b'\n{"@id"') > 1
    assert _canonical(content, "json-ld") == _canonical(_written(said, "n-triples"), "n-triples")


@pytest.mark.parametrize("name", FORMATS)
def test_parse(graph: list[Triple], tmp_path: Path, name: str) -> None:
    """A file that was written is read by its ending."""
    path = tmp_path / f"core.{FORMATS[name].extension}"
    write(graph, path, name)

    assert set(graph) == set(serialize.parse(path))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "a.txt: unknown ending; RDF files end in .ttl, .jsonld, .nt"),
        ("a.ttl", b"<http://x> <http://y> .", "a.ttl:1: not Turtle"),
        ("a.jsonld", b'{"@context": "https://schema.org/", "name": "a"}', "and nothing is fetched"),
        ("b.jsonld", b'{"@context": ["c.jsonld"], "name": "a"}', "and nothing is fetched"),
        ("b.ttl", None, "b.ttl: cannot be read"),
    ],
)
def test_bad_file(tmp_path: Path, name: str, content: bytes | None, reason: str) -> None:
    """What cannot be read is named, and no context is fetched."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(FormatError) as caught:
        list(serialize.parse(tmp_path / name))

    assert reason in str(caught.value)


@pytest.mark.parametrize("name", FORMATS)
def test_triple_about_a_triple_is_refused(name: str) -> None:
    """What RDF 1.1 has not is not written as something else."""
    node = pyoxigraph.NamedNode("http://example.org/s")

    with pytest.raises(FormatError, match="a triple about a triple"):
        _written([Triple(node, node, Triple(node, node, node))], name)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("<x:p> <wp:a>", "<wp:a> cannot be written as JSON-LD, where wp is a prefix"),
        ("<schema:name> <x:a>", "where schema is a prefix"),
        (f"{rdf.type} <void:a>", "where void is a prefix"),
        (f'{rdf.type} "a"', 'a class is an IRI, not "a"'),
    ],
)
def test_json_ld_would_mean_something_else(line: str, reason: str) -> None:
    """What readers of JSON-LD would take for another term is refused."""
    with pytest.raises(FormatError, match=re.escape(reason)):
        jsonld.body([Node.read("<x:s>", [line])])


def test_blank_node_is_refused() -> None:
    """JSON-LD of ours has no blank nodes."""
    node = pyoxigraph.BlankNode()
    triple = Triple(node, pyoxigraph.NamedNode("http://example.org/p"), node)

    with pytest.raises(FormatError, match="only IRIs and literals"):
        jsonld.document(grouped([triple]))
    with pytest.raises(FormatError, match="only IRIs and literals"):
        jsonld.document([Node("<x:s>", ("<x:p>",), ["_:b"])])


def test_each_predicate_once(graph: list[Triple]) -> None:
    """In Turtle all values of one property of a node stand together, in their order."""
    said = [
        ("<http://schema.org/name>", '"a"'),
        ("<http://schema.org/url>", "<http://example.org/>"),
        ("<http://schema.org/name>", '"b"'),
    ]
    node = Node("<x:s>", tuple(it for it, _ in said), [value for _, value in said])
    text = turtle.body([node]).decode()

    assert text == '<x:s> schema:name "a" , "b" ;\n\tschema:url <http://example.org/> .\n\n'
    for paragraph in turtle.body(grouped(graph)).decode().split("\n\n"):
        predicates = [line.split(" ")[0] for line in paragraph.splitlines()[1:]]
        assert len(predicates) == len(set(predicates))


_DECLARED = re.compile(r"@prefix ([^:]+): <(.+)> \.")


def test_turtle_of_a_record(seeds: list[Record]) -> None:
    """A file of one record declares the prefixes that it uses, and no other."""
    for record in seeds:
        said = list(triples(record))
        content = FORMATS["turtle"].document(grouped(said), "core")
        found = pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE)
        declared = set(dict(_DECLARED.findall(content.decode())))
        without = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", content.decode().partition("\n\n")[2])

        assert {quad.triple for quad in found} == set(said)
        assert declared == set(re.findall(r"(?<![\w:.-])([a-z][a-z.]*):", without))


@given(st.lists(st.tuples(_PROPERTIES, _VALUES), max_size=20))
def test_turtle_declares_what_it_uses(said: list[tuple[pyoxigraph.NamedNode, str]]) -> None:
    """Whatever values a node has, its own file can be read, and no declaration can be left out."""
    node = Node.read("<http://example.org/s>", [f"{it} {value}" for it, value in said])
    content = FORMATS["turtle"].document([node], "core")
    turtle_format = pyoxigraph.RdfFormat.TURTLE

    assert {q.triple for q in pyoxigraph.parse(content, format=turtle_format)} == {*node.triples()}
    for name, namespace in _DECLARED.findall(content.decode()):
        shorter = content.replace(f"@prefix {name}: <{namespace}> .\n".encode(), b"")
        with pytest.raises(SyntaxError):
            list(pyoxigraph.parse(shorter, format=turtle_format))
