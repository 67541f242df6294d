"""Records in, more complete records out: what the evidence of a record decides, and no more."""

from dataclasses import replace
from typing import Literal

from mmrdf.records import HUMAN, Figure, Mention, Record
from mmrdf.resolve import chemicals_diseases, evidence, genes, keywords, organism, texts
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.lexicon import Lexicon, opened
from mmrdf.resolve.names import Names
from mmrdf.resolve.prose import passages, said

#: ``strict`` states what the evidence supports; ``recorded`` states all that the source records.
Policy = Literal["strict", "recorded"]


def resolve(record: Record, policy: Policy = "strict", lexicon: Lexicon | None = None) -> Record:
    """Decide what a record leaves open: its organism, and what its words and names stand for.

    Args:
        record: a record as a reader made it.
        policy: ``strict`` makes a fact only of what the evidence supports, ``recorded`` of every
            identifier that the source records for a word.
        lexicon: who knows names; the shipped lexicon by default.

    Returns:
        The record with the names in its texts as ``text_mentions``. A figure has ``organism`` set
        where the evidence supports exactly one, a status and a reason for every candidate of its
        mentions, those of the keywords that no word explains among them, and a notice where the
        evidence contradicts itself.

    >>> from mmrdf.readers import read
    >>> [figure] = map(resolve, read("seeds/000_9826ba15cff2b048.txt"))
    >>> figure.organism
    Taxon(taxid='9606', name='Homo sapiens')
    >>> sorted(node.labels[0] for node in figure.data_nodes)[:3]
    ['DKK1', 'HGF', 'IL3']
    >>> [figure] = map(resolve, read("seeds/001_7a96883551e72c46.txt"))
    >>> figure.organism is None, [notice.code for notice in figure.notices]
    (True, ['side-table-missing', 'organism-conflict'])
    """
    lexicon = lexicon or opened()
    if isinstance(record, Figure):
        return _figure(record, policy, lexicon)
    names, judge = Names(lexicon, said(record)), Judge(evidence.opened())
    named = texts.mentions(passages(record), _by_words(names, judge), names, judge)
    return replace(record, text_mentions=named)


def _figure(record: Figure, policy: Policy, lexicon: Lexicon) -> Figure:
    taxon, readings, notices = organism.decide(record)
    assignment = OrganismAssignment(
        species=taxon, gene_identifiers_of=taxon, readings=readings, notices=notices
    )
    judge = Judge(evidence.opened())
    figure = replace(record, organism=taxon, readings=readings, notices=record.notices + notices)
    names = Names(lexicon, said(figure), figure.mentions)
    mentions = chemicals_diseases.told_apart(
        [
            genes.decide(mention, assignment, names, judge)
            if mention.word.kind == "gene"
            else chemicals_diseases.decide(mention, names.texts)
            for mention in figure.mentions
        ]
    )
    if policy == "recorded":
        mentions = tuple(map(_recorded, mentions))
    return replace(
        figure,
        mentions=mentions + keywords.mentions(figure, names, assignment, judge),
        text_mentions=texts.mentions(
            passages(figure), assignment if taxon else _by_words(names, judge), names, judge
        ),
    )


def _by_words(names: Names, judge: Judge) -> OrganismAssignment:
    """Whose genes a record without a picture names: human ones, if its words speak of no other."""
    if organism.spoken(names.texts).keys() == {HUMAN.name}:
        return OrganismAssignment(gene_identifiers_of=HUMAN)
    share = judge.model.confidence("text", "organism-undecided")
    return OrganismAssignment(likely={HUMAN.taxid: share})


def _recorded(mention: Mention) -> Mention:
    """State every identifier that the source records; families are not among them."""
    candidates = tuple(
        replace(candidate, status="assert", reason="recorded")
        if candidate.status == "suggest" and candidate.entity and candidate.entity.kind != "family"
        else candidate
        for candidate in mention.candidates
    )
    return replace(mention, candidates=candidates)
