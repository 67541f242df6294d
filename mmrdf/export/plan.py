"""What to read: the files behind the inputs, each once, in one order, cut into chunks."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mmrdf.errors import ReadError
from mmrdf.readers import STDIN, printable
from mmrdf.records import Source

#: Files in a chunk: what pySHACL is given at a time; it costs 10 ms a call beside the work.
CHUNK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to read, and its name in messages."""

    path: str
    name: str


def planned(inputs: Iterable[str | Path], out: Path) -> tuple[list[Input], list[ReadError]]:
    """List the files to read, each once, in one order, and what cannot be read at all.

    Of a folder these are all files below it, less hidden ones and those of the output.
    """
    found: dict[bytes, Input] = {}
    faults: list[ReadError] = []
    for given in map(str, inputs):
        is_folder = os.path.isdir(given)
        before = len(found) + len(faults)
        for path in _walked(given, out, faults) if is_folder else [given]:
            place = b"" if path == STDIN else os.fsencode(os.path.abspath(path))
            file = Input(path=path, name=printable(path))
            found[place] = min(file, found.get(place, file), key=lambda item: item.name)
        if is_folder and len(found) + len(faults) == before and not _any_below(found, given):
            faults.append(_fault(given, "a folder without files", "name one that has records"))
    faults.sort(key=lambda fault: fault.source.file)
    return [found[place] for place in sorted(found)], faults


def _walked(root: str, out: Path, faults: list[ReadError]) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        reason = f"cannot be read ({error.strerror})"
        faults.append(_fault(error.filename, reason, "check its permissions"))

    for folder, folders, names in os.walk(root, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in [os.path.join(folder, name) for name in folders]:
            if os.path.islink(path):
                reason = "a link to a folder is not followed"
                faults.append(_fault(path, reason, "name the folder itself"))
        folders[:] = [name for name in folders if not _is_same(os.path.join(folder, name), out)]
        for path in [os.path.join(folder, name) for name in names if not name.startswith(".")]:
            if os.path.isfile(path):
                yield path
            else:
                faults.append(_fault(path, "no regular file", "name a file with records"))


def _any_below(found: Iterable[bytes], folder: str) -> bool:
    """Whether a folder's files were found before, by another of the inputs."""
    place = os.fsencode(os.path.abspath(folder)) + os.fsencode(os.sep)
    return any(path.startswith(place) for path in found)


def _fault(path: str, reason: str, remedy: str) -> ReadError:
    return ReadError(Source(file=printable(path)), reason, remedy)


def _is_same(path: str, out: Path) -> bool:
    return out.exists() and os.path.samefile(path, out)


def chunks(files: list[Input]) -> Iterator[list[Input]]:
    """Cut the files into lists of at most ``CHUNK``."""
    for start in range(0, len(files), CHUNK):
        yield files[start : start + CHUNK]
