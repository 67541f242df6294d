"""PubMed's XML, as efetch gives it and as NLM publishes it (baseline and update files).

The file is read as a stream, so that memory stays flat whatever its size. It is hostile until it
has proved otherwise: a file that declares entities is refused, nothing is fetched, and the limits
of libxml2 on depth and length stand.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from mmrdf.errors import ReadError
from mmrdf.readers.pubmed_xml import article, book
from mmrdf.readers.pubmed_xml.values import Children, date, text
from mmrdf.readers.text import File
from mmrdf.records import Article, PaperIds, Revision, Source

_SNIFF = re.compile(r"<(?:!DOCTYPE\s+)?Pubmed(?:Book)?Article(?:Set)?\b|<DeleteCitation\b")
_ROOTS = frozenset({"PubmedArticleSet", "PubmedBookArticleSet"})
_READERS = {"PubmedArticle": article.read, "PubmedBookArticle": book.read}
_PAPERS = {"PubmedArticle": article.paper, "PubmedBookArticle": book.paper}
_DELETED = "DeleteCitation"


def sniff(head: str) -> bool:
    """Whether a text is PubMed's XML: by its elements, since its DOCTYPE is often lost."""
    return head.lstrip("\ufeff \t\r\n").startswith("<") and _SNIFF.search(head) is not None


def read(file: File, refuse: Callable[[ReadError], None]) -> Iterator[Article]:
    """Yield the articles and book chapters of a file, in their order, all versions of each.

    What the file says was deleted yields nothing; see ``papers``.

    Raises:
        ReadError: at the first fault of the XML itself. What stands before it has been yielded
            then; ``papers`` finds such a fault beforehand.
    """
    for element in _elements(file):
        if element.tag == _DELETED:
            continue
        try:
            _check_entities(element, file.name)
            yield _READERS[element.tag](element, file.name)
        except ReadError as error:
            refuse(error)


def papers(file: File) -> Iterator[PaperIds]:
    """Yield which state of which paper a file has, or says to be deleted, in its order.

    When it has come to its end, the whole file is well-formed.

    Raises:
        ReadError: at the first fault of the XML.
    """
    for element in _elements(file):
        if element.tag == _DELETED:
            for pmid in element.iter("PMID"):
                deleted = Revision(pmid=text(pmid) or "", deleted=True)
                yield PaperIds(pmid=deleted.pmid, revision=deleted)
        else:
            record = Children(next(element.iter("MedlineCitation", "BookDocument"), None))
            revised = date(record.first("DateRevised"))
            revision = Revision(
                pmid=record.text("PMID") or "",
                version=article.version(record),
                revised=revised.start if revised else "",
            )
            ids = _PAPERS[element.tag](element)
            yield replace(ids, pmid=revision.pmid, revision=revision)


def _elements(file: File) -> Iterator[Any]:
    """Yield each record of a file, and take it out of memory afterwards."""
    stream = _Bounded(file)
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=(*_ROOTS, *_READERS, _DELETED),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    begun = found = False
    try:
        for event, element in events:
            if not begun:
                _check_declarations(element, file.name)
                begun = True
            if event == "end" and element.tag not in _ROOTS:
                found = True
                yield element
                _clear(element)
                stream.count = 0
    except etree.XMLSyntaxError as error:
        raise _fault(error, file.name) from error
    if not found:
        reason = "XML without a record of PubMed"
        raise ReadError(Source(file=file.name), reason, "export the records from PubMed again")


class _Bounded:
    """A stream that ends in an error where too much comes without a record: it is held in memory.

    The longest records of PubMed, of papers with thousands of authors, have a few million bytes.
    """

    LIMIT = 1 << 25

    def __init__(self, file: File) -> None:
        self.file = file
        self.count = 0

    def read(self, size: int) -> bytes:
        """Read on; at most so many bytes."""
        found = self.file.stream.read(size)
        self.count += len(found)
        if self.count > self.LIMIT:
            reason = f"more than {self.LIMIT:,} bytes without a record"
            raise ReadError(Source(file=self.file.name), reason, "get the file from PubMed itself")
        return found


def _check_entities(record: Any, file: str) -> None:
    """Refuse a record with an entity that nothing declares: its text would be lost."""
    entity = next(record.iter(etree.Entity), None)
    if entity is not None:
        source = Source(file=file, line=record.sourceline or 0)
        reason = f"{entity.text} is not declared, so that it cannot be read"
        raise ReadError(source, reason, "get the record from PubMed itself")


def _check_declarations(element: Any, file: str) -> None:
    """Refuse a file that declares entities: PubMed's files have none, and attacks are made so."""
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        reason = "the file declares entities, which are not read"
        raise ReadError(Source(file=file), reason, "get the file from PubMed itself")


def _clear(element: Any) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _fault(error: etree.XMLSyntaxError, file: str) -> ReadError:
    message = re.sub(r",? line \d+, column \d+.*", "", str(error.msg), flags=re.DOTALL)
    source = Source(file=file, line=error.lineno or 0)
    return ReadError(source, f"no well-formed XML ({message})", "get the file again")
