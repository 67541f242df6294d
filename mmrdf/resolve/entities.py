"""Terms of the lexicon as parts of a record."""

from mmrdf.records import TAXA, Entity, Hit
from mmrdf.resolve.lexicon import Sense, Term

_TAXA = {taxon.taxid: taxon for taxon in TAXA}


def entity(term: Term) -> Entity:
    """What a term stands for."""
    return Entity(
        kind=term.kind,
        xref=term.xref,
        name=term.label,
        same=term.same,
        taxon=_TAXA.get(term.taxid or ""),
        others=term.others,
    )


def hit(sense: Sense) -> Hit:
    """How a name came to a term: the spelling of the lexicon, the table, and the kind of name."""
    return Hit(match=sense.text, origin=f"{sense.source}:{sense.how}")
