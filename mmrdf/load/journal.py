"""What is known of the loads of one graph into one store, kept from one to the next.

It lives in the user's folder for such things, since the export may be on a disk that cannot be
written, and is made anew every month. It never holds credentials.
"""

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from mmrdf.errors import StoreError
from mmrdf.load.parts import Parts

try:
    import fcntl
except ImportError:  # Windows: two loads of one graph at a time are not noticed
    fcntl = None  # type: ignore[assignment]

#: ``filling``: triples are sent; ``moving``: the graph takes the place of the former; ``updating``:
#: changes are sent; ``loaded``: all is there and was counted.
Phase = Literal["filling", "moving", "updating", "loaded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a load is.

    Args:
        digest: what is loaded.
        phase: what is going on.
        target: the graph that is filled: the graph itself or a staging graph.
        before: how many triples the graph had.
        lines: how many lines of it the store has taken.
        triples: how many triples the graph must have at the end; 0 while that is not known.
        parts: into how many parts the lines are cut that are kept for the next update; 0 if none.
    """

    digest: str
    phase: Phase
    target: str
    before: int = 0
    lines: int = 0
    triples: int = 0
    parts: int = 0


# A staging graph: no other load may fill, move or drop it, whoever runs it.
_STAGING = re.compile(r"urn:mmrdf:loading:[0-9a-f]{16}")


def staging() -> str:
    """The IRI of a new staging graph."""
    return f"urn:mmrdf:loading:{secrets.token_hex(8)}"


_ANY = State(digest="", phase="loaded", target="")


class Journal:
    """The folder of one graph in one store."""

    def __init__(self, folder: Path, graph: str) -> None:
        self._folder = folder
        self._graph = graph
        self._file = folder / "state.json"

    def read(self) -> State | None:
        """How far the last load is; None if there was none, or what is kept is damaged."""
        with suppress(OSError, ValueError, TypeError, AttributeError):
            found = json.loads(self._file.read_text(encoding="utf-8"))
            kinds = {name: type(value) for name, value in asdict(_ANY).items()}
            if {name: type(value) for name, value in found.items()} == kinds:
                state = State(**found)
                # what is dropped must be of our own making
                is_ours = state.target == self._graph or _STAGING.fullmatch(state.target)
                return state if is_ours else None
        return None

    def write(self, state: State) -> None:
        """Keep it: whole, or what was there before."""
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps(asdict(state)), encoding="utf-8")
        beside.replace(self._file)

    def loaded(self, number: int) -> Parts:
        """The lines that were loaded last."""
        return Parts(self._folder / "loaded", number)

    def begun(self, number: int) -> Parts:
        """An empty place for the lines that are loaded now."""
        folder = self._folder / "loading"
        shutil.rmtree(folder, ignore_errors=True)
        return Parts(folder, number)

    def keep(self, *, parts: bool) -> None:
        """Take the lines of this load for those that were loaded last, or forget both."""
        loading, loaded = self._folder / "loading", self._folder / "loaded"
        if parts and not loading.exists():
            return  # it was done, but the process has ended before it could say so
        shutil.rmtree(loaded, ignore_errors=True)
        if parts:
            loading.rename(loaded)
        else:
            shutil.rmtree(loading, ignore_errors=True)


def default_folder() -> Path:
    """Where journals are kept if nobody says otherwise."""
    return platformdirs.user_state_path("mmrdf") / "loads"


@contextmanager
def journal(folder: Path, store: str, graph: str) -> Iterator[Journal]:
    """The journal of a graph in a store, for one load at a time.

    Raises:
        StoreError: if another load of the graph is going on.
        OSError: if it cannot be written.
    """
    place = folder / hashlib.sha256(f"{store}\n{graph}".encode()).hexdigest()[:16]
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place / "lock").open("a") as lock:
        if fcntl:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                reason = f"{store}: another load of {graph} is going on"
                raise StoreError(reason) from error
        yield Journal(place, graph)
