"""A triple store behind HTTP: queries, updates, and graphs by the Graph Store Protocol.

What is sent can be sent twice: triples have no blank nodes, so that they are there once all the
same. So whatever fails on the way, or because the server is busy, is tried again for a while.
"""

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import httpx
import pyoxigraph
import stamina

from mmrdf.errors import RefusedError, StoreError, UnreachableError
from mmrdf.stores import answers
from mmrdf.stores.answers import Answer
from mmrdf.stores.dialects import DIALECTS, Dialect
from mmrdf.vocab import PREFIXES

_JSON = "application/sparql-results+json"
_TRIPLES = "application/n-triples"

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

# What Virtuoso says, with status 500, when two of its own threads were in each other's way.
_DEADLOCK = re.compile(r"\b40001\b|deadlock", re.IGNORECASE)

# Bytes of one update; more in one literal have stopped a Virtuoso.
_UPDATE_BYTES = 1_000_000

# Characters of a server's own words that are shown.
_WORDS = 300

# Seconds.
_CONNECT = 10.0
_READ = 60.0
_READ_PER_TRIPLE = 1 / 200  # the slowest store that was measured takes 1,000 triples a second
_LONG = 3600.0  # to count a graph or to move it


@dataclass(frozen=True, slots=True)
class Login:
    """A user's name and password, or a token; neither is ever shown."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown."""
        return tuple(filter(None, (self.password, self.token)))


class _Asked(httpx.Auth):
    """Digest or Basic, whichever the server asks for; a token goes along at once."""

    def __init__(self, login: Login) -> None:
        self._login = login
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        login = self._login
        if login.token:
            request.headers["Authorization"] = f"Bearer {login.token}"
        if self._chosen:
            yield from self._chosen.auth_flow(request)
            return
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED and login.user is not None:
            scheme = response.headers.get("www-authenticate", "").partition(" ")[0].lower()
            kind = httpx.DigestAuth if scheme == "digest" else httpx.BasicAuth
            self._chosen = kind(login.user, login.password or "")
            yield from self._chosen.auth_flow(request)


class Endpoint:
    """A triple store behind HTTP.

    Args:
        url: where it is: the base of its server, or where it answers queries.
        store: a name of ``DIALECTS``; None to find out by a harmless query.
        login: who asks.
        update_url: where SPARQL Update goes, if not where the dialect has it.
        graphs_url: where its Graph Store Protocol is, if not where the dialect has it.
        patience: seconds for which a server that does not answer, or is busy, is asked again.

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
        for given in filter(None, (url, update_url, graphs_url)):
            _check_url(given)
        self._login = login or Login()
        self._patience = patience
        # No redirection is followed: it could lead credentials elsewhere.
        timeout = httpx.Timeout(_READ, connect=_CONNECT)
        self._http = httpx.Client(auth=_Asked(self._login), timeout=timeout)
        try:
            self._query_url, self.dialect = self._probed(url, DIALECTS[store] if store else None)
        except StoreError:
            self.close()
            raise
        self.name = self._query_url
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
                response = self._sent(place, data=form, headers=headers, again=_never)
                answers.parsed(response.content, None)
            except (RefusedError, ValueError) as error:
                if isinstance(error, RefusedError) and error.status in _UNAUTHORIZED:
                    raise
                reasons.append(f"{place}: {_said(str(error)) or 'no answer in JSON'}")
                continue
            return place, dialect or _known(place, response)
        raise RefusedError(f"no SPARQL endpoint: {'; '.join(reasons)}", status=None)

    def query(self, text: str, graphs: Sequence[str] = ()) -> Answer:
        """Ask a query, of some graphs taken together or of what the store takes by default.

        Raises:
            StoreError: if it is not answered.
        """
        declared = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
        form: dict[str, Any] = {"query": f"{declared} {text}"}
        if graphs:
            form["default-graph-uri"] = list(graphs)
        headers = {"Accept": _TRIPLES if _makes_triples(text) else _JSON}
        response = self._sent(self._query_url, data=form, headers=headers, read=_LONG)
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        try:
            syntax = pyoxigraph.RdfFormat.from_media_type(kind)
            if syntax and not kind.endswith("json"):
                return tuple(q.triple for q in pyoxigraph.parse(response.content, format=syntax))
            limit = response.headers.get("x-sparql-maxrows")
            return answers.parsed(response.content, int(limit) if limit else None)
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
        form = {self.dialect.update_field: text}
        again = _wait if repeatable else _wait_unsent
        self._sent(self._update_url, data=form, read=_LONG, again=again)

    def add(self, graph: str, lines: Sequence[str]) -> None:
        """Add triples to a graph, in smaller pieces where the store wants them so.

        Raises:
            StoreError: if the store does not take them; the message has its words.
        """
        waiting = [lines]
        while waiting:
            piece = waiting.pop()
            if self._limit and len(piece) > self._limit:
                waiting += _halves(piece)
                continue
            try:
                self._add(graph, piece)
            except RefusedError as error:
                if not _is_too_large(error) or len(piece) == 1:
                    first = piece[0][:_WORDS].rstrip()
                    reason = f"{error}; of {len(piece):,} triples, the first: {first}"
                    raise RefusedError(reason, status=error.status) from error
                self._limit = len(piece) // 2
                waiting.append(piece)

    def _add(self, graph: str, lines: Sequence[str]) -> None:
        read = _READ + len(lines) * _READ_PER_TRIPLE
        if self._graphs_url is not None:
            where = httpx.URL(self._graphs_url).copy_merge_params(
                {self.dialect.graph: graph, **self.dialect.extra}
            )
            try:
                # with its length: chunked bodies have been taken with 201, and lost
                content = "".join(lines).encode()
                headers = {"Content-Type": _TRIPLES}
                self._sent(where, content=content, headers=headers, read=read)
            except RefusedError as error:
                if error.status not in _NO_GRAPHS:
                    raise
                self._graphs_url = None
            else:
                return
        for part in _parts(lines, self.dialect.insert):
            data = f"INSERT DATA {{ GRAPH <{graph}> {{\n{''.join(part)}}} }}"
            self._sent(self._update_url, data={self.dialect.update_field: data}, read=read)

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
                on=(again or _wait) if self._patience else _never,
                attempts=None,
                timeout=self._patience or None,
                wait_max=10.0,
            ):
                with attempt:
                    response = self._http.post(url, timeout=timeout, **content)
                    self._check(response)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            what = str(error) or type(error).__name__
            raise UnreachableError(f"{_bare(url)}: no answer ({what})") from error
        return response

    def _check(self, response: httpx.Response) -> None:
        if response.is_success:
            return
        words = _said(response.text)
        for secret in self._login.secrets:
            words = words.replace(secret, "***")
        status = response.status_code
        if response.is_redirect:
            words = f"it is at {response.headers.get('location')}; give that URL"
        elif status in _UNAUTHORIZED or _NO_PERMISSION.search(words):
            words = f"{words}; a user or token is needed, or another one".removeprefix("; ")
        wait = response.headers.get("retry-after", "")
        raise RefusedError(
            f"{_bare(response.url)}: {status} {response.reason_phrase}: {words}",
            status=status,
            wait=float(wait) if wait.isdecimal() else None,
        )


# Whether to send again after an error, or after how many seconds.
_Again = Callable[[Exception], bool | float]


def _wait(error: Exception) -> bool | float:
    if isinstance(error, RefusedError):
        busy = error.status in _BUSY or bool(_DEADLOCK.search(str(error)))
        again = busy and not _is_too_large(error)
        return error.wait if again and error.wait else again
    return isinstance(error, httpx.TransportError) and not isinstance(
        error, httpx.UnsupportedProtocol
    )


def _wait_unsent(error: Exception) -> bool | float:
    """As before, but only if the server has surely done nothing."""
    refused = isinstance(error, RefusedError) and error.status in {429, 503}
    return _wait(error) if refused or isinstance(error, httpx.ConnectError) else False


def _never(_: Exception) -> bool:
    return False


def _is_too_large(error: RefusedError) -> bool:
    return error.status == _TOO_LARGE or bool(_LARGE_WORDS.search(str(error)))


def _halves(lines: Sequence[str]) -> list[Sequence[str]]:
    """The second half and the first: the last of a list is taken next."""
    half = len(lines) // 2
    return [lines[half:], lines[:half]]


def _parts(lines: Sequence[str], most: int) -> Iterator[list[str]]:
    """Yield lines in pieces of so many, and of so many bytes that a store can take them."""
    rest = iter(lines)
    while part := list(islice(rest, most)):
        start, size = 0, 0
        for at, line in enumerate(part):
            length = len(line.encode())
            if size and size + length > _UPDATE_BYTES:
                yield part[start:at]
                start, size = at, 0
            size += length
        yield part[start:]


def is_url(text: str) -> bool:
    """Whether a text is meant for the URL of a server, and not for a path."""
    return text.lower().startswith(("http:", "https:"))


def _check_url(url: str) -> None:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise StoreError(f"no URL ({error})") from error
    if parsed.userinfo:
        reason = f"{_bare(parsed)}: no user or password in a URL, which others can see"
        raise StoreError(reason)
    if not is_url(url) or not parsed.host:
        raise StoreError(f"{url}: not the URL of a server, which begins with http or https")


def _makes_triples(query: str) -> bool:
    """Whether it is a CONSTRUCT or DESCRIBE: some stores answer those in JSON, if one takes it."""
    words = re.sub(r"<[^>]*>|#.*", " ", query)
    found = re.search(r"\b(select|ask|construct|describe)\b", words, re.IGNORECASE)
    return found is not None and found[1].lower() in {"construct", "describe"}


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


def _said(text: str) -> str:
    """A server's own words, in one line, without markup."""
    words = " ".join(re.sub(r"<[^>]{0,200}>", " ", text).split())
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}..."
