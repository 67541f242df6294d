"""What is said of an export as a whole."""

from dataclasses import dataclass
from typing import ClassVar

from mmrdf.records.common import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """A prefix that the export uses, and the namespace that it stands for."""

    name: str
    namespace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTable:
    """A table of names that was used to resolve words.

    Args:
        date: the day of the table; None if it is not known.
        version: the name of the release, where it is no day.
        address: where it is published.
        sha256: the digest of the table.
        rows: the number of its rows.
    """

    name: str
    title: str
    date: Date | None
    version: str | None
    licence: str | None
    address: str | None
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The work that gave identifiers to words, by the tables that it used."""

    path: ClassVar[str] = "dataset/resolution"

    tables: tuple[NameTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkset:
    """The links of one property out of the export to one other database.

    Args:
        predicate: the property, with its prefix (``wp:bdbEntrezGene``).
        prefix: the identifier space of the other database.
        triples: the number of links.
    """

    predicate: str
    prefix: str
    title: str
    triples: int

    @property
    def of(self) -> str:
        """The path of the data set whose links these are."""
        return Dataset.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """An export as a whole.

    Args:
        sources: where the records come from.
        date: the date of the release, as the user says it; an export reads no clock.
        records: the number of figures and articles.
        triples: the number of triples in its core, this description included.
        resolution: how words got their identifiers.
    """

    path: ClassVar[str] = "dataset"

    title: str
    description: str
    sources: tuple[str, ...]
    date: Date | None
    records: int
    triples: int
    resolution: Resolution
    linksets: tuple[Linkset, ...]
    vocabularies: tuple[str, ...]
    prefixes: tuple[Prefix, ...]
