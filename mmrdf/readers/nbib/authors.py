"""Who stands behind a record of MEDLINE text: authors with their addresses, grants.

What belongs to an author stands below the name. Investigators and editors have names and
addresses too, but are no authors.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mmrdf.readers.nbib.fields import Field, Fields
from mmrdf.readers.pubmed_fields import without_address
from mmrdf.records import Affiliation, Author, Funder, Grant, Xref

_COLLECTIVE = "CN"
# Investigators and editors: an address below them is theirs.
_NO_AUTHORS = frozenset({"FIR", "IR", "FED", "ED"})
_ORCID = re.compile(r"ORCID:\s*(.+)", re.DOTALL)
# The suffixes as NLM writes them; no one has these as a forename.
_SUFFIXED = re.compile(r"(.+) (Jr|Sr|II|III|IV|2nd|3rd|4th|5th|6th)", re.DOTALL)
# NLM's short names of institutes and funders, such as ``GM`` and ``WT_``.
_ACRONYM = re.compile(r"[A-Z]{2}|[A-Za-z]{2,10}_|ImNIH")
_AGENCY = re.compile(r"\b[^\W\d_]{3,}\b")
_COUNTRY = re.compile(r"[^\W\d_][^\d]+")


@dataclass(slots=True, kw_only=True)
class _Person:
    """An author whose lines are still being read."""

    name: dict[str, Any]
    orcid: Xref | None = None
    addresses: list[str] = field(default_factory=list)


def authors(of: Xref, fields: Fields) -> tuple[Author, ...]:
    """The authors of a record in their order; nothing if it names none.

    Full names (``FAU``) are taken where a record has any, else the short ones (``AU``).
    """
    seen: dict[str, Affiliation] = {}
    return tuple(
        Author(
            article=of,
            position=position,
            orcid=person.orcid,
            affiliations=tuple(_affiliations(of, person.addresses, seen)),
            **person.name,
        )
        for position, person in enumerate(_people(fields), start=1)
    )


def _people(fields: Fields) -> list[_Person]:
    named = "FAU" if next(fields.find("FAU"), None) else "AU"
    people: list[_Person] = []
    nobody = _Person(name={})
    above: _Person | None = nobody
    for said in fields.every:
        if said.tag in {named, _COLLECTIVE}:
            above = _person(said, fields)
            people += [above] if above else []
        elif said.tag in _NO_AUTHORS:
            above = None
        elif said.tag == "AD" and above:
            above.addresses.append(said.value)
        elif said.tag == "AUID" and above:
            above.orcid = above.orcid or _orcid(said, fields)
    if people:  # old records have the address of the first author above all names
        people[0].addresses[:0] = nobody.addresses
    return people


def _person(said: Field, fields: Fields) -> _Person | None:
    if said.tag == _COLLECTIVE:
        name = {"name": without_address(said.value), "collective": True}
    else:
        name = _name(said)
    if not name["name"]:
        fields.doubt(said, "no-name", f"{said.value!r} is no name; the author is left out")
        return None
    return _Person(name=name)


def _name(said: Field) -> dict[str, Any]:
    """``Lee, Ann B Jr`` or ``Lee, Ann B, Jr`` taken apart; a short name (``Lee AB``) is not."""
    family, *rest = (part.strip() for part in said.value.split(","))
    if not rest:
        return {"name": family, "family": family if said.tag == "FAU" else None}
    given, suffix = rest[0], ", ".join(filter(None, rest[1:]))
    if not suffix and (match := _SUFFIXED.fullmatch(given)):
        given, suffix = match[1], match[2]
    name = " ".join(filter(None, (given, family, suffix)))
    return {
        "name": name,
        "given": given or None,
        "family": family or None,
        "suffix": suffix or None,
    }


def _orcid(said: Field, fields: Fields) -> Xref | None:
    """The ORCID of an author; None, and a doubt, if it is malformed. Other registers are unread."""
    match = _ORCID.fullmatch(said.value)
    found = fields.normal(said, "orcid", match[1]) if match else None
    return Xref(prefix="orcid", identifier=found) if found else None


def _affiliations(
    of: Xref, addresses: list[str], seen: dict[str, Affiliation]
) -> tuple[Affiliation, ...]:
    """The addresses of an author, each numbered where it first appears in the article."""
    names = dict.fromkeys(filter(None, map(without_address, addresses)))
    for name in names:
        if name not in seen:
            seen[name] = Affiliation(article=of, position=len(seen) + 1, name=name)
    return tuple(seen[name] for name in names)


def grants(of: Xref, fields: Fields) -> tuple[Grant, ...]:
    """The grants of a record, each once; nothing if it names none."""
    said = dict.fromkeys(_grants(fields))
    return tuple(_grant(of, position, *parts) for position, parts in enumerate(said, start=1))


def _grants(fields: Fields) -> Iterator[tuple[str | None, str | None, str | None]]:
    """Number, agency and country of ``R25 GM1/GM/NIGMS NIH HHS/United States``.

    It is read from its end, as a number may have slashes (``MR/K006584/1``).
    """
    for said in fields.find("GR"):
        *parts, country = (part.strip() for part in said.value.split("/"))
        if not parts:
            message = f"{country!r} is one part of a grant; its blanks say which"
            fields.doubt(said, "not-a-grant", message)
            yield (None, country, None) if " " in country else (country, None, None)
        elif _AGENCY.search(parts[-1]) and _COUNTRY.fullmatch(country):
            yield _number(parts[:-1]), parts[-1], country
        else:
            message = f"{said.value!r} is not number, funder and country; not used"
            fields.doubt(said, "not-a-grant", message)


def _number(parts: list[str]) -> str | None:
    """A number less the acronym of the funder behind it; the place of either may be empty.

    >>> _number(["MR", "K006584", "1", "MRC_"]), _number(["82672", ""]), _number(["WT_"])
    ('MR/K006584/1', '82672', None)
    """
    acronym = bool(parts) and (not parts[-1] or _ACRONYM.fullmatch(parts[-1]))
    return "/".join(parts[:-1] if acronym else parts).strip("/") or None


def _grant(
    of: Xref, position: int, number: str | None, agency: str | None, country: str | None
) -> Grant:
    funder = None
    if agency:
        funder = Funder(article=of, position=position, name=agency, country=country)
    return Grant(article=of, position=position, number=number, funder=funder)
