"""What a store answers a query."""

from dataclasses import dataclass

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Triple,
    parse_query_results,
)

Term = NamedNode | Literal | BlankNode | Triple


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a SELECT.

    Args:
        names: the variables.
        rows: their values in each row, None for those that are not bound.
        limit: the number of rows at which the store cuts its answers, if it says that it does.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    limit: int | None = None


#: Rows, yes or no (ASK), or triples (CONSTRUCT, DESCRIBE).
Answer = Rows | bool | tuple[Triple, ...]

# Virtuoso answers ASK with a row that has this one column.
_ASK = "__ASK_RETVAL"


def answer(found: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    """What the library gives, as plain values."""
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QueryTriples):
        return tuple(found)
    names = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(solution) for solution in found)
    return Rows(names=names, rows=rows)


def parsed(content: bytes, limit: int | None) -> Answer:
    """An answer in SPARQL's JSON.

    Raises:
        ValueError: if it is not.
    """
    found = answer(parse_query_results(content, format=QueryResultsFormat.JSON))
    if not isinstance(found, Rows):
        return found
    if found.names == (_ASK,):  # no row, or one with 0, for no
        return any(
            isinstance(it, Literal) and it.value not in {"0", "false"} for [it] in found.rows
        )
    return Rows(names=found.names, rows=found.rows, limit=limit)
