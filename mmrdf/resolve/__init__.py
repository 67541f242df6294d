"""Records in, more complete records out: what the evidence of a record decides, and no more."""

from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

from mmrdf.records import HUMAN, Figure, Mention, Record
from mmrdf.resolve import (
    chemicals_diseases,
    curated_organism,
    curation,
    evidence,
    genes,
    keywords,
    organism,
    organism_evidence,
    reset,
    texts,
)
from mmrdf.resolve import decisions as decision_files
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.decisions import Decisions, FigureDecisions
from mmrdf.resolve.evidence import EvidenceModel, Judge
from mmrdf.resolve.lexicon import Lexicon, opened
from mmrdf.resolve.names import Names
from mmrdf.resolve.prose import passages, said

#: ``strict`` states what the evidence supports; ``recorded`` states all that the source records.
Policy = Literal["strict", "recorded"]


class _Setting(NamedTuple):
    """What decides, the same for all records, and what a person has decided about this one."""

    policy: Policy
    lexicon: Lexicon
    judge: Judge
    decided: FigureDecisions | None = None


def resolve(  # noqa: PLR0913 (all but three are keywords)
    record: Record,
    policy: Policy = "strict",
    lexicon: Lexicon | None = None,
    *,
    model: EvidenceModel | None = None,
    threshold: float = 0.9,
    decisions: Decisions | str | Path | None = None,
) -> Record:
    """Decide what a record leaves open: its organism, and what its words and names stand for.

    An organism that a figure has already is kept, with the reason ``given-by-caller``; to
    resolve a record twice is the same as once.

    Args:
        record: a record as a reader made it.
        policy: ``strict`` makes a fact only of what the evidence supports, ``recorded`` of every
            identifier that the source records for a word.
        lexicon: who knows names; the shipped lexicon by default.
        model: how often such cases were found to be right; the shipped model by default.
        threshold: the confidence from which on something is stated, between 0 and 1.
        decisions: what people have decided about single figures, or the file that says so; it goes
            before all else. What of the file cannot be used is in ``Decisions.faults``.

    Returns:
        The record with the names in its texts as ``text_mentions``. A figure has ``organism`` set
        where the evidence supports exactly one, a status and a reason for every candidate of its
        mentions, those of the keywords that no word explains among them, and a notice where the
        evidence contradicts itself.

    Raises:
        EvidenceModelError: if the threshold is not between 0 and 1.
        DecisionsError: if the file of decisions cannot be used.

    >>> from mmrdf.readers import read
    >>> [figure] = map(resolve, read("seeds/000_9826ba15cff2b048.txt"))
    >>> figure.organism
    Taxon(taxid='9606', name='Homo sapiens')
    >>> sorted(node.labels[0] for node in figure.data_nodes)[:3]
    ['DKK1', 'HGF', 'IL3']
    >>> [figure] = map(resolve, read("seeds/001_7a96883551e72c46.txt"))
    >>> figure.organism.name, figure.readings[0].reason
    ('Homo sapiens', 'human-named')
    """
    lexicon = lexicon or opened()
    setting = _Setting(policy, lexicon, evidence.judge(model, threshold))
    if isinstance(record, Figure):
        if isinstance(decisions, str | Path):
            decisions = decision_files.opened(decisions, lexicon)
        decided = decisions.of(record.figid) if decisions else None
        return _figure(record, setting._replace(decided=decided))
    names, judge = Names(lexicon, said(record)), setting.judge
    named = texts.mentions(passages(record), _by_words(names, judge), names, judge)
    return replace(record, text_mentions=named)


def _figure(record: Figure, setting: _Setting) -> Figure:
    decided, lexicon = setting.decided, setting.lexicon
    record = reset.source_record(record)
    assignment = curated_organism.overruled(
        record, organism.decide(record, setting.judge), decided.organism if decided else None
    )
    figure = replace(
        record,
        organism=assignment.species,
        gene_identifiers_of=assignment.gene_identifiers_of,
        readings=assignment.readings,
        notices=record.notices + reset.new_notices(assignment.notices, record),
    )
    names, judge = Names(lexicon, said(figure), figure.mentions), setting.judge
    mentions = chemicals_diseases.told_apart(
        [
            genes.decide(mention, assignment, names, judge)
            if mention.word.kind == "gene"
            else chemicals_diseases.decide(mention, names, judge)
            for mention in figure.mentions
        ],
        judge,
    )
    if setting.policy == "recorded":
        mentions = tuple(map(_recorded, mentions))
    figure = replace(
        figure,
        mentions=mentions + keywords.mentions(figure, names, assignment, judge),
        text_mentions=texts.mentions(passages(figure), assignment, names, judge),
    )
    return curation.curated(figure, decided, lexicon) if decided else figure


def _by_words(names: Names, judge: Judge) -> OrganismAssignment:
    """Whose genes a record without a picture names: human ones, if its words speak of no other."""
    if organism_evidence.spoken(names.texts).keys() == {HUMAN.name}:
        return OrganismAssignment(gene_identifiers_of=HUMAN)
    share = judge.model.confidence("text", "organism-undecided")
    return OrganismAssignment(likely={HUMAN.taxid: share})


def _recorded(mention: Mention) -> Mention:
    """State every identifier that the source records; families are not among them."""
    candidates = tuple(
        replace(candidate, status="asserted", reason="given-by-source", waits_for=None)
        if candidate.status == "suggested"
        and candidate.entity
        and candidate.entity.kind != "family"
        else candidate
        for candidate in mention.candidates
    )
    return replace(mention, candidates=candidates)
