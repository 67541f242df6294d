"""Nodes as Turtle: the text of N-Triples, with prefixes, each subject and property said once.

N-Triples are Turtle already, so that nothing is escaped here; terms are shortened where that needs
no escaping either, and written whole where it does.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from mmrdf.graph import MANY, Node
from mmrdf.vocab import PREFIXES, rdf, xsd

# These namespaces hold paths, which are no part of prefixed names; the last two are parts of "obo".
_LONG = {"doi", "europepmc", "mmrdf", "doid", "ncbitaxon"}

#: The prefixes that are declared.
SHORT = {prefix: name for prefix, name in PREFIXES.items() if prefix not in _LONG}

# An IRI in one of the namespaces, the longest that fits. What follows is part of a PN_LOCAL, in
# ASCII and without escapes: letters, digits, colons, hyphens and inner full stops.
_LOCAL = r"(?:[A-Za-z0-9_:](?:[A-Za-z0-9_:.-]*[A-Za-z0-9_:-])?)?"
_NAMESPACE = "|".join(map(re.escape, sorted(SHORT.values(), key=len, reverse=True)))
_IN_NAMESPACE = re.compile(f"<({_NAMESPACE})({_LOCAL})>")
_PREFIXES = {name: prefix for prefix, name in SHORT.items()}

# Values that Turtle writes without quotation marks (2.5.2 and 2.5.3 of the recommendation).
_BARE = {
    str(xsd.boolean): re.compile(r'"(true|false)"'),
    str(xsd.decimal): re.compile(r'"([+-]?[0-9]*\.[0-9]+)"'),
    str(xsd.integer): re.compile(r'"([+-]?[0-9]+)"'),
}
_TYPE = str(rdf.type)


def head(prefixes: Collection[str] = SHORT) -> bytes:
    """The prefixes, in the order of ``SHORT``."""
    declared = [f"@prefix {it}: <{name}> .\n" for it, name in SHORT.items() if it in prefixes]
    return "".join(declared).encode() + b"\n"


def body(nodes: Iterable[Node]) -> bytes:
    """The nodes, each in a paragraph; all values of one property in one line."""
    return b"".join([_text(node).encode() for node in nodes if node.values])


def document(nodes: Iterable[Node]) -> bytes:
    """Some nodes as a file of their own, which declares only the prefixes that it uses."""
    nodes = list(nodes)
    return head(used(nodes)) + body(nodes)


def used(nodes: Iterable[Node]) -> set[str]:
    """The prefixes that the text of some nodes needs."""
    found: set[str] = set()
    for node in nodes:
        if node.values:
            kept = _kept if len(node.properties) <= MANY else _form
            found |= kept(node.properties).prefixes
            found.add(_prefix(node.subject))
            found.update([_prefix(it) for it in node.values if it[-1] == ">"])
    return found - {""}


@lru_cache(maxsize=10_000)
def _prefix(value: str) -> str:
    """The prefix of an IRI, or of a literal's datatype where that is written; empty for none."""
    text = _term(value)
    if value[0] == '"':  # a number or a truth value is written without a datatype
        text = text.rpartition("^^")[2] if text[0] == '"' else "<"
    return "" if text[0] == "<" else text.partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What nodes of the same properties have in common.

    Args:
        text: the node, with ``%s`` in the place of its subject and of each value.
        order: which values come one behind the other; None if they come so already.
        prefixes: those of the properties.
    """

    text: str
    order: tuple[int, ...] | None
    prefixes: frozenset[str]


def _text(node: Node) -> str:
    form = (_kept if len(node.properties) <= MANY else _form)(node.properties)
    values = node.values if form.order is None else [node.values[it] for it in form.order]
    said = [it if it[-1] == '"' else _term(it) for it in values]
    return form.text % (_iri(node.subject), *said)


def _form(properties: tuple[str, ...]) -> _Form:
    places: dict[str, list[int]] = {}
    for place, it in enumerate(properties):
        places.setdefault(it, []).append(place)
    between = " ;\n\t"
    lines = [
        f"{_property(it).replace('%', '%%')} {' , '.join(['%s'] * len(of))}"
        for it, of in places.items()
    ]
    order = tuple(chain.from_iterable(places.values()))
    return _Form(
        text=f"%s {between.join(lines)} .\n\n",
        order=None if order == tuple(range(len(order))) else order,
        prefixes=frozenset(_prefix(it) for it in places if it != _TYPE),
    )


_kept = lru_cache(maxsize=1000)(_form)


def _term(value: str) -> str:
    """A value that is no plain string; those are Turtle as they are."""
    if value[0] != '"':
        return _iri(value)
    quoted, datatyped, datatype = value.rpartition("^^")
    if not datatyped:  # a language
        return value
    bare = _BARE[datatype].fullmatch(quoted) if datatype in _BARE else None
    return bare[1] if bare else f"{quoted}^^{_iri(datatype)}"


def _property(predicate: str) -> str:
    return "a" if predicate == _TYPE else _iri(predicate)


@lru_cache(maxsize=10_000)
def _iri(text: str) -> str:
    """An IRI with its prefix where one fits; anything else as it is."""
    found = _IN_NAMESPACE.fullmatch(text)
    return f"{_PREFIXES[found[1]]}:{found[2]}" if found else text
