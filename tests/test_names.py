"""What a name means by itself: each rule, in its order."""

from dataclasses import replace
from pathlib import Path

import pytest

from mmrdf.records import EntityKind, Xref
from mmrdf.records.reasons import REASONS
from mmrdf.resolve import names as module
from mmrdf.resolve.compare import changes
from mmrdf.resolve.lexicon import How, Lexicon, Name, Origin, Preference, Term, index, opened
from mmrdf.resolve.lexicon.terms import Table
from mmrdf.resolve.names import Names

SOURCE = Origin(name="own", title="Own", date="", address="", licence="", sha256="0", rows=0)
PREFIXES = {"gene": "ncbigene", "family": "fplx", "cell": "cl", "process": "go", "disease": "doid"}


def _term(kind: EntityKind, number: str, **names: How) -> Term:
    return Term(
        xref=Xref(prefix=PREFIXES.get(kind, "mesh"), identifier=number),
        kind=kind,
        label=f"{kind} {number}",
        names=tuple(Name(text=text, how=how) for text, how in names.items()),
    )


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    """One name for each rule."""
    terms = (
        _term("gene", "1", SYM="symbol", TWICE="symbol", PREV="previous", SHARED="alias"),
        _term("gene", "2", TWICE="symbol", SYM="alias", PREV="alias", SHARED="alias", Sole="alias"),
        _term("gene", "3", MIXED="alias", COLLIDES="synonym", Named="name", GAMMAA="alias"),
        _term("gene", "4", PAST="previous"),
        _term("gene", "5", PAST="previous"),
        _term("family", "F1", FAM="label", PREV2="alias", FAMS="label"),
        _term("family", "F2", FAMS="label"),
        _term("gene", "6", FAM="alias", PREV2="previous"),
        _term("cell", "0000001", MIXED="label", Thing="alias", thing2="label"),
        _term("process", "0000002", Thing="label", thing2="alias"),
        _term("disease", "3", ill="alias"),
        _term("disease", "4", ill="alias"),
        _term("disease", "5", ill2="label"),
        _term("disease", "6", ill2="alias", cure="alias"),
        _term("concept", "D000001", cure="label", part="label"),
        _term("chemical", "D000002", cure="label", part="label"),
    )
    choices = (
        Preference(name="CHOSEN", xref=terms[0].xref, about=None, note="always"),
        Preference(name="SYM2", xref=None, about=None, note="nothing"),
        Preference(name="SHARED", xref=terms[1].xref, about="bone", note="in bone"),
        Preference(name="GONE", xref=Xref(prefix="cl", identifier="9999999"), about=None, note="x"),
    )
    index.write([Table(source=SOURCE, terms=terms, preferences=choices)], tmp_path / "a.sqlite")
    return Lexicon(tmp_path / "a.sqlite")


@pytest.mark.parametrize(
    ("name", "status", "reason", "terms"),
    [
        ("CHOSEN", "asserted", "curated-sense", ["gene 1"]),
        ("SYM2", "ungrounded", "curated-other-sense", []),
        ("GONE", "ungrounded", "curated-other-sense", []),
        ("SYM", "asserted", "symbol", ["gene 1"]),
        ("TWICE", "suggested", "shared-symbol", ["gene 1", "gene 2"]),
        ("FAM", "asserted", "family-name", ["family F1"]),
        ("PREV2", "asserted", "family-name", ["family F1"]),
        ("FAMS", "suggested", "shared-name", ["family F1", "family F2"]),
        ("PREV", "asserted", "previous-symbol", ["gene 1"]),
        ("PAST", "suggested", "shared-synonym", ["gene 4", "gene 5"]),
        ("SHARED", "suggested", "shared-synonym", ["gene 1", "gene 2"]),
        ("Sole", "asserted", "unambiguous-synonym", ["gene 2"]),
        ("Named", "asserted", "full-name", ["gene 3"]),
        ("MIXED", "suggested", "shared-name", ["cell 0000001", "gene 3"]),
        ("COLLIDES", "suggested", "only-at-ncbi-gene", ["gene 3"]),
        ("Thing", "asserted", "unambiguous-name", ["cell 0000001"]),
        ("thing2", "asserted", "unambiguous-name", ["cell 0000001"]),
        ("ill", "suggested", "shared-name", ["disease 3", "disease 4"]),
        ("ill2", "asserted", "unambiguous-name", ["disease 5"]),
        ("cure", "asserted", "unambiguous-name", ["disease 6"]),
        ("part", "asserted", "unambiguous-name", ["chemical D000002"]),
        ("CHO SEN", "ungrounded", "not-in-lexicon", []),
        ("nothing", "ungrounded", "not-in-lexicon", []),
        ("", "ungrounded", "not-in-lexicon", []),
        ("-", "ungrounded", "not-in-lexicon", []),
    ],
)
def test_rules(lexicon: Lexicon, name: str, status: str, reason: str, terms: list[str]) -> None:
    """Each rule decides a name of its own."""
    ruling = Names(lexicon).rule(name)

    assert (ruling.status, ruling.reason) == (status, reason)
    assert [term.label for term in ruling.terms] == terms
    assert reason in REASONS


def test_every_rule_is_tried() -> None:
    """Every reason that the rules of names give is given above."""
    source = Path(module.__file__).read_text(encoding="utf-8")
    [marks] = [mark for mark in test_rules.pytestmark if mark.name == "parametrize"]

    assert {reason for _, _, reason, _ in marks.args[1]} == {
        reason for reason in REASONS if f'"{reason}"' in source
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Bone loss", "curated-sense"),
        ("in bones", "curated-sense"),
        ("backbone", "shared-synonym"),
        ("", "shared-synonym"),
    ],
)
def test_context(lexicon: Lexicon, text: str, reason: str) -> None:
    """Some decisions hold only in records that have a word which begins as they say."""
    assert Names(lexicon, [text]).rule("SHARED").reason == reason


@pytest.mark.parametrize("name", ["GAMMAalpha", "gamma-a", "GAMMA-α"])
def test_greek_letters(lexicon: Lexicon, name: str) -> None:
    """A Greek letter at the end may be spelled out, or be one letter."""
    assert Names(lexicon).rule(name).reason == "unambiguous-synonym"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("OPG", "TNFRSF11B"),
        ("HGF", "HGF"),
        ("NFkB", "NFkappaB"),
        ("IL-7", "IL7"),
        ("RANKL", "TNFSF11"),
        ("MIP-1α", "CCL3"),
        ("MIP-1beta", "CCL4"),
        ("SDF-1α", "CXCL12"),
        ("gp130", "IL6ST"),
        ("BCL-XL", "BCL2L1"),
        ("TAK1", "MAP3K7"),
        ("PIM2", "PIM2"),
        ("osteoclastogenesis", "osteoclast differentiation"),
        ("Wnt", "Wnt"),
    ],
)
def test_names_of_the_niche(name: str, label: str) -> None:
    """The names of the bone niche mean what people mean by them."""
    [term] = Names(opened()).rule(name).terms

    assert term.label == label


@pytest.mark.parametrize(
    ("name", "about", "status"),
    [
        ("MM", "", "ungrounded"),
        ("MM", "multiple myeloma", "asserted"),
        ("APRIL", "", "ungrounded"),
        ("APRIL", "myeloma", "asserted"),
        ("PC", "", "ungrounded"),
        ("PC", "myeloma", "asserted"),
    ],
)
def test_names_of_one_field(name: str, about: str, status: str) -> None:
    """Abbreviations that mean many things mean something only in a field."""
    assert Names(opened(), [about]).rule(name).status == status


def _own(path: Path, *terms: Term) -> Lexicon:
    index.write([Table(source=SOURCE, terms=terms)], path)
    return Lexicon(path)


def test_changes(tmp_path: Path) -> None:
    """What two lexicons decide otherwise is found, and whether a fact has become another one."""
    before = _own(tmp_path / "a.sqlite", _term("gene", "1", A="symbol", B="alias", C="alias"))
    after = _own(
        tmp_path / "b.sqlite",
        _term("gene", "1", B="alias", C="alias"),
        _term("gene", "2", A="symbol", B="alias", D="alias"),
    )

    found = {change.before.name: change.kind for change in changes(before, after)}

    assert found == {"A": "other", "B": "lost", "D": "new"}
    assert list(changes(after, after)) == []


def test_no_source_turns_a_fact_into_another(tmp_path: Path) -> None:
    """What a table of cells adds leaves the names of genes alone, or makes them doubtful."""
    gene = _term("gene", "1", GENE="symbol", ALIAS="alias")
    before = _own(tmp_path / "a.sqlite", gene)
    cell = _term("cell", "0000001", GENE="label", ALIAS="label")
    after = _own(tmp_path / "b.sqlite", gene, cell)

    assert [(c.before.name, c.kind) for c in changes(before, after)] == [("ALIAS", "lost")]


def test_changes_in_one_field(tmp_path: Path) -> None:
    """A decision that holds in one field alone is a change too."""
    genes = _term("gene", "1", A="alias"), _term("gene", "2", A="alias")
    choice = Preference(name="A", xref=genes[0].xref, about="bone", note="x")
    for name, choices in (("a", [choice]), ("b", [replace(choice, xref=genes[1].xref)])):
        table = Table(source=SOURCE, terms=genes, preferences=choices)
        index.write([table], tmp_path / f"{name}.sqlite")
    before, after = (Lexicon(tmp_path / f"{name}.sqlite") for name in "ab")

    assert [change.kind for change in changes(before, after)] == ["other"]
