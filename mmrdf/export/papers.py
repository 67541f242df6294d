"""Which records of an export are about one paper, and what they know of it together.

The first look through all files gives the identifiers of each record's own paper (none from lists
of references). Records that share one are one node, so that a figure's paper is that of its PubMed
record. The rules:

- Records with different PMIDs are never one paper. A DOI or PMCID that several PMIDs have leads to
  none of them, nor does what connects several PMIDs through other records: there is a notice.
- A record without a PMID has that to which its DOI and PMCID lead, also through other such records;
  where the export knows none, that of NLM's table, if there is one.
- Records that have no PMID then are one paper if they share a DOI or PMCID.
- Of several DOIs, or PMCIDs, of one paper that of PubMed's record is used, else the first in order.

A journal that a record names by its abbreviation alone is that of the other records, if they give
the abbreviation one number in NLM's catalogue.

All is in one SQLite file, since all of PubMed has 60 million identifiers; it is made anew by each
export and read by its workers. In memory are the papers that have no PMID of their own.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from mmrdf.export.file_papers import FilePapers, Own, own_ids
from mmrdf.export.joined_papers import Joined
from mmrdf.export.plan import Input
from mmrdf.records import Notice, PaperIds, Record, Revision
from mmrdf.resolve.id_map import IdMap
from mmrdf.resolve.papers import KnownPaper

# Half-made files are thrown away, so that no journal is needed; 32 MB serve for sorting.
_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;
CREATE TABLE claim (identifier TEXT, pmid INTEGER, state INTEGER);
CREATE TABLE journal (name TEXT, nlm_id TEXT, PRIMARY KEY (name, nlm_id)) WITHOUT ROWID;
CREATE TABLE asked (file BLOB, figure INTEGER, pmid TEXT, doi TEXT, pmcid TEXT, journal TEXT,
  PRIMARY KEY (file, figure, pmid, doi, pmcid, journal)) WITHOUT ROWID;
CREATE TABLE file (path BLOB PRIMARY KEY, name TEXT) WITHOUT ROWID;
"""
_LEADS = """
CREATE TABLE lead (identifier TEXT, pmid INTEGER, PRIMARY KEY (identifier, pmid)) WITHOUT ROWID;
INSERT INTO lead SELECT DISTINCT identifier, pmid FROM claim WHERE is_used(pmid, state)
  ORDER BY identifier, pmid;
DROP TABLE claim;
CREATE INDEX asked_doi ON asked (doi); CREATE INDEX asked_pmcid ON asked (pmcid);
"""
_KNOWN = """
CREATE TABLE known (file BLOB, figure INTEGER, own_pmid TEXT, own_doi TEXT, own_pmcid TEXT,
  journal TEXT, pmid TEXT, doi TEXT, pmcid TEXT, nlm_id TEXT, described INTEGER, superseded INTEGER,
  PRIMARY KEY (file, figure, own_pmid, own_doi, own_pmcid, journal)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What the index says of all files.

    Args:
        notices: identifiers that several PMIDs have.
        superseded: the number of records without a PMID whose paper has a PubMed record.
        of_figures: the number of papers that figures are taken from.
        without_pmid: the number of those whose PMID is not known.
    """

    notices: tuple[Notice, ...] = ()
    superseded: int = 0
    of_figures: int = 0
    without_pmid: int = 0


@contextmanager
def _told_by_system(path: Path) -> Iterator[None]:
    """Raise what SQLite cannot do with a file as the system tells it, such as of a full disk."""
    try:
        yield
    except sqlite3.Error as error:
        reason = f"the index {path}: {error}"
        raise OSError(reason) from error


class PaperIndex:
    """The index of an export that is being made.

    Args:
        path: the SQLite file, which is not there yet.

    Raises:
        OSError: if it cannot be written, here or later.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _told_by_system(path):
            self._database = sqlite3.connect(path, isolation_level=None)
            self._database.executescript(_SCHEMA)

    def add(self, file: Input, papers: FilePapers, state: Callable[[Revision], int]) -> None:
        """Add what names the papers of a file; ``state`` makes a number of that of a record."""
        database, path = self._database, os.fsencode(file.path)
        claims = (
            (identifier, int(pmid), state(Revision(pmid=pmid, version=version, revised=revised)))
            for identifier, pmid, version, revised in papers.claims
        )
        asked = ((path, *own) for own in papers.asked)
        with _told_by_system(self.path):
            database.execute("BEGIN")
            database.executemany("INSERT INTO claim VALUES (?,?,?)", claims)
            database.executemany("INSERT OR IGNORE INTO asked VALUES (?,?,?,?,?,?)", asked)
            database.executemany("INSERT OR IGNORE INTO journal VALUES (?,?)", papers.journals)
            if papers.asked:
                database.execute("INSERT OR IGNORE INTO file VALUES (?,?)", (path, file.name))
            database.execute("COMMIT")

    def finish(
        self,
        is_used: Callable[[int, int], bool],
        file_of: Callable[[int], str | None],
        id_map: IdMap | None,
    ) -> Papers:
        """Find out which records are about one paper, and close the file.

        Args:
            is_used: whether of a PMID the state with this number is used.
            file_of: the name of the file whose record of a PMID is used; None if there is none.
            id_map: NLM's table, for what the export itself does not know.
        """
        database = self._database
        with _told_by_system(self.path), closing(database):
            database.create_function("is_used", 2, is_used)
            database.executescript(_LEADS)
            joined = Joined(database, file_of, id_map)
            database.executescript(_KNOWN)
            database.execute("BEGIN")
            rows = _known(database, joined)
            database.executemany("INSERT INTO known VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)
            database.execute("COMMIT")
            return _papers(database, joined)


def _known(database: sqlite3.Connection, joined: Joined) -> Iterator[tuple[object, ...]]:
    """Yield what is known of the paper of each record, in the order of the records."""
    query = (
        "SELECT name, MIN(nlm_id) FROM journal WHERE name IN (SELECT journal FROM asked)"
        " GROUP BY name HAVING COUNT(*) = 1"
    )
    named: dict[str, str] = dict(database.execute(query))
    for row in database.execute("SELECT * FROM asked ORDER BY 1, 2, 3, 4, 5, 6"):
        _, figure, pmid, doi, pmcid, journal = row
        paper = joined.papers.get((doi, pmcid)) if not pmid else None
        ids = paper.ids if paper else (pmid or None, doi or None, pmcid or None)
        if paper:
            described = paper.described
        else:
            described = bool(pmid) and joined.file_of(int(pmid)) is not None
        is_other = bool(not figure and not pmid and ids[0] and joined.file_of(int(ids[0])))
        yield (*row, *ids, named.get(journal), described, is_other)


def _papers(database: sqlite3.Connection, joined: Joined) -> Papers:
    query = "SELECT DISTINCT own_pmid, own_doi, own_pmcid FROM known WHERE figure"
    names: dict[str, str | None] = {}
    for pmid, doi, pmcid in database.execute(query):
        paper = joined.papers.get((doi, pmcid)) if not pmid else None
        names[paper.name if paper else pmid] = paper.pmid if paper else pmid
    [(superseded,)] = database.execute("SELECT COUNT(*) FROM known WHERE superseded")
    return Papers(
        notices=tuple(joined.notices),
        superseded=superseded,
        of_figures=len(names),
        without_pmid=sum(1 for pmid in names.values() if pmid is None),
    )


class KnownPapers:
    """What an export knows of the papers of some files.

    Args:
        rows: by the path of a file and what a record says of its paper, what is known of that.
    """

    def __init__(self, rows: dict[tuple[str, Own], KnownPaper]) -> None:
        self._rows = rows

    def of(self, file: Input, record: Record) -> KnownPaper:
        """What is known of the paper of a record; nothing if the record has it all."""
        return self._rows.get((file.path, own_ids(PaperIds.of(record))), _NOTHING)

    def digest(self, chunk: Iterable[Input]) -> list[list[object]]:
        """All of it as JSON has it, in the order of the files, wherever they lie."""
        rows: dict[str, list[object]] = {file.path: [] for file in chunk}
        for (path, own), known in self._rows.items():
            rows[path].append((own, astuple(known)))
        return list(rows.values())


_NOTHING = KnownPaper()


def known_papers(index: Path | None, chunk: Sequence[Input]) -> KnownPapers:
    """Read what an index says of the papers of some files; nothing is written, and no lock taken.

    Args:
        index: the index of the export; None if there is none, and nothing is known.
        chunk: the files.

    Raises:
        OSError: if it cannot be read.
    """
    if index is None:
        return KnownPapers({})
    rows: dict[tuple[str, Own], KnownPaper] = {}
    uri = f"{index.absolute().as_uri()}?mode=ro&immutable=1"
    with _told_by_system(index), closing(sqlite3.connect(uri, uri=True)) as database:
        for file in chunk:
            query = "SELECT * FROM known WHERE file = ? ORDER BY 2, 3, 4, 5, 6"
            for _, *row in database.execute(query, (os.fsencode(file.path),)):
                figure, *own = row[:5]
                pmid, doi, pmcid, nlm_id, described, superseded = row[5:]
                rows[file.path, (bool(figure), *own)] = KnownPaper(
                    pmid=pmid,
                    doi=doi,
                    pmcid=pmcid,
                    nlm_id=nlm_id,
                    described=bool(described),
                    superseded=bool(superseded),
                )
    return KnownPapers(rows)
