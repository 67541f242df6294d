"""Names as they are compared."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_GREEK = {
    letter: unicodedata.name(letter).rpartition(" ")[2].lower()
    for letter in map(chr, (*range(0x3B1, 0x3C2), *range(0x3C3, 0x3CA)))
} | {"ς": "sigma"}
_GREEK |= {letter.upper(): name for letter, name in _GREEK.items() if letter != "ς"}
_GREEK |= {"λ": "lambda", "Λ": "lambda", "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "µ": "mu"}

# Marks that are written or left out at will: hyphens, points, quotation marks, brackets, blanks.
# A slash, a plus sign and the like tell names apart.
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"
_QUOTES = "'\u2018\u2019\u02bc\u2032`\""
_MARKS = dict.fromkeys(f"{_HYPHENS}{_QUOTES}_.,;:()[]{{}} \t\n\r\u00a0\u200b", "")

_TABLE = str.maketrans(_MARKS | _GREEK)


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """A name as it is compared: without case, hyphens and blanks, Greek letters spelled out.

    Names with equal keys are the same name; nothing is compared otherwise, least of all by
    likeness. A name of marks alone has the empty key and is no name.

    >>> key("NF-κB"), key("TNFα"), key("IL 6"), key("ERK1/2")
    ('nfkappab', 'tnfalpha', 'il6', 'erk1/2')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return name.translate(_TABLE).casefold()


@lru_cache(maxsize=1 << 16)
def is_same(name: str, other: str) -> bool:
    """Whether a name is another one, given that their keys are equal: some marks count.

    Args:
        name: as somebody writes it. Where it has a blank, an apostrophe, or a hyphen between digits
            (CXCL1-3), the other must have a mark too.
        other: as the lexicon has it. Where it has a blank, the name must be parted, or change from
            letters to digits or to another script.

    >>> is_same("bone marrow", "bone-marrow"), is_same("IL 6", "IL-6"), is_same("TNFα", "TNF alpha")
    (True, True, True)
    >>> is_same("act in", "actin"), is_same("proteins", "protein S"), is_same("OR 1", "OR1")
    (False, False, False)
    >>> is_same("CXCL1-3", "CXCL13"), is_same("Let's", "LETS")
    (False, False)
    """
    if name.isalnum() and other.isalnum():
        return True
    marks = _blanks(name) | _apostrophes(name) | _ranges(name)
    return marks <= _marks(other) and _blanks(other) <= _marks(name) | _changes(name)


def _apostrophes(name: str) -> set[int]:
    """The places of a name's apostrophes in its key, but for those at its ends."""
    inner = {place for place, character, _ in _places(name) if character in "'\u2019"}
    return inner - {0, len(key(name))}


def _ranges(name: str) -> set[int]:
    """The places where a mark stands between two digits."""
    form = key(name)
    return {
        place
        for place in _marks(name) - {0, len(form)}
        if form[place - 1].isdigit() and form[place].isdigit()
    }


def _blanks(name: str) -> set[int]:
    """The places of a name's blanks in its key."""
    return {place for place, character, _ in _places(name) if character.isspace()}


def _marks(name: str) -> set[int]:
    """The places of all that its key leaves out."""
    return {place for place, character, _ in _places(name) if not key(character)}


def _changes(name: str) -> set[int]:
    """The places where digits follow letters, capitals small letters, or scripts each other."""
    return {place for place, character, before in _places(name) if _kind(character) != before}


def _places(name: str) -> Iterator[tuple[int, str, str]]:
    """Yield each character with its place in the key, and the kind of the one before."""
    place, before = 0, ""
    for character in name:
        yield place, character, before
        place += len(key(character))
        before = _kind(character)


def _kind(character: str) -> str:
    """A digit, a capital, a small letter, or another script."""
    if character.isdigit():
        return "digit"
    if not character.isascii():
        return "other"
    return "capital" if character.isupper() else "small"
