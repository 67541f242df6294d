"""What a record says, as features that are weighed: which organisms it names, and which words.

A feature is a short text that a biologist can read: ``title names plant``, ``word cancer``. The
weights stand in the evidence model; a feature without one counts nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mmrdf.records import Figure
from mmrdf.resolve.organism_names import MAMMALS, OTHERS, OrganismName, fold, named

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Wording:
    """What a figure's record says in words, in the two parts that are told apart.

    Args:
        titles: the titles of the figure and of the paper.
        body: the caption, and the keywords and headings of the paper.
    """

    titles: tuple[str, ...]
    body: tuple[str, ...]

    @cached_property
    def in_titles(self) -> tuple[OrganismName, ...]:
        """The organisms that the titles name."""
        return tuple(name for text in self.titles for name in named(text))

    @cached_property
    def in_body(self) -> tuple[OrganismName, ...]:
        """The organisms that caption, keywords and headings name."""
        return tuple(name for text in self.body for name in named(text))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of three letters or more, in small letters, without the s of their plural."""
        texts = (*self.titles, *self.body)
        return frozenset(fold(word) for text in texts for word in _WORD.findall(text))


def wording(figure: Figure) -> Wording:
    """What a figure's record says in words."""
    article = figure.article
    subjects = (entity.name for entity in article.subjects)
    body = (figure.caption, *article.keywords, *article.mesh_terms, *subjects)
    titles = (figure.title, article.title)
    return Wording(tuple(filter(None, titles)), tuple(filter(None, body)))


def features(said: Wording) -> frozenset[str]:
    """The features of a figure by which its organism is weighed.

    >>> said = Wording(("Wax in Zea mays",), ("It grows.",))
    >>> sorted(features(said))[:3]
    ['text names another organism alone', 'title names another organism alone', 'title names plant']
    """
    titles, body = groups(said.in_titles), groups(said.in_body)
    found = {f"word {word}" for word in said.words}
    found |= {f"title names {group}" for group in titles}
    found |= {f"caption names {group}" for group in body}
    if titles & OTHERS and not titles & MAMMALS:
        found.add("title names another organism alone")
    if (titles | body) & OTHERS and not (titles | body) & MAMMALS:
        found.add("text names another organism alone")
    if not titles | body:
        found.add("text names no organism")
    return frozenset(found)


def groups(names: Iterable[OrganismName]) -> frozenset[str]:
    """The groups of some names."""
    return frozenset(name.group for name in names)


def species(names: Sequence[OrganismName]) -> dict[str, str]:
    """The numbers of the species that some names mean, each with the first such word."""
    found: dict[str, str] = {}
    for name in names:
        if name.taxid:
            found.setdefault(name.taxid, name.text)
    return found
