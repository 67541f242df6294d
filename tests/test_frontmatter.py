"""Front matter: YAML into text, and nothing but text."""

import pytest

from mmrdf.errors import ReadError
from mmrdf.readers.frontmatter import parse
from mmrdf.records import Source

SOURCE = Source(file="a.md", line=1)


@pytest.mark.parametrize(
    "text", ["NO", "on", "~", "null", "1e5", "010", "12:30:45", "2022-01-01", "0.9300", ".inf"]
)
def test_every_scalar_is_text(text: str) -> None:
    """A gene NO is no truth value, and a number keeps its digits."""
    assert parse(f"a: {text}", SOURCE)[0] == {"a": text}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: &x 1\nb: *x", 2, "anchor or alias"),
        ("a: 1\nb: *x", 3, "anchor or alias"),
        ("a: !!python/object:os.system x", 2, "a YAML tag"),
        ("!!map\na: 1", 2, "a YAML tag"),
        ("a: 1\nb: 2\na: 3", 4, "the key 'a' stands twice"),
        ("? [a]\n: 1", 2, "a key that is no text"),
        ("- a", 1, "no mapping"),
        ("", 1, "no mapping"),
        ("text", 1, "no mapping"),
        ("a: [1", 3, "broken YAML"),
        ("a: 1\nb: c: d", 3, "broken YAML"),
        ("a: 'x", 2, "broken YAML"),
        ("a: " + "[" * 1000, 2, "nested more than"),
        ("a: \x00", 2, "broken YAML"),
        ("%YAML 1.1\n---\na: 1\n---\nb: 2", 5, "a second YAML document"),
    ],
)
def test_refused(text: str, line: int, reason: str) -> None:
    """What is broken or could be abused is refused at its line."""
    with pytest.raises(ReadError, match=reason) as caught:
        parse(text, SOURCE)

    assert caught.value.source.line == line


def test_lines_of_fields() -> None:
    """The line of each field is known, also behind one of many lines."""
    assert parse("a: x\n  y\nb:\n- c\nd: e", SOURCE)[1] == {"a": 2, "b": 4, "d": 6}


def test_separators_are_data() -> None:
    """Line separators and soft hyphens stay within a value."""
    text = "x\u2028y\u00adz"

    assert parse(f'a: "{text}"', SOURCE)[0] == {"a": text}
