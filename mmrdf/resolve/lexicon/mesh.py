"""MeSH as NLM publishes it in XML in, terms out."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat  # entities, the one danger of XML without a network, are refused

from mmrdf.errors import ReadError
from mmrdf.records import EntityKind
from mmrdf.resolve.lexicon.download import LONGEST, names, opened, refusal, some, xref
from mmrdf.resolve.lexicon.terms import Term

# The roots, and the element of a record that has its identifier.
_ROOTS = {
    "DescriptorRecordSet": "DescriptorUI",
    "SupplementalRecordSet": "SupplementalRecordUI",
}
_REMEDY = "give descriptors or supplementary records as NLM publishes them in XML"

# What is read of a record, by the path below it; other elements have the same names.
_FIELDS = {
    "DescriptorUI": "identifier",
    "SupplementalRecordUI": "identifier",
    "DescriptorName/String": "label",
    "SupplementalRecordName/String": "label",
    "TreeNumberList/TreeNumber": "tree",
    "ConceptList/Concept/TermList/Term/String": "name",
}

# The first that fits one of a descriptor's places in the trees.
_KINDS: tuple[tuple[str, EntityKind], ...] = (
    ("C", "disease"),
    ("F03", "disease"),
    ("D", "chemical"),
    ("A11", "cell"),
    ("A", "anatomy"),
    ("G", "process"),
)
_RECORD = 2  # the depth of a record: the root, then it
_CHUNK = 1 << 16


def mesh(path: Path) -> Iterator[Term]:
    """Terms out of MeSH's descriptors or supplementary records.

    Nothing is fetched, and a file that declares entities is refused. One record is held at a time.

    Args:
        path: an XML file of NLM such as ``desc2026.xml`` or ``supp2026.xml``.

    Yields:
        Descriptors, their kind by their place in the trees; supplementary records as concepts.

    Raises:
        ReadError: if the file is none or has no record.
    """
    return some(_terms(path), path, "MeSH record")


def _terms(path: Path) -> Iterator[Term]:
    reader = _Reader(path)
    with opened(path) as stream:
        try:
            for chunk in iter(lambda: stream.read(_CHUNK), b""):
                reader.parser.Parse(chunk)
                yield from reader.taken()
            reader.parser.Parse(b"", True)  # noqa: FBT003 (expat's own signature)
        except expat.ExpatError as error:
            reason = f"not XML in UTF-8 ({expat.ErrorString(error.code)})"
            raise refusal(path, error.lineno, reason, _REMEDY) from error
    yield from reader.taken()


class _Reader:
    """Gathers what the parser meets into terms."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: list[Term] = []
        self._open: list[str] = []
        self._fields: defaultdict[str, list[str]] = defaultdict(list)
        self._field: str | None = None
        self._size = 0
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._entity
        parser.SkippedEntityHandler = self._entity

    def taken(self) -> list[Term]:
        """The terms since the last call."""
        found, self._found = self._found, []
        return found

    def _start(self, element: str, _attributes: dict[str, str]) -> None:
        self._open.append(element)
        if len(self._open) == 1 and element not in _ROOTS:
            raise self._refusal(f"not MeSH, but a {element[:40]!r}")
        self._field = _FIELDS.get("/".join(self._open[_RECORD:]))
        if self._field:
            self._fields[self._field].append("")

    def _characters(self, text: str) -> None:
        if not self._field:
            return
        self._size += len(text)
        if self._size > LONGEST:
            raise self._refusal(f"a record of more than {LONGEST:,} characters")
        self._fields[self._field][-1] += text

    def _end(self, _element: str) -> None:
        self._field = None
        if len(self._open) == _RECORD:
            self._close()
        self._open.pop()

    def _close(self) -> None:
        """Make a term of a record and forget the record."""
        fields = {
            field: [" ".join(text.split()) for text in texts]
            for field, texts in self._fields.items()
        }
        self._fields.clear()
        self._size = 0
        if not (label := "".join(fields.get("label", ())[:1])):
            return
        curie = f"mesh:{''.join(fields.get('identifier', ()))}"
        term = Term(
            xref=xref(self._path, self.parser.CurrentLineNumber, curie, _ROOTS[self._open[0]]),
            kind=_kind(fields.get("tree", [])),
            label=label,
            names=names(("label", [label]), ("alias", fields.get("name", ()))),
        )
        self._found.append(term)

    def _entity(self, *_: object) -> NoReturn:
        reason = "an entity, which MeSH has none of"
        raise self._refusal(reason)

    def _refusal(self, reason: str) -> ReadError:
        return refusal(self._path, self.parser.CurrentLineNumber, reason, _REMEDY)


def _kind(trees: list[str]) -> EntityKind:
    """The kind of what has these places in the trees.

    >>> _kind(["A15.145.229", "A11.118.290"]), _kind(["B01.050"]), _kind([])
    ('cell', 'concept', 'concept')
    """
    for start, kind in _KINDS:
        if any(tree.startswith(start) for tree in trees):
            return kind
    return "concept"
