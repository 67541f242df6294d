"""PubMed pages saved as text, in the two shapes that are met.

The *crawled* shape is what programs make of a page: chrome, a citation line that begins with
the full stop behind the lost name of the journal, the title twice, a short citation, the
abstract, and headings whose lists are lost. The *pasted* shape is what a person copies out of a
browser: it has the authors, the affiliations and the identifiers as well, and then other
people's articles under "Similar articles" and "Cited by".

What the page does not print is not guessed: no PMID from a DOI, no authors behind "et al", no
full name of a journal. Nothing below "Similar articles" is about this article.
"""

import re
from collections.abc import Callable, Collection, Iterator
from itertools import takewhile

from mmrdf.errors import ReadError
from mmrdf.readers import author_line, citation, page_words
from mmrdf.readers.doubts import Doubts
from mmrdf.readers.pubmed_fields import publication_type
from mmrdf.readers.text import File, clean, lines
from mmrdf.records import (
    Abstract,
    Article,
    Author,
    Date,
    Journal,
    PublicationType,
    Reference,
    Section,
    Source,
    Xref,
    identity,
)
from mmrdf.vocab import PUBLICATION_TYPES

_DOI_LINE = re.compile(r"doi: ?[0-9]|(?:Epub|eCollection|Print) [0-9]{4}|Online ahead of print\.")
_DOI = re.compile(r"\bdoi: (\S+?)\.?(?:\s|$)")
_EPUB = re.compile(r"\bEpub ([0-9]{4}[^.]*)\.")
_ISSUE_DATE = re.compile(r"\b(?:eCollection|Print) ([0-9]{4}[^.]*)\.")
_IDENTIFIERS = re.compile(r"(?:(?:PMID: [0-9]+|PMCID: PMC[0-9.]+|DOI: \S+)(?: |$))+")
_SHORT = re.compile(r"(?:(?P<who>[^.]+)\. )?(?P<journal>[^.]+)\. (?P<date>[0-9]{4}[^.]*)\.")
_LABEL = re.compile(r"([A-Z][^.:]{2,60}): (.+)")
_COPYRIGHT = re.compile(r"(?:Copyright:? ?)?(?:©|\([Cc]\) ?[0-9]{4})|Copyright,? [0-9]{4}")
_TAILS = (" - DOI", " - PMC", " - PubMed")
# Characters of the longest line that is tried as a short citation.
_LIMIT = 1000
_NUMBERED = re.compile(r"\s*[0-9]+\. (.+)")


def sniff(head: str) -> bool:
    """Whether a text is a PubMed page: by the words that every page carries."""
    return page_words.CHROME in head or any(
        line.strip() == page_words.DISCLAIMER for line in head.split("\n")
    )


def read(file: File, refuse: Callable[[ReadError], None]) -> Iterator[Article]:
    """Yield the one article of a page.

    Raises:
        ReadError: if it is no page with a citation and a title, or more than one.
    """
    del refuse  # one page is one record: there is nothing to go on with
    text = [clean(line) or "" for line in lines(file.stream, file.name)]
    yield _Page(text, file.name).article()


class _Page:
    """The lines of one page, each clean, and where its parts begin."""

    def __init__(self, text: list[str], file: str) -> None:
        self.text = text
        self.file = file
        self._check_alone()
        cited = next((n for n, line in enumerate(text) if _is_citation(line)), None)
        if cited is None:
            reason = "a PubMed page without a citation line"
            remedy = "keep the line like '. 2011 Oct;94(4):334-343.' above the title"
            raise ReadError(Source(file=file), reason, remedy)
        self.cited = cited
        self.titled = self._title_line()
        source = Source(file=file, line=self.titled + 1)
        self.doubts = Doubts(source, text[self.titled])
        below = range(self.titled, len(text))
        self.end = next((n for n in below if text[n] in page_words.CLOSING), len(text))

    def _check_alone(self) -> None:
        """Two documents in one file would be taken for one: refuse the file at the second."""
        for mark in (
            lambda line: page_words.CHROME in line,
            _is_citation,
            page_words.DISCLAIMER.__eq__,
        ):
            found = [n for n, line in enumerate(self.text, start=1) if mark(line)]
            if len(found) > 1:
                self._refuse_second(found[1])
        if "---" in self.text:
            self._refuse_second(self.text.index("---") + 1)

    def _refuse_second(self, line: int) -> None:
        remedy = "give every page a file of its own"
        raise ReadError(Source(file=self.file, line=line), "a second document begins", remedy)

    def _title_line(self) -> int:
        for number in range(self.cited + 1, len(self.text)):
            line = self.text[number]
            if line in page_words.OPENING | page_words.CLOSING:
                break
            if line and not _DOI_LINE.match(line):
                self._check_title(number)
                return number
        reason = "a PubMed page without a title"
        remedy = "keep the title below the citation line"
        raise ReadError(Source(file=self.file, line=self.cited + 1), reason, remedy, field="title")

    def _check_title(self, number: int) -> None:
        """A title that runs over several lines would be cut, and its rest taken for authors."""
        title, below = self.text[number], self.text[number + 1 :]
        ends = page_words.OPENING | page_words.CLOSING | {title}
        lines = list(takewhile(lambda line: line not in ends, below))
        if title in below:  # the crawled shape: an empty line follows the title
            crowded = bool(lines and lines[0])
        else:  # the pasted shape: the authors follow, and at most the identifiers
            crowded = len([ln for ln in lines if ln and not _IDENTIFIERS.fullmatch(ln)]) > 1
        if crowded:
            place = Source(file=self.file, line=number + 1)
            remedy = "put the title on one line, and the authors on the next"
            reason = "title or authors run over several lines"
            raise ReadError(place, reason, remedy, field="title")

    def _find(self, headings: Collection[str], start: int) -> int | None:
        found = (n for n in range(start, len(self.text)) if self.text[n] in headings)
        return next(found, None)

    def article(self) -> Article:
        title = self.text[self.titled]
        line = self._citation_line()
        cited = self._cited(line)
        who, journal, short = self._short_citation()
        published, online = self._dates(line, cited.date, short)
        pmid, doi, pmcid = self._identifiers(line)
        text = f"{journal}. {line}" if journal else line
        of = identity(pmid=pmid, doi=doi, pmcid=pmcid, title=title, citation=text)
        authors = self._authors(of) or self._first_author(of, who)
        for heading in sorted(page_words.UNREAD):
            if self._listed(heading):
                self.doubts.add(heading, "unread", "what stands below this heading is not read")
        return Article(
            title=title,
            pmid=pmid,
            doi=doi,
            pmcid=pmcid,
            citation=text,
            published=published,
            online=online,
            part_of=cited.within(Journal(abbreviation=journal) if journal else None),
            pages=cited.pages,
            authors=authors,
            credit=who if who and who.endswith(" et al") and len(authors) == 1 else None,
            abstract=self._abstract(),
            keywords=self._keywords(),
            mesh_terms=tuple(term.replace("*", "") for term in self._listed("MeSH terms")),
            publication_types=self._publication_types(),
            copyright=self._copyright(),
            free=True if page_words.FREE & set(self.text[: self.end]) else None,
            references=self._references(),
            source=self.doubts.source,
            notices=tuple(self.doubts.notices),
        )

    def _citation_line(self) -> str:
        """The citation, DOI and electronic date, which may stand on lines of their own."""
        between = " ".join(self.text[self.cited : self.titled])
        return " ".join(between.split()).removeprefix(". ")

    def _cited(self, line: str) -> citation.Citation:
        found = citation.parse(_bare(line))
        if found is None:
            message = f"{_bare(line)!r} is kept as text only"
            self.doubts.add("citation", "not-a-citation", message)
        return found or citation.Citation()

    def _dates(
        self, line: str, cited: Date | None, short: Date | None
    ) -> tuple[Date | None, Date | None]:
        """The date of the issue, and that of electronic publication.

        The citation line of an electronic journal has the electronic date: then the page prints
        the date of the issue behind it (``eCollection 2021``), and in the short citation.
        """
        issue = self._date(_ISSUE_DATE, line) or short
        epub = self._date(_EPUB, line)
        if issue is None or issue == cited:
            return cited, epub
        return issue, epub or cited

    def _date(self, pattern: re.Pattern[str], line: str) -> Date | None:
        match = pattern.search(line)
        found = citation.date(match[1]) if match else None
        if match and found is None:
            self.doubts.add("citation", "not-a-date", f"{match[1]!r} is no date; not used")
        return found

    def _identifiers(self, line: str) -> Iterator[str | None]:
        """The PMID, DOI and PMCID that the page prints as its own."""
        own = " ".join(line for line in self._head() if _IDENTIFIERS.fullmatch(line))
        pairs: dict[str, str] = dict(re.findall(r"(PMID|PMCID|DOI): (\S+)", own))
        match = _DOI.search(line)
        cited = match[1] if match else pairs.get("DOI", "")
        if cited and pairs.setdefault("DOI", cited).lower() != cited.lower():
            message = f"{pairs.pop('DOI')} is not the {cited} of the citation; neither is used"
            self.doubts.add("doi", "doi-disagrees", message)
        for name, prefix in (("PMID", "pubmed"), ("DOI", "doi"), ("PMCID", "pmc")):
            yield self.doubts.normal(name.lower(), prefix, pairs[name]) if name in pairs else None

    def _head(self) -> list[str]:
        """The lines between title and abstract, white space in them made plain."""
        stop = self._find({"Abstract", page_words.NO_ABSTRACT}, self.titled)
        lines = self.text[self.titled + 1 : min(self.end, stop or self.end)]
        return [" ".join(line.split()) for line in lines]

    def _short_citation(self) -> tuple[str | None, str | None, Date | None]:
        """The first author, the journal's abbreviation, the date of the issue.

        Crawled pages print them in a short citation below the second title; pasted ones print
        the journal above the citation.
        """
        head = self._head()
        repeated = self.text[self.titled] in head
        for line in head if repeated else ():
            match = _SHORT.fullmatch(line) if len(line) <= _LIMIT else None
            when = citation.date(match["date"]) if match else None
            if match and when and len(match["who"] or "none") > len("J X"):
                return match["who"], match["journal"], when
        above = next((line for line in reversed(self.text[: self.cited]) if _is_name(line)), "")
        journal = None if repeated or page_words.CHROME in above else above or None
        return None, journal, None

    def _authors(self, of: Xref) -> tuple[Author, ...]:
        """All authors of the pasted shape: the line between title and affiliations."""
        head = [line for line in self._head() if line]
        starts = [n for n, line in enumerate(head) if line.startswith("Affiliations")]
        identified = any(_IDENTIFIERS.fullmatch(line) for line in head)
        if not head or self.text[self.titled] in head or not (starts or identified):
            return ()
        if head[0] in page_words.OPENING or _IDENTIFIERS.fullmatch(head[0]):
            return ()
        authors, fault = author_line.parse(of, head[0], head[starts[0] :] if starts else [])
        if fault is not None:
            message = f"{fault!r} is no name of an author; no author is used"
            self.doubts.add("authors", "not-a-name", message)
        return authors

    def _first_author(self, of: Xref, who: str | None) -> tuple[Author, ...]:
        """The one author that a short citation names."""
        name = (who or "").removesuffix(" et al")
        author = author_line.first(of, name) if name else None
        if name and author is None:
            self.doubts.add(
                "authors", "not-a-name", f"{name!r} is no one author; no author is used"
            )
        return (author,) if author else ()

    def _abstract_lines(self) -> list[str]:
        start = self._find({"Abstract", page_words.NO_ABSTRACT}, self.titled)
        return [] if start is None else [ln for ln in self.text[start + 1 : self.end] if ln]

    def _abstract(self) -> Abstract | None:
        sections = []
        for line in self._abstract_lines():
            if line.startswith("Keywords: ") or _COPYRIGHT.match(line):
                break
            labelled = _LABEL.fullmatch(line)
            sections.append(
                Section(label=labelled[1], text=labelled[2])
                if labelled
                else Section(label=None, text=line)
            )
        return Abstract(sections=tuple(sections)) if sections else None

    def _keywords(self) -> tuple[str, ...]:
        line = next((ln for ln in self._abstract_lines() if ln.startswith("Keywords: ")), "")
        names = line.removeprefix("Keywords: ").removesuffix(".").split("; ")
        return tuple(dict.fromkeys(filter(None, map(clean, names))))

    def _copyright(self) -> str | None:
        return next((line for line in self._abstract_lines() if _COPYRIGHT.match(line)), None)

    def _listed(self, heading: str) -> list[str]:
        """The lines below a heading of the page's end, up to the next; nothing if it is bare."""
        start = self._find({heading}, self.end)
        if start is None:
            return []
        rest = self.text[start + 1 :]
        stop = next((n for n, line in enumerate(rest) if line in page_words.CLOSING), len(rest))
        return [line for line in rest[:stop] if line]

    def _publication_types(self) -> tuple[PublicationType, ...]:
        """The badge above the title or in the head, and the list at the end, of known types."""
        above = next((line for line in reversed(self.text[: self.cited]) if line), "")
        badges = [line for line in [above, *self._head()] if line in PUBLICATION_TYPES]
        listed = self._listed("Publication types")
        for name in listed:
            if name not in PUBLICATION_TYPES:
                message = f"{name!r} is not in our table of publication types; not used"
                self.doubts.add("publication types", "unknown-publication-type", message)
        found = map(publication_type, dict.fromkeys([*badges, *listed]))
        return tuple(kind for kind in found if kind)

    def _references(self) -> tuple[Reference, ...]:
        items = filter(None, map(_NUMBERED.fullmatch, self._listed("References")))
        texts = dict.fromkeys(_without_tails(item[1]) for item in items)
        return tuple(Reference(citation=text) for text in texts)


def _without_tails(reference: str) -> str:
    """A reference without the names of the links that stood behind it."""
    while reference.endswith(_TAILS):
        reference = reference.rpartition(" - ")[0]
    return reference


def _is_citation(line: str) -> bool:
    plain = " ".join(line[:20].split())
    return plain.startswith(". ") and citation.date(plain[2:6]) is not None


def _is_name(line: str) -> bool:
    """Whether a line above the citation can be the name of the journal, or ends the search."""
    return bool(
        line
    ) and line not in page_words.MENU | page_words.OPENING | page_words.CLOSING | set(
        PUBLICATION_TYPES
    )


def _bare(line: str) -> str:
    """The citation line up to the DOI and the electronic date."""
    return re.split(r"\.(?= (?:doi:|Epub |eCollection |Online |Print ))", line, maxsplit=1)[0]
