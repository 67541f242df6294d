"""The hidden folder in which an export works, and what the next export finds there.

It lies in the output folder, holds the shards, and is gone after an export of a single chunk. After
a larger one it stays, less what the published files have: the journal knows where in them the
pieces of each shard are, so that nothing lies on the disk twice.
"""

import hashlib
import json
import os
import shutil
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mmrdf.errors import ExportError, MmrdfError, WorkerError
from mmrdf.export.convert import Options
from mmrdf.export.publish import FOLDER, check_foreign, finish, is_graph
from mmrdf.export.shard import Shard
from mmrdf.validate import shapes_folder

#: Where a piece of a published file is: the file's name, the first byte, the number of bytes.
Place = tuple[str, int, int]

# Packages on whose version the bytes of an output may depend.
_PACKAGES = ("mmrdf", "pyoxigraph", "PyYAML", "lxml", "pyshacl", "rdflib", "shacl", "zstandard")


def digest(options: Options) -> str:
    """A digest of all that decides what a chunk becomes, but for the chunk itself."""
    how = asdict(options) | {
        "release": None,  # it belongs to the description of the whole
        "lexicon": _content(options.lexicon),
        "id_map": _content(options.id_map),
        "evidence_model": _content(options.evidence_model),
        "decisions": _content(options.decisions),
        "program": _PROGRAM,
    }
    return hashlib.sha256(json.dumps(how, default=str).encode()).hexdigest()


def _content(path: Path | None) -> str | None:
    if path is None:
        return None
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _program() -> str:
    """A digest of the mapping, the shapes, the shipped lexicon: of all files of the package."""
    python = (sys.version_info[:2], unicodedata.unidata_version, zlib.ZLIB_RUNTIME_VERSION)
    total = hashlib.sha256(repr(python).encode())
    for package in _PACKAGES:
        with suppress(PackageNotFoundError):
            total.update(f"{package} {version(package)}\n".encode())
    for folder in (Path(__file__).parents[1], shapes_folder()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(f"{path.relative_to(folder)}\n".encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


# Of what is imported now: an upgrade that comes while this process runs is not what it does.
_PROGRAM = _program()


class Journal:
    """The working folder of one output folder.

    Args:
        out: the output folder.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out / FOLDER
        self.shards = self.folder / "shards"
        self.staging = self.folder / "staging"
        self._places = self.folder / "places.json"
        self._published: dict[str, dict[str, list[Place]]] = {}

    def open(self, *, fresh: bool) -> None:
        """Make the folder ready: end what a killed export was publishing, sweep out the rest."""
        finish(self.staging, self.out)
        shutil.rmtree(self.staging, ignore_errors=True)
        if fresh:
            shutil.rmtree(self.shards, ignore_errors=True)
        self.shards.mkdir(parents=True, exist_ok=True)
        self.staging.mkdir()
        for left in self.shards.glob(".*"):
            shutil.rmtree(left, ignore_errors=True)
        self._published = self._read_places()

    def _read_places(self) -> dict[str, dict[str, list[Place]]]:
        """Where pieces are in published files, if these are still as they were published."""
        try:
            known = json.loads(self._places.read_bytes())
            files = {name: stamp for name, stamp in known["files"].items() if is_graph(name)}
            named = {
                place[0] for of in known["places"].values() for it in of.values() for place in it
            }
            if named <= files.keys() and all(_stamp(self.out / n) == files[n] for n in files):
                return dict(known["places"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            pass
        return {}

    def is_whole(self, made: Shard) -> bool:
        """Whether all pieces of a shard are there."""
        folder = self.shards / made.name
        sizes = dict(made.sizes)
        if made.pieces.keys() != self._published.get(made.name, {}).keys():
            sizes |= {name: sum(lengths) for name, lengths in made.pieces.items()}
        return all(
            (folder / name).is_file() and (folder / name).stat().st_size == size
            for name, size in sizes.items()
        )

    def pieces(self, made: Shard, name: str) -> Iterator[bytes]:
        """Yield the pieces that a shard has of a file of the output."""
        own = self.shards / made.name / name
        with ExitStack() as opened:
            if own.exists():
                stream = opened.enter_context(own.open("rb"))
                for length in made.pieces[name]:
                    yield stream.read(length)
                return
            streams: dict[str, Any] = {}
            for file, start, length in self._published[made.name][name]:
                if file not in streams:
                    streams[file] = opened.enter_context((self.out / file).open("rb"))
                streams[file].seek(start)
                yield streams[file].read(length)

    def keep(self, files: Iterable[str], places: Mapping[str, Mapping[str, list[Place]]]) -> None:
        """Remember where pieces are in the published files, and drop all else of the shards."""
        content = {"files": {name: _stamp(self.out / name) for name in files}, "places": places}
        aside = self._places.with_suffix(".new")
        aside.write_text(json.dumps(content), encoding="utf-8")
        aside.replace(self._places)
        for folder in self.shards.iterdir():
            if folder.name not in places:
                shutil.rmtree(folder, ignore_errors=True)
            for name in places.get(folder.name, {}):
                (folder / name).unlink(missing_ok=True)

    def drop(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _stamp(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


@contextmanager
def journal(out: Path, options: Options, *, fresh: bool) -> Iterator[Journal]:
    """The working folder, for one export at a time.

    A fault of the input or the options leaves no trace; what interrupts an export leaves the shards
    to the next one.

    Raises:
        ExportError: if the folder cannot be written, files of other people would be lost, or
            another export is at work in it.
    """
    made = not out.exists()
    found = Journal(out)
    former = found.folder.exists()
    try:
        check_foreign(out, options)
        with ExitStack() as held:
            if found.folder.is_symlink():
                reason = f"{found.folder} is a link; remove it"
                raise ExportError(reason)
            found.folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(_locked(found.folder / "lock", out))
            found.open(fresh=fresh)
            try:
                yield found
            except MmrdfError as error:
                if not former and not isinstance(error, WorkerError):
                    found.drop()
                raise
            finally:
                shutil.rmtree(found.staging, ignore_errors=True)
    except OSError as error:
        reason = f"{out} cannot be written ({error.strerror or error})"
        raise ExportError(reason) from error
    finally:
        if made:
            with suppress(OSError):  # it is not empty: all went well, or there is a journal
                out.rmdir()


@contextmanager
def _locked(path: Path, out: Path) -> Iterator[None]:
    """Hold a lock, which the system takes back from a process that dies."""
    try:
        import fcntl  # noqa: PLC0415 (Windows has none, and goes without)
    except ImportError:
        yield
        return
    # not through a link, and nothing is cut: the file may be anybody's
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            reason = f"another export is writing to {out}; wait for its end"
            raise ExportError(reason) from error
        if not path.exists() or path.stat().st_ino != os.fstat(lock).st_ino:
            reason = f"another export has just ended in {out}; run it again"
            raise ExportError(reason)
        try:
            yield
        finally:
            # worker processes of others have the lock too, and live on
            fcntl.flock(lock, fcntl.LOCK_UN)
    finally:
        os.close(lock)
