"""Which record of PubMed counts where several files, or one, have it in several states.

NLM sends a record again when it changes: an update file replaces what is in the baseline, and a
paper may have several versions within one file. The highest version counts, then the latest day,
then the later file; a record that a later file says is deleted does not count at all. Where in
a file a record stands does not matter. NLM numbers its files (``pubmed26n1335.xml.gz``): those are
later than all others, in the order of their numbers, wherever they lie.
"""

import os
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mmrdf import identifiers
from mmrdf.errors import ReadError
from mmrdf.export.papers import PaperIndex, Papers
from mmrdf.export.plan import Input
from mmrdf.readers import papers
from mmrdf.records import PaperIds, Revision
from mmrdf.resolve.id_map import IdMap

_NUMBERED = re.compile(r"pubmed([0-9]{2})n([0-9]{4,})\.xml(?:\.gz)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a look through all files has shown.

    Args:
        files: those that are whole, each with what of it is not to be used.
        faults: those that are not.
        superseded: the number of records of which another state is used.
        deleted: the PMIDs that are deleted, in order.
        papers: which records are about one paper.
    """

    files: list[Input]
    faults: list[ReadError]
    superseded: int
    deleted: tuple[str, ...]
    papers: Papers


def surveyed(
    files: Iterable[Input], index: PaperIndex | None = None, id_map: IdMap | None = None
) -> Survey:
    """Look through files before any record of them is used, and find what counts.

    Of a damaged file nothing counts, neither its records nor what it says to be deleted.

    Args:
        files: the files.
        index: where to write which records are about one paper; None if nobody asks.
        id_map: NLM's table, for what the records themselves do not say.
    """
    seen = _Seen()
    faults: list[ReadError] = []
    given = list(files)
    for file in sorted(given, key=_serial):
        try:
            found = list(papers(file.path, name=file.name))
        except ReadError as error:
            faults.append(error)
        else:
            seen.take(file, [ids.revision for ids in found if ids.revision])
            if index:
                index.add(file, seen.states(found))
    joined = index.finish(seen.is_used, seen.file_of, id_map) if index else Papers()
    return seen.survey(given, faults, joined)


def _serial(file: Input) -> tuple[str, ...]:
    """The number that NLM gives to a file; nothing for other files, which stay as they are."""
    match = _NUMBERED.match(os.path.basename(file.path))
    return match.groups() if match else ()


class _Seen:
    """The files seen so far: for each PMID the state that counts, and which file has it."""

    def __init__(self) -> None:
        self.files: list[Input] = []
        self.counts = _Counts()
        self.passed: list[set[Revision]] = []
        self.deleted: dict[int, int] = {}

    def take(self, file: Input, found: list[Revision]) -> None:
        """Add one file, after all those before it."""
        place = len(self.files)
        self.files.append(file)
        self.passed.append(set())
        known = [item for item in found if identifiers.normal("pubmed", item.pmid)]
        for revision in known:
            if revision.deleted:
                self.deleted[int(revision.pmid)] = place
                self._pass(int(revision.pmid), self.counts.put(int(revision.pmid), 0))
        for revision in known:
            if not revision.deleted:
                self._compare(place, revision)

    def _compare(self, place: int, revision: Revision) -> None:
        pmid, mine = int(revision.pmid), _packed(place, revision)
        before = self.counts.get(pmid)
        if self.deleted.get(pmid) == place or before > mine:
            self._pass(pmid, mine)
        else:
            self.deleted.pop(pmid, None)  # a later file brings it back
            self.counts.put(pmid, mine)
            if before != mine:
                self._pass(pmid, before)

    def _pass(self, pmid: int, packed: int) -> None:
        if packed:
            place, revision = _unpacked(pmid, packed)
            self.passed[place].add(revision)

    def states(self, found: Iterable[PaperIds]) -> Iterator[tuple[PaperIds, int]]:
        """Yield the papers of the last file, each with the state of its record as a number."""
        place = len(self.files) - 1
        for ids in found:
            if not ids.revision:
                yield ids, 0
            elif identifiers.normal("pubmed", ids.revision.pmid):
                yield ids, _packed(place, ids.revision)

    def is_used(self, pmid: int, state: int) -> bool:
        """Whether this state of a PubMed record is the one that counts; 0 is that of others."""
        return not state or (pmid not in self.deleted and self.counts.get(pmid) == state)

    def file_of(self, pmid: int) -> str | None:
        """The name of the file whose record of a PMID counts; None if there is none."""
        state = self.counts.get(pmid)
        if not state or pmid in self.deleted:
            return None
        return self.files[_unpacked(pmid, state)[0]].name

    def survey(self, given: list[Input], faults: list[ReadError], papers: Papers) -> Survey:
        """What counts after the last file; the files in the order in which they were given."""
        passed = [revision for states in self.passed for revision in states]
        whole = {
            file: replace(file, superseded=frozenset(states)) if states else file
            for file, states in zip(self.files, self.passed, strict=True)
        }
        return Survey(
            files=[whole[file] for file in given if file in whole],
            faults=faults,
            superseded=papers.superseded
            + sum(1 for revision in passed if int(revision.pmid) not in self.deleted),
            deleted=tuple(map(str, sorted(self.deleted))),
            papers=papers,
        )


class _Counts:
    """A number for each PMID, 0 at first, in pages: eight bytes for each of 40 million records."""

    _PAGE = 1 << 6  # small, for a hostile file may name PMIDs that lie far apart

    def __init__(self) -> None:
        self._pages: dict[int, array[int]] = {}

    def get(self, pmid: int) -> int:
        page = self._pages.get(pmid // self._PAGE)
        return page[pmid % self._PAGE] if page else 0

    def put(self, pmid: int, value: int) -> int:
        """Set the number of a PMID; give back the one before."""
        number, place = divmod(pmid, self._PAGE)
        if number not in self._pages:
            self._pages[number] = array("Q", bytes(8 * self._PAGE))
        page = self._pages[number]
        before, page[place] = page[place], value
        return before


# A state as one number that grows with the version, then the day, then the place of the file.
_FILES, _DAYS = 20, 25


def _packed(place: int, revision: Revision) -> int:
    day = int(revision.revised.replace("-", "").ljust(8, "0"))
    return (revision.version << _DAYS | day) << _FILES | place + 1


def _unpacked(pmid: int, packed: int) -> tuple[int, Revision]:
    state, place = packed >> _FILES, (packed & (1 << _FILES) - 1) - 1
    version, day = state >> _DAYS, f"{state & (1 << _DAYS) - 1:08}"
    parts = [part for part in (day[:4], day[4:6], day[6:]) if part.strip("0")]
    revised = "-".join(parts)
    return place, Revision(pmid=str(pmid), version=version, revised=revised)
