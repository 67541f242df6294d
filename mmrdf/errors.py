"""Everything that can go wrong, as a tree.

MmrdfError
├── ReadError     a file or one record of it cannot be read
├── TermError     a value cannot be written as an IRI or a literal
├── LexiconError  a file is no lexicon
├── EvidenceModelError  a file is no evidence model
├── DecisionsError  a file of decisions cannot be used
├── IdMapError    a file is no table of identifiers
├── ReleaseError  what is said of a release cannot be used
├── FormatError   an RDF format is unknown, or an RDF file is not in it
├── ExportError   an export cannot be planned or published
│   └── WorkerError   its worker processes die; the next export goes on from there
└── StoreError    a triple store cannot be opened, asked or filled
    ├── UnreachableError  nothing answers
    ├── RefusedError      the store says no
    └── CountError        the store holds something else than it was given

Errors carry their facts as attributes and format them only in ``__str__``.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading a triple store needs the errors, and no records
    from mmrdf.records import Source


class MmrdfError(Exception):
    """The root: ``except MmrdfError`` catches all that mmrdf raises on purpose."""


class ReadError(MmrdfError):
    """A file, or one record of it, is left out because it cannot be read.

    Args:
        source: the file and line at fault; line 0 means the file as a whole.
        reason: what is wrong, in a few words.
        remedy: what the user can do about it.
        record: the record's identifier, None where it is not known.
        field: the field at fault, None where it is not one field.

    >>> from mmrdf.records import Source
    >>> print(ReadError(Source(file="a.md", line=3), "no figid", "add a line figid: PMC1__f1"))
    a.md:3: no figid; add a line figid: PMC1__f1
    """

    def __init__(
        self,
        source: "Source",
        reason: str,
        remedy: str,
        *,
        record: str | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(source, reason, remedy)
        self.source = source
        self.reason = reason
        self.remedy = remedy
        self.record = record
        self.field = field

    def __str__(self) -> str:
        about = [f"record {self.record}"] if self.record else []
        about += [f"field {self.field}"] if self.field else []
        return ": ".join([str(self.source), *about, f"{self.reason}; {self.remedy}"])


class TermError(MmrdfError, ValueError):
    """A value cannot be written as an IRI or a literal."""


class LexiconError(MmrdfError, ValueError):
    """A file is no lexicon, or cannot be opened as one."""


class EvidenceModelError(MmrdfError, ValueError):
    """A file is no evidence model, or one that lacks a row."""


class DecisionsError(MmrdfError, ValueError):
    """A file of decisions cannot be used."""


class IdMapError(MmrdfError, ValueError):
    """A file is no table of papers' identifiers, or cannot be read as one."""


class ReleaseError(MmrdfError, ValueError):
    """What is said of a release, in a file or by options, cannot be used."""


class FormatError(MmrdfError, ValueError):
    """An RDF format is unknown, or a file is not in the format that its name promises."""


class ExportError(MmrdfError):
    """An export cannot be planned or published; the former output is untouched.

    Args:
        reason: what is wrong.
        skipped: all that could not be read, where that is the reason.
    """

    def __init__(self, reason: str, skipped: tuple[ReadError, ...] = ()) -> None:
        super().__init__(reason)
        self.skipped = skipped


class WorkerError(ExportError):
    """Worker processes die, one after the other, at the same files."""


class StoreError(MmrdfError):
    """A triple store cannot be opened, asked or filled."""

    def saying(self, reason: str) -> "StoreError":
        """The same error with another message."""
        return type(self)(reason)


class UnreachableError(StoreError):
    """Nothing answers where the store should be, or no more."""


class RefusedError(StoreError):
    """The store says no; the message has its own words.

    Args:
        reason: what is said of it.
        status: the HTTP status, None where there is none.
        words: the store's own words alone.
        wait: seconds after which the store asks to be asked again.
    """

    def __init__(
        self, reason: str, *, status: int | None, words: str = "", wait: float | None = None
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.words = words
        self.wait = wait

    def saying(self, reason: str) -> "RefusedError":
        """As for every such error."""
        return RefusedError(reason, status=self.status, words=self.words, wait=self.wait)


class CountError(StoreError):
    """The store holds another number of triples than it was given."""
