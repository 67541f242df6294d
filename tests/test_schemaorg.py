"""The core keeps to schema.org's domains and ranges, and to the minimum of Bioschemas' profiles."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mmrdf import Record, read, resolve, triples
from mmrdf.vocab import PREFIXES, dcterms, rdf, schema

DATA = Path(__file__).parent / "data"
SEEDS = sorted((DATA.parents[1] / "seeds").glob("*.txt"))
SCHEMA = PREFIXES["schema"]
TABLE = [
    line.split("\t")
    for line in (DATA / "schemaorg.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ANCESTORS = {name: set(others.split()) for kind, name, others, _ in TABLE if kind == "class"}
DOMAINS = {name: set(others.split()) for kind, name, others, _ in TABLE if kind == "property"}
RANGES = {name: set(others.split()) for kind, name, _, others in TABLE if kind == "property"}
LITERALS = {"Boolean", "Date", "DateTime", "Integer", "Number", "Text", "URL"}

#: The properties that each profile of Bioschemas lists as minimum, beside type and identity:
#: Dataset 1.0, ChemicalSubstance 0.4, Gene 1.0, Taxon 1.0, ScholarlyArticle 0.2, and for a term
#: what schema.org expects. What no source gives cannot be stated: see ``KNOWN_GAPS``.
MINIMUM = {
    schema.Dataset: ("description", "identifier", "keywords", "license", "name", "url"),
    schema.Gene: ("identifier", "name"),
    schema.ChemicalSubstance: ("identifier", "name", "url"),
    schema.Taxon: ("name", "taxonRank"),
    schema.ScholarlyArticle: ("identifier", "name"),
    schema.DefinedTerm: ("inDefinedTermSet", "name"),
}

#: A chemical may have no name in its source; the word of the picture stands as its other name.
INSTEAD = {"name": "alternateName"}


def _core(records: Iterable[Record]) -> list[Triple]:
    return [triple for record in records for triple in triples(record)]


@pytest.fixture(scope="module")
def core() -> list[Triple]:
    """The core of the seeds and of the test data."""
    paths = [*SEEDS, *(DATA / "checkout" / "_figures").iterdir()]
    paths += [p for p in (DATA / "golden").iterdir() if p.suffix in {".xml", ".nbib", ".txt"}]
    return _core(resolve(record) for path in paths for record in read(path))


def _classes(graph: Iterable[Triple]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for it in graph:
        if it.predicate == rdf.type and it.object.value.startswith(SCHEMA):
            found[str(it.subject)].add(it.object.value.removeprefix(SCHEMA))
    return found


def _faults(graph: list[Triple]) -> list[str]:
    classes = _classes(graph)
    faults = []
    for it in graph:
        if not it.predicate.value.startswith(SCHEMA):
            continue
        name = it.predicate.value.removeprefix(SCHEMA)
        of = set().union(*(ANCESTORS[kind] for kind in classes[str(it.subject)]))
        if not of & DOMAINS[name]:
            faults.append(f"{it.subject} has no {name}, being {of}")
        if isinstance(it.object, Literal):
            fits = bool(RANGES[name] & LITERALS)
        else:
            kinds = set().union(*(ANCESTORS[kind] for kind in classes[str(it.object)]))
            fits = not kinds or bool(kinds & RANGES[name]) or "URL" in RANGES[name]
        if not fits:
            faults.append(f"{name} is not {it.object}")
    return faults


def test_domains_and_ranges(core: list[Triple]) -> None:
    """Each property of schema.org is said of, and leads to, what it is defined for."""
    assert _faults(core) == []


def test_domains_and_ranges_of_corpus(corpus: Path) -> None:
    """So it is over the corpus."""
    paths = [*(corpus / "pfocr" / "_figures").iterdir(), *(corpus / "pubmed" / "xml").iterdir()]

    assert _faults(_core(resolve(record) for path in paths for record in read(path))) == []


def test_a_fault_is_seen() -> None:
    """A property in the wrong place, and one of the wrong value, are found."""
    it = NamedNode("http://example.org/a")
    graph = [
        Triple(it, rdf.type, schema.Person),
        Triple(it, schema.position, Literal("1")),
        Triple(it, schema.affiliation, Literal("Void")),
    ]

    assert len(_faults(graph)) == 2


def test_minimum_of_bioschemas(core: list[Triple]) -> None:
    """Each node of a class has the properties that the profile of it asks for."""
    said: dict[str, set[str]] = defaultdict(set)
    for it in core:
        said[str(it.subject)].add(it.predicate.value.removeprefix(SCHEMA))
    known = {kind.value.removeprefix(SCHEMA): names for kind, names in MINIMUM.items()}
    missing = [
        (subject, kind, name)
        for subject, classes in _classes(core).items()
        for kind in classes
        for name in known.get(kind, ())
        if not {name, INSTEAD.get(name, name)} & said[subject]
    ]
    gaps = {"description", "taxonRank", "name", "identifier"}  # the source does not say

    assert {name for _, _, name in missing} <= gaps
    assert len(missing) < len(said) // 20


def test_records_say_to_which_profile_they_keep(core: list[Triple]) -> None:
    """A figure record names its profile, without which Bioschemas ignores it."""
    figures = {t.subject for t in core if t.predicate == rdf.type and t.object == schema.Dataset}
    profiles = {t.subject for t in core if t.predicate == dcterms.conformsTo}

    assert figures
    assert figures == profiles
