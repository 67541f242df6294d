"""Lines and clean text: the border."""

import gzip
import io
from contextlib import suppress
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrdf.errors import ReadError
from mmrdf.readers import text as texts
from mmrdf.readers.text import LINE_LIMIT, clean, lines, without_stop


def test_only_line_feeds_end_a_line() -> None:
    """A line separator, a next-line character or a form feed within a line is data."""
    text = "a\u2028b\x85c\x0cd\r\ne\n"

    assert list(lines(io.BytesIO(text.encode()), "a")) == ["a\u2028b\x85c\x0cd", "e"]


def test_byte_order_mark() -> None:
    """A byte order mark is no part of the first line."""
    assert list(lines(io.BytesIO(b"\xef\xbb\xbf---\n"), "a")) == ["---"]


def test_later_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file read in many blocks has its lines, marks and all, and the number of a wrong one."""
    monkeypatch.setattr(texts, "_BLOCK", 4)
    good = ["ab", "\ufeffcd", "", "efghijkl", "m"]

    found = list(lines(io.BytesIO("\n".join(good).encode()), "a"))
    with pytest.raises(ReadError) as caught:
        list(lines(io.BytesIO(b"ab\ncd\nef\nxy\xffz\ngh\n"), "a"))

    assert found == good
    assert caught.value.source.line == 4


def test_endless_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that does not end is refused when it is too long, and not read on."""
    monkeypatch.setattr(texts, "LINE_LIMIT", 100)

    class Endless(io.BytesIO):
        taken = 0

        def read1(self, _size: int | None = -1, /) -> bytes:
            self.taken += 1
            assert self.taken < 300
            return b"x"

    with pytest.raises(ReadError, match="a line of more than 100 bytes"):
        list(lines(Endless(), "a"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a\nb\xff\n", "a:2: not UTF-8 (byte 2 of the line)"),
        (b"a\n" + b"x" * (LINE_LIMIT + 1), "a:2: a line of more than 1,048,576 bytes"),
    ],
)
def test_bad_line(content: bytes, expected: str) -> None:
    """A line that cannot be read is named by its number."""
    with pytest.raises(ReadError) as caught:
        list(lines(io.BytesIO(content), "a"))

    assert str(caught.value).startswith(expected)


@given(st.text("ab\n\r\u2028\u03b1"), st.integers(1, 9))
def test_lines_do_not_depend_on_the_reads(content: str, size: int) -> None:
    """A file gives the same lines in whatever pieces it is read, and with their ends all of it."""
    expected = content.removesuffix("\n").split("\n") if content else []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mmrdf.readers.text._BLOCK", size)
        found = list(lines(io.BytesIO(content.encode()), "a"))
        whole = list(lines(io.BytesIO(content.encode()), "a", ends=True))

    assert found == [line.removesuffix("\r") for line in expected]
    assert "".join(whole) == content
    assert [line.removesuffix("\n") for line in whole] == expected


def test_lines_before_the_damage() -> None:
    """Of a packed file that is cut off all whole lines are read that are there."""
    content = "".join(f"line {number}\n" for number in range(100_000)).encode()
    packed = io.BytesIO(gzip.compress(content)[:-5000])
    found: list[str] = []
    with gzip.GzipFile(fileobj=packed) as stream, suppress(EOFError):
        for line in lines(cast("BinaryIO", stream), "a"):
            found += [line]
        pytest.fail("the damage is not told")

    assert found[50_000] == "line 50000"


@given(st.text())
def test_clean_is_stable(text: str) -> None:
    """Clean text is clean: cleaning it again changes nothing, and it is never empty."""
    found = clean(text)

    assert found is None or (found == clean(found) and found == found.strip() != "")


@pytest.mark.parametrize(
    ("title", "expected"),
    [("A title.", "A title"), ("A?.", "A?"), ("So...", "So..."), ("No stop", "No stop")],
)
def test_without_stop(title: str, expected: str) -> None:
    """One full stop goes, an ellipsis stays."""
    assert expected == without_stop(title)
