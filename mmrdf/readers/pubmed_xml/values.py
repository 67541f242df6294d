"""Elements of PubMed's XML to clean values: texts, dates, terms of MeSH."""

import re
from functools import lru_cache
from typing import Any

from mmrdf import identifiers
from mmrdf.readers import citation
from mmrdf.readers.doubts import Doubts
from mmrdf.records import Date, Entity, Xref

_BLANKS = re.compile("[ \t\r\n]+")
_MONTH = re.compile("0?[1-9]|1[0-2]")


class Children:
    """What stands directly below an element, by tag; nothing for an element that is not there."""

    __slots__ = ("_by_tag", "_element")

    def __init__(self, element: Any) -> None:
        self._element = element
        self._by_tag: dict[str, list[Any]] = {}
        if element is None:
            return
        by_tag = self._by_tag
        for child in element:
            tag = child.tag
            if tag in by_tag:
                by_tag[tag].append(child)
            else:
                by_tag[tag] = [child]

    def attribute(self, name: str) -> str:
        """An attribute of the element itself, empty if it is not there."""
        return "" if self._element is None else self._element.get(name) or ""

    def all(self, tag: str) -> list[Any]:
        """The elements of a tag, in their order."""
        return self._by_tag.get(tag, [])

    def first(self, tag: str) -> Any:
        """The first element of a tag, None if there is none."""
        found = self._by_tag.get(tag)
        return found[0] if found else None

    def below(self, *tags: str) -> "Children":
        """The children of the first element of a tag, and so on down."""
        found = self
        for tag in tags:
            found = Children(found.first(tag))
        return found

    def text(self, tag: str) -> str | None:
        """The text of the first element of a tag, None if it is empty or not there."""
        found = self._by_tag.get(tag)
        return text(found[0]) if found else None

    def texts(self, tag: str) -> list[str]:
        """The texts of all elements of a tag, less empty ones."""
        return [found for found in map(text, self.all(tag)) if found]


def text(element: Any) -> str | None:
    """All text of an element, that of its markup too, on one line; None if it is empty.

    Blanks and line ends become one blank; a no-break space is data and stays. Nothing is to be
    taken out: what XML cannot hold is not in it.
    """
    if element is None:
        return None
    whole = element.text if len(element) == 0 else "".join(element.itertext())
    if not whole:
        return None
    if "\n" in whole or "  " in whole or "\t" in whole or "\r" in whole:
        whole = _BLANKS.sub(" ", whole)
    return whole.strip() or None


def date(element: Any) -> Date | None:
    """A date in numbers, as precise as it is given; None if it is no real date."""
    whole = printed(element)
    found = citation.date(whole) if whole else None
    return found if found and found.certain == found.start else None


def printed(element: Any) -> str | None:
    """A date as NLM prints it: ``2011 Oct 18``, ``1979 Spring``, ``1979 Nov-1980 May``."""
    parts = Children(element)
    as_printed = parts.text("MedlineDate")
    if as_printed:
        return as_printed
    month, day = parts.text("Month"), parts.text("Day")
    if month and _MONTH.fullmatch(month):
        month = citation.MONTHS[int(month) - 1]
    if day and day.isascii() and day.isdigit():
        day = day.lstrip("0")
    whole = (parts.text("Year"), parts.text("Season") or month, day)
    return " ".join(part for part in whole if part) or None


def cited_date(element: Any, doubts: Doubts) -> Date | None:
    """The date of an issue; of a form that we do not know the year alone, if there is one only."""
    whole = printed(element)
    found = citation.date(whole) if whole else None
    if found or not whole:
        return found
    year = citation.year(whole)
    if year:
        doubts.add("published", "date-cut", f"of {whole!r} only the year is used", "Info")
    else:
        doubts.add("published", "not-a-date", f"{whole!r} is no date; not used")
    return year


def concept(element: Any, doubts: Doubts) -> Entity | None:
    """What an element with the attribute ``UI`` names in MeSH; None, and a doubt, if nothing."""
    name = text(element)
    found = None if element is None else named(element.get("UI") or "", name)
    if found is None:
        doubts.add("MeSH", "not-mesh", f"{name!r} has no identifier of MeSH; not used")
    return found


@lru_cache(maxsize=20_000)  # the same terms stand in most records
def named(ui: str, name: str | None) -> Entity | None:
    """The term of MeSH of an identifier, None if it is none."""
    found = identifiers.normal("mesh", ui)
    xref = Xref(prefix="mesh", identifier=found) if found else None
    return Entity(kind="concept", xref=xref, name=name) if xref else None
