"""What the texts of a record say of a word of its picture: whether they have it, and define it."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache

from mmrdf.resolve.abbreviations import defined, listed
from mmrdf.resolve.lexicon import key

# A word, and what joins it to the next one, if that may be a part of the same name.
_TOKEN = re.compile(r"([^\W_]+)([ \-\u2010-\u2013\u2212/](?=[^\W_]))?")
# How many words in a row are looked at as one name.
_RUN = 3

# Endings that are spelled out in one place and one letter in another: TNF-alpha, TNFA.
_GREEK = (("alpha", "a"), ("beta", "b"), ("gamma", "g"), ("delta", "d"), ("epsilon", "e"))
_ENDS = tuple(spelled for spelled, _ in _GREEK)

# What character recognition takes for another: any of a group for any.
_ALIKE = ("0odq9g", "1iljt", "5s", "8b36", "2z", "uvyk", "ce", "4a", "mn")
_FIRST_ALIKE = str.maketrans({letter: group[0] for group in _ALIKE for letter in group})
# Thin letters, which it leaves out, or sees where there are none.
_THIN = frozenset("iljt1")
# Letters of the shortest and the longest name of which a neighbour tells something.
_SHORTEST, _LONGEST = 3, 30
# Texts of more characters are not kept, so that memory stays flat.
_LONGEST_TEXT = 20_000


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
        return frozenset().union(*map(_forms_of, self.texts))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The keys of what looks like a name in the texts: it has a digit, or capitals within."""
        return frozenset().union(*map(_name_forms_of, self.texts))

    @cached_property
    def _readings(self) -> dict[str, set[str]]:
        """The names of the texts by what they look like, and by what they are without a letter."""
        found: dict[str, set[str]] = {}
        for name in self._names:
            for reading in (name.translate(_FIRST_ALIKE), *_thinned(name)):
                found.setdefault(reading, set()).add(name)
        return found

    @cached_property
    def definitions(self) -> dict[str, str]:
        """The abbreviations that the texts define, by key, each with its long form."""
        found = {key(short): long for short, long in listed(self.texts).items()}
        return found | {key(short): long for short, long in defined(self.texts).items()}

    def long_form(self, *forms: str) -> str | None:
        """What the texts define one of some abbreviations as, with or without a plural s."""
        found = (
            self.definitions.get(one) for form in forms for one in (form, form.removesuffix("s"))
        )
        return next(filter(None, found), None)

    def has_neighbour(self, form: str) -> bool:
        """Whether the texts have not this name, but one that is easily misread as it."""
        if not self._names or not _SHORTEST <= len(form) <= _LONGEST or form in self.forms:
            return False
        alike = self._readings.get(form.translate(_FIRST_ALIKE))
        if alike and any(_is_misread(form, name) for name in alike):
            return True
        fuller = self._readings.get(form)
        if fuller and any(len(name) == len(form) + 1 for name in fuller):
            return True
        return not self._names.isdisjoint(_thinned(form))


def _forms(text: str) -> frozenset[str]:
    found = set()
    tokens = [(key(word), gap) for word, gap in _TOKEN.findall(text)]
    for first, (start, gap) in enumerate(tokens):
        form = start
        found.add(form)
        for following, after in tokens[first + 1 : first + _RUN] if gap else ():
            form += following
            found.add(form)
            if not after:
                break
    spelled = [form for form in found if form.endswith(_ENDS)]
    return frozenset(found.union(*map(variants, spelled)))


def _name_forms(text: str) -> frozenset[str]:
    found = set()
    for word in text.split():
        if len(word) > _LONGEST:
            continue
        form = key(word)
        if len(form) >= _SHORTEST and _is_name(word, form):
            found |= {form, *variants(form)}
    return frozenset(found)


# A record is asked for each of its words.
_remembered_forms = lru_cache(maxsize=64)(_forms)
_remembered_name_forms = lru_cache(maxsize=64)(_name_forms)


def _forms_of(text: str) -> frozenset[str]:
    return (_forms if len(text) > _LONGEST_TEXT else _remembered_forms)(text)


def _name_forms_of(text: str) -> frozenset[str]:
    return (_name_forms if len(text) > _LONGEST_TEXT else _remembered_name_forms)(text)


def _is_name(word: str, form: str) -> bool:
    """Whether a word has a capital within, or a digit after its first letter."""
    has_capital = form.isalnum() and word[1:].casefold() != word[1:]
    return has_capital or (form[0].isalpha() and any(map(str.isdigit, form)))


def variants(form: str) -> Iterator[str]:
    """Yield a name with the Greek letter at its end as one letter."""
    for spelled, letter in _GREEK:
        if form.endswith(spelled) and len(form) > len(spelled):
            yield form.removesuffix(spelled) + letter


def _thinned(form: str) -> Iterator[str]:
    """Yield a name without each of its thin letters."""
    for place, letter in enumerate(form):
        if letter in _THIN:
            yield form[:place] + form[place + 1 :]


def _is_misread(form: str, name: str) -> bool:
    """Whether one letter may have been taken for another; two numbers are two names."""
    differing = (
        [(a, b) for a, b in zip(form, name, strict=True) if a != b]
        if len(form) == len(name)
        else []
    )
    return len(differing) == 1 and not (differing[0][0].isdigit() and differing[0][1].isdigit())
