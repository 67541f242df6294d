"""What an export says of itself: how much it holds, where it links to, which names it uses."""

from collections.abc import Mapping

from pyoxigraph import NamedNode

from mmrdf.records import Dataset, Date, Lexicon, Linkset, Prefix
from mmrdf.resolve import Policy, lexicon
from mmrdf.vocab import PFOCR, PREFIXES, VOCABULARIES, curie, wp

#: The properties that link to other databases: their identifier space, and what they are called.
LINKS: dict[NamedNode, tuple[str, str]] = {
    wp.bdbChEBI: ("chebi", "ChEBI"),
    wp.bdbEnsembl: ("ensembl", "Ensembl"),
    wp.bdbEntrezGene: ("ncbigene", "NCBI Gene"),
    wp.bdbHgncSymbol: ("hgnc.symbol", "HGNC"),
    wp.bdbUniprot: ("uniprot", "UniProt"),
}

_CONTENT: dict[Policy, str] = {
    "strict": "the genes, chemicals and diseases that are certain to be in the figures",
    "recorded": "all genes, chemicals and diseases that PFOCR records for them, certain or not",
}


def described(
    *,
    date: Date | None,
    policy: Policy,
    records: int,
    triples: int,
    links: Mapping[NamedNode, int],
) -> Dataset:
    """Describe an export.

    Args:
        date: the date of the release; None if the user gives none.
        policy: what of the source's identifiers is stated.
        records: the number of figures and articles.
        triples: the number of triples in the core.
        links: the number of links of each property of ``LINKS``.
    """
    return Dataset(
        title="Pathway figures and papers as linked data",
        description=f"Pathway figures and papers, with {_CONTENT[policy]}.",
        sources=(PFOCR.value,),
        date=date,
        records=records,
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
