"""The redirects that are to be handed in to w3id.org, asked of a real Apache on loopback."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from conftest import ROOT
from pyoxigraph import NamedNode
from servers import HOST, command, free_port, running

from mmrdf import export
from mmrdf.export.release import release_of
from mmrdf.mappers import LAYERS
from mmrdf.serialize import parse
from mmrdf.vocab import PREFIXES

RULES = ROOT / "docs" / "w3id" / ".htaccess"
FILES = "https://example.org/mmrdf/"
GRAPHS = {f"graph/{layer}" for layer in LAYERS}
TYPES = {"ttl": "text/turtle", "jsonld": "application/ld+json"}

_MODULES = Path("/usr/lib/apache2/modules")
_CONFIGURATION = """ServerName {host}
Listen {host}:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
DefaultRuntimeDir {folder}
KeepAliveTimeout 600
MaxKeepAliveRequests 0
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule rewrite_module {modules}/mod_rewrite.so
{user}
DocumentRoot {folder}/www
<Directory {folder}/www>
    AllowOverride All
    Require all granted
</Directory>
"""

pytestmark = [
    pytest.mark.loopback,
    pytest.mark.skipif(
        not command("apache2") or not _MODULES.is_dir(), reason="no apache2 on this machine"
    ),
]

Ask = Callable[[str, str], tuple[int, str]]


@contextmanager
def _apache(rules: str) -> Iterator[Ask]:
    """Apache with the rules where w3id.org has them; what it answers: the status, the address."""
    with TemporaryDirectory() as temporary:
        folder, port = Path(temporary), free_port()
        # Apache gives up the rights of root, and folders of pytest are open to their owner alone.
        folder.chmod(0o755)
        (folder / "www" / "mmrdf").mkdir(parents=True)
        (folder / "www" / "ready").write_text("")
        (folder / "www" / "mmrdf" / ".htaccess").write_text(rules)
        user = "User www-data\nGroup www-data" if os.getuid() == 0 else ""
        text = _CONFIGURATION.format(
            host=HOST, port=port, folder=folder, modules=_MODULES, user=user
        )
        (folder / "conf").write_text(text)
        start = [command("apache2") or "", "-X", "-f", str(folder / "conf")]
        with running(start, f"http://{HOST}:{port}/ready", folder):
            connection = HTTPConnection(HOST, port, timeout=60)

            def ask(path: str, accept: str) -> tuple[int, str]:
                connection.request("GET", f"/mmrdf/{path}", headers={"Accept": accept})
                answer = connection.getresponse()
                answer.read()
                return answer.status, answer.headers.get("Location", "")

            try:
                yield ask
            finally:
                connection.close()


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with _apache(RULES.read_text(encoding="utf-8")) as asking:
        yield asking


def _published(inputs: list[Path], folder: Path) -> Path:
    """An export with all that the README of the redirects says is to be published."""
    context = f"{FILES}context.jsonld"
    release = release_of({"publisher": "A & B", "release": "1.2"})
    date = "2026-11-30"
    export(
        inputs,
        folder,
        per_record=True,
        check=False,
        context=context,
        date=date,
        release=release,
    )
    shapes = sorted((ROOT / "shapes").glob("*.ttl"))
    (folder / "shapes.ttl").write_text("".join(path.read_text("utf-8") for path in shapes))
    return folder


def _check_all(folder: Path, ask: Ask) -> int:
    """See that each minted subject leads to a file that describes it; how many there are."""

    @cache
    def subjects(name: str) -> frozenset[str]:
        found = (triple.subject for triple in parse(folder / name))
        return frozenset(it.value for it in found if isinstance(it, NamedNode))

    graphs = [path.name for path in folder.glob("*.ttl") if not path.name.startswith("report")]
    minted = {it for name in graphs for it in subjects(name) if it.startswith(PREFIXES["mmrdf"])}
    for subject in sorted(minted):
        path = subject.removeprefix(PREFIXES["mmrdf"]).partition("#")[0]
        for ending, accept in TYPES.items():
            status, address = ask(quote(path, safe="/%!:;,()~"), accept)
            name = address.removeprefix(FILES)

            assert (status, address) == (303, FILES + name), subject
            assert name.endswith(ending) or path == "shapes", subject
            if path in GRAPHS:  # its triples, not what the release says of it
                assert name == f"{path.removeprefix('graph/')}.{ending}"
            else:
                assert subject in subjects(name), (subject, name)
    return len(minted)


def test_every_minted_subject(ask: Ask, tmp_path: Path) -> None:
    """Each IRI that an export mints leads to a file that describes it, as Turtle and JSON-LD."""
    folder = _published([ROOT / "seeds", ROOT / "tests" / "data"], tmp_path / "out")

    assert _check_all(folder, ask) > 500


def test_every_minted_subject_of_the_corpus(corpus: Path, ask: Ask, tmp_path: Path) -> None:
    """So does each IRI of real figures and papers."""
    folder = _published([corpus / "pfocr", corpus / "gold", corpus / "pubmed"], tmp_path / "out")

    assert _check_all(folder, ask) > 2000


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("", "dataset.ttl"),
        ("dataset", "dataset.ttl"),
        ("graph/core", "core.ttl"),
        ("graph/wikipathways", "wikipathways.ttl"),
        ("graph/evidence", "evidence.ttl"),
        ("graph/core/class/fabio:BookChapter", "dataset.ttl"),
        ("vocab", "vocab.ttl"),
        ("shapes", "shapes.ttl"),
        ("context.jsonld", "context.jsonld"),
        ("figure/PMC9658666__jcm-11-06491-g002", "records/PMC9658666__jcm-11-06491-g002.ttl"),
        ("figure/PMC9658666__jcm-11-06491-g002/gene/A!2FB", "evidence.ttl"),
        ("article/doi/10.1000/x/y", "core.ttl"),
        ("article/doi/10.1000/x/y/title/3-5", "evidence.ttl"),
        ("article/doi/10.1000/title", "core.ttl"),
        ("article/pubmed/1/title", "evidence.ttl"),
        ("article/pubmed/1", "core.ttl"),
        ("article/3f2a/abstract/IL6", "evidence.ttl"),
        ("journal/%E6%97%A5%E6%9C%AC%E8%87%A8%E5%BA%8A/-/2", "core.ttl"),
    ],
)
def test_path(ask: Ask, path: str, name: str) -> None:
    """What is no subject of an export leads where it is expected too."""
    assert ask(path, "text/turtle") == (303, FILES + name)


@pytest.mark.parametrize("path", ["nothing", "graph/other", "figure/", "vocabulary", "core.ttl"])
def test_unknown_path(ask: Ask, path: str) -> None:
    """What is not minted is not found."""
    assert ask(path, "text/turtle")[0] == 404


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),
        ("application/ld+json, application/json", "jsonld"),  # jsonld.js
        ("application/ld+json;profile=x, text/turtle;q=0.5", "jsonld"),
        ("text/turtle, application/rdf+xml, application/ld+json;q=0.9, */*;q=0.1", "ttl"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "ttl"),
        ("*/*", "ttl"),
    ],
)
def test_accept(ask: Ask, accept: str, ending: str) -> None:
    """Clients get what they ask for first, and Turtle if they do not say."""
    assert ask("journal/x", accept) == (303, f"{FILES}core.{ending}")


def test_rules_for_pages() -> None:
    """The rules for pages, once they are switched on, give them to browsers alone."""
    rules = re.sub("^#Rewrite", "Rewrite", RULES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    with _apache(rules) as ask:
        assert ask("figure/PMC1__a/gene/IL6", browser) == (303, f"{FILES}figure/PMC1__a")
        assert ask("vocab", browser) == (303, f"{FILES}vocab")
        assert ask("journal/x", browser) == (303, f"{FILES}core.ttl")
        assert ask("figure/PMC1__a/gene/IL6", "text/turtle") == (303, f"{FILES}evidence.ttl")


def test_one_host() -> None:
    """The host to fill in stands in one place."""
    assert RULES.read_text(encoding="utf-8").count("example.org") == 1
