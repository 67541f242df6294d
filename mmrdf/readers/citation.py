"""The citation line of NLM: ``2011 Oct;94(4):334-343`` and what may stand before it.

The grammar is ``DATE[(;|:)VOLUME[(ISSUE)][:PAGES]]`` where DATE is a year or a range of years with
an optional month, season or quarter, day, and end. PubMed's pages print a colon in place of the
semicolon where a record has no issue (``2005:10 Suppl 1:19-24``), so one part behind a colon may
be a volume or a page: then neither is read.
"""

import calendar
import re
from dataclasses import dataclass

from mmrdf.readers.fields import MISSING
from mmrdf.records import Date, Issue, Journal, Volume

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Characters of the longest text that is tried as a citation.
_LIMIT = 1000
#: Printed name to the two digits of ISO 8601 (months) or EDTF (seasons, quarters).
_PARTS = {name: f"{number:02}" for number, name in enumerate(MONTHS, start=1)}
_PARTS |= {"Spring": "21", "Summer": "22", "Autumn": "23", "Fall": "23", "Winter": "24"}
_PARTS |= {"1st Quarter": "33", "2nd Quarter": "34", "3rd Quarter": "35", "4th Quarter": "36"}

_PART = "|".join(_PARTS)
_YEAR = r"(?:1[6-9]|20)[0-9][0-9]"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_DATE = re.compile(
    rf"(?P<year>{_YEAR})(?:-(?P<until>{_YEAR}))?"
    rf"(?: (?P<part>{_PART})(?: (?P<day>{_DAY}))?"
    rf"(?:-(?:(?P<year2>{_YEAR}) )?"
    rf"(?:(?P<part2>{_PART})(?: (?P<day2>{_DAY}))?|(?P<day3>{_DAY})))?)?"
)
_ANY_DATE = re.sub(r"\?P<\w+>", "?:", _DATE.pattern)
_LINE = re.compile(
    rf"(?P<date>{_ANY_DATE})?(?:(?P<mark>[;:])(?P<volume>[^:;()]*)(?:\((?P<issue>[^()]*)\))?"
    r"(?::(?P<pages>[^:()]*))?)?"
)
# Pages begin with a number that may have letters around it; an identifier of the publisher's
# (S1080-6032(22)00139-9, 10.1371/annotation/...) is no page.
_PAGES = re.compile(
    r"(?:Suppl )?[A-Za-z]{0,4}[0-9][\w-]*(?:[,;] ?\w[\w -]*)*|[ivxlc]+(?:-[ivxlc]+)?"
)
_REFERENCE = re.compile(
    r"(?:(?P<credit>[^,].*?,? et al)\. |, et al\. )?"
    r"(?P<journal>[^;.]+)\. (?P<line>(?:[0-9]{4}|;).*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation line says; a part that it does not print is None."""

    date: Date | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None

    def within(self, journal: Journal | None) -> Issue | Volume | Journal | None:
        """The issue, else the volume, else the journal itself that holds the cited article."""
        if journal is None:
            return None
        whole = Volume(journal=journal, number=self.volume) if self.volume else journal
        return Issue(part_of=whole, number=self.issue) if self.issue else whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference: its author line, the journal's abbreviation, and the citation."""

    credit: str | None
    journal: str
    citation: Citation


def date(text: str) -> Date | None:
    """Read a printed date, None if it is no date of the grammar.

    >>> date("2011 Oct 18")
    Date(start='2011-10-18', end=None)
    >>> date("1979 Nov-1980 May")
    Date(start='1979-11', end='1980-05')
    >>> date("2021 3rd Quarter").certain
    '2021'
    >>> date("2021 Feb 30") is None
    True
    """
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, part = match["year"], match["part"]
    start = _joined(year, part, match["day"])
    end_year, end_part = match["year2"] or match["until"] or year, match["part2"] or part
    ranged = match["until"] or match["part2"] or match["day3"]
    end = _joined(end_year, end_part, match["day2"] or match["day3"]) if ranged else start
    if not _is_real(start) or not _is_real(end) or _is_backward(start, end):
        return None
    return Date(start=start, end=None if end == start else end)


def year(text: str) -> Date | None:
    """The year alone of a date that is not of the grammar; None if it names none, or several.

    >>> year("1979 Easter")
    Date(start='1979', end=None)
    >>> year("Easter 1979 to Easter 1980") is None
    True
    """
    years = {found for found in re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", text) if date(found)}
    return Date(start=years.pop()) if len(years) == 1 else None


def parse(line: str) -> Citation | None:
    """Read a citation line, None if it is not of the grammar.

    >>> parse("2011 Oct;94(4):334-343.")
    Citation(date=Date(start='2011-10', end=None), volume='94', issue='4', pages='334-343')
    >>> parse("2005:10 Suppl 1:19-24.").volume
    '10 Suppl 1'
    >>> parse("2024;2024(NA).")
    Citation(date=Date(start='2024', end=None), volume='2024', issue=None, pages=None)
    >>> parse("2003:1021.")
    Citation(date=Date(start='2003', end=None), volume=None, issue=None, pages=None)
    >>> parse("see the figure") is None
    True
    """
    match = _LINE.fullmatch(line.strip().removesuffix(".")) if len(line) <= _LIMIT else None
    if not match or not match[0]:
        return None
    when = date(match["date"]) if match["date"] else None
    if match["date"] and not when:
        return None
    volume, issue, pages = (_text(match[name]) for name in ("volume", "issue", "pages"))
    if match["mark"] == ":" and not issue and not pages:
        volume = None  # a volume or a page: the line does not say which
    if pages and not is_pages(pages):
        pages = None
    return Citation(date=when, volume=volume, issue=issue, pages=pages)


def is_pages(text: str) -> bool:
    """Whether a text can be pages, or the number of an article, rather than a publisher's code.

    >>> is_pages("45-7; discussion 48"), is_pages("e69594"), is_pages("S1080-6032(22)00139-9")
    (True, True, False)
    """
    return len(text) <= _LIMIT and _PAGES.fullmatch(text) is not None


def reference(text: str) -> Reference | None:
    """Read ``First Author, et al. J Clin Med. 2022 Nov;11(21):6491.``, None if it is no such text.

    >>> found = reference("Danielle Harmer, et al. Front Endocrinol (Lausanne). 2018;9:788.")
    >>> found.credit, found.journal, found.citation.pages
    ('Danielle Harmer, et al', 'Front Endocrinol (Lausanne)', '788')
    >>> reference("Moua Yang, et al. Free Radic Biol Med. ;136:159-171.").citation.volume
    '136'
    """
    match = _REFERENCE.fullmatch(text) if len(text) <= _LIMIT else None
    found = parse(match["line"]) if match else None
    if not match or not found:
        return None
    return Reference(credit=match["credit"], journal=match["journal"], citation=found)


def _joined(year: str, part: str | None, day: str | None) -> str:
    return "-".join(p for p in (year, _PARTS.get(part or ""), day and f"{int(day):02}") if p)


def _is_real(text: str) -> bool:
    year, *rest = map(int, text.split("-"))
    return len(rest) < 2 or rest[1] <= calendar.monthrange(year, rest[0])[1]  # noqa: PLR2004


def _is_backward(start: str, end: str) -> bool:
    """Whether a range ends before it begins; seasons have no order, for winter spans two years."""
    seasons = any(len(text) > len("2011") and text[5:7] > "12" for text in (start, end))
    return end[:4] < start[:4] if seasons else end < start[: len(end)]


def _text(group: str | None) -> str | None:
    """A part of a line; None if it is blank, or what a program writes for a missing value."""
    text = (group or "").strip()
    return None if text in MISSING else text or None
