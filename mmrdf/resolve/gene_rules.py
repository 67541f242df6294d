"""Which rule says what about each gene that a word may be; how far it is right, others measure.

A word hits a lexicon in several ways: as the approved symbol of a gene, as one of its synonyms, or
as the name of a family, whose members then all stand for it. Of several ways to one gene the best
decides, whatever their order. ``mmrdf.records.reasons`` says what each means.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from mmrdf.records import HUMAN, Entity, Hit, Taxon, Xref
from mmrdf.resolve.lexicon import Lexicon, Preference, key

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

_ALL_WAYS = ("symbol", "synonym", "family", "")

#: The rules that take a word for one gene; the others doubt it.
CLAIMS = frozenset(
    {
        "symbol",
        "curated-sense",
        "unambiguous-synonym",
        "symbol-in-other-spelling",
        "previous-symbol",
    }
)

#: PFOCR tries a word with these exchanged, since character recognition takes one for the other.
EXCHANGED = str.maketrans("il", "11")

# What decides if a word came to a gene in several ways: the best reason, whatever their order.
_RANKS = (
    *(
        "symbol",
        "curated-sense",
        "unambiguous-synonym",
        "symbol-in-other-spelling",
        "previous-symbol",
    ),
    *(
        "shared-symbol",
        "symbol-of-another-gene",
        "synonym-is-family-name",
        "curated-other-sense",
        "shared-synonym",
    ),
    *("family-member", "identifier-symbol-mismatch", "unknown-match-source"),
)

#: What a word may be, and how it came to it.
Way = tuple[Entity | None, tuple[Hit, ...]]

#: Forms of a word, each with what a person has decided that it means; of most there is nothing.
Choices = tuple[tuple[str, Preference], ...]


class Verdict(NamedTuple):
    """What the rules say of a gene: the reason, and the form of the word that it rests on."""

    reason: str
    match: str | None = None


class Rivals:
    """What a word hit in one organism: each form of it, in each way."""

    def __init__(
        self,
        word: str,
        ways: tuple[Way, ...],
        organism: Taxon,
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
        return frozenset(form.translate(EXCHANGED) for form in forms if self.has(form))

    def has(self, form: str) -> bool:
        """Whether the word has a form as it is written."""
        return form != "" and form in self.word

    def hit(self, match: str | None, way: str) -> dict[Xref, Entity]:
        """The genes that this form of the word hit in this way."""
        return self._found.get((match, way), {})

    def meant(self, match: str | None) -> Xref | None:
        """The gene that a person has decided this form to mean; None if it is open, or no gene."""
        choice = self.choices.get(match or "")
        return choice.xref if choice else None

    def named(self, match: str | None) -> tuple[str, set[Xref]]:
        """Of the genes that have this form as a synonym, those whose symbol it is, or was."""
        if match not in self._named:
            self._named[match] = self._by_names(match)
        return self._named[match]

    def _by_names(self, match: str | None) -> tuple[str, set[Xref]]:
        synonyms = self.hit(match, "synonym").items()
        form = key(match or "")
        for reason, names in (
            ("symbol-in-other-spelling", _approved),
            ("previous-symbol", self.previous),
        ):
            if found := {x for x, entity in synonyms if form in map(key, names(entity))}:
                return reason, found
        return "shared-synonym", set()

    def is_alone(self, gene: Entity, match: str) -> bool:
        """Whether this form of the word hit no other gene."""
        return all(self.hit(match, way).keys() <= {gene.xref} for way in _ALL_WAYS)

    def previous(self, entity: Entity) -> tuple[str, ...]:
        """The former symbols of a human gene; those of other organisms are not known."""
        gene = self.lexicon.term(entity.xref)
        return gene.previous if gene else ()


def verdict(entity: Entity, hits: Sequence[Hit], rivals: Rivals) -> Verdict:
    """What the rules say of a gene of the organism, by all the ways in which the word came to it.

    Args:
        entity: the gene.
        hits: how the word came to it.
        rivals: what else the word hit in the same organism.
    """
    forms = {key(hit.match) for hit in hits if hit.match}
    if _is_swapped(forms, rivals):
        return Verdict("ocr-substitution")
    if reason := _contradicted(entity, forms, rivals):
        return Verdict(reason)
    verdicts = [Verdict(_judged(entity, hit, rivals), hit.match) for hit in hits]
    return min(verdicts, key=lambda found: _RANKS.index(found.reason))


def _contradicted(entity: Entity, forms: Iterable[str], rivals: Rivals) -> str | None:
    """Why symbol, identifier, organism and word of a gene do not fit together, as HGNC tells."""
    lexicon = rivals.lexicon
    gene = lexicon.term(entity.xref)
    if rivals.organism != HUMAN:
        return "identifier-symbol-mismatch" if gene else None
    if gene is None:
        return "not-in-hgnc"
    is_own = entity.name in {None, gene.label} or (
        entity.name in gene.previous and lexicon.owner(entity.name) in {None, gene.xref}
    )
    is_elsewhere = not any(form in rivals.word for form in forms) and (
        lexicon.owner(rivals.text) not in {None, gene.xref}
    )
    return "identifier-symbol-mismatch" if is_elsewhere or not is_own else None


def _is_swapped(forms: Collection[str], rivals: Rivals) -> bool:
    """Whether a word was hit with letters exchanged only, while it is a name as it is written."""
    if not forms or any(map(rivals.has, forms)):
        return False
    return {form.translate(EXCHANGED) for form in forms} <= rivals.alike


def _judged(entity: Entity, hit: Hit, rivals: Rivals) -> str:
    """Judge one way in which a word came to a gene, beside the others of the same organism."""
    match WAYS.get(hit.origin or ""):
        case "symbol":
            return _judged_as_symbol(entity, hit.match, rivals)
        case "synonym" if hit.match:
            return _judged_as_synonym(entity, hit.match, rivals)
        case "family":
            return "family-member"
    return "unknown-match-source"


def _judged_as_symbol(entity: Entity, match: str | None, rivals: Rivals) -> str:
    gene = rivals.lexicon.term(entity.xref)
    name = entity.name or (gene.label if gene else "")
    form = key(match) if match else rivals.word
    if form != key(name):
        return "identifier-symbol-mismatch"
    if rivals.hit(match, "symbol").keys() != {entity.xref}:
        return "shared-symbol"
    if rivals.meant(match or rivals.text) not in {None, entity.xref}:
        return "curated-other-sense"
    return "previous-symbol" if gene and name in gene.previous else "symbol"


def _judged_as_synonym(entity: Entity, match: str, rivals: Rivals) -> str:
    if rivals.meant(match) == entity.xref:
        return "curated-sense"
    if not rivals.hit(match, "symbol").keys() <= {entity.xref}:
        return "symbol-of-another-gene"
    if rivals.hit(match, "family") or rivals.lexicon.is_family(match):
        return "synonym-is-family-name"
    if match in rivals.choices:
        return "curated-other-sense"
    return _judged_by_rivals(entity, match, rivals)


def _judged_by_rivals(entity: Entity, match: str, rivals: Rivals) -> str:
    """Judge a synonym that means no other thing by the genes that have it too."""
    if rivals.hit(match, "synonym").keys() == {entity.xref}:
        return "unambiguous-synonym"
    reason, right = rivals.named(match)
    if right == {entity.xref}:
        return reason
    return "symbol-of-another-gene" if right else "shared-synonym"


def _approved(entity: Entity) -> tuple[str, ...]:
    return (entity.name,) if entity.name else ()
