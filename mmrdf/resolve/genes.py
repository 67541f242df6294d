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
``preferred``              assert   a person has decided that the synonym means this gene
``other-meaning``          suggest  a person has decided that the synonym means something else
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

Beside the genes a word may name a family: where it is the name of one, and no gene is asserted,
the family is, with the reason ``family-name``.

A gene that is asserted becomes a suggestion again, ``chemical-word``, if the same word is stated to
be a chemical of the figure (see ``chemicals_diseases``).
"""

from collections.abc import Iterator
from dataclasses import replace

from mmrdf.records import HUMAN, Candidate, Entity, Hit, Mention, Status, Taxon, Xref
from mmrdf.resolve.entities import entity
from mmrdf.resolve.lexicon import Lexicon, Preference, key
from mmrdf.resolve.names import Names

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
    *("symbol", "preferred", "sole-synonym", "approved-symbol", "previous-symbol"),
    *(
        "shared-symbol",
        "alias-shadow",
        "family-word",
        "other-meaning",
        "shared-synonym",
        "family-member",
    ),
    *("identifier-disagrees", "unknown-source"),
)

Decision = tuple[Status, str]


def decide(mention: Mention, organism: Taxon | None, names: Names) -> Mention:
    """Give each candidate of a gene's mention its status and reason, and name the word's family.

    Args:
        mention: a word that stands for a gene.
        organism: that of the figure, None if it is undecided.
        names: what names mean in the record.
    """
    rivals, lexicon = _Rivals(mention, organism, names), names.lexicon
    decided = []
    for candidate in mention.candidates:
        status, reason = _decision(candidate, organism, rivals)
        named = _named(candidate.entity, lexicon)
        decided.append(replace(candidate, entity=named, status=status, reason=reason))
    if not any(candidate.status == "assert" for candidate in decided):
        decided += _families(mention, organism, lexicon)
    return replace(mention, candidates=tuple(decided))


def _families(mention: Mention, organism: Taxon | None, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield the families that a word names, by which the table came to genes."""
    found: dict[Xref, tuple[Entity, list[Hit]]] = {}
    hits = (hit for candidate in mention.candidates for hit in candidate.hits)
    for hit in dict.fromkeys(hits):
        is_family = WAYS.get(hit.origin or "") == "family"
        if hit.match and (is_family or key(hit.match) in key(mention.word.text)):
            senses = lexicon.senses(hit.match)
            terms = {s.term.xref: s.term for s in senses if s.term.kind == "family"}
            if len(terms) == 1:
                [term] = terms.values()
                found.setdefault(term.xref, (entity(term), []))[1].append(hit)
    status: Status = "assert" if organism == HUMAN and len(found) == 1 else "suggest"
    reason = "family-name" if status == "assert" else "organism-undecided"
    if organism and organism != HUMAN:
        reason = "other-organism"
    elif organism and len(found) > 1:
        reason = "shared-name"
    for family, ways in found.values():
        yield Candidate(
            word=mention.word, entity=family, hits=tuple(ways), status=status, reason=reason
        )


def _named(entity: Entity | None, lexicon: Lexicon) -> Entity | None:
    """A human gene with its other identifiers."""
    gene = lexicon.term(entity.xref) if entity and entity.taxon == HUMAN else None
    return replace(entity, same=gene.same) if entity and gene and gene.same else entity


class _Rivals:
    """What a word hit in the figure's organism: each form of it, in each way."""

    def __init__(self, mention: Mention, organism: Taxon | None, names: Names) -> None:
        self.lexicon = names.lexicon
        self._names = names
        self.organism = organism
        self._found: dict[tuple[str | None, str], dict[Xref, Entity]] = {}
        self._named: dict[str | None, tuple[str, set[Xref]]] = {}
        self.word = key(mention.word.text)
        self.written: set[str] = set()
        for candidate in mention.candidates:
            entity = candidate.entity
            if entity and entity.taxon == organism:
                for hit in candidate.hits:
                    way = WAYS.get(hit.origin or "", "")
                    self._found.setdefault((hit.match, way), {})[entity.xref] = entity
                    if (form := key(hit.match or "")) and form in self.word:
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
        form = key(match or "")
        for reason, names in (("approved-symbol", _approved), ("previous-symbol", self.previous)):
            if found := {x for x, entity in synonyms if form in map(key, names(entity))}:
                return reason, found
        return "shared-synonym", set()

    def choice(self, match: str) -> Preference | None:
        """What a person has decided that a synonym means in humans."""
        return self._names.choice(match) if self.organism == HUMAN else None

    def previous(self, entity: Entity) -> tuple[str, ...]:
        """The former symbols of a human gene; those of other organisms are not known."""
        gene = self.lexicon.term(entity.xref)
        return gene.previous if gene else ()


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
    if reason := _contradicted(candidate, entity, organism, rivals.lexicon):
        return "suggest", reason
    decisions = [_judged(entity, hit, rivals) for hit in candidate.hits]
    return min(decisions, key=lambda decision: _RANKS.index(decision[1]))


def _contradicted(
    candidate: Candidate, entity: Entity, organism: Taxon, lexicon: Lexicon
) -> str | None:
    """Why symbol, identifier, organism and word of a gene do not fit together, as HGNC tells."""
    gene = lexicon.term(entity.xref)
    if organism != HUMAN:
        return "identifier-disagrees" if gene else None
    if gene is None:
        return "not-in-hgnc"
    former = entity.name in gene.previous and lexicon.owner(entity.name) in {None, gene.xref}
    word = candidate.word.text
    elsewhere = lexicon.owner(word) not in {None, gene.xref} and not any(
        key(match) in key(word) for match in candidate.matches
    )
    is_own = entity.name in {None, gene.label} or former
    return "identifier-disagrees" if elsewhere or not is_own else None


def _is_swapped(candidate: Candidate, rivals: _Rivals) -> bool:
    """Whether a word was hit with letters exchanged only, while it is a name as it is written."""
    own = {key(match) for match in candidate.matches}
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
    gene = rivals.lexicon.term(entity.xref)
    name = entity.name or (gene.label if gene else "")
    form = key(match) if match else rivals.word
    if form != key(name):
        return "suggest", "identifier-disagrees"
    if rivals.hit(match, "symbol").keys() != {entity.xref}:
        return "suggest", "shared-symbol"
    return "assert", "previous-symbol" if gene and name in gene.previous else "symbol"


def _judged_as_synonym(entity: Entity, match: str, rivals: _Rivals) -> Decision:
    if not rivals.hit(match, "symbol").keys() <= {entity.xref}:
        return "suggest", "alias-shadow"
    if rivals.hit(match, "family") or rivals.lexicon.is_family(match):
        return "suggest", "family-word"
    if choice := rivals.choice(match):
        is_meant = choice.xref == entity.xref
        return ("assert", "preferred") if is_meant else ("suggest", "other-meaning")
    if rivals.hit(match, "synonym").keys() == {entity.xref}:
        return "assert", "sole-synonym"
    reason, right = rivals.named(match)
    if right == {entity.xref}:
        return "assert", reason
    return "suggest", "alias-shadow" if right else "shared-synonym"


def _approved(entity: Entity) -> tuple[str, ...]:
    return (entity.name,) if entity.name else ()
