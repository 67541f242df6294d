"""Which organism a figure is about, and by whose identifiers its genes are named.

The two are told apart. A review of the BCL-2 family is about no one species for certain; that the
gene which it calls BAK has the number 578 in man is certain all the same. So human identifiers are
used where a figure is about mammals, or about no one organism, whether or not a species is stated,
and never where it is about a plant, a microbe, an insect or another animal.

*Human* is weighed: the words of titles, caption and keywords, and the organisms that they name,
are features with weights (``organism_features``), and the score's band has a measured confidence.
Beside the weights there are rules, of which the first that fits is the reason.

===============================  ===================================================================
reason                           when
===============================  ===================================================================
``non-mammal-in-title``          the titles name an organism that is no mammal, and no mammal; of a
                                 microbe only if the text does not speak of a host, of a plant,
                                 fungus or sea animal only if it does not speak of medicine
``genes-of-non-mammal``          most symbols of the gene table are those of a plant, microbe or
                                 yeast, and the text names no mammal
``non-mammal-beside-mammal``     of the species: a title names one, be it beside man
``another-mammal-named``         of the species: the figure's title, or the paper's title and the
                                 caption, name another mammal, or the paper's title names rats,
                                 and nothing says human
``another-mammal-listed``        of the species: PFOCR lists another mammal and not man, and
                                 nothing says human
``human-named``                  the text names humans, and no other organism but microbes
``too-few-words``                the record has hardly any words that could be weighed
``score-of-words``               none of these: the score of the words decides
===============================  ===================================================================

*Another species* is stated if two of three witnesses agree on it and the text names no other: the
words, PFOCR's list of organisms in the paper's text (``organisms``), and the gene table (most
distinct symbols; where there is none, ``organisms_ner``).

===============================  ===================================================================
reason                           when
===============================  ===================================================================
``text-and-organism-list``       the words and the list name it
``text-and-genes``               the words name it, and most genes are its
``organism-list-and-genes``      the list names it, and most genes are its, by a wide margin
``named-in-title``               no mammal; the titles name it and nothing else
``only-text``, ``only-genes``    one witness alone, or the text names others too
``only-organism-list``
``another-species-stated``       another species is stated
===============================  ===================================================================

Genes are named by ``identifiers-of-own-species`` where its rows are in the gene table, else by
human ones: of a mammal (``human-identifiers-for-mammal``), and of what a rule or the words take
for one.

All are measured on figures that people have judged; what reaches the threshold is stated.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeVar

from mmrdf.records import HUMAN, Figure, GeneReading, Notice, Reading, Taxon
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.evidence import EvidenceModel, Judge
from mmrdf.resolve.organism_evidence import OrganismEvidence, gather, is_of
from mmrdf.resolve.organism_names import MAMMALS, group_of
from mmrdf.resolve.organism_rules import (
    AGREED,
    TOO_FEW,
    WEIGHED,
    agreement,
    gene_rule,
    species_rule,
)

#: The models of the two decisions in the evidence model.
SPECIES, GENE_IDENTIFIERS = "species", "gene-identifiers"

_Kind = TypeVar("_Kind", bound=Reading)


class _Case(NamedTuple):
    """A figure, what speaks for organisms in it, and how far that is right."""

    figure: Figure
    evidence: OrganismEvidence
    judge: Judge


# Below this a figure is not said to be perhaps human, if only its words were weighed.
_FAINT = 0.05

# Organisms that a notice names, and words that a rationale names.
_SHOWN, _WORDS = 3, 4


def decide(figure: Figure, judge: Judge) -> OrganismAssignment:
    """Decide the organism of a figure, and by whose identifiers its genes are named.

    Args:
        figure: as a reader made it.
        judge: the evidence model, and the confidence from which on something is stated.

    Returns:
        The two decisions, with a reading for each organism that something speaks for, and a notice
        if something did and no species is stated.
    """
    evidence = gather(figure)
    case = _Case(figure, evidence, judge)
    readings = [*_others(case), _human(case)]
    stated = _stated(readings)
    readings = [it if stated in {None, it} else _beside(it, judge) for it in readings]
    readings = sorted(readings, key=lambda it: it != stated)
    genes = _gene_readings(case, stated)
    return OrganismAssignment(
        species=stated.taxon if stated else None,
        gene_identifiers_of=next((it.taxon for it in genes if it.status == "asserted"), None),
        likely=_likely(evidence, readings, genes),
        readings=tuple(it for it in (*readings, *genes) if _is_worth_it(it, evidence)),
        notices=() if stated else _notices(figure, evidence),
    )


def _stated(readings: Iterable[Reading]) -> Reading | None:
    """The reading that is stated: of two witnesses, else that of the highest confidence."""
    enough = [it for it in readings if it.status == "asserted"]
    return max(enough, key=lambda it: (it.reason in AGREED, it.confidence or 0.0), default=None)


def _human(case: _Case) -> Reading:
    """Whether the figure is about humans."""
    reason = species_rule(case.figure, case.evidence)
    rationale = case.evidence.rationale(HUMAN.name)
    if reason != "human-named":
        rationale += _foundation(SPECIES, reason, case)
    return _of_human(Reading, SPECIES, reason, rationale, case)


def _gene_readings(case: _Case, stated: Reading | None) -> tuple[GeneReading, ...]:
    """By whose identifiers the genes are named: the species' own, if its genes are there."""
    human = _human_genes(case, stated)
    if stated is None or stated.taxon == HUMAN:
        return (human,)
    own = _own_taxon(stated.taxon, case.evidence)
    if own is None:
        return (human,)
    of_own = GeneReading(
        figid=case.figure.figid,
        taxon=own,
        status="asserted",
        reason="identifiers-of-own-species",
        confidence=stated.confidence,
        rationale=case.evidence.rationale(own.name),
    )
    if human.reason == "human-identifiers-for-mammal":  # they would fit too, and are not used
        return (of_own,)
    return of_own, replace(human, status="suggested")


def _human_genes(case: _Case, stated: Reading | None) -> GeneReading:
    """Whether human identifiers name the genes of the figure."""
    reason = gene_rule(case.evidence)
    if stated and stated.taxon != HUMAN:
        is_mammal = group_of(stated.taxon.name) in MAMMALS
        reason = "human-identifiers-for-mammal" if is_mammal else "another-species-stated"
    rationale = _gene_rationale(reason, stated, case)
    return _of_human(GeneReading, GENE_IDENTIFIERS, reason, rationale, case)


def _of_human(
    kind: type[_Kind], decision: str, reason: str, rationale: tuple[str, ...], case: _Case
) -> _Kind:
    """What is decided on humans, by a rule and the score of the words."""
    score = case.judge.model.score(decision, case.evidence.features)
    status, confidence = case.judge.decide(decision, reason, score)
    return kind(
        figid=case.figure.figid,
        taxon=HUMAN,
        status=status,
        reason=reason,
        confidence=confidence,
        rationale=rationale,
    )


def _own_taxon(species: Taxon, evidence: OrganismEvidence) -> Taxon | None:
    """The organism of the gene table that is a species, or the strain of it with most genes."""
    own = [name for name, _ in evidence.genes.most_common() if is_of(name, species.name)]
    return evidence.taxa.get(own[0]) if own else None


def _others(case: _Case) -> Iterator[Reading]:
    """Yield a reading for each species but man that something speaks for, the likeliest first."""
    readings, evidence = [], case.evidence
    spoken_for = (*evidence.words, *evidence.listed, *evidence.genes, *evidence.guessed)
    for name in dict.fromkeys(spoken_for):
        if name in evidence.taxa and name != HUMAN.name:
            reason = agreement(name, evidence)
            status, confidence = case.judge.decide(SPECIES, reason)
            readings.append(
                Reading(
                    figid=case.figure.figid,
                    taxon=evidence.taxa[name],
                    status=status,
                    reason=reason,
                    confidence=confidence,
                    rationale=evidence.rationale(name),
                )
            )
    return iter(sorted(readings, key=lambda it: -(it.confidence or 0)))


def _beside(reading: Reading, judge: Judge) -> Reading:
    """A reading of an organism beside that which is stated."""
    _, confidence = judge.decide(SPECIES, "another-species-stated")
    return replace(
        reading, status="suggested", reason="another-species-stated", confidence=confidence
    )


def _is_worth_it(reading: Reading, evidence: OrganismEvidence) -> bool:
    """Whether a reading tells anything: that a paper on plants may be about man does not."""
    if reading.status == "asserted" or reading.taxon != HUMAN:
        return True
    if reading.reason == TOO_FEW:
        return not isinstance(reading, GeneReading) and bool(evidence.rationale(HUMAN.name))
    has_witness = isinstance(reading, GeneReading) or evidence.rationale(HUMAN.name)
    return bool(has_witness) or (reading.confidence or 0) >= _FAINT


def _likely(
    evidence: OrganismEvidence, readings: Iterable[Reading], genes: Iterable[GeneReading]
) -> dict[str, float]:
    """The probability, for each organism of the gene table, that its identifiers are right."""
    likely = {HUMAN.taxid: 0.0}
    for reading in readings:
        for name in evidence.genes:
            if is_of(name, reading.taxon.name) and name in evidence.taxa:
                likely[evidence.taxa[name].taxid] = reading.confidence or 0.0
    return likely | {reading.taxon.taxid: reading.confidence or 0.0 for reading in genes}


def _gene_rationale(reason: str, stated: Reading | None, case: _Case) -> tuple[str, ...]:
    """What speaks for and against human identifiers, each in a few words."""
    if stated and reason not in {WEIGHED, TOO_FEW}:
        return (f"species: {stated.taxon.name}",)
    return _foundation(GENE_IDENTIFIERS, reason, case)


def _foundation(decision: str, reason: str, case: _Case) -> tuple[str, ...]:
    """What a rule on humans rests on, each in a few words."""
    evidence = case.evidence
    if reason == WEIGHED:
        return _weighed(decision, evidence, case.judge.model)
    if reason == TOO_FEW:
        return ("words: too few to be weighed",)
    if reason == "another-mammal-listed":
        return (f"organisms: {_several(list(evidence.listed))}",)
    if reason == "genes-of-non-mammal":
        [(name, count)] = evidence.symbols.most_common(1)
        return (f"genes: {count} distinct matches by symbol are of {name}",)
    return tuple(dict.fromkeys(f"named: {name.text}" for name in evidence.names))[:_WORDS]


def _weighed(model: str, evidence: OrganismEvidence, weights: EvidenceModel) -> tuple[str, ...]:
    """The features that weigh most, for and against."""
    known = weights.weights.get(model, {})
    found = [(known[it], it) for it in evidence.features if known.get(it)]
    lines = []
    for side, sign in (("for", 1), ("against", -1)):
        heaviest = sorted((-abs(weight), name) for weight, name in found if weight * sign > 0)
        if heaviest:
            lines.append(f"{side}: {', '.join(name for _, name in heaviest[:_WORDS])}")
    return tuple(lines)


def _notices(figure: Figure, evidence: OrganismEvidence) -> tuple[Notice, ...]:
    """Why no species is stated, if something speaks for one."""
    listed = [it for it in evidence.listed if it in evidence.taxa]
    words, genes = sorted(evidence.words), sorted(evidence.genes)
    if not (words or listed or genes or evidence.guessed):
        return ()
    code = "organism-undecided"
    if listed and words and not set(listed) & set(words):
        code = "organism-conflict"
        message = f"PFOCR lists {_several(listed)}, but the text names {_several(words)}"
    elif len({*words, *listed, *genes, *evidence.guessed}) == 1:
        message = f"only one source suggests {[*words, *listed, *genes, *evidence.guessed][0]}"
    else:
        several = sorted({*words, *listed, *genes, *evidence.guessed})
        message = f"the sources do not agree: {_several(several)}"
    return (
        Notice(
            source=figure.source,
            record=figure.figid,
            field="organisms" if figure.organisms else "organisms_ner",
            code=code,
            message=f"{message}; no organism is stated",
        ),
    )


def _several(names: list[str]) -> str:
    """The first few of some names, and how many more there are."""
    shown = " and ".join(names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
