"""Names in the prose of a record: where exactly they stand."""

from dataclasses import dataclass

from mmrdf.records.common import Xref


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text of a record in which names were looked for.

    Args:
        record: the figid of a figure, or the identifier that names an article.
        part: ``title``, ``caption`` or ``abstract``.
        text: the very string that the record has, in which places are counted.
    """

    record: str | Xref
    part: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place in a passage.

    Args:
        start: the place of its first character, counted from 0 in code points.
        end: the place after its last character.
    """

    passage: Passage
    start: int
    end: int

    @property
    def selector(self) -> "Selector":
        """How to find the place."""
        return Selector(span=self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A place by its numbers and by what is written there.

    >>> passage = Passage(record="PMC1__f1", part="caption", text="Loss of IL-6.")
    >>> selector = Selector(span=Span(passage=passage, start=8, end=12))
    >>> selector.start, selector.end, selector.exact
    (8, 12, 'IL-6')
    """

    span: Span

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where it has ended."""
        return self.span.end

    @property
    def exact(self) -> str:
        """What is written there."""
        return self.span.passage.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A name in a passage, with all places where it is written in the same way.

    Args:
        spans: at least one.
    """

    passage: Passage
    text: str
    spans: tuple[Span, ...]
