"""Official downloads as tables of names: what is taken of them, and what is refused."""

import gzip
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mmrdf.errors import ReadError
from mmrdf.identifiers import from_curie
from mmrdf.records import Xref
from mmrdf.resolve.lexicon import official
from mmrdf.resolve.lexicon.terms import Preference, Term

COMPLETE = (
    "hgnc_id\tsymbol\tname\tlocus_group\tlocus_type\tstatus\talias_symbol\talias_name\tprev_symbol"
    "\tprev_name\tentrez_id\tensembl_gene_id\tuniprot_ids\n"
    "HGNC:6018\tIL6\tinterleukin 6\tprotein-coding gene\tgene with protein product\tApproved"
    '\t"IL-6|BSF2|HGF|HSF"\t"B-cell, stimulatory factor 2|the ""hybridoma"" factor"\tIFNB2'
    "\tinterferon, beta 2\t3569\tENSG00000136244\tP05231\n"
    "HGNC:37133\tA1BG-AS1\tA1BG antisense RNA 1\tnon-coding RNA\tRNA, long non-coding\tApproved"
    '\tFLJ23569\t\t"NCRNA00181|A1BGAS|A1BG-AS"\t\t503538\tENSG00000268895\t\n'
    "HGNC:99\tNONUMBER\tno number\tother\tunknown\tApproved\t\t\t\t\t\t\t\n"
    "HGNC:6\tA1S9T\twithdrawn\tother\tunknown\tEntry Withdrawn\t\t\t\t\t7317\t\t\n"
)
CUSTOM = (
    "HGNC ID\tApproved symbol\tApproved name\tStatus\tAlias symbols\tPrevious symbols"
    "\tNCBI Gene ID(supplied by NCBI)\tUniProt ID(supplied by UniProt)\tEnsembl gene ID\n"
    "HGNC:24086\tA1CF\tAPOBEC1 complementation factor\tApproved\tACF, ASP, ACF64\t\t29974\tQ9NQ94"
    "\tENSG00000148584\n"
    "HGNC:6\tA1S9T\tsymbol withdrawn, see [HGNC:12469](/data/...)\tSymbol Withdrawn\t\t\t\t\t\n"
    "HGNC:4881\tHERC1\tHECT domain E3\tApproved\t\tp532, p619\t8925\tQ15751, A0A024R5W7\t\n"
)
GENE_INFO = (
    "#tax_id\tGeneID\tSymbol\tLocusTag\tSynonyms\tdbXrefs\tchromosome\n"
    "9606\t1\tA1BG\t-\tA1B|ABG|GAB\tMIM:138670|HGNC:HGNC:5|Ensembl:ENSG00000121410\t19\n"
    "9606\t2\tA2M\t-\t-\t-\t12\n"
    "10090\t11287\tPzp\t-\tA1m|A2m\tMGI:MGI:87854\t6\n"
    "9606\t3\tNEWENTRY\t-\t-\t-\t-\n"
)
DESCRIPTORS = """<?xml version="1.0"?>
<!DOCTYPE DescriptorRecordSet SYSTEM "https://www.nlm.nih.gov/databases/dtd/nlmdescriptor.dtd">
<DescriptorRecordSet LanguageCode = "eng">
<DescriptorRecord DescriptorClass = "1">
 <DescriptorUI>D009101</DescriptorUI>
 <DescriptorName><String>Multiple Myeloma</String></DescriptorName>
 <AllowableQualifiersList><AllowableQualifier><QualifierReferredTo>
  <QualifierUI>Q000097</QualifierUI><QualifierName><String>blood</String></QualifierName>
 </QualifierReferredTo></AllowableQualifier></AllowableQualifiersList>
 <TreeNumberList><TreeNumber>C04.557.595.500</TreeNumber></TreeNumberList>
 <SeeRelatedList><SeeRelatedDescriptor><DescriptorReferredTo>
  <DescriptorUI>D000001</DescriptorUI><DescriptorName><String>Other</String></DescriptorName>
 </DescriptorReferredTo></SeeRelatedDescriptor></SeeRelatedList>
 <ConceptList><Concept PreferredConceptYN="Y">
  <ConceptUI>M1</ConceptUI><ConceptName><String>Multiple Myeloma</String></ConceptName>
  <TermList>
   <Term><TermUI>T1</TermUI><String>Multiple Myeloma</String></Term>
   <Term><TermUI>T2</TermUI><String>Kahler&#39;s &amp;
     Disease</String></Term>
  </TermList></Concept></ConceptList>
</DescriptorRecord>
</DescriptorRecordSet>
"""
SUPPLEMENT = """<?xml version="1.0"?>
<SupplementalRecordSet><SupplementalRecord>
 <SupplementalRecordUI>C000591739</SupplementalRecordUI>
 <SupplementalRecordName><String>ixazomib</String></SupplementalRecordName>
 <HeadingMappedToList><HeadingMappedTo><DescriptorReferredTo>
  <DescriptorUI>*D001896</DescriptorUI><DescriptorName><String>*Boron</String></DescriptorName>
 </DescriptorReferredTo></HeadingMappedTo></HeadingMappedToList>
 <ConceptList><Concept><TermList><Term><String>MLN2238</String></Term></TermList></Concept>
 </ConceptList>
</SupplementalRecord></SupplementalRecordSet>
"""
LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE DescriptorRecordSet [
<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">
]>
<DescriptorRecordSet>&c;</DescriptorRecordSet>
"""
OBO = r"""format-version: 1.2
data-version: cl/releases/2026-03-26

[Term]
id: CL:0000092
name: osteoclast {source="x"} ! a comment
synonym: "chondroclast" RELATED []
synonym: "bone\, \"eating\" cell\n\\" EXACT layperson [PMID:1]
xref: MESH:D010010 "Osteoclasts" {source="y"}
xref: MSH:D010010
xref: FMA:66781
xref: MESH:M0000001
is_a: CL:0000766 ! myeloid leukocyte

[Term]
id: MONDO:0009693
name: plasma cell \{myeloma\}
xref: DOID:9538

[Term]
id: GO:0000001
name: obsolete a
is_obsolete: true
replaced_by: GO:0000002 ! b

[Term]
id: GO:0000003
name: obsolete c
is_obsolete: true

[Term]
id: PR:000000001
name: a protein

[Term]
id: CHEBI:4167
name: D-glucopyranose

[Typedef]
id: CL:0000001
name: no term
"""
ENTITIES = "AMPK\nAMPK_alpha\nEIF4EBP\n"
GROUNDINGS = (
    '"AMPK (alpha, beta)",FPLX,AMPK,,,,\n'
    "AMPK,FPLX,AMPK,,,,\n"
    "both,FPLX,AMPK,MESH,D055372,,\n"
    "ABA,PUBCHEM,5280896,CHEBI,CHEBI:2365,,\n"
    "4EBP,FPLX,EIF4EBP,,,,\n"
)
RELATIONS = (
    "HGNC,EIF4EBP1,isa,FPLX,EIF4EBP\n"
    "HGNC,EIF4EBP2,isa,FPLX,EIF4EBP\n"
    "UP,P12345,isa,FPLX,EIF4EBP\n"
    "FPLX,AMPK_alpha,partof,FPLX,AMPK\n"
    "HGNC,PRKAA1,isa,FPLX,AMPK_alpha\n"
)
OWN = (
    "identifier\tkind\tlabel\tnames\tothers\n"
    "CL:0000092\tcell\tosteoclast\tOC|osteoclasts\tmesh:D010010\n"
    "\n"
    '"mesh:D009101"\tdisease\tmultiple myeloma\n'
    "ncbigene:21943\tgene\tTnfsf11\tRANKL\n"
)
PREFERENCES = (
    "name\tidentifier\tabout\tnote\n"
    "HGF\tncbigene:3082\t\tthe growth factor, not IL6\n"
    "MM\tmesh:D009101\tmyeloma\tas haematologists write it\n"
    "OPG\t-\t\tnot sure\n"
)

Read = Callable[[Path], Iterator[Term | Preference]]
READERS: dict[str, tuple[Read, str]] = {
    "hgnc": (official.hgnc, COMPLETE),
    "custom": (official.hgnc, CUSTOM),
    "gene_info": (official.gene_info, GENE_INFO),
    "mesh": (official.mesh, DESCRIPTORS),
    "obo": (official.obo, OBO),
    "tsv": (official.tsv, OWN),
    "preferences": (official.preferences, PREFERENCES),
}
each_reader = pytest.mark.parametrize(("read", "text"), READERS.values(), ids=READERS)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a file."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "download"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of FamPlex."""
    files = {"entities": ENTITIES, "grounding_map": GROUNDINGS, "relations": RELATIONS}
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def named(term: Term) -> list[tuple[str, str]]:
    return [(name.how, name.text) for name in term.names]


def curies(xrefs: tuple[Xref, ...]) -> list[str]:
    return [xref.curie for xref in xrefs]


def refused(found: Iterator[object]) -> ReadError:
    with pytest.raises(ReadError) as caught:
        list(found)
    return caught.value


def test_hgnc_complete_set(file: Callable[..., Path]) -> None:
    """The complete set gives approved genes that have a number, each name by how it is one."""
    il6, antisense = official.hgnc(file(COMPLETE))

    assert (il6.xref.curie, il6.kind, il6.taxid, il6.label) == (
        "ncbigene:3569",
        "gene",
        "9606",
        "IL6",
    )
    assert named(il6) == [
        ("symbol", "IL6"),
        ("previous", "IFNB2"),
        *(("alias", name) for name in ("IL-6", "BSF2", "HGF", "HSF")),
        ("name", "interleukin 6"),
        ("name", "B-cell, stimulatory factor 2"),
        ("name", 'the "hybridoma" factor'),
        ("name", "interferon, beta 2"),
    ]
    assert curies(il6.same) == [
        "HGNC:6018",
        "hgnc.symbol:IL6",
        "ensembl:ENSG00000136244",
        "uniprot:P05231",
    ]
    assert antisense.previous == ("NCRNA00181", "A1BGAS", "A1BG-AS")


def test_hgnc_custom_download(file: Callable[..., Path]) -> None:
    """A custom download has other columns and lists with commas, and gives the same."""
    a1cf, herc1 = official.hgnc(file(CUSTOM))

    assert [text for how, text in named(a1cf) if how == "alias"] == ["ACF", "ASP", "ACF64"]
    assert herc1.previous == ("p532", "p619")
    assert curies(herc1.same)[2:] == ["uniprot:Q15751", "uniprot:A0A024R5W7"]


def test_hgnc_quoted_items(file: Callable[..., Path]) -> None:
    """An item that has a comma is quoted by itself in a custom download, and is one name."""
    header, first, *_ = CUSTOM.splitlines()
    quoted = f'{header}\tPrevious names\n{first}\t"factor, one", "factor two"\n'
    [term] = official.hgnc(file(quoted))

    assert named(term)[-2:] == [("name", "factor, one"), ("name", "factor two")]


def test_hgnc_second_spelling(file: Callable[..., Path]) -> None:
    """Where two columns have a gene's number, one that is empty gives way to the other."""
    header, first, *_ = CUSTOM.splitlines()
    both = f"{header}\tNCBI Gene ID\n{first.replace('29974', '')}\t29974\n"

    assert [term.xref.curie for term in official.hgnc(file(both))] == ["ncbigene:29974"]


def test_hgnc_any_order(file: Callable[..., Path]) -> None:
    """Columns go by their names, wherever they stand."""
    turned = "".join("\t".join(reversed(line.split("\t"))) + "\n" for line in COMPLETE.splitlines())
    expected = list(official.hgnc(file(COMPLETE)))

    assert list(official.hgnc(file(turned))) == expected


def test_gene_info(file: Callable[..., Path]) -> None:
    """NCBI's names of human genes prove that a name is shared: all are synonyms."""
    a1bg, a2m = official.gene_info(file(GENE_INFO))

    assert (a1bg.xref.curie, a1bg.label, a1bg.taxid) == ("ncbigene:1", "A1BG", "9606")
    assert named(a1bg) == [("synonym", name) for name in ("A1BG", "A1B", "ABG", "GAB")]
    assert curies(a1bg.same) == ["HGNC:5", "ensembl:ENSG00000121410"]
    assert (named(a2m), a2m.same) == ([("synonym", "A2M")], ())


def test_mesh_descriptors(file: Callable[..., Path]) -> None:
    """A descriptor has its own name and its entry terms, not the names of what it refers to."""
    [term] = official.mesh(file(DESCRIPTORS))

    assert (term.xref.curie, term.kind, term.label) == (
        "mesh:D009101",
        "disease",
        "Multiple Myeloma",
    )
    assert named(term) == [("label", "Multiple Myeloma"), ("alias", "Kahler's & Disease")]


def test_mesh_supplement(file: Callable[..., Path]) -> None:
    """A supplementary record is a concept, not the heading that it is mapped to."""
    [term] = official.mesh(file(SUPPLEMENT))

    assert (term.xref.curie, term.kind) == ("mesh:C000591739", "concept")
    assert named(term) == [("label", "ixazomib"), ("alias", "MLN2238")]


@pytest.mark.parametrize(
    ("tree", "kind"),
    [
        ("C04.557", "disease"),
        ("F03.600", "disease"),
        ("F01.100", "concept"),
        ("D12.776", "chemical"),
        ("A11.118", "cell"),
        ("A15.145</TreeNumber><TreeNumber>A11.118", "cell"),
        ("A02.835", "anatomy"),
        ("G11.427", "process"),
        ("B01.050", "concept"),
    ],
)
def test_mesh_kinds(file: Callable[..., Path], tree: str, kind: str) -> None:
    """The place in the trees says what a descriptor is."""
    [term] = official.mesh(file(DESCRIPTORS.replace("C04.557.595.500", tree)))

    assert term.kind == kind


def test_mesh_entities_are_refused(file: Callable[..., Path]) -> None:
    """A file that declares entities within entities is refused at the first, unexpanded."""
    error = refused(official.mesh(file(LAUGHS)))

    assert (error.source.line, "entity" in error.reason) == (3, True)


@pytest.mark.parametrize(
    "declared", ['<!ENTITY x SYSTEM "{}">', '<!ENTITY % x SYSTEM "{}"> %x;', '<!ENTITY x "y">']
)
def test_mesh_external_entities_are_refused(file: Callable[..., Path], declared: str) -> None:
    """An entity that stands for another file is refused, and the file is not read."""
    secret = Path(__file__).as_uri()
    text = f"<!DOCTYPE DescriptorRecordSet [{declared.format(secret)}]>\n"

    assert "entity" in refused(official.mesh(file(f"{text}<DescriptorRecordSet/>"))).reason


def test_mesh_undeclared_entity(file: Callable[..., Path]) -> None:
    """An entity that only the DTD could declare is refused, not lost: no DTD is fetched."""
    text = DESCRIPTORS.replace("&amp;", "&nbsp;")

    assert "entity" in refused(official.mesh(file(text))).reason


@pytest.mark.parametrize(
    "text",
    [
        "*NEWRECORD\nRECTYPE = D\nMH = Calcimycin\n",
        "<html><body/></html>",
        "<QualifierRecordSet/>",
        DESCRIPTORS[:-30],
        "",
    ],
    ids=["ascii", "html", "qualifiers", "cut off", "empty"],
)
def test_mesh_only(file: Callable[..., Path], text: str) -> None:
    """What is no descriptor or supplement in XML is refused with a remedy."""
    assert "as NLM publishes" in refused(official.mesh(file(text))).remedy


def test_mesh_huge_record(file: Callable[..., Path]) -> None:
    """A record without end is refused before it fills the memory."""
    text = DESCRIPTORS.replace("Disease", "x" * (2 << 20))

    assert "a record of more than" in refused(official.mesh(file(text))).reason


def test_mesh_memory(file: Callable[..., Path]) -> None:
    """The memory that is needed does not grow with the file."""
    head, _, rest = DESCRIPTORS.partition("<DescriptorRecord ")
    record = "<DescriptorRecord " + rest.partition("</DescriptorRecordSet>")[0]
    path = file(f"{head}{record * 3000}</DescriptorRecordSet>")
    tracemalloc.start()
    count = sum(1 for _ in official.mesh(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 3000
    assert peak < path.stat().st_size / 3


def test_obo(file: Callable[..., Path]) -> None:
    """An ontology gives its terms by kind, with exact synonyms; others' terms are passed over."""
    cell, disease, obsolete, chemical = official.obo(file(OBO))

    assert (cell.xref.curie, cell.kind) == ("CL:0000092", "cell")
    assert named(cell) == [("label", "osteoclast"), ("alias", 'bone, "eating" cell \\')]
    assert curies(cell.others) == ["mesh:D010010"]
    assert (disease.kind, disease.label) == ("disease", "plasma cell {myeloma}")
    assert curies(disease.others) == ["DOID:9538"]
    assert (obsolete.xref.curie, obsolete.replaced_by) == ("GO:0000001", from_curie("GO:0000002"))
    assert (chemical.xref.curie, chemical.kind) == ("CHEBI:4167", "chemical")
    assert chemical.replaced_by is None


def test_release(file: Callable[..., Path]) -> None:
    """The header says which release of an ontology it is, if anything does."""
    assert official.release(file(OBO)) == "cl/releases/2026-03-26"
    assert official.release(file("format-version: 1.2\n\n[Term]\ndata-version: no\n")) == ""


def test_famplex(folder: Path) -> None:
    """Families have their names and members; a name that means more than a family is no name."""
    ampk, alpha, binding = official.famplex(folder)

    assert (ampk.xref.curie, ampk.kind, ampk.label) == ("fplx:AMPK", "family", "AMPK")
    assert named(ampk) == [("label", "AMPK"), ("alias", "AMPK (alpha, beta)")]
    assert curies(ampk.members) == ["fplx:AMPK_alpha"]
    assert (alpha.label, curies(alpha.members)) == ("AMPK alpha", ["hgnc.symbol:PRKAA1"])
    assert named(binding) == [("label", "EIF4EBP"), ("alias", "4EBP")]
    assert curies(binding.members) == ["hgnc.symbol:EIF4EBP1", "hgnc.symbol:EIF4EBP2"]


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("entities", "", 0, "no family in it"),
        ("entities", "AMPK\nA B\n", 2, "'fplx:A B' is no identifier"),
        ("entities", f'"{"A" * 200_000}"\n', 1, "field larger than field limit"),
        ("grounding_map", "AMPK,FPLX\n", 1, "a row of 2 cells where 3 are needed"),
        ("grounding_map", 'x,FPLX,AMPK\n"AMPK,FPLX\n', 2, "not comma-separated"),
        ("relations", "HGNC,A B,isa,FPLX,AMPK\n", 1, "'hgnc.symbol:A B' is no identifier"),
    ],
)
def test_famplex_refused(folder: Path, name: str, text: str, line: int, reason: str) -> None:
    """A file of FamPlex that is none is refused by its name and line."""
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    error = refused(official.famplex(folder))

    assert (error.source.file, error.source.line) == (str(path), line)
    assert reason in error.reason


def test_famplex_missing(folder: Path) -> None:
    """A folder that lacks a file of FamPlex is refused."""
    (folder / "relations.csv").unlink()

    assert "No such file" in refused(official.famplex(folder)).reason


def test_tsv(file: Callable[..., Path]) -> None:
    """A user's own table may lack its last columns or cells."""
    cell, disease, gene = official.tsv(file(OWN))

    assert (cell.xref.curie, cell.kind, cell.label) == ("CL:0000092", "cell", "osteoclast")
    assert named(cell) == [("label", "osteoclast"), ("alias", "OC"), ("alias", "osteoclasts")]
    assert curies(cell.others) == ["mesh:D010010"]
    assert (disease.xref.curie, named(disease)) == ("mesh:D009101", [("label", "multiple myeloma")])
    assert (named(gene), gene.taxid) == ([("symbol", "Tnfsf11"), ("alias", "RANKL")], "9606")
    [short] = official.tsv(file("label\tidentifier\tkind\r\nbone\tUBERON:0002481\tanatomy\r\n"))
    assert (short.label, short.kind) == ("bone", "anatomy")


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("CL:92\tcell\tosteoclast\t\t", "identifier", "'CL:92' is no identifier"),
        ("\tcell\tosteoclast\t\t", "identifier", "empty"),
        ("CL:0000092\tprotein\tosteoclast\t\t", "kind", "no kind 'protein'"),
        ("CL:0000092\tcell\t\t\t", "label", "empty"),
        ("CL:0000092\tcell\tosteoclast\t\tfoo:1", "others", "'foo:1' is no identifier"),
        ("CL:0000092\tcell", None, "a row of 2 cells under 5 columns"),
        ("CL:0000092\tcell\tosteoclast\t\t\tx", None, "a row of 6 cells under 5 columns"),
    ],
)
def test_tsv_refused(file: Callable[..., Path], row: str, field: str | None, reason: str) -> None:
    """A row that cannot be used is refused by its line and field."""
    header = OWN.splitlines()[0]
    error = refused(official.tsv(file(f"{header}\nCL:0000062\tcell\tosteoblast\t\t\n{row}\n")))

    assert (error.source.line, error.field) == (3, field)
    assert reason in error.reason


def test_preferences(file: Callable[..., Path]) -> None:
    """A decision names an identifier or none, and may hold only where a word stands."""
    growth, myeloma, none = official.preferences(file(PREFERENCES))

    assert growth == Preference(
        name="HGF", xref=from_curie("ncbigene:3082"), about=None, note="the growth factor, not IL6"
    )
    assert (myeloma.name, myeloma.about) == ("MM", "myeloma")
    assert (none.name, none.xref, none.note) == ("OPG", None, "not sure")


@each_reader
def test_gzipped(file: Callable[..., Path], read: Read, text: str) -> None:
    """A gzipped file is read as a plain one is, whatever its name."""
    expected = list(read(file(text)))

    assert list(read(file(gzip.compress(text.encode())))) == expected


@each_reader
def test_byte_order_mark(file: Callable[..., Path], read: Read, text: str) -> None:
    """A byte order mark and line ends of Windows change nothing."""
    expected = list(read(file(text)))

    assert list(read(file(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()))) == expected


@each_reader
@pytest.mark.parametrize("cut", [-9, 12])
def test_truncated(file: Callable[..., Path], read: Read, text: str, cut: int) -> None:
    """A gzipped file that is cut off is refused."""
    error = refused(read(file(gzip.compress(text.encode())[:cut])))

    assert error.reason == "a gzip file that is cut off or damaged"


@each_reader
def test_not_utf8(file: Callable[..., Path], read: Read, text: str) -> None:
    """A file that is not in UTF-8 is refused at the line that shows it."""
    lines = text.encode().splitlines()
    lines[5 if text in {DESCRIPTORS, OBO} else 1] += b"\xff"
    error = refused(read(file(b"\n".join(lines))))

    assert error.source.line in {2, 6}
    assert "UTF-8" in error.reason


@each_reader
def test_nul(file: Callable[..., Path], read: Read, text: str) -> None:
    """A file with a NUL byte is refused."""
    refused(read(file(text.replace("e", "e\0", 9))))


@each_reader
def test_huge_line(file: Callable[..., Path], read: Read, text: str) -> None:
    """A line without end is refused."""
    refused(read(file(text + "x" * (2 << 20))))


@each_reader
def test_no_file(tmp_path: Path, read: Read, text: str) -> None:  # noqa: ARG001 (each reader has it)
    """A file that is not there, or a folder, is refused by its name."""
    assert str(tmp_path / "none") in str(refused(read(tmp_path / "none")))
    refused(read(tmp_path))


@each_reader
def test_nothing_in_it(file: Callable[..., Path], read: Read, text: str) -> None:
    """A file with no usable row is refused, not taken for an empty table."""
    empty = {DESCRIPTORS: "<DescriptorRecordSet/>", OBO: "format-version: 1.2\n"}
    path = file(empty.get(text, text.splitlines()[0] + "\n"))
    error = refused(read(path))

    assert (error.source.file, error.source.line) == (str(path), 0)


@pytest.mark.parametrize("name", ["hgnc", "gene_info", "tsv", "preferences"])
def test_missing_columns(file: Callable[..., Path], name: str) -> None:
    """A table without a column is refused; the message has that column and those that are there."""
    read, _ = READERS[name]
    error = refused(read(file("Foo\tBAR\n1\t2\n")))

    assert error.source.line == 1
    assert error.reason.startswith("no column ")
    assert error.reason.endswith("; the columns are 'Foo', 'BAR'")


def test_missing_column_of_hgnc(file: Callable[..., Path]) -> None:
    """The column that is missing is named in each of its spellings."""
    error = refused(official.hgnc(file(COMPLETE.replace("\tprev_symbol", "\tpast", 1))))

    assert "'prev_symbol' or 'previous symbols'" in error.reason
    assert "'hgnc_id'" not in error.reason.partition(";")[0]


@pytest.mark.parametrize(
    ("read", "text", "wrong", "field"),
    [
        (official.hgnc, COMPLETE.replace("3569", "35x"), "ncbigene:35x", "entrez_id"),
        (official.hgnc, CUSTOM.replace("HGNC:24086", "24086"), "24086", "HGNC ID"),
        (official.gene_info, GENE_INFO.replace("\t1\t", "\t01\t"), "ncbigene:01", "GeneID"),
        (official.mesh, DESCRIPTORS.replace("D009101", "X1"), "mesh:X1", "DescriptorUI"),
        (official.obo, OBO.replace("CL:0000092", "CL:92"), "CL:92", "id"),
        (official.preferences, PREFERENCES.replace("mesh:D009101", "?"), "?", "identifier"),
    ],
)
def test_identifiers(
    file: Callable[..., Path], read: Read, text: str, wrong: str, field: str
) -> None:
    """An identifier that has not the form of its space is refused by its line and field."""
    error = refused(read(file(text)))

    assert error.reason == f"{wrong!r} is no identifier of a known form"
    assert (error.field, error.source.line > 1) == (field, True)


@each_reader
def test_lazy(file: Callable[..., Path], read: Read, text: str) -> None:
    """Nothing is opened before the first term is asked for."""
    path = file(text)
    found = read(path)
    path.unlink()

    assert "No such file" in refused(found).reason
