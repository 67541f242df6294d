"""Triple stores for the tests: real servers on loopback, and one that fails as it is told."""

import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store

HOST = "127.0.0.1"
# Seconds for a server to begin.
_PATIENCE = 120

VIRTUOSO = """[Database]
DatabaseFile = virt.db
ErrorLogFile = virt.log
LockFile = virt.lck
TransactionFile = virt.trx
xa_persistent_file = virt.pxa
[TempDatabase]
DatabaseFile = virt-temp.db
TransactionFile = virt-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = ., {allowed}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = www
ServerThreads = 10
Charset = UTF-8
"""
# What Debian's package sets, and most public endpoints: answers are cut without a word.
MAX_ROWS = "[SPARQL]\nResultSetMaxRows = 10000\n"


def command(name: str) -> str | None:
    """A program beside Python, or on the path."""
    return which(name, path=str(Path(sys.executable).parent)) or which(name)


def free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def wait_for(url: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with suppress(OSError):
            urllib.request.urlopen(url, data=b"query=ASK%20%7B%7D", timeout=5)  # noqa: S310
            return
        time.sleep(0.1)
    raise TimeoutError(url)


@contextmanager
def running(arguments: list[str], url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(arguments, cwd=folder, stdout=log, stderr=log)  # noqa: S603
    try:
        wait_for(url)
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def oxigraph(folder: Path, port: int | None = None, *, verb: str = "serve") -> Iterator[str]:
    """Oxigraph on disk; its base."""
    port = port or free_port()
    name = command("oxigraph") or "oxigraph"
    where = ["--location", str(folder), "--bind", f"{HOST}:{port}"]
    url = f"http://{HOST}:{port}"
    with running([name, verb, *where], f"{url}/query", folder):
        yield url


@contextmanager
def virtuoso(
    folder: Path, extra: str = "", *, sql: int | None = None, allowed: Path = Path("/nowhere")
) -> Iterator[str]:
    """Virtuoso, with the user dba and the password dba; its base."""
    port = free_port()
    (folder / "www").mkdir()
    settings = VIRTUOSO.format(sql=sql or free_port(), port=port, allowed=allowed) + extra
    (folder / "virtuoso.ini").write_text(settings)
    url = f"http://{HOST}:{port}"
    start = ["virtuoso-t", "-f", "+wait", "-c", "virtuoso.ini"]
    with running(start, f"{url}/sparql", folder):
        yield url


@contextmanager
def rdflib_endpoint(folder: Path) -> Iterator[str]:
    """A server of SPARQL alone, without the Graph Store Protocol."""
    (folder / "empty.ttl").write_text("")
    port = free_port()
    name = command("rdflib-endpoint") or "rdflib-endpoint"
    start = [name, "serve", "empty.ttl", "--host", HOST, "--port", str(port), "--enable-update"]
    with running(start, f"http://{HOST}:{port}/", folder):
        yield f"http://{HOST}:{port}/"


@dataclass
class Fault:
    """What goes wrong with a request.

    Args:
        at: the end of its path: query, update, store.
        status: what is answered; 0 for a connection that is cut.
        done: whether it is done all the same.
        text: what is said.
        headers: what stands before it.
        over: only for bodies of more bytes.
        body: only for bodies with this in them.
        times: how often; the fault is gone after that.
    """

    at: str
    status: int = 0
    done: bool = False
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    over: int = -1
    body: bytes = b""
    times: int = 1


class Fake:
    """A store that works, but for its faults; it remembers what it was asked."""

    def __init__(self, *faults: Fault, password: tuple[str, str] | None = None) -> None:
        self.store = Store()
        self.faults = list(faults)
        self.scheme, self.secret = password or ("", "")
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        fake = self

        class Handler(_Handler):
            of = fake

        self.server = ThreadingHTTPServer((HOST, 0), Handler)
        self.url = f"http://{HOST}:{self.server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def fault(self, path: str, body: bytes) -> Fault | None:
        for fault in self.faults:
            if path.endswith(fault.at) and len(body) > fault.over and fault.body in body:
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None

    def count(self, graph: str) -> int:
        return len(list(self.store.quads_for_pattern(None, None, None, NamedNode(graph))))


class _Handler(BaseHTTPRequestHandler):
    of: Fake
    protocol_version = "HTTP/1.1"
    server_version = "oxigraph (a fake)"

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        assert "Content-Length" in self.headers, "a body without its length is lost by Virtuoso"
        body = self.rfile.read(int(self.headers["Content-Length"]))
        parts = urlsplit(self.path)
        self.of.asked.append((self.path, dict(self.headers), body))
        if self.of.secret and self.headers.get("Authorization") != self.of.secret:
            self._answer(401, b"who are you?", {"WWW-Authenticate": f"{self.of.scheme} realm=x"})
            return
        fault = self.of.fault(parts.path, body)
        if fault is None or fault.done:
            status, answer, kind = self._done(parts.path, parts.query, body)
        if fault is None:
            self._answer(status, answer, {"Content-Type": kind})
        elif fault.status:
            self._answer(fault.status, fault.text.encode(), fault.headers)
        else:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

    def _done(self, path: str, query: str, body: bytes) -> tuple[int, bytes, str]:
        store = self.of.store
        try:
            if path == "/store":
                graph = NamedNode(parse_qs(query)["graph"][0])
                kind = RdfFormat.from_media_type(self.headers["Content-Type"])
                store.load(body, format=kind, to_graph=graph)
                return 204, b"", "text/plain"
            form = parse_qs(body.decode())
            if path not in {"/query", "/update"}:
                return 404, b"not found", "text/plain"
            if path == "/update":
                store.update(form["update"][0])
                return 204, b"", "text/plain"
            found: Any = store.query(form["query"][0])
            answer = found.serialize(format=QueryResultsFormat.JSON)
        except (SyntaxError, ValueError, RuntimeError) as error:
            return 400, str(error).encode(), "text/plain"
        return 200, answer, "application/sparql-results+json"

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)
