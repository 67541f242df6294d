"""The MEDLINE text format as such: lines to fields, fields to records, whatever they mean.

A field is a tag in columns 1 to 4, ``- `` and a value, which goes on in lines that begin with six
blanks. A record begins with its PMID; a blank line ends it. So does the next PMID, as some tools
lose the blank line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mmrdf.readers.doubts import Doubts
from mmrdf.readers.text import File, clean, lines
from mmrdf.records import Source

#: The tag of the field that begins a record.
PMID = "PMID"

#: The tag of the field that ends it, where it has one: the citation.
LAST = "SO"

_TAGGED = re.compile(r"(?=.{4}-(?: |$))([A-Z][A-Z0-9]{1,3}) *- ?(.*)")
_CONTINUED = " " * 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its tag, its clean value on one line, and where it begins."""

    tag: str
    value: str
    line: int


class Fields:
    """The fields of one record in their order, and the doubts about them, as they come.

    Args:
        line: where the record begins.
        stray: the lines within it that are neither a field nor the continuation of one.
        cut: the last field, if the file seems to end within it.
    """

    def __init__(
        self,
        file: str,
        line: int,
        every: tuple[Field, ...],
        stray: list[int],
        cut: Field | None = None,
    ) -> None:
        self.source = Source(file=file, line=line)
        self.every = every
        pmid = next((field.value for field in self.find(PMID)), "unknown")
        self.doubts = Doubts(self.source, f"PMID {pmid}")
        if stray:
            at = Field(tag="none", value="", line=stray[0])
            lost = f"{len(stray)} line(s) from here on are"
            self.doubt(at, "not-a-field", f"{lost} neither a field nor part of one; not used")
        if cut:
            said = "the file ends here, in mid-line, and the record has no citation (SO)"
            self.doubt(cut, "cut-off", f"{said}; {cut.value!r} is not used")

    def find(self, *tags: str) -> Iterator[Field]:
        """Yield the fields of these tags, in the order of the record."""
        return (field for field in self.every if field.tag in tags)

    def values(self, tag: str) -> tuple[str, ...]:
        """The values of a tag that may be repeated, each once."""
        return tuple(dict.fromkeys(field.value for field in self.find(tag)))

    def one(self, tag: str) -> Field | None:
        """The field of a tag that stands once; None if it is not there.

        If it is repeated with another value, the first counts, and the others are a doubt.
        """
        found = [*self.find(tag)]
        for other in found[1:]:
            if other.value != found[0].value:
                self.doubt(other, "repeated", f"{other.value!r} is a second {tag}; not used")
        return found[0] if found else None

    def text(self, tag: str) -> str | None:
        """The value of a tag that stands once; None if it is not there."""
        field = self.one(tag)
        return field.value if field else None

    def normal(self, field: Field, prefix: str, text: str) -> str | None:
        """The normal form of an identifier; None, and a doubt, where it has not the right form."""
        return self.doubts.normal(field.tag, prefix, text, field.line)

    def doubt(
        self,
        field: Field,
        code: str,
        message: str,
        severity: Literal["Warning", "Info"] = "Warning",
    ) -> None:
        """Note a doubt about one field; the record goes on."""
        self.doubts.add(field.tag, code, message, severity, field.line)


def records(file: File) -> Iterator[Fields]:
    r"""Yield the fields of each record, one record at a time; nothing if no line is a field.

    A continuation belongs to the value above it, even if a blank line stands between them.

    Raises:
        ReadError: at a line that is not UTF-8, or too long.

    >>> import io
    >>> text = b"\nPMID- 1\nTI  - Two\n      lines\nPMID- 2\n"
    >>> for record in records(File(stream=io.BytesIO(text), name="a.nbib")):
    ...     print(record.source.line, record.text("PMID"), record.text("TI"))
    2 1 Two lines
    5 2 None
    """
    parts: list[tuple[int, str, list[str]]] = []
    stray: list[int] = []
    ended = False
    whole = ""
    for number, whole in enumerate(lines(file.stream, file.name, ends=True), start=1):
        line = whole.removesuffix("\n").removesuffix("\r")
        match = _TAGGED.fullmatch(line)
        if match:
            if parts and (ended or match[1] == PMID):
                yield _fields(file.name, parts, stray)
                parts, stray = [], []
            parts.append((number, match[1], [match[2]]))
            ended = False
        elif not line.strip():
            ended = True
        elif parts and line.startswith(_CONTINUED):
            parts[-1][2].append(line)
            ended = False
        else:
            stray.append(number)
    if parts:
        # PubMed ends every line, and nearly every record with its citation
        is_cut = not whole.endswith("\n") and all(tag != LAST for _, tag, _ in parts)
        yield _fields(file.name, parts, stray, is_cut=is_cut)


def _fields(
    file: str, parts: list[tuple[int, str, list[str]]], stray: list[int], *, is_cut: bool = False
) -> Fields:
    """A record of its fields that say something; of a record that is cut, all but the last."""
    joined = (
        (line, tag, clean(" ".join(p.strip(" \t") for p in said))) for line, tag, said in parts
    )
    every = tuple(Field(tag=tag, value=value, line=line) for line, tag, value in joined if value)
    cut = every[-1] if is_cut and every else None
    return Fields(file, parts[0][0], every[:-1] if cut else every, stray, cut)
