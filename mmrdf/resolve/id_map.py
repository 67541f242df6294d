"""Records in, records with PMIDs out: what NLM's table of identifiers says, and no more."""

import atexit
import hashlib
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import platformdirs

from mmrdf import identifiers
from mmrdf.errors import IdMapError
from mmrdf.records import Article, Figure, Notice, Published, Record, Reference, Xref
from mmrdf.resolve import id_table
from mmrdf.resolve.papers import renamed

_Paper = TypeVar("_Paper", bound=Published)

# The PMIDs that each identifier of a paper leads to.
_Leads = dict[Xref, frozenset[str]]


class IdMap:
    """Which PMID, PMCID and DOI name one paper, by NLM's table PMC-ids.csv.

    The table is read once and kept as an index in the user's cache, which is never written to
    again. It may be handed to other processes: each opens the index for itself.

    Args:
        path: the table, plain or gzipped.

    Raises:
        IdMapError: if the file is no such table.
        OSError: if the index can be written nowhere.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp = id_table.stamp(path)
        self.papers, self.malformed = id_table.counts(self._database())

    def __reduce__(self) -> tuple[type["IdMap"], tuple[Path]]:
        return type(self), (self.path,)

    def _database(self) -> sqlite3.Connection:
        """The index; each process and thread asks through a connection of its own."""
        return _connection(self.path, self._stamp, os.getpid(), threading.get_ident())

    def pmids(self, xref: Xref) -> frozenset[str]:
        """The PMIDs that a DOI or PMCID leads to; empty if the table does not have it."""
        try:
            return frozenset(id_table.pmids(self._database(), xref.prefix, xref.identifier))
        except sqlite3.Error as error:
            raise IdMapError(f"the index of {self.path}: {error}") from error

    def xrefs(self, pmid: str) -> tuple[Xref, ...]:
        """The DOIs and PMCIDs that go with a PMID, sorted; empty if the table does not have it."""
        try:
            rows = id_table.papers(self._database(), pmid)
        except sqlite3.Error as error:
            raise IdMapError(f"the index of {self.path}: {error}") from error
        pairs = {pair for row in rows for pair in zip(("pmc", "doi"), row, strict=True)}
        return tuple(Xref(prefix=p, identifier=i) for p, i in sorted(pairs, key=str) if i)

    def pmid(self, doi: str | None, pmcid: str | None) -> str | None:
        """The one PMID of a paper with this DOI and this PMCID; None if they contradict."""
        return self._named(Reference(doi=doi, pmcid=pmcid)).pmid

    def identified(self, record: Record, *, own: bool = True) -> Record:
        """A record whose papers have their PMID where the table knows it and nothing contradicts.

        Papers are the article, that of a figure and of its picture, and those that an article
        cites, corrects and so on. DOIs and PMCIDs are not added: the table names papers, it does
        not describe them. To be called before ``mmrdf.resolve``, which notes in each name's place
        which paper it stands in.

        Args:
            record: a figure or an article.
            own: whether the record's own paper gets its PMID too. An export does not want that: it
                has asked for all records of a paper together.

        Returns:
            The record, with a notice ``id-map-disagrees`` if the identifiers of its article do
            not lead to one PMID, or not to its own; then its identifiers are left as they are.
        """
        if isinstance(record, Figure):
            picture, article = record.picture, self._article(record.article, own=own)
            if picture:
                picture = replace(picture, article=self._article(picture.article, own=own))
            found = tuple(self._notices(record.article, record, record.figid))
            notices = record.notices + found
            return replace(record, article=article, picture=picture, notices=notices)
        name = record.title or record.identity.curie
        found = tuple(self._notices(record, record, name))
        return replace(self._article(record, own=own), notices=record.notices + found)

    def _article(self, article: Article, *, own: bool) -> Article:
        article = replace(
            article,
            references=tuple(map(self._named, article.references)),
            relations=tuple(
                replace(relation, to=self._named(relation.to)) if relation.to else relation
                for relation in article.relations
            ),
        )
        named = self._named(article) if own else article
        return named if named.identity == article.identity else renamed(named)

    def _named(self, paper: _Paper) -> _Paper:
        """A paper with its PMID, if it lacks it and all its identifiers lead to that one."""
        if paper.pmid:
            return paper
        leads = self._leads(paper)
        if not leads or any(self._contradictions(paper, leads)):
            return paper
        return replace(paper, pmid=_only(leads))

    def _leads(self, paper: Published) -> _Leads:
        """Where its DOI and PMCID lead; without those that the table does not have."""
        others = (xref for xref in paper.xrefs if xref.prefix != "pubmed")
        return {xref: found for xref in others if (found := self.pmids(xref))}

    def _contradictions(self, paper: Published, leads: _Leads) -> Iterator[tuple[str, str]]:
        """What is odd about the identifiers of a paper: the field and what is to be said."""
        if paper.pmid:
            for xref, found in leads.items():
                if paper.pmid not in found:
                    yield _FIELDS[xref.prefix], f"{_lead(xref, found)}, not to pmid:{paper.pmid}"
        elif len(frozenset().union(*leads.values())) > 1:
            yield "pmid", f"{'; '.join(_lead(*item) for item in leads.items())}; none is used"
        elif leads:
            for message in self._strangers(paper, leads):
                yield "pmid", message

    def _strangers(self, paper: Published, leads: _Leads) -> Iterator[str]:
        """Where the paper that the table means has another DOI or PMCID than this one."""
        known = self.xrefs(_only(leads))
        for xref in paper.xrefs:
            theirs = [other.curie for other in known if other.prefix == xref.prefix]
            if theirs and xref.curie not in theirs:
                ways = "; ".join(_lead(*item) for item in leads.items())
                yield f"{ways}, which has {', '.join(theirs)}, not {xref.curie}; it is not used"

    def _notices(self, article: Article, record: Record, name: str) -> Iterator[Notice]:
        for field, message in self._contradictions(article, self._leads(article)):
            yield Notice(
                source=record.source,
                record=name,
                field=field,
                code="id-map-disagrees",
                message=f"in the id map {message}",
            )


# In which field of a record an identifier stands.
_FIELDS = {"doi": "doi", "pmc": "pmcid"}


def _only(leads: _Leads) -> str:
    """The PMID that all lead to."""
    [pmid] = frozenset().union(*leads.values())
    return pmid


def _lead(xref: Xref, found: frozenset[str]) -> str:
    """Where an identifier leads, in words.

    >>> _lead(Xref(prefix="pmc", identifier="PMC1"), frozenset({"12", "9"}))
    'pmc:PMC1 leads to pmid:9 and pmid:12'
    """
    numbers = " and ".join(f"pmid:{pmid}" for pmid in sorted(found, key=int))
    return f"{xref.curie} leads to {numbers}"


def opened(path: Path) -> IdMap:
    """An id map, opened once in each process while its file stays the same; see ``IdMap``."""
    return _id_map(path, id_table.stamp(path))


@cache
def _id_map(path: Path, _stamp: tuple[int, ...]) -> IdMap:
    return IdMap(path)


@cache
def _connection(
    path: Path, stamp: tuple[int, ...], _process: int, _thread: int
) -> sqlite3.Connection:
    """The index of a table, kept in the user's cache, or for this process if nothing can be kept.

    Of two processes that make it at once, each makes it whole, and either's is good.
    """
    with suppress(OSError):
        folder = Path(platformdirs.user_cache_path("mmrdf", appauthor=False))
        digest = _digest(path, stamp)
        for index in folder.glob(f"id-map-*-{digest}.sqlite"):
            if database := id_table.connected(index):
                return database
        folder.mkdir(parents=True, exist_ok=True)
        index = folder / f"id-map-{_place(path)}-{digest}.sqlite"
        id_table.write(path, index, stamp)
        if database := id_table.connected(index):
            _forget_former(index, path)
            return database
    if database := id_table.connected(_temporary(path, stamp)):
        return database
    raise IdMapError(f"{path}: its index cannot be kept anywhere")


def _place(path: Path) -> str:
    """What stands for the place of a table in the names of its indexes."""
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:8]


def _forget_former(index: Path, path: Path) -> None:
    """Remove the indexes of what the table was before: each takes a gigabyte.

    A process that uses one makes it anew if it has to.
    """
    for other in index.parent.glob(f"id-map-{_place(path)}-*.sqlite"):
        if other != index:
            with suppress(OSError):  # Windows does not remove what is open
                other.unlink()


@cache
def _temporary(path: Path, stamp: tuple[int, ...]) -> Path:
    """An index that goes with this process."""
    folder = tempfile.mkdtemp(prefix="mmrdf-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    index = Path(folder) / "id-map.sqlite"
    id_table.write(path, index, stamp)
    return index


@cache
def _digest(path: Path, _stamp: tuple[int, ...]) -> str:
    """A digest of a table and of the code that reads it, so that no index is out of date."""
    found = hashlib.sha256()
    for file in (path, Path(id_table.__file__), Path(identifiers.__file__)):
        try:
            with file.open("rb") as stream:
                found.update(hashlib.file_digest(stream, "sha256").digest())
        except OSError as error:
            raise IdMapError(f"{file}: {error.strerror}") from error
    return found.hexdigest()[:16]
