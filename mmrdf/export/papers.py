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
from contextlib import closing
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from sys import intern

from mmrdf import identifiers
from mmrdf.export.plan import Input
from mmrdf.records import Notice, PaperIds, Record, Revision, Source
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

#: What a record says of its paper: whether it is a figure, PMID, DOI, PMCID, journal.
Own = tuple[bool, str, str, str, str]

# A DOI and a PMCID, either of which may be empty.
_Pair = tuple[str, str]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePapers:
    """What names the papers of one file, in plain tuples: there may be 30,000 of each.

    Args:
        revisions: the states of PubMed records: PMID, version, day, whether it is deleted.
        claims: the DOIs and PMCIDs of records with a PMID, with the state; version 0 where the
            record is a figure.
        asked: what the records say of which others may know more.
        journals: names of journals, with their numbers.
    """

    revisions: list[tuple[str, int, str, bool]]
    claims: list[tuple[str, str, int, str]]
    asked: list[Own]
    journals: list[tuple[str, str]]

    @classmethod
    def of(cls, papers: Iterable[PaperIds]) -> "FilePapers":
        """Gather what names the papers of the records of a file."""
        journals: set[tuple[str, str]] = set()
        found = cls(revisions=[], claims=[], asked=[], journals=[])
        for ids in papers:
            state = ids.revision or Revision(pmid=ids.pmid or "", version=0)
            if ids.pmid and not identifiers.normal("pubmed", ids.pmid):
                continue
            if ids.revision:
                row = (state.pmid, state.version, intern(state.revised), state.deleted)
                found.revisions.append(row)
            if ids.pmid:
                own = filter(None, (ids.doi, ids.pmcid))
                found.claims.extend(
                    (it, state.pmid, state.version, intern(state.revised)) for it in own
                )
            if ids.journal and ids.nlm_id:
                journals.add((ids.journal, ids.nlm_id))
            if _is_asked(ids):
                found.asked.append(_own(ids))
        found.journals.extend(sorted(journals))
        return found


class PaperIndex:
    """The index of an export that is being made.

    Args:
        path: the SQLite file, which is not there yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
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
        with closing(database):
            database.create_function("is_used", 2, is_used)
            database.executescript(_LEADS)
            joined = _Joined(database, file_of, id_map)
            database.executescript(_KNOWN)
            database.execute("BEGIN")
            rows = _known(database, joined)
            database.executemany("INSERT INTO known VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)
            database.execute("COMMIT")
            return _papers(database, joined)


def _is_asked(ids: PaperIds) -> bool:
    """Whether other records may know more than this one."""
    if ids.revision and ids.revision.deleted:
        return False
    return ids.figure or ids.pmid is None or (ids.journal is not None and ids.nlm_id is None)


def _own(ids: PaperIds) -> Own:
    return ids.figure, ids.pmid or "", ids.doi or "", ids.pmcid or "", _journal(ids)


def _journal(ids: PaperIds) -> str:
    """The name of a journal whose number is to be found."""
    return "" if ids.nlm_id else ids.journal or ""


@dataclass(slots=True)
class _Paper:
    """Records without a PMID of their own that are about one paper.

    Args:
        name: its PMID, else one of its identifiers, which is no other's.
        described: whether one of them is a record of the paper itself.
    """

    name: str
    dois: set[str]
    pmcids: set[str]
    pmid: str | None = None
    described: bool = False

    @property
    def ids(self) -> tuple[str | None, str | None, str | None]:
        """PMID, DOI and PMCID; the first in order, numbers by their size."""
        pmcids = sorted(self.pmcids, key=lambda it: (len(it), it))
        return self.pmid, min(self.dois, default=None), next(iter(pmcids), None)


class _Joined:
    """The papers of the records that have no PMID of their own."""

    def __init__(
        self,
        database: sqlite3.Connection,
        file_of: Callable[[int], str | None],
        id_map: IdMap | None,
    ) -> None:
        self.database = database
        self.file_of = file_of
        self.notices = list(self._shared())
        self.papers: dict[_Pair, _Paper] = {}
        pairs = self._pairs()
        pmids = self._pmids(pairs)
        left = [pair for pair in pairs if not pmids[pair]]
        for group in _groups(left, list):
            paper = _of(group)
            if id_map and not any(map(self._leads, (*paper.dois, *paper.pmcids))):
                _, doi, pmcid = paper.ids
                pmids |= dict.fromkeys(group, id_map.pmid(doi, pmcid))
            self.papers |= dict.fromkeys(group, paper)
        self._name(pmids)
        for pair in self._pairs(of_figures=False):
            self.papers[pair].described = True

    def _shared(self) -> Iterator[Notice]:
        """Note the identifiers that several PMIDs have."""
        query = (
            "SELECT identifier, COUNT(*), MIN(pmid), MAX(pmid) FROM lead"
            " GROUP BY identifier HAVING COUNT(*) > 1"
        )
        for identifier, count, first, last in self.database.execute(query):
            others = f" and {count - 2:,} more" if count > 2 else ""  # noqa: PLR2004 (both named)
            message = f"{identifier} is that of pmid:{first} and pmid:{last}{others}"
            yield Notice(
                source=Source(file=self.file_of(first) or ""),
                record=f"PMID {first}",
                field=_field(identifier),
                code="shared-identifier",
                message=f"{message}; no other record is joined to them by it",
            )

    def _pairs(self, *, of_figures: bool = True) -> list[_Pair]:
        """What the records without a PMID have, those of figures or not, each pair once."""
        query = (
            "SELECT DISTINCT doi, pmcid FROM asked WHERE pmid = '' AND doi || pmcid != ''"
            " AND figure <= ? ORDER BY doi, pmcid"
        )
        return list(self.database.execute(query, (of_figures,)))

    def _leads(self, identifier: str) -> list[str]:
        """The PMIDs that records with an identifier have."""
        query = "SELECT pmid FROM lead WHERE identifier = ? ORDER BY pmid"
        return [str(pmid) for (pmid,) in self.database.execute(query, (identifier,))]

    def _pmids(self, pairs: Sequence[_Pair]) -> dict[_Pair, str | None]:
        """The PMID of each pair that the export knows; None if it is not known, or not the only."""
        leads = {identifier: self._leads(identifier) for pair in pairs for identifier in pair}
        pmids: dict[_Pair, str | None] = dict.fromkeys(pairs)
        for group in _groups(pairs, lambda pair: [it for it in pair if len(leads[it]) < 2]):  # noqa: PLR2004 (several)
            led = {it: leads[it][0] for pair in group for it in pair if len(leads[it]) == 1}
            found = sorted(set(led.values()), key=int)
            if len(found) == 1:
                pmids |= dict.fromkeys(group, found[0])
            elif found:
                self.notices.append(self._between(led, found))
        return pmids

    def _between(self, led: dict[str, str], found: Sequence[str]) -> Notice:
        """Note records that are about one paper and have identifiers of several PMIDs."""
        ways = [f"{it} is that of pmid:{led[it]}" for it in sorted(led)]
        return Notice(
            source=Source(file=self._file(min(led))),
            record=f"PMID {found[0]}",
            field=_field(min(led)),
            code="shared-identifier",
            message=f"records without a PMID say that they are of one paper, but {', '.join(ways)};"
            " they are joined to none",
        )

    def _file(self, identifier: str) -> str:
        """The first file with a record that has an identifier and no PMID."""
        query = (
            "SELECT name FROM file WHERE path = (SELECT MIN(file) FROM asked"
            " WHERE pmid = '' AND (doi = ? OR pmcid = ?))"
        )
        [(name,)] = self.database.execute(query, (identifier, identifier))
        return str(name)

    def _name(self, pmids: dict[_Pair, str | None]) -> None:
        """Make one paper of all records that have one PMID, by what PubMed's record has."""
        by_pmid: dict[str, list[_Pair]] = {}
        for pair, pmid in pmids.items():
            if pmid:
                by_pmid.setdefault(pmid, []).append(pair)
        for pmid, group in by_pmid.items():
            paper = replace(_of(group), name=pmid, pmid=pmid)
            self.papers |= dict.fromkeys(group, paper)
        for pmid, identifier in self._of_pubmed(by_pmid):
            paper = self.papers[by_pmid[pmid][0]]
            setattr(paper, f"{_field(identifier)}s", {identifier})
        for pmid, group in by_pmid.items():
            self.papers[group[0]].described = self.file_of(int(pmid)) is not None

    def _of_pubmed(self, pmids: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the identifiers of the records that have these PMIDs, the last to be used last."""
        database = self.database
        database.execute("CREATE TEMP TABLE wanted (pmid INTEGER PRIMARY KEY)")
        database.executemany("INSERT INTO wanted VALUES (?)", ((int(pmid),) for pmid in pmids))
        query = (
            "SELECT pmid, identifier FROM lead JOIN wanted USING (pmid) ORDER BY identifier DESC"
        )
        for pmid, identifier in database.execute(query):
            yield str(pmid), identifier


def _of(group: Sequence[_Pair]) -> _Paper:
    dois, pmcids = ({it for it in column if it} for column in zip(*group, strict=True))
    return _Paper(name=min(dois | pmcids), dois=dois, pmcids=pmcids)


def _field(identifier: str) -> str:
    return "pmcid" if identifier.startswith("PMC") else "doi"


def _groups(
    pairs: Sequence[_Pair], usable: Callable[[_Pair], Iterable[str]]
) -> Iterator[list[_Pair]]:
    """Yield groups of pairs that are connected by what is usable of them, in their order.

    >>> list(_groups([("d", ""), ("d", "PMC1"), ("e", "PMC2")], list))
    [[('d', ''), ('d', 'PMC1')], [('e', 'PMC2')]]
    """
    parent: dict[str | _Pair, str | _Pair] = {}

    def root(it: str | _Pair) -> str | _Pair:
        while (above := parent.setdefault(it, it)) != it:
            parent[it] = it = parent[above]
        return it

    for pair in pairs:
        for identifier in filter(None, usable(pair)):
            parent[root(identifier)] = root(pair)
    groups: dict[str | _Pair, list[_Pair]] = {}
    for pair in pairs:
        groups.setdefault(root(pair), []).append(pair)
    yield from groups.values()


def _known(database: sqlite3.Connection, joined: _Joined) -> Iterator[tuple[object, ...]]:
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


def _papers(database: sqlite3.Connection, joined: _Joined) -> Papers:
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
        own = _own(PaperIds.of(record))
        return self._rows.get((file.path, own), _NOTHING)

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
    """
    if index is None:
        return KnownPapers({})
    rows: dict[tuple[str, Own], KnownPaper] = {}
    uri = f"{index.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as database:
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
