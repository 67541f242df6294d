"""What an export says of itself: how much it holds, where it links to, which names it uses."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mmrdf.export.files import Written
from mmrdf.export.tally import Key
from mmrdf.records import (
    ClassPartition,
    Dataset,
    Date,
    Distribution,
    LayerPart,
    Linkset,
    NameTable,
    Prefix,
    PropertyPartition,
    Release,
    Resolution,
    Software,
    dataset_path,
)
from mmrdf.resolve import Policy
from mmrdf.resolve.lexicon import Lexicon, Origin
from mmrdf.serialize import Format
from mmrdf.vocab import CC0, PFOCR, PREFIXES, PUBMED, VOCABULARIES, curie, wp

#: The properties that link to other databases: their identifier space, and what they are called.
LINKS: dict[NamedNode, tuple[str, str]] = {
    wp.bdbChEBI: ("chebi", "ChEBI"),
    wp.bdbEnsembl: ("ensembl", "Ensembl"),
    wp.bdbEntrezGene: ("ncbigene", "NCBI Gene"),
    wp.bdbHgncSymbol: ("hgnc.symbol", "HGNC"),
    wp.bdbUniprot: ("uniprot", "UniProt"),
}

_SOURCES = {"figure": PFOCR, "article": PUBMED}

_CONTENT: dict[Policy, str] = {
    "strict": "the genes, chemicals and diseases that are certain to be in the figures",
    "recorded": "all genes, chemicals and diseases that PFOCR records for them, certain or not",
}


#: What the layers are called.
_LAYERS: dict[str, str] = {
    "core": "Figures, papers and what they mention, in the terms of schema.org",
    "wikipathways": "The figures in the terms of WikiPathways",
    "evidence": "What each word of a figure and each name in a text may be",
}

#: What is not under the licence of the records.
RIGHTS = "Captions, abstracts and pictures belong to their publishers."


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is in an export.

    Args:
        policy: what of the source's identifiers is stated.
        kinds: the number of records of each kind.
        triples: the number of triples of each layer.
        tally: the classes and properties of each layer.
        example: the IRI of the first record.
        files: the files of each layer, with their formats.
        compression: the media type of their compression; None if there is none.
        lexicon: what the words of the records were looked up in.
        version: of mmrdf.
    """

    policy: Policy
    kinds: Mapping[str, int]
    triples: Mapping[str, int]
    tally: Mapping[Key, int]
    example: str
    files: Sequence[tuple[str, Format, Written]]
    compression: str | None
    lexicon: Lexicon
    version: str


def described(contents: Contents, release: Release | None = None) -> Dataset:
    """Describe an export.

    Args:
        contents: what is in it.
        release: what a publisher says of it; nothing by default.
    """
    release = release or Release()
    path = dataset_path(release.version)
    software = Software(name="mmrdf", version=contents.version)
    description = f"Pathway figures and papers, with {_CONTENT[contents.policy]}."
    return Dataset(
        title=release.title or "Pathway figures and papers as linked data",
        description=release.description or description,
        creators=release.creators,
        publisher=release.publisher,
        licence=release.licence or CC0.value,
        rights=RIGHTS,
        version=release.version,
        previous=release.previous,
        date=release.date,
        address=release.download_url,
        sources=tuple(
            source.value for kind, source in _SOURCES.items() if contents.kinds.get(kind)
        ),
        entities=contents.tally.get(("", "entities", ""), 0),
        triples=sum(contents.triples.values()),
        example=contents.example,
        software=software,
        resolution=Resolution(
            of=path,
            tables=tuple(map(described_table, contents.lexicon.sources)),
            software=software,
        ),
        layers=tuple(_layer(layer, contents) for layer in contents.triples),
        linksets=tuple(_linksets(path, contents.tally)),
        distributions=tuple(_distributions(path, contents, release)),
        vocabularies=tuple(PREFIXES[name] for name in VOCABULARIES),
        prefixes=tuple(Prefix(name=name, namespace=PREFIXES[name]) for name in VOCABULARIES),
    )


def _layer(layer: str, contents: Contents) -> LayerPart:
    counts = sorted(it for it in contents.tally.items() if it[0][0] == layer)
    return LayerPart(
        name=layer,
        title=_LAYERS[layer],
        triples=contents.triples[layer],
        entities=contents.tally.get((layer, "entities", ""), 0),
        classes=tuple(
            ClassPartition(layer=layer, of=name, entities=count)
            for (_, kind, name), count in counts
            if kind == "class"
        ),
        properties=tuple(
            PropertyPartition(layer=layer, of=name, triples=count)
            for (_, kind, name), count in counts
            if kind == "property"
        ),
    )


def _linksets(path: str, tally: Mapping[Key, int]) -> Iterator[Linkset]:
    links = Counter[str]()
    for (_, kind, name), count in tally.items():
        if kind == "property":
            links[name] += count
    for predicate, (prefix, name) in LINKS.items():
        if count := links[predicate.value]:
            yield Linkset(
                of=path,
                predicate=curie(predicate),
                prefix=prefix,
                title=f"Links to {name}",
                triples=count,
            )


def _distributions(path: str, contents: Contents, release: Release) -> Iterator[Distribution]:
    for layer, row, file in contents.files:
        yield Distribution(
            of=path,
            name=file.name,
            title=f"{_LAYERS[layer]} ({file.name})",
            description=f"The layer {layer} as {row.syntax.name}.",
            rights=RIGHTS,
            media_type=row.media_type,
            compression=contents.compression,
            bytes=file.bytes,
            sha256=file.sha256,
            address=f"{release.download_url}{file.name}" if release.download_url else None,
            licence=release.licence or CC0.value,
            creators=release.creators,
            publisher=release.publisher,
        )


def described_table(source: Origin) -> NameTable:
    """What is said of a table: its date is one only if it is a day, else the name of a release."""
    is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", source.date) is not None
    return NameTable(
        name=source.name,
        title=source.title,
        date=Date(start=source.date) if is_day else None,
        version=None if is_day else source.date or None,
        licence=source.licence or None,
        address=source.address or None,
        sha256=source.sha256,
        rows=source.rows,
    )
