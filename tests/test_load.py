"""Loading: what a store holds at the end, whatever goes wrong on the way."""

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import httpx
import pyoxigraph
import pytest
from click.testing import CliRunner
from conftest import CORPUS
from pyoxigraph import NamedNode, RdfFormat
from servers import (
    MAX_ROWS,
    Fake,
    Fault,
    command,
    free_port,
    oxigraph,
    rdflib_endpoint,
    virtuoso,
)
from test_readme import asked_in_readme

from mmrdf import export
from mmrdf.cli import app
from mmrdf.errors import (
    CountError,
    ExportError,
    RefusedError,
    StoreError,
    TermError,
    UnreachableError,
)
from mmrdf.export.publish import MANIFEST, is_graph
from mmrdf.load import release
from mmrdf.load.graph import Content, load_graph, plan_graph
from mmrdf.load.parts import Parts, changes, number_for
from mmrdf.load.release import Layer, content, released
from mmrdf.load.scripts import SCRIPTS, script
from mmrdf.query import query
from mmrdf.serialize import FORMATS
from mmrdf.stores import DIALECTS, Answer, Embedded, Login, Rows, Store, count, grouped, opened
from mmrdf.stores.auth import Auth
from mmrdf.stores.endpoint import Endpoint
from mmrdf.stores.updates import parts

pytestmark = pytest.mark.loopback

GRAPH = "http://example.org/graph"
LINES = [f'<http://example.org/s{n}> <http://example.org/p> "é {n}"@en .\n' for n in range(1000)]
LOGIN = Login("dba", "dba")


def what(lines: list[str] = LINES, *, distinct: bool = True) -> Content:
    text = "".join(lines)
    return Content(
        digest=str(hash(text)), triples=len(lines), lines=lambda: iter(lines), distinct=distinct
    )


@pytest.fixture
def endpoint() -> Iterator[Callable[..., Endpoint]]:
    """Opens endpoints, which do not wait for what does not answer, and closes them."""
    with ExitStack() as opened:

        def run(url: str, **options: Any) -> Endpoint:
            store = Endpoint(url, **{"patience": 0.0, **options})
            opened.callback(store.close)
            return store

        yield run


@pytest.fixture
def done(tmp_path: Path) -> Callable[..., Any]:
    """Load into the graph, with a journal of the test's own."""

    def run(store: Store, found: Content | None = None, **options: Any) -> Any:
        return load_graph(found or what(), store, GRAPH, folder=tmp_path / "journal", **options)

    return run


def chunks_of(store: Endpoint, number: int, requests: int = 1) -> Endpoint:
    """The store, which is sent so many triples at a time, in so many requests."""
    store.dialect = replace(store.dialect, chunk=number, requests=requests)
    return store


def held(store: Store, graph: str = GRAPH) -> set[str]:
    """The triples of a graph, asked for in pages, since some stores cut their answers.

    Virtuoso sorts 10,000 rows at most, those before the page among them.
    """
    found: set[str] = set()
    while True:
        page = store.query(
            f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
            f" ORDER BY ?s ?p ?o LIMIT 2000 OFFSET {len(found)}"
        )
        assert isinstance(page, Rows)
        if not page.rows:
            return found
        found |= {f"{s} {p} {o} .\n" for s, p, o in page.rows}


# The real servers.


def _needs(name: str) -> None:
    if not command(name):
        pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="module")
def oxigraph_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    _needs("oxigraph")
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


@pytest.fixture(scope="module", params=["", MAX_ROWS], ids=["open", "max-rows"])
def virtuoso_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    _needs("virtuoso-t")
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), request.param) as url:
        yield url


@pytest.fixture(scope="module")
def rdflib_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    _needs("rdflib-endpoint")
    with rdflib_endpoint(tmp_path_factory.mktemp("rdflib")) as url:
        yield url


def _whole_life(store: Store, tmp_path: Path) -> None:
    """Load, load again, update, replace: the graph is what was exported at each step."""
    journal = tmp_path / "journal"
    layers = released(Path("output"))
    [core, *_] = layers

    def run(wanted: Content, **options: Any) -> Any:
        return load_graph(wanted, store, GRAPH, folder=journal, **options)

    done = run(content([core]))
    assert (done.how, done.before, done.triples) == ("fill", 0, core.triples)
    assert _by_value(held(store)) == _by_value(set(core.lines()))
    assert run(content([core])).how == "same"
    # all layers; kept for updates
    done = run(content(layers), update=True)
    assert done.how == "replace"
    every = {line for layer in layers for line in layer.lines()}
    assert done.triples == len(every) == sum(layer.triples for layer in layers)
    assert _by_value(held(store)) == _by_value(every)
    # some lines go, some come
    kept = sorted(every)[50:]
    changed = what([*kept, *LINES[:20]])
    done = run(changed, update=True)
    assert (done.how, done.removed, done.sent) == ("update", 50, 20)
    assert _by_value(held(store)) == _by_value({*kept, *LINES[:20]})
    assert run(changed, update=True).how == "same"


def _by_value(lines: set[str]) -> set[str]:
    """Lines whose numbers are written one way: stores write them as they like."""
    store = pyoxigraph.Store()
    store.load("".join(lines), format=RdfFormat.N_TRIPLES)
    return {str(quad.triple) for quad in store}


Opened = Callable[..., Endpoint]
Done = Callable[..., Any]


def test_oxigraph(oxigraph_url: str, endpoint: Opened, tmp_path: Path) -> None:
    store = endpoint(oxigraph_url)
    assert store.dialect.name == "oxigraph"
    _whole_life(store, tmp_path)


def test_virtuoso(virtuoso_url: str, endpoint: Opened, tmp_path: Path) -> None:
    store = endpoint(virtuoso_url, login=LOGIN)
    assert store.dialect.name == "virtuoso"
    _whole_life(store, tmp_path)


def test_counts_are_not_the_same_query(endpoint: Opened) -> None:
    """Virtuoso would answer with a plan that it made for another number of triples."""
    with Fake() as fake:
        store = endpoint(fake.url)
        fake.asked.clear()
        assert [count(store, GRAPH), count(store, GRAPH)] == [0, 0]
        assert len({body for *_, body in fake.asked}) == 2


def test_embedded(tmp_path: Path) -> None:
    _whole_life(Embedded(tmp_path / "database"), tmp_path)


PERCENT = [
    '<http://example.org/%20a> <http://example.org/p> "100%25 %41 \\\\%20 \\\\\\\\%20" .\n',
    "<http://example.org/%20a> <http://example.org/p> <http://example.org/%E4%2F> .\n",
]


def test_no_graph_store_protocol(rdflib_url: str, endpoint: Opened, done: Done) -> None:
    """By SPARQL Update alone."""
    store = endpoint(rdflib_url)
    assert store.dialect.name == "sparql"
    lines = [*LINES, *PERCENT]
    assert done(store, what(lines)).triples == len(lines)
    assert held(store) == set(lines)


def test_decoded_twice(endpoint: Opened, done: Done) -> None:
    """What a server decodes once too often says the same."""
    with Fake() as fake:
        store = endpoint(f"{fake.url}/query", store="sparql", update_url=f"{fake.url}/update")
        assert done(store, what(PERCENT)).triples == len(PERCENT)
        assert store.query("ASK { GRAPH ?g { <http://example.org/%20a> ?p ?o } }") is True
        assert held(store) == set(PERCENT)
        said = [text for *_, body in fake.asked for [text] in parse_qs(body.decode()).values()]
        assert [text for text in said if unquote(text) != text] == []


# A store that fails.


def test_second_load(endpoint: Opened, done: Done) -> None:
    """It sends nothing; a graph that somebody has changed is loaded anew."""
    with Fake() as fake:
        store = endpoint(fake.url)
        assert done(store).how == "fill"
        fake.asked.clear()
        again = done(store)
        assert (again.how, again.sent) == ("same", 0)
        assert [path for path, *_ in fake.asked] == ["/query"]
        fake.store.remove_graph(NamedNode(GRAPH))
        assert done(store).how == "fill"
        assert held(store) == set(LINES)


@pytest.mark.parametrize("refusal", [(413, ""), (500, "memory exhausted"), (400, "10000 lines")])
@pytest.mark.parametrize("at", ["store", "update"])
def test_too_large(endpoint: Opened, done: Done, at: str, refusal: tuple[int, str]) -> None:
    """What is too large is halved until it is not, and remembered."""
    status, text = refusal
    fault = Fault(at, status, text=text, over=20_000, times=-1)
    faults = [fault] if at == "store" else [fault, Fault("store", 405, times=-1)]
    with Fake(*faults) as fake:
        store = endpoint(fake.url)
        assert done(store).triples == len(LINES)
        assert held(store) == set(LINES)
        sent = [len(body) for path, _, body in fake.asked if at in path]
        assert sum(size > 20_000 for size in sent) < 8


@pytest.mark.parametrize("status", [429, 502, 503, 504, 0])
@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("at", ["query", "store"])
def test_busy(endpoint: Opened, done: Done, status: int, is_done: bool, at: str) -> None:  # noqa: FBT001
    """What fails on the way is sent again, whether it was done or not."""
    with Fake() as fake:
        store = endpoint(fake.url, patience=20.0)
        fake.faults = [Fault(at, status, done=is_done, times=2)]
        assert done(store).triples == len(LINES)
        assert not fake.faults
        assert held(store) == set(LINES)


@pytest.mark.parametrize(
    "words",
    [
        "Virtuoso 40001 Error SR172: Transaction deadlocked",
        "Error 23000 SR197: Non unique primary key on DB.DBA.RDF_LANGUAGE.",
    ],
)
def test_collision(endpoint: Opened, done: Done, words: str) -> None:
    """Virtuoso says so with status 500, which else is not tried again."""
    with Fake() as fake:
        store = endpoint(fake.url, patience=20.0)
        fake.faults = [Fault("store", 500, text=words)]
        assert done(store).triples == len(LINES)


def test_retry_after(endpoint: Opened, done: Done) -> None:
    """A store says when it wants to be asked again."""
    with Fake() as fake:
        store = endpoint(fake.url, patience=20.0)
        fake.faults = [Fault("store", 429, headers={"Retry-After": "1"})]
        start = time.monotonic()
        done(store)
        assert time.monotonic() - start > 0.9


def test_retry_after_patience(endpoint: Opened, done: Done) -> None:
    """However late it wants to be asked again, patience ends."""
    late = Fault("store", 503, headers={"Retry-After": "86400"}, times=-1)
    with Fake(late) as fake, pytest.raises(RefusedError, match="503"):
        done(endpoint(fake.url, patience=0.5))


def test_starting(endpoint: Opened, done: Done) -> None:
    """A server that says it is not ready is asked again from the first query on."""
    with Fake(Fault("query", 503, times=2)) as fake:
        assert done(endpoint(fake.url, patience=20.0)).triples == len(LINES)


@pytest.mark.parametrize("status", [400, 403, 500])
def test_refused(endpoint: Opened, done: Done, status: int) -> None:
    """What the store does not want is not sent again; the old graph stays, its words are told."""
    with Fake() as fake:
        store = endpoint(fake.url, patience=20.0)
        done(store, what(LINES[:10]))
        html = {"Content-Type": "text/html"}
        text = "<p>no <b>room</b>\n</p>"
        fake.faults = [Fault("store", status, text=text, headers=html, times=-1)]
        fake.asked.clear()
        with pytest.raises(
            RefusedError,
            match=rf"/store: {status} .*: no room.*; of 1,000 triples, the first: <http://example.org/s0>",
        ) as caught:
            done(store)
        assert "\n" not in str(caught.value)
        assert sum(path.startswith("/store") for path, *_ in fake.asked) == 1
        assert held(store) == set(LINES[:10])


def test_a_store_that_lies(endpoint: Opened, done: Done) -> None:
    """What is taken with 201 and not kept is noticed."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store, what(LINES[:10]))
        fake.faults = [Fault("store", 201, times=-1)]
        with pytest.raises(CountError, match="had 0 triples of 1,000"):
            done(store)
        assert held(store) == set(LINES[:10])


@pytest.mark.parametrize("requests", [1, 3])
def test_interrupted(endpoint: Opened, done: Done, tmp_path: Path, requests: int) -> None:
    """A load goes on where it was; until its end, the graph is as it was."""
    with Fake() as fake:
        store = chunks_of(endpoint(fake.url), 100, requests)
        done(store, what(LINES[:10]))
        for _ in range(3):
            fake.faults = [Fault("store", 0, over=0, times=-1)]
            _after(fake, 2)
            with pytest.raises(UnreachableError, match="no answer"):
                done(store)
            fake.faults = []
            assert held(store) == set(LINES[:10])
            assert plan_graph(what(), store, GRAPH, folder=tmp_path / "journal").going_on
        last = done(store)
        assert last.how == "replace"
        assert last.sent <= 1000 - (3 * 100 if requests == 1 else 0)
        assert held(store) == set(LINES)
        assert _graphs(fake) == {GRAPH}


def _after(fake: Fake, requests: int, at: str = "/store") -> None:
    """Let some requests through before the faults."""
    fault = fake.fault
    seen = []

    def later(path: str, body: bytes) -> Fault | None:
        if path == at:
            seen.append(path)
        return fault(path, body) if len(seen) > requests else None

    fake.fault = later  # type: ignore[method-assign]


def _graphs(fake: Fake) -> set[str]:
    return {graph.value for graph in fake.store.named_graphs() if isinstance(graph, NamedNode)}


def test_gap(endpoint: Opened, done: Done) -> None:
    """What is refused between two requests that are taken is sent again by the next load."""
    with Fake(Fault("store", 400, body=b"/s100>")) as fake:
        store = chunks_of(endpoint(fake.url), 100, requests=3)
        with pytest.raises(RefusedError):
            done(store)
        assert 0 < fake.count(GRAPH) < 1000
        assert done(store).how == "fill"
        assert held(store) == set(LINES)


def test_first_alone(endpoint: Opened, done: Done) -> None:
    """Where several requests are under way, none is beside the first."""
    now: list[str] = []
    most = [0, 0]
    with Fake() as fake:
        store = chunks_of(endpoint(fake.url), 100, requests=3)
        add = store.add

        def noted(graph: str, lines: Sequence[str]) -> None:
            now.append(lines[0])
            is_first = lines[0] == LINES[0]
            add(graph, lines)
            time.sleep(0.05)
            most[is_first] = max(most[is_first], len(now))
            now.remove(lines[0])

        store.add = noted  # type: ignore[method-assign]
        done(store)
        assert held(store) == set(LINES)
    assert most[True] == 1 < most[False]


def test_turtle(endpoint: Opened, done: Done) -> None:
    """A store that likes Turtle gets it, and holds the same."""
    odd = [
        '<http://a/b> <http://a/p> "a \\" . \\\\ \\n\u2028 \u00e9 \U0001f9ec ; ," .\n',
        '<http://a/b> <http://a/p> "\\u0001"@en .\n',
        '<http://a/b> <http://a/p> "1"^^<http://a/type> .\n',
        "<http://a/b> <http://a/q> <http://a/b> .\n",
        '<http://a/c> <http://a/q> "" .\n',
        "<http://a/c>\t<http://a/q>\t<http://a/c>.\n",
        '<http://a/c> <http://a/q> "last" . # with a word .',
    ]
    with Fake() as fake:
        store = endpoint(fake.url)
        store.dialect = replace(store.dialect, turtle=True)
        assert done(store, what(odd)).triples == len(odd)
        [sent] = [(head, body) for path, head, body in fake.asked if path.startswith("/store")]
        assert sent[0]["Content-Type"] == "text/turtle"
        assert sent[1].count(b"<http://a/p>") == 1
        assert _by_value(held(store)) == _by_value({f"{line}\n" for line in odd})


def test_store_forgets(endpoint: Opened, done: Done) -> None:
    """A store that comes back without what it had taken gets all again."""
    with Fake() as fake:
        store = chunks_of(endpoint(fake.url), 100)
        _after(fake, 5)
        fake.faults = [Fault("store", 0, times=-1)]
        with pytest.raises(UnreachableError):
            done(store)
        fake.faults = []
        fake.store.clear()
        assert done(store).triples == len(LINES)
        assert held(store) == set(LINES)


def test_another_export_meanwhile(endpoint: Opened, done: Done) -> None:
    """What an interrupted load has left is not taken for another export's."""
    with Fake() as fake:
        store = chunks_of(endpoint(fake.url), 100)
        done(store, what(LINES[:10]))
        _after(fake, 3)
        fake.faults = [Fault("store", 0, times=-1)]
        with pytest.raises(UnreachableError):
            done(store)
        fake.faults = []
        assert done(store, what(LINES[500:])).triples == 500
        assert held(store) == set(LINES[500:])
        assert _graphs(fake) == {GRAPH}


@pytest.mark.parametrize("is_done", [False, True])
def test_swap_without_an_answer(endpoint: Opened, done: Done, *, is_done: bool) -> None:
    """Whether the graph has taken its place is asked, and not guessed."""
    with Fake() as fake:
        store = endpoint(fake.url, patience=0.2)
        done(store, what(LINES[:10]))

        def cut(_: str, body: bytes) -> Fault | None:
            return Fault("update", 0, done=is_done) if b"MOVE" in body else None

        fake.fault = cut  # type: ignore[method-assign]
        with pytest.raises(UnreachableError):
            done(store)
        assert held(store) == set(LINES if is_done else LINES[:10])
        fake.fault = lambda *_: None  # type: ignore[method-assign]
        fake.asked.clear()
        assert done(store).sent == 0
        assert held(store) == set(LINES)
        assert _graphs(fake) == {GRAPH}


def test_store_without_move(endpoint: Opened, done: Done) -> None:
    """Where MOVE is refused, the triples are copied."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store, what(LINES[:10]))
        fake.fault = lambda _, body: Fault("update", 500, text="no") if b"MOVE" in body else None  # type: ignore[method-assign]
        done(store)
        assert held(store) == set(LINES)
        assert _graphs(fake) == {GRAPH}


def test_graph_that_may_not_be_dropped(endpoint: Opened, done: Done) -> None:
    """Then it stays as it was, and where the new one is, is told."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store, what(LINES[:10]))
        refused = Fault("update", 403, text="may not be dropped")
        fake.fault = lambda path, body: (  # type: ignore[method-assign]
            refused if path == "/update" and b"example.org%2Fgraph" in body else None
        )
        with pytest.raises(StoreError, match="may not be dropped"):
            done(store)
        fake.fault = lambda *_: None  # type: ignore[method-assign]
        assert held(store) == set(LINES[:10])


# Who asks.


def test_login(endpoint: Opened, done: Done) -> None:
    """Basic or a token, as the server wants it; neither is shown when it is refused."""
    basic = ("Basic", "Basic bWU6c2VjcmV0")
    with Fake(password=basic) as fake:
        assert done(endpoint(fake.url, login=Login("me", "secret"))).triples == len(LINES)
        for login in (Login("me", "wrong"), Login(token="wrong"), Login()):  # noqa: S106
            with pytest.raises(RefusedError, match=r"401 .*: who are you.*user or token") as caught:
                endpoint(fake.url, login=login)
            assert "wrong" not in str(caught.value) + repr(login)
    with Fake(password=("Bearer", "Bearer token")) as fake:
        assert done(endpoint(fake.url, login=Login(token="token"))).triples == len(LINES)  # noqa: S106


@pytest.mark.parametrize(
    "words",
    [
        "bad password secret of you",
        "Basic bWU6c2VjcmV0",
        "Bearer token of you",
        "x" * 297 + "secret",
    ],
)
def test_secret_in_the_words_of_the_server(endpoint: Opened, done: Done, words: str) -> None:
    login = Login("me", "secret", "token")
    with Fake(Fault("store", 400, text=words, times=-1)) as fake:
        with pytest.raises(RefusedError) as caught:
            done(endpoint(fake.url, login=login))
        said = str(caught.value)
        assert not any(it in said for it in ("secret", " token", "bWU6c2VjcmV0", "sec..."))


def test_token_with_a_line_break() -> None:
    with pytest.raises(StoreError, match="cannot be sent") as caught:
        Login(token="hidden\n")  # noqa: S106 (not a real one)
    assert "hidden" not in str(caught.value)


def test_no_secret_for_others() -> None:
    """Who asks is told to the host of the endpoint alone."""
    auth = Auth(Login("me", "secret", "token"), "example.org")
    told: dict[str, bool] = {}

    def answer(request: httpx.Request) -> httpx.Response:
        told[request.url.host] = "Authorization" in request.headers
        return httpx.Response(401, headers={"www-authenticate": "Basic realm=x"})

    with httpx.Client(auth=auth, transport=httpx.MockTransport(answer)) as client:
        client.get("https://example.org/store")
        client.get("https://example.com/store")
    assert told == {"example.org": True, "example.com": False}


def test_wrong_password_of_virtuoso(virtuoso_url: str, endpoint: Opened, done: Done) -> None:
    for login in (Login(), Login("dba", "wrong")):
        with pytest.raises(RefusedError, match="a user or token is needed"):
            done(endpoint(virtuoso_url, login=login))


def test_read_only(tmp_path: Path, endpoint: Opened, done: Done) -> None:
    _needs("oxigraph")
    with oxigraph(tmp_path):
        pass
    with (
        oxigraph(tmp_path, verb="serve-read-only") as url,
        pytest.raises(RefusedError, match=r"/\w+: 4\d\d "),
    ):
        done(endpoint(url))


# Where it is.


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:1", "no answer"),
        ("ftp://127.0.0.1/x", "not the URL of a server"),
        ("localhost:80", "not the URL of a server"),
        ("http://me:secret@127.0.0.1/", "no user or password in a URL"),
        ("http://a\x00/", "not a URL"),
        ("me:secret@127.0.0.1:8890/sparql", "not the URL of a server"),
    ],
)
def test_wrong_url(endpoint: Opened, url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        endpoint(url)
    assert "secret" not in str(caught.value)


def test_no_endpoint_there(endpoint: Opened) -> None:
    with (
        Fake(Fault("", 404, text="nothing here", times=-1)) as fake,
        pytest.raises(RefusedError, match=r"no SPARQL endpoint: .*nothing here"),
    ):
        endpoint(fake.url)


def test_redirection(endpoint: Opened) -> None:
    """It is told and not followed: it could lead a password elsewhere."""
    elsewhere = {"Location": "http://example.org/sparql"}
    with (
        Fake(Fault("", 302, headers=elsewhere, times=-1)) as fake,
        pytest.raises(RefusedError, match=r"it is at http://example.org/sparql"),
    ):
        endpoint(fake.url)


@pytest.mark.parametrize("path", ["", "/", "/query", "/update", "/store"])
def test_any_of_its_urls(endpoint: Opened, path: str) -> None:
    with Fake() as fake:
        store = endpoint(fake.url + path, store="oxigraph")
        assert count(store, GRAPH) == 0


@pytest.mark.parametrize("name", DIALECTS)
def test_dialects(name: str) -> None:
    row = DIALECTS[name]
    assert row.chunk > row.insert > 0
    assert all(path.startswith("/") for path in row.paths)


def test_graph_must_be_an_iri(tmp_path: Path) -> None:
    with pytest.raises(TermError, match="is not an IRI"):
        load_graph(what(), Embedded(), "http://x/> ; DROP ALL", folder=tmp_path)


def test_two_loads_at_a_time(endpoint: Opened, done: Done) -> None:
    with Fake() as fake:
        store, other = endpoint(fake.url), endpoint(fake.url)

        def meanwhile(_: object) -> None:
            with pytest.raises(StoreError, match="another load"):
                done(other)

        chunks_of(store, 100)
        done(store, progress=meanwhile)


def test_damaged_journal(endpoint: Opened, done: Done, tmp_path: Path) -> None:
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store)
        [state] = (tmp_path / "journal").rglob("state.json")
        assert fake.url not in state.read_text()
        whole = json.loads(state.read_text())
        for damage in ("{", "[]", json.dumps({**whole, "lines": "x"}), "{}"):
            state.write_text(damage)
            assert done(store).how == "replace"
            assert held(store) == set(LINES)


def test_killed_before_the_last_word(endpoint: Opened, done: Done, tmp_path: Path) -> None:
    """All is loaded and kept, but the journal has not heard of it."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store, what(LINES[:10]))
        done(store, update=True)
        [state] = (tmp_path / "journal").rglob("state.json")
        assert "urn:mmrdf:loading" in _rewritten(state, phase="moving", target=STAGING, before=10)
        assert done(store, update=True).sent == 0
        assert done(store, what(LINES[1:]), update=True).how == "update"
        assert held(store) == set(LINES[1:])


STAGING = "urn:mmrdf:loading:0123456789abcdef"


def _rewritten(state: Path, **values: object) -> str:
    """A journal that says something else."""
    text = json.dumps({**json.loads(state.read_text()), **values})
    state.write_text(text)
    return text


def test_staging_graph_is_gone(endpoint: Opened, done: Done) -> None:
    """What was about to take the graph's place and is not there any more is sent again."""
    for former in (LINES[:10], LINES):  # two graphs of one size cannot be told apart by number
        with Fake() as fake:
            store = endpoint(fake.url)
            done(store, what(former))
            fake.faults = [Fault("update", 403, times=-1)]
            new = what([*LINES[:999], "<http://a/b> <http://a/p> <http://a/c> .\n"])
            with pytest.raises(RefusedError, match="is as it was, the new one is urn:mmrdf"):
                done(store, new)
            fake.faults = []
            [staging] = _graphs(fake) - {GRAPH}
            fake.store.remove_graph(NamedNode(staging))
            assert done(store, new).sent == 1000
            assert held(store) == set(new.lines())
            assert _graphs(fake) == {GRAPH}


def test_two_journals(endpoint: Opened, done: Done, tmp_path: Path) -> None:
    """Two loads that know nothing of each other do not drop what the other fills."""
    with Fake() as fake:
        store = chunks_of(endpoint(fake.url), 100)
        done(store, what(LINES[:10]))
        _after(fake, 5)
        fake.faults = [Fault("store", 0, times=-1)]
        with pytest.raises(UnreachableError):
            done(store)
        fake.faults = []
        assert load_graph(what(), store, GRAPH, folder=tmp_path / "other").sent == 1000
        assert held(store) == set(LINES)
        assert done(store).triples == 1000
        assert held(store) == set(LINES)
        assert _graphs(fake) == {GRAPH}


def test_journal_of_somebody_else(endpoint: Opened, done: Done, tmp_path: Path) -> None:
    """What a journal names is dropped only if it is of our own making."""
    with Fake() as fake:
        store = endpoint(fake.url)
        fake.store.load(
            b"<http://a/b> <http://a/p> <http://a/c> .",
            format=RdfFormat.N_TRIPLES,
            to_graph=NamedNode("http://example.org/precious"),
        )
        done(store, what(LINES[:10]))
        [state] = (tmp_path / "journal").rglob("state.json")
        _rewritten(state, phase="filling", target="http://example.org/precious")
        done(store)
        assert fake.count("http://example.org/precious") == 1


@pytest.mark.parametrize("step", [b"DROP+SILENT+GRAPH+%3Chttp", b"INSERT", b"%3Curn"])
def test_in_pieces(endpoint: Opened, done: Done, step: bytes) -> None:
    """A graph too large to be exchanged at once: a failure says so, and the next load mends it."""
    with Fake() as fake:
        store = endpoint(fake.url)
        store.dialect = replace(store.dialect, piecewise=" ")
        done(store, what(LINES[:10]))
        too_large = [Fault("update", 500, body=body) for body in (b"MOVE", b"%3B")]
        fake.faults = [*too_large, Fault("update", 507, body=step, text="disk full")]
        with pytest.raises(RefusedError, match="disk full") as caught:
            done(store)
        is_whole = fake.count(GRAPH) == 1000
        assert is_whole == ("is not whole, but beside it is all" not in str(caught.value))
        done(store, what(LINES[5:]))
        assert held(store) == set(LINES[5:])
        assert _graphs(fake) == {GRAPH}


def test_moved_unheard(endpoint: Opened, done: Done) -> None:
    """What may have been done is not done twice: some stores lose what is moved twice."""
    with Fake() as fake:
        store = endpoint(fake.url, patience=20.0)
        done(store, what(LINES[:10]))
        fake.asked.clear()
        fake.faults = [Fault("update", 504, done=True, body=b"MOVE")]
        assert done(store).triples == len(LINES)
        assert sum(b"MOVE" in body for _, _, body in fake.asked) == 1
        assert held(store) == set(LINES)


def test_update_that_is_not_done(endpoint: Opened, done: Done) -> None:
    """Changes that the store takes and does not make are noticed, and all is sent."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store, update=True)
        fake.faults = [Fault("update", 204, body=b"DELETE+DATA")]
        last = done(store, what(LINES[5:]), update=True)
        assert (last.how, last.triples) == ("replace", 995)
        assert held(store) == set(LINES[5:])


def test_update_that_is_too_large(endpoint: Opened, done: Done) -> None:
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store, update=True)
        fake.faults = [Fault("update", 413, over=5000, times=-1)]
        assert done(store, what(LINES[200:]), update=True).removed == 200
        assert held(store) == set(LINES[200:])


def test_update_that_is_refused(endpoint: Opened, done: Done) -> None:
    """A graph that has only some of the changes is called so, and mended by the next update."""
    with Fake() as fake:
        store = endpoint(fake.url)
        store.dialect = replace(store.dialect, insert=50)
        done(store, update=True)
        _after(fake, 2, "/update")
        fake.faults = [Fault("update", 403)]
        with pytest.raises(RefusedError, match="has some of the changes; run this again"):
            done(store, what(LINES[200:]), update=True)
        assert fake.count(GRAPH) == 900
        assert done(store, what(LINES[200:]), update=True).how == "update"
        assert held(store) == set(LINES[200:])


def test_parts_of_changes() -> None:
    """A store is sent no more changes at a time, and no more bytes, than it can take."""
    found = [("INSERT", "x" * 300_000)] * 7 + [("DELETE", "y")] * 10
    sizes = [(len(part), sum(len(line) for _, line in part)) for part in parts(found, 5)]
    assert sum(number for number, _ in sizes) == 17
    assert all(number <= 5 and size <= 1_000_000 for number, size in sizes)
    assert [len(part) for part in parts([("INSERT", "x" * 2_000_000)], 5)] == [1]


def test_nothing(endpoint: Opened, done: Done) -> None:
    """A layer that has come to be empty is so in the store."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store, what(LINES[:10]))
        assert done(store, what([])).triples == 0
        assert not fake.count(GRAPH)


# Changes.


def test_update_interrupted(endpoint: Opened, done: Done) -> None:
    """It is ended by the next run."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store, what(LINES), update=True)
        now = what([*LINES[300:], "<http://a/b> <http://a/p> <http://a/c> .\n"])
        import dataclasses  # noqa: PLC0415

        store.dialect = dataclasses.replace(store.dialect, insert=100)
        fake.faults = [Fault("update", 500, over=5000)]
        with pytest.raises(RefusedError):
            done(store, now, update=True)
        last = done(store, now, update=True)
        assert last.how == "update"
        assert held(store) == set(now.lines())


def test_update_of_a_changed_graph(endpoint: Opened, done: Done) -> None:
    """Where somebody else has written into it, all is sent."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store, update=True)
        store.add(GRAPH, ["<http://a/b> <http://a/p> <http://a/c> .\n"])
        assert done(store, what(LINES[1:]), update=True).how == "replace"
        assert held(store) == set(LINES[1:])


def test_update_after_a_load_without(endpoint: Opened, done: Done) -> None:
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store)
        assert done(store, update=True).how == "same"
        assert done(store, what(LINES[1:]), update=True).how == "update"
        assert held(store) == set(LINES[1:])


def test_parts(tmp_path: Path) -> None:
    """The same lines are counted once, and compared, whatever is in a literal."""
    odd = '<http://a/b> <http://a/p> "a\u2028b\x85c" .\n'
    former, now = Parts(tmp_path / "a", 7), Parts(tmp_path / "b", 7)
    former.add([*LINES, *LINES, odd])
    now.add([*LINES[5:], odd, *LINES[5:]])
    former.flush()
    now.flush()
    assert (former.distinct(), now.distinct()) == (1001, 996)
    found = list(changes(former, now))
    assert sorted(line for gone, _ in found for line in gone) == sorted(LINES[:5])
    assert not any(new for _, new in found)
    assert number_for(0) == 1


# An export.


@pytest.mark.parametrize("ending", [row.extension for row in FORMATS.values()])
@pytest.mark.parametrize("more", ["", ".gz", ".zst", "-0001"])
def test_names_of_graphs(tmp_path: Path, ending: str, more: str) -> None:
    """What an export calls its graphs is read, and nothing else, such as a path elsewhere."""
    name = f"core{more}.{ending}" if more.startswith("-") else f"core.{ending}{more}"
    assert is_graph(name)
    (tmp_path / name).write_bytes(b"")
    digest = sha256(b"").hexdigest()
    options, triples = {"base": "http://a/"}, {"core": 0}
    for file in (name, f"../{tmp_path.name}/{name}", f"./{name}", name.replace("core", "cores")):
        files = [{"name": file, "sha256": digest}]
        content = {"options": options, "triples": triples, "files": files}
        (tmp_path / "manifest.json").write_text(json.dumps(content))
        if file == name:
            [layer] = released(tmp_path)
            assert layer.files == (tmp_path / name,)
        else:
            with pytest.raises(ExportError, match="no file of the layer core"):
                released(tmp_path)


def test_changed_export(tmp_path: Path) -> None:
    """A file that is not as it was written is not loaded."""
    for path in Path("output").iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    released(tmp_path)
    with (tmp_path / "core.ttl").open("a") as stream:
        stream.write("\n")
    with pytest.raises(ExportError, match=r"core.ttl: not as the export wrote it"):
        released(tmp_path)
    (tmp_path / "manifest.json").write_text('{"files": [{"name": "../x"}]}')
    with pytest.raises(ExportError, match="not the manifest"):
        released(tmp_path)
    with pytest.raises(ExportError, match="no export"):
        released(tmp_path / "none")
    with pytest.raises(ExportError, match="has no cor; it has core, evidence, wikipathways"):
        released(Path("output"), ["cor"])
    manifest = json.loads(Path("output/manifest.json").read_text())
    del manifest["triples"]["evidence"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ExportError, match="this export has no evidence"):
        released(tmp_path, ["evidence"])
    manifest["options"]["base"] = "http://x/>;\nSQL\ntouch PWNED\n#"
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ExportError, match="not the manifest of an export"):
        released(tmp_path, ["core"])


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts(name: str, tmp_path: Path) -> None:
    layer = Layer(name="core", graph=GRAPH, files=(tmp_path / "it's.nt",), triples=5, digest="0")
    said = script(name, [layer])
    assert "# 5 triples" in said
    assert GRAPH in said
    assert "CLEAR ALL" not in said
    if name == "qlever":
        [files] = [line.partition(" = ")[2] for line in said.splitlines() if "MULTI" in line]
        [file] = json.loads(files)
        cat, path = shlex.split(file["cmd"])
        assert (cat, Path(path).name, file["graph"]) == ("cat", "it's.nt", GRAPH)
    unread = {
        "virtuoso": "a.jsonld",
        "oxigraph": "a.nt.zst",
        "tdb2": "a.ttl.zst",
        "qlever": "a.rdf",
    }
    for file in ("core.nq", "core.trig.gz", unread[name]):
        with pytest.raises(
            ExportError, match=f"{name} does not read it into a graph; export again"
        ):
            script(name, [replace(layer, files=(tmp_path / file,))])
    with pytest.raises(ExportError, match="cannot stand in a script"):
        script(name, [replace(layer, files=(tmp_path / "a\nb.nt",))])


def test_script_of_oxigraph(tmp_path: Path) -> None:
    """The commands do what they say."""
    _needs("oxigraph")
    [layer] = released(Path("output"), ["core"], GRAPH)
    text = script("oxigraph", [layer]).replace("DATABASE", str(tmp_path / "db"))
    text = text.replace("oxigraph load", f"{command('oxigraph')} load")
    subprocess.run(["sh", "-e"], input=text, text=True, check=True, capture_output=True)  # noqa: S607
    assert count(Embedded(tmp_path / "db"), GRAPH) == layer.triples


def test_script_of_virtuoso(tmp_path: Path) -> None:
    """Run again, it does not leave the graph empty."""
    _needs("virtuoso-t")
    isql = shutil.which("isql-vt") or shutil.which("isql-v")
    if not isql:
        pytest.skip("there is no isql of Virtuoso's")
    port = free_port()
    [layer] = released(Path("output"), ["core"], GRAPH)
    text = script("virtuoso", [layer]).replace("isql 1111 dba", f"{isql} {port} dba dba")
    with virtuoso(tmp_path, sql=port, allowed=Path("output").absolute()) as url:
        for _ in range(2):
            subprocess.run(["sh", "-e"], input=text, text=True, check=True, capture_output=True)  # noqa: S607
            store = Endpoint(f"{url}/sparql")
            assert count(store, GRAPH) == layer.triples
            store.close()


# Questions.


def test_query_endpoint(endpoint: Opened, done: Done) -> None:
    """The prefixes are declared, lines are counted as they stand, and cut answers are known."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store)
        found = store.query("SELECT ?s { GRAPH ?g { ?s ?p 'é 7'@en } }")
        assert isinstance(found, Rows)
        assert found.rows == ((NamedNode("http://example.org/s7"),),)
        assert store.query("ASK { GRAPH ?g { ?s a term:PathwayFigure } }") is False
        with pytest.raises(RefusedError, match="400 "):
            store.query("SELECT nonsense")


def test_cut_answers(virtuoso_url: str, endpoint: Opened, done: Done) -> None:
    store = endpoint(virtuoso_url, login=LOGIN)
    many = [f"<http://a/{n}> <http://a/p> <http://a/o> .\n" for n in range(20_000)]
    assert done(store, what(many)).triples == len(many)
    found = store.query(f"SELECT ?s {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    assert isinstance(found, Rows)
    assert (found.limit, len(found.rows)) in {(None, 20_000), (10_000, 10_000)}
    assert store.query("ASK { <http://a/1> <http://a/p> ?o }") is True
    assert store.query("ASK { <http://a/1> <http://a/none> ?o }") is False


def test_query_two_graphs(oxigraph_url: str, endpoint: Opened) -> None:
    store = endpoint(oxigraph_url)
    for number in range(3):
        store.add(f"http://a/g{number}", [f"<http://a/b> <http://a/p> <http://a/{number}> .\n"])
    found = store.query(
        "SELECT ?o { <http://a/b> ?p ?o } ORDER BY ?o", ["http://a/g0", "http://a/g2"]
    )
    assert isinstance(found, Rows)
    assert [str(row[0]) for row in found.rows] == ["<http://a/0>", "<http://a/2>"]


@pytest.mark.parametrize("late", [0, 1, 2])
@pytest.mark.parametrize("number", [1000, 300])
def test_swap_that_goes_on(endpoint: Opened, done: Done, late: int, number: int) -> None:
    """A server that is still at a swap whose client has gone loses nothing by the next one."""
    with Fake() as fake:
        store = endpoint(fake.url)
        store.dialect = replace(store.dialect, moves=False, moves_nothing=True)
        done(store, what(LINES[:10]))
        begun: list[str] = []
        updates: list[bytes] = []

        def cut(path: str, body: bytes) -> Fault | None:
            if path != "/update":
                return None
            if not begun:
                begun.extend(parse_qs(body.decode())["update"])
                return Fault("update", 0)
            updates.append(body)
            if len(updates) == late + 1:  # now it comes to its end
                fake.store.update(begun[0])
            return None

        fake.fault = cut  # type: ignore[method-assign]
        with pytest.raises(UnreachableError):
            done(store)
        assert held(store) == set(LINES[:10])
        done(store, what(LINES[:number]))
        assert held(store) == set(LINES[:number])
        assert _graphs(fake) == {GRAPH}


def test_query_is_no_update(endpoint: Opened, done: Done) -> None:
    """An endpoint may take an update where it is asked; it is not sent one."""
    with Fake() as fake:
        store = endpoint(fake.url)
        done(store)
        for text in (
            "CLEAR ALL",
            f"# SELECT\nDROP GRAPH <{GRAPH}>",
            "PREFIX a: <http://ask> LOAD a:b",
        ):
            with pytest.raises(StoreError, match="not a query"):
                store.query(text)
        assert fake.count(GRAPH) == 1000


@pytest.mark.parametrize("content", ["<html>hello</html>", "", '{"a": 1}'])
def test_page_that_is_no_endpoint(endpoint: Opened, content: str) -> None:
    with (
        Fake(Fault("", 200, text=content, times=-1)) as fake,
        pytest.raises(RefusedError, match=r"no SPARQL endpoint: .*no answer in JSON"),
    ):
        endpoint(fake.url)


def test_query_from(oxigraph_url: str, endpoint: Opened, tmp_path: Path) -> None:
    """By default all graphs are asked, by FROM those alone that it names."""
    stores: list[Store] = [endpoint(oxigraph_url), Embedded(tmp_path / "db")]
    for store in stores:
        for number in range(2):
            store.add(
                f"http://a/f{number}", [f"<http://a/f> <http://a/f{number}> <http://a/b> .\n"]
            )
        everything = "SELECT (COUNT(*) AS ?n) {} {{ <http://a/f> ?p ?o }}"
        assert _number(store.query(everything.format(""))) == 2
        assert _number(store.query(everything.format("FROM <http://a/f1>"))) == 1
        assert _number(store.query(everything.format("FROM <http://a/none>"))) == 0


def test_query_graph_of_an_export() -> None:
    """An export has the graphs that it would have in a store; together they hold a triple once."""
    all_of = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    by_name = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRENDS(STR(?g), 'core')) }"
    files = [file for layer in released(Path("output")) for file in layer.files]
    triples = {quad.triple for file in files for quad in pyoxigraph.parse(path=str(file))}
    [core] = released(Path("output"), ["core"])
    assert _number(query(all_of, "output")) == len(triples)
    assert _number(query(by_name, "output")) == core.triples
    assert _number(query(all_of, "output", graphs=[core.graph])) == core.triples


def _number(found: Answer) -> int:
    assert isinstance(found, Rows)
    [[term]] = found.rows
    assert isinstance(term, pyoxigraph.Literal)
    return int(term.value)


def test_query_file(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text("".join(LINES))
    found = query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", path)
    assert isinstance(found, Rows)
    assert [[term.value for term in row] for row in found.rows if row] == [["1000"]]  # type: ignore[union-attr]
    made = query("CONSTRUCT { ?s a wp:Pathway } { ?s ?p 'é 7'@en }", path)
    assert isinstance(made, tuple)
    assert len(made) == 1
    with pytest.raises(StoreError):
        query("SELECT nonsense", path)
    with pytest.raises(StoreError):
        query("ASK {}", tmp_path)


@pytest.fixture(scope="module")
def niche(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of the three figures of which the README asks."""
    figures = CORPUS / "pfocr" / "_figures"
    if not figures.is_dir():
        pytest.skip("no corpus beside this clone")
    stems = ("PMC9658666__jcm-11-06491", "PMC8431187__cancers-13-04441", "PMC6333051__fendo")
    paths = [path for stem in stems for path in figures.glob(f"{stem}*.md")]
    out = tmp_path_factory.mktemp("niche")
    export(paths, out, check=False, formats=["turtle"])
    return out


def _asked(store: Store, niche: Path, tmp_path: Path) -> None:
    load_graph(content(released(niche)), store, GRAPH, folder=tmp_path)
    for query_of_readme, answer in asked_in_readme():
        found = store.query(query_of_readme, [GRAPH])
        assert isinstance(found, Rows)
        assert answer == [list(found.names), *([t.value for t in row] for row in found.rows)]  # type: ignore[union-attr]


def test_readme_on_a_folder(niche: Path, tmp_path: Path) -> None:
    """The queries of the README have the same rows everywhere."""
    _asked(Embedded(tmp_path / "database"), niche, tmp_path)


def test_readme_on_an_export(niche: Path) -> None:
    for query_of_readme, answer in asked_in_readme():
        found = query(query_of_readme, niche)
        assert isinstance(found, Rows)
        assert len(found.rows) + 1 == len(answer)


def test_readme_on_oxigraph(
    oxigraph_url: str, endpoint: Opened, niche: Path, tmp_path: Path
) -> None:
    _asked(endpoint(oxigraph_url), niche, tmp_path)


def test_readme_on_virtuoso(
    virtuoso_url: str, endpoint: Opened, niche: Path, tmp_path: Path
) -> None:
    _asked(endpoint(virtuoso_url, login=LOGIN), niche, tmp_path)


# The commands.


def _run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(map(str, arguments)))


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done is said, for people and for machines, with an exit code by cause."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    with Fake() as fake:
        where = ("load", "output", "--endpoint", fake.url, "--patience", "0")
        plan = _run(*where, "--dry-run")
        assert "has 0 triples; to do: send all\n" in plan.stdout
        assert fake.count("https://w3id.org/mmrdf/graph/core") == 0
        done = _run(*where)
        assert (done.exit_code, done.stderr) == (0, "")
        count = released(Path("output"), ["core"])[0].triples
        assert re.search(rf"graph/core has {count} triples: {count} sent; [\d.]+ s\n", done.stdout)
        again = _run(*where, "--json", "--layers", "core")
        facts = json.loads(again.stdout)
        assert (facts["how"], facts["sent"], facts["triples"]) == ("same", 0, count)
        asked = _run(
            "query", "-q", "ASK { GRAPH ?g { ?s a term:PathwayFigure } }", "--on", fake.url
        )
        assert asked.stdout == "true\n"
        fake.faults = [Fault("", 403, text="not you", times=-1)]
        assert (refused := _run(*where)).exit_code == 4
        assert refused.stderr.count("\n") == 1
        fake.faults = [Fault("store", 201, times=-1)]
        assert _run(*where, "--graph", "http://a/b").exit_code == 5
    assert _run(*where).exit_code == 3


def test_command_with_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes from the environment or from .netrc."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    with Fake(password=("Basic", "Basic bWU6c2VjcmV0")) as fake:
        where = ("load", "output", "--endpoint", fake.url, "--patience", "0", "--layers", "core")
        assert _run(*where, "--user", "me").exit_code == 4
        monkeypatch.setenv("MMRDF_PASSWORD", "secret")
        assert _run(*where, "--user", "me").exit_code == 0
        monkeypatch.delenv("MMRDF_PASSWORD")
        (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
        (tmp_path / ".netrc").chmod(0o600)
        assert _run(*where).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("load", "output"),
        ("load", "output", "--store", "virtuoso"),
        ("load", "output", "--store", "virtuso"),
        ("load", "output", "--endpoint", "http://127.0.0.1:1", "--store", "virtuso"),
        ("load", "output", "--script", "virtuso"),
        ("load", "seeds", "--store", "x"),
        ("load", "output", "--endpoint", "127.0.0.1:1"),
        ("load", "output", "--endpoint", "ftp://127.0.0.1/"),
        ("load", "output", "--endpoint", ""),
        ("load", "output", "--endpoint", "http://127.0.0.1:1", "--patience", "-1"),
        ("query",),
        ("query", "-q", "ASK {}", "--on", "nowhere"),
        ("query", "-q", "ASK {}", "--store", "virtuso"),
        ("query", "-q", "ASK {", "--on", "output"),
    ],
)
def test_command_usage(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with the arguments is told, and no folder is made of it."""
    for name in ("output", "seeds"):
        (tmp_path / name).symlink_to(Path(name).absolute())
    monkeypatch.chdir(tmp_path)
    done = _run(*arguments)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output", "seeds"]
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr


def test_command_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database without a server; what is no database is left alone."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    where = ("load", "output", "--store", tmp_path / "db", "--layers", "core")
    assert _run(*where, "--dry-run").exit_code == 0
    assert not (tmp_path / "db").exists()
    assert _run(*where).exit_code == 0
    with closing(opened(tmp_path / "db")):
        assert "another program has this database open" in _run(*where).stderr
    assert "nothing sent" in _run(*where).stdout
    counting = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    rows = _run("query", "-q", counting, "--on", tmp_path / "db", "--as", "csv").stdout
    assert rows.split() == ["n", str(released(Path("output"), ["core"])[0].triples)]
    before = sorted(Path("output").iterdir())
    refused = _run("load", "output", "--store", "output")
    assert refused.exit_code == 2
    assert "no database of Oxigraph" in refused.stderr
    assert sorted(Path("output").iterdir()) == before


def test_command_query_file(tmp_path: Path) -> None:
    path = tmp_path / "a.rq"
    path.write_bytes(b"\xef\xbb\xbfASK { ?f a wp:Pathway }")
    assert _run("query", path).stdout == "true\n"
    path.write_bytes(b"ASK { ?f dc:title '\xe4' }")
    done = _run("query", path)
    assert (done.exit_code, done.stderr) == (2, f"mmrdf: {path}: not UTF-8 (byte 19)\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "ASK { ?f a foo:Pathway }",
            "mmrdf: the query does not declare foo:; write PREFIX",
        ),
        ("ASK {\n ?f ?f }", "mmrdf: the query: error at 2:"),
    ],
)
def test_command_bad_query(text: str, said: str) -> None:
    """What is wrong with a query is told in one line, with its place."""
    done = _run("query", "-q", text)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(said)


def test_command_query_interrupted() -> None:
    """Ctrl-C ends a query that would take days."""
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    command = [sys.executable, "-m", "mmrdf", "query", "-q", text]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:  # noqa: S603
        time.sleep(3)
        assert asked.poll() is None
        asked.send_signal(signal.SIGINT)
        try:
            assert asked.wait(timeout=20) == -signal.SIGINT
        finally:
            asked.kill()


def test_command_script() -> None:
    done = _run("load", "output", "--script", "virtuoso")
    assert "ld_dir('" in done.stdout
    assert "rdf_loader_run();" in done.stdout


def test_command_query(tmp_path: Path) -> None:
    """Rows as a table, as CSV, as JSON; triples as Turtle."""
    text = "SELECT ?t ?o { ?f a wp:Pathway ; dc:title ?t OPTIONAL { ?f wp:organismName ?o } }"
    text += " ORDER BY ?t"
    (tmp_path / "titles.rq").write_text(text)
    table = _run("query", str(tmp_path / "titles.rq"))
    assert "Homo sapiens" in table.stdout
    assert table.stderr == "3 rows\n"
    rows = _run("query", "-q", text, "--as", "csv").stdout.split("\n")
    assert rows[0] == "t,o"
    assert len(rows) == 5
    found = json.loads(_run("query", "-q", text, "--as", "json").stdout)
    bindings = found["results"]["bindings"]
    assert bindings[0]["t"]["xml:lang"] == "en"
    assert sum("o" in row for row in bindings) == 3
    made = _run("query", "-q", "CONSTRUCT { ?f a wp:Pathway } { ?f a wp:Pathway }")
    assert made.stdout.count("a wp:Pathway") == 3


@pytest.mark.parametrize(("url", "is_checked"), [("http://a/", False), ("https://a/", True)])
def test_certificates(monkeypatch: pytest.MonkeyPatch, url: str, *, is_checked: bool) -> None:
    """They are read, and checked, where one of the URLs asks for them, and not else."""
    seen = []

    def noted(*, verify: bool, **_: Any) -> httpx.Client:
        seen.append(verify)
        raise StoreError

    monkeypatch.setattr(httpx, "Client", noted)
    more: list[dict[str, str]] = [{}, {"update_url": "https://b/"}, {"graphs_url": "https://b/"}]
    for given in more:
        with pytest.raises(StoreError):
            Endpoint(url, **given)
    assert seen == [is_checked, True, True]


@pytest.mark.parametrize("name", ["../out/secret", "/out/secret"])
def test_manifest_names_no_other_folder(tmp_path: Path, name: str) -> None:
    """The name of a layer is no path to somewhere else."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.nt").write_text("<x:a> <x:b> <x:c> .\n")
    (tmp_path / "in").mkdir()
    said = {"files": [{"name": f"{name}.nt", "sha256": ""}], "triples": {name: 1}}
    said["options"] = {"base": "https://example.org/"}  # type: ignore[assignment]
    (tmp_path / "in" / "manifest.json").write_text(json.dumps(said))

    with pytest.raises(ExportError, match="is no name of a layer"):
        released(tmp_path / "in")


@pytest.mark.parametrize(
    "odd",
    [
        "<x:a>\t<x:p>\t<x:c> .\n",
        "# .\n",
        '<x:a>  <x:p> "x" .\n',
        ' <x:a> <x:p> "x" .\n',
        '_:b <x:p> "x" .\n',
        '<x:a> <x:p> "x".\n',
    ],
)
def test_odd_lines_stay(odd: str) -> None:
    """A line of N-Triples with other blanks, between two of one subject, means what it meant."""
    lines = ['<x:a> <x:p> "1" .\n', odd, '<x:a> <x:p> "2" .\n']
    written = grouped.turtle(lines)

    assert set(_read(written, RdfFormat.TURTLE)) == set(_read("".join(lines), RdfFormat.N_TRIPLES))


def _read(text: str, format: RdfFormat) -> list[tuple[str, str]]:
    quads = pyoxigraph.parse(text, format=format)  # blank nodes have other names each time
    return [(str(quad.predicate), str(quad.object)) for quad in quads]


def test_name_of_the_manifest() -> None:
    """A load looks for the file that an export writes, and imports no export for that."""
    assert release.MANIFEST == MANIFEST
