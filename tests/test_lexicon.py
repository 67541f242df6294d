"""The lexicon: what the shipped one says, that it is what its manifest says, and how it is read."""

import gzip
import hashlib
import json
import pickle
import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import platformdirs
import pytest

from mmrdf import identifiers
from mmrdf.errors import LexiconError
from mmrdf.records import Xref
from mmrdf.resolve.lexicon import Lexicon, Name, Origin, Preference, Term, cut, index, opened
from mmrdf.resolve.lexicon import lexicon as lexicons
from mmrdf.resolve.lexicon.keys import is_same, key
from mmrdf.resolve.lexicon.shipped import FOLDER, tables
from mmrdf.resolve.lexicon.terms import Table

SOURCE = Origin(name="own", title="Own", date="", address="", licence="", sha256="0", rows=0)


def _gene(number: str, symbol: str, *names: Name, **fields: object) -> Term:
    return Term(
        xref=Xref(prefix="ncbigene", identifier=number),
        kind="gene",
        label=symbol,
        names=(Name(text=symbol, how="symbol"), *names),
        **fields,  # type: ignore[arg-type]
    )


def _written(path: Path, *terms: Term, choices: tuple[Preference, ...] = ()) -> Lexicon:
    index.write([Table(source=SOURCE, terms=terms, preferences=choices)], path)
    return Lexicon(path)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        *(("hgnc", 43_000), ("ncbi", 4_000), ("famplex", 2_700), ("members", 5_000)),
        *(("headings", 16_000), ("roles", 1_500), ("niche", 250), ("preferred", 1_000)),
    ],
)
def test_manifest(name: str, rows: int) -> None:
    """The manifest has the digest and the number of rows of each table that is shipped."""
    [path] = FOLDER.glob(f"{name}.tsv*")
    text = path.read_bytes()
    if path.suffix == ".gz":
        text = b"header\n" + gzip.decompress(text)
    manifest = json.loads((FOLDER / "manifest.json").read_text())[name]

    assert manifest["sha256"] == hashlib.sha256(text.removeprefix(b"header\n")).hexdigest()
    assert manifest["rows"] == text.count(b"\n") - 1 > rows


def test_every_table_is_in_the_manifest() -> None:
    """No table is shipped of which nothing is said."""
    found = {path.name.partition(".")[0] for path in FOLDER.glob("*.tsv*")}

    assert found == json.loads((FOLDER / "manifest.json").read_text()).keys()
    assert [source.name for source in opened().sources] == [t.source.name for t in tables()]


def test_identifiers_have_their_form() -> None:
    """Every identifier of every term and decision has the form of its space."""
    count = 0
    for table in tables():
        for term in table.terms:
            for xref in (term.xref, *term.same, *term.others, *term.members):
                assert identifiers.PATTERNS[xref.prefix].fullmatch(xref.identifier), xref
                count += 1
        for choice in table.preferences:
            assert choice.xref is None or opened().term(choice.xref), choice
    assert count > 150_000


def test_genes() -> None:
    """Human genes have their names and numbers; what is not human is not there."""
    gene = opened().term(Xref(prefix="ncbigene", identifier="3569"))

    assert gene is not None
    assert (gene.label, gene.kind, gene.taxid, gene.previous) == ("IL6", "gene", "9606", ("IFNB2",))
    assert [xref.curie for xref in gene.same] == [
        "ensembl:ENSG00000136244",
        "HGNC:6018",
        "hgnc.symbol:IL6",
        "uniprot:P05231",
    ]
    assert Name(text="interleukin 6", how="name") in gene.names
    assert opened().term(Xref(prefix="ncbigene", identifier="21926")) is None


@pytest.mark.parametrize("name", ["NF-kB", "NFKB", "NF-κB", "Wnt", "AKT", "Axin", "GPCR", "IL-1"])
def test_families(name: str) -> None:
    """Families are known by their names, however hyphens and case are set."""
    assert opened().is_family(name)


@pytest.mark.parametrize("name", ["IL6", "HGF", "RANKL", "", "-"])
def test_no_families(name: str) -> None:
    """A gene's name, and no name at all, is no family."""
    assert not opened().is_family(name)


def test_members_of_families() -> None:
    """A family has the genes of the families in it, as numbers of NCBI Gene."""
    lexicon = opened()
    wnt = lexicon.families[Xref(prefix="fplx", identifier="Wnt")]
    whole = [term for xref in wnt if (term := lexicon.term(xref))]

    assert len(wnt) == 19
    assert {term.label for term in whole} > {"WNT1", "WNT16"}
    assert Xref(prefix="fplx", identifier="Wnt") in lexicon.families_of(next(iter(wnt)))
    assert lexicon.families_of(Xref(prefix="ncbigene", identifier="690")) == frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NF-κB", "NFkappaB"),
        ("TNF\u2011α", "tnf alpha"),
        ("IL 6", "il-6"),
        ("3\u2032,5\u2032-cyclic AMP", "3',5'-Cyclic AMP"),
        ("Hodgkin\u2019s", "Hodgkin's"),
        ("µ", "μ"),
        ("ﬁbrin", "fibrin"),
    ],
)
def test_key(one: str, other: str) -> None:
    """Hyphens, blanks, case, quotation marks and Greek letters tell no names apart."""
    assert key(one) == key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("ERK1/2", "ERK12"), ("Ca2+", "Ca2"), ("IL6", "IL-6R")])
def test_key_tells_apart(one: str, other: str) -> None:
    """Slashes, charges, letters and digits do."""
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("IL 6", "IL-6", True),
        ("bone-marrow", "bone marrow", True),
        ("Interleukin6", "interleukin 6", True),
        ("TNF alpha", "TNF-alpha", True),
        ("CD 4", "CD4", False),
        ("act in", "actin", False),
        ("proteins", "protein S", False),
        ("insulin like", "insulinlike", False),
    ],
)
def test_is_same(name: str, other: str, *, same: bool) -> None:
    """A blank parts words: names of equal keys are only one name if both are parted there."""
    assert key(name) == key(other)
    assert is_same(name, other) == same


def test_order_of_rows(tmp_path: Path) -> None:
    """The order of the rows of its tables changes no byte of a lexicon."""
    written = []
    for seed in range(3):
        shuffled = []
        for table in tables():
            terms, choices = list(table.terms)[:3000], list(table.preferences)
            random.Random(seed).shuffle(terms)  # noqa: S311 (no secret)
            random.Random(seed).shuffle(choices)  # noqa: S311
            shuffled.append(replace(table, terms=terms, preferences=choices))
        path = tmp_path / f"{seed}.sqlite"
        index.write(shuffled, path)
        written.append(path.read_bytes())

    assert written[0] == written[1] == written[2]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_one_term_of_several_tables(tmp_path: Path) -> None:
    """What several tables say of a term is said together; the first says what it is."""
    first = Table(source=SOURCE, terms=[_gene("1", "AAA", Name(text="BBB", how="alias"))])
    second = Table(
        source=replace(SOURCE, name="other"),
        terms=[_gene("1", "ZZZ", Name(text="BBB", how="synonym"), taxid="9606")],
    )
    index.write([first, second], tmp_path / "a.sqlite")
    lexicon = Lexicon(tmp_path / "a.sqlite")

    [*senses] = lexicon.senses("bbb")
    assert [(s.term.label, s.how, s.source) for s in senses] == [
        ("AAA", "alias", "own"),
        ("AAA", "synonym", "other"),
    ]
    assert lexicon.senses("zzz")[0].term.label == "AAA"


def test_sources_of_names(tmp_path: Path) -> None:
    """A name that two tables have in the same way is from the first; one of marks alone is none."""
    terms = [_gene("1", "AAA", Name(text="-", how="alias")), _gene("2", "TWO"), _gene("3", "TWO")]
    tables = [Table(source=replace(SOURCE, name=name), terms=terms) for name in ("first", "second")]
    index.write(tables, tmp_path / "a.sqlite")
    lexicon = Lexicon(tmp_path / "a.sqlite")

    assert [sense.source for sense in lexicon.senses("AAA")] == ["first"]
    assert lexicon.keys == {"aaa", "two"}
    assert lexicon.owner("TWO") is None
    assert lexicon.owner("AAA") == terms[0].xref


def test_obsolete_terms(tmp_path: Path) -> None:
    """The name of an obsolete term leads to what is in its place in the end, if anything is."""
    new = Xref(prefix="ncbigene", identifier="2")
    old = _gene("1", "OLD", replaced_by=new)
    lexicon = _written(tmp_path / "a.sqlite", old, _gene("2", "NEW"))
    circle = _written(
        tmp_path / "b.sqlite",
        replace(old, names=(Name(text="X", how="alias"),)),
        _gene("2", "NEW", replaced_by=Xref(prefix="ncbigene", identifier="1")),
    )
    lost = _written(tmp_path / "c.sqlite", old)
    last = Xref(prefix="ncbigene", identifier="3")
    newer = _gene("2", "NEW", replaced_by=last)
    chain = _written(tmp_path / "d.sqlite", old, newer, _gene("3", "LAST"))

    assert [sense.term.label for sense in lexicon.senses("OLD")] == ["NEW"]
    assert circle.senses("X") == ()
    assert [sense.term.label for sense in chain.senses("OLD")] == ["LAST"]
    assert lost.senses("OLD") == ()


def test_families_in_a_circle(tmp_path: Path) -> None:
    """Families that hold each other do no harm."""
    families = [
        Term(
            xref=Xref(prefix="fplx", identifier=name),
            kind="family",
            label=name,
            names=(),
            members=(
                Xref(prefix="fplx", identifier=other),
                Xref(prefix="hgnc.symbol", identifier=f"G{name}"),
            ),
        )
        for name, other in (("A", "B"), ("B", "A"))
    ]
    genes = [
        _gene(n, f"G{s}", same=(Xref(prefix="hgnc.symbol", identifier=f"G{s}"),))
        for n, s in (("1", "A"), ("2", "B"))
    ]
    lexicon = _written(tmp_path / "a.sqlite", *families, *genes)

    assert {len(members) for members in lexicon.families.values()} == {2}


def test_preferences(tmp_path: Path) -> None:
    """Decisions that need a context come first; a later table has the last word on a name."""
    choices = (
        Preference(name="XX", xref=None, about=None, note="always"),
        Preference(name="X-X", xref=None, about="bone", note="here"),
        Preference(name="X X", xref=None, about=None, note="parted"),
    )
    later = Preference(name="xx", xref=None, about=None, note="later")
    table = Table(source=SOURCE, preferences=choices)
    index.write([table], tmp_path / "a.sqlite")
    index.write([table, replace(table, preferences=[later])], tmp_path / "b.sqlite")
    before, after = (Lexicon(tmp_path / f"{name}.sqlite") for name in "ab")

    assert [c.note for c in before.preferences("Xx")] == ["here", "parted", "always"]
    assert [c.note for c in after.preferences("Xx")] == ["parted", "later"]
    assert "xx" in after.keys


def test_no_lexicon(tmp_path: Path) -> None:
    """A file that is no lexicon is refused by its name: a missing one, text, another database."""
    text, other = tmp_path / "text.sqlite", tmp_path / "other.sqlite"
    text.write_text("no database at all, but long enough to be taken for one" * 9)
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE term (a)")
    for path in (text, other, tmp_path / "missing.sqlite", tmp_path):
        with pytest.raises(LexiconError, match=str(path)):
            Lexicon(path)
    assert not (tmp_path / "missing.sqlite").exists()


def test_hostile_lexicon(tmp_path: Path) -> None:
    """A lexicon that says what none may say is refused, and so is one that is cut off."""
    path = tmp_path / "a.sqlite"
    faults = (
        "DROP TABLE name",
        "UPDATE term SET kind = 'plant'",
        "UPDATE term SET prefix = 'javascript'",
        "UPDATE name SET how = 'rumour'",
        "INSERT INTO link VALUES (0, 'friend', 'ncbigene', '1')",
        "PRAGMA user_version = 99",
    )
    for order in faults:
        _written(path, _gene("1", "AAA"))
        with closing(sqlite3.connect(path)) as database:
            database.execute(order)
            database.commit()
        with pytest.raises(LexiconError, match=str(path)):
            Lexicon(path)
    _written(path, _gene("1", "AAA"))
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(LexiconError, match="malformed"):
        Lexicon(path)


def test_written_again(tmp_path: Path) -> None:
    """A lexicon that is made anew is read anew."""
    for name in ("AAA", "BBB"):
        _written(tmp_path / "a.sqlite", _gene("1", name))
        assert [s.term.label for s in opened(tmp_path / "a.sqlite").senses(name)] == [name]


def test_threads() -> None:
    """Several threads can ask one lexicon."""
    lexicon = opened()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lexicon.senses, ["HGF", "OPG", "NFKBIB", "TRAF6"] * 4))

    assert all(found)


def test_full_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A lexicon that cannot be written is an error of the system, and leaves nothing behind."""

    def full(*_: object) -> None:
        reason = "database or disk is full"
        raise sqlite3.OperationalError(reason)

    monkeypatch.setattr(index, "fill", full)
    with pytest.raises(OSError, match="disk is full"):
        _written(tmp_path / "a.sqlite", _gene("1", "AAA"))
    assert list(tmp_path.iterdir()) == []


def test_other_processes() -> None:
    """A lexicon can be handed to another process, which opens it for itself."""
    again = pickle.loads(pickle.dumps(opened()))  # noqa: S301 (our own bytes)

    assert [sense.term.label for sense in again.senses("HGF")] == ["HGF", "IL6", "SOS1"]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ship one gene, so that making the lexicon takes no time."""
    table = Table(source=SOURCE, terms=[_gene("3082", "HGF")])
    monkeypatch.setattr(lexicons.shipped, "tables", lambda: [table])
    for name in ("_shipped", "_opened"):
        monkeypatch.setattr(lexicons, name, cache(getattr(lexicons, name).__wrapped__))


@pytest.mark.usefixtures("small")
def test_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where nothing can be kept the shipped lexicon is made in memory, and says the same."""
    file = tmp_path / "file"
    file.write_text("in the way")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: file / "mmrdf")

    assert [sense.term.label for sense in Lexicon().senses("hgf")] == ["HGF"]


@pytest.mark.usefixtures("small")
def test_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The shipped lexicon is kept in one file; one that is damaged is not used."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path)
    assert Lexicon().senses("HGF")
    [path] = tmp_path.iterdir()
    path.write_bytes(b"damaged")
    for name in ("_shipped", "_opened"):
        getattr(lexicons, name).cache_clear()

    assert Lexicon().senses("HGF")[0].term.label == "HGF"


ENTRIES = (
    "HGNC ID\tApproved symbol\tApproved name\tStatus\tNCBI Gene ID(supplied by NCBI)"
    "\tUniProt ID(supplied by UniProt)\tEnsembl gene ID\tLocus type\n"
    "HGNC:1\tOLD\tfirst gene\tApproved\t10\tP1, P2\tENSG1\tgene with protein product\n"
    "HGNC:2\tB\tno protein\tApproved\t20\t\t\tpseudogene\n"
    "HGNC:3\tC\tno number\tApproved\t\t\t\tpseudogene\n"
    "HGNC:4\tD\twithdrawn since\tApproved\t40\t\t\tpseudogene\n"
)
NEWER = [
    {"source_id": "HGNC:1", "symbol": "A", "prev_symbols": "A0", "alias_symbols": "X|Y"}
    | {"ensembl_id": "ENSG9"},
    {"source_id": "HGNC:2", "symbol": "B", "prev_symbols": "", "alias_symbols": ""}
    | {"ensembl_id": "ENSG2"},
    {"source_id": "HGNC:3", "symbol": "C", "prev_symbols": "", "alias_symbols": ""}
    | {"ensembl_id": ""},
]


def test_cut_of_genes() -> None:
    """Names are those of the newer table; a symbol that it has replaced is a former one."""
    assert list(cut.gene_rows(ENTRIES, NEWER)) == [
        (
            *("10", "HGNC:1", "A", "first gene", "A0|OLD", "X|Y", "ENSG1", "P1|P2"),
            "gene with protein product",
        ),
        ("20", "HGNC:2", "B", "", "", "", "ENSG2", "", "pseudogene"),
    ]


def test_cut_of_synonyms() -> None:
    """Of NCBI's synonyms only those are kept that something else goes by as well."""
    genes = list(cut.gene_rows(ENTRIES, NEWER))
    aliases = [("10", "X"), ("20", "x"), ("20", "only"), ("20", "WNT"), ("99", "X"), ("20", "-")]

    found = cut.synonym_rows(aliases, genes, [("WNT", "Wnt")])

    assert sorted(found) == [("20", "WNT"), ("20", "x")]


def test_cut_of_families() -> None:
    """Families go by their identifiers and names; other things that a name may mean are left."""
    names = "Wnts,FPLX,WNT,,,,\nIL-6,HGNC,IL6,,,,\nnothing,FPLX,,,,,\n"

    assert sorted(cut.family_rows("WNT\nAKT\n", names)) == [
        ("AKT", "AKT"),
        ("WNT", "WNT"),
        ("WNT", "Wnts"),
    ]
    assert list(cut.member_rows("HGNC,WNT1,isa,FPLX,WNT\nUP,P1,isa,FPLX,WNT\n")) == [
        ("WNT", "hgnc", "WNT1")
    ]


DESCRIPTORS = (
    "D1\tAmino Acids\tAcids, Amino|Amino Acid|Acid, Amino\tD12.125\t\n"
    "D2\tNeoplasms\tTumor\tC04\t\n"
    "D3\tNodal\t\tZ01.058|D12.776.467.942|D12.776.900\t\n"
    "D4\tAnxiety\tHypervigilance|hypervigilance|Nervousness, Social\tF01.470\t\n"
    "D5\tAbdomen\tAbdomens\tA01.923\t\n"
    "D6\tOut of the trees\t\t\t\n"
)
EQUAL = "MESH\tD2\tNeoplasms\tDOID\tDOID:162\tcancer\nMESH\tD1\tAmino Acids\tCHEBI\tCHEBI:1\tx\n"


def test_cut_of_headings() -> None:
    """Headings of chemicals and diseases, without names that are inverted or in another case."""
    assert list(cut.heading_rows(DESCRIPTORS, EQUAL)) == [
        ("D1", "Amino Acids", "Amino Acid", "D12.125"),
        ("D2", "Neoplasms", "Tumor|cancer", "C04"),
        ("D3", "Nodal", "", "D12.776|Z01.058"),
        ("D4", "Anxiety", "Hypervigilance|Nervousness, Social", "F01.470"),
    ]


def test_cut_of_roles() -> None:
    """All that is a role, however far below, and the atomic nucleus."""
    entries = [
        {"id": "CHEBI:50906", "name": "role"},
        {"id": "CHEBI:1", "name": "antigen", "relations": {"is_a": ["CHEBI:50906"]}},
        {"id": "CHEBI:2", "name": "toxin", "relations": {"is_a": ["CHEBI:1", "CHEBI:50906"]}},
        {"id": "CHEBI:3", "name": "glucose", "relations": {"has_role": ["CHEBI:2"]}},
        {"id": "CHEBI:33252", "name": "atomic nucleus"},
    ]

    assert sorted(cut.role_rows(entries)) == [
        *[("CHEBI:1", "antigen"), ("CHEBI:2", "toxin"), ("CHEBI:33252", "atomic nucleus")],
        ("CHEBI:50906", "role"),
    ]
