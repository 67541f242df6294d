"""What the records of one file say of their papers, in plain tuples, which go between processes."""

from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern

from mmrdf import identifiers
from mmrdf.records import PaperIds, Revision

#: What a record says of its paper: whether it is a figure, PMID, DOI, PMCID, journal.
Own = tuple[bool, str, str, str, str]


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
            named_by = ids.revision.pmid if ids.revision else ids.pmid
            if named_by is not None and not identifiers.normal("pubmed", named_by):
                continue  # its reader says so where it reads the record
            if ids.revision:
                row = (state.pmid, state.version, intern(state.revised), state.deleted)
                found.revisions.append(row)
            if ids.pmid:
                named = filter(None, (ids.doi, ids.pmcid))
                found.claims.extend(
                    (it, state.pmid, state.version, intern(state.revised)) for it in named
                )
            if ids.journal and ids.nlm_id:
                journals.add((ids.journal, ids.nlm_id))
            if _is_asked(ids):
                found.asked.append(own_ids(ids))
        found.journals.extend(sorted(journals))
        return found


def _is_asked(ids: PaperIds) -> bool:
    """Whether other records may know more than this one."""
    if ids.revision and ids.revision.deleted:
        return False
    return ids.figure or ids.pmid is None or (ids.journal is not None and ids.nlm_id is None)


def own_ids(ids: PaperIds) -> Own:
    """What a record says of its paper, as the index has it."""
    return ids.figure, ids.pmid or "", ids.doi or "", ids.pmcid or "", _journal(ids)


def _journal(ids: PaperIds) -> str:
    """The name of a journal whose number is to be found."""
    return "" if ids.nlm_id else ids.journal or ""
