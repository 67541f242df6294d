"""Records in, more complete records out: what the evidence of a record decides, and no more."""

from dataclasses import replace

from mmrdf.records import Figure, Record
from mmrdf.resolve import organism


def resolve(record: Record) -> Record:
    """Decide what a record leaves open: so far, the organism of a figure.

    Returns:
        The record with ``organism`` set where the evidence supports exactly one, and with a
        notice where it contradicts itself. Articles come back as they are.

    >>> from mmrdf.readers import read
    >>> [figure] = map(resolve, read("seeds/000_9826ba15cff2b048.txt"))
    >>> figure.organism
    Taxon(taxid='9606', name='Homo sapiens')
    >>> [figure] = map(resolve, read("seeds/001_7a96883551e72c46.txt"))
    >>> figure.organism is None, [notice.code for notice in figure.notices]
    (True, ['organism-conflict'])
    """
    if not isinstance(record, Figure):
        return record
    taxon, notices = organism.decide(record)
    return replace(record, organism=taxon, notices=(*record.notices, *notices))
