"""Which of the genes that a word may be is stated as a fact.

A word hits a lexicon in several ways: as the approved symbol of a gene, as one of its synonyms, or
as the name of a family, whose members then all stand for it. Only the first is certain by itself.
Of several ways to one gene the best decides, whatever their order.

=========================  =======  ================================================================
reason                     status   when
=========================  =======  ================================================================
``no-identifier``          none     the source gives the word no identifier
``other-organism``         suggest  the gene is of another organism than the figure
``organism-undecided``     suggest  it is not certain of which organism the figure, or the gene, is
``not-in-hgnc``            suggest  the gene is said to be human, and HGNC does not know its number
``identifier-disagrees``   suggest  the identifier is not that of a gene with this symbol (HGNC), or
                                    the symbol is not what matched, or the word is another's
``letter-swap``            suggest  it was hit with 1, I and L exchanged, and is a name as it is
``symbol``                 assert   what matched is the symbol of this gene and of no other
``sole-synonym``           assert   the word is a synonym of this gene, and stands for no other
``approved-symbol``        assert   of several genes, this is the one whose symbol the word is when
                                    hyphens are left out
``previous-symbol``        assert   it once was the symbol of this gene (HGNC), of the several that
                                    have it as a synonym, and is no other's symbol today
``shared-symbol``          suggest  the word is the symbol of several genes
``alias-shadow``           suggest  the word is another gene's symbol, and a synonym of this one
``family-word``            suggest  it is a synonym of this gene, but names a family too, in the
                                    table or at FamPlex
``shared-synonym``         suggest  the word is a synonym of several genes, and of none the symbol
``family-member``          suggest  the word names a family or complex to which this gene belongs
``unknown-source``         suggest  the source of the match is none that is known
=========================  =======  ================================================================

A gene that is asserted becomes a suggestion again, ``chemical-word``, if the same word is stated to
be a chemical of the figure (see ``chemicals_diseases``).
"""

from dataclasses import replace

from mmrdf.records import HUMAN, Candidate, Entity, Hit, Mention, Status, Taxon, Xref
from mmrdf.resolve import lexicon

#: What the names of a lexicon are: each kind of name, in all generations of PFOCR.
WAYS: dict[str, str] = {
    "ncbigene_symbol": "symbol",
    "hgnc_symbol": "symbol",
    "ncbigene_synonym": "synonym",
    "hgnc_alias_symbol": "synonym",
    "hgnc_prev_symbol": "synonym",
    "famplex_relations": "family",
    "bioentities_symbol": "family",
}

# PFOCR tries a word with these exchanged, since character recognition takes one for the other.
_ALIKE = str.maketrans("il", "11")

# What decides if a word came to a gene in several ways: the best reason, whatever their order.
_RANKS = (
    *("symbol", "sole-synonym", "approved-symbol", "previous-symbol"),
    *("shared-symbol", "alias-shadow", "family-word", "shared-synonym", "family-member"),
    *("identifier-disagrees", "unknown-source"),
)

Decision = tuple[Status, str]


def decide(mention: Mention, organism: Taxon | None) -> Mention:
    """Give each candidate of a gene's mention its status and reason.

    Args:
        mention: a word that stands for a gene.
        organism: that of the figure, None if it is undecided.
    """
    rivals = _Rivals(mention, organism)
    decided = []
    for candidate in mention.candidates:
        status, reason = _decision(candidate, organism, rivals)
        named = replace(candidate, entity=_named(candidate.entity))
        decided.append(replace(named, status=status, reason=reason))
    return replace(mention, candidates=tuple(decided))


def _named(entity: Entity | None) -> Entity | None:
    """A human gene with its other identifiers."""
    gene = lexicon.gene(entity.xref.identifier) if entity and entity.taxon == HUMAN else None
    return replace(entity, same=_same(gene)) if entity and gene else entity


def _same(gene: lexicon.Gene) -> tuple[Xref, ...]:
    """What else names a human gene."""
    found = [("hgnc", gene.hgnc), ("hgnc.symbol", gene.symbol), ("ensembl", gene.ensembl)]
    found += [("uniprot", accession) for accession in gene.uniprot]
    return tuple(Xref(prefix=prefix, identifier=text) for prefix, text in found if text)


class _Rivals:
    """What a word hit in the figure's organism: each form of it, in each way."""

    def __init__(self, mention: Mention, organism: Taxon | None) -> None:
        self._found: dict[tuple[str | None, str], dict[Xref, Entity]] = {}
        self._named: dict[str | None, tuple[str, set[Xref]]] = {}
        self.word = lexicon.key(mention.word.text)
        self.written: set[str] = set()
        for candidate in mention.candidates:
            entity = candidate.entity
            if entity and entity.taxon == organism:
                for hit in candidate.hits:
                    way = WAYS.get(hit.origin or "", "")
                    self._found.setdefault((hit.match, way), {})[entity.xref] = entity
                    if (form := lexicon.key(hit.match or "")) and form in self.word:
                        self.written.add(form)
        self.alike = {form.translate(_ALIKE) for form in self.written}

    def hit(self, match: str | None, way: str) -> dict[Xref, Entity]:
        """The genes that this form of the word hit in this way."""
        return self._found.get((match, way), {})

    def named(self, match: str | None) -> tuple[str, set[Xref]]:
        """Of the genes that have this form as a synonym, those whose symbol it is, or was."""
        if match not in self._named:
            self._named[match] = self._by_names(match)
        return self._named[match]

    def _by_names(self, match: str | None) -> tuple[str, set[Xref]]:
        synonyms = self.hit(match, "synonym").items()
        form = lexicon.key(match or "")
        for reason, names in (("approved-symbol", _approved), ("previous-symbol", _previous)):
            if found := {x for x, entity in synonyms if form in map(lexicon.key, names(entity))}:
                return reason, found
        return "shared-synonym", set()


def _decision(candidate: Candidate, organism: Taxon | None, rivals: _Rivals) -> Decision:
    entity = candidate.entity
    if entity is None:
        return "none", "no-identifier"
    if organism is None or entity.taxon is None:
        return "suggest", "organism-undecided"
    if entity.taxon != organism:
        return "suggest", "other-organism"
    if _is_swapped(candidate, rivals):
        return "suggest", "letter-swap"
    if reason := _contradicted(candidate, entity, organism):
        return "suggest", reason
    decisions = [_judged(entity, hit, rivals) for hit in candidate.hits]
    return min(decisions, key=lambda decision: _RANKS.index(decision[1]))


def _contradicted(candidate: Candidate, entity: Entity, organism: Taxon) -> str | None:
    """Why symbol, identifier, organism and word of a gene do not fit together, as HGNC tells."""
    number = entity.xref.identifier
    gene = lexicon.gene(number)
    if organism != HUMAN:
        return "identifier-disagrees" if gene else None
    if gene is None:
        return "not-in-hgnc"
    former = entity.name in gene.previous and lexicon.owner(entity.name) in {None, number}
    word = lexicon.key(candidate.word.text)
    elsewhere = lexicon.owner(word) not in {None, number} and not any(
        lexicon.key(match) in word for match in candidate.matches
    )
    is_own = entity.name in {None, gene.symbol} or former
    return "identifier-disagrees" if elsewhere or not is_own else None


def _is_swapped(candidate: Candidate, rivals: _Rivals) -> bool:
    """Whether a word was hit with letters exchanged only, while it is a name as it is written."""
    own = {lexicon.key(match) for match in candidate.matches}
    exchanged = {form.translate(_ALIKE) for form in own}
    return bool(own) and own.isdisjoint(rivals.written) and exchanged <= rivals.alike


def _judged(entity: Entity, hit: Hit, rivals: _Rivals) -> Decision:
    """Judge one way in which a word came to a gene, beside the others of the same organism."""
    match WAYS.get(hit.origin or ""):
        case "symbol":
            return _judged_as_symbol(entity, hit.match, rivals)
        case "synonym" if hit.match:
            return _judged_as_synonym(entity, hit.match, rivals)
        case "family":
            return "suggest", "family-member"
    return "suggest", "unknown-source"


def _judged_as_symbol(entity: Entity, match: str | None, rivals: _Rivals) -> Decision:
    gene = lexicon.gene(entity.xref.identifier)
    name = entity.name or (gene.symbol if gene else "")
    form = lexicon.key(match) if match else rivals.word
    if form != lexicon.key(name):
        return "suggest", "identifier-disagrees"
    if rivals.hit(match, "symbol").keys() != {entity.xref}:
        return "suggest", "shared-symbol"
    return "assert", "previous-symbol" if gene and name in gene.previous else "symbol"


def _judged_as_synonym(entity: Entity, match: str, rivals: _Rivals) -> Decision:
    if not rivals.hit(match, "symbol").keys() <= {entity.xref}:
        return "suggest", "alias-shadow"
    if rivals.hit(match, "family") or lexicon.families(match):
        return "suggest", "family-word"
    if rivals.hit(match, "synonym").keys() == {entity.xref}:
        return "assert", "sole-synonym"
    reason, right = rivals.named(match)
    if right == {entity.xref}:
        return "assert", reason
    return "suggest", "alias-shadow" if right else "shared-synonym"


def _approved(entity: Entity) -> tuple[str, ...]:
    return (entity.name,) if entity.name else ()


def _previous(entity: Entity) -> tuple[str, ...]:
    """The former symbols of a human gene; those of other organisms are not known."""
    gene = lexicon.gene(entity.xref.identifier)
    return gene.previous if gene else ()
