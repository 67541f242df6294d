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

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

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
    *("shared-symbol", "alias-shadow", "family-word", "other-meaning", "shared-synonym"),
    *("family-member", "identifier-disagrees", "unknown-source"),
)

Decision = tuple[Status, str]

#: What a word may be, and how it came to it.
Way = tuple[Entity | None, tuple[Hit, ...]]

#: Forms of a word, each with what a person has decided that it means; of most there is nothing.
Choices = tuple[tuple[str, Preference], ...]


def decide(mention: Mention, organism: Taxon | None, names: Names) -> Mention:
    """Give each candidate of a gene's mention its status and reason, and name the word's family.

    Args:
        mention: a word that stands for a gene.
        organism: that of the figure, None if it is undecided.
        names: what names mean in the record.
    """
    word = mention.word
    ways = tuple([(candidate.entity, candidate.hits) for candidate in mention.candidates])
    is_short = len(ways) <= _MOST and len(word.text) + sum(map(_size, ways)) <= _LONGEST
    decided = (_remembered if is_short else _decided)(
        word.text, ways, organism, _choices(ways, names) if organism == HUMAN else (), names.lexicon
    )
    candidates = [
        Candidate(word=word, entity=entity, hits=hits, status=status, reason=reason)
        for (entity, hits), (status, reason) in decided
    ]
    return Mention(word=word, picture=mention.picture, candidates=tuple(candidates))


def _size(way: Way) -> int:
    """The characters of what a word may be and how it came to it."""
    entity, hits = way
    size = sum([len(hit.match or "") + len(hit.origin or "") for hit in hits])
    if entity:
        size += len(entity.xref.identifier) + len(entity.name or "")
        if entity.taxon:
            size += len(entity.taxon.taxid) + len(entity.taxon.name)
    return size


def _choices(ways: Iterable[Way], names: Names) -> Choices:
    forms = [hit.match for _, hits in ways for hit in hits if hit.match]
    return tuple([(form, choice) for form in forms if (choice := names.choice(form))])


def _decided(
    word: str, ways: tuple[Way, ...], organism: Taxon | None, choices: Choices, lexicon: Lexicon
) -> tuple[tuple[Way, Decision], ...]:
    """What a word may be, with the decisions, and the families that it names if it is no gene."""
    rivals = _Rivals(word, ways, organism, choices, lexicon)
    decided = [
        ((_named(entity, lexicon), hits), _decision(entity, hits, rivals)) for entity, hits in ways
    ]
    if not any(status == "assert" for _, (status, _) in decided):
        decided += _families(word, ways, organism, lexicon)
    return tuple(decided)


# The same words with the same genes come in very many figures, and nothing else decides. Those of
# much text are not kept, so that memory stays flat.
_LONGEST, _MOST = 1000, 50
_remembered = lru_cache(maxsize=1 << 14)(_decided)


def _families(
    word: str, ways: Iterable[Way], organism: Taxon | None, lexicon: Lexicon
) -> Iterator[tuple[Way, Decision]]:
    """Yield the families that a word names, by which the table came to genes."""
    found: dict[Xref, tuple[Entity, list[Hit]]] = {}
    for hit in dict.fromkeys([hit for _, hits in ways for hit in hits]):
        is_family = WAYS.get(hit.origin or "") == "family"
        if hit.match and (is_family or key(hit.match) in key(word)):
            terms = {term.xref: term for term in lexicon.families_named(hit.match)}
            if len(terms) == 1:
                [term] = terms.values()
                found.setdefault(term.xref, (entity(term), []))[1].append(hit)
    status: Status = "assert" if organism == HUMAN and len(found) == 1 else "suggest"
    reason = "family-name" if status == "assert" else "organism-undecided"
    if organism and organism != HUMAN:
        reason = "other-organism"
    elif organism and len(found) > 1:
        reason = "shared-name"
    for family, hits in found.values():
        yield (family, tuple(hits)), (status, reason)


def _named(entity: Entity | None, lexicon: Lexicon) -> Entity | None:
    """A human gene with its other identifiers."""
    gene = lexicon.term(entity.xref) if entity and entity.taxon == HUMAN else None
    return replace(entity, same=gene.same) if entity and gene and gene.same else entity


class _Rivals:
    """What a word hit in the figure's organism: each form of it, in each way."""

    def __init__(
        self,
        word: str,
        ways: tuple[Way, ...],
        organism: Taxon | None,
        choices: Choices,
        lexicon: Lexicon,
    ) -> None:
        self.lexicon = lexicon
        self.organism = organism
        self.text = word
        self.word = key(word)
        self.choices = dict(choices)
        self._ways = ways
        self._named: dict[str | None, tuple[str, set[Xref]]] = {}

    @cached_property
    def _found(self) -> dict[tuple[str | None, str], dict[Xref, Entity]]:
        found: dict[tuple[str | None, str], dict[Xref, Entity]] = {}
        for gene, hits in self._ways:
            if gene and gene.taxon == self.organism:
                for hit in hits:
                    way = WAYS.get(hit.origin or "", "")
                    found.setdefault((hit.match, way), {})[gene.xref] = gene
        return found

    @cached_property
    def alike(self) -> frozenset[str]:
        """The forms that the word has as it is written, with letters exchanged."""
        forms = {key(match) for match, _ in self._found if match}
        return frozenset(form.translate(_ALIKE) for form in forms if self.has(form))

    def has(self, form: str) -> bool:
        """Whether the word has a form as it is written."""
        return form != "" and form in self.word

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

    def previous(self, entity: Entity) -> tuple[str, ...]:
        """The former symbols of a human gene; those of other organisms are not known."""
        gene = self.lexicon.term(entity.xref)
        return gene.previous if gene else ()


def _decision(entity: Entity | None, hits: Sequence[Hit], rivals: _Rivals) -> Decision:
    if entity is None:
        return "none", "no-identifier"
    if rivals.organism is None or entity.taxon is None:
        return "suggest", "organism-undecided"
    if entity.taxon != rivals.organism:
        return "suggest", "other-organism"
    forms = {key(hit.match) for hit in hits if hit.match}
    if _is_swapped(forms, rivals):
        return "suggest", "letter-swap"
    if reason := _contradicted(entity, forms, rivals):
        return "suggest", reason
    decisions = [_judged(entity, hit, rivals) for hit in hits]
    return min(decisions, key=lambda decision: _RANKS.index(decision[1]))


def _contradicted(entity: Entity, forms: Iterable[str], rivals: _Rivals) -> str | None:
    """Why symbol, identifier, organism and word of a gene do not fit together, as HGNC tells."""
    lexicon = rivals.lexicon
    gene = lexicon.term(entity.xref)
    if rivals.organism != HUMAN:
        return "identifier-disagrees" if gene else None
    if gene is None:
        return "not-in-hgnc"
    is_own = entity.name in {None, gene.label} or (
        entity.name in gene.previous and lexicon.owner(entity.name) in {None, gene.xref}
    )
    is_elsewhere = not any(form in rivals.word for form in forms) and (
        lexicon.owner(rivals.text) not in {None, gene.xref}
    )
    return "identifier-disagrees" if is_elsewhere or not is_own else None


def _is_swapped(forms: Collection[str], rivals: _Rivals) -> bool:
    """Whether a word was hit with letters exchanged only, while it is a name as it is written."""
    if not forms or any(map(rivals.has, forms)):
        return False
    return {form.translate(_ALIKE) for form in forms} <= rivals.alike


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
    if choice := rivals.choices.get(match):
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
