"""What the tests share: the seeds, the corpus where there is one, and no network."""

import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Triple

from mmrdf import Record, read, resolve, triples

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_configure() -> None:
    """Programs that are started hear Ctrl-C; those of a job in the background would not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing out: reading and writing RDF needs no network, and a store none but loopback."""
    loopback = request.node.get_closest_marker("loopback")

    def only_loopback(allowed: Callable[..., Any], host: Callable[..., str]) -> Callable[..., Any]:
        def checked(*arguments: Any, **options: Any) -> Any:
            if not loopback or host(*arguments) != "127.0.0.1":
                pytest.fail("a connection to the network")
            return allowed(*arguments, **options)

        return checked

    connect = only_loopback(socket.socket.connect, lambda _, address: address[0])
    lookup = only_loopback(socket.getaddrinfo, lambda host, *_: host)
    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@pytest.fixture(autouse=True)
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doctests and README name the seeds from the root of the project."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="session")
def seeds() -> list[Record]:
    return [resolve(record) for path in SEEDS for record in read(path)]


@pytest.fixture(scope="session")
def graph(seeds: list[Record]) -> list[Triple]:
    return [triple for record in seeds for triple in triples(record)]


@pytest.fixture
def corpus() -> Path:
    if not CORPUS.is_dir():
        pytest.skip("no corpus beside this clone")
    return CORPUS


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("no shared data beside this clone")
    return SHARED


@pytest.fixture
def figure_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a figure record with these fields: front matter lines, figid PMC1__f1 by default."""

    def write(*lines: str, figid: str | None = "PMC1__f1", name: str = "figure.md") -> Path:
        first = [f"figid: {figid}"] if figid else []
        path = tmp_path / name
        path.write_text("\n".join(["---", *first, *lines, "---", ""]), encoding="utf-8")
        return path

    return write


@pytest.fixture
def checkout(tmp_path: Path) -> Callable[..., Path]:
    """Write a figure record into a PFOCR checkout, and its side tables, each as its text."""

    def write(*lines: str, figid: str = "PMC1__f1", **tables: str) -> Path:
        data, figures = tmp_path / "_data", tmp_path / "_figures"
        for folder in (data, figures):
            folder.mkdir(exist_ok=True)
        for name, text in tables.items():
            (data / f"{figid}-{name}.tsv").write_text(text, encoding="utf-8")
        path = figures / f"{figid}.md"
        path.write_text("\n".join(["---", f"figid: {figid}", *lines, "---", ""]), encoding="utf-8")
        return path

    return write


@pytest.fixture
def page_file(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Write a PubMed page with this text below its chrome."""

    def write(text: str) -> Path:
        path = tmp_path / "page.txt"
        path.write_text(f"Access keys NCBI Homepage MyNCBI Homepage\n{text}", encoding="utf-8")
        return path

    return write
