"""Which record of PubMed counts where several files, or one, have it in several states.

NLM sends a record again when it changes: an update file replaces what is in the baseline, and a
paper may have several versions within one file. The highest version counts, then the latest day,
then the later file; a record that a later file says is deleted does not count at all. Where in
a file a record stands does not matter. NLM numbers its files (``pubmed26n1335.xml.gz``): those are
later than all others, in the order of their numbers, wherever they lie.
"""

import os
import pickle
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mmrdf.errors import ReadError
from mmrdf.export.file_papers import FilePapers
from mmrdf.export.papers import PaperIndex, Papers
from mmrdf.export.plan import Input, chunk_name, chunks
from mmrdf.export.pool import Pool
from mmrdf.readers import papers
from mmrdf.records import Revision
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
    files: Iterable[Input],
    index: PaperIndex | None = None,
    id_map: IdMap | None = None,
    pool: Pool | None = None,
) -> Survey:
    """Look through files before any record of them is used, and find what counts.

    Of a damaged file nothing counts, neither its records nor what it says to be deleted.

    Args:
        files: the files.
        index: where to write which records are about one paper; None if nobody asks.
        id_map: NLM's table, for what the records themselves do not say.
        pool: where to read the files; in this process by default.
    """
    seen = _Seen()
    faults: list[ReadError] = []
    given = list(files)
    looks = [Look(chunk=tuple(chunk)) for chunk in chunks(sorted(given, key=_serial))]
    for look, results in zip(looks, (pool or Pool(1)).ordered(looked_at, looks), strict=True):
        for file, found in zip(look.chunk, results, strict=True):
            if isinstance(found, ReadError):
                faults.append(found)
                continue
            ids: FilePapers = pickle.loads(found)  # noqa: S301 (our own bytes)
            seen.take(file, ids.revisions)
            if index:
                index.add(file, ids, seen.state)
    joined = index.finish(seen.is_used, seen.file_of, id_map) if index else Papers()
    return seen.survey(given, faults, joined)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Files to look through, which a worker is asked to do."""

    chunk: tuple[Input, ...]

    def __str__(self) -> str:
        return chunk_name(self.chunk)


def looked_at(look: Look) -> list[bytes | ReadError]:
    """Look through files: what names the papers of each, packed since much of it may wait."""
    return [_packed_papers(file) for file in look.chunk]


def _packed_papers(file: Input) -> bytes | ReadError:
    try:
        return pickle.dumps(FilePapers.of(papers(file.path, name=file.name)))
    except ReadError as error:
        return error


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

    def take(self, file: Input, rows: list[tuple[str, int, str, bool]]) -> None:
        """Add one file, after all those before it."""
        place = len(self.files)
        self.files.append(file)
        self.passed.append(set())
        for pmid, _, _, deleted in rows:
            if deleted:
                self.deleted[int(pmid)] = place
                self._pass(int(pmid), self.counts.put(int(pmid), 0))
        for pmid, version, revised, deleted in rows:
            if not deleted:
                self._compare(place, Revision(pmid=pmid, version=version, revised=revised))

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

    def state(self, revision: Revision) -> int:
        """The number of a state in the last file; 0 where it is none of PubMed's."""
        return _packed(len(self.files) - 1, revision) if revision.version else 0

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
