"""What PubMed's forms (XML, MEDLINE, page) have in common: their closed lists, and small forms.

Sources: NLM, "MEDLINE/PubMed Data Element (Field) Descriptions" and "PubMed XML Element
Descriptions"; the lists of languages, relations and data banks are theirs.
"""

import re
from collections.abc import Iterable, Iterator

from mmrdf import identifiers
from mmrdf.readers.text import clean, without_stop
from mmrdf.records import PublicationType, RelationKind, Title, Xref
from mmrdf.vocab import PUBLICATION_TYPES

#: NLM's codes of languages (ISO 639-2/B) as BCP 47 has them: the short code where there is one.
LANGUAGES = {
    "afr": "af",
    "alb": "sq",
    "amh": "am",
    "ara": "ar",
    "arm": "hy",
    "aze": "az",
    "ben": "bn",
    "bos": "bs",
    "bul": "bg",
    "cat": "ca",
    "chi": "zh",
    "cze": "cs",
    "dan": "da",
    "dut": "nl",
    "eng": "en",
    "epo": "eo",
    "est": "et",
    "fin": "fi",
    "fre": "fr",
    "geo": "ka",
    "ger": "de",
    "gla": "gd",
    "gre": "el",
    "heb": "he",
    "hin": "hi",
    "hrv": "hr",
    "hun": "hu",
    "ice": "is",
    "ind": "id",
    "ita": "it",
    "jpn": "ja",
    "kin": "rw",
    "kor": "ko",
    "lat": "la",
    "lav": "lv",
    "lit": "lt",
    "mac": "mk",
    "mal": "ml",
    "mao": "mi",
    "may": "ms",
    "nor": "no",
    "per": "fa",
    "pol": "pl",
    "por": "pt",
    "pus": "ps",
    "rum": "ro",
    "rus": "ru",
    "san": "sa",
    "slo": "sk",
    "slv": "sl",
    "spa": "es",
    "srp": "sr",
    "swe": "sv",
    "tha": "th",
    "tur": "tr",
    "ukr": "uk",
    "urd": "ur",
    "vie": "vi",
    "wel": "cy",
}

#: How PubMed's XML calls what another paper is to an article, and MEDLINE's tag for it.
RELATIONS: tuple[tuple[str, str, RelationKind], ...] = (
    ("RetractionIn", "RIN", "retracted by"),
    ("RetractionOf", "ROF", "retracts"),
    ("RetractedandRepublishedIn", "RRI", "retracted by"),
    ("RetractedandRepublishedFrom", "RRF", "retracts"),
    ("ErratumIn", "EIN", "corrected by"),
    ("ErratumFor", "EFR", "corrects"),
    ("CorrectedandRepublishedIn", "CRI", "corrected by"),
    ("CorrectedandRepublishedFrom", "CRF", "corrects"),
    ("PartialRetractionIn", "PRIN", "corrected by"),
    ("PartialRetractionOf", "PROF", "corrects"),
    ("UpdateIn", "UIN", "updated by"),
    ("UpdateOf", "UOF", "updates"),
    ("CommentIn", "CIN", "replied to by"),
    ("CommentOn", "CON", "replies to"),
    ("ExpressionOfConcernIn", "ECI", "concern in"),
    ("ExpressionOfConcernFor", "ECF", "concern about"),
    ("RepublishedIn", "RPI", "related"),
    ("RepublishedFrom", "RPF", "related"),
    ("ReprintIn", "RPI", "related"),
    ("ReprintOf", "RPF", "related"),
    ("SummaryForPatientsIn", "SPIN", "related"),
    ("OriginalReportIn", "ORI", "related"),
    ("AssociatedDataset", "DRIN", "related"),
    ("AssociatedPublication", "DDIN", "related"),
)

#: The data banks whose identifiers we can write, as NLM calls them, and our identifier spaces.
DATA_BANKS = {
    "ClinicalTrials.gov": "clinicaltrials",
    "GENBANK": "insdc",
    "GEO": "geo",
    "PDB": "pdb",
    "RefSeq": "refseq",
}

# What NLM prints where a paper has no English title.
_NO_TITLE = frozenset({"[Not Available].", "[In Process Citation]."})
# What publishers write into a field of which they know nothing.
# The case matters: Na is sodium, and a surname.
_MISSING = frozenset({"NA", "N/A", "n/a", "NULL", "null", "NaN", "None", "none", "nil", "~", "-"})
# The sign of an address with blanks around it, before what can be a domain.
_SPACED = re.compile(r"\s{0,3}[@\uff20]\s{0,3}(?=[\w-]{1,63}\.\w)")
# What stands before an e-mail address.
_LABELS = frozenset({"address", "addresses", "e-mail", "e-mails", "electronic", "email", "emails"})
_ELSEWHERE = re.compile(r"(?:[A-Z]\w{0,30}: )?Abstract available from the publisher\.?")

_TYPES = {name.casefold(): name for name in PUBLICATION_TYPES}


def publication_type(name: str) -> PublicationType | None:
    """The publication type of this name in any case, None if it is not in our table."""
    name = _TYPES.get(name.casefold(), name)
    ui = PUBLICATION_TYPES.get(name)
    return PublicationType(mesh=Xref(prefix="mesh", identifier=ui), name=name) if ui else None


def languages(codes: Iterable[str]) -> tuple[str, ...]:
    """The languages behind NLM's codes; one that we do not know is ``und``, as BCP 47 has it.

    >>> languages(["ger", "eng", "und"])
    ('de', 'en', 'und')
    """
    return tuple(dict.fromkeys(LANGUAGES.get(code, "und") for code in codes))


def titles(
    title: str | None, vernacular: str | None, known: tuple[str, ...]
) -> tuple[str | None, Title | None]:
    """The title, and that in the language of the article where the title is a translation.

    The latter is the title itself where there is no other. Its language is known if the article
    has only one, and that is not English.

    >>> titles("[Work].", "Arbeit.", ("de",))
    ('[Work]', Title(text='Arbeit', language='de'))
    >>> titles("[Not Available].", "Arbeit.", ("de",))
    ('Arbeit', None)
    """
    title = None if title in _NO_TITLE else without_stop(title or "")
    vernacular = without_stop(vernacular or "")
    if not title or not vernacular:
        return title or vernacular or None, None
    language = known[0] if len(known) == 1 and known[0] not in {"en", "und"} else None
    return title, Title(text=vernacular, language=language)


def present(text: str | None) -> str | None:
    """The text, None if it only says that there is nothing to say.

    >>> present("N/A") is None, present("R01 CA1")
    (True, 'R01 CA1')
    """
    return None if text is None or text in _MISSING else text


def without_address(text: str) -> str | None:
    """An affiliation without e-mail addresses, which are personal data; None if nothing is left.

    >>> without_address("School of Void, Oslo. Electronic address: ann@void.example.")
    'School of Void, Oslo.'
    >>> without_address("ann@void.example") is None
    True
    """
    text = _SPACED.sub("@", text)
    if "@" not in text:
        return clean(text)
    kept: list[str] = []
    for word in re.split(r"\s+", text):
        if "@" not in word:
            kept.append(word)
        else:
            while kept and kept[-1].casefold().strip(":;,(") in _LABELS:
                kept.pop()
    return clean(" ".join(kept).rstrip(" ,;:("))


def data(entries: Iterable[tuple[str, str]]) -> Iterator[Xref | str]:
    """The identifiers of data, from pairs of bank and number; a text where the bank is not ours.

    >>> list(data([("GEO", "GSE1"), ("Dryad", "10.5061/dryad.x")]))
    [Xref(prefix='geo', identifier='GSE1'), 'Dryad/10.5061/dryad.x']
    """
    for bank, number in entries:
        prefix = DATA_BANKS.get(bank)
        found = identifiers.normal(prefix, number) if prefix else None
        said = f"{bank}/{number}" if number else bank
        yield Xref(prefix=prefix, identifier=found) if prefix and found else said


def is_elsewhere(text: str) -> bool:
    """Whether NLM prints no abstract, but where there is one.

    >>> is_elsewhere("Publisher: Abstract available from the publisher.")
    True
    """
    return _ELSEWHERE.fullmatch(text) is not None
