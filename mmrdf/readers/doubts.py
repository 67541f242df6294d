"""The doubts about one record, which its reader notes while the record goes on."""

from typing import Literal

from mmrdf import identifiers
from mmrdf.records import Notice, Source

# Characters of a message; what it quotes may be of any length.
_LONGEST = 300


class Doubts:
    """The doubts about one record, as they come.

    Args:
        source: where the record is; a doubt may have a line of its own.
        record: what messages call it.

    >>> doubts = Doubts(Source(file="a.xml", line=3), "PMID 1")
    >>> doubts.normal("doi", "doi", "10.1000/A b") is None
    True
    >>> print(*doubts.notices)
    a.xml:3: record PMID 1: field doi: '10.1000/A b' has not the form of doi; not used
    """

    def __init__(self, source: Source, record: str) -> None:
        self.source = source
        self.record = record
        self.notices: list[Notice] = []

    def add(
        self,
        field: str,
        code: str,
        message: str,
        severity: Literal["Warning", "Info"] = "Warning",
        line: int | None = None,
    ) -> None:
        """Note one doubt; a long message is cut."""
        if len(message) > _LONGEST:
            message = f"{message[:_LONGEST]} ..."
        self.notices.append(
            Notice(
                source=Source(file=self.source.file, line=line or self.source.line),
                record=self.record,
                field=field,
                code=code,
                message=message,
                severity=severity,
            )
        )

    def normal(
        self, field: str, prefix: str, value: str | None, line: int | None = None
    ) -> str | None:
        """The normal form of an identifier; None, and a doubt, where it has not the right form."""
        if value is None:
            return None
        found = identifiers.normal(prefix, value)
        if found is None:
            message = f"{value!r} has not the form of {prefix}; not used"
            self.add(field, f"not-{prefix}", message, line=line)
        return found
