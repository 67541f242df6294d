"""A triple store behind HTTP: queries, updates, and graphs by the Graph Store Protocol.

What is sent can be sent twice: triples have no blank nodes, so that they are there once all the
same. So whatever fails on the way, or because the server is busy, is tried again for a while.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import httpx
import pyoxigraph
import stamina

from mmrdf.errors import RefusedError, StoreError, UnreachableError
from mmrdf.stores import answers
from mmrdf.stores.answers import Answer
from mmrdf.stores.auth import Auth
from mmrdf.stores.dialects import DIALECTS, Dialect
from mmrdf.stores.grouped import turtle
from mmrdf.stores.login import Login
from mmrdf.stores.queries import declared, form, names_dataset, without_percent
from mmrdf.stores.updates import Change, changes, parts, update

_JSON = "application/sparql-results+json"
_TRIPLES, _TURTLE = "application/n-triples", "text/turtle"

# Too much load, or a server behind the server that is not there yet.
_BUSY = {429, 502, 503, 504}
_TOO_LARGE = 413
# The store has no Graph Store Protocol.
_NO_GRAPHS = {404, 405, 501}
_UNAUTHORIZED = {401, 403}

# What stores say when an update is too large for them: Virtuoso, RDF4J, Blazegraph, QLever.
_LARGE_WORDS = re.compile(
    r"10000 lines|memory exhausted|stack ?overflow|body limit|too large", re.IGNORECASE
)
# What Virtuoso says, with status 500, when nobody has logged in.
_NO_PERMISSION = re.compile(r"SR186|no permission|access denied", re.IGNORECASE)

# What Virtuoso says, with status 500, when two of its own threads were in each other's way: they
# wait for each other, or both write the first row of a language. A moment later they are not.
_COLLISION = re.compile(r"\b40001\b|deadlock|\bSR197\b", re.IGNORECASE)
_MOMENT = 0.05

# Virtuoso's state of an answer that is cut since its own time limit was reached.
_PARTIAL = "S1TAT"

# Characters of a server's own words that are shown.
_WORDS = 300

_T = TypeVar("_T")

# Seconds.
_CONNECT = 10.0
_READ = 60.0
_READ_PER_TRIPLE = 1 / 200  # the slowest store that was measured takes 1,000 triples a second
_LONG = 3600.0  # to count a graph or to move it


class Endpoint:
    """A triple store behind HTTP.

    Args:
        url: where it is: the base of its server, or where it answers queries.
        store: a name of ``DIALECTS``; None to find out by a harmless query.
        login: who asks.
        update_url: where SPARQL Update goes, if not where the dialect has it.
        graphs_url: where its Graph Store Protocol is, if not where the dialect has it.
        patience: seconds for which a server is asked again that is busy or starts, or that was
            there and does not answer any more.

    Raises:
        UnreachableError: if nothing answers there.
        RefusedError: if what answers is no SPARQL endpoint, or says no.
        StoreError: if the URL is none, or has a password in it.
    """

    def __init__(  # noqa: PLR0913 (a store has as many sides)
        self,
        url: str,
        *,
        store: str | None = None,
        login: Login | None = None,
        update_url: str | None = None,
        graphs_url: str | None = None,
        patience: float = 60.0,
    ) -> None:
        given = [it for it in (url, update_url, graphs_url) if it]
        for each in given:
            _check_url(each)
        self._login = login or Login()
        self._patience = patience
        # No redirection is followed: it could lead credentials elsewhere.
        timeout = httpx.Timeout(_READ, connect=_CONNECT)
        auth = Auth(self._login, httpx.URL(url).host)
        # To read the certificates of all authorities takes longer than a small load.
        verify = any(httpx.URL(each).scheme == "https" for each in given)
        self._http = httpx.Client(auth=auth, timeout=timeout, verify=verify)
        try:
            self._query_url, self.dialect = self._probed(url, DIALECTS[store] if store else None)
        except StoreError:
            self.close()
            raise
        self.name = _bare(self._query_url)
        base = _base(self._query_url, self.dialect)
        self._update_url = update_url or base + (self.dialect.update or self.dialect.query)
        at = self.dialect.graphs
        self._graphs_url = graphs_url or (None if at is None else base + at)
        self._limit: int | None = None  # triples that are taken at a time, once that is known

    def _probed(self, url: str, dialect: Dialect | None) -> tuple[str, Dialect]:
        """Where queries are answered, and by what."""
        tried = _places(url, dialect)
        reasons = []
        for place in tried:
            try:
                form, headers = {"query": "ASK {}"}, {"Accept": _JSON}
                response = self._sent(place, data=form, headers=headers, again=self._refused_busy)
                answers.parsed(response.content, None)
            except RefusedError as error:
                if error.status in _UNAUTHORIZED | _BUSY:
                    raise
                reasons.append(str(error))
            except (SyntaxError, ValueError):
                reasons.append(f"{_bare(place)}: no answer in JSON")
            else:
                return place, dialect or _known(place, response)
        raise RefusedError(f"no SPARQL endpoint: {'; '.join(reasons)}", status=None)

    def query(self, text: str, graphs: Sequence[str] = ()) -> Answer:
        """Ask a query, of some graphs taken together or of what the store takes by default.

        Raises:
            StoreError: if it is not answered.
        """
        fields: dict[str, Any] = {"query": self._sendable(declared(text))}
        if graphs:
            fields["default-graph-uri"] = list(graphs)
        elif not names_dataset(text):
            fields |= self.dialect.everything
        # some stores answer a CONSTRUCT in JSON if one takes that too
        headers = {"Accept": _JSON if form(text) in {"select", "ask"} else _TRIPLES}
        response = self._sent(self._query_url, data=fields, headers=headers, read=_LONG)
        if _PARTIAL in response.headers.get("x-sql-state", ""):
            raise RefusedError(f"{self.name}: its time was up, and the answer is cut", status=None)
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        try:
            syntax = pyoxigraph.RdfFormat.from_media_type(kind)
            if syntax and not kind.endswith("json"):
                return tuple(q.triple for q in pyoxigraph.parse(response.content, format=syntax))
            said = response.headers.get("x-sparql-maxrows", "")
            return answers.parsed(response.content, int(said) if said.isdecimal() else None)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.name}: its answer cannot be read ({error})") from error

    def update(self, text: str, *, repeatable: bool = False) -> None:
        """Do a SPARQL update.

        Args:
            text: the update.
            repeatable: whether it may be done twice, with the same result. If not, it is not sent
                again where it may have been done: ask the store what it holds.

        Raises:
            StoreError: if it is not done, or nobody knows.
        """
        again = self._busy if repeatable else self._undone
        self._update(text, read=_LONG, again=again)

    def _update(self, text: str, *, read: float, again: "_Again | None" = None) -> None:
        fields = {self.dialect.update_field: self._sendable(text)}
        self._sent(self._update_url, data=fields, read=read, again=again)

    def _sendable(self, text: str) -> str:
        return without_percent(text) if self.dialect.decodes_twice else text

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Add triples to a graph, in smaller pieces where the store wants them so.

        Raises:
            StoreError: if the store does not take them; the message has its words.
        """
        if self._graphs_url is not None:
            where = httpx.URL(self._graphs_url).copy_merge_params(
                {self.dialect.graph: graph, **self.dialect.extra}
            )
            try:
                self._in_pieces(lines, lambda piece: self._add(where, piece))
            except RefusedError as error:
                if error.status not in _NO_GRAPHS:
                    raise
                self._graphs_url = None
            else:
                return
        self.change(graph, (), lines)

    def _add(self, where: httpx.URL, lines: Sequence[str]) -> None:
        # with its length: chunked bodies have been taken with 201, and lost
        is_turtle = self.dialect.turtle
        content = (turtle(lines) if is_turtle else "".join(lines)).encode()
        headers = {"Content-Type": _TURTLE if is_turtle else _TRIPLES}
        self._sent(where, content=content, headers=headers, read=_time_for(lines))

    def change(self, graph: str, gone: Sequence[str], new: Sequence[str]) -> None:
        """Remove triples from a graph and add others: all at once, unless that is too large.

        Raises:
            StoreError: if the store does not do it, or not all of it.
        """
        for part in parts(changes(gone, new), self.dialect.insert):
            self._in_pieces(part, lambda piece: self._change(graph, piece))

    def _change(self, graph: str, found: Sequence[Change]) -> None:
        self._update(update(graph, found), read=_time_for(found))

    def _in_pieces(self, lines: Sequence[_T], send: Callable[[Sequence[_T]], None]) -> None:
        """Send lines, and what the store says is too large in halves, now and later."""
        waiting = [lines]
        while waiting:
            piece = waiting.pop()
            half = len(piece) // 2
            if self._limit and len(piece) > self._limit:
                waiting += [piece[half:], piece[:half]]
                continue
            try:
                send(piece)
            except RefusedError as error:
                if not _is_too_large(error) or half == 0:
                    first = " ".join(piece[0]) if isinstance(piece[0], tuple) else str(piece[0])
                    said = f"of {len(piece):,} triples, the first: {first[:_WORDS].rstrip()}"
                    reason = f"{error}; {said}"
                    raise error.saying(self._login.masked(reason)) from error
                self._limit = half
                waiting.append(piece)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _sent(
        self,
        url: str | httpx.URL,
        *,
        read: float = _READ,
        again: "_Again | None" = None,
        **content: Any,
    ) -> httpx.Response:
        """What the server says to a POST, which is sent again where that may help."""
        timeout = httpx.Timeout(read, connect=_CONNECT)
        try:
            for attempt in stamina.retry_context(
                on=(again or self._busy) if self._patience else _never,
                attempts=None,
                timeout=self._patience or None,
                wait_max=10.0,
            ):
                with attempt:
                    response = self._http.post(url, timeout=timeout, **content)
                    self._check(response)
        except (httpx.RequestError, httpx.InvalidURL) as error:
            what = self._login.masked(str(error)) or type(error).__name__
            raise UnreachableError(f"{_bare(url)}: no answer ({what})") from error
        return response

    def _check(self, response: httpx.Response) -> None:
        if response.is_success:
            return
        status = response.status_code
        words = response.text
        if response.is_redirect:
            words = f"it is at {_bare(response.headers.get('location', ''))}; give that URL"
        if "html" in response.headers.get("content-type", ""):
            words = re.sub(r"<[^>]{0,200}>", " ", words)
        words = _cut(self._login.masked(words))
        if status in _UNAUTHORIZED or _NO_PERMISSION.search(words):
            words = f"{words}; a user or token is needed, or another one".removeprefix("; ")
        wait = response.headers.get("retry-after", "")
        raise RefusedError(
            f"{_bare(response.url)}: {status} {response.reason_phrase}: {words}",
            status=status,
            words=words,
            wait=min(float(wait), self._patience) if wait.isdecimal() else None,
        )

    # Whether to send again after an error, or after how many seconds.

    def _refused_busy(self, error: Exception) -> bool | float:
        """Only if the server has answered that it is busy."""
        if not isinstance(error, RefusedError) or _is_too_large(error):
            return False
        if _COLLISION.search(error.words):
            return _MOMENT
        busy = error.status in _BUSY
        return error.wait if busy and error.wait else busy

    def _busy(self, error: Exception) -> bool | float:
        """If it is busy, or does not answer."""
        is_lost = isinstance(error, httpx.TransportError)
        return self._refused_busy(error) or (
            is_lost and not isinstance(error, httpx.UnsupportedProtocol)
        )

    def _undone(self, error: Exception) -> bool | float:
        """The same, but only if it has surely done nothing."""
        if isinstance(error, httpx.ConnectError):
            return True
        refused = isinstance(error, RefusedError) and error.status in {429, 503}
        return self._refused_busy(error) if refused else False


_Again = Callable[[Exception], bool | float]


def _never(_: Exception) -> bool:
    return False


def _time_for(lines: Sequence[Any]) -> float:
    """Seconds after which a server that was sent triples is not waited for any more."""
    return _READ + len(lines) * _READ_PER_TRIPLE


def _is_too_large(error: RefusedError) -> bool:
    return error.status == _TOO_LARGE or bool(_LARGE_WORDS.search(error.words))


def _check_url(url: str) -> None:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        reason = "not a URL that can be read"
        raise StoreError(reason) from error
    if parsed.userinfo:
        reason = f"{_bare(parsed)}: no user or password in a URL, which others can see"
        raise StoreError(reason)
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        reason = "not the URL of a server, which begins with http: or https:"
        raise StoreError(reason)


def _bare(url: str | httpx.URL) -> str:
    """A URL without credentials and parameters."""
    return str(httpx.URL(url).copy_with(username=None, password=None, query=None))


def _base(url: str, dialect: Dialect) -> str:
    """A URL without the dialect's own path."""
    url = url.rstrip("/")
    for path in dialect.paths:
        if url.endswith(path.rstrip("/")):
            return url.removesuffix(path.rstrip("/"))
    return url


def _places(url: str, dialect: Dialect | None) -> list[str]:
    """Where queries may be answered, the most likely place first."""
    if dialect:
        return [_base(url, dialect) + dialect.query]
    known = {_base(url, row) + row.query: None for row in DIALECTS.values() if row.query}
    return list(dict.fromkeys([url, *known]))


def _known(place: str, response: httpx.Response) -> Dialect:
    """The dialect of what has answered."""
    server = " ".join([response.headers.get("server", ""), *response.headers]).lower()
    for row in DIALECTS.values():
        if (row.server and row.server in server) or any(mark in place for mark in row.marks):
            return row
    return DIALECTS["sparql"]


def _cut(text: str) -> str:
    """A server's own words, in one line that is not too long."""
    words = " ".join(text.split())
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}..."
