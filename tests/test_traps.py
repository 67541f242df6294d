"""What the survey of PFOCR's format warns of: 33 traps, each with a test of its name."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from mmrdf import Figure, ReadError, export, iris, read, resolve, triples, write
from mmrdf.records import Hit, Mention, Xref
from mmrdf.vocab import PREFIXES, dc, rdf, schema, term, wp

Write = Callable[..., Path]

GENES = "organism_id\torganism_name\tword\tmatch\tncbigene_symbol\tncbigene_id\tsource\n"
CHEMICALS = "word\tmesh\tmatch\tname\tchebi\n"
DISEASES = "word\tmesh\tmatch\tname\tdoid\n"
HUMAN = "9606\tHomo sapiens\t"
TNF = f"{HUMAN}TNF\tTNF\tTNF\t7124\tncbigene_symbol\n"


def _read(path: Path) -> Figure:
    [figure] = read(path)
    assert isinstance(figure, Figure)
    return figure


def _resolved(path: Path) -> Figure:
    figure = resolve(_read(path))
    assert isinstance(figure, Figure)
    return figure


def _codes(figure: Figure) -> list[str]:
    return [notice.code for notice in figure.notices]


def _graph(path: Path) -> list[Triple]:
    figure = _resolved(path)
    return [*triples(figure), *triples(figure, "evidence")]


def _texts(mentions: tuple[Mention, ...]) -> list[str]:
    return [mention.word.text for mention in mentions]


def _identifiers(figure: Figure) -> list[str]:
    found = (c.entity for mention in figure.mentions for c in mention.candidates)
    return [entity.xref.curie for entity in found if entity]


def _values(graph: list[Triple], predicate: NamedNode) -> Iterator[str]:
    return (t.object.value for t in graph if t.predicate == predicate)  # type: ignore[union-attr]


def test_trap_01_sentinels(checkout: Write) -> None:
    """A marker is no value in any field, list or column; NA as a match and the gene na are."""
    figure = _read(
        checkout(
            "caption: .na.character",
            "organisms: [NA]",
            "schema-jsonld: {description: .na.character, keywords: [.na.character, na]}",
            genes=f"{GENES}7227\tDrosophila melanogaster\tNa*\tNA\tna\t45338\tncbigene_symbol\n"
            f"{HUMAN}X\tX\tNA\tNA\tNA\n",
            chemicals=f"{CHEMICALS}Foo\tNA\tNA\tNA\tNA\n",
        )
    )
    fly, unknown, chemical = (mention.candidates[0] for mention in figure.mentions)

    assert (figure.caption, figure.organisms, figure.keywords) == (None, (), ("na",))
    assert fly.entity is not None
    assert (fly.entity.name, fly.matches) == ("na", ("NA",))
    assert (unknown.entity, unknown.origins) == (None, ())
    assert (chemical.entity, chemical.matches) == (None, ())


def test_trap_02_numbers_are_text(checkout: Write) -> None:
    """A year, an Entrez number or a rank is text; an empty year makes no date."""
    figure = _read(
        checkout(
            "year: ''",
            "pmc_ranked_result_index: '90377'",
            "genes: [{word: a, symbol: A, source: hgnc_symbol, hgnc_symbol: A, entrez: 7124}]",
        )
    )

    assert (figure.article.published, figure.notices) == (None, ())
    assert _identifiers(figure) == ["ncbigene:7124"]


def test_trap_03_text_or_list(checkout: Write) -> None:
    """A text where a list is usual is one value, not its letters."""
    figure = _read(checkout("organisms: Homo sapiens", "schema-jsonld: {keywords: Ca2+}"))

    assert figure.organisms == ("Homo sapiens",)
    assert figure.keywords == ("Ca2+",)


def test_trap_04_two_kinds_of_keywords(checkout: Write) -> None:
    """The authors' keywords belong to the paper, those of the JSON-LD block to the figure."""
    figure = _read(checkout("keywords: bone | niche", "schema-jsonld: {keywords: [IL6]}"))

    assert figure.article.keywords == ("bone", "niche")
    assert figure.keywords == ("IL6",)


def test_trap_05_constants(checkout: Write) -> None:
    """The constant name is not passed on, and the licence is the IRI of CC0."""
    graph = _graph(checkout("figtitle: T", "schema-jsonld: {name: CreativeWork, license: CC0}"))

    assert "CreativeWork" not in {t.object.value for t in graph}  # type: ignore[union-attr]
    assert set(_values(graph, schema.license)) == {
        "https://creativecommons.org/publicdomain/zero/1.0/"
    }


def test_trap_06_identity(checkout: Write) -> None:
    """The figid names a record, not the alias, which is shared and may be missing or F0."""
    paths = [
        checkout("number: F0", "figid_alias: PMC1__F0", figid=figid)
        for figid in ("PMC1__a.b", "PMC1__c")
    ]
    subjects = {iris.subject(_read(path)).value for path in paths}

    assert subjects == {
        "https://pfocr.wikipathways.org/figures/PMC1__a.b.html",
        "https://pfocr.wikipathways.org/figures/PMC1__c.html",
    }
    assert {_read(path).alias for path in paths} == {None}


@pytest.mark.parametrize(
    ("link", "page"),
    [
        (
            "/pmc/articles/PMC1/figure/F7/",
            "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1/figure/F7/",
        ),
        (
            "pmc/articles/PMC1/figure/F7",
            "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1/figure/F7/",
        ),
        ("/pmc/articles/PMC149053/figure/fig7/", None),
        (".na.character", None),
    ],
)
def test_trap_07_figlink(checkout: Write, link: str, page: str | None) -> None:
    """The link has one form without a double slash, and is dropped if it is another paper's."""
    picture = _read(checkout("filename: a.jpg", f"figlink: {link}")).picture

    assert picture is not None
    found = iris.pmc_figure(picture.pmc_page).value if picture.pmc_page else None
    assert found == page


@pytest.mark.parametrize("symbol", ["l(2)46Da", "E(spl)mdelta-HLH", "tRNA:Arg-TCT-3-1", "NA"])
def test_trap_08_symbols_are_no_identifiers(checkout: Write, symbol: str) -> None:
    """A gene is named by its number; its symbol is part of no IRI."""
    row = f"{HUMAN}w\tW\t{symbol}\t41\tncbigene_symbol\n"
    graph = _graph(checkout("caption: in patients", genes=GENES + row))
    named = {t.object.value for t in graph if isinstance(t.object, NamedNode)}

    assert f"{PREFIXES['ncbigene']}41" in named
    assert not any(symbol in iri for iri in named if symbol != "NA")
    labels = [t.object.value for t in graph if t.predicate == schema.name]  # type: ignore[union-attr]
    assert (symbol in labels) == (symbol != "NA")


def test_trap_09_organism_of_a_gene(checkout: Write) -> None:
    """One symbol in two organisms is two genes, each of its own row's organism; strains count."""
    figure = _read(
        checkout(
            "organisms: [Mus musculus]",
            genes=f"{GENES}{TNF}10090\tMus musculus\tTNF\tTNF\tTNF\t21926\tncbigene_symbol\n"
            "511145\tEscherichia coli str. K-12\tTNF\tTNF\tTNF\t9\tncbigene_symbol\n",
        )
    )
    [mention] = figure.mentions
    taxa = {
        c.entity.xref.identifier: c.entity.taxon.taxid
        for c in mention.candidates
        if c.entity and c.entity.taxon
    }

    assert taxa == {"7124": "9606", "21926": "10090", "9": "511145"}


def test_trap_10_old_lists_are_human(checkout: Write) -> None:
    """Genes of the lists inside older records are human; a table without organisms says nothing."""
    old = _read(
        checkout("genes: [{word: a, symbol: A, source: hgnc_symbol, hgnc_symbol: A, entrez: '1'}]")
    )
    new = _read(
        checkout(
            figid="PMC1__b", genes="word\tmatch\tncbigene_id\tsource\na\tA\t1\tncbigene_symbol\n"
        )
    )

    assert [
        c.entity.taxon.taxid
        for m in old.mentions
        for c in m.candidates
        if c.entity and c.entity.taxon
    ] == ["9606"]
    assert [c.entity.taxon for m in new.mentions for c in m.candidates if c.entity] == [None]


def test_trap_11_one_word_many_genes(checkout: Write) -> None:
    """A word with many genes is one mention; its candidates are not counted as mentions."""
    rows = "".join(f"{HUMAN}Wnt\tWNT\tWNT{n}\t74{n}\tfamplex_relations\n" for n in range(1, 20))
    figure = _read(checkout(genes=GENES + rows))

    assert _texts(figure.mentions) == ["Wnt"]
    assert len(figure.mentions[0].candidates) == 19
    selected = [t for t in triples(figure, "evidence") if t.predicate == rdf.value]
    assert [t.object for t in selected] == [Literal("Wnt")]


def test_trap_12_repeats(checkout: Write) -> None:
    """Genes that repeat collapse, chemicals that repeat are mentions with stable names."""
    twice = f"{HUMAN}VEGF,\tVEGF\tVEGFA\t7422\t"
    genes = [f"{twice}ncbigene_synonym\n", f"{twice}famplex_relations\n", TNF, TNF]
    chemicals = ["Ca2+\tNA\tCa2+\tCa(2+)\tchebi:29108\n"] * 3 + ["O\tNA\tNA\tNA\tNA\n"]

    def named(order: int, more: str = "") -> set[str]:
        path = checkout(
            genes=GENES + "".join(genes[::order]),
            chemicals=CHEMICALS + more + "".join(chemicals[::order]),
        )
        figure = _read(path)
        assert [len(mention.candidates) for mention in figure.mentions[:2]] == [1, 1]
        return {iris.subject(mention.word).value for mention in figure.mentions}

    first = named(1)
    assert len(first) == 2 + 3 + 1
    assert named(-1) == first
    assert named(1, more="Ca2+\tmesh:D002118\tNA\tNA\tNA\n") > first
    vegf = next(m for m in _read(checkout(genes=GENES + "".join(genes))).mentions)
    assert vegf.candidates[0].hits == (
        Hit(match="VEGF", origin="ncbigene_synonym"),
        Hit(match="VEGF", origin="famplex_relations"),
    )


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "word\tsource\tidentifier\r\nNa\tMESH\tD012964\r\nO\tMESH\tD010100",
            ["mesh:D012964", "mesh:D010100"],
        ),
        ("chebi\tnovelty\tword\nchebi:29108\t1\tCa2+\n", ["CHEBI:29108"]),
        ("\ufeffword\tmesh\nCa2+\tmesh:D002118\n", ["mesh:D002118"]),
        (CHEMICALS, []),
        ("", []),
    ],
)
def test_trap_13_columns(checkout: Write, table: str, expected: list[str]) -> None:
    """Columns go by name; line ends, a missing last one and an empty file do no harm."""
    figure = _read(checkout(chemicals=table))

    assert _identifiers(figure) == expected
    assert _codes(figure) == (["unread"] if "novelty" in table else [])


@pytest.mark.parametrize("word", ['"IL-6', "|TH|T", "GOX<", "'a", "#b", "c\\d"])
def test_trap_14_no_quoting(checkout: Write, word: str) -> None:
    """Quotation marks, bars and angles are data, up to the written Turtle."""
    path = checkout(genes=f"{GENES}{HUMAN}{word}\tX\tX\t1\tncbigene_symbol\n{TNF}")
    out = io.BytesIO()
    write(triples(_read(path), "evidence"), out, layer="evidence")
    quads = pyoxigraph.parse(out.getvalue(), format=RdfFormat.TURTLE)

    assert {q.object.value for q in quads if q.predicate == rdf.value} == {word, "TNF"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("a\tD005947\tNA\tNA\tNA", [Xref(prefix="mesh", identifier="D005947")]),
        ("a\tmesh:D005947\tNA\tNA\tNA", [Xref(prefix="mesh", identifier="D005947")]),
        ("a\tNA\tNA\tNA\tchebi:4167", [Xref(prefix="chebi", identifier="CHEBI:4167")]),
        ("a\tNA\tNA\tNA\tCHEBI:4167", [Xref(prefix="chebi", identifier="CHEBI:4167")]),
        ("a\tNA\tNA\tNA\t", [None]),
        ("a\t''\tNA\tNA\tNA", [None]),
    ],
)
def test_trap_15_forms_of_identifiers(
    checkout: Write, row: str, expected: list[Xref | None]
) -> None:
    """Identifiers have one form; without one the mention is there all the same."""
    figure = _read(checkout(chemicals=f"{CHEMICALS}{row}\n"))
    [mention] = figure.mentions

    assert [c.entity.xref if c.entity else None for c in mention.candidates] == expected


@pytest.mark.parametrize("identifier", ["D005947", "C526611", "C000589078", "D000089863"])
def test_trap_16_supplementary_concepts(checkout: Write, identifier: str) -> None:
    """MeSH's supplementary concepts are identifiers too, with six digits or nine."""
    figure = _read(checkout(chemicals=f"{CHEMICALS}a\tmesh:{identifier}\tNA\tNA\tNA\n"))

    assert _identifiers(figure) == [f"mesh:{identifier}"]
    assert _codes(figure) == []


def test_trap_17_table_and_list(checkout: Write) -> None:
    """A table goes before a list inside the record, kind by kind, and keywords add nothing."""
    lines = (
        "schema-jsonld: {keywords: [TNF, IL6]}",
        "genes: [{word: b, symbol: B, source: hgnc_symbol, hgnc_symbol: B, entrez: '2'}]",
        "chemicals: [{word: c, source: MESH, identifier: D005947}]",
    )
    listed = _read(checkout(*lines))
    tabled = _read(checkout(*lines, genes=GENES + TNF))
    alone = _read(checkout(lines[0], figid="PMC1__c"))

    assert _identifiers(listed) == ["ncbigene:2", "mesh:D005947"]
    assert _identifiers(tabled) == ["ncbigene:7124", "mesh:D005947"]
    assert [(n.code, n.severity) for n in tabled.notices if n.code == "list-disagrees"] == [
        ("list-disagrees", "Info")
    ]
    assert alone.mentions == ()


def test_trap_18_missing_table(checkout: Write) -> None:
    """Keywords that no table explains are a warning, and the record goes on."""
    keywords = "schema-jsonld: {keywords: [TNF, Glucose]}"
    none = _read(checkout(keywords))
    part = _read(checkout(keywords, genes=GENES + TNF))

    assert [(n.code, n.severity) for n in none.notices] == [("side-table-missing", "Warning")]
    assert "2 of 2" in none.notices[0].message
    assert [(n.code, n.severity) for n in part.notices] == [("side-table-missing", "Warning")]
    assert "'Glucose'; there is no table of chemicals or diseases" in part.notices[0].message


def test_trap_19_links_by_form(checkout: Write) -> None:
    """Only a WP number and a UUID become links, from the record or from the two maps."""
    bad = _read(checkout("wpid: hsa04010", "ndex: ''"))
    path = checkout(figid="PMC1__b")
    uuid = "e8f32def-defb-11ea-99da-0ac135e8bacf"
    (path.parents[1] / "_data" / "ndex_map.tsv").write_text(f"PMC1__b\t{uuid}\nPMC1__c\tx\n")
    (path.parents[1] / "_data" / "wpid_map.tsv").write_text("PMC1__b\tWP5283\n")
    mapped, broken = _read(path), _read(checkout(figid="PMC1__c"))

    assert (bad.wpid, bad.ndex) == (None, None)
    assert (mapped.wpid, mapped.ndex) == ("WP5283", uuid)
    assert broken.ndex is None


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\xad", "\xa0", "\u2009"])
def test_trap_20_odd_blanks(checkout: Write, mark: str) -> None:
    """Separators and soft hyphens cut nothing, and stay in texts and words to the last byte."""
    text = f"a{mark}b"
    path = checkout(f"caption: {text}", chemicals=f"{CHEMICALS}{text}\tNA\tNA\tNA\tNA\n")
    figure = _read(path)
    out = io.BytesIO()
    write(_graph(path), out, "json-ld")
    quads = list(pyoxigraph.parse(out.getvalue(), format=RdfFormat.JSON_LD))

    assert (figure.caption, _texts(figure.mentions)) == (text, [text])
    assert {q.object.value for q in quads if q.predicate in {rdf.value, schema.description}} == {
        text
    }  # type: ignore[union-attr]


@pytest.mark.parametrize("title", ['"a', ":a", "|a", "[a", " a", "a # b", "<a>", "a & b", "a\\b"])
def test_trap_21_odd_titles(checkout: Write, title: str) -> None:
    """A title may begin with or hold whatever YAML and Turtle use."""
    quoted = "'" + title.replace("'", "''") + "'"
    path = checkout(f"figtitle: {quoted}")
    out = io.BytesIO()
    write(triples(_read(path), "wikipathways"), out)
    quads = pyoxigraph.parse(out.getvalue(), format=RdfFormat.TURTLE)

    assert {q.object.value for q in quads if q.predicate == dc.title} == {title.strip()}  # type: ignore[union-attr]


@pytest.mark.parametrize("symbol", ["NO", "ON", "1e5", "0x10", "2001-01-01", "1_000"])
def test_trap_22_yaml_types(checkout: Write, symbol: str) -> None:
    """An unquoted symbol stays text: it is no truth value, number or date."""
    gene = f"word: {symbol}, symbol: {symbol}, hgnc_symbol: {symbol}, entrez: 1"
    line = f"genes: [{{{gene}, source: hgnc_symbol}}]"
    [mention] = _read(checkout(f"schema-jsonld: {{keywords: [{symbol}]}}", line)).mentions
    [candidate] = mention.candidates

    assert candidate.entity is not None
    assert (mention.word.text, candidate.entity.name, candidate.matches) == (
        symbol,
        symbol,
        (symbol,),
    )


@pytest.mark.parametrize("word", ["МАРК|", "АКТ", "ACÓ2", "HHỌ", "Me  Me  Me "])
def test_trap_23_words_are_evidence(checkout: Write, word: str) -> None:
    """Look-alikes and blanks of a word stay; the match has the normal form."""
    path = checkout(genes=f"{GENES}{HUMAN}{word}\tMAPK\tMAPK1\t5594\tncbigene_synonym\n")
    graph = list(triples(_read(path), "evidence"))

    assert list(_values(graph, rdf.value)) == [word]
    assert list(_values(graph, term.match)) == ["MAPK"]


def test_trap_24_no_language_by_default(checkout: Write) -> None:
    """A title in Chinese characters carries no claim of being English."""
    graph = _graph(checkout("figtitle: mTOR信号通路"))
    titles = [t.object for t in graph if t.predicate == schema.name]

    assert Literal("mTOR信号通路") in titles
    assert not any(t.predicate == dc.title for t in graph)


def test_trap_25_no_doi(checkout: Write) -> None:
    """Without a DOI the PMCID names the paper; a reference may lack author, year and pages."""
    article = _read(checkout("doi: .na.character", "reftext: Free Radic Biol Med. ;136.")).article

    assert article.identity == Xref(prefix="pmc", identifier="PMC1")
    assert (article.credit, article.published, article.pages) == (None, None, None)


def test_trap_26_titles_are_no_keys(checkout: Write) -> None:
    """Figures may share a title, which may differ from the caption: they stay two records."""
    first, second = (
        _read(checkout("figtitle: Beta-catenin", "caption: β-catenin.", figid=figid))
        for figid in ("PMC1__a", "PMC1__b")
    )

    assert (first.title, first.caption) == ("Beta-catenin", "β-catenin.")
    assert iris.subject(first) != iris.subject(second)


def test_trap_27_file_names(checkout: Write) -> None:
    """An image is named by PMCID and file name: the file name alone is shared by many."""
    pictures = [
        _read(checkout("filename: gr1.jpg", figid=f"{pmcid}__gr1")).picture
        for pmcid in ("PMC1", "PMC2")
    ]

    assert len({iris.subject(picture) for picture in pictures}) == 2


def test_trap_28_one_score(checkout: Write) -> None:
    """Both names of the score become one property, a decimal in the digits of the source."""
    for line in ("automl_pathway: 0.930", "pathway_score: 0.930"):
        graph = _graph(checkout(line))
        [score] = [t.object for t in graph if t.predicate == term.pathwayScore]
        assert score == Literal("0.930", datatype=NamedNode(f"{PREFIXES['xsd']}decimal"))


def test_trap_29_counts_belong_to_organisms(checkout: Write) -> None:
    """Counts are of a figure and organism; distinct matches are counted, not rows."""
    header = GENES.rstrip("\n") + "\tcount_direct\tcount_synonym\tcount_match\n"
    row = TNF.rstrip("\n")
    again = row.replace("\tTNF\t", "\tTNF-α\t", 1)  # another word, the same match
    more = f"{HUMAN}Il6\tIL6\tIL6\t3569\tncbigene_symbol"
    figure = _resolved(
        checkout(
            "caption: in patients",
            genes=f"{header}{row}\t99\tNA\t99\n{again}\t99\tNA\t99\n{more}\t99\tNA\t99\n",
        )
    )

    reading, _ = figure.readings
    assert reading.rationale == ("words: patients", "genes: 2 distinct matches, 2 by symbol")
    assert "99" not in {t.object.value for t in triples(figure, "evidence")}  # type: ignore[union-attr]


def test_trap_30_enrichment(checkout: Write) -> None:
    """A disease without source and identifier in an older record was inferred, not read."""
    figure = _read(
        checkout(
            "schema-jsonld: {keywords: [Cancer, Fever]}",
            "diseases:",
            "- {word: Cancer, source: '', identifier: ''}",
            "- {word: Fever, source: MESH, identifier: D005334}",
        )
    )

    assert _texts(figure.mentions) == ["Fever"]
    assert figure.keywords == ("Cancer", "Fever")
    assert [(n.code, n.severity) for n in figure.notices] == [("enrichment", "Info")]


@pytest.mark.parametrize("name", ["clinical samples", "Plants", "NA", "XXX", "REJECT"])
def test_trap_31_no_organism(checkout: Write, name: str) -> None:
    """What is no organism gets no taxon."""
    graph = _graph(checkout(f"organisms: ['{name}']", f"organisms_ner: ['{name}']"))

    assert not any("NCBITaxon" in str(term) for triple in graph for term in triple)
    assert not any(triple.predicate == wp.organismName for triple in graph)


def test_trap_32_order_of_files(checkout: Write, tmp_path: Path) -> None:
    """The order in which a file system lists figures changes no byte."""
    paths = [checkout(figid=f"PMC{n}__a", genes=GENES + TNF) for n in (3, 1, 2)]
    outputs = []
    for name, inputs in (("one", paths), ("two", paths[::-1]), ("three", [tmp_path])):
        export(inputs, tmp_path / "out" / name, check=False)
        graphs = sorted((tmp_path / "out" / name).glob("[ce]*.*"))  # the report counts folders
        outputs.append([path.read_bytes() for path in graphs])

    assert outputs[0] == outputs[1] == outputs[2]


def test_trap_33_versions_are_not_merged(checkout: Write, tmp_path: Path) -> None:
    """Two records of one figure are not merged: the second is refused, with both places."""
    first = checkout("figtitle: one")
    second = tmp_path / "second.md"
    second.write_text(first.read_text().replace("one", "two"))
    summary = export([first, second], tmp_path / "out", check=False)

    [skipped] = summary.skipped
    assert isinstance(skipped, ReadError)
    assert str(first) in skipped.reason
    assert "records are not merged" in skipped.remedy
    assert '"two"' not in (tmp_path / "out" / "core.ttl").read_text()
