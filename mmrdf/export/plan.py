"""What to read: the files behind the inputs, each once, in one order, cut into chunks."""

import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mmrdf.errors import ReadError
from mmrdf.readers import STDIN, called, printable, side_tables
from mmrdf.readers.side_tables import DATA, FIGURES
from mmrdf.records import Revision, Source

#: Files in a chunk: about so many, and never more than four times as many.
CHUNK = 100

#: Bytes of files after which a chunk ends, whatever their number.
CHUNK_BYTES = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to read.

    Args:
        name: what messages call it.
        size: its bytes, 0 where that is not known.
        alone: whether no tables stand beside it.
        superseded: the states of PubMed records in it that are not to be used, since another
            file, or another place in this one, has a later one.
    """

    path: str
    name: str
    size: int = 0
    alone: bool = False
    superseded: frozenset[Revision | None] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an export is going to do.

    Args:
        files: what to read, in order.
        faults: what cannot be read at all.
        left: what stands in a PFOCR checkout beside the figures and their tables, and side tables
            of no figure; it is not looked at.
    """

    files: list[Input]
    faults: list[ReadError]
    left: list[str]


def planned(inputs: Iterable[str | Path], out: Path) -> Plan:
    """List the files to read, each once, in one order, and what cannot be read at all.

    Of a folder these are all files below it, less hidden ones and those of the output. A folder
    with a folder ``_figures`` is a PFOCR checkout, of which only that is read; the side tables in
    ``_data`` are read with their figures.
    """
    found: dict[bytes, Input] = {}
    walk = _Walk(out)
    for given in map(str, inputs):
        is_folder = os.path.isdir(given)
        before = len(found) + len(walk.faults) + len(walk.left)
        for path in walk.files(given) if is_folder else [given]:
            if path != STDIN and _is_device(path):
                walk.faults.append(_fault(path, "a device", "name a file with records"))
                continue
            place = b"" if path == STDIN else os.fsencode(os.path.abspath(path))
            file = Input(path=path, name=called(path), size=_size(path))
            found[place] = min(file, found.get(place, file), key=lambda item: item.name)
        after = len(found) + len(walk.faults) + len(walk.left)
        if is_folder and after == before and not _any_below(found, given):
            walk.faults.append(_fault(given, "a folder without files", "name one that has records"))
    walk.faults.sort(key=lambda fault: fault.source.file)
    files = [found[place] for place in sorted(found)]
    return Plan(files=files, faults=walk.faults, left=sorted(set(walk.left)))


class _Walk:
    """A walk over folders, and what it leaves out."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.faults: list[ReadError] = []
        self.left: list[str] = []

    def files(self, root: str) -> Iterator[str]:
        """Yield the files below a folder that may hold records."""
        for folder, folders, names in os.walk(root, onerror=self._unreadable):
            folders[:] = [name for name in folders if not name.startswith(".")]
            names = [name for name in names if not name.startswith(".")]  # noqa: PLW2901
            if os.path.basename(os.path.abspath(folder)) == DATA:
                self.left.append(f"{printable(folder)}/")  # its tables are read with their figures
                folders[:], names = [], []  # noqa: PLW2901
            if FIGURES in folders:
                self._leave(folder, folders, names)
                folders[:], names = [FIGURES], []  # noqa: PLW2901
            self._check_links(folder, folders)
            folders[:] = [n for n in folders if not _is_same(os.path.join(folder, n), self.out)]
            for path in [os.path.join(folder, name) for name in names]:
                if os.path.isfile(path):
                    yield path
                else:
                    self.faults.append(_fault(path, "no regular file", "name a file with records"))

    def _unreadable(self, error: OSError) -> None:
        reason = f"cannot be read ({error.strerror})"
        self.faults.append(_fault(error.filename, reason, "check its permissions"))

    def _check_links(self, folder: str, folders: list[str]) -> None:
        for path in [os.path.join(folder, name) for name in folders]:
            if os.path.islink(path):
                reason = "a link to a folder is not followed"
                self.faults.append(_fault(path, reason, "name the folder itself"))

    def _listed(self, folder: str) -> list[str]:
        try:
            return os.listdir(folder)
        except OSError as error:
            self._unreadable(error)
            return []

    def _leave(self, checkout: str, folders: list[str], names: list[str]) -> None:
        """Note what of a PFOCR checkout is not read."""
        others = [name for name in folders if name not in (FIGURES, DATA)]
        self.left += [f"{printable(os.path.join(checkout, name))}/" for name in others]
        self.left += [printable(os.path.join(checkout, name)) for name in names]
        if DATA in folders:
            data = os.path.join(checkout, DATA)
            known = {n.removesuffix(".md") for n in self._listed(os.path.join(checkout, FIGURES))}
            for name in self._listed(data):
                mine = side_tables.figure_of(name) in known or name in side_tables.MAPS
                if not (mine or name.startswith(".")):
                    self.left.append(printable(os.path.join(data, name)))


def settled(files: Iterable[Input], folder: Path) -> Iterator[Input]:
    """Yield the files so that each can be read twice: what comes through a pipe is copied.

    What cannot be read stays as it is; reading it will tell.

    Raises:
        OSError: if a copy cannot be written.
    """
    for number, file in enumerate(files):
        copy = folder / str(number)
        if os.path.isfile(file.path) or not _is_copied(file.path, copy):
            yield file
        else:
            yield replace(file, path=str(copy), size=copy.stat().st_size, alone=True)


def _is_copied(path: str, copy: Path) -> bool:
    try:
        stream = sys.stdin.buffer if path == STDIN else Path(path).open("rb")  # noqa: SIM115 (below)
    except (OSError, AttributeError):  # standard input is closed
        return False
    with stream, copy.open("wb") as target:
        while True:
            try:
                block = stream.read(1 << 20)
            except OSError:
                return False
            if not block:
                return True
            target.write(block)  # what cannot be written is no fault of the input


def _is_device(path: str) -> bool:
    """Whether a path is none of a file; such things may have no end."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size if os.path.isfile(path) else 0
    except OSError:
        return 0


def _any_below(found: Iterable[bytes], folder: str) -> bool:
    """Whether a folder's files were found before, by another of the inputs."""
    place = os.fsencode(os.path.abspath(folder)) + os.fsencode(os.sep)
    return any(path.startswith(place) for path in found)


def _fault(path: str, reason: str, remedy: str) -> ReadError:
    return ReadError(Source(file=printable(path)), reason, remedy)


def _is_same(path: str, out: Path) -> bool:
    return out.exists() and os.path.samefile(path, out)


def chunks(files: list[Input]) -> Iterator[list[Input]]:
    """Cut the files into chunks.

    A chunk ends with a file whose name says so, so that files that come or go later change only the
    chunks around them, which need to be made again.
    """
    chunk: list[Input] = []
    size = 0
    for file in files:
        chunk.append(file)
        size += file.size
        ends = zlib.crc32(_last_parts(file.path)) % CHUNK == 0
        if ends or size >= CHUNK_BYTES or len(chunk) >= 4 * CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def chunk_name(chunk: Sequence[Input]) -> str:
    """What messages call a chunk."""
    first, last = chunk[0].name, chunk[-1].name
    return first if first == last else f"{len(chunk):,} files from {first} to {last}"


def _last_parts(path: str) -> bytes:
    """The name of a file and of its folder, which are the same however the path is spelled."""
    return b"/".join(os.fsencode(os.path.abspath(path)).split(os.fsencode(os.sep))[-2:])
