"""A table as one function, which is made once, as dataclasses make their methods.

The annotations tell what has to be asked of a record: that of a field whether it may be absent or
several, that of a constructor whether it may have nothing to say, and whether it makes a term or
the text of one already.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from sys import intern
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from mmrdf.graph import Node

# What is said of a node: a property and a value.
Said = tuple[str, str]

#: The node of a record, and the parts that are described as well, each with its subject.
Made = tuple[Node, Sequence[tuple[Any, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One rule of a table.

    Args:
        field: of the record.
        property: as N-Triples write it.
        term: makes the value.
        alone: whether nothing else in the table has the property.
        part: whether the value is described as well.
    """

    field: str
    property: str
    term: Callable[[Any], Any]
    alone: bool
    part: bool


def compiled(
    record: type, types: Iterable[Said], rows: Iterable[Row], constants: Iterable[Said]
) -> Callable[[Any, str], Made]:
    """The function that makes the node of a record of a class, given its subject.

    Raises:
        NameError: if an annotation cannot be resolved.
        KeyError: if there is none.

    The function raises ``TypeError`` where a record has one string in the place of several.

    >>> from mmrdf.graph import text
    >>> from mmrdf.records import Taxon
    >>> name = Row(field="name", property="<http://a/name>", term=text, alone=True, part=False)
    >>> made = compiled(Taxon, [("<http://a/kind>", "<http://a/Taxon>")], [name], [])
    >>> node, parts = made(Taxon(taxid="9606", name="Homo sapiens"), "<http://a/human>")
    >>> for line in node.lines:
    ...     print(line)
    <http://a/kind> <http://a/Taxon>
    <http://a/name> "Homo sapiens"

    Of this table it is::

        def made(record, subject):
            parts = []
            field0 = record.name
            value1 = text(field0)
            return Node(subject, properties, (kind, value1)), parts
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
    made: Callable[[Any, str], Made] = writer.known["made"]
    return made


class _Writer:
    """The lines of the function, as its rows come.

    What is said of every record is put together; only what may be absent, or several, is asked for.
    """

    def __init__(self, record: type) -> None:
        self.record = record
        self.known: dict[str, Any] = {"Node": Node}
        self.lines: list[str] = []
        self.made: dict[tuple[str, Any], str] = {}  # what holds a value, by what it was made of
        self.sure: list[Said] = []  # not written yet
        self.asked = False  # whether anything had to be asked for
        self.again = False  # whether a row that is sure may say what another says

    def constant(self, said: Said) -> None:
        """Say the same of every record."""
        self.sure.append((said[0], self._named(said[1])))

    def row(self, row: Row) -> None:
        """Say what a rule says."""
        kinds = _of_field(self.record, row.field)
        field = self._field(row.field)
        lines, value = self._value(row, field, several=tuple in kinds)
        may_fail = None in _of_term(row.term)
        if not (may_fail or kinds & {None, tuple}):
            self.lines += lines
            self.sure.append((row.property, value))
            self.again |= not row.alone
            return
        self._flush()
        lines += self._said(row.property, value, several=tuple in kinds, may_fail=may_fail)
        if not row.alone:
            lines.append("again = True")
        self.lines += _if(f"{field} is not None", lines) if None in kinds else lines

    def _field(self, name: str) -> str:
        """What holds a field, which is read once, since it may have to be worked out."""
        known = self.made.get((name, None))
        if known is None:
            known = self.made[name, None] = f"field{len(self.made)}"
            self.lines.append(f"{known} = record.{name}")
        return known

    def _value(self, row: Row, field: str, *, several: bool) -> tuple[list[str], str]:
        """The lines that make what a rule says, unless others did, and what holds it."""
        known = self.made.get((row.field, row.term))
        if known is not None:
            return [], known
        value = self.made[row.field, row.term] = f"value{len(self.made)}"
        kinds, term = _of_term(row.term), self._named(row.term)
        made = f"{term}(it)" if several else f"{term}({field})"
        if not kinds <= {str, None}:
            made = f"{self._named(_text) if None in kinds else 'str'}({made})"
        lines = [f"{value} = {f'[{made} for it in {field}]' if several else made}"]
        if several:  # else each letter would be said
            fault = self._named(f"{self.record.__name__}.{row.field} is one string, not several")
            lines[:0] = _if(f"{field}.__class__ is str", [f"raise TypeError({fault})"])
        if row.part:
            parts = f"zip({field}, {value})" if several else f"(({field}, {value}),)"
            lines.append(f"parts += {parts}")
        return lines, value

    def _said(self, property_: str, value: str, *, several: bool, may_fail: bool) -> list[str]:
        """The lines that say a value, or several, of the node."""
        name = self._named(intern(property_))
        if not several:
            said = [f"properties.append({name})", f"values.append({value})"]
            return _if(f"{value} is not None", said) if may_fail else said
        only = ["said.pop(None, None)"] if may_fail else []
        said = [f"properties += [{name}] * len(said)", "values += said"]
        return [f"said = dict.fromkeys({value})", *only, *said]

    def _flush(self) -> None:
        """Say what is sure."""
        properties, values = self._apart()
        if self.asked:
            self.lines += [f"properties += {properties}", f"values += {values}"]
        else:
            self.lines.append(f"properties, values, again = [*{properties}], [*{values}], False")
        self.asked, self.sure = True, []

    def _apart(self) -> tuple[str, str]:
        properties = self._named(tuple(intern(it) for it, _ in self.sure))
        return properties, f"({''.join(f'{value}, ' for _, value in self.sure)})"

    def finished(self) -> list[str]:
        """All lines."""
        first = "parts = []"
        if not (self.asked or self.again):
            properties, values = self._apart()
            return [first, *self.lines, f"return Node(subject, {properties}, {values}), parts"]
        self._flush()
        once = [
            "once = dict.fromkeys(zip(properties, values))",
            "properties, values = zip(*once)",
        ]
        return [
            first,
            *self.lines,
            *(once if self.again else _if("again and values", once)),
            "return Node(subject, tuple(properties), values), parts",
        ]

    def _named(self, value: Any) -> str:
        """A name for a value in the function."""
        name = f"known{len(self.known)}"
        self.known[name] = value
        return name


def _if(condition: str, lines: list[str]) -> list[str]:
    return [f"if {condition}:", *(f"    {line}" for line in lines)]


def _text(term: Any) -> str | None:
    return None if term is None else str(term)


def _of_field(record: type, name: str) -> set[Any]:
    """What a field may be: None, ``tuple``, or other classes."""
    found = getattr(record, name, None)
    if isinstance(found, property):
        return _kinds(_hints(found.fget)["return"])
    return _kinds(_hints(record)[name])


def _of_term(term: Callable[[Any], Any]) -> set[Any]:
    """What a constructor may make."""
    return _kinds(_hints(term)["return"])


_hints = cache(get_type_hints)  # the same class, and the same constructor, is asked for each row


def _kinds(annotation: Any) -> set[Any]:
    if get_origin(annotation) in {Union, UnionType}:
        return set().union(*map(_kinds, get_args(annotation)))
    return {None if annotation is type(None) else get_origin(annotation) or annotation}
