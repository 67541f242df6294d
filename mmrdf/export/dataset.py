"""What an export says of itself: how much it holds, where it links to, which names it uses."""

from collections.abc import Mapping

from pyoxigraph import NamedNode

from mmrdf.records import Dataset, Date, Lexicon, Linkset, Prefix
from mmrdf.resolve import lexicon
from mmrdf.vocab import PREFIXES, curie, wp

#: The properties that link to other databases, and what those are called.
LINKS: dict[NamedNode, str] = {
    wp.bdbChEBI: "ChEBI",
    wp.bdbEntrezGene: "NCBI Gene",
    wp.bdbHgncSymbol: "HGNC",
}

# The namespaces of properties and classes; those of identifiers are not declared, since they
# would be found among the identifiers.
_VOCABULARIES = (
    *("cito", "dc", "dcterms", "fabio", "foaf", "oa", "pav", "prism", "prov", "rdf", "rdfs"),
    *("schema", "sh", "skos", "term", "void", "wp", "xsd"),
)


def described(
    *, date: Date | None, records: int, triples: int, links: Mapping[NamedNode, int]
) -> Dataset:
    """Describe an export.

    Args:
        date: the date of the release; None if the user gives none.
        records: the number of figures and articles.
        triples: the number of their triples in the core.
        links: the number of links of each property of ``LINKS``.
    """
    source = lexicon.manifest()
    return Dataset(
        title="Pathway figures and papers as linked data",
        description=(
            "Figures of PFOCR and articles of PubMed, with the genes, chemicals and diseases that"
            " the figures are certain to show; what is less certain stands in the evidence."
        ),
        date=date,
        records=records,
        triples=triples,
        lexicons=(
            Lexicon(
                name="hgnc",
                title=source["source"],
                date=Date(start=source["date"]),
                licence=source["licence"],
                address=source["address"],
            ),
        ),
        linksets=tuple(
            Linkset(predicate=curie(predicate), title=f"Links to {name}", triples=links[predicate])
            for predicate, name in LINKS.items()
            if links.get(predicate)
        ),
        vocabularies=tuple(PREFIXES[name] for name in _VOCABULARIES),
        prefixes=tuple(Prefix(name=name, namespace=PREFIXES[name]) for name in _VOCABULARIES),
    )
