"""The engine of the mapping tables: a rule, a mapper, and the term constructors of a rule.

A table says for each field of a record which property it becomes and how its value is written.
There are no conditions in it: a constructor that has nothing to say returns None, an absent value
yields nothing, and a tuple yields one triple for each of its elements.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from mmrdf import iris
from mmrdf.graph import Node, quoted
from mmrdf.records import (
    Abstract,
    Book,
    Date,
    Picture,
    PublicationType,
    Relation,
    RelationKind,
    Taxon,
    Title,
    Xref,
)
from mmrdf.vocab import EDTF, PUBLICATION_CLASSES, curie, fabio, rdf, schema, skos, wp, xsd

#: What a constructor makes: its text is the term as N-Triples write it. Plain strings, which most
#: values are, are a ``str`` that ``quoted`` has made; all others are terms of the library.
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

    _values: Callable[[Any], tuple[Any, ...]] = field(init=False, repr=False)
    _typed: "_Said" = field(init=False, repr=False)
    _constant: "_Said" = field(init=False, repr=False)
    _parts: tuple[str, ...] = field(init=False, repr=False)
    _rows: tuple["_Row", ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {field.name for field in fields(self.record)}
        mapped = dict.fromkeys(rule.field for rule in self.rules)
        forgotten = known - mapped.keys() - self.unmapped
        unknown = {name for name in mapped.keys() | self.unmapped if not hasattr(self.record, name)}
        if forgotten or unknown:
            reason = f"{self.record.__name__}: not mapped {forgotten}, no field {unknown}"
            raise TypeError(reason)
        # What does not depend on the record is found out once, and each field is read once.
        described = dict.fromkeys(rule.field for rule in self.rules if rule.term is node)
        values = attrgetter(*mapped, "__class__", "__class__")  # one name alone gives no tuple
        typed = _said((rdf.type, kind) for kind in self.types)
        object.__setattr__(self, "_typed", typed)
        object.__setattr__(self, "_constant", _said(self.constants))
        object.__setattr__(self, "_parts", tuple(described))
        object.__setattr__(self, "_values", values)
        object.__setattr__(self, "_rows", tuple(self._compiled(list(mapped))))

    def _compiled(self, names: list[str]) -> Iterator["_Row"]:
        said = Counter(rule.property for rule in self.rules)
        said.update(predicate for predicate, _ in self.constants)
        said.update([rdf.type] * len(self.types))
        for rule in self.rules:
            alone = said[rule.property] == 1
            yield names.index(rule.field), intern(str(rule.property)), rule.term, alone

    def node(self, record: Any, subject: NamedNode | None = None) -> Node:
        """A record's node with all that is said of it, each once.

        Args:
            record: one of the class of the table.
            subject: the IRI of the node, where it is known already.
        """
        if self.common:
            return _kept(self, iris.base(), record)
        return self._made(record, subject or iris.subject(record))

    def triples(self, record: Any) -> list[Triple]:
        """The triples of one node, each once."""
        return self.node(record).triples()

    def _made(self, record: Any, subject: NamedNode) -> Node:
        properties, values = [*self._typed[0]], [*self._typed[1]]
        fields = self._values(record)
        again = False  # whether a row may have said what another said
        for place, property_, constructor, alone in self._rows:
            value = fields[place]
            if value is None:
                continue
            if value.__class__ is tuple:
                terms = map(constructor, value)
                said = dict.fromkeys([str(term) for term in terms if term is not None])
                properties += (property_,) * len(said)
                values += said
            else:
                term = constructor(value)
                if term is None:
                    continue
                properties.append(property_)
                values.append(str(term))
            again |= not alone
        properties += self._constant[0]
        values += self._constant[1]
        if again:
            once = dict.fromkeys(zip(properties, values, strict=True))
            properties, values = [it for it, _ in once], [value for _, value in once]
        return Node(str(subject), tuple(properties), values)

    def parts(self, record: Any) -> Iterator[Any]:
        """Yield the parts that are described as well: what the table writes as a ``node``."""
        for name in self._parts:
            value = getattr(record, name)
            if isinstance(value, tuple):
                yield from value
            elif value is not None:
                yield value


# Properties, and as many values.
_Said = tuple[tuple[str, ...], tuple[str, ...]]


def _said(of_all: Iterable[tuple[NamedNode, NamedNode | Literal]]) -> _Said:
    pairs = list(of_all)
    return tuple(intern(str(it)) for it, _ in pairs), tuple(str(value) for _, value in pairs)


# The place of the field among the values, the property, the constructor, and whether no other row
# has the property.
_Row = tuple[int, str, Callable[[Any], Term | None], bool]


# Two records of a common class that are equal make the same node under one base.
@lru_cache(maxsize=5000)
def _kept(mapper: Mapper, _base: str, record: Any) -> Node:
    return mapper._made(record, iris.subject(record))  # noqa: SLF001 (a method cannot be cached)


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


# The constructors: a clean value in, a term out, None where the value cannot be said so.


def text(value: str) -> str:
    """A plain string."""
    return quoted(value)


def english(value: str) -> Literal | None:
    """A string tagged ``@en``, if every letter of it is Latin or Greek.

    >>> print(english("NF-κB signaling"))
    "NF-κB signaling"@en
    >>> english("mTOR信号通路") is None
    True
    """
    others = {c for c in value if c.isalpha() and not c.isascii()}
    scripts = (unicodedata.name(c, "").partition(" ")[0] for c in others)
    known = {"GREEK", "LATIN", "MICRO", "FEMININE", "MASCULINE", "ANGSTROM", "KELVIN", "OHM"}
    return Literal(value, language="en") if known.issuperset(scripts) else None


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=xsd.integer)


def count(value: int) -> Literal:
    """A number that is 0 or more."""
    return Literal(str(value), datatype=xsd.nonNegativeInteger)


def any_uri(value: str) -> Literal:
    """A namespace as a literal, as SHACL declares it."""
    return Literal(value, datatype=xsd.anyURI)


def decimal(value: str) -> Literal:
    """A decimal number in the digits of the source."""
    return Literal(value, datatype=xsd.decimal)


def boolean(value: bool) -> Literal:  # noqa: FBT001 (a constructor takes the value alone)
    """True or false."""
    return Literal("true" if value else "false", datatype=xsd.boolean)


def date(value: Date) -> Literal | None:
    """A year, month or day, as precise as is certain; None for a range over two years."""
    if value.certain is None:
        return None
    datatype = (xsd.gYear, xsd.gYearMonth, xsd.date)[value.certain.count("-")]
    return Literal(value.certain, datatype=datatype)


def edtf(value: Date) -> Literal | None:
    """A range, season or quarter; None for a date that ``date`` says in full."""
    return Literal(value.edtf, datatype=EDTF) if value.edtf else None


def node(value: Any) -> NamedNode:
    """The node of a part, which has a table of its own and is described as well."""
    return iris.subject(value)


def prefixed(value: Xref) -> str:
    """A prefixed identifier, ``doi:10.1000/x``, as Bioschemas writes it."""
    return quoted(value.curie)


def bare(value: Xref) -> str | None:
    """The identifier alone; None for one of our own making."""
    return None if value.prefix == "mmrdf" else quoted(value.identifier)


def source_name(value: Xref) -> str | None:
    """The name that WikiPathways gives to where an identifier comes from."""
    name = _SOURCE_NAMES.get(value.prefix)
    return quoted(name) if name else None


def taxon_name(value: Taxon) -> str:
    """The scientific name of an organism."""
    return quoted(value.name)


def abstract(value: Abstract) -> Literal:
    """The paragraphs of an abstract with their labels, in one string; its language if known."""
    return Literal(value.text, language=value.language)


def tagged(value: Title) -> Literal:
    """A title, tagged with its language where that is known."""
    return Literal(value.text, language=value.language)


def nlm_id(value: str) -> str:
    """An identifier of NLM's catalogue with its prefix, as the Bioregistry writes it."""
    return quoted(f"nlm:{value}")


def institution(value: Xref) -> NamedNode | None:
    """The IRI of an institution at ROR or ISNI, which resolve; None for one elsewhere."""
    return iris.xref(value) if value.prefix in {"ror", "isni"} else None


def author_class(value: bool) -> NamedNode:  # noqa: FBT001
    """A person, or an organization where the author is a group."""
    return schema.Organization if value else schema.Person


def publication_type(value: PublicationType) -> NamedNode:
    """The MeSH term of a publication type."""
    return iris.xref(value.mesh)


def publication_class(value: PublicationType) -> NamedNode | None:
    """The FaBiO class of a publication type; None if it has none."""
    return PUBLICATION_CLASSES.get(value.mesh.identifier)


def chapter_class(value: Any) -> NamedNode | None:
    """The class of a chapter, where an article is part of a book."""
    return schema.Chapter if isinstance(value, Book) else None


def chapter_fabio_class(value: Any) -> NamedNode | None:
    """FaBiO's class of a chapter, where an article is part of a book."""
    return fabio.BookChapter if isinstance(value, Book) else None


def entity_class(value: str) -> NamedNode:
    """The class of schema.org for a thing, or that of a concept."""
    return _ENTITY_CLASSES[value]


def data_node_class(value: str) -> NamedNode:
    """The class of WikiPathways for a gene or a chemical."""
    return _DATA_NODE_CLASSES[value]


def _of(prefix: str) -> Callable[[Xref], NamedNode | None]:
    """A constructor that writes the identifiers of one space, and None for those of others."""

    def term(value: Xref) -> NamedNode | None:
        return iris.xref(value) if value.prefix == prefix else None

    term.__name__ = prefix.replace(".", "_")
    term.__doc__ = f"An identifier of the space {prefix}, None for one of another."
    return term


ncbi_gene = _of("ncbigene")
chebi = _of("chebi")
hgnc = _of("hgnc")
hgnc_symbol = _of("hgnc.symbol")
ensembl = _of("ensembl")
uniprot = _of("uniprot")


def _to(kind: RelationKind) -> Callable[[Relation], NamedNode | None]:
    """A constructor that writes the other paper of one kind of relation, None of other kinds."""

    def term(value: Relation) -> NamedNode | None:
        return iris.subject(value.to) if value.to and value.kind == kind else None

    term.__name__ = kind.replace(" ", "_")
    term.__doc__ = f"The other paper where the relation is {kind!r}, else None."
    return term


retracted_by = _to("retracted by")
retracts = _to("retracts")
corrected_by = _to("corrected by")
corrects = _to("corrects")
updated_by = _to("updated by")
updates = _to("updates")
replied_to_by = _to("replied to by")
replies_to = _to("replies to")
concern_in = _to("concern in")
concern_about = _to("concern about")


def place(value: Picture | str) -> NamedNode:
    """The picture in which something is written, or the figure record where there is none."""
    return iris.figure(value) if isinstance(value, str) else iris.subject(value)


_ENTITY_CLASSES = {
    "gene": schema.Gene,
    "chemical": schema.ChemicalSubstance,
    "disease": schema.MedicalCondition,
    "family": schema.BioChemEntity,
    "cell": schema.DefinedTerm,
    "process": schema.DefinedTerm,
    "anatomy": schema.DefinedTerm,
    "concept": skos.Concept,
}
_DATA_NODE_CLASSES = {"gene": wp.GeneProduct, "chemical": wp.Metabolite}
# BridgeDb's full names of data sources, as WikiPathways writes them.
_SOURCE_NAMES = {
    "pubmed": "PubMed",
    "doi": "DOI",
    "pmc": "PubMed Central",
    "ncbigene": "Entrez Gene",
    "chebi": "ChEBI",
    "idmesh": "MeSH",
}
