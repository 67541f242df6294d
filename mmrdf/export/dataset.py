"""What an export says of itself: how much it holds, where it links to, which names it uses."""

import re
from collections.abc import Mapping

from pyoxigraph import NamedNode

from mmrdf.records import Dataset, Date, Linkset, NameTable, Prefix, Resolution
from mmrdf.resolve import Policy
from mmrdf.resolve.lexicon import Lexicon, Origin
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


def described(  # noqa: PLR0913 (all are keywords)
    *,
    date: Date | None,
    policy: Policy,
    kinds: Mapping[str, int],
    triples: int,
    links: Mapping[NamedNode, int],
    lexicon: Lexicon,
) -> Dataset:
    """Describe an export.

    Args:
        date: the date of the release; None if the user gives none.
        policy: what of the source's identifiers is stated.
        kinds: the number of records of each kind.
        triples: the number of triples in the core.
        links: the number of links of each property of ``LINKS``.
        lexicon: what the words of the records were looked up in.
    """
    return Dataset(
        title="Pathway figures and papers as linked data",
        description=f"Pathway figures and papers, with {_CONTENT[policy]}.",
        sources=tuple(source.value for kind, source in _SOURCES.items() if kinds.get(kind)),
        date=date,
        records=sum(kinds.values()),
        triples=triples,
        resolution=Resolution(tables=tuple(map(described_table, lexicon.sources))),
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


def described_table(source: Origin) -> NameTable:
    """What is said of a table: its date is one only if it is a day, else the name of a release."""
    is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", source.date) is not None
    return NameTable(
        name=source.name,
        title=source.title,
        date=Date(start=source.date) if is_day else None,
        version=None if is_day else source.date or None,
        licence=source.licence or None,
        address=source.address or None,
        sha256=source.sha256,
        rows=source.rows,
    )
