"""PFOCR figure records: a Markdown file that is all YAML front matter, and its side tables.

Files of all generations are read: the older ones hold the mentions of genes, chemicals and
diseases themselves, the newer ones (2023 and later) in tables beside them.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from mmrdf import identifiers, iris
from mmrdf.errors import ReadError
from mmrdf.readers import citation, mentions, side_tables
from mmrdf.readers.fields import Fields, present
from mmrdf.readers.frontmatter import parse
from mmrdf.readers.text import File, lines, without_stop
from mmrdf.records import (
    Article,
    Date,
    Figure,
    Journal,
    PaperIds,
    Picture,
    Source,
)
from mmrdf.vocab import CC0

FENCE = "---"

# How such a line begins, by which nearly all lines are told at once.
_BEGINS = frozenset("-\ufeff")


def sniff(head: str) -> bool:
    """Whether a file begins with front matter; its first lines decide, not its name."""
    return _is_fence(head.lstrip("\ufeff\r\n").split("\n", 1)[0])


def read(file: File, refuse: Callable[[ReadError], None]) -> Iterator[Figure]:
    """Yield the figures of a file: one, or several front matters one behind the other.

    A record that cannot be read is given to ``refuse``, and the next one is tried.

    Raises:
        ReadError: at a line that cannot be read, or front matter without an end.
    """
    for source, text, below in _documents(lines(file.stream, file.name), file.name):
        try:
            yield _figure(Fields(*parse(text, source), source), file, refuse)
        except ReadError as error:
            refuse(error)
        if below:
            remedy = "give every document a file of its own; figure records may share one"
            refuse(ReadError(below, "text behind the front matter is not read", remedy))


def _documents(text: Iterator[str], file: str) -> Iterator[tuple[Source, str, Source | None]]:
    """Cut at the lines ``---``: the place of each front matter, its YAML, and of text below it."""
    numbered = enumerate(text, start=1)
    opened = next((n for n, line in numbered if _is_fence(line)), None)
    while opened is not None:
        source = Source(file=file, line=opened)
        inside: list[str] = []
        below: Source | None = None
        opened, closed = None, False
        for number, line in numbered:
            if line[:1] in _BEGINS and _is_fence(line):
                if closed:
                    opened = number
                    break
                closed = True
            elif not closed:
                inside.append(line)
            elif line.strip() and not below:
                below = Source(file=file, line=number)
        if not closed:
            raise ReadError(source, "front matter without an end", f"close it with a line {FENCE}")
        yield source, "\n".join(inside), below


def _is_fence(line: str) -> bool:
    return line.removeprefix("\ufeff").rstrip() == FENCE


def papers(file: File) -> Iterator[PaperIds]:
    """Yield what names the paper of each figure; nothing of a record that cannot be read.

    The tables beside the figures are not looked at.
    """
    with suppress(ReadError):  # reading it will tell
        for source, text, _ in _documents(lines(file.stream, file.name), file.name):
            with suppress(ReadError):
                fields = Fields(*parse(text, source), source)
                reference = fields.text("reftext")
                cited = citation.reference(reference) if reference else None
                journal = _journal(fields, cited.journal if cited else None)
                yield PaperIds(
                    doi=fields.identifier("doi", "doi"),
                    pmcid=_pmcid(fields, _figid(fields)),
                    figure=True,
                    journal=(journal.abbreviation or journal.title) if journal else None,
                )


def _figid(fields: Fields) -> str:
    """The identifier of a figure.

    Raises:
        ReadError: if it has none, or none of the right form.
    """
    figid = fields.text("figid")
    if not figid:
        remedy = "add a line 'figid: PMC<digits>__<name of the image>'"
        raise ReadError(fields.source, "no figid", remedy, field="figid")
    if identifiers.normal("pfocr", figid) is None:
        place = Source(file=fields.source.file, line=fields.places["figid"])
        reason = f"{figid!r} is no figid"
        remedy = "write PMC<digits>__<name> with letters, digits, dots, hyphens, underscores"
        raise ReadError(place, reason, remedy, field="figid")
    return figid


def _figure(fields: Fields, file: File, refuse: Callable[[ReadError], None]) -> Figure:
    figid = fields.record = _figid(fields)
    pmcid = _pmcid(fields, figid)
    article = _article(fields, figid, pmcid)
    picture = _picture(fields, pmcid, article)
    keywords = _keywords(fields, figid)
    return Figure(
        figid=figid,
        pmcid=pmcid,
        article=article,
        picture=picture,
        title=fields.text("figtitle"),
        alias=_alias(fields, pmcid),
        caption=fields.text("caption"),
        score=_score(fields),
        ndex=_mapped(fields, file, "ndex", "ndex", refuse),
        wpid=_mapped(fields, file, "wpid", "wikipathways", refuse),
        keywords=keywords,
        mentions=mentions.read(fields, file, keywords, refuse),
        organisms=fields.texts("organisms"),
        organisms_ner=fields.texts("organisms_ner"),
        source=fields.source,
        notices=fields.doubts(),  # last: all that is asked for may raise some
    )


def _mapped(
    fields: Fields, file: File, field: str, prefix: str, refuse: Callable[[ReadError], None]
) -> str | None:
    """An identifier of the record, or of PFOCR's table of such identifiers beside it."""
    own = fields.identifier(field, prefix)
    folder = side_tables.folder(file.path)
    if folder is None:
        return own
    table = folder / f"{field}_map.tsv"
    text = present(side_tables.mapped(table, fields.record, refuse) or "")
    listed = identifiers.normal(prefix, text) if text else None
    if text and not listed:
        message = f"{text!r} in {table.name} has not the form of {prefix}; not used"
        fields.doubt(field, f"not-{prefix}", message)
    if own and listed and own != listed:
        message = f"{listed} in {table.name} is not {own}; {own} is used"
        fields.doubt(field, f"{field}-disagrees", message, severity="Info")
    return own or listed


def _pmcid(fields: Fields, figid: str) -> str:
    """The PMCID in the figid, which is the record's identity; the field only confirms it."""
    own = figid.partition("__")[0]
    given = fields.identifier("pmcid", "pmc")
    if given and given != own:
        fields.doubt("pmcid", "pmcid-disagrees", f"{given} is not that of the figid; {own} is used")
    return own


def _alias(fields: Fields, pmcid: str) -> str | None:
    """PFOCR's short name, ``PMC1__F2``; one with number F0 (unknown) names nothing."""
    alias = fields.text("figid_alias")
    number = _number(fields)
    if alias is None or number is None:
        return None
    if alias != f"{pmcid}__{number}":
        message = f"{alias!r} is not {pmcid}__{number}; not used"
        fields.doubt("figid_alias", "alias-disagrees", message)
        return None
    return alias


def _number(fields: Fields) -> str | None:
    number = fields.text("number")
    return None if number == "F0" else number


def _picture(fields: Fields, pmcid: str, article: Article) -> Picture | None:
    filename, kind = fields.text("filename"), fields.text("figtype")
    link = fields.text("figlink")
    page = iris.pmc_page(link, pmcid) if link else None
    if link and not page:
        message = f"{link!r} is not the page of a figure of {pmcid}; not used"
        fields.doubt("figlink", "figlink-disagrees", message)
    if filename and "/" in filename:
        fields.doubt("filename", "not-a-file-name", f"{filename!r} is no file name; not used")
        filename = None
    if filename is None:
        return None
    return Picture(
        pmcid=pmcid,
        filename=filename,
        article=article,
        number=_number(fields),
        kind=kind,
        pmc_page=page,
    )


def _score(fields: Fields) -> str | None:
    """The classifier's score in its own digits; older records call it ``pathway_score``."""
    new, old = fields.text("automl_pathway"), fields.text("pathway_score")
    if new and old and new != old:
        fields.doubt("pathway_score", "score-disagrees", f"{old} is not {new}; {new} is used")
    score = new or old
    if score is None:
        return None
    if re.fullmatch(r"[0-9.]+(?:[eE]-[0-9]{1,3})?", score):
        with suppress(InvalidOperation):
            number = Decimal(score)
            if 0 <= number <= 1:
                return f"{number:f}"  # XML Schema has no decimals with an exponent
    field = "automl_pathway" if new else "pathway_score"
    fields.doubt(field, "not-a-score", f"{score!r} is no number from 0 to 1; not used")
    return None


def _keywords(fields: Fields, figid: str) -> tuple[str, ...]:
    """The names that PFOCR lists for the figure, out of its block of JSON-LD.

    The rest of the block is faulty or said by other fields: its name is always "CreativeWork",
    its licence no IRI.
    """
    block = fields.mapping("schema-jsonld")
    stated = block.get("@id", "")
    if stated and stated != iris.figure(figid).value:
        fields.doubt("schema-jsonld", "id-disagrees", f"its @id {stated!r} is not this figure's")
    licence = str(block.get("license", "CC0"))
    if licence not in {"CC0", CC0.value}:
        message = f"its licence {licence!r} is not CC0, under which PFOCR publishes records"
        fields.doubt("schema-jsonld", "license-disagrees", message)
    return tuple(sorted(fields.listed("schema-jsonld", block.get("keywords", ""))))


def _article(fields: Fields, figid: str, pmcid: str) -> Article:
    text = fields.text("reftext")
    found = citation.reference(text) if text else None
    if text and not found:
        fields.doubt("reftext", "not-a-reference", f"{text!r} is kept as text only")
    cited = found.citation if found else citation.Citation()
    journal = _journal(fields, found.journal if found else None)
    title = fields.text("papertitle")
    return Article(
        title=without_stop(title) if title else None,
        doi=fields.identifier("doi", "doi"),
        pmcid=pmcid,
        citation=text,
        published=_published(fields, cited.date),
        part_of=cited.within(journal),
        pages=cited.pages,
        publisher=fields.text("publisher_name"),
        credit=f"{found.credit}." if found and found.credit else None,
        keywords=fields.listed("keywords", [*(fields.text("keywords") or "").split(" | ")]),
        figures=(figid,),
        source=fields.source,
    )


def _journal(fields: Fields, abbreviation: str | None) -> Journal | None:
    title = fields.text("journal_title")
    abbreviation = fields.text("journal_nlm_ta") or abbreviation
    return Journal(title=title, abbreviation=abbreviation) if title or abbreviation else None


def _published(fields: Fields, cited: Date | None) -> Date | None:
    """The date of the reference where it agrees with the field ``year``, else the year."""
    year = fields.text("year")
    if year is None:
        return cited
    if citation.date(year) is None or len(year) != len("2022"):
        fields.doubt("year", "not-a-year", f"{year!r} is no year; not used")
        return cited
    if cited and cited.certain and not cited.certain.startswith(year):
        message = f"{year} is not the {cited.certain[:4]} of reftext; neither is used"
        fields.doubt("year", "year-disagrees", message)
        return None
    return cited or Date(start=year)
