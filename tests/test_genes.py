"""Which genes are stated as facts: each rule, and what it protects from."""

import pytest

from mmrdf import Article, Figure, resolve
from mmrdf.records import Candidate, Entity, Hit, Mention, Taxon, Word, Xref
from mmrdf.resolve import Policy

HUMAN = Taxon(taxid="9606", name="Homo sapiens")
FLY = Taxon(taxid="7227", name="Drosophila melanogaster")
SYMBOL, SYNONYM, FAMILY = "ncbigene_symbol", "ncbigene_synonym", "famplex_relations"

# symbol, number in NCBI Gene, how the word came to it, and its organism where it is not human
Gene = tuple[str, str, str, str] | tuple[str, str, str, str, Taxon]


def _mention(word: str, *genes: Gene) -> Mention:
    found = Word(figid="PMC1__f1", kind="gene", text=word)
    candidates: dict[str, Candidate] = {}
    for symbol, number, match, origin, *taxa in genes:
        entity = Entity(
            kind="gene",
            xref=Xref(prefix="ncbigene", identifier=number),
            name=symbol,
            taxon=taxa[0] if taxa else HUMAN,
        )
        hits = candidates[number].hits if number in candidates else ()
        hit = Hit(match=match, origin=origin)
        candidates[number] = Candidate(word=found, entity=entity, hits=(*hits, hit))
    return Mention(word=found, picture=None, candidates=tuple(candidates.values()))


def _decided(*mentions: Mention, caption: str = "in patients", policy: Policy = "strict") -> Figure:
    # the anchor makes human the organism with most genes, whatever the mention in question has
    anchor = _mention("ABL1", *(("ABL1", "25", f"ABL1{n}", SYMBOL) for n in range(9)))
    article = Article(pmcid="PMC1")
    record = Figure(
        figid="PMC1__f1",
        pmcid="PMC1",
        article=article,
        caption=caption,
        mentions=(*mentions, anchor),
    )
    figure = resolve(record, policy)
    assert isinstance(figure, Figure)
    return figure


def _reasons(*genes: Gene, word: str = "w") -> dict[str, tuple[str, str]]:
    mention = _decided(_mention(word, *genes)).mentions[0]
    return {c.entity.name or "": (c.status, c.reason) for c in mention.candidates if c.entity}


@pytest.mark.parametrize(
    ("genes", "expected"),
    [
        (
            [("HGF", "3082", "HGF", SYMBOL), ("SOS1", "6654", "HGF", SYNONYM)],
            {"HGF": ("assert", "symbol"), "SOS1": ("suggest", "alias-shadow")},
        ),
        (
            [("zip", "38001", "ZIP", SYMBOL), ("Zip", "38002", "ZIP", SYMBOL)],
            {"zip": ("suggest", "shared-symbol"), "Zip": ("suggest", "shared-symbol")},
        ),
        ([("TNFRSF11A", "8792", "RANK", SYNONYM)], {"TNFRSF11A": ("assert", "sole-synonym")}),
        (
            [("IL7", "3574", "IL-7", SYNONYM), ("LINC02605", "112935892", "IL-7", SYNONYM)],
            {"IL7": ("assert", "approved-symbol"), "LINC02605": ("suggest", "alias-shadow")},
        ),
        (
            [("BTF3P11", "690", "OPG", SYNONYM), ("TNFRSF11B", "4982", "OPG", SYNONYM)],
            {"BTF3P11": ("suggest", "alias-shadow"), "TNFRSF11B": ("assert", "previous-symbol")},
        ),
        (
            [("TNFSF13", "8741", "APRIL", SYNONYM), ("ANP32B", "10541", "APRIL", SYNONYM)],
            {"TNFSF13": ("suggest", "shared-synonym"), "ANP32B": ("suggest", "shared-synonym")},
        ),
        (
            [("WNT1", "7471", "WNT", FAMILY), ("WNT2", "7472", "WNT", FAMILY)],
            {"WNT1": ("suggest", "family-member"), "WNT2": ("suggest", "family-member")},
        ),
        (
            [("ZHX2", "22882", "RAF", SYNONYM), ("BRAF", "673", "RAF", FAMILY)],
            {"ZHX2": ("suggest", "family-word"), "BRAF": ("suggest", "family-member")},
        ),
        (
            [("TGFB1", "7040", "TGFB", SYNONYM), ("TGFB2", "7042", "TGFB", FAMILY)],
            {"TGFB1": ("assert", "previous-symbol"), "TGFB2": ("suggest", "family-member")},
        ),
        (
            [("SRC", "6714", "SRC", SYMBOL), ("FYN", "2534", "SRC", FAMILY)],
            {"SRC": ("assert", "symbol"), "FYN": ("suggest", "family-member")},
        ),
        ([("X", "1", "X", "somewhere")], {"X": ("suggest", "unknown-source")}),
        (
            [("wg", "34009", "WNT", SYMBOL, FLY), ("HGF", "3082", "WNT", SYNONYM)],
            {"wg": ("suggest", "other-organism"), "HGF": ("assert", "sole-synonym")},
        ),
        (
            [("LRP5", "4041", "LRP5", SYNONYM), ("LRP5", "4041", "LRP5", SYMBOL)],
            {"LRP5": ("assert", "symbol")},
        ),
        ([("A", "1", "A", "hgnc_symbol")], {"A": ("assert", "symbol")}),
        ([("A", "1", "B", "hgnc_alias_symbol")], {"A": ("assert", "sole-synonym")}),
        ([("A", "1", "B", "hgnc_prev_symbol")], {"A": ("assert", "sole-synonym")}),
        ([("A", "1", "B", "bioentities_symbol")], {"A": ("suggest", "family-member")}),
    ],
)
def test_status(genes: list[Gene], expected: dict[str, tuple[str, str]]) -> None:
    """Each rule gives its status and reason."""
    assert _reasons(*genes) == expected


def test_each_form_of_a_word_by_itself() -> None:
    """The forms of a slashed word are judged one by one: each has one gene."""
    genes: list[Gene] = [("SLC2A1", "6513", "GLUT1", SYNONYM), ("SLC2A3", "6515", "GLUT3", SYNONYM)]

    assert _reasons(*genes, word="Glut1/3") == {
        "SLC2A1": ("assert", "sole-synonym"),
        "SLC2A3": ("assert", "sole-synonym"),
    }


def test_exchanged_letters() -> None:
    """A hit with letters exchanged is doubtful where the word as it is written hits as well."""
    genes: list[Gene] = [
        ("COL1A1", "1277", "COL1A1", SYMBOL),
        ("COL11A1", "1301", "COLLA1", SYNONYM),
    ]

    assert _reasons(*genes, word="Col1a1,") == {
        "COL1A1": ("assert", "symbol"),
        "COL11A1": ("suggest", "letter-swap"),
    }
    assert _reasons(genes[1], word="Col1a1,") == {"COL11A1": ("assert", "sole-synonym")}


def test_a_chemical_of_the_same_name() -> None:
    """A word that is stated to be a chemical is no gene."""
    chebi = Entity(kind="chemical", xref=Xref(prefix="chebi", identifier="CHEBI:15422"), name="ATP")
    word = Word(figid="PMC1__f1", kind="chemical", text="ATP", identifiers=(chebi.xref,))
    candidate = Candidate(word=word, entity=chebi, hits=(Hit(),))
    chemical = Mention(word=word, picture=None, candidates=(candidate,))
    gene = _mention("ATP", ("ATP8A2", "51761", "ATP", SYNONYM))

    figure = _decided(gene, chemical)

    assert figure.mentions[0].candidates[0].reason == "chemical-word"
    assert [node.xref.curie for node in figure.data_nodes] == ["CHEBI:15422", "ncbigene:25"]


def test_undecided_organism() -> None:
    """Where it is not certain of which organism the figure is, no gene is stated."""
    figure = _decided(_mention("TNF", ("TNF", "7124", "TNF", SYMBOL)), caption="in rats")

    assert {c.reason for m in figure.mentions for c in m.candidates} == {"organism-undecided"}
    assert figure.data_nodes == ()


def test_recorded() -> None:
    """On request every gene that is recorded is stated, whatever speaks against it."""
    mention = _mention("HGF", ("HGF", "3082", "HGF", SYMBOL), ("SOS1", "6654", "HGF", SYNONYM))
    figure = _decided(mention, policy="recorded")

    assert [(c.status, c.reason) for c in figure.mentions[0].candidates] == [
        ("assert", "symbol"),
        ("assert", "recorded"),
    ]
    assert [node.name for node in figure.data_nodes] == ["HGF", "SOS1", "ABL1"]


def test_no_identifier() -> None:
    """A word without an identifier is none, and stays so when all that is recorded is stated."""
    word = Word(figid="PMC1__f1", kind="gene", text="w")
    mention = Mention(word=word, picture=None, candidates=(Candidate(word=word),))
    figure = _decided(mention, policy="recorded")

    assert [(c.status, c.reason) for c in figure.mentions[0].candidates] == [
        ("none", "no-identifier")
    ]


def test_approved_symbols() -> None:
    """Human genes get their approved symbol from HGNC; others, and unknown ones, get none."""
    mention = _mention(
        "w",
        ("OPG", "4982", "OPG", SYMBOL),
        ("LOC1", "999999999", "A", SYMBOL),
        ("wg", "34009", "W", SYMBOL, FLY),
    )
    candidates = _decided(mention).mentions[0].candidates

    assert [c.entity.symbol for c in candidates if c.entity] == ["TNFRSF11B", None, None]
