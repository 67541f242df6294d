"""A user's own lexicon: the shipped tables, with downloads in their place or beside them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mmrdf.errors import LexiconError
from mmrdf.resolve.lexicon import index, official, shipped
from mmrdf.resolve.lexicon.lexicon import Lexicon
from mmrdf.resolve.lexicon.terms import Origin, Table, Term
from mmrdf.vocab import FAMPLEX, HGNC, MESH, NCBI_GENE


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in which names are published.

    Args:
        title: what it is called.
        read: what makes terms of a file.
        address: where it is published; empty for a user's own.
        replaces: the shipped tables that it takes the place of.
    """

    title: str
    read: Callable[[Path], Iterator[Term]]
    address: str = ""
    replaces: frozenset[str] = frozenset()


#: The forms that can be built from, by the name of their option.
FORMS: dict[str, Form] = {
    "hgnc": Form(
        title="HGNC", read=official.hgnc, address=HGNC.value, replaces=frozenset({"hgnc"})
    ),
    "gene-info": Form(
        title="NCBI Gene, human synonyms",
        read=official.gene_info,
        address=NCBI_GENE.value,
        replaces=frozenset({"ncbi"}),
    ),
    "mesh": Form(title="MeSH", read=official.mesh, address=MESH.value),
    "obo": Form(title="OBO ontology", read=official.obo),
    "famplex": Form(
        title="FamPlex",
        read=official.famplex,
        address=FAMPLEX.value,
        replaces=frozenset({"famplex", "members"}),
    ),
    "tsv": Form(title="Own table", read=official.tsv),
}


def build(out: Path, files: Sequence[tuple[str, Path]], preferred: Sequence[Path] = ()) -> None:
    """Write a lexicon.

    Args:
        out: the file to write; a lexicon that was there is replaced.
        files: official downloads, each with its form, a name of ``FORMS``.
        preferred: tables of decisions on names, which go before those that are shipped.

    Raises:
        LexiconError: if two files would have the same name, or ``out`` is a file of another kind.
        ReadError: if a file cannot be read, or is not of its form.
        OSError: if the lexicon cannot be written.
    """
    if out.exists():
        Lexicon(out)  # a file that is no lexicon is not written over
    replaced = {name for form, _ in files for name in FORMS[form].replaces}
    tables = [table for table in shipped.tables() if table.source.name not in replaced]
    tables = [*tables, *(_table(form, path) for form, path in files)]
    tables += [_decisions(path) for path in preferred]
    names = [table.source.name for table in tables]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise LexiconError(f"two tables are called {twice[0]!r}; rename one of the files")
    index.write(_in_order(tables), out)


def _in_order(tables: Iterable[Table]) -> list[Table]:
    """A user's own tables first, then those that say what a gene is, mere synonyms last."""
    ranks = {"hgnc": 1, "ncbi": 3, "gene-info": 3}

    def rank(table: Table) -> int:
        name = table.source.name
        return 0 if name.startswith("tsv-") else ranks.get(name, 2)

    return sorted(tables, key=rank)


def _table(form: str, path: Path) -> Table:
    row = FORMS[form]
    terms = tuple(row.read(path))
    name = form if row.replaces else f"{form}-{path.name.partition('.')[0].lower()}"
    source = Origin(
        name=name,
        title=f"{row.title}, {path.name}",
        date=official.release(path) if form == "obo" else "",
        address=row.address,
        licence="",
        sha256=_digest(path),
        rows=len(terms),
    )
    return Table(source=source, terms=terms)


def _decisions(path: Path) -> Table:
    choices = tuple(official.preferences(path))
    source = Origin(
        name=f"preferred-{path.name.partition('.')[0].lower()}",
        title=f"Own decisions, {path.name}",
        date="",
        address="",
        licence="",
        sha256=_digest(path),
        rows=len(choices),
    )
    return Table(source=source, preferences=choices)


def _digest(path: Path) -> str:
    """The SHA-256 of a file; of a folder, that of the digests of its tables by their names."""
    if path.is_dir():
        digests = "".join(map(_digest, sorted(path.glob("*.csv"))))
        return hashlib.sha256(digests.encode()).hexdigest()
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
