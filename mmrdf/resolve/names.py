"""What a name means by itself, whatever the record: the lexicon's answer, and why.

A name is stated to mean a term only where nothing else that the lexicon knows goes by it as well.
``mmrdf.records.reasons`` says what each reason means.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from mmrdf.records import Mention, Status
from mmrdf.resolve.lexicon import Lexicon, Preference, Sense, Term, is_same, key
from mmrdf.resolve.support import Support, variants

# Of things of several kinds the first of these is meant.
_KINDS = ("cell", "process", "disease", "chemical", "anatomy", "concept")


class Ruling(NamedTuple):
    """What a name means.

    Args:
        name: as it was asked for.
        status: ``asserted`` for one term, ``suggested`` for those it may mean, ``ungrounded``
            for none.
        reason: the rule that decided.
        terms: what is stated or suggested, the most likely first.
        senses: all that goes by the name, also what was ruled out.
        choice: what a person has decided; None if a rule did.
    """

    name: str
    status: Status
    reason: str
    terms: tuple[Term, ...] = ()
    senses: tuple[Sense, ...] = ()
    choice: Preference | None = None


class Names:
    """What names mean in one record.

    Args:
        lexicon: who knows names.
        texts: what the record says in words, since some names hold in some fields alone.
        mentions: the words of its picture.

    >>> ruling = Names(Lexicon()).rule("OPG")
    >>> ruling.status, ruling.terms[0].label
    ('asserted', 'TNFRSF11B')
    >>> Names(Lexicon()).rule("MM").status, Names(Lexicon(), ["myeloma"]).rule("MM").status
    ('ungrounded', 'asserted')
    """

    def __init__(
        self, lexicon: Lexicon, texts: Sequence[str] = (), mentions: Iterable[Mention] = ()
    ) -> None:
        self.lexicon = lexicon
        self.texts = texts
        chemicals = [m.word.text for m in mentions if m.word.kind == "chemical"]
        self.support = Support(texts, chemicals)
        self._rulings: dict[str, Ruling] = {}
        self._said: dict[str, bool] = {}

    def rule(self, name: str) -> Ruling:
        """Decide what a name means, as it is written."""
        if name not in self._rulings:
            self._rulings[name] = self._rule(name)
        return self._rulings[name]

    def _rule(self, name: str) -> Ruling:
        if (choice := self.choice(name)) and not self._is_symbol(choice):
            senses = _senses(name, self.lexicon)
            if term := self.lexicon.term(choice.xref) if choice.xref else None:
                return Ruling(name, "asserted", "curated-sense", (term,), senses, choice)
            return Ruling(name, "ungrounded", "curated-other-sense", (), senses, choice)
        return (_remembered if len(name) <= _LONGEST else _usual)(name, self.lexicon)

    def _is_symbol(self, choice: Preference) -> bool:
        """Whether a symbol, as it is written, is decided to mean its own gene: the rules say so."""
        term = self.lexicon.term(choice.xref) if choice.xref and choice.about is None else None
        return term is not None and term.kind == "gene" and term.label == choice.name

    def choice(self, name: str) -> Preference | None:
        """What a person has decided that a name means here; None if nobody has."""
        for choice in self.lexicon.preferences(name):
            if is_same(name, choice.name) and (choice.about is None or self._says(choice.about)):
                return choice
        return None

    def _says(self, about: str) -> bool:
        """Whether a word of the record begins so."""
        if about not in self._said:
            self._said[about] = any(map(_begins(about).search, self.texts))
        return self._said[about]


@lru_cache(maxsize=1 << 10)
def _begins(about: str) -> re.Pattern[str]:
    """What finds a word that begins so."""
    return re.compile(rf"\b{re.escape(about)}", re.IGNORECASE)


def _senses(name: str, lexicon: Lexicon) -> tuple[Sense, ...]:
    return tuple(s for s in lexicon.senses(name) if is_same(name, s.text))


def _usual(name: str, lexicon: Lexicon) -> Ruling:
    """What a name means of which nobody has decided."""
    senses = _senses(name, lexicon)
    if not senses and (form := _variant(key(name))):
        senses = lexicon.senses_of_key(form)
    if not senses:
        return Ruling(name, "ungrounded", "not-in-lexicon")
    status, reason, terms = _decided(senses)
    return Ruling(name, status, reason, terms, senses)


# The same names come in very many records. Long ones are not kept, so that memory stays flat.
_LONGEST = 100
_remembered = lru_cache(maxsize=1 << 13)(_usual)


def _variant(form: str) -> str | None:
    """The other way to write a Greek letter at the end of a name."""
    return next(variants(form), None)


Decision = tuple[Status, str, tuple[Term, ...]]


def _decided(senses: Sequence[Sense]) -> Decision:
    genes = [sense for sense in senses if sense.term.kind == "gene"]
    families = _terms(sense for sense in senses if sense.term.kind == "family")
    others = [sense for sense in senses if sense.term.kind not in {"gene", "family"}]
    if symbols := _terms(sense for sense in genes if sense.how == "symbol"):
        return _one(symbols, "symbol", "shared-symbol")
    if families:
        return _one(families, "family-name", "shared-name")
    if genes and others:
        return "suggested", "shared-name", _terms(senses)
    return _decided_as_gene(genes) if genes else _decided_by_kind(others)


def _decided_as_gene(genes: Sequence[Sense]) -> Decision:
    former = _terms(sense for sense in genes if sense.how == "previous")
    if len(former) == 1:
        return "asserted", "previous-symbol", former
    terms = _terms(genes)
    if len(terms) > 1:
        return "suggested", "shared-synonym", terms
    reason = {"alias": "unambiguous-synonym", "name": "full-name"}.get(genes[0].how)
    return ("asserted", reason, terms) if reason else ("suggested", "only-at-ncbi-gene", terms)


def _decided_by_kind(senses: Sequence[Sense]) -> Decision:
    for kind in _KINDS:
        found = [sense for sense in senses if sense.term.kind == kind]
        if labels := _terms(sense for sense in found if sense.how == "label"):
            return _one(labels, "unambiguous-name", "shared-name")
        if found:
            return _one(_terms(found), "unambiguous-name", "shared-name")
    return "suggested", "shared-name", _terms(senses)


def _one(terms: tuple[Term, ...], sure: str, shared: str) -> Decision:
    return ("asserted", sure, terms) if len(terms) == 1 else ("suggested", shared, terms)


def _terms(senses: Iterable[Sense]) -> tuple[Term, ...]:
    """The terms of some senses, each once."""
    return tuple({sense.term.xref: sense.term for sense in senses}.values())
