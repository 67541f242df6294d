"""Two lexicons: which names they decide otherwise, so that no fact turns into another unseen."""

from collections.abc import Iterator
from typing import NamedTuple

from mmrdf.resolve.lexicon import Lexicon, key
from mmrdf.resolve.names import Names, Ruling


class Change(NamedTuple):
    """A name that is decided otherwise by another lexicon."""

    before: Ruling
    after: Ruling

    @property
    def kind(self) -> str:
        """``other`` if a fact has become another one, ``new``, ``lost``, else ``doubt``."""
        was, now = (ruling.status == "asserted" for ruling in self)
        if was and now:
            return "other"
        return "new" if now else "lost" if was else "doubt"


def changes(before: Lexicon, after: Lexicon) -> Iterator[Change]:
    """Yield the names that mean something else by the second lexicon, in the alphabet's order.

    A fact that stays the same is no change, whatever its reason. A name that people have decided on
    for some fields is looked at in each of them.
    """
    old, new = before.spellings(), after.spellings()
    touched = {key(name) for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    for name in sorted(old.keys() | new.keys()):
        if key(name) in touched:
            choices = (*before.preferences(name), *after.preferences(name))
            fields = sorted({choice.about for choice in choices if choice.about})
            for texts in ([], *([field] for field in fields)):
                change = Change(Names(before, texts).rule(name), Names(after, texts).rule(name))
                if _meaning(change.before) != _meaning(change.after):
                    yield change


def _meaning(ruling: Ruling) -> tuple[object, ...]:
    return ruling.status, frozenset(term.xref for term in ruling.terms)
