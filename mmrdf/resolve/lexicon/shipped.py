"""The tables of names that come with mmrdf: human genes, families, the myeloma bone niche."""

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from mmrdf import iris
from mmrdf.records import HUMAN, Xref
from mmrdf.resolve.lexicon.official import preferences, tsv
from mmrdf.resolve.lexicon.terms import How, Name, Origin, Preference, Table, Term

FOLDER = Path(__file__).parent
_MANIFEST = "manifest.json"


def files() -> tuple[Path, ...]:
    """All that the shipped lexicon is made of: tables, manifest and the code that reads them."""
    own = (*FOLDER.glob("*.tsv*"), *FOLDER.glob("*.py"), FOLDER / _MANIFEST)
    return tuple(sorted((*own, Path(iris.__file__))))


def tables() -> tuple[Table, ...]:
    """The shipped tables, each with where it comes from; terms are read when they are asked for."""
    manifest = json.loads((FOLDER / _MANIFEST).read_text(encoding="utf-8"))
    readers: dict[str, Callable[[Path], Iterator[Term]]] = {
        "hgnc": _genes,
        "ncbi": _synonyms,
        "famplex": _families,
        "members": _members,
        "niche": tsv,
    }
    found = []
    for name, entry in manifest.items():
        [path] = FOLDER.glob(f"{name}.tsv*")
        source = Origin(
            name=name,
            **{field: entry[field] for field in ("title", "date", "address", "licence", "sha256")},
            rows=int(entry["rows"]),
        )
        chosen: tuple[Preference, ...] = ()
        if name == "preferred":
            chosen = tuple(preferences(path))
        read = readers.get(name)
        found.append(Table(source=source, terms=read(path) if read else (), preferences=chosen))
    return tuple(found)


def _lines(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def _genes(path: Path) -> Iterator[Term]:
    for gene, hgnc, symbol, name, previous, aliases, ensembl, uniprot, _ in _lines(path):
        same = [("hgnc", hgnc), ("hgnc.symbol", symbol), ("ensembl", ensembl)]
        same += [("uniprot", accession) for accession in _listed(uniprot)]
        yield Term(
            xref=Xref(prefix="ncbigene", identifier=gene),
            kind="gene",
            label=symbol,
            names=(
                Name(text=symbol, how="symbol"),
                *_names(_listed(previous), "previous"),
                *_names(_listed(aliases), "alias"),
                *_names(_listed(name), "name"),
            ),
            taxid=HUMAN.taxid,
            same=tuple(Xref(prefix=prefix, identifier=text) for prefix, text in same if text),
        )


def _synonyms(path: Path) -> Iterator[Term]:
    for gene, name in _lines(path):
        yield Term(
            xref=Xref(prefix="ncbigene", identifier=gene),
            kind="gene",
            label=name,
            names=_names((name,), "synonym"),
            taxid=HUMAN.taxid,
        )


def _families(path: Path) -> Iterator[Term]:
    for family, name in _lines(path):
        yield _family(family, names=_names((name,), "label" if name == family else "alias"))


def _members(path: Path) -> Iterator[Term]:
    members: defaultdict[str, list[Xref]] = defaultdict(list)
    for family, space, member in _lines(path):
        prefix = "hgnc.symbol" if space == "hgnc" else space
        members[family].append(Xref(prefix=prefix, identifier=member))
    for family, found in members.items():
        yield _family(family, members=tuple(found))


def _family(family: str, names: tuple[Name, ...] = (), members: tuple[Xref, ...] = ()) -> Term:
    return Term(
        xref=Xref(prefix="fplx", identifier=family),
        kind="family",
        label=family.replace("_", " "),
        names=names,
        members=members,
    )


def _listed(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _names(texts: list[str] | tuple[str, ...], how: How) -> tuple[Name, ...]:
    return tuple(Name(text=text, how=how) for text in texts)
