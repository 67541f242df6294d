"""Records in, more complete records out: what the evidence of a record decides, and no more."""

from dataclasses import replace
from typing import Literal

from mmrdf.records import Figure, Mention, Record, Taxon
from mmrdf.resolve import chemicals_diseases, genes, organism

#: ``strict`` states what the evidence supports; ``recorded`` states all that the source records.
Policy = Literal["strict", "recorded"]


def resolve(record: Record, policy: Policy = "strict") -> Record:
    """Decide what a record leaves open: the organism of a figure, and what its words stand for.

    Args:
        record: a record as a reader made it.
        policy: ``strict`` makes a fact only of what the evidence supports, ``recorded`` of every
            identifier that the source records for a word.

    Returns:
        The record with ``organism`` set where the evidence supports exactly one, with a status and
        a reason for every candidate of its mentions, and with a notice where the evidence
        contradicts itself. Articles come back as they are.

    >>> from mmrdf.readers import read
    >>> [figure] = map(resolve, read("seeds/000_9826ba15cff2b048.txt"))
    >>> figure.organism
    Taxon(taxid='9606', name='Homo sapiens')
    >>> [figure] = map(resolve, read("seeds/001_7a96883551e72c46.txt"))
    >>> figure.organism is None, [notice.code for notice in figure.notices]
    (True, ['side-table-missing', 'organism-conflict'])
    """
    if not isinstance(record, Figure):
        return record
    taxon, readings, notices = organism.decide(record)
    figure = replace(record, organism=taxon, readings=readings, notices=record.notices + notices)
    texts = chemicals_diseases.said(figure)
    mentions = chemicals_diseases.told_apart(
        [_decided(mention, taxon, texts) for mention in figure.mentions]
    )
    if policy == "recorded":
        mentions = tuple(map(_recorded, mentions))
    return replace(figure, mentions=mentions)


def _decided(mention: Mention, organism: Taxon | None, texts: tuple[str, ...]) -> Mention:
    if mention.word.kind == "gene":
        return genes.decide(mention, organism)
    return chemicals_diseases.decide(mention, texts)


def _recorded(mention: Mention) -> Mention:
    """State every identifier that the source records, and nothing more as the reason."""
    candidates = tuple(
        replace(candidate, status="assert", reason="recorded")
        if candidate.status == "suggest"
        else candidate
        for candidate in mention.candidates
    )
    return replace(mention, candidates=candidates)
