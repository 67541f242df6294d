"""What people decide about figures goes before all rules; a bad line costs itself alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from mmrdf import Figure, read, resolve, triples, validate
from mmrdf.errors import DecisionsError
from mmrdf.mappers import LAYERS
from mmrdf.records import HUMAN, Candidate, GeneReading, Taxon
from mmrdf.resolve.decision_lines import COLUMNS, LONGEST
from mmrdf.resolve.decisions import Decisions, opened
from mmrdf.resolve.lexicon import opened as opened_lexicon

Decide = Callable[..., Path]
FIGID = "PMC7777001__made-up.g001"
CHECKOUT = Path(__file__).parent / "data" / "checkout" / "_figures"
HEADER = "\t".join(COLUMNS)


@pytest.fixture
def decide(tmp_path: Path) -> Decide:
    """Write a file of decisions: of each line the first cells, the others empty."""

    def write(*lines: tuple[str, ...], header: str = HEADER) -> Path:
        rows = [header, *("\t".join((*line, *[""] * (7 - len(line)))) for line in lines)]
        path = tmp_path / "decisions.tsv"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def figure() -> Figure:
    [record] = read(CHECKOUT / f"{FIGID}.md")
    assert isinstance(record, Figure)
    return record


def _resolved(record: Figure, decisions: Path | Decisions | None = None) -> Figure:
    found = resolve(record, decisions=decisions)
    assert isinstance(found, Figure)
    both = [triple for layer in LAYERS for triple in triples(found, layer)]
    assert validate(set(both)).conforms
    return found


def _of(figure: Figure, text: str) -> dict[str | None, tuple[str, str, float | None]]:
    """The candidates of a word of the picture or of a keyword."""
    candidates = [c for m in figure.mentions if m.word.text == text for c in m.candidates]
    return _decided(candidates)


def _in_text(figure: Figure, part: str, text: str) -> list[tuple[int, dict[str | None, object]]]:
    """The mentions of a name in a text: the number of places, and the candidates."""
    return [
        (len(named.phrase.spans), dict(_decided(named.candidates)))
        for named in figure.text_mentions
        if (named.phrase.passage.part, named.phrase.text) == (part, text)
    ]


def _decided(
    candidates: list[Candidate] | tuple[Candidate, ...],
) -> dict[str | None, tuple[str, str, float | None]]:
    return {
        c.entity.xref.curie if c.entity else None: (c.status, c.reason, c.confidence)
        for c in candidates
    }


CURATED, RULED_OUT = ("asserted", "curated", 1.0), ("suggested", "ruled-out-by-curator", 0.0)
NOTHING = ("ungrounded", "curated", 1.0)


@pytest.mark.parametrize(
    ("taxid", "species", "level"),
    [
        ("9606", "Homo sapiens", "Homo sapiens"),
        ("10090", "Mus musculus", "Homo sapiens"),  # a mammal without rows of its own
        ("9544", "Macaca mulatta", "Homo sapiens"),
        ("7227", "Drosophila melanogaster", "Drosophila melanogaster"),  # with rows of its own
        ("7955", "Danio rerio", "Danio rerio"),  # no mammal: no human genes
    ],
)
def test_organism(figure: Figure, decide: Decide, taxid: str, species: str, level: str) -> None:
    """An organism that is decided is stated, and by whose identifiers genes are named follows."""
    path = decide((FIGID, "", "", f"NCBITaxon:{taxid}", "N. N.", "2026-11-22", "see the text"))
    found = _resolved(figure, path)
    stated = [it for it in found.readings if it.status == "asserted"]

    assert found.organism is not None
    assert found.gene_identifiers_of is not None
    assert (found.organism.name, found.gene_identifiers_of.name) == (species, level)
    assert [(type(it) is GeneReading, it.reason, it.confidence) for it in stated] == [
        (False, "curated", 1.0),
        (True, "curated", 1.0),
    ]
    assert stated[0].rationale == ("decided by N. N. 2026-11-22: see the text",)
    assert {(it.reason, it.confidence) for it in found.readings if it not in stated} <= {
        ("ruled-out-by-curator", 0.0)
    }
    assert not any("organism" in notice.code for notice in found.notices)
    genes = {c.entity.taxon.name for c in found.asserted if c.entity and c.entity.taxon}
    assert genes <= {level}


def test_no_organism(figure: Figure, decide: Decide) -> None:
    """A hyphen for the organism: it is of none of them, and none is stated."""
    found = _resolved(figure, decide((FIGID, "", "", "-")))

    assert found.organism is None
    readings = [it for it in found.readings if not isinstance(it, GeneReading)]
    assert readings
    assert {(it.status, it.reason) for it in readings} == {("suggested", "ruled-out-by-curator")}


def test_organism_without_a_name(figure: Figure, decide: Decide) -> None:
    """An organism whose name nobody knows is not stated, nor any other, and the report says so."""
    found = _resolved(figure, decide((FIGID, "", "", "NCBITaxon:99999999")))

    assert (found.organism, found.gene_identifiers_of) == (None, None)
    [notice] = [it for it in found.notices if it.code == "organism-without-name"]
    assert "decisions.tsv:2: NCBITaxon:99999999 has no name" in notice.message


def test_given_organism(figure: Figure, decide: Decide) -> None:
    """What the caller has set is kept, again and again; a decision goes before it."""
    mouse = Taxon(taxid="10090", name="Mus musculus")
    found = _resolved(replace(figure, organism=mouse))

    assert (found.organism, found.gene_identifiers_of) == (mouse, HUMAN)
    assert [(it.reason, it.confidence) for it in found.readings[:2]] == [
        ("given-by-caller", 1.0)
    ] * 2
    assert _resolved(found) == found
    again = replace(_resolved(figure), organism=mouse)  # set after the first time
    assert _resolved(again) == found
    path = decide((FIGID, "", "", "NCBITaxon:7227"))
    decided = _resolved(replace(figure, organism=mouse), path)
    assert decided.organism is not None
    assert decided.organism.taxid == "7227"


def test_twice(figure: Figure, decide: Decide) -> None:
    """To resolve twice is the same as once, with decisions and without, and none is left behind."""
    path = decide(
        (FIGID, "", "", "NCBITaxon:10090"),
        (FIGID, "HGF", "", "ncbigene:3569"),
        (FIGID, "Foo", "", "CHEBI:15377"),
        (FIGID, "Mitosis", "", "-"),
        (FIGID, "niche", "title", "ncbigene:3082"),
        (FIGID, "gone", "", "ncbigene:3082"),
    )
    once = _resolved(figure, path)
    twice = _resolved(once, path)

    assert twice == once
    assert twice.notices == once.notices
    assert replace(_resolved(once), notices=()) == replace(_resolved(figure), notices=())


def test_word_in_picture(figure: Figure, decide: Decide) -> None:
    """What a word is decided to be is stated, all else that it may be is ruled out."""
    found = _resolved(figure, decide((FIGID, "HGF", "picture", "NCBIGENE:3569")))

    assert _of(found, "HGF") == {"ncbigene:3082": RULED_OUT, "ncbigene:3569": CURATED}


def test_lines_add_up(figure: Figure, decide: Decide) -> None:
    """Several lines for one word are several things, also where places overlap."""
    path = decide(
        (FIGID, "Wnt", "", "ncbigene:7471"),
        (FIGID, "Wnt", "picture", "ncbigene:7472"),
        (FIGID, "Wnt", "picture", "ncbigene:7472"),
    )
    found = _of(_resolved(figure, path), "Wnt")

    assert Decisions.read(path).faults == ()
    assert {curie for curie, how in found.items() if how == CURATED} == {
        "ncbigene:7471",
        "ncbigene:7472",
    }
    assert {
        how for curie, how in found.items() if curie not in {"ncbigene:7471", "ncbigene:7472"}
    } <= {RULED_OUT}


@pytest.mark.parametrize("word", ["HGF", "Foo", "Multiple myeloma", "TCA"])
def test_none_of_them(figure: Figure, decide: Decide, word: str) -> None:
    """A hyphen: the word is none of what it may be, and the evidence says that it was decided."""
    found = _of(_resolved(figure, decide((FIGID, word, "picture", "-"))), word)

    assert found.pop(None) == NOTHING
    assert set(found.values()) <= {RULED_OUT}


def test_added(figure: Figure, decide: Decide) -> None:
    """What the word was not taken for is added, with what the lexicon knows of it, or bare."""
    path = decide(
        (FIGID, "HGF", "", "ncbigene:2250"),  # FGF5
        (FIGID, "Foo", "", "CHEBI:15377"),
        (FIGID, "TNF-α", "", "HGNC:6018"),  # IL6
        (FIGID, "Mitosis", "", "ncbigene:999999999"),
    )
    found = _resolved(figure, path)
    entities = {
        m.word.text: c.entity
        for m in found.mentions
        for c in m.candidates
        if c.reason == "curated" and c.entity
    }

    assert {text: it.name for text, it in entities.items()} == {
        "HGF": "FGF5",
        "Foo": None,
        "TNF-α": "IL6",
        "Mitosis": None,
    }
    assert entities["HGF"].taxon == HUMAN
    assert entities["Mitosis"].taxon is None
    assert _of(found, "Foo") == {"CHEBI:15377": CURATED}
    assert "Foo" in {label for node in found.data_nodes for label in node.labels}
    assert [c.origins for c in found.asserted if c.word.text == "HGF"] == [("decision",)]


def test_identifier_of_mesh(figure: Figure, decide: Decide) -> None:
    """A chemical is meant by its number of MeSH as by that of ChEBI; a new one is as in tables."""
    path = decide((FIGID, "Glucose", "", "mesh:D005947"), (FIGID, "Foo", "", "mesh:D014867"))
    found = _resolved(figure, path)

    assert _of(found, "Glucose") == {"CHEBI:4167": CURATED}
    nodes = {node.xref.curie: node for node in found.data_nodes}
    assert nodes["mesh:D014867"].xref.prefix == "mesh"


def test_keyword(figure: Figure, decide: Decide) -> None:
    """A keyword is decided where the line says so, or where the word is nowhere else."""
    record = replace(figure, keywords=(*figure.keywords, "ABC9"))
    path = decide((FIGID, "ABC9", "", "ncbigene:3569"), (FIGID, "HGF", "keyword", "-"))
    found = _resolved(record, path)

    assert _of(found, "ABC9") == {"ncbigene:3569": CURATED}
    words = [m for m in found.mentions if m.word.text == "HGF"]
    assert [m.word.kind for m in words] == ["gene", "keyword"]
    assert "curated" not in {c.reason for c in words[0].candidates}
    assert _decided(words[1].candidates) == {None: NOTHING}
    assert not any(notice.field == "decisions" for notice in found.notices)


def test_text(figure: Figure, decide: Decide) -> None:
    """A name in a text is decided at all its places, also one that was not taken for a name."""
    caption = "Foxo8 binds Foxo8, but\nnot Foxo82, in multiple   myeloma and multiple myeloma."
    record = replace(figure, caption=caption, title="Foxo8 in myeloma")
    path = decide(
        (FIGID, "Foxo8", "caption", "ncbigene:2308"),
        (FIGID, "multiple myeloma", "caption", "-"),
    )
    found = _resolved(record, path)

    assert _in_text(found, "caption", "Foxo8") == [(2, {"ncbigene:2308": CURATED})]
    assert _in_text(found, "title", "Foxo8") == []
    for spelling in ("multiple   myeloma", "multiple myeloma"):
        [(_, candidates)] = _in_text(found, "caption", spelling)
        assert candidates.pop(None) == NOTHING
        assert set(candidates.values()) <= {RULED_OUT}


def test_part_of_a_longer_name(figure: Figure, decide: Decide) -> None:
    """A word is not found within a longer name of the text."""
    record = replace(figure, caption="In multiple myeloma.", title="A title")
    found = _resolved(record, decide((FIGID, "multiple", "caption", "ncbigene:2308")))

    assert _in_text(found, "caption", "multiple") == []
    both = ((FIGID, "Foxo8", "", "ncbigene:2308"), (FIGID, "Foxo8 zeta", "", "ncbigene:2309"))
    record = replace(figure, caption="Foxo8 zeta and Foxo8.")
    other = _resolved(record, decide(*both))
    assert _in_text(other, "caption", "Foxo8") == [(1, {"ncbigene:2308": CURATED})]
    assert _in_text(other, "caption", "Foxo8 zeta") == [(1, {"ncbigene:2309": CURATED})]
    assert "decision-not-used" in {notice.code for notice in found.notices}


def test_all_places(figure: Figure, decide: Decide) -> None:
    """A line without a place holds in picture, title and caption."""
    record = replace(figure, caption="HGF and more.", title="On HGF")
    found = _resolved(record, decide((FIGID, "HGF", "", "ncbigene:3569")))

    assert _of(found, "HGF")["ncbigene:3569"] == CURATED
    for part in ("title", "caption"):
        [(_, candidates)] = _in_text(found, part, "HGF")
        assert candidates["ncbigene:3569"] == CURATED
        assert candidates.get("ncbigene:3082", RULED_OUT) == RULED_OUT


def test_word_that_is_not_there(figure: Figure, decide: Decide) -> None:
    """A decision on a word that the figure has not is told once, and the others hold."""
    path = decide(
        (FIGID, "IL66", "", "ncbigene:3569"),
        (FIGID, "HGF", "title", "ncbigene:3569"),
        (FIGID, "HGF", "picture", "-"),
    )
    found = _resolved(figure, path)

    messages = [notice.message for notice in found.notices if notice.field == "decisions"]
    assert messages == [
        f"{path}:2: the word 'IL66' is not in it",
        f"{path}:3: the word 'HGF' is not in its title",
    ]
    assert _of(found, "HGF")[None] == NOTHING


def test_recorded(figure: Figure, decide: Decide) -> None:
    """What is ruled out is not stated either where all that is recorded is."""
    path = decide((FIGID, "HGF", "", "ncbigene:3569"))
    found = resolve(figure, "recorded", decisions=path)

    assert isinstance(found, Figure)
    assert _of(found, "HGF")["ncbigene:3082"] == RULED_OUT


def test_other_figures(figure: Figure, decide: Decide) -> None:
    """Figures and papers of which nothing is decided stay as they are."""
    path = decide(("PMC1__f1", "HGF", "", "ncbigene:3569"))

    assert resolve(figure, decisions=path) == resolve(figure)
    assert resolve(figure.article, decisions=Decisions.read(path)) == resolve(figure.article)


GOOD = ("PMC1__f1", "HGF", "", "ncbigene:3082")
BAD = [
    (("", "HGF", "", "ncbigene:3082"), "figid: no figid"),
    (("PMC1", "HGF", "", "ncbigene:3082"), "invalid figid 'PMC1'"),
    (("PMC1__f/../1", "HGF", "", "ncbigene:3082"), "invalid figid"),
    (("PMC1__f1", "HGF", "legend", "ncbigene:3082"), "invalid place 'legend'; write picture"),
    (("PMC1__f1", "", "picture", "NCBITaxon:9606"), "the organism of a figure has no place"),
    (("PMC1__f1", "HGF", "", ""), "invalid identifier ''; write one like ncbigene:3569"),
    (("PMC1__f1", "HGF", "", "3082"), "invalid identifier '3082'"),
    (("PMC1__f1", "HGF", "", "ncbigene:HGF"), "invalid identifier 'ncbigene:HGF'"),
    (("PMC1__f1", "HGF", "", "ensembl:ENSG00000019991"), "the prefixes are ncbigene"),
    (("PMC1__f1", "HGF", "", "HGNC:999999"), "write one like ncbigene:3569"),
    (("PMC1__f1", "HGF", "", "MONDO:9999999"), "write one like DOID:9538 or mesh:D009101"),
    (("PMC1__f1", "HGF", "", "NCBITaxon:9606"), "to decide the organism leave the word empty"),
    (("PMC1__f1", "", "", "ncbigene:3082"), "write a number of the NCBI Taxonomy"),
    (("PMC1__f1", "", "", "NCBITaxon:human"), "write a number of the NCBI Taxonomy"),
    ((*GOOD, "me", "22.11.2026"), "invalid date '22.11.2026'; write it as 2026"),
    ((*GOOD, "me", "2026-02-30"), "invalid date '2026-02-30'"),
    ((*GOOD, "me", "2026", "a note", "more"), "8 columns, and the first line has 7"),
    (("PMC1__f1", "H" * LONGEST), f"a line of more than {LONGEST:,} bytes; shorten it"),
]


@pytest.mark.parametrize(("line", "expected"), BAD)
def test_bad_line(decide: Decide, line: tuple[str, ...], expected: str) -> None:
    """A bad line is one fault with file, line and remedy, and costs nothing but itself."""
    path = decide(GOOD, line, ("PMC2__f1", "IL6", "", "ncbigene:3569"))
    found = Decisions.read(path)

    [fault] = found.faults
    assert str(fault).startswith(f"{path}:3: ")
    assert expected in str(fault)
    assert "\n" not in str(fault)
    assert sorted(found.figids) == ["PMC1__f1", "PMC2__f1"]


def test_too_few_columns_and_other_bytes(tmp_path: Path) -> None:
    """So is a line of too few columns, and one that is not UTF-8; empty lines are none."""
    path = tmp_path / "decisions.tsv"
    lines = [f"\ufeff{HEADER}", "", "PMC1__f1\tIL6", "\t".join((*GOOD, "", "", "é")), ""]
    path.write_bytes(
        "\r\n".join(lines).encode() + "\t".join((*GOOD, "", "", "é")).encode("latin-1")
    )
    found = Decisions.read(path)

    assert [(f.source.line, f.reason) for f in found.faults] == [
        (3, "2 columns, and the first line has 7"),
        (5, "not UTF-8 (byte 31 of the line)"),
    ]
    assert list(found.figids) == ["PMC1__f1"]


@pytest.mark.parametrize(
    ("lines", "faults", "left"),
    [
        ([("HGF", "", "-"), ("HGF", "", "ncbigene:1")], [3], set()),
        ([("HGF", "", "ncbigene:1"), ("HGF", "caption", "-")], [3], set()),
        (
            [("HGF", "", "ncbigene:1"), ("HGF", "caption", "-"), ("HGF", "title", "-")],
            [3, 4],
            set(),
        ),
        ([("HGF", "title", "-"), ("HGF", "caption", "ncbigene:1")], [], {"title", "caption"}),
        ([("HGF", "", "-"), ("HGF", "caption", "-")], [], {"", "caption"}),
        ([("HGF", "", "-"), ("IL6", "", "ncbigene:1")], [], {""}),
    ],
)
def test_contradiction(
    decide: Decide, lines: list[tuple[str, str, str]], faults: list[int], left: set[str]
) -> None:
    """Lines that contradict each other are not used, at places that overlap too."""
    found = Decisions.read(decide(*(("PMC1__f1", *line) for line in lines)))
    decided = found.of("PMC1__f1")

    assert [fault.source.line for fault in found.faults] == faults
    assert all("contradicts line 2; keep one of the two" in str(it) for it in found.faults)
    assert decided is not None
    assert {it.place for words in decided.words.values() for it in words} == left


@pytest.mark.parametrize("other", ["NCBITaxon:10090", "-"])
def test_two_organisms(decide: Decide, other: str) -> None:
    """A figure is of one organism, or of none."""
    lines = [("PMC1__f1", "", "", "NCBITaxon:9606"), ("PMC1__f1", "", "", other)]
    found = Decisions.read(decide(*lines, ("PMC2__f1", "", "", "NCBITaxon:9606")))

    [fault] = found.faults
    assert (fault.source.line, fault.record) == (3, "PMC1__f1")
    assert "contradicts line 2" in fault.reason
    assert found.of("PMC1__f1") == (None, {})
    assert list(found.figids) == ["PMC2__f1"]
    other_figure = found.of("PMC2__f1")
    assert other_figure is not None
    assert other_figure.organism is not None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "there is no column 'figid'; begin the file with"),
        (HEADER.replace("\t", ","), "there is no column 'figid'"),
        (HEADER.replace("note", "why"), "there is no column called 'why' in such a file"),
        (HEADER.replace("\tnote", ""), "there is no column 'note'"),
        (f"{HEADER}\tnote", "there is a column too many"),
    ],
)
def test_header(decide: Decide, header: str, expected: str) -> None:
    """Without a line that names the columns nothing of a file can be used."""
    with pytest.raises(DecisionsError, match=r"decisions\.tsv:1: ") as caught:
        Decisions.read(decide(header=header))

    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_columns_in_any_order(tmp_path: Path) -> None:
    """The columns are known by their names."""
    path = tmp_path / "decisions.tsv"
    path.write_text("Word\tfigid\tnote\tby\tdate\tidentifier\tplace\nIL6\tPMC1__f1\t\t\t\t-\t\n")
    decided = Decisions.read(path).of("PMC1__f1")

    assert decided is not None
    assert decided.xrefs("IL6", "title") == ()
    assert decided.xrefs("IL7", "title") is None


def test_no_file(tmp_path: Path, figure: Figure) -> None:
    """A file that is not there, or is a folder, is one line."""
    for path in (tmp_path / "gone.tsv", tmp_path):
        with pytest.raises(DecisionsError, match=str(path)) as caught:
            resolve(figure, decisions=path)
        assert isinstance(caught.value, ValueError)


def test_read_once(decide: Decide) -> None:
    """A file is read once while it stays the same, and again when it has changed."""
    lexicon = opened_lexicon()
    first = opened(decide(GOOD), lexicon)

    assert opened(first.name, lexicon) is first
    changed = opened(decide(GOOD, ("PMC2__f1", "HGF", "", "-")), lexicon)
    assert sorted(changed.figids) == ["PMC1__f1", "PMC2__f1"]


@for_all(st.binary(max_size=300))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever stands below the header is decisions or faults."""
    path = tmp_path_factory.getbasetemp() / "any.tsv"
    path.write_bytes(HEADER.encode() + b"\n" + content)

    assert all(fault.source.line > 1 for fault in Decisions.read(path).faults)
