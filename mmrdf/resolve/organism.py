"""Which one organism a figure is about, from the record alone.

Both lists of PFOCR err: ``organisms`` has false hits in the paper's text, ``organisms_ner`` calls
human figures fly or thale cress because short gene symbols hit. So an organism is stated only if
one list names it and nothing else (``organisms`` goes before ``organisms_ner``), and a second
witness agrees: the words of the record (title, caption, title and keywords of the paper) speak of
it and of no other organism, or they speak of none and both lists name it alone. Everything else
stays undecided, and the doubt is reported; words that speak against a list are a conflict.
"""

import re

from mmrdf.records import Figure, Notice, Taxon

#: NCBI Taxonomy identifier, scientific name, and the words that speak of the organism.
_TAXA = (
    ("9606", "Homo sapiens", r"(?<!non-)(?<!non)humans?|patients?|multiple myeloma"),
    ("10090", "Mus musculus", r"mouse|mice|murine"),
    ("10116", "Rattus norvegicus", r"rats?"),
    ("9913", "Bos taurus", r"bovine|cattle"),
    ("9823", "Sus scrofa", r"(?<!guinea )pigs?|porcine|swine"),
    ("9031", "Gallus gallus", r"chickens?"),
    ("7955", "Danio rerio", r"zebrafish"),
    ("8355", "Xenopus laevis", None),
    ("7227", "Drosophila melanogaster", r"drosophila|fruit fl(?:y|ies)"),
    ("6239", "Caenorhabditis elegans", r"c\. elegans"),
    ("3702", "Arabidopsis thaliana", r"arabidopsis"),
    ("39947", "Oryza sativa Japonica Group", None),
    ("4530", "Oryza sativa", None),
    ("4577", "Zea mays", r"maize"),
    ("4932", "Saccharomyces cerevisiae", r"budding yeast|s\. cerevisiae"),
    ("562", "Escherichia coli", r"e\. coli"),
    ("1280", "Staphylococcus aureus", r"s\. aureus"),
    ("1282", "Staphylococcus epidermidis", None),
    ("1773", "Mycobacterium tuberculosis", None),
    ("5833", "Plasmodium falciparum", None),
)
_BY_NAME = {name: Taxon(taxid=taxid, name=name) for taxid, name, _ in _TAXA}
_BY_TAXID = {f"t{taxid}": name for taxid, name, _ in _TAXA}
# Words of organisms that are not in the table: where they stand, nothing is certain.
_OTHERS = re.compile(
    r"\b(?:animals?|bacteri\w+|bats?|canine|cats?|cows?|dogs?|equine|feline|ferrets?|fish|fung\w+"
    r"|goats?|guinea pigs?|hamsters?|horses?|insects?|macaques?|microb\w+|monkeys?|non-?human"
    r"|nematodes?|ovine|parasit\w+|plants?|primates?|rabbits?|rice|sheep|vir(?:al|us|uses)|yeasts?)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(
    "|".join(
        rf"\b(?P<t{taxid}>{re.escape(name)}|{words or '(?!)'})\b" for taxid, name, words in _TAXA
    ),
    re.IGNORECASE,
)


def decide(figure: Figure) -> tuple[Taxon | None, tuple[Notice, ...]]:
    """The organism of a figure, None if undecided, and a notice if something spoke for one."""
    field = "organisms" if figure.organisms else "organisms_ner"
    listed: tuple[str, ...] = getattr(figure, field)
    if not listed:
        return None, ()
    spoken = _spoken(figure)
    if len(listed) > 1:
        return None, (_doubt(figure, field, "organism-undecided", "several organisms are listed"),)
    [name] = listed
    if name not in _BY_NAME:
        return None, (_doubt(figure, field, "unknown-organism", f"{name!r} is not known"),)
    if spoken - {name}:
        code = "organism-undecided" if name in spoken else "organism-conflict"
        message = f"{name} is listed, but the words speak of {' and '.join(sorted(spoken))}"
        return None, (_doubt(figure, field, code, message),)
    if spoken or figure.organisms == figure.organisms_ner:
        return _BY_NAME[name], ()
    message = f"{name} is listed, and nothing else in the record says so"
    return None, (_doubt(figure, field, "organism-undecided", message),)


def _spoken(figure: Figure) -> set[str]:
    """The organisms that the words name: by scientific name, or by the word where it is unknown."""
    texts = (figure.title, figure.caption, figure.article.title, *figure.article.keywords)
    text = "\n".join(filter(None, texts))
    named = {_BY_TAXID[match.lastgroup or ""] for match in _WORDS.finditer(text)}
    return named | {match[0].lower() for match in _OTHERS.finditer(text)}


def _doubt(figure: Figure, field: str, code: str, message: str) -> Notice:
    return Notice(
        source=figure.source,
        record=figure.figid,
        field=field,
        code=code,
        message=f"{message}; none is stated",
    )
