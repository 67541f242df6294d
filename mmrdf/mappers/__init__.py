"""Records in, triples out: one table for each class of record, and the walk over its parts."""

from collections.abc import Callable, Iterator
from typing import Any

from pyoxigraph import Triple

from mmrdf import iris
from mmrdf.graph import Node
from mmrdf.mappers.article import AFFILIATION, ARTICLE, AUTHOR, FUNDER, GRANT, REFERENCE
from mmrdf.mappers.dataset import DATASET, LINKSET, NAME_TABLE, PREFIX, RESOLUTION
from mmrdf.mappers.entity import DATA_NODE, ENTITY
from mmrdf.mappers.figure import FIGURE, PICTURE, TAXON
from mmrdf.mappers.journal import BOOK, ISSUE, JOURNAL, VOLUME
from mmrdf.mappers.mention import (
    CANDIDATE,
    GENE_READING,
    MENTION,
    PASSAGE,
    POSITION,
    QUOTE,
    READING,
    SPAN,
    WORD,
)
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.records import Dataset, Figure, Record

__all__ = ["LAYERS", "MAPPERS", "Mapper", "Rule", "nodes", "triples"]

#: The table of each class, in the order in which a reader of the output would want them.
MAPPERS: dict[type, Mapper] = {
    mapper.record: mapper
    for mapper in (
        FIGURE,
        PICTURE,
        TAXON,
        DATA_NODE,
        ENTITY,
        ARTICLE,
        AUTHOR,
        AFFILIATION,
        ISSUE,
        VOLUME,
        JOURNAL,
        BOOK,
        GRANT,
        FUNDER,
        REFERENCE,
        CANDIDATE,
        MENTION,
        WORD,
        SPAN,
        POSITION,
        QUOTE,
        PASSAGE,
        READING,
        GENE_READING,
        DATASET,
        RESOLUTION,
        NAME_TABLE,
        LINKSET,
        PREFIX,
    )
}


def _evidence(record: Record | Dataset) -> Iterator[Any]:
    """What the words of a figure and the names in a record's texts may be, one by one."""
    if isinstance(record, Figure):
        for mention in record.mentions:
            yield from (*mention.candidates, mention)
        yield from record.readings
    if not isinstance(record, Dataset):
        for named in record.text_mentions:
            yield from (*named.candidates, *named.phrase.spans)


#: The layers of an export, each a graph of its own: where the walk over a record begins.
LAYERS: dict[str, Callable[[Record | Dataset], Iterator[Any]]] = {
    "core": lambda record: iter((record,)),
    "evidence": _evidence,
}


def nodes(record: Record | Dataset, layer: str = "core") -> Iterator[tuple[Node, Mapper]]:
    """Yield the nodes of a layer, each once, with the table that it was made by."""
    waiting = [(part, str(iris.subject(part))) for part in LAYERS[layer](record)]
    seen: set[str] = set()
    for part, subject in waiting:
        if subject not in seen:
            seen.add(subject)
            mapper = MAPPERS[part.__class__]
            node, parts = mapper.made(part, subject)
            yield node, mapper
            waiting += parts


def triples(record: Record | Dataset, layer: str = "core") -> Iterator[Triple]:
    """Yield the triples of a record and of all that it mentions.

    All triples of one subject come together: the record first, then its parts.

    Args:
        record: a record, best after ``mmrdf.resolve``.
        layer: ``core`` for what is stated, ``evidence`` for what each word of a figure, and each
            name in a record's texts, may be.

    Raises:
        TermError: if a value of a hand-made record cannot be part of an IRI.
        ValueError: if a text of a hand-made record is none, such as half of a surrogate pair.
        TypeError: if a hand-made record has a value of another type than its class says.

    >>> from mmrdf.records import Article
    >>> first, *_ = triples(Article(doi="10.1000/x", title="A title"))
    >>> print(first)
    <https://doi.org/10.1000/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
<http://schema.org/ScholarlyArticle>
    """
    for node, _ in nodes(record, layer):
        yield from node.triples()
