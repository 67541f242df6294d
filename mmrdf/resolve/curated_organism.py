"""The organism of a figure where a person has decided it, whatever the evidence says.

By whose identifiers the genes are named follows from it: the figure's own, where some rows of its
gene table are of that organism; else human for a mammal, and its own for any other. That a figure
is about *none* of the organisms that may be decides nothing about its genes.
"""

from dataclasses import replace

from mmrdf.records import HUMAN, Figure, GeneReading, Notice, Reading, Taxon
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.decisions import OrganismDecision
from mmrdf.resolve.organism_names import MAMMALS, group_of
from mmrdf.resolve.taxonomy import known

#: The reasons of what a person has decided, and of what that rules out.
CURATED, GIVEN, RULED_OUT = "curated", "given-by-caller", "ruled-out-by-curator"


def given(record: Figure) -> Taxon | None:
    """The organism that the caller has set; None where ``resolve`` has, or nobody.

    >>> from mmrdf.records import Article
    >>> figure = Figure(figid="PMC1__f1", pmcid="PMC1", article=Article(pmcid="PMC1"))
    >>> given(replace(figure, organism=HUMAN)) == HUMAN, given(figure)
    (True, None)
    """
    stated = [it for it in record.readings if it.status == "asserted"]
    species = [it for it in stated if not isinstance(it, GeneReading)]
    if any(it.taxon == record.organism and it.reason != GIVEN for it in species):
        return None
    return record.organism


def overruled(
    record: Figure, assignment: OrganismAssignment, decision: OrganismDecision | None
) -> OrganismAssignment:
    """What is decided about a figure's organism where a person has had a say.

    Args:
        record: as it was given to ``resolve``.
        assignment: what the evidence decides.
        decision: what the file of decisions says, which goes before what the caller has set.
    """
    if decision is None:
        taxon = given(record)
        return (
            _stated(record, assignment, taxon, GIVEN, "set by the caller") if taxon else assignment
        )
    if decision.taxid is None:
        return _none(assignment)
    if taxon := _named(record, decision.taxid):
        rationale = " ".join(filter(None, ["decided", decision.by]))
        return _stated(record, assignment, taxon, CURATED, rationale)
    notice = Notice(
        source=record.source,
        record=record.figid,
        field="organism",
        code="organism-without-name",
        message=f"{decision.source}: NCBITaxon:{decision.taxid} has no name in the figure's gene"
        " table, nor here; no organism is stated",
    )
    readings = tuple(map(_ruled_out, assignment.readings))
    none = _none(replace(assignment, readings=readings))
    return replace(none, gene_identifiers_of=None, likely={}, notices=(notice,))


def _stated(
    record: Figure, assignment: OrganismAssignment, taxon: Taxon, reason: str, rationale: str
) -> OrganismAssignment:
    level = _level(record, taxon)
    species, genes = (
        kind(
            figid=record.figid,
            taxon=of,
            status="asserted",
            reason=reason,
            rationale=(rationale,),
            confidence=1.0,
        )
        for kind, of in ((Reading, taxon), (GeneReading, level))
    )
    others = tuple(
        _ruled_out(reading)
        for reading in assignment.readings
        if reading.taxon.taxid != (level if isinstance(reading, GeneReading) else taxon).taxid
    )
    return OrganismAssignment(
        species=taxon,
        gene_identifiers_of=level,
        likely={level.taxid: 1.0},
        readings=(species, genes, *others),
    )


def _none(assignment: OrganismAssignment) -> OrganismAssignment:
    """It is of no organism for which something speaks; the genes are left to the evidence."""
    readings = tuple(
        reading if isinstance(reading, GeneReading) else _ruled_out(reading)
        for reading in assignment.readings
    )
    return replace(assignment, species=None, readings=readings, notices=())


def _ruled_out(reading: Reading) -> Reading:
    return replace(reading, status="suggested", reason=RULED_OUT, confidence=0.0)


def _level(record: Figure, taxon: Taxon) -> Taxon:
    """By whose identifiers the genes of a figure of this organism are named."""
    is_own = any(own.taxid == taxon.taxid for own in _taxa(record))
    return taxon if is_own or group_of(taxon.name) not in MAMMALS else HUMAN


def _named(record: Figure, taxid: str) -> Taxon | None:
    """The organism of a number: as the figure's own genes name it, else as it is known."""
    own = {taxon for taxon in _taxa(record) if taxon.taxid == taxid}
    return own.pop() if len(own) == 1 else known().get(taxid)


def _taxa(record: Figure) -> set[Taxon]:
    """The organisms of the genes that the words of a figure may be."""
    entities = [c.entity for mention in record.mentions for c in mention.candidates]
    return {entity.taxon for entity in entities if entity and entity.taxon}
