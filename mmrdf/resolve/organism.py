"""Which one organism a figure is about, from the record alone.

Both lists of PFOCR err: ``organisms`` has false hits in the paper's text, ``organisms_ner`` calls
human figures fly or thale cress because short gene symbols hit. So an organism is stated only if

1. ``organisms`` names it and nothing else, and the words of the record do not contradict it; or
2. ``organisms`` names nothing, ``organisms_ner`` names it and nothing else, and the words of the
   record (title, caption, title and keywords of the paper) speak of it and of no other.

Everything else stays undecided; words against a list are a conflict, which is reported.
"""

import re

from mmrdf.records import Figure, Notice, Taxon

#: NCBI Taxonomy identifier, scientific name, and the words that speak of the organism.
_TAXA = (
    ("9606", "Homo sapiens", r"humans?|patients?|multiple myeloma"),
    ("10090", "Mus musculus", r"mouse|mice|murine"),
    ("10116", "Rattus norvegicus", r"rats?"),
    ("9913", "Bos taurus", r"bovine|cattle"),
    ("9823", "Sus scrofa", r"pigs?|porcine|swine"),
    ("9031", "Gallus gallus", r"chickens?"),
    ("7955", "Danio rerio", r"zebrafish"),
    ("8355", "Xenopus laevis", None),
    ("7227", "Drosophila melanogaster", r"drosophila|fruit fl(?:y|ies)"),
    ("6239", "Caenorhabditis elegans", r"c\. elegans"),
    ("3702", "Arabidopsis thaliana", r"arabidopsis"),
    ("39947", "Oryza sativa Japonica Group", None),
    ("4530", "Oryza sativa", r"rice"),
    ("4577", "Zea mays", r"maize"),
    ("4932", "Saccharomyces cerevisiae", r"budding yeast|s\. cerevisiae"),
    ("562", "Escherichia coli", r"e\. coli"),
    ("1280", "Staphylococcus aureus", r"s\. aureus"),
    ("1282", "Staphylococcus epidermidis", None),
    ("1773", "Mycobacterium tuberculosis", None),
    ("5833", "Plasmodium falciparum", None),
)
_BY_NAME = {name: Taxon(taxid=taxid, name=name) for taxid, name, _ in _TAXA}
_WORDS = {
    name: re.compile(rf"\b(?:{re.escape(name)}|{words or re.escape(name)})\b", re.IGNORECASE)
    for _, name, words in _TAXA
}


def decide(figure: Figure) -> tuple[Taxon | None, tuple[Notice, ...]]:
    """The organism of a figure, None if undecided, and a notice if its evidence conflicts."""
    field = "organisms" if figure.organisms else "organisms_ner"
    listed: tuple[str, ...] = getattr(figure, field)
    if len(listed) != 1:
        return None, ()
    spoken = _spoken(figure)
    if listed[0] not in _BY_NAME:
        return None, (_doubt(figure, field, "unknown-organism", f"{listed[0]!r} is not known"),)
    if spoken and listed[0] not in spoken:
        named = " and ".join(sorted(spoken))
        message = f"{listed[0]} is listed, but the words speak of {named}; none is stated"
        return None, (_doubt(figure, field, "organism-conflict", message),)
    if field == "organisms_ner" and spoken != {listed[0]}:
        return None, ()
    return _BY_NAME[listed[0]], ()


def _spoken(figure: Figure) -> set[str]:
    texts = (figure.title, figure.caption, figure.article.title, *figure.article.keywords)
    text = "\n".join(filter(None, texts))
    return {name for name, words in _WORDS.items() if words.search(text)}


def _doubt(figure: Figure, field: str, code: str, message: str) -> Notice:
    return Notice(
        source=figure.source, record=figure.figid, field=field, code=code, message=message
    )
