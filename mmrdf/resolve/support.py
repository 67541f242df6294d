"""What the texts of a record say of a word of its picture: whether they have it, and define it."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache

from mmrdf.resolve.abbreviations import defined, listed
from mmrdf.resolve.lexicon import key

_TOKEN = re.compile(r"[^\W_]+")
# How many words in a row are looked at as one name, and what may stand between them.
_RUN = 3
_GAPS = frozenset(" -\u2010\u2011\u2012\u2013\u2212/")

# Endings that are spelled out in one place and one letter in another.
_GREEK = (("alpha", "a"), ("beta", "b"), ("gamma", "g"), ("delta", "d"), ("epsilon", "e"))

_LAST = frozenset(spelled[-1] for spelled, _ in _GREEK)

# What character recognition takes for another: of each group any for any.
_ALIKE = tuple(
    map(frozenset, ("0odq", "1iljt", "5s", "8b36", "2z", "9gq", "uvy", "ce", "4a", "mn", "ku"))
)
# Thin letters, which it leaves out, or sees where there are none.
_THIN = frozenset("iljt1")
# Letters of the shortest name of which a neighbour tells something.
_SHORTEST = 3


class Support:
    """What some texts have and define.

    Args:
        texts: what a record says in words.
        chemicals: the words of the picture that its source takes for chemicals.
    """

    def __init__(self, texts: Sequence[str] = (), chemicals: Collection[str] = ()) -> None:
        self.texts = texts
        self.chemicals = frozenset(map(key, chemicals))

    @cached_property
    def forms(self) -> frozenset[str]:
        """The keys of all words of the texts, and of up to three in a row."""
        return frozenset().union(*map(_forms, self.texts))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The keys of what looks like a name in the texts: it has a digit, or capitals within."""
        return frozenset().union(*map(_name_forms, self.texts))

    @cached_property
    def definitions(self) -> dict[str, str]:
        """The abbreviations that the texts define, by key, each with its long form."""
        found = {key(short): long for short, long in listed(self.texts).items()}
        return found | {key(short): long for short, long in defined(self.texts).items()}

    def has(self, form: str) -> bool:
        """Whether the texts have a name, by its key."""
        return form in self.forms

    def long_form(self, form: str) -> str | None:
        """What the texts define an abbreviation as, or the abbreviation without its plural s."""
        return self.definitions.get(form) or self.definitions.get(form.removesuffix("s"))

    def has_neighbour(self, form: str) -> bool:
        """Whether the texts have not this name, but one that is easily misread as it."""
        if len(form) < _SHORTEST or self.has(form):
            return False
        return any(_is_misread(form, name) for name in self._names)


@lru_cache(maxsize=64)  # a record is asked for each of its words
def _forms(text: str) -> frozenset[str]:
    found = set()
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    keys = [key(text[start:end]) for start, end in tokens]
    for first, start in enumerate(keys):
        form = start
        found.add(form)
        for last in range(first + 1, min(first + _RUN, len(keys))):
            gap = text[tokens[last - 1][1] : tokens[last][0]]
            if gap not in _GAPS:
                break
            form += keys[last]
            found.add(form)
    return frozenset(found | {variant for form in found for variant in variants(form)})


@lru_cache(maxsize=64)
def _name_forms(text: str) -> frozenset[str]:
    found = set()
    for word in text.split():
        form = key(word)
        if len(form) >= _SHORTEST and _is_name(word, form):
            found |= {form, *variants(form)}
    return frozenset(found)


def _is_name(word: str, form: str) -> bool:
    """Whether a word has a capital within, or a digit after its first letter."""
    has_capital = form.isalnum() and word[1:].casefold() != word[1:]
    return has_capital or (form[0].isalpha() and any(map(str.isdigit, form)))


def variants(form: str) -> Iterator[str]:
    """Yield a name with the Greek letter at its end as one letter."""
    if form[-1:] not in _LAST:
        return
    for spelled, letter in _GREEK:
        if form.endswith(spelled) and len(form) > len(spelled):
            yield form.removesuffix(spelled) + letter


def _is_misread(form: str, name: str) -> bool:
    """Whether character recognition may have made one name of the other."""
    if len(form) == len(name):
        differing = [{a, b} for a, b in zip(form, name, strict=True) if a != b]
        return len(differing) == 1 and any(differing[0] <= group for group in _ALIKE)
    if abs(len(form) - len(name)) != 1:
        return False
    short, long = sorted((form, name), key=len)
    pairs = enumerate(zip(short, long, strict=False))
    place = next((number for number, (a, b) in pairs if a != b), len(short))
    return short[place:] == long[place + 1 :] and long[place] in _THIN
