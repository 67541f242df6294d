"""What is said of an export as a whole."""

from dataclasses import dataclass

from mmrdf.records.common import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """A prefix that the export uses, and the namespace that it stands for."""

    name: str
    namespace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """A table of names that was used to resolve words.

    Args:
        date: the day of the table, in the form ``2024-07-23``.
        address: where it is published.
    """

    name: str
    title: str
    date: Date
    licence: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkset:
    """The links of one property out of the export to one other database.

    Args:
        predicate: the property, with its prefix (``wp:bdbEntrezGene``).
        triples: the number of links.
    """

    predicate: str
    title: str
    triples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """An export as a whole.

    Args:
        date: the date of the release, as the user says it; an export reads no clock.
        records: the number of figures and articles.
        triples: the number of triples of all records in its core.
    """

    title: str
    description: str
    date: Date | None
    records: int
    triples: int
    lexicons: tuple[Lexicon, ...]
    linksets: tuple[Linkset, ...]
    vocabularies: tuple[str, ...]
    prefixes: tuple[Prefix, ...]
