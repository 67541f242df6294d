"""How many nodes each class has in a layer, and how many triples each property, while it is made.

Very many nodes have the same properties and classes, so that these patterns are counted, and taken
apart once at the end.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from mmrdf.graph import MANY, Node
from mmrdf.vocab import rdf

#: What is counted: in a layer, nodes of a class, triples of a property, nodes that have a class (of
#: no name). The layer that has no name is all layers taken together.
Key = tuple[str, Literal["class", "property", "entities"], str]

_TYPE = str(rdf.type)
_Pattern = tuple[tuple[str, ...], tuple[str, ...]]


class Tally:
    """Counts of what is in nodes, of which each is given once.

    >>> tally = Tally()
    >>> properties = (str(rdf.type), "<http://a/p>")
    >>> tally.add({"core": [Node("<http://a/b>", properties, ["<http://a/C>", '"d"'])]})
    >>> tally.counts()["core", "class", "http://a/C"]
    1
    """

    def __init__(self) -> None:
        self._patterns: dict[str, Counter[_Pattern]] = {}
        self._union = 0

    def add(self, layers: Mapping[str, Iterable[Node]]) -> None:
        """Count the nodes of some layers; all that is said of a node in any of them is here."""
        seen: set[str] = set()
        for layer, nodes in layers.items():
            patterns = self._patterns.setdefault(layer, Counter())
            for node in nodes:
                properties = node.properties
                places = (_kept if len(properties) <= MANY else _places)(properties)
                values = node.values
                patterns[properties, tuple([values[at] for at in places])] += 1
                if places:
                    seen.add(node.subject)
        self._union += len(seen)

    def counts(self) -> Counter[Key]:
        """What was counted, classes and properties by their IRIs."""
        found: Counter[Key] = Counter()
        if self._union:
            found["", "entities", ""] = self._union
        for layer, patterns in self._patterns.items():
            for (properties, classes), count in patterns.items():
                for it in properties:
                    found[layer, "property", it[1:-1]] += count
                for it in classes:
                    found[layer, "class", it[1:-1]] += count
                if classes:
                    found[layer, "entities", ""] += count
        return found


def _places(properties: tuple[str, ...]) -> tuple[int, ...]:
    """Where the classes are among the values of a node of these properties."""
    return tuple(at for at, it in enumerate(properties) if it == _TYPE)


_kept = lru_cache(maxsize=1000)(_places)


def tally_row(counts: Mapping[Key, int]) -> list[list[Any]]:
    """Counts as JSON has them."""
    return [[*key, count] for key, count in counts.items()]


def read_tally(rows: Iterable[Sequence[Any]]) -> Counter[Key]:
    """Counts from what ``tally_row`` made."""
    return Counter({(layer, kind, name): int(count) for layer, kind, name, count in rows})
