"""Names in the prose of a record: where exactly they stand."""

from dataclasses import dataclass

from mmrdf.records.common import Xref

# Characters before and after a name that help to find it again in a text that has changed.
_AROUND = 32


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
    def record(self) -> str | Xref:
        """The record that has the passage."""
        return self.passage.record

    @property
    def selectors(self) -> tuple["Position", "Quote"]:
        """The two ways to find the place."""
        return Position(span=self), Quote(span=self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place by its numbers."""

    span: Span

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where it has ended."""
        return self.span.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A place by what is written there, and around it.

    >>> passage = Passage(record="PMC1__f1", part="caption", text="Loss of IL-6.")
    >>> quote = Quote(span=Span(passage=passage, start=8, end=12))
    >>> quote.before, quote.exact, quote.after
    ('Loss of ', 'IL-6', '.')
    """

    span: Span

    @property
    def exact(self) -> str:
        """What is written there."""
        return self.span.passage.text[self.span.start : self.span.end]

    @property
    def before(self) -> str | None:
        """What stands before it, 32 characters at most; None if nothing does."""
        return self.span.passage.text[max(0, self.span.start - _AROUND) : self.span.start] or None

    @property
    def after(self) -> str | None:
        """What stands after it, 32 characters at most; None if nothing does."""
        return self.span.passage.text[self.span.end : self.span.end + _AROUND] or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A name in a passage, with all places where it is written in the same way.

    Args:
        spans: at least one.
    """

    passage: Passage
    text: str
    spans: tuple[Span, ...]
