"""The abbreviations that a text defines for itself: ``multiple myeloma (MM)``.

After A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions
in biomedical text", Pac Symp Biocomput 2003: the characters of the short form are sought from right
to left in the words before the bracket, and its first one must begin a word. Before that the words
are taken of which they are the initials, since that search stops too early (MM at "myeloma").
"""

import re
from collections.abc import Iterable, Iterator

# A short form of two to ten characters that begins with a letter or digit and has a letter.
_BRACKET = re.compile(r"[\s\u2019']\(([^\W_](?:[^()\s]|\s(?=[^()\s])){1,9})[);,]")
_STOP = re.compile(r"[.;:!?()\[\]]\s|[()\[\]]")
_LONGEST = 200
# What may stand between a long form and its bracket: blanks, and the apostrophe of a genitive.
_MARGIN = " \t\n'\u2019"


def defined(texts: Iterable[str]) -> dict[str, str]:
    """The short forms that some texts define, each with its long form; the first one counts.

    >>> defined(["Bone marrow adipocytes (BMAs) feed multiple myeloma (MM) (see Figure 2)."])
    {'BMAs': 'Bone marrow adipocytes', 'MM': 'multiple myeloma'}
    >>> defined(["receptor activator of NF-kappaB ligand (RANKL) (n = 3)"])
    {'RANKL': 'receptor activator of NF-kappaB ligand'}
    """
    found: dict[str, str] = {}
    for text in texts:
        for short, long in _definitions(text):
            found.setdefault(short, long)
    return found


# In a list of abbreviations: "ACh, acetylcholine; LAC, lactate", "IL = interleukin".
_ENTRY = re.compile(
    r"(?:^|[;.:,(]\s+|\n)([^\W_][^\s,;:=()]{1,9})\s?[,:=]\s+([^\W\d_][^,;:.=()\[\]]{3,100})"
)


def listed(texts: Iterable[str]) -> dict[str, str]:
    """The short forms of lists of abbreviations, as captions end with, each with its long form.

    >>> listed(["Abbreviations: ACh, acetylcholine; LAC, lactate. GC: germinal centre"])
    {'ACh': 'acetylcholine', 'LAC': 'lactate', 'GC': 'germinal centre'}
    """
    found: dict[str, str] = {}
    for text in texts:
        place = 0
        while match := _ENTRY.search(text, place):
            short, long = match[1], match[2].strip(_MARGIN)
            is_entry = any(map(str.isupper, short)) and _long_form(short, long) == long
            if is_entry:
                found.setdefault(short, long)
            place = match.end(2) if is_entry else match.end(1)
    return found


def agree(long: str, other: str) -> bool:
    """Whether two long forms have a word of weight in common.

    >>> agree("tumour necrosis factor", "necrosis factor alpha"), agree("factor", "growth factor")
    (True, False)
    """
    ours, theirs = (set(re.findall(r"[a-z]{5,}", t.casefold())) for t in (long, other))
    return not (ours - _COMMON).isdisjoint(theirs)


# Words that the long forms of very different things have in common.
_COMMON = {"associated", "binding", "cells", "factor", "human", "member", "protein", "related"}
_COMMON |= {"disease", "syndrome", "complex", "domain", "group", "family", "regulator"}


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    for match in _BRACKET.finditer(text):
        short = match[1].rstrip()
        if any(c.isalpha() for c in short) and not short.islower():
            before = text[max(0, match.start() - _LONGEST) : match.start()]
            clause = _STOP.split(before)[-1]
            if long := _long_form(short, clause):
                yield short, long


def _long_form(short: str, clause: str) -> str | None:
    """The words at the end of a clause that a short form stands for, None if they do not fit."""
    letters = [c for c in short.casefold() if c.isalnum()]
    if initials := _by_initials(letters, clause):
        return initials
    at, folded = len(clause), clause.casefold()
    if len(folded) != len(clause):  # a letter that folds to two would shift all places
        return None
    for number, letter in enumerate(reversed(letters), 1):
        at = folded.rfind(letter, 0, at)
        is_first = number == len(letters)
        while is_first and at > 0 and folded[at - 1].isalnum():
            at = folded.rfind(letter, 0, at)
        if at < 0:
            return None
    long = clause[at:].strip(_MARGIN)
    few = min(len(letters) + 5, len(letters) * 2)
    words = long.split()
    return long if len(long) > len(short) and 0 < len(words) <= few else None


def _by_initials(letters: list[str], clause: str) -> str | None:
    """The last words of a clause, if the letters are their initials, one of each."""
    words = list(re.finditer(r"[^\W_]+", clause))[-len(letters) :]
    if [word[0][0].casefold() for word in words] != letters:
        return None
    return clause[words[0].start() :].strip(_MARGIN)
