"""The engine of the mapping tables: a rule, and a mapper.

A table says for each field of a record which property it becomes and how its value is written.
There are no conditions in it: a constructor that has nothing to say returns None, an absent value
yields nothing, and a tuple yields one triple for each of its elements.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from mmrdf import iris
from mmrdf.mappers.compiled import Made, Row, compiled
from mmrdf.mappers.terms import node
from mmrdf.vocab import curie, rdf

#: What a constructor makes; a ``str`` is a term as N-Triples write it.
Term = NamedNode | Literal | str


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a field (or a property of the record's class), an RDF property, a constructor."""

    field: str
    property: NamedNode
    term: Callable[[Any], Term | None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mapper:
    """The table of one record class.

    Args:
        record: the class.
        types: the classes that every node of it has.
        rules: the rows.
        constants: what is said of every node of it.
        unmapped: the fields that become no triple of this node.
        shared: whether several records may describe the node, so that it is written once, after
            all of them.
        common: whether many records have the very same node, so that its triples are kept.

    Raises:
        TypeError: if a field is neither mapped nor declared unmapped, or no field at all.
    """

    record: type
    types: tuple[NamedNode, ...]
    rules: tuple[Rule, ...]
    constants: tuple[tuple[NamedNode, NamedNode | Literal], ...] = ()
    unmapped: frozenset[str] = frozenset()
    shared: bool = False
    common: bool = False

    _made: Callable[[Any, str], Made] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {field.name for field in fields(self.record)}
        mapped = dict.fromkeys(rule.field for rule in self.rules)
        forgotten = known - mapped.keys() - self.unmapped
        unknown = {name for name in mapped.keys() | self.unmapped if not hasattr(self.record, name)}
        if forgotten or unknown:
            reason = f"{self.record.__name__}: not mapped {forgotten}, no field {unknown}"
            raise TypeError(reason)
        types = _said((rdf.type, kind) for kind in self.types)
        made = compiled(self.record, types, self._rows(), _said(self.constants))
        object.__setattr__(self, "_made", made)

    def _rows(self) -> Iterator[Row]:
        said = Counter(rule.property for rule in self.rules)
        said.update(predicate for predicate, _ in self.constants)
        said.update([rdf.type] * len(self.types))
        for rule in self.rules:
            yield Row(
                field=rule.field,
                property=str(rule.property),
                term=rule.term,
                alone=said[rule.property] == 1,
                part=rule.term is node,
            )

    def made(self, record: Any, subject: str) -> Made:
        """A record's node with all that is said of it, each once, and its parts.

        Args:
            record: one of the class of the table.
            subject: the IRI of the node, in angle brackets.

        Returns:
            The node; and what the table writes as a ``node``, which is described as well, each
            part with its subject.
        """
        if self.common:
            return _kept(self, iris.base(), record)
        return self._made(record, subject)

    def triples(self, record: Any) -> list[Triple]:
        """The triples of one node, each once."""
        node, _ = self.made(record, str(iris.subject(record)))
        return node.triples()


def _said(of_all: Iterable[tuple[NamedNode, NamedNode | Literal]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(it), str(value)) for it, value in of_all)


# Two records of a common class that are equal make the same node under one base.
@lru_cache(maxsize=5000)
def _kept(mapper: Mapper, _base: str, record: Any) -> Made:
    return mapper._made(record, str(iris.subject(record)))  # noqa: SLF001 (a method cannot be cached)


def rows(mapper: Mapper) -> Iterator[tuple[str, str, str]]:
    """Yield a table for people to read: field, property, and how the value is written.

    What is said of every node has no field.
    """
    for kind in mapper.types:
        yield "", "rdf:type", curie(kind)
    for rule in mapper.rules:
        yield rule.field, curie(rule.property), rule.term.__name__.replace("_", " ")
    for predicate, value in mapper.constants:
        shown = curie(value) if isinstance(value, NamedNode) else f'"{value.value}"'
        yield "", curie(predicate), shown
