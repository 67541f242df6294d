"""What people have decided about single figures: a file of decisions, loaded.

The columns of the file are those of ``decision_lines``. Several lines for one word add up. Lines
that contradict each other are not used, none of them: nobody can tell which is meant.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from mmrdf.errors import DecisionsError, ReadError
from mmrdf.records import Source, Xref
from mmrdf.resolve import lexicon as lexicons
from mmrdf.resolve.decision_lines import NONE, PLACES, Line, read_lines
from mmrdf.resolve.lexicon import Lexicon


class OrganismDecision(NamedTuple):
    """Of which organism a figure is.

    Args:
        source: the line of the file.
        taxid: its number in the NCBI Taxonomy; None for none of those that may be.
        by: who decided, when and why, in one text; empty if the file does not say.
    """

    source: Source
    taxid: str | None
    by: str


class WordDecision(NamedTuple):
    """What a word of a figure stands for.

    Args:
        source: the first line of the file.
        place: where it is written; empty for everywhere.
        xrefs: what it is; empty for none of what it may be.
    """

    source: Source
    word: str
    place: str
    xrefs: tuple[Xref, ...]


class FigureDecisions(NamedTuple):
    """All that has been decided about one figure.

    Args:
        words: by the word, a decision for each place that the lines name.
    """

    organism: OrganismDecision | None
    words: dict[str, tuple[WordDecision, ...]]

    def xrefs(self, word: str, place: str) -> tuple[Xref, ...] | None:
        """What a word at a place is; empty for none of what it may be, None if undecided."""
        found = [it for it in self.words.get(word, ()) if it.place in {"", place}]
        if not found:
            return None
        return tuple(dict.fromkeys(xref for it in found for xref in it.xrefs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people have decided about figures.

    Args:
        name: of the file.
        faults: the lines that cannot be used, each with the reason and the remedy.
    """

    name: str
    faults: tuple[ReadError, ...] = ()
    _by_figid: dict[str, FigureDecisions] = field(default_factory=dict)

    @classmethod
    def read(cls, path: str | Path, lexicon: Lexicon | None = None) -> "Decisions":
        r"""Read a file of decisions; what of it cannot be used is in ``faults``.

        Args:
            path: the file.
            lexicon: which knows the genes of HGNC by their numbers; the shipped one by default.

        Raises:
            DecisionsError: if there is no such file, or its first line does not name the columns.

        >>> import tempfile
        >>> text = "figid\tword\tplace\tidentifier\tby\tdate\tnote\n"
        >>> text += "PMC1__f1\tIL6\t\tncbigene:3569\tN. N.\t2026-11-22\t\n"
        >>> with tempfile.NamedTemporaryFile() as file:
        ...     _ = Path(file.name).write_text(text)
        ...     decisions = Decisions.read(file.name)
        >>> decisions.of("PMC1__f1").xrefs("IL6", "caption"), decisions.faults
        ((Xref(prefix='ncbigene', identifier='3569'),), ())
        """
        path = Path(path)
        name = path.as_posix().encode("utf-8", "backslashreplace").decode()
        faults: list[ReadError] = []
        lines: dict[str, list[Line]] = {}
        for line in read_lines(path, name, lexicon or lexicons.opened(), faults.append):
            lines.setdefault(line.figid, []).append(line)
        found = {figid: _decisions(of, name, faults.append) for figid, of in lines.items()}
        faults.sort(key=lambda fault: fault.source.line)
        return cls(name=name, faults=tuple(faults), _by_figid=found)

    def of(self, figid: str) -> FigureDecisions | None:
        """What has been decided about a figure; None if nothing has."""
        return self._by_figid.get(figid)

    @property
    def figids(self) -> Iterator[str]:
        """The figures of which the file decides something, as it names them."""
        return (figid for figid, of in self._by_figid.items() if of.organism or of.words)


def opened(path: str | Path, lexicon: Lexicon) -> Decisions:
    """A file of decisions, read once in each process while it stays the same.

    Raises:
        DecisionsError: if there is no such file, or its first line does not name the columns.
    """
    path = Path(path)
    try:
        stamp = path.stat()
    except OSError as error:
        raise DecisionsError(f"{path}: {error.strerror}") from error
    return _opened(path, (stamp.st_ino, stamp.st_size, stamp.st_mtime_ns), lexicon)


@lru_cache(maxsize=2)
def _opened(path: Path, _stamp: tuple[int, int, int], lexicon: Lexicon) -> Decisions:
    return Decisions.read(path, lexicon)


def _decisions(
    lines: Iterable[Line], name: str, refuse: Callable[[ReadError], None]
) -> FigureDecisions:
    """What the lines about one figure decide, less those that contradict each other."""
    by_word: dict[str, list[Line]] = {}
    for line in lines:
        by_word.setdefault(line.word, []).append(line)
    organism: OrganismDecision | None = None
    words: dict[str, tuple[WordDecision, ...]] = {}
    for word, of_word in by_word.items():
        good = _consistent(of_word, name, refuse)
        if word and good:
            words[word] = tuple(_words(good, name))
        elif good:
            number, taxon = good[0].number, good[0].xref
            source = Source(file=name, line=number)
            organism = OrganismDecision(source, taxon.identifier if taxon else None, good[0].by)
    return FigureDecisions(organism, words)


def _words(lines: Iterable[Line], name: str) -> Iterator[WordDecision]:
    by_place: dict[str, list[Line]] = {}
    for line in lines:
        by_place.setdefault(line.place, []).append(line)
    for place, found in by_place.items():
        xrefs = dict.fromkeys(line.xref for line in found if line.xref)
        source = Source(file=name, line=found[0].number)
        yield WordDecision(source, found[0].word, place, tuple(xrefs))


def _consistent(lines: list[Line], name: str, refuse: Callable[[ReadError], None]) -> list[Line]:
    """The lines about one word, or the organism, less those that contradict others."""
    bad: dict[int, int] = {}
    for place in PLACES:
        found = [line for line in lines if line.place in {"", place}]
        pairs = [(a, b) for a, b in pairwise(found) if _differ(a, b)]
        if pairs:
            first, second = pairs[0]
            bad |= {line.number: 0 for line in found if line.number not in bad}
            bad[second.number] = first.number
    faults = [(line, bad[line.number]) for line in lines if bad.get(line.number)]
    for line, other in faults:
        what = f"the word {line.word!r}" if line.word else "the organism"
        reason = f"{line.xref.curie if line.xref else NONE!r} contradicts line {other}"
        remedy = f"keep one of the two; until then nothing is decided about {what} there"
        source = Source(file=name, line=line.number)
        refuse(ReadError(source, reason, remedy, record=line.figid, field="identifier"))
    return [line for line in lines if line.number not in bad]


def _differ(one: Line, other: Line) -> bool:
    """Whether two lines cannot both hold: things of a word add up, organisms do not."""
    if one.word:
        return (one.xref is None) != (other.xref is None)
    return one.xref != other.xref
