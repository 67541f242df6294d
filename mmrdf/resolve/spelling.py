"""Whether a name is written as people write it: ``Max`` before a surname is not MAX."""

import re
from collections.abc import Collection

from mmrdf.resolve.lexicon import key
from mmrdf.resolve.names import Ruling

# The letters of the shortest name; of the longest alias that is doubtful for its length, and of the
# longest name of which the case counts.
SHORTEST = 3
_SHORT_ALIAS = _CASED = 4
_PAIR = 2
# The letters of a part of a gene's symbol: capitals, or one and then small ones as in mice; a small
# letter alone or before them (p53, mTOR; but eGFR is no gene), a Greek one's name alone or after.
_GREEK = "alpha|beta|gamma|delta|epsilon|kappa"
_LOOKS = re.compile(rf"[a-df-z]?(?:[A-Z]+(?:[abgdk]|{_GREEK})?|[A-Z][a-z]+)?|{_GREEK}")
_PARTS = re.compile(r"[\W_]+")


def is_written(name: str, ruling: Ruling, *, shouted: bool) -> bool:
    """Whether a name is written as the lexicon or people write it.

    Args:
        name: as the text has it.
        ruling: what it would mean.
        shouted: whether all of the text is in capitals.
    """
    form = key(name)
    if not any(c.isalpha() for c in form):  # 911, but 14-3-3
        return any(sense.text == name for sense in ruling.senses)
    if ruling.choice or ruling.reason == "abbreviation-defined-in-text":
        return not (shouted and form.isalpha()) and _is_chosen(name, ruling)
    if len(form) < SHORTEST:
        return False
    kinds = {term.kind for term in ruling.terms}
    if kinds.isdisjoint({"gene", "family"}):
        return len(form) > _CASED or _is_exact(name, ruling)
    if any(sense.how == "name" for sense in ruling.senses):
        return len(form) > _CASED
    return not (shouted and form.isalpha()) and _is_gene(name, ruling, kinds)


def _is_gene(name: str, ruling: Ruling, kinds: Collection[str]) -> bool:
    """Whether a name is written like one of genes: a family's may be a word, a gene's is none."""
    if "family" in kinds:
        return _is_exact(name, ruling) or (_is_symbol(name) and not name.istitle())
    return _is_exact(name, ruling) if is_word(name) else _is_symbol(name)


def _is_chosen(name: str, ruling: Ruling) -> bool:
    """Whether a name that a person or the text itself has explained is written like it."""
    form = key(name)
    if ruling.choice and name.isalpha() and any(map(str.isupper, ruling.choice.name)):
        # APRIL is not April, and camps are not cAMP
        return name.removesuffix("s") in {ruling.choice.name, form.removesuffix("s").upper()}
    return len(form) > _CASED or not name.islower() or not form.isalpha()


def _is_exact(name: str, ruling: Ruling) -> bool:
    """Whether what is meant is spelled so in the lexicon, but for hyphens and blanks."""
    meant = {term.xref for term in ruling.terms}
    spelled = (sense.text for sense in ruling.senses if sense.term.xref in meant)
    return _plain(name) in map(_plain, spelled)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _is_symbol(name: str) -> bool:
    """Whether a name looks like a gene's: ``MCL1``, ``Runx2``, ``sFRP2``, ``c-Myc``, ``p53``."""
    letters = ["".join(re.findall("[A-Za-z]", part)) for part in _PARTS.split(name)]
    if not all(_LOOKS.fullmatch(part) for part in letters if part):
        return False
    capitals, small = sum(map(str.isupper, name)), sum(map(str.islower, name))
    if capitals + small < 1 + name[0].isdigit():  # 161, 16S
        return False
    if name[0].islower() and name.isalpha() and name.isascii():  # aHR, mOS
        return False
    if small and letters[0].istitle() and len(letters[0]) == _PAIR:  # Hb-A2, Ca2
        return False
    return capitals > 0 or (len(letters) == 1 and not name.isalpha())


def is_word(name: str) -> bool:
    """Whether a name could be a word at the beginning of a sentence: ``Max``, ``Was``."""
    return name.isalpha() and not any(c.isupper() for c in name[1:])


def is_short(name: str, ruling: Ruling) -> bool:
    """Whether a name is an alias that is too short: abbreviations of few letters abound."""
    form = key(name)
    longest = _SHORT_ALIAS if name.isalpha() else SHORTEST
    is_alias = ruling.reason in {"unambiguous-synonym", "previous-symbol"}
    return is_alias and (len(form) <= longest or is_word(name))
