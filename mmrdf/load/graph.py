"""One graph of a triple store, made to hold exactly some triples.

A graph that is not there yet is filled as it is. One that is there stays whole until another beside
it, the staging graph, has been filled and counted, which then takes its place. What the store has
taken is kept in a journal, so that a load that is interrupted goes on where it was.
"""

import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

from mmrdf.errors import CountError, StoreError
from mmrdf.graph import iri
from mmrdf.load.journal import Journal, State, default_folder, journal, staging
from mmrdf.load.parts import Parts, changes, number_for
from mmrdf.load.sending import chunks, send
from mmrdf.load.swap import out_of_reach, swap
from mmrdf.stores import Store, count

#: What a load does: nothing, since all is there; send all to an empty graph; send all to a staging
#: graph, which takes the place of the graph; send what has changed.
How = Literal["same", "fill", "replace", "update"]

# Of the triples, what may have changed at most for changes to be sent and not all.
_MOST_CHANGED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a graph is to hold.

    Args:
        digest: changes if and only if the triples may have changed.
        triples: how many lines there are.
        lines: begins them anew: lines of N-Triples with their ends, without blank nodes.
        distinct: whether no line comes twice; if so, ``triples`` is what the store will count.
    """

    digest: str
    triples: int
    lines: Callable[[], Iterator[str]]
    distinct: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a load would do.

    Args:
        graph: the graph.
        how: in which way.
        before: the triples that are in the graph.
        going_on: whether an earlier load was interrupted, and is taken up.
    """

    graph: str
    how: How
    before: int
    going_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a load is: triples that were sent or skipped, of so many."""

    triples: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did.

    Args:
        graph: the graph.
        how: in which way.
        before: the triples that the graph had.
        triples: those it has now, as the store counts.
        sent: triples that were sent now.
        removed: triples that were removed one by one; all others went with the former graph.
        seconds: how long it took.
    """

    graph: str
    how: How
    before: int
    triples: int
    sent: int
    removed: int
    seconds: float


def plan_graph(  # noqa: PLR0913 (as for load_graph)
    content: Content,
    store: Store,
    graph: str,
    *,
    update: bool = False,
    fresh: bool = False,
    folder: Path | None = None,
) -> Plan:
    """What ``load_graph`` would do with the same arguments.

    Raises:
        TermError: if ``graph`` is no IRI.
        StoreError: if the store does not answer.
    """
    with _opened(folder, store, graph) as kept:
        return _planned(content, store, graph, None if fresh else kept.read(), update=update)


def load_graph(  # noqa: PLR0913 (all but three have a default)
    content: Content,
    store: Store,
    graph: str,
    *,
    update: bool = False,
    fresh: bool = False,
    folder: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Loaded:
    r"""Make a graph of a store hold these triples and no others.

    Args:
        content: the triples.
        store: the store.
        graph: the IRI of the graph.
        update: send only what has changed since the last load with ``update``; all if there was
            none, or the graph has changed in between.
        fresh: use nothing that an earlier load has left.
        folder: where journals are kept; by default the user's folder for such things.
        progress: is told after each chunk.

    Raises:
        TermError: if ``graph`` is no IRI.
        StoreError: if the store cannot be reached, refuses, or counts otherwise at the end. A
            graph that was there is then still there as it was, unless the message says more.
        OSError: if the journal cannot be written.

    >>> from mmrdf.stores import Embedded
    >>> import tempfile
    >>> line = '<http://a/b> <http://a/p> "c" .\n'
    >>> content = Content(digest="1", triples=1, lines=lambda: iter([line]))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     done = load_graph(content, Embedded(), "http://a/g", folder=Path(folder))
    >>> done.how, done.before, done.triples
    ('fill', 0, 1)
    """
    with _opened(folder, store, graph) as kept:
        past = kept.read()
        intended = _planned(content, store, graph, None if fresh else past, update=update)
        start = time.monotonic()
        run = _Load(content, store, graph, kept, progress)
        how, held = run.done(intended, past, update=update)
        return Loaded(
            graph=graph,
            how=how,
            before=intended.before,
            triples=held,
            sent=run.sent,
            removed=run.removed,
            seconds=time.monotonic() - start,
        )


def _opened(folder: Path | None, store: Store, graph: str) -> AbstractContextManager[Journal]:
    iri(graph)
    return journal(folder or default_folder(), store.name, graph)


def _planned(
    content: Content, store: Store, graph: str, past: State | None, *, update: bool
) -> Plan:
    before = count(store, graph)
    if past is None:
        return Plan(graph=graph, how="replace" if before else "fill", before=before, going_on=False)
    of_this = past.digest == content.digest
    as_it_was = past.phase == "loaded" and past.triples == before
    if of_this and as_it_was:
        return Plan(graph=graph, how="same", before=before, going_on=False)
    if update and past.parts and (as_it_was or (of_this and past.phase == "updating")):
        return Plan(graph=graph, how="update", before=before, going_on=not as_it_was)
    going_on = of_this and past.phase in {"filling", "moving"}
    is_filled = not before or (going_on and past.target == graph)
    return Plan(
        graph=graph, how="fill" if is_filled else "replace", before=before, going_on=going_on
    )


class _Load:
    """One load, from its plan to its end."""

    def __init__(
        self,
        content: Content,
        store: Store,
        graph: str,
        kept: Journal,
        progress: Callable[[Progress], None],
    ) -> None:
        self.sent = self.removed = 0
        self._expected = 0
        self._content = content
        self._store = store
        self._graph = graph
        self._kept = kept
        self._progress = progress

    def done(self, plan: Plan, past: State | None, *, update: bool) -> tuple[How, int]:
        """What was done in the end, and the number of triples that the graph has."""
        if plan.how == "same" and past:
            if update and not past.parts:
                self._remember(past)
            return "same", plan.before
        held: int | None = None
        if plan.how == "update" and past:
            held = self._updated(past)
        elif plan.going_on and past:
            held = self._went_on(past, update=update)
        if held is not None:
            return plan.how, held
        self._tidy(past)
        before = count(self._store, self._graph) if past else plan.before
        target = staging() if before else self._graph
        digest = self._content.digest
        state = State(digest=digest, phase="filling", target=target, before=before)
        held = self._filled(state, update=update)
        if held is None:
            found = count(self._store, target)
            self._tidy(state)
            reason = f"{self._store.name}: {target} had {found:,} triples of {self._expected:,}"
            raise CountError(f"{reason}; what the store takes it does not keep")
        return "replace" if before else "fill", held

    def _went_on(self, past: State, *, update: bool) -> int | None:
        """End an interrupted load; None if the store has lost some of what it had taken."""
        if past.phase == "moving":
            return self._moved(self._out_of_reach(past), keep=bool(past.parts))
        return self._filled(past, update=update)

    def _tidy(self, past: State | None) -> None:
        """Leave no staging graph behind: what was about to take the graph's place does so."""
        if past is None or past.target == self._graph:
            return
        if past.phase == "moving":  # the former graph may be gone already
            past = self._out_of_reach(past)
            swap(self._store, past.target, self._graph, past.triples)
        self._store.update(f"DROP SILENT GRAPH <{past.target}>", repeatable=True)

    def _out_of_reach(self, past: State) -> State:
        return replace(past, target=out_of_reach(self._store, past.target, past.triples))

    def _remember(self, past: State) -> None:
        """Keep what is loaded for the next update."""
        parts = self._spilled(number_for(self._content.triples))
        self._kept.keep(parts=True)
        self._kept.write(replace(past, parts=parts.number))

    def _spilled(self, number: int) -> Parts:
        parts = self._kept.begun(number)
        lines = self._content.lines()
        while chunk := list(islice(lines, 100_000)):
            parts.add(chunk)
        parts.flush()
        return parts

    # All triples are sent.

    def _filled(self, state: State, *, update: bool) -> int | None:
        """Fill the target and put it in its place; None if the store has lost some of it."""
        content, store = self._content, self._store
        keep_parts = update or not content.distinct
        parts = self._kept.begun(number_for(content.triples)) if keep_parts else None
        self._kept.write(state)
        self._send(state, parts)
        self._expected = content.triples
        if parts:
            parts.flush()
            self._expected = parts.distinct()
        if count(store, state.target) != self._expected:
            return None
        done = replace(
            state,
            phase="moving",
            lines=content.triples,
            triples=self._expected,
            parts=parts.number if parts and update else 0,
        )
        return self._moved(done, keep=update)

    def _send(self, state: State, parts: Parts | None) -> None:
        """Send all lines behind those that the store has; the next are read meanwhile."""
        store, taken = self._store, state.lines
        lines = self._content.lines()
        skipped = 0
        while skipped < taken and (chunk := list(islice(lines, min(100_000, taken - skipped)))):
            skipped += len(chunk)
            if parts:
                parts.add(chunk)

        def read() -> Iterator[list[str]]:
            for chunk in chunks(lines, store.dialect):
                if parts:
                    parts.add(chunk)
                yield chunk

        def heard(number: int) -> None:
            """Note it: the journal knows only what has no gap."""
            nonlocal taken
            taken += number
            self.sent += number
            self._kept.write(replace(state, lines=taken))
            self._progress(Progress(triples=taken, of=self._content.triples))

        send(store, state.target, read(), heard)

    def _moved(self, state: State, *, keep: bool) -> int | None:
        """Put the target in its place; None if it is not whole any more."""
        if state.target != self._graph:
            self._kept.write(state)
            swapped = swap(self._store, state.target, self._graph, state.triples)
            if not swapped and not self._was_moved(state):
                return None
        self._kept.keep(parts=keep)
        self._kept.write(replace(state, phase="loaded", target=self._graph))
        return state.triples

    def _was_moved(self, state: State) -> bool:
        """Whether the target has taken its place and nobody had heard of it."""
        # two graphs of the same number cannot be told apart
        if state.before == state.triples or count(self._store, state.target):
            return False
        return count(self._store, self._graph) == state.triples

    # Changes are sent.

    def _updated(self, past: State) -> int | None:
        """Send what has changed; None if that is most of it, or does not lead to what must be."""
        content, store = self._content, self._store
        now = self._spilled(past.parts)
        expected = now.distinct()
        former = self._kept.loaded(past.parts)
        try:
            of = sum(len(gone) + len(new) for gone, new in changes(former, now))
        except (EOFError, OSError, ValueError, zlib.error):
            return None  # what was kept is damaged
        if of > _MOST_CHANGED * expected:
            return None
        state = replace(past, digest=content.digest, phase="updating")
        self._kept.write(state)
        try:
            for gone, new in _requests(changes(former, now), store.dialect.insert):
                store.change(self._graph, gone, new)
                self.removed += len(gone)
                self.sent += len(new)
                self._progress(Progress(triples=self.sent + self.removed, of=of))
        except StoreError as error:
            reason = f"{error}; {self._graph} has some of the changes; run this again"
            raise error.saying(reason) from error
        if count(store, self._graph) != expected:
            return None
        self._kept.keep(parts=True)
        self._kept.write(replace(state, phase="loaded", triples=expected))
        return expected


def _requests(
    found: Iterable[tuple[list[str], list[str]]], most: int
) -> Iterator[tuple[list[str], list[str]]]:
    """Yield changes in as few pieces of so many lines as can be."""
    flat = ((kind, line) for pair in found for kind, lines in enumerate(pair) for line in lines)
    while piece := list(islice(flat, most)):
        gone, new = ([line for kind, line in piece if kind == wanted] for wanted in (0, 1))
        yield gone, new
