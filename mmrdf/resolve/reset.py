"""A record that was resolved before as it was: so resolving it twice is the same as once."""

from dataclasses import replace

from mmrdf.records import Candidate, Figure, Mention, Notice

#: Where a candidate comes from that a person has added.
DECISION = "decision"


def source_record(figure: Figure) -> Figure:
    """The figure without the mentions and candidates that ``resolve`` adds.

    Those are the mentions of keywords, the families that words name, and what a person has decided
    a word to be. All else ``resolve`` decides anew.
    """
    first = next((c for mention in figure.mentions for c in mention.candidates), None)
    if first is None or first.reason == Candidate(word=first.word).reason:
        return figure
    source = [mention for mention in figure.mentions if mention.word.kind != "keyword"]
    return replace(figure, mentions=tuple(map(_of_source, source)))


def _of_source(mention: Mention) -> Mention:
    own = tuple(_unlabelled(c) for c in mention.candidates if not _is_added(c))
    if own == mention.candidates:
        return mention
    if not own:  # a word without an identifier, for which a person has one
        hits = [hit for c in mention.candidates for hit in c.hits if hit.origin != DECISION]
        own = (Candidate(word=mention.word, hits=tuple(hits)),)
    return replace(mention, candidates=own)


def _unlabelled(candidate: Candidate) -> Candidate:
    """A heading of MeSH without the name that ``resolve`` gives it where the source gives none."""
    entity = candidate.entity
    is_given = candidate.reason in {"exact-name", "shared-name"} or candidate.matches
    if entity is None or entity.xref.prefix != "mesh" or is_given:
        return candidate
    return replace(candidate, entity=replace(entity, name=None))


def _is_added(candidate: Candidate) -> bool:
    is_family = candidate.entity is not None and candidate.entity.kind == "family"
    return is_family or any(hit.origin == DECISION for hit in candidate.hits)


def new_notices(notices: tuple[Notice, ...], figure: Figure) -> tuple[Notice, ...]:
    """The notices that a figure does not have yet."""
    return tuple(notice for notice in notices if notice not in figure.notices)
