"""YAML front matter into plain text values.

Only the events of the YAML parser are used, so every scalar stays the text that was written: a
gene ``NO`` never becomes false, ``0.9297181`` keeps its digits, and no tag can make an object.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from mmrdf.errors import ReadError
from mmrdf.records import Source

#: A value of the front matter: text, a list or a mapping of values.
Value = str | list["Value"] | dict[str, "Value"]

# The deepest nesting of a real record is 3; more would only serve to exhaust the stack.
_DEPTH = 16

# YAML takes these for line breaks; here they are data, and are hidden from it in characters that
# nobody uses, where there are any: str.translate takes its time.
_BREAKS = {"\x85": "\U000f0085", "\u2028": "\U000f2028", "\u2029": "\U000f2029"}
_HIDDEN = str.maketrans(_BREAKS)
_SHOWN = str.maketrans({hidden: shown for shown, hidden in _BREAKS.items()})

# libyaml where PyYAML was built with it (all its wheels), else the same events in pure Python.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str, source: Source) -> tuple[dict[str, Value], dict[str, int]]:
    r"""Read one YAML mapping.

    Args:
        text: the YAML without the lines ``---`` around it.
        source: the file, and the line of the opening ``---``.

    Returns:
        The mapping, and the line in the file of each of its own keys.

    Raises:
        ReadError: if it is no YAML, no mapping, has a key twice, or holds an anchor, an alias or
            a tag.

    >>> parse("gene: NO\nkeywords: [1e5, '']", Source(file="a.md", line=1))
    ({'gene': 'NO', 'keywords': ['1e5', '']}, {'gene': 2, 'keywords': 3})
    """
    hides = any(character in text for character in _BREAKS)
    try:
        loader = _LOADER(text.translate(_HIDDEN) if hides else text)
        try:
            return _Builder(loader, source, hides=hides).document()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = Source(file=source.file, line=source.line + 1 + (mark.line if mark else 0))
        reason = f"broken YAML ({getattr(error, 'problem', None) or error})".replace("\n", " ")
        raise ReadError(where, reason, "mend the front matter here or just above") from error


class _Builder:
    """One pass over the events of one document."""

    def __init__(self, loader: Any, source: Source, *, hides: bool) -> None:
        self.events: Iterator[Any] = iter(loader.get_event, None)
        self.hides = hides
        self.source = source
        self.lines: dict[str, int] = {}

    def document(self) -> tuple[dict[str, Value], dict[str, int]]:
        for event in self.events:
            if isinstance(event, MappingStartEvent):
                value = self.mapping(event, depth=0)
                for rest in self.events:  # read to the end: what follows may be broken
                    if isinstance(rest, DocumentStartEvent):
                        raise self.refused(rest, "a second YAML document", "keep one")
                return value, self.lines
            if isinstance(event, ScalarEvent | SequenceStartEvent):
                break
        raise self.refused(None, "the front matter is no mapping", "write lines 'field: value'")

    def mapping(self, start: Any, depth: int) -> dict[str, Value]:
        self.check(start, depth)
        values: dict[str, Value] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = self.value(event, depth)
            if not isinstance(key, str):
                raise self.refused(event, "a key that is no text", "write 'field: value'")
            if key in values:
                raise self.refused(event, f"the key {key!r} stands twice", "keep one of them")
            if depth == 0:
                self.lines[key] = self.line(event)
            values[key] = self.value(next(self.events), depth)
        return values

    def sequence(self, start: Any, depth: int) -> list[Value]:
        self.check(start, depth)
        values: list[Value] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            values.append(self.value(event, depth + 1))
        return values

    def value(self, event: Any, depth: int) -> Value:
        if isinstance(event, ScalarEvent):
            if event.anchor or event.tag or depth > _DEPTH:
                self.check(event, depth)
            value: str = event.value
            return value.translate(_SHOWN) if self.hides else value
        if isinstance(event, MappingStartEvent):
            return self.mapping(event, depth + 1)
        return self.sequence(event, depth)

    def check(self, event: Any, depth: int) -> None:
        if isinstance(event, AliasEvent) or event.anchor:
            raise self.refused(event, "a YAML anchor or alias (& or *)", "write the value out")
        if event.tag:
            raise self.refused(event, f"a YAML tag ({event.tag})", "write the plain value")
        if depth > _DEPTH:
            raise self.refused(event, f"nested more than {_DEPTH} deep", "give a PFOCR record")

    def refused(self, event: Any, reason: str, remedy: str) -> ReadError:
        line = self.line(event) if event else self.source.line
        return ReadError(Source(file=self.source.file, line=line), reason, remedy)

    def line(self, event: Any) -> int:
        return int(self.source.line + 1 + event.start_mark.line)
