"""A lexicon, opened: names in, terms out."""

import os
import sqlite3
import threading
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

from mmrdf.errors import LexiconError
from mmrdf.records import Xref
from mmrdf.resolve.lexicon import index, shipped
from mmrdf.resolve.lexicon.keys import key
from mmrdf.resolve.lexicon.terms import How, Name, Origin, Preference, Term

_HOWS: tuple[How, ...] = ("symbol", "label", "previous", "alias", "name", "synonym")


# Seconds for which the file of another version is kept, since two may be in use side by side.
_KEPT = 30 * 24 * 3600

# All of a term at once, to be sorted: what it is, its names in the alphabet's order, its links as
# they come. SQLite would take half as long again if it were to sort them.
_NAME, _LINK = 1, 2
_TERM = """
    SELECT 0, 0, kind, label, taxid, new_prefix, new_identifier FROM term WHERE number = ?1
    UNION ALL SELECT 1, 0, text, how, NULL, NULL, NULL FROM name WHERE term = ?1
    UNION ALL SELECT 2, rowid, relation, prefix, identifier, NULL, NULL FROM link WHERE term = ?1
"""

#: Characters of a key that tell most words with which no name begins.
HEAD = 5


class Sense(NamedTuple):
    """A term that a name may mean.

    Args:
        text: the name in the spelling of the lexicon.
        source: the name of the table that has it.
    """

    term: Term
    text: str
    how: How
    source: str


class Lexicon:
    """Names and what they may mean, read from one SQLite file that is never written to.

    It may be handed to other processes: each opens the file for itself.

    Args:
        path: a file that ``mmrdf lexicon build`` has made; None for the shipped lexicon.

    Raises:
        LexiconError: if the file is none, or of another version of mmrdf.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._stamp = _stamp(path) if path else ()
        self._terms: dict[Xref, Term] = {}
        self._senses: dict[str, tuple[Sense, ...]] = {}
        self._otherwise: dict[str, dict[str, Xref]] = {}
        self._ask("SELECT 1")  # a file that is no lexicon is refused here

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[Path | None]]:
        return type(self), (self.path,)

    def _ask(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows that a query finds; each process and thread asks through its own connection."""
        place = (os.getpid(), threading.get_ident())
        database = _opened(self.path, self._stamp, *place) if self.path else _shipped(*place)
        try:
            return database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise LexiconError(f"{self.path or 'the lexicon in the cache'}: {error}") from error

    def senses(self, name: str) -> tuple[Sense, ...]:
        """All that goes by a name, the most certain first; empty if nothing does.

        An obsolete term is what it has been replaced by.
        """
        return self.senses_of_key(key(name))

    def senses_of_key(self, form: str) -> tuple[Sense, ...]:
        """As ``senses``, by the name's key."""
        if form not in self.keys:
            return ()
        if form not in self._senses:
            rows = self._ask(
                "SELECT prefix, identifier, text, how, source.name FROM name"
                " JOIN term ON number = term JOIN source ON position = source WHERE key = ?",
                (form,),
            )
            found = {
                (term.xref, *how): Sense(term, *how)
                for prefix, identifier, *how in rows
                if (term := self._in_use(Xref(prefix=prefix, identifier=identifier)))
            }
            self._senses[form] = tuple(sorted(found.values(), key=_certainty))
        return self._senses[form]

    def _in_use(self, xref: Xref) -> Term | None:
        """A term, or what it has been replaced by in the end; None where that leads nowhere."""
        seen: set[Xref] = set()
        while (term := self.term(xref)) and term.replaced_by and xref not in seen:
            seen.add(xref)
            xref = term.replaced_by
        return term if term and not term.replaced_by else None

    def term(self, xref: Xref) -> Term | None:
        """A term with all its names, None if the lexicon has no such identifier."""
        if known := self._terms.get(xref):
            return known
        number = self._numbers.get(xref.prefix, {}).get(xref.identifier)
        return None if number is None else self._terms.setdefault(xref, self._read(xref, number))

    def _read(self, xref: Xref, number: int) -> Term:
        """A term out of one row for itself, and one for each name and link."""
        rows = sorted(self._ask(_TERM, (number,)))
        [(_, _, kind, label, taxid, prefix, identifier), *parts] = rows
        related: dict[str, list[Xref]] = {"same": [], "other": [], "member": []}
        for part in parts:
            if part[0] == _LINK:
                related[part[2]].append(Xref(prefix=part[3], identifier=part[4]))
        return Term(
            xref=xref,
            kind=kind,
            label=label,
            names=tuple(Name(part[2], part[3]) for part in parts if part[0] == _NAME),
            taxid=taxid,
            same=tuple(related["same"]),
            others=tuple(related["other"]),
            members=tuple(related["member"]),
            replaced_by=Xref(prefix=prefix, identifier=identifier) if prefix else None,
        )

    def owner(self, symbol: str) -> Xref | None:
        """The gene whose approved symbol this is; None if it is none, or that of several.

        >>> Lexicon().owner("traf-2"), Lexicon().owner("foo")
        (Xref(prefix='ncbigene', identifier='7186'), None)
        """
        found = {sense.term.xref for sense in self.senses(symbol) if sense.how == "symbol"}
        return found.pop() if len(found) == 1 else None

    def is_family(self, name: str) -> bool:
        """Whether a family or complex goes by this name.

        >>> Lexicon().is_family("NF-kB"), Lexicon().is_family("IL6")
        (True, False)
        """
        return bool(self.families_named(name))

    def families_named(self, name: str) -> tuple[Term, ...]:
        """The families and complexes that go by this name, as often as they do."""
        form = key(name)
        if form not in self._of_families:  # as mostly; nothing else need be read
            return ()
        return tuple(s.term for s in self.senses_of_key(form) if s.term.kind == "family")

    @cached_property
    def _of_families(self) -> frozenset[str]:
        """The keys of all families, and of what may have been replaced by one."""
        rows = self._ask(
            "SELECT key FROM name WHERE term IN"
            " (SELECT number FROM term WHERE kind = 'family' OR new_prefix IS NOT NULL)"
        )
        return frozenset(form for (form,) in rows)

    def preferences(self, name: str) -> tuple[Preference, ...]:
        """What people have decided about a name, that which needs a context first."""
        return self._preferences.get(key(name), ())

    @cached_property
    def _preferences(self) -> dict[str, tuple[Preference, ...]]:
        found: dict[str, list[Preference]] = {}
        rows = self._ask(
            "SELECT key, name, prefix, identifier, about, note FROM preference"
            " ORDER BY about IS NULL, about, rowid"
        )
        for form, name, prefix, identifier, about, note in rows:
            xref = Xref(prefix=prefix, identifier=identifier) if prefix else None
            choice = Preference(name=name, xref=xref, about=about, note=note)
            found.setdefault(form, []).append(choice)
        return {form: tuple(choices) for form, choices in found.items()}

    @cached_property
    def chosen(self) -> frozenset[Xref]:
        """The things that people have decided that some name means."""
        choices = (choice for several in self._preferences.values() for choice in several)
        return frozenset(choice.xref for choice in choices if choice.xref)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all names, and of those that people have decided on."""
        [(joined,)] = self._ask(  # as one text, in half the time: no key has the end of a line
            "SELECT group_concat(key, char(10))"
            " FROM (SELECT key FROM name UNION ALL SELECT key FROM preference)"
        )
        return frozenset(joined.split("\n") if joined else ())

    @cached_property
    def heads(self) -> dict[str, int]:
        """The first five characters of all longer keys, each with the length of the longest."""
        longest: dict[str, int] = {}
        for form in self.keys:
            length, head = len(form), form[:HEAD]
            if length > HEAD and length > longest.get(head, 0):
                longest[head] = length
        return longest

    @cached_property
    def _numbers(self) -> dict[str, dict[str, int]]:
        """The numbers of the terms, by prefix and identifier."""
        query = "SELECT identifier, number FROM term WHERE prefix = ?"
        prefixes = self._ask("SELECT DISTINCT prefix FROM term")
        return {prefix: dict(self._ask(query, (prefix,))) for (prefix,) in prefixes}

    @cached_property
    def families(self) -> dict[Xref, frozenset[Xref]]:
        """The genes of each family or complex, those of the families in it among them."""
        direct: dict[Xref, set[Xref]] = {}
        rows = self._ask(
            "SELECT term.prefix, term.identifier, link.prefix, link.identifier FROM link"
            " JOIN term ON number = term WHERE relation = 'member'"
        )
        for *family, prefix, identifier in rows:
            owner = Xref(prefix=family[0], identifier=family[1])
            direct.setdefault(owner, set()).add(Xref(prefix=prefix, identifier=identifier))
        return {family: _genes(family, direct) for family in direct}

    def named_otherwise(self, prefix: str) -> dict[str, Xref]:
        """The terms that have an identifier of another space, by that, where it is of one alone.

        >>> Lexicon().named_otherwise("hgnc")["HGNC:6018"]
        Xref(prefix='ncbigene', identifier='3569')
        """
        if prefix not in self._otherwise:
            rows = self._ask(
                "SELECT link.identifier, term.prefix, term.identifier FROM link JOIN term"
                " ON number = term WHERE relation != 'member' AND link.prefix = ?"
                " AND new_prefix IS NULL",
                (prefix,),
            )
            found: dict[str, set[Xref]] = {}
            for identifier, *term in rows:
                found.setdefault(identifier, set()).add(Xref(prefix=term[0], identifier=term[1]))
            self._otherwise[prefix] = {it: of.pop() for it, of in found.items() if len(of) == 1}
        return self._otherwise[prefix]

    def families_of(self, gene: Xref) -> frozenset[Xref]:
        """The families and complexes that a gene belongs to."""
        return self._families_of.get(gene, frozenset())

    @cached_property
    def _families_of(self) -> dict[Xref, frozenset[Xref]]:
        found: dict[Xref, set[Xref]] = {}
        for family, members in self.families.items():
            for gene in members:
                found.setdefault(gene, set()).add(family)
        return {gene: frozenset(families) for gene, families in found.items()}

    @cached_property
    def sources(self) -> tuple[Origin, ...]:
        """Where the names come from."""
        rows = self._ask("SELECT name, title, date, address, licence, sha256, rows FROM source")
        fields = ("name", "title", "date", "address", "licence", "sha256", "rows")
        return tuple(Origin(**dict(zip(fields, row, strict=True))) for row in rows)

    def spellings(self) -> dict[str, frozenset[tuple[str, ...]]]:
        """All names as they are spelled, each with what goes by it and how, to be compared."""
        rows = self._ask(
            "SELECT text, prefix, identifier, how FROM name JOIN term ON number = term"
            " UNION ALL SELECT name, prefix, identifier, about FROM preference"
        )
        found: dict[str, set[tuple[str, ...]]] = {}
        for text, *meaning in rows:
            found.setdefault(text, set()).add(tuple(map(str, meaning)))
        return {text: frozenset(meanings) for text, meanings in found.items()}

    def count(self) -> dict[str, int]:
        """The number of terms of each kind."""
        rows = self._ask("SELECT kind, count(*) FROM term GROUP BY kind ORDER BY kind")
        return dict(rows)


def _certainty(sense: Sense) -> tuple[int, str, int, str, str]:
    xref = sense.term.xref
    return _HOWS.index(sense.how), xref.prefix, len(xref.identifier), xref.identifier, sense.text


def _genes(family: Xref, direct: dict[Xref, set[Xref]]) -> frozenset[Xref]:
    """The genes of a family; a family that holds itself does no harm."""
    genes: set[Xref] = set()
    seen, waiting = {family}, [family]
    while waiting:
        for member in direct.get(waiting.pop(), ()):
            if member.prefix == "ncbigene":
                genes.add(member)
            elif member not in seen:
                seen.add(member)
                waiting.append(member)
    return frozenset(genes)


def _stamp(path: Path) -> tuple[int, ...]:
    """What tells a file from the one that takes its place."""
    try:
        found = path.stat()
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror}") from error
    return found.st_ino, found.st_size, found.st_mtime_ns


@cache
def _opened(path: Path, _stamp: tuple[int, ...], _process: int, _thread: int) -> sqlite3.Connection:
    """A lexicon, for one thread of one process: SQLite's connections are not to be shared."""
    database = None
    try:
        database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        fault = index.fault(database)
    except sqlite3.Error as error:
        fault = str(error)
    if database is None or fault:
        if database:
            database.close()
        raise LexiconError(f"{path}: {fault}; 'mmrdf lexicon build' makes a lexicon")
    return database


@cache
def _shipped(process: int, thread: int) -> sqlite3.Connection:
    """The shipped lexicon, kept in the user's cache, or in memory if nothing can be kept.

    The file is named by a digest of all that it is made of, so that it is never out of date. One
    that is damaged is made anew.
    """
    folder = Path(platformdirs.user_cache_path("mmrdf", appauthor=False))
    path = folder / f"lexicon-{index.digest(shipped.files())}.sqlite"
    try:
        if path.exists():
            with suppress(LexiconError):
                return _opened(path, _stamp(path), process, thread)
        folder.mkdir(parents=True, exist_ok=True)
        index.write(shipped.tables(), path)
        for other in folder.glob("lexicon-*.sqlite"):
            if other.stat().st_mtime < path.stat().st_mtime - _KEPT:
                other.unlink(missing_ok=True)  # of a version that is hardly in use any more
        return _opened(path, _stamp(path), process, thread)
    except (OSError, LexiconError):
        database = sqlite3.connect(":memory:")
        index.fill(database, shipped.tables())
        return database


def opened(path: Path | None = None) -> Lexicon:
    """A lexicon, opened once in each process while its file stays the same; see ``Lexicon``."""
    return _lexicon(path, _stamp(path) if path else ())


@cache
def _lexicon(path: Path | None, _stamp: tuple[int, ...]) -> Lexicon:
    return Lexicon(path)
