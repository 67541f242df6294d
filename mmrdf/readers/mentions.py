"""The mentions of a figure: from its side tables, or from the lists inside an older record.

A word in the figure is one mention, whatever the number of its candidates. Rows of genes that
repeat are artefacts and collapse; chemicals and diseases repeat as often as they are written.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from mmrdf.errors import ReadError
from mmrdf.readers import side_tables
from mmrdf.readers.fields import Fields
from mmrdf.readers.mention_rows import Found, Rows
from mmrdf.readers.side_tables import Row
from mmrdf.readers.text import File
from mmrdf.records import Candidate, Entity, Hit, Kind, Mention, Picture, Source, Taxon, Word, Xref


def read(
    fields: Fields,
    file: File,
    keywords: tuple[str, ...],
    picture: Picture | None,
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
        picture: the picture in which the words stand.
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
        mentions += _mentions(kind, _one_each(fields, found), fields.record, picture)
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
    names: dict[Xref, set[str]] = {}
    taxa: dict[Xref, set[Taxon]] = {}
    for item in found:
        if item.entity:
            names.setdefault(item.entity.xref, set()).update(filter(None, [item.entity.name]))
            taxa.setdefault(item.entity.xref, set()).update(filter(None, [item.entity.taxon]))
    for xref, called in names.items():
        for several in (sorted(called), sorted(taxon.name for taxon in taxa[xref])):
            if len(several) > 1:
                message = f"{xref.curie} is {' and '.join(several)} in different rows"
                fields.doubt(xref.curie, "identifier-twice", message)
    return [
        _with(item, _unified(item.entity, names, taxa)) if item.entity else item for item in found
    ]


def _with(item: Found, entity: Entity) -> Found:
    return item if item.entity is entity else replace(item, entity=entity)


def _unified(entity: Entity, names: dict[Xref, set[str]], taxa: dict[Xref, set[Taxon]]) -> Entity:
    [taxon] = taxa[entity.xref] if len(taxa[entity.xref]) == 1 else [None]
    name = min(names[entity.xref], default=None)
    if (name, taxon) == (entity.name, entity.taxon):
        return entity
    return replace(entity, name=name, taxon=taxon)


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
            rows.append(Row(source=place, cells=cells))
    if words:
        inferred.update(words)
        shown = ", ".join(map(repr, words))
        message = f"{shown}: inferred, not written in the figure; not mentions"
        fields.doubt(name, "enrichment", message, severity="Info")
    return rows


def _mentions(
    kind: Kind, found: Iterable[Found], figid: str, picture: Picture | None
) -> Iterator[Mention]:
    """Yield the mentions of a kind in the order in which their words first come.

    Equal words are numbered by what is said of them, so that moving rows changes nothing.
    """
    found = tuple(found)
    words: dict[Word, list[Found]] = {}
    numbers: Counter[Word] = Counter()
    ordered = found if kind == "gene" else sorted(found, key=_content)
    first = {item.text: number for number, item in reversed([*enumerate(found)])}
    for item in sorted(ordered, key=lambda item: first[item.text]):
        word = Word(figid=figid, kind=kind, text=item.text)
        if kind != "gene":
            entity = item.entity
            identifiers = (entity.xref, *entity.others) if entity else ()
            word = replace(word, identifiers=tuple({x.curie: x for x in identifiers}.values()))
            numbers[word] += 1
            word = replace(word, number=numbers[word])
        words.setdefault(word, []).append(item)
    for word, items in words.items():
        candidates = tuple(_candidates(word, items))
        yield Mention(word=word, picture=picture, candidates=candidates)


def _content(item: Found) -> tuple[str, ...]:
    """What is said of a word, to be sorted by."""
    entity = item.entity
    said = (entity.xref.curie, entity.name, *(x.curie for x in entity.others)) if entity else ()
    return (*(part or "" for part in said), item.hit.match or "")


def _candidates(word: Word, found: Iterable[Found]) -> Iterator[Candidate]:
    """Yield what a word may be, each thing once, with all the ways in which the word came to it."""
    hits: dict[Xref | None, dict[Hit, None]] = {}
    entities: dict[Xref | None, Entity | None] = {}
    for item in found:
        key = item.entity.xref if item.entity else None
        entities.setdefault(key, item.entity)
        hits.setdefault(key, {})[item.hit] = None
    for key, entity in entities.items():
        if entity or len(entities) == 1:
            yield Candidate(word=word, entity=entity, hits=tuple(hits[key]))


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
    names = {name for mention in mentions for name in mention.keywords}
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
    unlisted = [mention for mention in mentions if mention.keywords.isdisjoint(known)]
    if keywords and unlisted:
        message = f"{len(unlisted)} of {len(mentions)} mentions are not among them"
        fields.doubt("keywords", "keywords-disagree", message, severity="Info")
