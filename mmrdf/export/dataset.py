"""What an export says of itself: how much it holds, where it links to, which names it uses."""

from collections.abc import Mapping

from pyoxigraph import NamedNode

from mmrdf.records import Dataset, Date, Lexicon, Linkset, Prefix
from mmrdf.resolve import Policy, lexicon
from mmrdf.vocab import PFOCR, PREFIXES, PUBMED, VOCABULARIES, curie, wp

#: The properties that link to other databases: their identifier space, and what they are called.
LINKS: dict[NamedNode, tuple[str, str]] = {
    wp.bdbChEBI: ("chebi", "ChEBI"),
    wp.bdbEnsembl: ("ensembl", "Ensembl"),
    wp.bdbEntrezGene: ("ncbigene", "NCBI Gene"),
    wp.bdbHgncSymbol: ("hgnc.symbol", "HGNC"),
    wp.bdbUniprot: ("uniprot", "UniProt"),
}

_SOURCES = {"figure": PFOCR, "article": PUBMED}

_CONTENT: dict[Policy, str] = {
    "strict": "the genes, chemicals and diseases that are certain to be in the figures",
    "recorded": "all genes, chemicals and diseases that PFOCR records for them, certain or not",
}


def described(
    *,
    date: Date | None,
    policy: Policy,
    kinds: Mapping[str, int],
    triples: int,
    links: Mapping[NamedNode, int],
) -> Dataset:
    """Describe an export.

    Args:
        date: the date of the release; None if the user gives none.
        policy: what of the source's identifiers is stated.
        kinds: the number of records of each kind. Only figures come from PFOCR, and only their
            words are looked up in the lexicon.
        triples: the number of triples in the core.
        links: the number of links of each property of ``LINKS``.
    """
    return Dataset(
        title="Pathway figures and papers as linked data",
        description=f"Pathway figures and papers, with {_CONTENT[policy]}.",
        sources=tuple(source.value for kind, source in _SOURCES.items() if kinds.get(kind)),
        date=date,
        records=sum(kinds.values()),
        triples=triples,
        lexicons=tuple(
            Lexicon(
                name=origin.name,
                title=origin.source,
                date=Date(start=origin.date),
                licence=origin.licence,
                address=origin.address,
            )
            for origin in lexicon.origins()
            if kinds.get("figure")
        ),
        linksets=tuple(
            Linkset(
                predicate=curie(predicate),
                prefix=prefix,
                title=f"Links to {name}",
                triples=links[predicate],
            )
            for predicate, (prefix, name) in LINKS.items()
            if links.get(predicate)
        ),
        vocabularies=tuple(PREFIXES[name] for name in VOCABULARIES),
        prefixes=tuple(Prefix(name=name, namespace=PREFIXES[name]) for name in VOCABULARIES),
    )
