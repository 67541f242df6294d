"""Which of the genes that a word may be is stated as a fact.

A word hits a lexicon in several ways: as the approved symbol of a gene, as one of its synonyms, or
as the name of a family, whose members then all stand for it. Only the first is certain by itself.

=====================  =========  ==================================================================
reason                 status     when
=====================  =========  ==================================================================
``symbol``             assert     the word is the symbol of this gene and of no other
``shared-symbol``      suggest    the word is the symbol of several genes
``sole-synonym``       assert     the word is a synonym of this gene, and stands for no other
``approved-symbol``    assert     of several genes, this is the one whose symbol the word is when
                                  hyphens are left out
``previous-symbol``    assert     of several genes, this is the one whose symbol it once was (HGNC)
``alias-shadow``       suggest    the word is another gene's symbol, and only a synonym of this one
``shared-synonym``     suggest    the word is a synonym of several genes, and of none the symbol
``family-member``      suggest    the word names a family or complex to which this gene belongs
``family-word``        suggest    the word is a synonym of this gene, but also names a family
``letter-swap``        suggest    the word was hit with 1, I and L exchanged, and is a name as it is
``chemical-word``      suggest    the same word is stated to be a chemical of the figure
``other-organism``     suggest    the gene is of another organism than the figure
``organism-undecided`` suggest    it is not certain of which organism the figure is
``unknown-source``     suggest    the source of the match is none that is known
``no-identifier``      none       the source gives the word no identifier
=====================  =========  ==================================================================
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from mmrdf.records import Candidate, Entity, Hit, Mention, Status, Taxon
from mmrdf.resolve import lexicon

#: What the names of a lexicon say, of all generations of PFOCR.
_SYMBOLS = frozenset({"ncbigene_symbol", "hgnc_symbol"})
_SYNONYMS = frozenset({"ncbigene_synonym", "hgnc_alias_symbol", "hgnc_prev_symbol"})
_FAMILIES = frozenset({"famplex_relations", "bioentities_symbol"})

_HUMAN = "9606"

# PFOCR tries a word with these exchanged, since character recognition takes one for the other.
_ALIKE = str.maketrans("il", "11")

Decision = tuple[Status, str]


def decide(mention: Mention, organism: Taxon | None, chemicals: Collection[str]) -> Mention:
    """Give each candidate of a gene's mention its status and reason.

    Args:
        mention: a word that stands for a gene.
        organism: that of the figure, None if it is undecided.
        chemicals: the words that are stated to be chemicals.
    """
    decided = []
    for candidate in mention.candidates:
        status, reason = _decision(candidate, mention.candidates, organism)
        if status == "assert" and mention.word.text in chemicals:
            status, reason = "suggest", "chemical-word"
        named = replace(candidate, entity=_named(candidate.entity))
        decided.append(replace(named, status=status, reason=reason))
    return replace(mention, candidates=tuple(decided))


def _named(entity: Entity | None) -> Entity | None:
    """A human gene with its approved symbol."""
    if entity is None or entity.taxon is None or entity.taxon.taxid != _HUMAN:
        return entity
    names = lexicon.names(entity.xref.identifier)
    return replace(entity, symbol=names.symbol) if names else entity


def _decision(
    candidate: Candidate, rivals: tuple[Candidate, ...], organism: Taxon | None
) -> Decision:
    if candidate.entity is None:
        return "none", "no-identifier"
    if organism is None or candidate.entity.taxon is None:
        return "suggest", "organism-undecided"
    if candidate.entity.taxon.taxid != organism.taxid:
        return "suggest", "other-organism"
    same = [c for c in rivals if c.entity and c.entity.taxon == candidate.entity.taxon]
    if _is_swapped(candidate, same):
        return "suggest", "letter-swap"
    decisions = [_judged(candidate, hit, same) for hit in candidate.hits]
    return min(decisions, key=lambda decision: (decision[0] != "assert", decision[1] != "symbol"))


def _is_swapped(candidate: Candidate, rivals: list[Candidate]) -> bool:
    """Whether a word was hit with letters exchanged only, while it is a name as it is written."""
    word = _key(candidate.word.text)
    written = {_key(m) for c in rivals for m in c.matches if _key(m) in word}
    own = {_key(match) for match in candidate.matches}
    alike = {key.translate(_ALIKE) for key in written}
    return own.isdisjoint(written) and {key.translate(_ALIKE) for key in own} <= alike


def _judged(candidate: Candidate, hit: Hit, rivals: list[Candidate]) -> Decision:
    """Judge one way in which a word came to a gene, beside the others of the same organism."""
    symbols, synonyms, families = (
        _hit_by(rivals, hit.match, origins) for origins in (_SYMBOLS, _SYNONYMS, _FAMILIES)
    )
    if hit.origin in _SYMBOLS:
        return ("assert", "symbol") if symbols == [candidate] else ("suggest", "shared-symbol")
    if hit.origin in _FAMILIES:
        return "suggest", "family-member"
    if hit.origin not in _SYNONYMS:
        return "suggest", "unknown-source"
    if symbols and symbols != [candidate]:
        return "suggest", "alias-shadow"
    if synonyms == [candidate] and not families:
        return "assert", "sole-synonym"
    return _judged_by_names(candidate, hit.match or "", synonyms, family=bool(families))


def _hit_by(
    candidates: Iterable[Candidate], match: str | None, origins: frozenset[str]
) -> list[Candidate]:
    """The candidates that the same form of the word hit in one of these ways."""
    return [c for c in candidates if any(h.match == match and h.origin in origins for h in c.hits)]


def _judged_by_names(
    candidate: Candidate, match: str, synonyms: list[Candidate], *, family: bool
) -> Decision:
    """Judge a synonym of several genes by what is, or was, the symbol of one of them."""
    for reason, names in (("approved-symbol", _approved), ("previous-symbol", _previous)):
        named = [c for c in synonyms if c.entity and _key(match) in map(_key, names(c.entity))]
        if named:
            right = named == [candidate]
            return ("assert", reason) if right else ("suggest", "alias-shadow")
    return "suggest", "family-word" if family else "shared-synonym"


def _approved(entity: Entity) -> tuple[str, ...]:
    return (entity.name,) if entity.name else ()


def _previous(entity: Entity) -> tuple[str, ...]:
    """The former symbols of a human gene; those of other organisms are not known."""
    human = entity.taxon is not None and entity.taxon.taxid == _HUMAN
    names = lexicon.names(entity.xref.identifier) if human else None
    return names.previous if names else ()


def _key(name: str) -> str:
    """A name as it is compared: without case, hyphens, blanks and other marks between letters."""
    return re.sub(r"[\W_]+", "", name).casefold()
