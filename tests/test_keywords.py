"""The keywords of figures that have no side tables."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from mmrdf import export, resolve, triples, validate
from mmrdf.records import HUMAN, Article, Candidate, Figure, Mention, Record, Taxon, Word
from mmrdf.records.reasons import ORGANISM_OF_GENES
from mmrdf.resolve import evidence, keywords
from mmrdf.resolve.assignment import OrganismAssignment
from mmrdf.resolve.evidence import Judge
from mmrdf.resolve.lexicon import opened
from mmrdf.resolve.names import Names
from mmrdf.vocab import rdf, schema

FIGURE = Figure(figid="PMC1__f1", pmcid="PMC1", article=Article(pmcid="PMC1"))
MOUSE = Taxon(taxid="10090", name="Mus musculus")
IN_HUMANS = OrganismAssignment(gene_identifiers_of=HUMAN)
JUDGE = Judge(evidence.opened())


def _reasons(
    *words: str, texts: tuple[str, ...] = (), assignment: OrganismAssignment = IN_HUMANS
) -> dict[str, str]:
    figure = replace(FIGURE, keywords=words)
    found = keywords.mentions(figure, Names(opened(), texts), assignment, JUDGE)
    return {m.word.text: c.reason for m in found for c in m.candidates}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # HGF is an alias of both others
        (
            ("HGF", "SOS1", "IL6"),
            {"HGF": "symbol", "SOS1": "symbol-of-another-gene", "IL6": "symbol-of-another-gene"},
        ),
        # without it nothing speaks against them
        (("SOS1", "IL6"), {"SOS1": "symbol", "IL6": "symbol"}),
        # IL-7 is an alias of the other at NCBI
        (("LINC02605", "IL7"), {"LINC02605": "symbol-of-another-gene", "IL7": "symbol"}),
        # OPG once was the symbol of the first
        (("TNFRSF11B", "BTF3P11"), {"TNFRSF11B": "symbol", "BTF3P11": "symbol-of-another-gene"}),
        # gp130 is an alias of both; a person has decided that the first is meant
        (("IL6ST", "LRPPRC"), {"IL6ST": "symbol", "LRPPRC": "symbol-of-another-gene"}),
        # APRIL is an alias of both, and means neither for certain
        (("TNFSF13", "ANP32B"), {"TNFSF13": "shared-synonym", "ANP32B": "shared-synonym"}),
        # the whole family
        (("AKT1", "AKT2", "AKT3"), dict.fromkeys(("AKT1", "AKT2", "AKT3"), "family-member")),
        # a part of it
        (("AKT1", "AKT2"), {"AKT1": "symbol", "AKT2": "symbol"}),
        # a family of one
        (("HVCN1",), {"HVCN1": "symbol"}),
        # a former symbol of both
        (("C4BPA", "C4BPB"), dict.fromkeys(("C4BPA", "C4BPB"), "shared-synonym")),
        # a former symbol, a symbol in other letters, no symbol at all
        (
            ("IFNB2", "il6", "CG9272"),
            {"IFNB2": "previous-symbol", "il6": "no-exact-symbol", "CG9272": "not-in-lexicon"},
        ),
        # a family, a name that mostly means nothing, one that a person has decided on
        (
            ("Akt", "rl", "GDP", "Mtor"),
            {
                "Akt": "no-exact-symbol",
                "rl": "curated-other-sense",
                "GDP": "unambiguous-name",
                "Mtor": "no-exact-symbol",
            },
        ),
        # things that are no genes
        (
            ("Multiple Myeloma", "Multiple Myeloma Cell"),
            {"Multiple Myeloma": "unambiguous-name", "Multiple Myeloma Cell": "not-in-lexicon"},
        ),
    ],
)
def test_reasons(words: tuple[str, ...], expected: dict[str, str]) -> None:
    """Each keyword is stated or doubted for the right reason, in whichever order they come."""
    for order in permutations(words):
        assert _reasons(*order) == expected


def test_field() -> None:
    """What people mean in one field decides between two genes there."""
    found = _reasons("TNFSF13", "ANP32B", texts=("APRIL in myeloma",))

    assert found == {"TNFSF13": "symbol", "ANP32B": "symbol-of-another-gene"}


def test_family_in_the_text() -> None:
    """A gene of which the text has only the name of its family is doubtful."""
    assert _reasons("NFKB1", texts=("the NF-κB pathway",)) == {"NFKB1": "synonym-is-family-name"}
    assert _reasons("NFKB1", texts=("PI3K/NF-κB",)) == {"NFKB1": "synonym-is-family-name"}
    assert _reasons("NFKB1", texts=("NFKB1 in the NF-κB pathway",)) == {"NFKB1": "symbol"}
    assert _reasons("NFKB1") == {"NFKB1": "symbol"}


def test_organism() -> None:
    """Human genes are stated where human identifiers name the figure's genes, or wait for that."""
    texts = ("HGF in bone",)
    elsewhere = OrganismAssignment(gene_identifiers_of=MOUSE)
    likely = OrganismAssignment(likely={"9606": 0.5})
    figure = replace(FIGURE, keywords=("HGF", "SOS1"))
    names = Names(opened(), texts)
    found = [
        [(c.status, c.reason, c.waits_for) for m in several for c in m.candidates]
        for several in (
            keywords.mentions(figure, names, assignment, JUDGE)
            for assignment in (IN_HUMANS, elsewhere, likely)
        )
    ]
    doubted = ("suggested", "symbol-of-another-gene", None)

    assert found == [
        [("asserted", "symbol", None), doubted],
        [("suggested", "gene-of-another-organism", None)] * 2,
        [("suggested", "symbol", ORGANISM_OF_GENES), doubted],
    ]


def test_confidence() -> None:
    """What the texts have is more certain; a doubtful alias that they have is no support."""

    def confidence(keyword: str, *texts: str) -> float:
        figure = replace(FIGURE, keywords=(keyword,))
        [mention] = keywords.mentions(figure, Names(opened(), texts), IN_HUMANS, JUDGE)
        return mention.candidates[0].confidence or 0

    assert confidence("VCAM1", "VCAM1 in bone") >= 0.9 > confidence("VCAM1")
    assert confidence("SPINK5", "NETs in bone") < 0.9


def test_evidence() -> None:
    """A doubtful keyword says which word it probably comes from, and from which table that is."""
    figure = replace(FIGURE, keywords=("HGF", "SOS1", "AKT1", "AKT2", "AKT3"))
    found = keywords.mentions(figure, Names(opened()), IN_HUMANS, JUDGE)
    hits = {m.word.text: (c.matches, c.origins) for m in found for c in m.candidates}

    assert hits["SOS1"] == (("HGF",), ("hgnc:symbol",))
    assert hits["AKT1"] == (("AKT",), ("famplex:member",))


def test_order_of_keywords(tmp_path: Path) -> None:
    """The order of the keywords changes no byte of an export."""
    lines = (Path(__file__).parents[1] / "seeds" / "000_9826ba15cff2b048.txt").read_text()
    head, _, listed = lines.partition("  keywords:\n")
    listed = "".join(f"  - {name}\n" for name in ("NAT1", "AAC1")) + listed
    words = [line for line in listed.splitlines(keepends=True) if line.startswith("  - ")]
    written = []
    for order in (words, words[::-1], sorted(words)):
        path = tmp_path / "in" / "figure.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{head}  keywords:\n{''.join(order)}---\n")
        export(path, tmp_path / "out", formats=["turtle"], check=False)
        written.append([file.read_bytes() for file in sorted((tmp_path / "out").glob("*.ttl"))])

    assert len(written[0]) == 5  # the layers, the vocabulary and the data set
    assert written[0] == written[1] == written[2]


def test_seeds(seeds: list[Record]) -> None:
    """The seeds alone: the right genes are stated, and none of the figure read as a plant's."""
    first, second, third = (record for record in seeds if isinstance(record, Figure))
    genes = [
        {node.name for node in figure.data_nodes if node.kind == "gene"}
        for figure in (first, second, third)
    ]

    # IL1B, TNF and TNFRSF11A are nowhere in the text, and not certain enough
    assert genes[0] == {"HGF", "IL3", "IL7", "SFRP2", "TNFRSF11B", "TNFSF11", "DKK1"}
    assert genes[1] == set()
    assert genes[2] == {"PIM2", "JAK2", "STAT3", "TNFSF13B", "IL6", "TNFSF13", "TNF"}
    [pim2] = [node for node in third.data_nodes if node.name == "PIM2"]
    assert pim2.xref.curie == "ncbigene:11040"
    text = {e.name for e in second.things}
    assert {"IL6", "JAK2", "STAT3", "MCL1", "BCL2", "MYC"} <= text


def test_tables_come_first(seeds: list[Record]) -> None:
    """Where words of genes are known, no keyword makes another gene."""
    figure = next(record for record in seeds if isinstance(record, Figure))
    [word] = [m for m in figure.mentions if m.word.text == "HGF"]
    gene = replace(word, word=replace(word.word, kind="gene"))
    known = replace(FIGURE, keywords=("Akt", "HGF", "IL6", "Mitosis"), mentions=(gene,))

    found = keywords.mentions(known, Names(opened()), IN_HUMANS, JUDGE)

    assert [(m.word.text, c.status, c.reason) for m in found for c in m.candidates] == [
        ("Akt", "ungrounded", "no-word-explains-keyword"),
        ("IL6", "ungrounded", "no-word-explains-keyword"),
        ("Mitosis", "asserted", "unambiguous-name"),
    ]


def test_words_of_diseases_come_first() -> None:
    """Where words of diseases are known, no keyword makes another disease."""
    word = Word(figid="PMC1__f1", kind="disease", text="anemia")
    known = replace(
        FIGURE,
        keywords=("Multiple Myeloma", "Mitosis"),
        mentions=(Mention(word=word, candidates=(Candidate(word=word),)),),
    )

    found = keywords.mentions(known, Names(opened()), IN_HUMANS, JUDGE)

    assert [(m.word.text, c.reason) for m in found for c in m.candidates] == [
        ("Mitosis", "unambiguous-name"),
        ("Multiple Myeloma", "no-word-explains-keyword"),
    ]


def test_nothing_is_lost() -> None:
    """Each keyword is explained by a word or stands in the evidence, and none in the core."""
    word = Word(figid="PMC1__f1", kind="chemical", text="Glucose ")
    chemical = Mention(word=word, candidates=(Candidate(word=word),))
    known = replace(
        FIGURE,
        article=Article(pmcid="PMC1", keywords=("bone",), figures=("PMC1__f1",)),
        keywords=("Glucose", "HGF", "Il6", "tRNA:Arg-TCT-1-1"),
        mentions=(chemical,),
    )

    figure = resolve(known)

    assert [(m.word.text, m.word.kind) for m in figure.mentions] == [
        *[("Glucose ", "chemical"), ("HGF", "keyword"), ("Il6", "keyword")],
        ("tRNA:Arg-TCT-1-1", "keyword"),
    ]
    core = [t for t in triples(figure) if t.predicate == schema.keywords]
    assert [t.object.value for t in core] == ["pathway figure", "bone"]
    exact = {t.object.value for t in triples(figure, "evidence") if t.predicate == rdf.value}
    assert exact == {"Glucose ", "HGF", "Il6", "tRNA:Arg-TCT-1-1"}
    assert validate([*triples(figure), *triples(figure, "evidence")]).conforms
