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
    """The files to read, each once, in one order, and the folders that hold none."""
    found: dict[bytes, Input] = {}
    missing: list[ReadError] = []
    for given in inputs:
        files = list(_files(str(given), out))
        if not files:
            source = Source(file=printable(given))
            missing.append(ReadError(source, "a folder without files", "name one that has records"))
        for path in files:
            place = b"" if path == STDIN else os.fsencode(os.path.abspath(path))
            found.setdefault(place, Input(path=path, name=printable(path)))
    return [found[place] for place in sorted(found)], missing


def _files(given: str, out: Path) -> Iterator[str]:
    """A file as it is; of a folder all files, without hidden ones and without the output."""
    if not os.path.isdir(given):
        yield given
        return
    for folder, folders, names in os.walk(given):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not _is_same(os.path.join(folder, name), out)
        ]
        yield from (os.path.join(folder, name) for name in names if not name.startswith("."))


def _is_same(path: str, out: Path) -> bool:
    return out.exists() and os.path.samefile(path, out)


def chunks(files: list[Input]) -> Iterator[list[Input]]:
    for start in range(0, len(files), CHUNK):
        yield files[start : start + CHUNK]
