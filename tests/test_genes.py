"""Which genes are stated as facts: each rule, and what it protects from."""

from dataclasses import replace

import pytest

from mmrdf import Article, Figure, resolve
from mmrdf.records import Candidate, Entity, Hit, Mention, Taxon, Word, Xref
from mmrdf.records.reasons import ORGANISM_OF_GENES
from mmrdf.resolve import Policy, evidence, gene_rules, genes
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.lexicon import opened
from mmrdf.resolve.names import Names

HUMAN = Taxon(taxid="9606", name="Homo sapiens")
FLY = Taxon(taxid="7227", name="Drosophila melanogaster")
SYMBOL, SYNONYM, FAMILY = "ncbigene_symbol", "ncbigene_synonym", "famplex_relations"

# symbol, number in NCBI Gene, how the word came to it, and its organism where it is not human
Gene = tuple[str | None, str, str, str] | tuple[str | None, str, str, str, Taxon]


def _mention(word: str, *rows: Gene) -> Mention:
    found = Word(figid="PMC1__f1", kind="gene", text=word)
    candidates: dict[str, Candidate] = {}
    for symbol, number, match, origin, *taxa in rows:
        entity = Entity(
            kind="gene",
            xref=Xref(prefix="ncbigene", identifier=number),
            name=symbol,
            taxon=taxa[0] if taxa else HUMAN,
        )
        hits = candidates[number].hits if number in candidates else ()
        hit = Hit(match=match or None, origin=origin)
        candidates[number] = Candidate(word=found, entity=entity, hits=(*hits, hit))
    return Mention(word=found, candidates=tuple(candidates.values()))


# Human genes by symbol: they make human the organism with most genes, whatever else there is.
ANCHORS = tuple(
    _mention(symbol, (symbol, number, symbol, SYMBOL))
    for symbol, number in (("ABL1", "25"), ("EGFR", "1956"), ("KRAS", "3845"))
)


def _decided(*mentions: Mention, caption: str = "in patients", policy: Policy = "strict") -> Figure:
    record = Figure(
        figid="PMC1__f1",
        pmcid="PMC1",
        article=Article(pmcid="PMC1"),
        caption=caption,
        mentions=(*mentions, *ANCHORS),
    )
    figure = resolve(record, policy)
    assert isinstance(figure, Figure)
    return figure


def _reasons(*rows: Gene, word: str | None = None, **texts: str) -> dict[str, tuple[str, str]]:
    """The status and reason of each gene; the word is what matched first if none is given."""
    mention = _decided(_mention(rows[0][2] if word is None else word, *rows), **texts).mentions[0]
    found: dict[str, tuple[str, str]] = {}
    for candidate in mention.candidates:
        if candidate.entity:
            found.setdefault(candidate.entity.name or "", (candidate.status, candidate.reason))
    return found


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [("HGF", "3082", "HGF", SYMBOL), ("SOS1", "6654", "HGF", SYNONYM)],
            {"HGF": ("asserted", "symbol"), "SOS1": ("suggested", "symbol-of-another-gene")},
        ),
        (
            [("TNF", "7124", "TNF", SYMBOL), (None, "3569", "TNF", SYMBOL)],
            {
                "TNF": ("suggested", "shared-symbol"),
                "": ("suggested", "identifier-symbol-mismatch"),
            },
        ),
        ([("TNFSF11", "8600", "RANKL", SYNONYM)], {"TNFSF11": ("asserted", "unambiguous-synonym")}),
        ([("BCL2", "596", "BCL-2", SYNONYM)], {"BCL2": ("asserted", "unambiguous-synonym")}),
        (
            [("IL7", "3574", "IL-7", SYNONYM), ("LINC02605", "112935892", "IL-7", SYNONYM)],
            {
                "IL7": ("asserted", "symbol-in-other-spelling"),
                "LINC02605": ("suggested", "symbol-of-another-gene"),
            },
        ),
        (
            [("POLD1", "5424", "CDC2", SYNONYM), ("CDK1", "983", "CDC2", SYNONYM)],
            {
                "POLD1": ("suggested", "symbol-of-another-gene"),
                "CDK1": ("suggested", "previous-symbol"),
            },
        ),
        (
            [("TNFSF13", "8741", "APRIL", SYNONYM), ("ANP32B", "10541", "APRIL", SYNONYM)],
            {
                "TNFSF13": ("suggested", "curated-other-sense"),
                "ANP32B": ("suggested", "curated-other-sense"),
            },
        ),
        (
            [("IL6ST", "3572", "GP130", SYNONYM), ("LRPPRC", "10128", "GP130", SYNONYM)],
            {
                "IL6ST": ("asserted", "curated-sense"),
                "LRPPRC": ("suggested", "curated-other-sense"),
            },
        ),
        ([("LEP", "3952", "OBS", SYNONYM)], {"LEP": ("suggested", "curated-other-sense")}),
        (
            [("HAVCR1", "26762", "TIM1", SYNONYM), ("TIMELESS", "8914", "TIM1", SYNONYM)],
            {
                "HAVCR1": ("suggested", "shared-synonym"),
                "TIMELESS": ("suggested", "shared-synonym"),
            },
        ),
        (
            [("WNT1", "7471", "WNT", FAMILY), ("WNT2", "7472", "WNT", FAMILY)],
            {
                "WNT1": ("suggested", "family-member"),
                "WNT2": ("suggested", "family-member"),
                "Wnt": ("asserted", "family-name"),
            },
        ),
        (
            [("ZHX2", "22882", "RAF", SYNONYM), ("BRAF", "673", "RAF", FAMILY)],
            {
                "ZHX2": ("suggested", "synonym-is-family-name"),
                "BRAF": ("suggested", "family-member"),
                "RAF": ("asserted", "family-name"),
            },
        ),
        (
            [("TGFB1", "7040", "TGFB", SYNONYM), ("TGFB2", "7042", "TGFB", FAMILY)],
            {
                "TGFB1": ("suggested", "synonym-is-family-name"),
                "TGFB2": ("suggested", "family-member"),
                "TGFB": ("asserted", "family-name"),
            },
        ),
        (
            [("SRC", "6714", "SRC", SYMBOL), ("FYN", "2534", "SRC", FAMILY)],
            {"SRC": ("asserted", "symbol"), "FYN": ("suggested", "family-member")},
        ),
        # a family that only FamPlex knows
        (
            [("NFKB1", "4790", "NF-KB", SYNONYM)],
            {
                "NFKB1": ("suggested", "synonym-is-family-name"),
                "NFkappaB": ("asserted", "family-name"),
            },
        ),
        ([("TNF", "7124", "TNF", "somewhere")], {"TNF": ("suggested", "unknown-match-source")}),
        # the number of another gene, of none, of a mouse; the symbol of another gene
        ([("IL6", "6774", "IL6", SYMBOL)], {"IL6": ("suggested", "identifier-symbol-mismatch")}),
        ([("IL6", "999999999", "IL6", SYMBOL)], {"IL6": ("suggested", "not-in-hgnc")}),
        ([("IL6", "16193", "IL6", SYMBOL)], {"IL6": ("suggested", "not-in-hgnc")}),
        ([("IL6", "3569", "HGF", SYMBOL)], {"IL6": ("suggested", "identifier-symbol-mismatch")}),
        ([("IFNB2", "3569", "IFNB2", SYMBOL)], {"IFNB2": ("asserted", "previous-symbol")}),
        (
            [("wg", "34009", "WG", SYMBOL, FLY), ("HGF", "3082", "WG", SYNONYM)],
            {
                "wg": ("suggested", "gene-of-another-organism"),
                "HGF": ("suggested", "unambiguous-synonym"),
            },
        ),
        (
            [("LRP5", "4041", "LRP5", SYNONYM), ("LRP5", "4041", "LRP5", SYMBOL)],
            {"LRP5": ("asserted", "symbol")},
        ),
        ([("SRC", "6714", "SRC", "hgnc_symbol")], {"SRC": ("asserted", "symbol")}),
        (
            [("SRC", "6714", "B", "hgnc_alias_symbol")],
            {"SRC": ("suggested", "unambiguous-synonym")},
        ),
        ([("SRC", "6714", "B", "hgnc_prev_symbol")], {"SRC": ("suggested", "unambiguous-synonym")}),
        ([("SRC", "6714", "B", "bioentities_symbol")], {"SRC": ("suggested", "family-member")}),
    ],
)
def test_status(rows: list[Gene], expected: dict[str, tuple[str, str]]) -> None:
    """Each rule gives its status and reason."""
    assert _reasons(*rows) == expected


def test_each_form_of_a_word_by_itself() -> None:
    """The forms of a slashed word are judged one by one: each has one gene."""
    rows: list[Gene] = [("SLC2A1", "6513", "GLUT1", SYNONYM), ("SLC2A3", "6515", "GLUT3", SYNONYM)]

    assert _reasons(*rows, word="Glut1/3") == {
        "SLC2A1": ("asserted", "unambiguous-synonym"),
        "SLC2A3": ("asserted", "unambiguous-synonym"),
    }


def test_exchanged_letters() -> None:
    """A hit with letters exchanged is doubtful where the word as it is written hits as well."""
    rows: list[Gene] = [
        ("COL1A1", "1277", "COL1A1", SYMBOL),
        ("COL11A1", "1301", "COLLA1", SYNONYM),
    ]

    assert _reasons(*rows, word="Col1a1,") == {
        "COL1A1": ("asserted", "symbol"),
        "COL11A1": ("suggested", "ocr-substitution"),
    }
    assert _reasons(rows[1], word="Colla1,") == {"COL11A1": ("suggested", "unambiguous-synonym")}
    swapped: list[Gene] = [("HAL", "3034", "HAL", SYMBOL), ("IL6", "3569", "HA1", SYNONYM)]
    assert _reasons(*swapped, word="Hal")["IL6"] == ("suggested", "ocr-substitution")
    swapped = [("IL1A", "3552", "IL1", SYNONYM), ("IL6", "3569", "LL1", SYNONYM)]
    assert _reasons(*swapped, word="IL1")["IL6"] == ("suggested", "ocr-substitution")


def test_without_a_match() -> None:
    """Where the table does not say what matched, only the word itself can be a symbol."""
    assert _reasons(("TNF", "7124", "", SYMBOL), word="TNF") == {"TNF": ("asserted", "symbol")}
    assert _reasons(("TNF", "7124", "", SYMBOL), word="foo") == {
        "TNF": ("suggested", "identifier-symbol-mismatch")
    }
    assert _reasons(("TNF", "7124", "", SYNONYM)) == {"TNF": ("suggested", "unknown-match-source")}


def test_without_a_symbol() -> None:
    """A gene without a symbol has that of its number."""
    assert _reasons((None, "3569", "IL6", SYMBOL)) == {"": ("asserted", "symbol")}
    assert _reasons((None, "3569", "FOO", SYMBOL)) == {
        "": ("suggested", "identifier-symbol-mismatch")
    }


def test_a_former_symbol_of_today() -> None:
    """A former symbol that is another gene's today, and a word that is another's, are doubtful."""
    assert _reasons(("TRAF2", "10010", "TRAF2", SYMBOL)) == {
        "TRAF2": ("suggested", "identifier-symbol-mismatch")
    }
    assert _reasons(("IL6", "3569", "IL6", SYMBOL), word="TP53") == {
        "IL6": ("suggested", "identifier-symbol-mismatch")
    }


def test_a_chemical_of_the_same_name() -> None:
    """A word that is stated to be a chemical is no gene."""
    chebi = Entity(kind="chemical", xref=Xref(prefix="chebi", identifier="CHEBI:15422"), name="ATP")
    word = Word(figid="PMC1__f1", kind="chemical", text="ATP", identifiers=(chebi.xref,))
    candidate = Candidate(word=word, entity=chebi, hits=(Hit(),))
    chemical = Mention(word=word, candidates=(candidate,))
    gene = _mention("ATP", ("ATP8A2", "51761", "ATP", SYNONYM))
    stated = _mention("BCL-2", ("BCL2", "596", "BCL-2", SYNONYM))
    name = replace(chebi, name="BCL-2")
    renamed = replace(word, text="BCL-2")
    other = Mention(
        word=renamed,
        candidates=(Candidate(word=renamed, entity=name, hits=(Hit(),)),),
    )

    assert _decided(stated, other).mentions[0].candidates[0].reason == "word-is-a-chemical"
    figure = _decided(gene, chemical)

    assert figure.mentions[0].candidates[0].reason == "curated-other-sense"
    assert figure.data_nodes[0].xref.curie == "CHEBI:15422"
    assert "ncbigene:51761" not in {node.xref.curie for node in figure.data_nodes}


def test_a_suggestion_stays_what_it_is() -> None:
    """A gene that is only suggested keeps its reason, whatever the word is as a chemical."""
    chebi = Entity(kind="chemical", xref=Xref(prefix="chebi", identifier="CHEBI:1"), name="HGF")
    word = Word(figid="PMC1__f1", kind="chemical", text="HGF", identifiers=(chebi.xref,))
    candidate = Candidate(word=word, entity=chebi, hits=(Hit(),))
    chemical = Mention(word=word, candidates=(candidate,))
    gene = _mention("HGF", ("HGF", "3082", "HGF", SYMBOL), ("SOS1", "6654", "HGF", SYNONYM))

    reasons = [c.reason for c in _decided(gene, chemical).mentions[0].candidates]

    assert reasons == ["word-is-a-chemical", "symbol-of-another-gene"]


def test_work_grows_with_the_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work for a word grows with its candidates, not with their square."""
    names: list[str] = []
    key = gene_rules.key
    monkeypatch.setattr(gene_rules, "key", lambda name: names.append(name) or key(name))
    counts = []
    for size in (200, 400):
        names.clear()
        _reasons(*(("TNF", str(7000 + n), "W", SYNONYM) for n in range(size)))
        counts.append(len(names))

    assert counts[1] < 3 * counts[0]


def test_human_number_in_another_organism() -> None:
    """A human number in a row of another organism is doubtful, and gets no human symbol."""
    mouse = Taxon(taxid="10090", name="Mus musculus")
    rows: list[Gene] = [("Tnf", "7124", f"TNF{n}", SYNONYM, mouse) for n in range(9)]
    figure = _decided(_mention("w", *rows), caption="in mice", policy="recorded")
    [candidate] = figure.mentions[0].candidates

    assert figure.organism == mouse
    assert candidate.reason == "given-by-source"
    assert candidate.entity is not None
    assert candidate.entity.same == ()
    strict = _decided(_mention("w", *rows), caption="in mice").mentions[0].candidates[0]
    assert strict.reason == "identifier-symbol-mismatch"


def test_a_symbol_and_a_mere_heading() -> None:
    """A word that is a gene's symbol is no chemical of which only a heading is known."""
    dtnb = Xref(prefix="mesh", identifier="D004228")
    word = Word(figid="PMC1__f1", kind="chemical", text="DTNB", identifiers=(dtnb,))
    entity = Entity(kind="chemical", xref=dtnb)
    candidate = Candidate(word=word, entity=entity, hits=(Hit(),))
    chemical = Mention(word=word, candidates=(candidate,))
    symbol = _mention("DTNB", ("DTNB", "1838", "DTNB", SYMBOL))
    synonym = _mention("DTNB", ("CRAT", "1384", "DTNB", SYNONYM))

    reasons = [
        [
            c.reason
            for mention in _decided(gene, chemical, caption="CAT in patients").mentions[:2]
            for c in mention.candidates
        ]
        for gene in (symbol, synonym)
    ]

    assert reasons == [["symbol", "word-is-a-gene"], ["unambiguous-synonym", "mesh-heading"]]


def test_several_ways_to_a_gene() -> None:
    """The best way decides, in whichever order the rows come."""
    rows: list[Gene] = [
        ("AKT1", "207", "AKT", SYNONYM),
        ("AKT1", "207", "AKT", FAMILY),
        ("AKT2", "208", "AKT", FAMILY),
    ]

    assert (
        _reasons(*rows)
        == _reasons(*rows[::-1])
        == {
            "AKT1": ("suggested", "synonym-is-family-name"),
            "AKT2": ("suggested", "family-member"),
            "AKT": ("asserted", "family-name"),
        }
    )


def test_undecided_organism() -> None:
    """Where it is not certain of which organism the figure is, a gene waits for it, or not."""
    rows: list[Gene] = [("HGF", "3082", "HGF", SYMBOL), ("SOS1", "6654", "HGF", SYNONYM)]
    figure = _decided(_mention("HGF", *rows), caption="in rats")

    found = {c.entity.name: c for c in figure.mentions[0].candidates if c.entity}
    assert {name: (c.status, c.reason, c.waits_for) for name, c in found.items()} == {
        "HGF": ("suggested", "symbol", ORGANISM_OF_GENES),
        "SOS1": ("suggested", "symbol-of-another-gene", None),
    }
    assert figure.data_nodes == ()


def test_likely_organism() -> None:
    """The confidence of what waits is that of the gene times that of the organism."""
    mention = _mention(
        "EGFR", ("EGFR", "1956", "EGFR", SYMBOL), ("Egfr", "37455", "EGFR", SYMBOL, FLY)
    )
    names, judge = Names(opened()), Judge(evidence.opened())
    [stated, _, *_] = genes.decide(
        mention, OrganismAssignment(gene_identifiers_of=HUMAN), names, judge
    ).candidates
    waiting = OrganismAssignment(likely={"9606": 0.5})
    [human, fly, *_] = genes.decide(mention, waiting, names, judge).candidates

    assert stated.status == "asserted"
    assert stated.confidence is not None
    assert human.confidence == round(stated.confidence / 2, 2)
    assert (human.status, human.waits_for) == ("suggested", ORGANISM_OF_GENES)
    assert fly.confidence is not None
    assert fly.confidence < human.confidence


@pytest.mark.parametrize(
    ("word", "row", "caption", "status"),
    [
        # the texts support a short synonym
        ("BAFF-R", ("TNFRSF13C", "115650", "BAFF-R", SYNONYM), "BAFF-R in patients", "asserted"),
        ("NEMO", ("IKBKG", "8517", "NEMO", SYNONYM), "in patients", "suggested"),
        ("NEMO", ("IKBKG", "8517", "NEMO", SYNONYM), "NEMO in patients", "asserted"),
        # they define it as something else
        ("PDC", ("PDC", "5132", "PDC", SYMBOL), "plasmacytoid dendritic cells (PDC)", "suggested"),
        ("ACO", ("KLK15", "55554", "ACO", SYNONYM), "patients; ACO, aconitate; x", "suggested"),
        # they have a name that is easily misread as it
        ("AM2", ("ADM2", "79924", "AM2", SYNONYM), "AIM2 in patients", "suggested"),
        ("IL-13", ("IL13", "3596", "IL-13", SYNONYM), "IL-1\u03b2 in patients", "suggested"),
        # ordinary words, metabolites, fragments
        ("less", ("FUT3", "2525", "LES", SYNONYM), "less in patients", "suggested"),
        ("Glow", ("DICER1", "23405", "GLOW", SYNONYM), "in patients", "suggested"),
        ("aga", ("AGA", "175", "AGA", SYMBOL), "in patients", "suggested"),
        ("LAC", ("LCT", "3938", "LAC", SYNONYM), "LAC in patients", "suggested"),
        ("ACH", ("FGFR3", "2261", "ACH", SYNONYM), "ACh in patients", "suggested"),
        ("C/EBP", ("EBP", "10682", "EBP", SYMBOL), "C/EBP in patients", "suggested"),
        # what a person has decided
        ("MET", ("MET", "4233", "MET", SYMBOL), "in patients", "asserted"),
        # a list, and letters of another script
        ("CDK4/6", ("CDK6", "1021", "CDK6", SYMBOL), "in patients", "asserted"),
        (
            "\u0422\u0410\u041a1",
            ("MAP3K7", "6885", "TAK1", SYNONYM),
            "TAK1 in patients",
            "asserted",
        ),
    ],
)
def test_what_the_record_tells(word: str, row: Gene, caption: str, status: str) -> None:
    """The spelling of a word and the texts of its record speak for a gene, or against it."""
    [(found, _), *_] = _reasons(row, word=word, caption=f"In patients. {caption}").values()

    assert found == status


def test_recorded() -> None:
    """On request every gene that is recorded is stated, whatever speaks against it."""
    mention = _mention("HGF", ("HGF", "3082", "HGF", SYMBOL), ("SOS1", "6654", "HGF", SYNONYM))
    figure = _decided(mention, policy="recorded")

    assert [(c.status, c.reason) for c in figure.mentions[0].candidates] == [
        ("asserted", "symbol"),
        ("asserted", "given-by-source"),
    ]
    assert [node.name for node in figure.data_nodes][:2] == ["HGF", "SOS1"]


def test_no_identifier() -> None:
    """A word without an identifier is none, and stays so when all that is recorded is stated."""
    word = Word(figid="PMC1__f1", kind="gene", text="w")
    mention = Mention(word=word, candidates=(Candidate(word=word),))
    figure = _decided(mention, policy="recorded")

    assert [(c.status, c.reason) for c in figure.mentions[0].candidates] == [
        ("ungrounded", "no-identifier")
    ]


def test_approved_symbols() -> None:
    """Human genes get their other identifiers from HGNC; others, and unknown ones, get none."""
    mention = _mention(
        "w",
        ("OPG", "4982", "OPG", SYMBOL),
        ("LOC1", "999999999", "A", SYMBOL),
        ("wg", "34009", "W", SYMBOL, FLY),
    )
    candidates = _decided(mention).mentions[0].candidates

    same = [c.entity.same for c in candidates if c.entity]
    assert [xref.curie for xref in same[0]] == [
        "ensembl:ENSG00000164761",
        "HGNC:11909",
        "hgnc.symbol:TNFRSF11B",
        "uniprot:O00300",
    ]
    assert same[1:] == [(), ()]


def test_what_a_person_has_decided_for_one_field() -> None:
    """The same word with the same genes is decided anew in a record that speaks of other things."""
    word = _mention(
        "APRIL", ("TNFSF13", "8741", "APRIL", SYNONYM), ("ANP32B", "10541", "APRIL", SYNONYM)
    )
    captions = ("in patients", "BCMA in patients", "in patients")

    found = [_decided(word, caption=caption).mentions[0].candidates[0] for caption in captions]

    assert [candidate.reason for candidate in found] == [
        "curated-other-sense",
        "curated-sense",
        "curated-other-sense",
    ]
