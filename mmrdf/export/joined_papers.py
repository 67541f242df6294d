"""Which of the records that have no PMID of their own are about one paper, and about which."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mmrdf.records import Notice, Source
from mmrdf.resolve.id_map import IdMap

# PMIDs that a notice names.
_NAMED = 4

# A DOI and a PMCID, either of which may be empty.
_Pair = tuple[str, str]


@dataclass(slots=True)
class JoinedPaper:
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


class Joined:
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
        self.papers: dict[_Pair, JoinedPaper] = {}
        pairs = self._pairs()
        pmids = self._pmids(pairs)
        left = [pair for pair in pairs if not pmids[pair]]
        for group in _groups(left, list):
            paper = _paper(group)
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
            elif found:  # what connects them joins nothing; a pair may still lead to one alone
                self.notices.append(self._between(led, found))
                for pair in group:
                    own = {led[it] for it in pair if it in led}
                    pmids[pair] = own.pop() if len(own) == 1 else None
        return pmids

    def _between(self, led: dict[str, str], found: Sequence[str]) -> Notice:
        """Note records that are about one paper and have identifiers of several PMIDs."""
        firsts = {pmid: it for it, pmid in sorted(led.items(), reverse=True)}
        ways = [f"{firsts[pmid]} is that of pmid:{pmid}" for pmid in found[:_NAMED]]
        ways += [f"there are {len(found) - _NAMED:,} more"] if len(found) > _NAMED else []
        return Notice(
            source=Source(file=self._file(min(led))),
            record=f"PMID {found[0]}",
            field=_field(min(led)),
            code="shared-identifier",
            message=f"records without a PMID say that they are of one paper, but {', '.join(ways)};"
            " what connects them is not used",
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
            paper = replace(_paper(group), name=pmid, pmid=pmid)
            self.papers |= dict.fromkeys(group, paper)
        for pmid, identifier in self._of_pubmed(by_pmid) if by_pmid else ():
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


def _paper(group: Sequence[_Pair]) -> JoinedPaper:
    dois, pmcids = ({it for it in column if it} for column in zip(*group, strict=True))
    return JoinedPaper(name=min(dois | pmcids), dois=dois, pmcids=pmcids)


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
