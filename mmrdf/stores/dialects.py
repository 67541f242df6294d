"""How triple stores are spoken to: one row in ``DIALECTS`` for each.

What the rows say was measured on the stores themselves (Oxigraph 0.5.13, Virtuoso 7.2.5,
rdflib-endpoint 0.6.3) or, where they could not be had, is what their documentation says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One kind of store.

    Args:
        name: what it is called on the command line.
        query: the path, from the base of the store, where queries are asked.
        also: other paths where they are.
        update: the path for SPARQL Update; None if it is where queries are asked.
        graphs: the path of the Graph Store Protocol; None if there is none.
        graph: the parameter of it that names a graph.
        extra: parameters that are sent with triples.
        everything: parameters that are sent with a query of all graphs taken together, where it
            would else ask only the default graph.
        update_field: the form's field for SPARQL Update.
        decodes_twice: whether it may decode what forms say once more, so that ``%20`` in an IRI
            would be a blank.
        server: a word in the header ``Server`` by which it is known.
        marks: parts of a URL by which it is known.
        chunk: triples that are sent in one request.
        requests: how many of these are under way at a time.
        turtle: whether it takes triples faster as Turtle than as N-Triples.
        insert: triples that are sent at a time by SPARQL Update.
        moves: whether ``MOVE`` works.
        moves_nothing: whether it moves a graph that is not there, so that the other is lost.
        piecewise: what stands before an update that a large graph needs, which else is refused as
            one transaction.
    """

    name: str
    query: str = ""
    also: tuple[str, ...] = ()
    update: str | None = None
    graphs: str | None = None
    graph: str = "graph"
    extra: Mapping[str, str] = field(default_factory=dict)
    everything: Mapping[str, str] = field(default_factory=dict)
    update_field: str = "update"
    decodes_twice: bool = False
    server: str | None = None
    marks: tuple[str, ...] = ()
    chunk: int = 20_000
    requests: int = 1
    turtle: bool = False
    insert: int = 1000
    moves: bool = True
    moves_nothing: bool = True
    piecewise: str | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """All its paths, the longest first."""
        found = {self.query, *self.also, self.update or "", self.graphs or ""} - {""}
        return tuple(sorted(found, key=len, reverse=True))


DIALECTS: dict[str, Dialect] = {
    row.name: row
    for row in (
        Dialect(
            name="oxigraph",
            query="/query",
            update="/update",
            graphs="/store",
            # One transaction for each chunk takes four times as long; a graph that is being
            # filled needs none, since nobody reads it yet and each chunk can be sent again.
            extra={"no_transaction": ""},
            everything={"union-default-graph": ""},
            server="oxigraph",
            moves_nothing=False,
        ),
        Dialect(
            name="virtuoso",
            query="/sparql",
            update="/sparql-auth",
            graphs="/sparql-graph-crud-auth",
            update_field="query",
            server="virtuoso",
            # Single requests of 100 MB were slow to fill a server, and locked it up at times.
            chunk=12_500,
            # Two take two thirds of the time of one; three no less, and are more in each other's
            # way, which the server notices and undoes ("deadlocked").
            requests=2,
            # It looks up each IRI that it reads, and takes a quarter less time to read a third.
            turtle=True,
            # Rows are committed one by one, and still logged.
            piecewise="DEFINE sql:log-enable 3 ",
        ),
        # MOVE and COPY fail on Fuseki 4.5.0.
        Dialect(
            name="fuseki",
            query="/query",
            also=("/sparql",),
            update="/update",
            graphs="/data",
            server="fuseki",
            moves=False,
        ),
        Dialect(
            name="rdf4j",
            update="/statements",
            graphs="/rdf-graphs/service",
            marks=("/rdf4j-server/repositories/",),
        ),
        Dialect(
            name="graphdb",
            update="/statements",
            graphs="/rdf-graphs/service",
            marks=("/repositories/",),
        ),
        Dialect(
            name="blazegraph",
            graphs="",
            graph="context-uri",
            marks=("/bigdata/", "/blazegraph/"),
        ),
        Dialect(name="qlever", graphs="", server="qlever", insert=500),
        Dialect(name="neptune", query="/sparql", graphs="/sparql/gsp/", marks=(".neptune.",)),
        # Whatever speaks SPARQL 1.1; rdflib-endpoint 0.6.3 decodes twice.
        Dialect(name="sparql", decodes_twice=True),
    )
}
