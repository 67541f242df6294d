"""The mentions of a figure: from its side tables, or from the lists inside an older record.

A word in the figure is one mention, whatever the number of its candidates. Rows of genes that
repeat are artefacts and collapse; chemicals and diseases repeat as often as they are written.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

from mmrdf.errors import ReadError
from mmrdf.readers import side_tables
from mmrdf.readers.fields import Fields
from mmrdf.readers.mention_rows import Found, Rows
from mmrdf.readers.side_tables import Row
from mmrdf.readers.text import File
from mmrdf.records import Candidate, Entity, Hit, Kind, Mention, Source, Taxon, Word, Xref


def read(
    fields: Fields,
    file: File,
    keywords: tuple[str, ...],
    refuse: Callable[[ReadError], None],
) -> tuple[Mention, ...]:
    """The mentions of a figure: genes, then chemicals, then diseases.

    A side table goes before a list inside the record, each kind by itself; where they differ, and
    where the keywords differ from both, the report has an Info. Keywords become no mentions here:
    if there is neither table nor list that explains them, the report has a Warning.

    Args:
        fields: the front matter.
        file: the record's file, which says where the side tables are.
        keywords: the names that the record lists, without identifiers.
        refuse: called with each table or row that cannot be read.
    """
    folder = _folder(fields, file)
    mentions: list[Mention] = []
    unknown: list[str] = []
    inferred: set[str] = set()
    for kind, name in side_tables.TABLES.items():
        listed = _listed(fields, name, inferred)
        path = folder / f"{fields.record}-{name}.tsv" if folder else None
        table = side_tables.table(path, fields.record, refuse) if path else None
        found = [*Rows(kind, fields, refuse).found(listed or () if table is None else table)]
        if listed and table is not None:
            _compare(fields, name, found, _unheard(kind, fields, listed))
        if listed is None and table is None:
            unknown.append(name)
        said = _of_genes if kind == "gene" else _of_things
        words = said(kind, _one_each(fields, found), fields.record)
        mentions += [
            Mention(word=word, candidates=_candidates(word, items)) for word, items in words
        ]
    written = tuple(keyword for keyword in keywords if keyword not in inferred)
    _compare_keywords(fields, written, mentions, unknown)
    return tuple(mentions)


def _unheard(kind: Kind, fields: Fields, rows: list[Row]) -> list[Found]:
    """What rows say that are only compared: their doubts are of no use to anybody."""
    before = len(fields.notices)
    found = [*Rows(kind, fields, refuse=lambda _: None).found(rows)]
    del fields.notices[before:]
    return found


def _one_each(fields: Fields, found: list[Found]) -> list[Found]:
    """The same with one name and organism for each identifier, whatever the order of the rows.

    What one row leaves out another adds. Of two names the first in the alphabet is taken, of two
    organisms none, and the report says so.
    """
    first: dict[Xref, Entity] = {}
    differing: dict[Xref, list[Entity]] = {}
    for entity in [item.entity for item in found if item.entity]:
        other = first.setdefault(entity.xref, entity)
        if entity.name != other.name or entity.taxon != other.taxon:
            differing.setdefault(entity.xref, [other]).append(entity)
    if not differing:  # as nearly always
        return found
    agreed = {xref: _agreed(xref, differing[xref], fields) for xref in first if xref in differing}
    return [
        item._replace(entity=replace(item.entity, **agreed[item.entity.xref]))
        if item.entity and item.entity.xref in agreed
        else item
        for item in found
    ]


class _Agreed(TypedDict):
    """The fields of an entity that rows may give in different words."""

    name: str | None
    taxon: Taxon | None


def _agreed(xref: Xref, said: list[Entity], fields: Fields) -> _Agreed:
    """The name and the organism of an identifier, of which rows say different things."""
    names = sorted({entity.name for entity in said if entity.name})
    taxa = sorted({entity.taxon for entity in said if entity.taxon}, key=lambda taxon: taxon.name)
    for several in (names, [taxon.name for taxon in taxa]):
        if len(several) > 1:
            message = f"{xref.curie} is {' and '.join(several)} in different rows"
            fields.doubt(xref.curie, "identifier-twice", message)
    return {"name": names[0] if names else None, "taxon": taxa[0] if len(taxa) == 1 else None}


def _folder(fields: Fields, file: File) -> Path | None:
    """The folder of the side tables; None if the file's name is not that of its figure."""
    folder = side_tables.folder(file.path)
    if folder and file.path and file.path.stem != fields.record:
        message = f"the file is not called {fields.record}.md: its side tables are not looked for"
        fields.doubt("figid", "file-name-disagrees", message)
        return None
    return folder


def _listed(fields: Fields, name: str, inferred: set[str]) -> list[Row] | None:
    """The entries of a list inside an older record as rows; None if it has no such list.

    Terms of an enrichment, whose source and identifier are left empty, are no mentions: their
    words go to ``inferred``.
    """
    if name not in fields.values:
        return None
    place = Source(file=fields.source.file, line=fields.places[name])
    rows, words = [], []
    for entry in fields.entries(name):
        cells = {column: cell for column, cell in entry.items() if isinstance(cell, str)}
        if cells.get("source") == "" == cells.get("identifier"):
            words.append(cells.get("word", ""))
        else:
            rows.append(Row(place.file, place.line, tuple(cells), tuple(cells.values())))
    if words:
        inferred.update(words)
        shown = ", ".join(map(repr, words))
        message = f"{shown}: inferred, not written in the figure; not mentions"
        fields.doubt(name, "enrichment", message, severity="Info")
    return rows


def _of_genes(kind: Kind, found: list[Found], figid: str) -> Iterator[tuple[Word, list[Found]]]:
    """Yield each word once, in the order in which they first come, with all that it may be."""
    words: dict[str, list[Found]] = {}
    for item in found:
        words.setdefault(item.text, []).append(item)
    for text, items in words.items():
        yield Word(figid=figid, kind=kind, text=text), items


def _of_things(kind: Kind, found: list[Found], figid: str) -> Iterator[tuple[Word, list[Found]]]:
    """Yield each word as often as it is written; equal texts come one behind the other.

    Equal words are numbered by what is said of them, so that moving rows changes nothing.
    """
    numbers: Counter[Word] = Counter()
    first = {item.text: number for number, item in reversed([*enumerate(found)])}
    for item in sorted(found, key=lambda item: (first[item.text], _content(item))):
        entity = item.entity
        xrefs = (entity.xref, *entity.others) if entity else ()
        identifiers = tuple({xref.curie: xref for xref in xrefs}.values())
        word = Word(figid=figid, kind=kind, text=item.text, identifiers=identifiers)
        numbers[word] += 1
        yield replace(word, number=numbers[word]), [item]


def _content(item: Found) -> tuple[str, ...]:
    """What is said of a word, to be sorted by."""
    entity = item.entity
    said = (entity.xref.curie, entity.name, *(x.curie for x in entity.others)) if entity else ()
    return (*(part or "" for part in said), item.hit.match or "")


def _candidates(word: Word, found: list[Found]) -> tuple[Candidate, ...]:
    """What a word may be, each thing once, with all the ways in which the word came to it."""
    if len(found) == 1:  # as mostly
        return (Candidate(word=word, entity=found[0].entity, hits=(found[0].hit,)),)
    things: dict[Xref | None, tuple[Entity | None, dict[Hit, None]]] = {}
    for item in found:
        key = item.entity.xref if item.entity else None
        things.setdefault(key, (item.entity, {}))[1][item.hit] = None
    return tuple(
        Candidate(word=word, entity=entity, hits=tuple(hits))
        for entity, hits in things.values()
        if entity or len(things) == 1
    )


def _compare(fields: Fields, name: str, used: list[Found], other: list[Found]) -> None:
    """Say how many words of a list inside the record stand otherwise in the side table."""
    table, listed = (
        {(i.text, i.entity and i.entity.xref) for i in items} for items in (used, other)
    )
    if table != listed:
        message = (
            f"{len(listed - table)} of its {len(listed)} entries are not in the side table, which"
            f" has {len(table - listed)} others; the side table is used"
        )
        fields.doubt(name, "list-disagrees", message, severity="Info")


def _compare_keywords(
    fields: Fields, keywords: tuple[str, ...], mentions: list[Mention], unknown: list[str]
) -> None:
    """Say which keywords nothing explains, and how many mentions are not among the keywords.

    There may be neither a table nor a list of the kinds that are ``unknown``.
    """
    named = [mention.keywords for mention in mentions]
    names = frozenset().union(*named)
    unexplained = [keyword for keyword in keywords if keyword not in names]
    if unexplained:
        message = (
            f"{len(unexplained)} of {len(keywords)} are in no table, such as {unexplained[0]!r}"
        )
        if unknown:
            message += f"; there is no table of {' or '.join(unknown)}"
            fields.doubt("keywords", "side-table-missing", message)
        else:
            fields.doubt("keywords", "keywords-disagree", message, severity="Info")
    known = set(keywords)
    unlisted = sum(known.isdisjoint(found) for found in named)
    if keywords and unlisted:
        message = f"{unlisted} of {len(mentions)} mentions are not among them"
        fields.doubt("keywords", "keywords-disagree", message, severity="Info")
