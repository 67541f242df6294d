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

#: The prefixes that may be used.
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


def head(prefixes: Collection[str] = SHORT.keys()) -> bytes:
    """Declare some prefixes, in the order of their names; no line where there are none."""
    lines = [f"@prefix {k}: <{v}> .\n" for k, v in SHORT.items() if k in prefixes]
    return "".join([*lines, "\n"]).encode() if lines else b""


def body(nodes: Iterable[Node]) -> bytes:
    """Write nodes, each in a paragraph, with each property once."""
    return write(nodes)[0]


def write(nodes: Iterable[Node]) -> tuple[bytes, frozenset[str]]:
    r"""Write nodes as ``body`` does; return the prefixes that are used too.

    >>> node = Node("<http://a/b>", (str(rdf.type),), ["<http://schema.org/Gene>"])
    >>> write([node])
    (b'<http://a/b> a schema:Gene .\n\n', frozenset({'schema'}))
    """
    texts: list[str] = []
    terms: set[str] = set()
    forms: set[_Form] = set()
    for node in nodes:
        if node.values:
            form = (_kept if len(node.properties) <= MANY else _form)(node.properties)
            values = [it if it[-1] == '"' else _term(it) for it in node.values]
            if form.order:
                values = [values[place] for place in form.order]
            subject = _iri(node.subject)
            texts.append(form.text % (subject, *values))
            terms.add(subject)
            terms.update(values)
            forms.add(form)
    prefixes = _prefixes(terms).union(*[form.prefixes for form in forms])
    return "".join(texts).encode(), frozenset(prefixes)


def _prefixes(terms: Iterable[str]) -> set[str]:
    """The prefixes of terms as Turtle writes them, datatypes among them."""
    names = [it for it in terms if it[-1] not in '">']  # no plain strings, no IRIs in full
    types = [it.rpartition("^^")[2] for it in names if it[0] == '"']
    # A text in some language is not a type; it may well look like one, but for its quotation mark.
    names = [it for it in names if it[0] != '"'] + [it for it in types if '"' not in it]
    return {it.partition(":")[0] for it in names} & SHORT.keys()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


def _form(properties: tuple[str, ...]) -> _Form:
    places: dict[str, list[int]] = {}
    for place, it in enumerate(properties):
        places.setdefault(it, []).append(place)
    names = [_property(it) for it in places]
    lines = [
        name.replace("%", "%%") + " " + " , ".join(["%s"] * len(of))
        for name, of in zip(names, places.values(), strict=True)
    ]
    order = tuple(chain.from_iterable(places.values()))
    return _Form(
        text="%s " + " ;\n\t".join(lines) + " .\n\n",
        order=None if order == tuple(range(len(order))) else order,
        prefixes=frozenset(_prefixes(names)),
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
