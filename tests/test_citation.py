"""The citation grammar of NLM."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrdf.readers import citation
from mmrdf.readers.citation import Citation
from mmrdf.records import Date, Issue, Journal, Volume


def _date(text: str) -> Date | None:
    start, _, end = text.partition("/")
    return Date(start=start, end=end or None) if text else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2011", "2011"),
        ("2011 Oct", "2011-10"),
        ("2011 Oct 18", "2011-10-18"),
        ("2012 Feb 29", "2012-02-29"),
        ("2013 Feb 29", ""),
        ("2020 Fall", "2020-23"),
        ("2021 3rd Quarter", "2021-35"),
        ("2021 Jan-Dec", "2021-01/2021-12"),
        ("1979 Nov-1980 May", "1979-11/1980-05"),
        ("1979-1980 Fall-Winter", "1979-23/1980-24"),
        ("1979 Apr 15-22", "1979-04-15/1979-04-22"),
        ("1979 Apr 15-May 2", "1979-04-15/1979-05-02"),
        ("2021 Apr-Jun 01", "2021-04/2021-06-01"),
        ("1977-1978", "1977/1978"),
        ("2021 Dec-Jan", ""),
        ("2021 Apr 22-15", ""),
        ("1980-1979", ""),
        ("1979-1980 Winter-Spring", "1979-24/1980-21"),
        ("2021 Fall-Winter", "2021-23/2021-24"),
        ("20\u0661\u0661", ""),
        ("in press", ""),
        ("0999", ""),
        ("2011 October", ""),
    ],
)
def test_date(text: str, expected: str) -> None:
    """Dates, ranges, seasons and quarters as NLM prints them; a day that is none is no date."""
    assert _date(expected) == citation.date(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2011 Oct;94(4):334-343.", ("2011-10", "94", "4", "334-343")),
        ("2005:10 Suppl 1:19-24.", ("2005", "10 Suppl 1", None, "19-24")),
        ("2021 Jun 4:10:e69594.", ("2021-06-04", "10", None, "e69594")),
        ("2013 Oct 16;103(12 Suppl 1):956-1034", ("2013-10-16", "103", "12 Suppl 1", "956-1034")),
        ("2018;12.", ("2018", "12", None, None)),
        ("2024;19(10).", ("2024", "19", "10", None)),
        (";136:159-171.", ("", "136", None, "159-171")),
        ("2003:1021.", ("2003", None, None, None)),
        ("2012;7(9):10.1371/annotation/4e0a.", ("2012", "7", "9", None)),
        ("1979;21(3):45-7; discussion 48.", ("1979", "21", "3", "45-7; discussion 48")),
    ],
)
def test_parse(line: str, expected: tuple[str, str | None, str | None, str | None]) -> None:
    """Volume, issue and pages; one part behind a colon may be either, and is neither."""
    when, volume, issue, pages = expected

    assert Citation(date=_date(when), volume=volume, issue=issue, pages=pages) == citation.parse(
        line
    )


@pytest.mark.parametrize("line", ["", ".", "2022:S1080-6032(22)00139-9.", "27:Suppl:250-9", "x"])
def test_not_a_citation(line: str) -> None:
    """What is not of the grammar is not read half."""
    assert citation.parse(line) is None


@pytest.mark.parametrize("marker", ["NA", "NULL", ".na.character"])
def test_missing_values_in_a_line(marker: str) -> None:
    """What a program writes for a missing value is no volume, no issue and no page."""
    found = citation.parse(f"2024;{marker}({marker}):{marker}.")

    assert found == citation.Citation(date=citation.Date(start="2024"))


def test_reference_without_author() -> None:
    """PFOCR's reference may begin with the journal, or with "et al." alone."""
    for text in ("J Void. 2013 Jan 20;16(1):43-47.", ", et al. J Void. 2013 Jan 20;16(1):43-47."):
        found = citation.reference(text)

        assert found is not None
        assert (found.credit, found.journal) == (None, "J Void")


def test_reference_without_et_al() -> None:
    """An author without "et al" cannot be told from the journal: nothing is read."""
    assert citation.reference("Ann Lee. J Void. 2011 Oct;94(4):334-343.") is None


def test_within() -> None:
    """What holds the article: the issue, of a volume or a journal, else the volume or journal."""
    journal = Journal(abbreviation="J Void")
    volume = Volume(journal=journal, number="1")

    assert Citation(volume="1", issue="2").within(journal) == Issue(part_of=volume, number="2")
    assert Citation(volume="1").within(journal) == volume
    assert Citation(issue="2").within(journal) == Issue(part_of=journal, number="2")
    assert Citation().within(journal) == journal
    assert Citation(volume="1").within(None) is None


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """No text makes the grammar fail, and what it reads is part of the text."""
    found = citation.parse(text)

    for part in (found.volume, found.issue, found.pages) if found else ():
        assert part is None or part in text


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day(day: date) -> None:
    """Every day of the calendar since 1600 is read as that day."""
    year, month, number = day.year, day.month, day.day
    name = citation.MONTHS[month - 1]

    assert citation.date(f"{year} {name} {number}") == Date(start=f"{year}-{month:02}-{number:02}")


def test_long_text_is_not_tried() -> None:
    """A megabyte of digits and dots takes no time."""
    assert citation.parse("2011;" + "1" * 1_000_000) is None
    assert citation.reference("A, et al. " + "J. " * 300_000 + "2011;1:1.") is None
    assert citation.parse("2011;1(1):" + "1, " * 300 + "/") == Citation(
        date=Date(start="2011"), volume="1", issue="1"
    )
