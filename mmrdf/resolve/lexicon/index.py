"""Tables of names in one SQLite file: written once, then read by any number of processes."""

import hashlib
import os
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import get_args

from mmrdf import identifiers
from mmrdf.records import EntityKind, Xref
from mmrdf.resolve.lexicon.keys import key
from mmrdf.resolve.lexicon.terms import How, Name, Preference, Table, Term

# Told apart from other SQLite files by this number in the file's header ("mmrd"), and from lexicons
# of other versions by the next: to be raised with the tables below and with ``key``.
_APPLICATION, _VERSION = 0x6D6D7264, 1

_SCHEMA = """
CREATE TABLE source (
    position INTEGER PRIMARY KEY, name TEXT, title TEXT, date TEXT, address TEXT, licence TEXT,
    sha256 TEXT, rows INTEGER
);
CREATE TABLE term (
    number INTEGER PRIMARY KEY, prefix TEXT, identifier TEXT, kind TEXT, label TEXT, taxid TEXT,
    new_prefix TEXT, new_identifier TEXT
);
CREATE TABLE name (key TEXT, text TEXT, how TEXT, term INTEGER, source INTEGER);
CREATE TABLE link (term INTEGER, relation TEXT, prefix TEXT, identifier TEXT);
CREATE TABLE preference (
    key TEXT, name TEXT, prefix TEXT, identifier TEXT, about TEXT, note TEXT, source INTEGER
);
"""
_INDEXES = """
CREATE UNIQUE INDEX term_xref ON term (prefix, identifier);
CREATE INDEX name_key ON name (key);
CREATE INDEX name_term ON name (term);
CREATE INDEX link_term ON link (term);
CREATE INDEX preference_key ON preference (key);
"""


# What a lexicon may say, by what is asked of it.
_WORDS: dict[str, frozenset[str]] = {
    "SELECT DISTINCT prefix FROM term": frozenset(identifiers.PATTERNS),
    "SELECT DISTINCT prefix FROM link": frozenset(identifiers.PATTERNS),
    "SELECT DISTINCT kind FROM term": frozenset(get_args(EntityKind)),
    "SELECT DISTINCT how FROM name": frozenset(get_args(How)),
    "SELECT DISTINCT relation FROM link": frozenset({"same", "other", "member"}),
}

Row = tuple[object, ...]


class _Merged:
    """A term as all tables together have it: names and links of all, the rest of the first."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self.names: dict[Name, int] = {}
        self.links: set[tuple[str, Xref]] = set()

    def add(self, term: Term, source: int) -> None:
        for name in term.names:
            if key(name.text):
                self.names.setdefault(name, source)
        self.links.update(("same", xref) for xref in term.same)
        self.links.update(("other", xref) for xref in term.others)
        self.links.update(("member", xref) for xref in term.members)


def write(tables: Sequence[Table], path: Path) -> None:
    """Write tables into a file, the same bytes whatever the order of their rows.

    A term that several tables have is one: the first table says what it is, all of them how it is
    called. The file appears whole or not at all.

    Args:
        tables: in the order of their authority.
        path: where to; what was there is replaced.

    Raises:
        OSError: if the file cannot be written.
        ReadError: if a table cannot be read.
    """
    handle, staging = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    os.close(handle)
    try:
        with closing(sqlite3.connect(staging)) as database:
            fill(database, tables)
        Path(staging).chmod(0o644)
        Path(staging).replace(path)
    except sqlite3.Error as error:
        raise OSError(f"{path} cannot be written: {error}") from error
    finally:
        Path(staging).unlink(missing_ok=True)


def fault(database: sqlite3.Connection) -> str | None:
    """What is wrong with a file that should be a lexicon; None if nothing is.

    Raises:
        sqlite3.Error: if it is no database, or has not the tables of a lexicon.
    """
    [[application]] = database.execute("PRAGMA application_id")
    [[version]] = database.execute("PRAGMA user_version")
    if application != _APPLICATION:
        return "no lexicon"
    if version != _VERSION:
        return f"a lexicon of version {version}, not {_VERSION}"
    for query, known in _WORDS.items():
        if unknown := {word for (word,) in database.execute(query)} - known:
            return f"{min(map(repr, unknown))} is not known in it"
    return None


def fill(database: sqlite3.Connection, tables: Sequence[Table]) -> None:
    """Write tables into an empty database."""
    merged = _merged(tables)
    marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION};"
    database.executescript(marks + _SCHEMA)
    sources = [
        (at, s.name, s.title, s.date, s.address, s.licence, s.sha256, s.rows)
        for at, s in enumerate(table.source for table in tables)
    ]
    database.executemany("INSERT INTO source VALUES (?,?,?,?,?,?,?,?)", sources)
    database.executemany("INSERT INTO preference VALUES (?,?,?,?,?,?,?)", _preferences(tables))
    terms, names, links = _rows(merged)
    database.executemany("INSERT INTO term VALUES (?,?,?,?,?,?,?,?)", terms)
    database.executemany("INSERT INTO name VALUES (?,?,?,?,?)", names)
    database.executemany("INSERT INTO link VALUES (?,?,?,?)", links)
    database.executescript(_INDEXES)
    database.commit()


def _merged(tables: Sequence[Table]) -> list[_Merged]:
    """All terms in the order of their identifiers."""
    found: dict[Xref, _Merged] = {}
    for source, table in enumerate(tables):
        for term in sorted(table.terms, key=_said):
            found.setdefault(term.xref, _Merged(term)).add(term, source)
    own = {x: e.term.xref for e in found.values() for rel, x in e.links if rel == "same"}
    for entry in found.values():
        entry.links = {(rel, own.get(x, x) if rel == "member" else x) for rel, x in entry.links}
    return [found[xref] for xref in sorted(found, key=_order)]


def _said(term: Term) -> tuple[str, ...]:
    """What a term says of itself, so that of two that differ always the same comes first."""
    new = term.replaced_by.curie if term.replaced_by else ""
    xref = term.xref
    return xref.prefix, xref.identifier, term.label, term.kind, term.taxid or "", new


def _order(xref: Xref) -> tuple[str, int, str]:
    return xref.prefix, len(xref.identifier), xref.identifier


def _rows(merged: Sequence[_Merged]) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows of the terms, of their names and of their links."""
    terms: list[Row] = []
    names: list[Row] = []
    links: list[Row] = []
    for number, entry in enumerate(merged):
        term, new = entry.term, entry.term.replaced_by
        row = (number, term.xref.prefix, term.xref.identifier, term.kind, term.label, term.taxid)
        terms.append((*row, new and new.prefix, new and new.identifier))
        found = [(name.text, name.how, at) for name, at in entry.names.items()]
        names += [(key(text), text, how, number, at) for text, how, at in sorted(found)]
        related = sorted((relation, x.prefix, x.identifier) for relation, x in entry.links)
        links += [(number, *link) for link in related]
    return terms, names, links


def _preferences(tables: Sequence[Table]) -> Iterator[Row]:
    """What people have decided; a later table has the last word on a name, in all fields."""
    decided: dict[tuple[str, ...], dict[str | None, tuple[Preference, int]]] = {}
    for source, table in enumerate(tables):
        own: dict[tuple[str, ...], dict[str | None, tuple[Preference, int]]] = {}
        for choice in sorted(table.preferences, key=repr):
            words = tuple(map(key, choice.name.split()))
            own.setdefault(words, {})[choice.about] = choice, source
        decided |= own
    for words, choices in sorted(decided.items()):
        for about, (choice, source) in sorted(choices.items(), key=repr):
            xref = (choice.xref.prefix, choice.xref.identifier) if choice.xref else (None, None)
            yield "".join(words), choice.name, *xref, about, choice.note, source


def digest(paths: Iterable[Path]) -> str:
    """A digest of some files, and of the Unicode tables that names are compared by."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    said = repr((unicodedata.unidata_version, sorted(found.items())))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
