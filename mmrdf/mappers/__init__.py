"""Records in, triples out: one table for each class of record, and the walk over its parts."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from pyoxigraph import NamedNode, Triple

from mmrdf import iris
from mmrdf.mappers.article import AFFILIATION, ARTICLE, AUTHOR, ISSUE, JOURNAL, VOLUME
from mmrdf.mappers.figure import FIGURE, PICTURE, TAXON
from mmrdf.mappers.rules import Mapper, Rule
from mmrdf.records import Record

__all__ = ["MAPPERS", "Mapper", "Rule", "nodes", "triples"]

#: The table of each class, in the order in which a reader of the output would want them.
MAPPERS: dict[type, Mapper] = {
    mapper.record: mapper
    for mapper in (
        FIGURE,
        PICTURE,
        TAXON,
        ARTICLE,
        AUTHOR,
        AFFILIATION,
        ISSUE,
        VOLUME,
        JOURNAL,
    )
}


def nodes(record: Record) -> Iterator[tuple[NamedNode, Mapper, Any]]:
    """Yield a record and then its parts, each node once: its IRI, its table, itself."""
    waiting: list[Any] = [record]
    seen: set[NamedNode] = set()
    while waiting:
        part = waiting.pop(0)
        subject = iris.subject(part)
        if subject not in seen:
            seen.add(subject)
            yield subject, MAPPERS[type(part)], part
            waiting += _parts(part)


def _parts(record: Any) -> Iterator[Any]:
    for field in fields(record):
        value = getattr(record, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if type(part) in MAPPERS:
                yield part


def triples(record: Record) -> Iterator[Triple]:
    """Yield the triples of a record and of all that it mentions.

    All triples of one subject come together: the record first, then its parts.

    Raises:
        TermError: if a value of a hand-made record cannot be part of an IRI.

    >>> from mmrdf.records import Article
    >>> first, *_ = triples(Article(doi="10.1000/x", title="A title"))
    >>> print(first)
    <https://doi.org/10.1000/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
<http://schema.org/ScholarlyArticle>
    """
    for _, mapper, part in nodes(record):
        yield from mapper.triples(part)
