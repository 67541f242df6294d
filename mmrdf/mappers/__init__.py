"""Records in, triples out: tables for each class of record, and the walk over its parts."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from pyoxigraph import Triple

from mmrdf import iris
from mmrdf.graph import Node
from mmrdf.mappers import dataset
from mmrdf.mappers.article import (
    AFFILIATION,
    ARTICLE,
    AUTHOR,
    FUNDER,
    GRANT,
    ORGANIZATION,
    PUBLICATION,
    REFERENCE,
)
from mmrdf.mappers.entity import BODY, DATA_NODE, DRAWN, ENTITY
from mmrdf.mappers.figure import FIGURE, PATHWAY, PICTURE, TAXON
from mmrdf.mappers.journal import BOOK, ISSUE, JOURNAL, VOLUME
from mmrdf.mappers.mention import (
    ANNOTATION,
    GENE_READING,
    PASSAGE,
    READING,
    SELECTOR,
    SPAN,
    WORD,
)
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.records import Dataset, Figure, Record, annotations

__all__ = ["LAYERS", "MAPPERS", "Mapper", "Rule", "nodes", "triples"]

#: The tables of each layer, and those of the description of a release, in the order in which a
#: reader of the output would want them. A part of a record that has no table in a layer is only
#: pointed at there.
MAPPERS: dict[str, dict[type, Mapper]] = {
    layer: {mapper.record: mapper for mapper in mappers}
    for layer, mappers in {
        "core": (
            *(FIGURE, PICTURE, TAXON, DRAWN, ENTITY, ARTICLE, AUTHOR, AFFILIATION, ORGANIZATION),
            *(ISSUE, VOLUME, JOURNAL, BOOK, GRANT, FUNDER, REFERENCE),
        ),
        "wikipathways": (PATHWAY, DATA_NODE, PUBLICATION),
        "evidence": (
            *(ANNOTATION, WORD, SPAN, SELECTOR, PASSAGE, READING, GENE_READING),
            *(BODY, TAXON),
        ),
        "dataset": dataset.TABLES,
    }.items()
}


def _itself(record: Record | Dataset) -> Iterator[Any]:
    yield record


def _pathway(record: Record | Dataset) -> Iterator[Any]:
    """A figure as WikiPathways would have it; nothing of a paper without one."""
    if isinstance(record, Figure):
        yield record


def _evidence(record: Record | Dataset) -> Iterator[Any]:
    """What the words of a figure and the names in a record's texts may be, one by one."""
    if isinstance(record, Figure):
        for mention in record.mentions:
            yield from annotations(mention.candidates)
        yield from record.readings
    if not isinstance(record, Dataset):
        for named in record.text_mentions:
            yield from annotations(named.candidates)


#: The layers of an export, each a graph of its own: where the walk over a record begins. No triple
#: stands in two.
LAYERS: dict[str, Callable[[Record | Dataset], Iterator[Any]]] = {
    "core": _itself,
    "wikipathways": _pathway,
    "evidence": _evidence,
}


def nodes(
    record: Record | Dataset, layer: str = "core", described: Collection[str] = ()
) -> Iterator[tuple[Node, Mapper]]:
    """Yield the nodes of a layer, each once, with the table that it was made by.

    Args:
        record: a record.
        layer: a name of ``MAPPERS``.
        described: the subjects that are described elsewhere, in angle brackets.
    """
    tables, begin = MAPPERS[layer], LAYERS.get(layer, _itself)
    waiting = [(part, str(iris.subject(part))) for part in begin(record)]
    seen: set[str] = set(described)
    for part, subject in waiting:
        mapper = tables.get(part.__class__)
        if mapper and subject not in seen:
            seen.add(subject)
            node, parts = mapper.made(part, subject)
            yield node, mapper
            waiting += parts


def triples(record: Record | Dataset, layer: str = "core") -> Iterator[Triple]:
    """Yield the triples of a record and of all that it mentions.

    All triples of one subject come together: the record first, then its parts.

    Args:
        record: a record, best after ``mmrdf.resolve``.
        layer: ``core`` for what is stated, ``wikipathways`` for a figure in WikiPathways' terms,
            ``evidence`` for what each word of a figure, and each name in a record's texts, may be,
            less what the core of the same record describes, ``dataset`` for the description of a
            release.

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
    described = {node.subject for node, _ in nodes(record)} if layer == "evidence" else ()
    for node, _ in nodes(record, layer, described):
        yield from node.triples()
