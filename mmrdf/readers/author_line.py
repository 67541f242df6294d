"""The author line of a PubMed page: ``Ann B Lee 1 2, The Void Study Group, Cy Dee 3``."""

import re
from collections.abc import Iterable, Iterator

from mmrdf.readers.pubmed_fields import without_address
from mmrdf.records import Affiliation, Author, Xref

_AFFILIATION = re.compile(r"([0-9]{1,3}) ?([^0-9].*)")
_SIGNS = frozenset("#*†‡§")
_NO_NAME = re.compile(r"[0-9](?!(?:nd|rd|th)\b)|[;:@#*†‡§]|\bet al\b|^and |,$")
_COLLECTIVE = re.compile(
    r"\b(?:Association|Collaborat\w+|Committee|Consorti\w+|Group|Initiative|Investigators|Network"
    r"|Society|Study|Team|Trial\w*)\b"
)


def parse(of: Xref, line: str, below: Iterable[str]) -> tuple[tuple[Author, ...], str | None]:
    """Read an author line and the numbered affiliations below it.

    Args:
        of: the identity of the article.
        line: names with the numbers of their affiliations, with plain white space.
        below: the lines of the affiliations, number first; others among them are passed over.

    Returns:
        The authors in their order, and None; or no authors, and the first part that is no name:
        a number that no affiliation has, an "et al", a list that is cut off. Then the whole line
        is in doubt.

    >>> of = Xref(prefix="pubmed", identifier="1")
    >>> authors, _ = parse(of, "Ann B Lee 1 #, The Void Study Group", ["1School of Void."])
    >>> [(author.name, author.collective, len(author.affiliations)) for author in authors]
    [('Ann B Lee', False, 1), ('The Void Study Group', True, 0)]
    >>> parse(of, "Ann B Lee 1, Cy Dee 2", ["1School of Void."])
    ((), 'Cy Dee 2')
    """
    known = {affiliation.position: affiliation for affiliation in _affiliations(of, below)}
    authors = tuple(
        _author(of, position, name, known) for position, name in enumerate(_names(line), start=1)
    )
    for author in authors:
        if _NO_NAME.search(author.name) and not author.collective:
            return (), author.name
    return authors, None


def first(of: Xref, name: str) -> Author | None:
    """The one author whom a short citation names; None if it names several, or no name."""
    author = _author(of, 1, name, {})
    several = _NO_NAME.search(name) or ", " in name or " and " in name
    return None if several and not author.collective else author


def _names(line: str) -> list[str]:
    """The names of an author line; a number that stands alone belongs to the name before it."""
    names: list[str] = []
    for part in re.split(r" ?[,;] ", line):
        if names and re.fullmatch(r"[0-9 #*†‡§]+", part):
            names[-1] += f" {part}"
        else:
            names.append(part)
    return names


def _author(of: Xref, position: int, name: str, known: dict[int, Affiliation]) -> Author:
    """An author, with those of the numbers behind the name that stand in the affiliations."""
    words = name.split(" ")
    while len(words) > 1 and (words[-1] in _SIGNS or _is_number(words[-1])):
        words.pop()
    numbers = [int(word) for word in name.split(" ")[len(words) :] if _is_number(word)]
    if set(numbers) <= known.keys():
        name = " ".join(words)
    else:
        numbers = []
    return Author(
        article=of,
        position=position,
        name=name,
        collective=_COLLECTIVE.search(name) is not None,
        affiliations=tuple(known[number] for number in numbers),
    )


def _affiliations(of: Xref, text: Iterable[str]) -> Iterator[Affiliation]:
    """The numbered lines, ``1School of Psychology``, less e-mail addresses."""
    joined = re.sub(r"(?m)^([0-9]{1,3})\n", r"\1 ", "\n".join(text))
    for line in joined.split("\n"):
        match = _AFFILIATION.fullmatch(line)
        name = without_address(match[2]) if match else None
        if match and name:
            yield Affiliation(article=of, position=int(match[1]), name=name)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= len("999")
