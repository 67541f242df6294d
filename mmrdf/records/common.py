"""What all records are made of: where they come from, identifiers, dates, organisms."""

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something was read: a file as the user named it and a line, counted from 1.

    Line 0 stands for the file as a whole.

    >>> str(Source(file="seeds/a.txt", line=7))
    'seeds/a.txt:7'
    >>> str(Source(file="seeds/a.txt"))
    'seeds/a.txt'
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A doubt about one field, which the report lists; the record goes on.

    Args:
        code: a short stable name for the kind of doubt, such as ``not-a-doi``.
        severity: ``Warning`` where something could not be used, ``Info`` where it is only odd.
    """

    source: Source
    record: str
    field: str
    code: str
    message: str
    severity: Literal["Warning", "Info"] = "Warning"

    def __str__(self) -> str:
        return f"{self.source}: record {self.record}: field {self.field}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Xref:
    """An identifier in a named identifier space, such as ``doi`` or ``pubmed``.

    The prefix is a row of ``mmrdf.vocab.PREFIXES``; the identifier is bare and in the normal form
    of ``mmrdf.identifiers.normal``.
    """

    prefix: str
    identifier: str

    @property
    def curie(self) -> str:
        """The identifier with its prefix, as the Bioregistry writes it.

        >>> Xref(prefix="pubmed", identifier="21695429").curie
        'pmid:21695429'
        >>> Xref(prefix="chebi", identifier="CHEBI:4167").curie
        'CHEBI:4167'
        >>> Xref(prefix="cl", identifier="0000092").curie
        'CL:0000092'
        """
        if self.prefix in {"chebi", "hgnc"}:
            return self.identifier
        prefix = "pmid" if self.prefix == "pubmed" else self.prefix
        if prefix in {"cl", "doid", "go", "mondo", "uberon"}:
            prefix = prefix.upper()
        return f"{prefix}:{self.identifier}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date, a range, a season or a quarter, exactly as precise as it is printed.

    Args:
        start: ``2011``, ``2011-10``, ``2011-10-18``; a season or quarter is its EDTF code in place
            of the month (21 to 24 spring to winter, 33 to 36 the quarters).
        end: the last day, month, season or year of a range, in the same form; None if no range.

    >>> Date(start="2021-01", end="2021-12").certain
    '2021'
    >>> Date(start="1979-11", end="1980-05").certain is None
    True
    >>> Date(start="2021-35").edtf
    '2021-35'
    """

    start: str
    end: str | None = None

    @property
    def certain(self) -> str | None:
        """The smallest year, month or day that holds the whole date; None if it spans two years."""
        shared: list[str] = []
        for first, last in zip(
            self.start.split("-"), (self.end or self.start).split("-"), strict=False
        ):
            if first != last or (len(shared) == 1 and int(first) > 12):  # noqa: PLR2004 (months)
                break
            shared.append(first)
        return "-".join(shared) or None

    @property
    def edtf(self) -> str | None:
        """The date in the Extended Date/Time Format, None if ``certain`` says all of it."""
        text = f"{self.start}/{self.end}" if self.end else self.start
        return None if text == self.certain else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxon:
    """An organism: its NCBI Taxonomy identifier and scientific name."""

    taxid: str
    name: str

    @property
    def xref(self) -> Xref:
        """Its identifier in the NCBI Taxonomy."""
        return Xref(prefix="ncbitaxon", identifier=self.taxid)

    @property
    def rank(self) -> str | None:
        """``species`` where the name is that of one, a genus and an epithet; else None.

        >>> Taxon(taxid="9606", name="Homo sapiens").rank
        'species'
        >>> Taxon(taxid="39947", name="Oryza sativa Japonica Group").rank is None
        True
        """
        is_species = re.fullmatch(r"[A-Z][a-z]+ [a-z][a-z-]+", self.name)
        return "species" if is_species else None
