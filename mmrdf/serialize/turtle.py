"""Nodes as Turtle: the text of N-Triples, with prefixes, each subject and property said once.

N-Triples are Turtle already, so that nothing is escaped here; terms are shortened where that needs
no escaping either, and written whole where it does.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

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


def head() -> bytes:
    """The prefixes."""
    return "".join(f"@prefix {k}: <{v}> .\n" for k, v in SHORT.items()).encode() + b"\n"


def body(nodes: Iterable[Node]) -> bytes:
    """The nodes, each in a paragraph; values of one property that come together in one line."""
    return b"".join([_text(node).encode() for node in nodes if node.values])


def _text(node: Node) -> str:
    said = [it if it[-1] == '"' else _term(it) for it in node.values]
    form = _kept if len(node.properties) <= MANY else _form
    return form(node.properties) % (_iri(node.subject), *said)


def _form(properties: tuple[str, ...]) -> str:
    """A node of these properties, with ``%s`` in the place of its subject and of each value."""
    found = ["%s"]
    former, between = "", " "
    for it in properties:
        if it == former:
            found.append(" , %s")
        else:
            found.append(f"{between}{_property(it).replace('%', '%%')} %s")
            former, between = it, " ;\n\t"
    return "".join(found) + " .\n\n"


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
