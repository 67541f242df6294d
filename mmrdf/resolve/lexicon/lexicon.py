"""A lexicon, opened: names in, terms out."""

import os
import sqlite3
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import platformdirs

from mmrdf.errors import LexiconError
from mmrdf.records import Xref
from mmrdf.resolve.lexicon import index, shipped
from mmrdf.resolve.lexicon.keys import key
from mmrdf.resolve.lexicon.terms import How, Name, Preference, Source, Term

_HOWS: tuple[How, ...] = ("symbol", "label", "previous", "alias", "name", "synonym")
_TERM = "SELECT number, kind, label, taxid, new_prefix, new_identifier FROM term"


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
        LexiconError: if the file is none.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._terms: dict[Xref, Term | None] = {}
        self._senses: dict[str, tuple[Sense, ...]] = {}
        self._database  # noqa: B018 (a file that is no lexicon is refused here)

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[Path | None]]:
        return type(self), (self.path,)

    @property
    def _database(self) -> sqlite3.Connection:
        return _shipped(os.getpid()) if self.path is None else _opened(self.path, os.getpid())

    def senses(self, name: str) -> tuple[Sense, ...]:
        """All that goes by a name, the most certain first; empty if nothing does.

        An obsolete term is what it has been replaced by.
        """
        return self.senses_of_key(key(name))

    def senses_of_key(self, form: str) -> tuple[Sense, ...]:
        """As ``senses``, by the name's key."""
        if form not in self._senses:
            rows = self._database.execute(
                "SELECT prefix, identifier, text, how, source.name FROM name"
                " JOIN term ON number = term JOIN source ON position = source WHERE key = ?",
                (form,),
            )
            found = {
                (self._in_use(Xref(prefix=prefix, identifier=identifier)), text, how, source)
                for prefix, identifier, text, how, source in rows
            }
            senses = (Sense(term, *how) for term, *how in found if term)
            self._senses[form] = tuple(sorted(senses, key=_certainty))
        return self._senses[form]

    def _in_use(self, xref: Xref) -> Term | None:
        term = self.term(xref)
        return self.term(term.replaced_by) if term and term.replaced_by else term

    def term(self, xref: Xref) -> Term | None:
        """A term with all its names, None if the lexicon has no such identifier."""
        if xref not in self._terms:
            self._terms[xref] = self._read(xref)
        return self._terms[xref]

    def _read(self, xref: Xref) -> Term | None:
        ask = self._database.execute
        row = ask(f"{_TERM} WHERE prefix = ? AND identifier = ?", (xref.prefix, xref.identifier))
        if not (found := row.fetchone()):
            return None
        number, kind, label, taxid, prefix, identifier = found
        names = ask("SELECT text, how FROM name WHERE term = ? ORDER BY text, how", (number,))
        links = ask(
            "SELECT relation, prefix, identifier FROM link WHERE term = ? ORDER BY rowid", (number,)
        )
        related: dict[str, list[Xref]] = {"same": [], "other": [], "member": []}
        for relation, *other in links:
            related[relation].append(Xref(prefix=other[0], identifier=other[1]))
        return Term(
            xref=xref,
            kind=kind,
            label=label,
            names=tuple(Name(text=text, how=how) for text, how in names),
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
        return any(sense.term.kind == "family" for sense in self.senses(name))

    def preferences(self, name: str) -> tuple[Preference, ...]:
        """What people have decided about a name, that which needs a context first."""
        return self._preferences.get(key(name), ())

    @cached_property
    def _preferences(self) -> dict[str, tuple[Preference, ...]]:
        found: dict[str, list[Preference]] = {}
        rows = self._database.execute(
            "SELECT key, name, prefix, identifier, about, note FROM preference"
            " ORDER BY about IS NULL, about, rowid"
        )
        for form, name, prefix, identifier, about, note in rows:
            xref = Xref(prefix=prefix, identifier=identifier) if prefix else None
            choice = Preference(name=name, xref=xref, about=about, note=note)
            found.setdefault(form, []).append(choice)
        return {form: tuple(choices) for form, choices in found.items()}

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all names, and of those that people have decided on."""
        rows = self._database.execute("SELECT key FROM name UNION SELECT key FROM preference")
        return frozenset(form for (form,) in rows)

    @cached_property
    def families(self) -> dict[Xref, frozenset[Xref]]:
        """The genes of each family or complex, those of the families in it among them."""
        direct: dict[Xref, set[Xref]] = {}
        rows = self._database.execute(
            "SELECT term.prefix, term.identifier, link.prefix, link.identifier FROM link"
            " JOIN term ON number = term WHERE relation = 'member'"
        )
        for *family, prefix, identifier in rows:
            owner = Xref(prefix=family[0], identifier=family[1])
            direct.setdefault(owner, set()).add(Xref(prefix=prefix, identifier=identifier))
        return {family: _genes(family, direct) for family in direct}

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
    def sources(self) -> tuple[Source, ...]:
        """Where the names come from."""
        rows = self._database.execute(
            "SELECT name, title, date, address, licence, sha256, rows FROM source"
        )
        fields = ("name", "title", "date", "address", "licence", "sha256", "rows")
        return tuple(Source(**dict(zip(fields, row, strict=True))) for row in rows)

    def spellings(self) -> dict[str, frozenset[tuple[str, ...]]]:
        """All names as they are spelled, each with what goes by it and how, to be compared."""
        rows = self._database.execute(
            "SELECT text, prefix, identifier, how FROM name JOIN term ON number = term"
            " UNION ALL SELECT name, prefix, identifier, about FROM preference"
        )
        found: dict[str, set[tuple[str, ...]]] = {}
        for text, *meaning in rows:
            found.setdefault(text, set()).add(tuple(map(str, meaning)))
        return {text: frozenset(meanings) for text, meanings in found.items()}

    def count(self) -> dict[str, int]:
        """The number of terms of each kind."""
        rows = self._database.execute("SELECT kind, count(*) FROM term GROUP BY kind ORDER BY kind")
        return dict(rows.fetchall())


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


@cache
def _opened(path: Path, _process: int) -> sqlite3.Connection:
    """A lexicon of the user's, for one process: SQLite's connections are not shared by a fork."""
    try:
        database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        [application] = database.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error as error:
        raise LexiconError(
            f"{path}: {error}; a lexicon is made by 'mmrdf lexicon build'"
        ) from error
    if application != index.APPLICATION:
        raise LexiconError(f"{path}: no lexicon; 'mmrdf lexicon build' makes one")
    return database


@cache
def _shipped(process: int) -> sqlite3.Connection:
    """The shipped lexicon, kept in the user's cache, or in memory if nothing can be kept.

    The file is named by a digest of all that it is made of, so that it is never out of date.
    """
    folder = Path(platformdirs.user_cache_path("mmrdf", appauthor=False))
    path = folder / f"lexicon-{index.digest(shipped.files())}.sqlite"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            index.write(shipped.tables(), path)
        return _opened(path, process)
    except (OSError, LexiconError):
        database = sqlite3.connect(":memory:")
        index.fill(database, shipped.tables())
        return database


@cache
def opened(path: Path | None = None) -> Lexicon:
    """A lexicon, opened once in each process; see ``Lexicon``."""
    return Lexicon(path)
