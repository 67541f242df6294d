"""What a publisher says of a release."""

from dataclasses import dataclass
from typing import Literal

from mmrdf.records.common import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A person or an organization.

    Args:
        name: as it is to be shown.
        address: the IRI: an ORCID of a person, the site of an organization.
    """

    name: str
    kind: Literal["Person", "Organization"] = "Person"
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What only a publisher knows of a release; what is not given is not described.

    Args:
        title: the name of the data set.
        description: what is in it.
        creators: who made it.
        publisher: who publishes it.
        licence: the IRI of the licence of the records.
        version: the name of this release, such as ``2026-11``.
        previous: the name of the release before, or its IRI where it has another.
        download_url: the folder under which the files are published; ends in a slash.
        date: the day, month or year of the release.

    >>> Release(title="PFOCR as linked data", creators=(Agent(name="A. Person"),)).creators[0].name
    'A. Person'
    """

    title: str | None = None
    description: str | None = None
    creators: tuple[Agent, ...] = ()
    publisher: Agent | None = None
    licence: str | None = None
    version: str | None = None
    previous: str | None = None
    download_url: str | None = None
    date: Date | None = None

    @property
    def is_described(self) -> bool:
        """Whether anything but the date is given.

        >>> Release(date=Date(start="2026")).is_described, Release(title="T").is_described
        (False, True)
        """
        return self != Release(date=self.date)

    @property
    def has_crate(self) -> bool:
        """Whether there is enough for a research object crate, which must be dated (RO-Crate 1.1).

        >>> Release(date=Date(start="2026"), title="T").has_crate, Release(title="T").has_crate
        (True, False)
        """
        return self.is_described and self.date is not None

    @property
    def is_citable(self) -> bool:
        """Whether there is enough for a citation.

        >>> Release(title="T").is_citable
        False
        """
        return bool(self.title and self.creators)

    @property
    def missing(self) -> tuple[str, ...]:
        """What a complete description has and this one has not; a first release has none before.

        >>> Release(title="T", version="1").missing
        ('creators', 'publisher', 'date', 'download-url')
        """
        known = {
            "title": self.title,
            "creators": self.creators,
            "publisher": self.publisher,
            "release": self.version,
            "date": self.date,
            "download-url": self.download_url,
        }
        return tuple(name for name, value in known.items() if not value)
