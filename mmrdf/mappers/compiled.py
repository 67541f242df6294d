"""A table as one function, which is made once, as dataclasses make their methods.

The annotations tell what has to be asked of a record: that of a field whether it may be absent or
several, that of a constructor whether it may have nothing to say, and whether it makes a term or
the text of one already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from sys import intern
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from mmrdf.graph import Node

# What is said of a node: a property and a value.
Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One rule of a table.

    Args:
        field: of the record.
        property: as N-Triples write it.
        term: makes the value.
        alone: whether nothing else in the table has the property.
    """

    field: str
    property: str
    term: Callable[[Any], Any]
    alone: bool


def compiled(
    record: type, types: Sequence[Said], rows: Sequence[Row], constants: Sequence[Said]
) -> Callable[[Any, str], Node]:
    """The function that makes the node of a record of a class, given its subject.

    Raises:
        NameError: if an annotation cannot be resolved.
    """
    writer = _Writer(record)
    for said in types:
        writer.constant(said)
    for row in rows:
        writer.row(row)
    for said in constants:
        writer.constant(said)
    source = "\n    ".join(["def made(record, subject):", *writer.finished()])
    exec(source, writer.known)  # noqa: S102 (its names are those of the table's own fields)
    made: Callable[[Any, str], Node] = writer.known["made"]
    return made


class _Writer:
    """The lines of the function, as its rows come.

    What is said of every record stands in one line, together with what is said of it as surely;
    only what may be absent, or several, is asked for.
    """

    def __init__(self, record: type) -> None:
        self.record = record
        self.known: dict[str, Any] = {"Node": Node}
        self.lines: list[str] = []
        self.read: set[str] = set()
        self.sure: list[tuple[str, str]] = []
        self.asked = False
        self.again = False  # whether a sure row may say what another says

    def named(self, value: Any) -> str:
        """A name for a value in the function."""
        name = f"known{len(self.known)}"
        self.known[name] = intern(value) if isinstance(value, str) else value
        return name

    def constant(self, said: Said) -> None:
        """Say the same of every record."""
        self.sure.append((said[0], self.named(said[1])))

    def row(self, row: Row) -> None:
        """Say what a rule says."""
        value = f"{row.field}_"
        if row.field not in self.read:
            self.read.add(row.field)
            self.lines.append(f"{value} = record.{row.field}")
        kinds, made = _of_field(self.record, row.field), _of_term(row.term)
        term = self.named(row.term)
        written = "{}" if made <= {str, None} else "str({})"
        if not {None, tuple, Any} & kinds and None not in made:
            self.sure.append((row.property, written.format(f"{term}({value})")))
            self.again |= not row.alone
            return
        self.flush()
        property_ = self.named(row.property)
        one = [f"properties.append({property_})", f"values.append({written.format('term')})"]
        one = [f"term = {term}({value})", *(_if("term is not None", one) if None in made else one)]
        terms = f"[term for it in {value} if (term := {term}(it)) is not None]"
        several = [
            f"said = dict.fromkeys({terms if written == '{}' else f'map(str, {terms})'})",
            f"properties += [{property_}] * len(said)",
            "values += said",
        ]
        lines = several if tuple in kinds else one
        if Any in kinds:
            lines = [*_if(f"{value}.__class__ is tuple", several), "else:", *_in(one)]
        if not row.alone:
            lines.append("again = True")
        self.lines += _if(f"{value} is not None", lines) if {None, Any} & kinds else lines

    def flush(self) -> None:
        """Write what is sure."""
        properties, values = self._apart()
        if self.asked:
            self.lines += [f"properties += {properties}", f"values += {values}"]
        else:
            self.lines += [f"properties, values = [*{properties}], [*{values}]", "again = False"]
        self.asked, self.sure = True, []

    def _apart(self) -> tuple[str, str]:
        properties = self.named(tuple(intern(it) for it, _ in self.sure))
        return properties, f"({''.join(f'{value}, ' for _, value in self.sure)})"

    def finished(self) -> list[str]:
        """All lines."""
        if self.asked or self.again:
            self.flush()
            return [
                *self.lines,
                f"if {self.again} or again:",
                "    once = dict.fromkeys(zip(properties, values))",
                "    properties, values = zip(*once)",
                "return Node(subject, tuple(properties), values)",
            ]
        properties, values = self._apart()
        return [*self.lines, f"return Node(subject, {properties}, {values})"]


def _if(condition: str, lines: list[str]) -> list[str]:
    return [f"if {condition}:", *_in(lines)]


def _in(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _of_field(record: type, name: str) -> set[Any]:
    """What a field may be: None, ``tuple``, ``Any``, or other classes."""
    found = getattr(record, name, None)
    if isinstance(found, property):
        return _kinds(get_type_hints(found.fget)["return"])
    return _kinds(get_type_hints(record)[name])


def _of_term(term: Callable[[Any], Any]) -> set[Any]:
    """What a constructor may make."""
    return _kinds(get_type_hints(term).get("return", Any))


def _kinds(annotation: Any) -> set[Any]:
    if get_origin(annotation) in {Union, UnionType}:
        return set().union(*map(_kinds, get_args(annotation)))
    kind = None if annotation is type(None) else get_origin(annotation) or annotation
    return {kind}
