"""The mapping tables: complete, in step with the shapes, and pure."""

from dataclasses import dataclass
from itertools import groupby

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from mmrdf import Record, iris, triples
from mmrdf.mappers import LAYERS, MAPPERS, Mapper, Rule, terms
from mmrdf.records import (
    Abstract,
    Article,
    Author,
    DataNode,
    Date,
    Figure,
    Section,
    Taxon,
    Xref,
)
from mmrdf.validate import shapes_folder
from mmrdf.vocab import PREFIXES, rdf, schema

SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True)
class Thing:
    one: str = ""
    two: str = ""


@pytest.mark.parametrize(
    ("fields", "unmapped"),
    [(["one"], []), (["one", "two", "three"], []), (["one"], ["two", "three"])],
)
def test_table_must_be_complete(fields: list[str], unmapped: list[str]) -> None:
    """A field that is forgotten, and one that does not exist, stop the import."""
    rows = tuple(Rule(field, schema.name, terms.text) for field in fields)

    with pytest.raises(TypeError, match="Thing"):
        Mapper(record=Thing, types=(), rules=rows, unmapped=frozenset(unmapped))


def _shape_paths() -> dict[str, set[str]]:
    """The properties of which each node shape speaks, by the local name of the shape."""
    graph = pyoxigraph.Store()
    for path in shapes_folder().glob("*.ttl"):
        graph.load(path=str(path), format=RdfFormat.TURTLE)
    query = f"SELECT ?s ?p {{ ?s <{SH}property>/<{SH}path> ?p FILTER isIRI(?p) }}"
    found: dict[str, set[str]] = {}
    for row in graph.query(query):  # type: ignore[union-attr]
        found.setdefault(row["s"].value.partition("#")[2], set()).add(row["p"].value)
    return found


# Shapes that are not called as the record of the table is.
NAMED_OTHERWISE: dict[tuple[str, type], str] = {
    ("core", DataNode): "Entity",
    ("wikipathways", Figure): "Pathway",
    ("wikipathways", Article): "Publication",
}

# Each table of each layer.
TABLES = [
    pytest.param(layer, mapper, id=f"{layer}-{record.__name__}")
    for layer, mappers in MAPPERS.items()
    for record, mapper in mappers.items()
]


@pytest.mark.parametrize(("layer", "mapper"), TABLES)
def test_every_row_has_a_property_shape(layer: str, mapper: Mapper) -> None:
    """What a table can say, the shape of its nodes checks."""
    said = {rule.property.value for rule in mapper.rules}
    said |= {predicate.value for predicate, _ in mapper.constants}
    shape = NAMED_OTHERWISE.get((layer, mapper.record), mapper.record.__name__)

    assert said <= _shape_paths()[shape]


@pytest.mark.parametrize(("_layer", "mapper"), TABLES)
def test_every_constructor_is_explained(_layer: str, mapper: Mapper) -> None:
    """Each constructor of a table has a docstring: it is what a reader of the table asks for."""
    for rule in mapper.rules:
        assert rule.term.__doc__


def test_subjects_are_contiguous(seeds: list[Record]) -> None:
    """The triples of one subject come together, so that Turtle can group them."""
    for record in seeds:
        subjects = [subject for subject, _ in groupby(triples(record), key=lambda t: t.subject)]

        assert len(subjects) == len(set(subjects))
        assert subjects[0] == iris.subject(record)


def test_pure(seeds: list[Record]) -> None:
    """Mapping twice gives the same triples in the same order, each once."""
    for record in seeds:
        first = list(triples(record))

        assert first == list(triples(record))
        assert len(first) == len(set(first))


def test_another_base(seeds: list[Record]) -> None:
    """What is kept from one record to the next never comes back under another base IRI."""
    ours, theirs = PREFIXES["mmrdf"], "https://example.org/kg/"

    def told(record: Record) -> list[str]:
        return [str(t) for layer in LAYERS for t in triples(record, layer)]

    for record in seeds:
        before = told(record)
        with iris.minted_under(theirs):
            meanwhile = told(record)
        moved = [line.replace(f"<{ours}", f"<{theirs}") for line in before]
        expected = [line.replace(f"<{theirs}vocab#", f"<{ours}vocab#") for line in moved]
        assert expected == meanwhile
        assert before == told(record)


def test_said_once() -> None:
    """What two rows, a class or a constant say alike is said once, where it is said first."""
    mapper = Mapper(
        record=Author,
        types=(schema.Person,),
        rules=(
            Rule("collective", rdf.type, terms.author_class),
            Rule("given", schema.name, terms.text),
            Rule("name", schema.name, terms.text),
            Rule("family", schema.alternateName, terms.text),
        ),
        constants=((schema.name, Literal("Ann")), (schema.genre, Literal("author"))),
        unmapped=frozenset({"article", "position", "suffix", "orcid", "affiliations"}),
    )
    pmid = Xref(prefix="pubmed", identifier="1")
    author = Author(article=pmid, position=1, name="Ann", given="Ann", family="Ann")

    said = [(t.predicate, t.object) for t in mapper.triples(author)]

    assert said == [
        (rdf.type, schema.Person),
        (schema.name, Literal("Ann")),
        (schema.alternateName, Literal("Ann")),
        (schema.genre, Literal("author")),
    ]


def test_sure_rows_say_once() -> None:
    """Rows that need not be asked for may say the same too."""
    rules = (Rule("one", schema.name, terms.text), Rule("two", schema.name, terms.text))
    mapper = Mapper(record=Thing, types=(), rules=rules)

    node, _ = mapper.made(Thing("a", "a"), "<http://example.org/thing>")

    assert node.lines == [f'{schema.name} "a"']


@dataclass(frozen=True)
class Several:
    names: tuple[str, ...] = ()
    other: str | None = None


SEVERAL = Mapper(
    record=Several,
    types=(),
    rules=(Rule("names", schema.name, terms.text), Rule("other", schema.name, terms.text)),
)


def test_nothing_said() -> None:
    """A record of which nothing can be said has a node without values."""
    node, _ = SEVERAL.made(Several(), "<http://example.org/thing>")

    assert not node.values


def test_one_string_for_several() -> None:
    """A string in the place of several is refused: else each of its letters would be said."""
    with pytest.raises(TypeError, match=r"Several\.names is one string, not several"):
        SEVERAL.made(Several(names="cancer"), "<http://example.org/thing>")  # type: ignore[arg-type]


def test_no_number() -> None:
    """What is no number is not written as one."""
    with pytest.raises(TypeError):
        terms.count(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("constant", [True, False])
def test_a_row_says_what_a_class_or_constant_says(constant: bool) -> None:  # noqa: FBT001
    """It is said once, also where only the table knows it."""
    author = Author(article=Xref(prefix="pubmed", identifier="1"), position=1, name="A")
    mapper = Mapper(
        record=Author,
        types=() if constant else (schema.Person,),
        rules=(Rule("collective", rdf.type, terms.author_class),),
        constants=((rdf.type, schema.Person),) if constant else (),
        unmapped=frozenset(Author.__slots__) - {"collective"},
    )
    node, _ = mapper.made(author, "<http://example.org/a>")

    assert node.lines == [f"{rdf.type} {schema.Person}"]


def test_no_blank_nodes(graph: list[Triple]) -> None:
    """Every node has an IRI."""
    assert all(isinstance(t.subject, NamedNode) for t in graph)
    assert all(isinstance(t.object, NamedNode | Literal) for t in graph)


@pytest.mark.parametrize(
    ("title", "tagged"),
    [
        ("IL-6 signaling", True),
        ("NF-κB and µ-opioid, Å", True),
        ("mTOR信号通路", False),
        ("NF-кB with a Cyrillic letter", False),
        ("123 - (4)", True),
    ],
)
def test_english(title: str, tagged: bool) -> None:  # noqa: FBT001
    """Only a title in Latin and Greek letters is called English."""
    assert (terms.english(title) is not None) == tagged


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2011", None, '"2011"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("2011-10", None, '"2011-10"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("2011-10-18", None, '"2011-10-18"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("2021-01", "2021-12", '"2021"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("1979-11", "1980-05", "None"),
    ],
)
def test_date(start: str, end: str | None, expected: str) -> None:
    """A date has the type of its precision."""
    assert expected == str(terms.date(Date(start=start, end=end)))


def test_date_range_is_kept() -> None:
    """A range is kept whole beside the year that is certain."""
    article = Article(doi="10.1000/x", published=Date(start="2021-01", end="2021-12"))

    assert '"2021-01/2021-12"^^<http://id.loc.gov/datatypes/edtf>' in {
        str(triple.object) for triple in triples(article)
    }


def test_abstract() -> None:
    """Labelled paragraphs become lines of one string."""
    sections = (Section(label="Methods", text="a"), Section(label=None, text="b"))

    assert terms.abstract(Abstract(sections=sections)) == Literal("Methods: a\nb")


def test_same_value_twice() -> None:
    """What two fields say in the same way is one triple."""
    said = list(triples(Article(doi="10.1000/x", keywords=("a",), mesh_terms=("a", "b"))))

    assert len(said) == len(set(said))


def test_collective_author() -> None:
    """A group is an organization, a person a person."""
    article = Article(doi="10.1000/x")
    kinds = {
        collective: {
            triple.object
            for triple in MAPPERS["core"][Author].triples(
                Author(article=article.identity, position=1, name="A", collective=collective)
            )
            if triple.predicate == rdf.type
        }
        for collective in (True, False)
    }

    assert kinds == {True: {schema.Organization}, False: {schema.Person}}


def test_organism_of_a_figure() -> None:
    """An organism is stated as IRI and name together, or not at all."""
    taxon = Taxon(taxid="9606", name="Homo sapiens")
    for organism in (taxon, None):
        figure = Figure(
            figid="PMC1__f1", pmcid="PMC1", article=Article(pmcid="PMC1"), organism=organism
        )
        view = triples(figure, "wikipathways")
        said = {t.predicate.value.partition("#")[2]: str(t.object) for t in view}

        assert ("organism" in said, said.get("organismName")) == (
            organism is not None,
            '"Homo sapiens"' if organism else None,
        )


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_text_in_a_literal(title: str, citation: str) -> None:
    """Whatever the text, N-Triples give it back."""
    said = set(triples(Article(title=title, citation=citation)))
    written = pyoxigraph.serialize(said, format=RdfFormat.N_TRIPLES)

    assert said == {
        Triple(quad.subject, quad.predicate, quad.object)
        for quad in pyoxigraph.parse(written, format=RdfFormat.N_TRIPLES)
    }
