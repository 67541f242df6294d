"""What can be seen in the text of a query without a parser: every store has a syntax of its own."""

import re

from mmrdf.errors import StoreError
from mmrdf.vocab import QUERY_PREFIXES

# IRIs, strings and comments, in which anything may stand.
_OPAQUE = re.compile(
    r"""<[^<>\s]*>|\'{3}.*?\'{3}|"{3}.*?"{3}|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\#[^\n]*""",
    re.DOTALL,
)
_PROLOGUE = re.compile(
    r"\s*(?:(?:prefix\s+[^\s:]*:|base|define\s+\S+(?:\s+[0-9]+)?)\s*)*", re.IGNORECASE
)
# Not the one of a local name, which has a backslash of its own.
_PERCENT = re.compile(r"(?<!\\)((?:\\\\)*)%")
_FORM = re.compile(r"(select|ask|construct|describe)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_GRAPH = re.compile(r"\b(?:from|graph)\b", re.IGNORECASE)


def _plain(text: str) -> str:
    return _OPAQUE.sub(" ", text)


def form(text: str) -> str:
    """What a query is: ``select``, ``ask``, ``construct`` or ``describe``.

    Raises:
        StoreError: if it is none of these: some endpoints would take an update, and do it.

    >>> form("PREFIX a: <http://a/#select> CONSTRUCT { ?s a a:b } WHERE { ?s a a:c }")
    'construct'
    """
    words = _plain(text)
    prologue = _PROLOGUE.match(words)
    found = _FORM.match(words, prologue.end() if prologue else 0)
    if found is None:
        reason = "not a query: it must be a SELECT, ASK, CONSTRUCT or DESCRIBE"
        raise StoreError(reason)
    return found[1].lower()


def names_dataset(text: str) -> bool:
    """Whether a query says itself, by FROM, which graphs it asks.

    >>> names_dataset("SELECT ?s FROM <http://a/g> { ?s ?p ' from ' }")
    True
    """
    return _FROM.search(_plain(text)) is not None


def names_graphs(text: str) -> bool:
    """Whether a query speaks of named graphs.

    >>> names_graphs("ASK { GRAPH ?g { ?s ?p ?o } }"), names_graphs("ASK { ?s ?p '?graph' }")
    (True, False)
    """
    return _GRAPH.search(_plain(text)) is not None


def declared(text: str) -> str:
    """The query, behind the prefixes that it uses and does not declare.

    >>> print(declared("ASK { ?f a wp:Pathway }"))
    PREFIX wp: <http://vocabularies.wikipathways.org/wp#> ASK { ?f a wp:Pathway }
    """
    used = _undeclared(text)
    found = [f"PREFIX {name}: <{iri}> " for name, iri in QUERY_PREFIXES.items() if name in used]
    return "".join(found) + text


def without_percent(text: str) -> str:
    r"""The same query or update, in which no percent sign is left that could be decoded.

    >>> print(without_percent(r"ASK { <http://a/%20> ?p '100 %' }"))
    ASK { <http://a/\u002520> ?p '100 \u0025' }
    """
    return _PERCENT.sub(r"\1\\u0025", text)


def unknown_prefixes(text: str) -> list[str]:
    """The prefixes that a query uses, and that neither it nor mmrdf declares, sorted.

    >>> unknown_prefixes("PREFIX a: <http://a/> ASK { a:b foo:bar wp:Pathway }")
    ['foo']
    """
    return sorted(_undeclared(text).difference(QUERY_PREFIXES))


def _undeclared(text: str) -> set[str]:
    words = _plain(text)
    own = {name.lower() for name in re.findall(r"(?i)\bprefix\s+([^\s:]*):", words)}
    used = set(re.findall(r"(?<![\w.?$-])([\w.-]+):", words))
    return {name for name in used if name.lower() not in own}
