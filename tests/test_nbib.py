"""MEDLINE text: the format, every field that is read, and what must never be guessed."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mmrdf import Article, ReadError, read, triples
from mmrdf.readers import nbib
from mmrdf.readers.text import File
from mmrdf.records import (
    Abstract,
    Book,
    Date,
    Funder,
    Grant,
    Issue,
    Journal,
    Reference,
    Relation,
    Section,
    Title,
    Volume,
    Xref,
)

Read = Callable[..., Article]

ORCID = "0000-0002-2734-5928"


def _file(path: Path, text: str | bytes) -> tuple[list[Article], list[ReadError]]:
    """The articles of a file with this text, and what was refused of it."""
    refused: list[ReadError] = []
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = [record for record in read(path, refuse=refused.append) if isinstance(record, Article)]
    return found, refused


@pytest.fixture
def one(tmp_path: Path) -> Read:
    """Read one record of these lines below its PMID 1."""

    def made(*lines: str) -> Article:
        [article], refused = _file(tmp_path / "a.nbib", "\n".join(["PMID- 1", *lines, ""]))
        assert refused == []
        return article

    return made


def _codes(article: Article) -> list[tuple[str, str]]:
    return [(notice.field, notice.code) for notice in article.notices]


# The format


@pytest.mark.parametrize(
    "text",
    [
        "PMID- 1\nTI  - One\n\nPMID- 2\nTI  - Two\n",
        "PMID- 1\nTI  - One\n\nPMID- 2\nTI  - Two\nSO  - J Void. 2001",
        "PMID- 1\r\nTI  - One\r\n\r\nPMID- 2\r\nTI  - Two\r\n",
        "\n\n \nPMID- 1\nTI  - One\n\n\n\nPMID- 2\nTI  - Two\n\n",
        "PMID- 1\nTI  - One\nPMID- 2\nTI  - Two\n",
        "\ufeffPMID- 1\nTI  - One\n\nPMID- 2\nTI  - Two\n",
    ],
    ids=["LF", "no final newline", "CRLF", "blank lines", "no blank line", "byte order mark"],
)
def test_ends_of_records(tmp_path: Path, text: str) -> None:
    """No record is lost, however lines and records end."""
    articles, refused = _file(tmp_path / "a.nbib", text)

    assert [(a.pmid, a.title) for a in articles] == [("1", "One"), ("2", "Two")]
    assert refused == []


@pytest.mark.parametrize("line", ["FAU - Crooks, Ga", "TI  - Half of a tit", "      of a tit"])
def test_cut_off(tmp_path: Path, line: str) -> None:
    """Of a file that ends in mid-line the last field is no fact."""
    text = f"PMID- 1\nFAU - Brenner, Steven E\nTI  - Half\n{line}"
    [article], refused = _file(tmp_path / "a.nbib", text)
    assert [author.name for author in article.authors] == ["Steven E Brenner"]
    assert article.title == (None if line.startswith("   ") else "Half")
    assert "cut-off" in [notice.code for notice in article.notices]
    assert refused == []


def test_cut_identifier(tmp_path: Path) -> None:
    """A PMID that may have lost digits is none."""
    [article], [error] = _file(tmp_path / "a.nbib", "PMID- 1\nTI  - One\n\nPMID- 214")
    assert (article.pmid, error.source.line) == ("1", 4)
    assert "a record without a PMID" in str(error)


def test_continuation(one: Read) -> None:
    """A long value is joined with one blank, wherever blanks stand; other white space is data."""
    article = one("TI  - A long ", "      title", "", "        goes\u00a0on", "SO  - J Void.")

    assert article.title == "A long title goes\u00a0on"
    assert article.citation == "J Void."


def test_streaming(tmp_path: Path) -> None:
    """A record is yielded before the next is read: a fault behind it does not take it away."""
    articles, [error] = _file(tmp_path / "a.nbib", b"PMID- 1\n\nPMID- 2\n\nPMID- 3\nTI  - \xff")

    assert [article.pmid for article in articles] == ["1", "2"]
    assert (error.source.line, error.reason) == (6, "not UTF-8 (byte 7 of the line)")


def test_stray_lines(one: Read) -> None:
    """Lines that are no part of the format are told once a record; unknown tags are not."""
    article = one("TI  - One", "who knows", "XYZ - unknown", "   else", "SO  - J Void.")

    assert [(n.source.line, n.code) for n in article.notices] == [(3, "not-a-field")]
    assert article.notices[0].message.startswith("2 line(s)")
    assert (article.title, article.citation) == ("One", "J Void.")


def test_unwritable_characters(one: Read) -> None:
    """What XML cannot hold is taken out; a field of nothing else is no field."""
    article = one("TI  - A \x00title\x0b", "SO  - \x01", "AB  -", "VI  - ")

    assert article.title == "A title"
    assert (article.citation, article.abstract, article.part_of) == (None, None, None)


def test_repeated(one: Read) -> None:
    """Of a field that stands once the first counts, and another is a doubt."""
    article = one("TI  - One", "TI  - Two", "SO  - J Void.", "SO  - J Void.")

    assert article.title == "One"
    assert _codes(article) == [("TI", "repeated")]


def test_source(tmp_path: Path) -> None:
    """A record knows where it begins, and a doubt where its field does."""
    articles, _ = _file(tmp_path / "a.nbib", "\nPMID- 1\n\nPMID- 2\nTI  - Two\nLR  - 20210230\n")
    [notice] = articles[1].notices

    assert [article.source.line for article in articles] == [2, 4]
    assert (notice.source.line, notice.record, notice.field) == (6, "PMID 2", "LR")


def test_sniff() -> None:
    """MEDLINE text is known by a PMID or an owner; RIS has neither."""
    assert nbib.sniff("\n\nPMID- 1\nTI  - One")
    assert nbib.sniff("\ufeffPMID- 1")
    assert nbib.sniff("TI  - One\nOWN - ERIC\n")
    assert not nbib.sniff("TY  - JOUR\nAU  - Lee, A\n")
    assert not nbib.sniff("PMID: 1 PMID- 1")


# What is refused


def test_without_pmid(tmp_path: Path) -> None:
    """A record without a PMID is refused, and its neighbours are read."""
    text = "PMID- 1\nTI  - One\n\nOWN - NLM\nTI  - None\n\nPMID- 2\nTI  - Two\n"
    articles, [error] = _file(tmp_path / "a.nbib", text)

    assert [article.pmid for article in articles] == ["1", "2"]
    assert (error.source.line, error.reason) == (4, "a record without a PMID")


@pytest.mark.parametrize("value", ["0", "12x", "1234567890", "１２"])
def test_bad_pmid(tmp_path: Path, value: str) -> None:
    """A PMID of the wrong form refuses the record."""
    articles, [error] = _file(tmp_path / "a.nbib", f"PMID- {value}\nTI  - One\n")

    assert articles == []
    assert error.reason == f"{value!r} is no PMID"


@pytest.mark.parametrize("text", [b"", b"hello\n", b"      hello\n\n"])
def test_no_record(text: bytes) -> None:
    """A file without any field is refused, not passed over."""
    refused: list[ReadError] = []
    articles = list(nbib.read(File(stream=BytesIO(text), name="a.nbib"), refused.append))

    assert articles == []
    assert [error.reason for error in refused] == ["MEDLINE text without a record"]


def test_empty_pmid(tmp_path: Path) -> None:
    """An empty PMID is none."""
    articles, [error] = _file(tmp_path / "a.nbib", "PMID- \x00\nTI  - One\n")

    assert (articles, error.reason) == ([], "a record without a PMID")


def test_eric(corpus: Path) -> None:
    """An export of ERIC is refused record by record, and the message names ERIC."""
    refused: list[ReadError] = []
    path = corpus / "pubmed" / "negative" / "eric-export-no-pmid.nbib"
    articles = list(read(path, refuse=refused.append))

    assert articles == []
    assert [error.source.line for error in refused] == [2, 29, 59]
    assert {error.reason for error in refused} == {"a record of ERIC, not of PubMed"}


# The fields


def test_identifiers(one: Read) -> None:
    """The DOI is that of the identifiers, else that of the place; PMC has the paper for free."""
    first = one("LID - 10.1/a [doi]", "LID - 10.1000/L [doi]", "AID - 10.1000/A [doi]")
    second = one("LID - 10.1000/L [doi]", "AID - 10.1000/none [pii]", "PMC - PMC2.1")

    assert (first.doi, first.pmcid, first.free) == ("10.1000/a", None, None)
    assert _codes(first) == []
    assert (second.doi, second.pmcid, second.free) == ("10.1000/l", "PMC2", True)


def test_malformed_identifiers(one: Read) -> None:
    """An identifier of the wrong form is a doubt and is not used."""
    article = one("AID - 10.1/a [doi]", "LID - 10.1/a [doi]", "PMC - 12", "IS  - 1234-5678 (Print)")
    journal = one("TA  - J Void", "IS  - 1234-5678 (Print)")

    assert (article.doi, article.pmcid, article.free) == (None, None, None)
    assert _codes(article) == [("AID", "not-doi"), ("PMC", "not-pmc")]
    assert _codes(journal) == [("IS", "not-issn")]


@pytest.mark.parametrize(
    ("lines", "title", "vernacular"),
    [
        (["TI  - One."], "One", None),
        (["TI  - [One]."], "[One]", None),
        (["TI  - [One].", "TT  - Eins.", "LA  - ger"], "[One]", Title(text="Eins", language="de")),
        (["TI  - [One].", "TT  - Eins.", "LA  - ger", "LA  - fre"], "[One]", Title(text="Eins")),
        (["TI  - [One].", "TT  - Eins.", "LA  - eng"], "[One]", Title(text="Eins")),
        (["TI  - [One].", "TT  - Eins."], "[One]", Title(text="Eins")),
        (["TT  - Eins.", "LA  - ger"], "Eins", None),
        (["TI  - [Not Available].", "TT  - Eins.", "LA  - ger"], "Eins", None),
        (["TI  - [Not Available]."], None, None),
    ],
)
def test_titles(one: Read, lines: list[str], title: str | None, vernacular: Title | None) -> None:
    """A title loses its full stop, keeps its brackets, and may be in another language."""
    article = one(*lines)

    assert (article.title, article.vernacular) == (title, vernacular)


@pytest.mark.parametrize(
    ("text", "expected", "codes"),
    [
        ("2009 Sep-Oct", Date(start="2009-09", end="2009-10"), []),
        ("2021 3rd Quarter", Date(start="2021-35"), []),
        ("2021 Eastertide", Date(start="2021"), ["date-cut"]),
        ("2021 or 2022", None, ["not-a-date"]),
        ("Article 10 2019", Date(start="2019"), ["date-cut"]),
        ("20210304", None, ["not-a-date"]),
    ],
)
def test_published(one: Read, text: str, expected: Date | None, codes: list[str]) -> None:
    """A date of the grammar is read whole; of another the year alone, if there is one only."""
    article = one(f"DP  - {text}")

    assert article.published == expected
    assert [code for _, code in _codes(article)] == codes


def test_days(one: Read) -> None:
    """Days of eight digits are dates if there are such days."""
    good, bad = one("DEP - 20170322", "LR  - 20210109"), one("DEP - 20170230", "LR  - 2021")

    assert (good.online, good.revised) == (Date(start="2017-03-22"), Date(start="2021-01-09"))
    assert (bad.online, bad.revised) == (None, None)
    assert _codes(bad) == [("DEP", "not-a-date"), ("LR", "not-a-date")]


def test_journal(one: Read) -> None:
    """A linking ISSN is one of the media's only where it is printed as such."""
    article = one(
        "IS  - 2229-5178 (Print)",
        "IS  - 2249-5673 (Electronic)",
        "IS  - 2229-5178 (Linking)",
        "VI  - 10 Suppl 1",
        "IP  - 2-3",
        "TA  - J Void",
        "JT  - Journal of the void",
        "JID - 123",
    )
    journal = Journal(
        title="Journal of the void",
        abbreviation="J Void",
        nlm_id="123",
        issn_l="2229-5178",
        issns=("2229-5178", "2249-5673"),
    )

    assert article.part_of == Issue(
        part_of=Volume(journal=journal, number="10 Suppl 1"), number="2-3"
    )
    assert one("TA  - J Void", "IS  - 0365-0596 (Linking)").part_of == Journal(
        abbreviation="J Void", issn_l="0365-0596"
    )
    assert one("VI  - 3").part_of is None


def test_book(one: Read) -> None:
    """A chapter is part of its book, which has the publisher; a journal goes before a book."""
    lines = ("BTI - Syndromes", "PB  - Void Press")
    chapter, article = one(*lines), one("TA  - J Void", *lines)

    assert chapter.part_of == Book(name="Syndromes", title="Syndromes", publisher="Void Press")
    assert chapter.publisher is None
    assert (article.part_of, article.publisher) == (Journal(abbreviation="J Void"), "Void Press")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["LID - 53", "PG  - 45-7; discussion 48"], "45-7; discussion 48"),
        (["LID - 10.1000/x [doi]", "LID - e00466"], "e00466"),
        (["LID - 1042 [pii]"], "1042"),
        (["LID - S1080-6032(22)00139-9 [pii]"], None),
        (["LID - 10.1000/x [doi]", "AID - 77 [pii]"], None),
    ],
)
def test_pages(one: Read, lines: list[str], expected: str | None) -> None:
    """Pages as printed, else the number of the article, but no code of the publisher."""
    assert one(*lines).pages == expected


def test_abstract(one: Read) -> None:
    """An abstract is one paragraph: its labels cannot be told from other words."""
    text = "BACKGROUND: Some. METHODS: Others."
    section = Section(label=None, text=text)

    assert one(f"AB  - {text}").abstract == Abstract(sections=(section,))


def test_other_abstracts(one: Read) -> None:
    """Other abstracts have a known language; a remark that there is one elsewhere is none."""
    article = one(
        "OAB - Publisher: Abstract available from the publisher.",
        "OABL- spa",
        "OAB - Palabras.",
        "OABL- spa",
        "OAB - Verba.",
        "OAB - Vorte.",
        "OABL- xxx",
    )

    assert [(a.text, a.language) for a in article.others] == [("Palabras.", "es")]
    assert _codes(article) == [("OAB", "unknown-language"), ("OAB", "unknown-language")]


def test_terms(one: Read) -> None:
    """Keywords, headings and substances, as PubMed's page has them, each once."""
    article = one(
        "OT  - * E. coli",
        "OT  - *membranes",
        "OT  - membranes",
        "MH  - *Light",
        "MH  - Aurovertins/*chemistry/administration & dosage",
        "MH  - CD4/CD8 Ratio",
        "RN  - 0 (Aurovertins)",
        "RN  - EC 3.6.3.14 (Proton-Translocating ATPases)",
        "RN  - 0 (light (II))",
        "RN  - 123",
        "NM  - 0 (Aurovertins)",
        "NM  - interleukin-2 (human)",
        "PS  - Franklin R",
    )

    assert article.keywords == ("E. coli", "membranes")
    assert article.mesh_terms == (
        "Light",
        "Aurovertins / chemistry",
        "Aurovertins / administration & dosage",
        "CD4/CD8 Ratio",
        "Aurovertins",
        "Proton-Translocating ATPases",
        "light (II)",
        "interleukin-2 (human)",
    )
    assert article.persons == ("Franklin R",)
    assert _codes(article) == [("RN", "no-name")]


def test_publication_types(one: Read) -> None:
    """Known kinds of paper have an identifier; an unknown one is a doubt."""
    article = one("PT  - Review", "PT  - Review", "PT  - Reports - Research")

    assert [kind.mesh.identifier for kind in article.publication_types] == ["D016454"]
    assert _codes(article) == [("PT", "unknown-publication-type")]


def test_relations(one: Read) -> None:
    """Another paper is known by the PMID at the end of its text, else by the DOI within."""
    text = "J Void. 2021 Jun;17(6):327-328. doi: 10.1000/X.8."
    article = one(
        f"RIN - {text} PMID: 33907322",
        f"RIN - {text} PMID: 33907322",
        f"CON - {text}",
        "EIN - J Void. 2021;1:1",
        "CIN - PMID: 5",
    )

    assert article.relations == (
        Relation(kind="retracted by", to=Reference(pmid="33907322", citation=text)),
        Relation(kind="replies to", to=Reference(doi="10.1000/x.8", citation=text)),
        Relation(kind="corrected by", to=Reference(citation="J Void. 2021;1:1")),
        Relation(kind="replied to by", to=Reference(pmid="5")),
    )
    assert article.status == "Retracted"


def test_bad_relation(one: Read) -> None:
    """A PMID of the wrong form leaves the other paper as a text."""
    article = one("CIN - J Void. 2021;1:1. PMID: 0")

    assert article.relations[0].to == Reference(citation="J Void. 2021;1:1. PMID: 0")
    assert _codes(article) == [("CIN", "not-pubmed")]


def test_data(one: Read) -> None:
    """Numbers of known data banks are identifiers, others are texts."""
    article = one(
        "SI  - ClinicalTrials.gov/NCT00000123",
        "SI  - ClinicalTrials.gov/NCT00000123",
        "SI  - Dryad/10.5061/dryad.x",
        "SI  - GEO",
    )

    assert article.data == (Xref(prefix="clinicaltrials", identifier="NCT00000123"),)
    assert article.other_data == ("Dryad/10.5061/dryad.x", "GEO")


def _funding(article: Article) -> list[tuple[str | None, ...]]:
    return [
        (grant.number, *((grant.funder.name, grant.funder.country) if grant.funder else ()))
        for grant in article.grants
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R25 GM1/GM/NIGMS NIH HHS/United States", ("R25 GM1", "NIGMS NIH HHS", "United States")),
        ("G06/Medical Council/United Kingdom", ("G06", "Medical Council", "United Kingdom")),
        ("MR/K0/1/MRC_/Medical Council/Canada", ("MR/K0/1", "Medical Council", "Canada")),
        ("098439/Z/12/Z/WT_/Void Trust/Oslo", ("098439/Z/12/Z", "Void Trust", "Oslo")),
        (
            "ZIA BC1/ImNIH/Intramural NIH HHS/United States",
            ("ZIA BC1", "Intramural NIH HHS", "United States"),
        ),
        ("82672//CIHR/Canada", ("82672", "CIHR", "Canada")),
        ("/DH_/Department of Health/Oslo", (None, "Department of Health", "Oslo")),
        ("WT_/Void Trust/Oslo", (None, "Void Trust", "Oslo")),
        ("Void Trust/Oslo", (None, "Void Trust", "Oslo")),
    ],
)
def test_grants(one: Read, text: str, expected: tuple[str | None, ...]) -> None:
    """A grant is read from its end, so that the slashes of a number stay in it."""
    article = one(f"GR  - {text}", f"GR  - {text}")

    assert _funding(article) == [expected]
    assert _codes(article) == []


def test_odd_grants(one: Read) -> None:
    """What is not number, funder and country is cut or left out, and a doubt."""
    article = one("GR  - Void Trust", "GR  - G0600974", "GR  - 098439/Z/12/Z", "GR  - R01/GM//Oslo")

    assert _funding(article) == [(None, "Void Trust", None), ("G0600974",)]
    assert _codes(article) == [("GR", "not-a-grant")] * 4


def test_positions_of_grants(one: Read) -> None:
    """Grants are numbered from 1, and a funder has the number of its grant."""
    article = one("GR  - Void Trust/Oslo", "GR  - 2/Void Trust/Oslo")
    of = article.identity
    funders = [Funder(article=of, position=n, name="Void Trust", country="Oslo") for n in (1, 2)]

    assert article.grants == (
        Grant(article=of, position=1, funder=funders[0]),
        Grant(article=of, position=2, number="2", funder=funders[1]),
    )


# Authors


def _people(article: Article) -> list[tuple[int, str, list[tuple[int, str]]]]:
    return [
        (a.position, a.name, [(place.position, place.name) for place in a.affiliations])
        for a in article.authors
    ]


def test_authors(one: Read) -> None:
    """Authors in their order, with the addresses below them; the same address has one number."""
    article = one(
        "FAU - Lee, Ann B",
        "AU  - Lee AB",
        "AD  - Void, Oslo.",
        "FAU - Chi, Bo",
        "AU  - Chi B",
        f"AUID- ORCID: https://orcid.org/{ORCID}",
        "AD  - Nil, Oslo. bo@nil.example",
        "AD  - Void, Oslo.",
        "AD  - Void, Oslo. Electronic address: bo@void.example.",
        "AD  - bo@void.example",
        "CN  - Void Study Group",
        "AD  - Group House.",
    )

    assert _people(article) == [
        (1, "Ann B Lee", [(1, "Void, Oslo.")]),
        (2, "Bo Chi", [(2, "Nil, Oslo."), (1, "Void, Oslo.")]),
        (3, "Void Study Group", [(3, "Group House.")]),
    ]
    assert [author.collective for author in article.authors] == [False, False, True]
    assert [author.orcid for author in article.authors] == [
        None,
        Xref(prefix="orcid", identifier=ORCID),
        None,
    ]
    assert "@" not in repr(article.authors)


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        ("van Raaij, M J", "M J van Raaij", ("M J", "van Raaij", None)),
        ("Smith, John A Jr", "John A Smith Jr", ("John A", "Smith", "Jr")),
        ("Smith, John A, 3rd", "John A Smith 3rd", ("John A", "Smith", "3rd")),
        ("Gleeson, Ferga C.", "Ferga C. Gleeson", ("Ferga C.", "Gleeson", None)),
        ("Madonna", "Madonna", (None, "Madonna", None)),
        ("Smith,", "Smith", (None, "Smith", None)),
    ],
)
def test_names(one: Read, text: str, name: str, parts: tuple[str | None, ...]) -> None:
    """A full name is family, forenames and suffix; it is printed the other way round."""
    [author] = one(f"FAU - {text}").authors

    assert (author.name, (author.given, author.family, author.suffix)) == (name, parts)


def test_short_names(one: Read) -> None:
    """Short names are taken where there are no others, and are not taken apart."""
    article = one("AU  - Lee AB", "AD  - Void.", "AU  - Chi B")

    assert _people(article) == [(1, "Lee AB", [(1, "Void.")]), (2, "Chi B", [])]
    assert {author.family for author in article.authors} == {None}


def test_old_address(one: Read) -> None:
    """An address above all names is the first author's, and not spread to the others."""
    article = one("AD  - Void.", "FAU - Lee, Ann", "FAU - Chi, Bo")

    assert _people(article) == [(1, "Ann Lee", [(1, "Void.")]), (2, "Bo Chi", [])]


def test_editors_and_investigators(one: Read) -> None:
    """Editors and investigators are no authors, nor are their addresses and ORCIDs."""
    article = one(
        "FED - Dee, Cy",
        "ED  - Dee C",
        "AD  - Editors' House.",
        "FAU - Lee, Ann",
        "FIR - Eff, Di",
        "IR  - Eff D",
        "AD  - Investigators' House.",
        "AUID- ORCID: 0000",
    )

    assert _people(article) == [(1, "Ann Lee", [])]
    assert _codes(article) == []


@pytest.mark.parametrize("orcid", ["0000-0002-2734-5929", "0000-0002-2734", "ORCID"])
def test_bad_orcid(one: Read, orcid: str) -> None:
    """An ORCID that is cut, or whose check digit is wrong, is dropped and a doubt."""
    article = one("FAU - Lee, Ann", f"AUID- ORCID: {orcid}", "AUID- ISNI: 1")

    assert article.authors[0].orcid is None
    assert _codes(article) == [("AUID", "not-orcid")]


def test_nameless_author(one: Read) -> None:
    """An author without a name is left out, and has no number."""
    article = one("FAU - ,", "AD  - Nowhere.", "FAU - Lee, Ann")

    assert _people(article) == [(1, "Ann Lee", [])]
    assert _codes(article) == [("FAU", "no-name")]


def test_authors_belong_to_their_article(one: Read) -> None:
    """Authors, addresses and grants are named after the article."""
    article = one("AID - 10.1000/x [doi]", "FAU - Lee, Ann", "AD  - Void.", "GR  - Void/Oslo")
    [author], [grant] = article.authors, article.grants

    assert {author.article, author.affiliations[0].article, grant.article} == {article.identity}
    assert article.identity == Xref(prefix="pubmed", identifier="1")


# Anything at all

_TAGS = re.findall(
    r"\w+",
    """PMID OWN IS VI IP DP TI PG LID AB OAB OABL CI FAU AU AUID AD CN FED IR LA GR SI PT TT DEP
    TA JT JID RN NM MH PS PMC OT AID SO BTI PB CIN RIN LR XX""",
)
_VALUES = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=" ,/()*[]:.-10AZaé\u00a0\ue000\u2028\r\x85", max_size=12),
    st.sampled_from(["1", "12", "10.1000/\ue000 [doi]", "ger", "ORCID: 0", "2021 Feb 30", "PMC1"]),
)
_LINES = st.one_of(
    st.builds("{:<4}- {}".format, st.sampled_from(_TAGS), _VALUES),
    _VALUES.map("      {}".format),
    st.text(max_size=20),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_LINES, max_size=25))
def test_any_lines(tmp_path: Path, lines: list[str]) -> None:
    """Whatever the lines hold, a record is read or refused, and what is read can be written."""
    articles, _ = _file(tmp_path / "any.nbib", "\n".join(["PMID- 9", "TI  - A", *lines]))

    assert articles[0].pmid == "9"
    for article in articles:
        assert list(triples(article))


# The corpus


def _articles(corpus: Path, name: str) -> list[Article]:
    records = read(corpus / "pubmed" / "nbib" / name)
    return [record for record in records if isinstance(record, Article)]


def test_corpus(corpus: Path) -> None:
    """Every record of the corpus is read, with its authors, terms and doubts."""
    found = {
        path.name: [
            (a.pmid, len(a.authors), len(a.mesh_terms), len(a.keywords), len(a.notices))
            for a in _articles(corpus, path.name)
        ]
        for path in (corpus / "pubmed" / "nbib").glob("*.nbib")
    }

    assert found == {
        "export-2-zotero.nbib": [("8692918", 4, 23, 0, 0), ("21249755", 7, 0, 0, 1)],
        "export-4-lf.nbib": [
            ("16403221", 3, 9, 0, 1),
            ("16377612", 4, 8, 0, 0),
            ("14871861", 4, 8, 0, 2),
            ("14630660", 2, 10, 0, 2),
        ],
        "export-5-crlf.nbib": [
            ("29657938", 5, 0, 4, 0),
            ("28403266", 3, 20, 0, 0),
            ("20098847", 4, 15, 0, 0),
            ("17199464", 1, 7, 0, 0),
            ("26009707", 4, 0, 6, 0),
        ],
        "single-12230038-lf-old-tags.nbib": [("12230038", 1, 7, 0, 0)],
        "single-28332311-orcid-multi-affiliation.nbib": [("28332311", 9, 7, 4, 0)],
        "single-35128459-not-medline.nbib": [("35128459", 6, 0, 6, 0)],
    }


def test_corpus_record(corpus: Path) -> None:
    """What one real record yields."""
    [article] = _articles(corpus, "single-28332311-orcid-multi-affiliation.nbib")
    last = article.authors[-1]
    journal = Journal(
        title="MicrobiologyOpen",
        abbreviation="Microbiologyopen",
        nlm_id="101588314",
        issn_l="2045-8827",
        issns=("2045-8827",),
    )

    assert (article.doi, article.pmcid, article.pages) == (
        "10.1002/mbo3.466",
        "PMC5552948",
        "e00466",
    )
    assert (article.published, article.online) == (Date(start="2017-08"), Date(start="2017-03-22"))
    assert article.part_of == Issue(part_of=Volume(journal=journal, number="6"), number="4")
    assert article.keywords == ("E. coli", "membranes", "pathogenesis", "persisters")
    assert [a.position for a in article.authors if a.orcid] == [1, 9]
    assert (last.name, [a.position for a in last.affiliations]) == ("Maria Hadjifrangiskou", [2, 6])
    assert _funding(article) == [
        ("R25 GM062459", "NIGMS NIH HHS", "United States"),
        ("UL1 TR000445", "NCATS NIH HHS", "United States"),
    ]


def test_corpus_without_addresses(corpus: Path) -> None:
    """No affiliation of a real record holds an e-mail address, though many fields do."""
    for path in (corpus / "pubmed" / "nbib").glob("*.nbib"):
        for article in _articles(corpus, path.name):
            assert "@" not in repr(article.authors)


def test_corpus_line_ends(corpus: Path, tmp_path: Path) -> None:
    """A file yields the same with either line end, and without its last one."""
    for path in (corpus / "pubmed" / "nbib").glob("*.nbib"):
        expected = _articles(corpus, path.name)
        plain = path.read_bytes().replace(b"\r\n", b"\n")
        for text in (plain, plain.replace(b"\n", b"\r\n"), plain.rstrip(b"\n")):
            articles, refused = _file(tmp_path / path.name, text)

            assert (articles, refused) == (expected, [])
