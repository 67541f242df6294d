"""What is said of an export as a whole."""

from dataclasses import dataclass
from typing import Union

from mmrdf.records.common import Date
from mmrdf.records.release import Agent


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

    @property
    def checksum(self) -> "Checksum":
        """The digest as a part."""
        return Checksum(of=self, sha256=self.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    """The SHA-256 digest of a file, in hexadecimal digits."""

    of: Union[NameTable, "Distribution"]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """A program by its name and version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The work that gave identifiers to words.

    Args:
        of: the path of the data set.
        tables: the tables of names that were used.
        software: what did it.
    """

    of: str
    tables: tuple[NameTable, ...]
    software: Software


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkset:
    """The links of one property out of the export to one other database.

    Args:
        of: the path of the data set.
        predicate: the property, with its prefix (``wp:bdbEntrezGene``).
        prefix: the identifier space of the other database.
        triples: the number of links.
    """

    of: str
    predicate: str
    prefix: str
    title: str
    triples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPartition:
    """The nodes of one class in a layer.

    Args:
        of: the IRI of the class.
        entities: the number of its nodes.
    """

    layer: str
    of: str
    entities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyPartition:
    """The triples of one property in a layer.

    Args:
        of: the IRI of the property.
        triples: the number of its triples.
    """

    layer: str
    of: str
    triples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerPart:
    """One layer of the export, which is a graph of its own.

    Args:
        triples: the number of its triples.
        entities: the number of its nodes that have a class.
        classes: its classes, with the number of nodes of each.
        properties: its properties, with the number of triples of each.
    """

    name: str
    title: str
    triples: int
    entities: int
    classes: tuple[ClassPartition, ...]
    properties: tuple[PropertyPartition, ...]

    @property
    def class_count(self) -> int:
        """The number of classes."""
        return len(self.classes)

    @property
    def property_count(self) -> int:
        """The number of properties."""
        return len(self.properties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One file of the export.

    Args:
        of: the path of the data set.
        name: of the file.
        media_type: what is in it, after decompression.
        compression: the media type of the compression; None if there is none.
        bytes: its size.
        address: from where it can be downloaded; None if nobody said so.
        licence: an IRI.
        rights: whose the texts and pictures in it are, which the licence does not cover.
    """

    of: str
    name: str
    title: str
    description: str
    rights: str
    media_type: str
    compression: str | None
    bytes: int
    sha256: str
    address: str | None
    licence: str
    creators: tuple[Agent, ...]
    publisher: Agent | None

    @property
    def checksum(self) -> Checksum:
        """The digest as a part."""
        return Checksum(of=self, sha256=self.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The data set through all its releases, which has no date and no numbers.

    Args:
        version: the path of the release that is described.
    """

    title: str
    description: str
    publisher: Agent | None
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """An export as a whole.

    Args:
        creators: who made it.
        licence: the IRI of the licence of the records.
        rights: what is not under that licence.
        version: the name of the release; None if the user gives none.
        previous: the name or the IRI of the release before.
        sources: where the records come from.
        date: the date of the release, as the user says it; an export reads no clock.
        address: the folder under which the files are published.
        triples: the number of triples of all layers.
        entities: the number of nodes that have a class in any layer.
        example: the IRI of the first record.
        software: what made it.
        resolution: how words got their identifiers.
    """

    title: str
    description: str
    creators: tuple[Agent, ...]
    publisher: Agent | None
    licence: str
    rights: str
    version: str | None
    previous: str | None
    date: Date | None
    address: str | None
    sources: tuple[str, ...]
    entities: int
    triples: int
    example: str
    software: Software
    resolution: Resolution
    layers: tuple[LayerPart, ...]
    linksets: tuple[Linkset, ...]
    distributions: tuple[Distribution, ...]
    vocabularies: tuple[str, ...]
    prefixes: tuple[Prefix, ...]

    @property
    def path(self) -> str:
        """The path of the data set, or of the release where it has a name."""
        return dataset_path(self.version)

    @property
    def series(self) -> Series | None:
        """The data set of which this is a release; None if the release has no name."""
        if self.version is None:
            return None
        return Series(
            title=self.title,
            description=self.description,
            publisher=self.publisher,
            version=self.path,
        )

    @property
    def dumps(self) -> tuple[str, ...]:
        """The addresses of the files, where they are known."""
        return tuple(file.address for file in self.distributions if file.address)


def dataset_path(version: str | None) -> str:
    """The path of a release, or of the data set if the release has no name.

    >>> dataset_path(None), dataset_path("2026-11")
    ('dataset', 'dataset/2026-11')
    """
    return f"dataset/{version}" if version else "dataset"
