"""Side tables: what is broken is refused in one line, and the record goes on."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mmrdf import Figure, ReadError, read
from mmrdf.readers import side_tables

Write = Callable[..., Path]
HEADER = "word\tmesh\tmatch\tname\tchebi\n"
GOOD = "Ca2+\tNA\tCa2+\tCa(2+)\tchebi:29108\n"


def _read(path: Path) -> tuple[Figure, list[ReadError]]:
    refused: list[ReadError] = []
    [figure] = read(path, refuse=refused.append)
    assert isinstance(figure, Figure)
    return figure, refused


@pytest.mark.parametrize(
    ("table", "line", "reason", "mentions"),
    [
        (f"{HEADER}a\tb\n{GOOD}", 2, "a row of 2 cells under 5 columns", 1),
        (f"{HEADER}{GOOD}\tNA\tNA\tNA\tNA\n", 3, "no word", 1),
        ("name\tchebi\na\tb\n", 1, "a side table without words", 0),
        ("word\tword\na\tb\n", 1, "the column 'word' stands twice", 0),
        (f"{HEADER}{GOOD}" + "x" * (1 << 21), 3, "a line of more than 1,048,576 bytes", 0),
    ],
)
def test_refused(checkout: Write, table: str, line: int, reason: str, mentions: int) -> None:
    """A bad row costs itself, a bad table its kind; each is told with file, line and record."""
    path = checkout(chemicals=table)
    figure, [error] = _read(path)

    name = path.parents[1] / "_data" / "PMC1__f1-chemicals.tsv"
    assert str(error).startswith(f"{name}:{line}: record PMC1__f1: ")
    assert error.reason == reason
    assert len(figure.mentions) == mentions


def test_not_utf_8(checkout: Write) -> None:
    """A table in another encoding is refused."""
    path = checkout(chemicals=HEADER)
    table = path.parents[1] / "_data" / "PMC1__f1-chemicals.tsv"
    table.write_bytes(table.read_bytes() + "ä\tNA\tNA\tNA\tNA\n".encode("latin-1"))
    _, [error] = _read(path)

    assert error.reason == "not UTF-8 (byte 1 of the line)"


def test_too_large(checkout: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is no figure's is not read into memory."""
    monkeypatch.setattr(side_tables, "TABLE_LIMIT", 100)
    figure, [error] = _read(checkout(chemicals=HEADER + GOOD * 100))

    assert error.reason == "a table of more than 100 bytes"
    assert figure.mentions == ()


@pytest.mark.parametrize("name", ["PMC1__f1-genes.tsv", "ndex_map.tsv", "wpid_map.tsv"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling link"])
def test_no_regular_file(checkout: Write, name: str, kind: str) -> None:
    """What is no regular file in the place of a table is told, and never waited for."""
    path = checkout()
    place = path.parents[1] / "_data" / name
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("gone")
    figure, refused = _read(path)

    assert figure.figid == "PMC1__f1"
    assert [error.reason for error in refused] == ["no regular file, or a link to none"]


def test_folder_that_cannot_be_looked_into(checkout: Write) -> None:
    """Tables that may be there are not taken for tables that are not."""
    path = checkout()
    data = path.parents[1] / "_data"
    for table in data.iterdir():
        table.unlink()
    data.rmdir()
    data.symlink_to(data)  # a loop: root too is refused
    figure, refused = _read(path)

    assert figure.figid == "PMC1__f1"
    assert all(error.reason.startswith("cannot be read (") for error in refused)
    assert [Path(error.source.file).name for error in refused] == [
        f"PMC1__f1-{table}.tsv" for table in ("genes", "chemicals", "diseases")
    ]


def test_figid_too_long_for_a_file_name(checkout: Write) -> None:
    """A figid for which there can be no table has none."""
    path = checkout()
    figid = f"PMC1__{'a' * 245}"
    text = path.read_text().replace("PMC1__f1", figid)
    path = path.with_name(f"{figid}.md")
    path.write_text(text)

    assert _read(path)[1] == []


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("mesh", "mesh:12", "not-mesh"),
        ("chebi", "CHEBI:x", "not-chebi"),
        ("novelty", "1", "unread"),
    ],
)
def test_doubt(checkout: Write, column: str, cell: str, code: str) -> None:
    """A value of the wrong form is not used; the doubt names the table, the line and the column."""
    table = f"word\tidentifier\t{column}\nCa2+\tNA\t{cell}\n"
    figure, refused = _read(checkout(chemicals=table))
    [notice] = figure.notices

    assert (notice.field, notice.code, notice.source.line) == (column, code, 2)
    assert notice.source.file.endswith("_data/PMC1__f1-chemicals.tsv")
    assert [mention.candidates[0].entity for mention in figure.mentions] == [None]
    assert refused == []


@pytest.mark.parametrize(
    ("taxid", "name"),
    [
        ("NA", "Homo sapiens"),
        ("9606", "NA"),
        ("x", "Homo sapiens"),
        ("10090", "Homo sapiens"),
        ("9606", "Mus"),
    ],
)
def test_bad_organism(checkout: Write, taxid: str, name: str) -> None:
    """A gene whose organism has no number or no name is a gene of no known organism."""
    header = "word\tmatch\tsource\torganism_id\torganism_name\tncbigene_id\n"
    row = f"a\tA\tncbigene_symbol\t{taxid}\t{name}\t7124\n"
    figure, _ = _read(checkout(genes=header + row))
    entity = figure.mentions[0].candidates[0].entity

    assert entity is not None
    assert entity.taxon is None
    assert [notice.code for notice in figure.notices] == ["not-an-organism"]


def test_file_of_another_name(checkout: Write) -> None:
    """A file that is not called after its figure gets no tables: they could be another's."""
    path = checkout(chemicals=HEADER + GOOD)
    other = path.rename(path.with_name("other.md"))
    figure, _ = _read(other)

    assert figure.mentions == ()
    assert [notice.code for notice in figure.notices] == ["file-name-disagrees"]


def test_outside_a_checkout(checkout: Write, tmp_path: Path) -> None:
    """Tables are looked for in _data beside _figures, and nowhere else."""
    path = checkout(chemicals=HEADER + GOOD)
    other = tmp_path / "elsewhere"
    other.mkdir()

    assert _read(path.rename(other / path.name))[0].mentions == ()


def test_missing_columns(checkout: Write) -> None:
    """Columns without which nothing can be stated are named, once."""
    figure, _ = _read(checkout(genes="word\nTNF\nIL6\n", chemicals="word\tname\na\tb\n"))

    assert [(notice.field, notice.code) for notice in figure.notices] == [
        ("ncbigene_id", "column-missing"),
        ("organism_id", "column-missing"),
        ("organism_name", "column-missing"),
        ("match", "column-missing"),
        ("source", "column-missing"),
        ("chebi", "column-missing"),
    ]


def test_control_characters(checkout: Write) -> None:
    """A word keeps its blanks; what no RDF/XML can hold goes, and the report says so."""
    figure, _ = _read(checkout(chemicals=HEADER + "C\x00a \tNA\tNA\tNA\tNA\n"))

    assert [mention.word.text for mention in figure.mentions] == ["Ca "]
    assert [notice.code for notice in figure.notices] == ["control-characters"]


def test_header_with_blanks(checkout: Write) -> None:
    """Blanks around the name of a column are no part of it."""
    figure, refused = _read(checkout(chemicals="word \t chebi\nCa2+\tchebi:29108\n"))

    assert [len(mention.candidates) for mention in figure.mentions] == [1]
    assert (figure.notices, refused) == ((), [])


def test_word_with_and_without_identifier(checkout: Write) -> None:
    """A gene's word that has an identifier in one row needs no candidate for the other row."""
    header = "organism_id\torganism_name\tword\tmatch\tncbigene_symbol\tncbigene_id\tsource\n"
    rows = "".join(f"9606\tHomo sapiens\ta\tA\tA\t{i}\tncbigene_symbol\n" for i in ("NA", "1"))
    figure, _ = _read(checkout(genes=header + rows))
    [mention] = figure.mentions

    assert [c.entity is not None for c in mention.candidates] == [True]


def test_identifier_of_two_names(checkout: Write) -> None:
    """Of two names one is used, of two organisms none, in whichever order the rows come."""
    header = "organism_id\torganism_name\tword\tmatch\tncbigene_symbol\tncbigene_id\tsource\n"
    rows = [
        "9606\tHomo sapiens\ta\tA\tTNFA\t7124\tncbigene_symbol\n",
        "9606\tHomo sapiens\tb\tB\tTNF\t7124\tncbigene_symbol\n",
        "9606\tHomo sapiens\tc\tC\tIL6\t3569\tncbigene_symbol\n",
        "10090\tMus musculus\td\tD\tNA\t3569\tncbigene_symbol\n",
    ]
    for order in (1, -1):
        figure, _ = _read(checkout(genes=header + "".join(rows[::order])))
        entities = [c.entity for mention in figure.mentions for c in mention.candidates]

        assert {(e.name, e.taxon and e.taxon.name) for e in entities if e} == {
            ("TNF", "Homo sapiens"),
            ("IL6", None),
        }
        assert {notice.message for notice in figure.notices} == {
            "ncbigene:7124 is TNF and TNFA in different rows",
            "ncbigene:3569 is Homo sapiens and Mus musculus in different rows",
        }


def test_word_too_long(checkout: Write) -> None:
    """A cell that is no word is refused."""
    _, [error] = _read(checkout(chemicals=HEADER + "1" * 1001 + "\tNA\tNA\tNA\tNA\n"))

    assert error.reason == "a word of 1,001 characters"


def test_equal_words_keep_their_numbers(checkout: Write) -> None:
    """Rows that differ only in what matched keep their mentions when they are moved."""
    rows = [f"a\tmesh:D005947\t{match}\tNA\tNA\n" for match in ("x", "y")]
    found = []
    for order in (1, -1):
        figure, _ = _read(checkout(chemicals=HEADER + "".join(rows[::order])))
        found.append({(m.word.number, m.candidates[0].matches) for m in figure.mentions})

    assert found[0] == found[1] == {(1, ("x",)), (2, ("y",))}


@pytest.mark.parametrize(
    "entry",
    ["{source: '', identifier: ''}", "{word: [a], source: '', identifier: ''}", "{word: {a: b}}"],
)
def test_odd_entries_of_older_records(checkout: Write, entry: str) -> None:
    """An entry without a word, or with something else in its place, costs itself at most."""
    figure, refused = _read(checkout(f"diseases: [{entry}, {{word: b, identifier: D009101}}]"))

    assert [mention.word.text for mention in figure.mentions] == ["b"]
    assert len(refused) <= 1
    assert refused or figure.notices


def test_unused_list_is_not_judged(checkout: Write) -> None:
    """A list that a table replaces is only compared: its faults are no faults."""
    path = checkout(
        "chemicals: [{source: MESH}, {word: a, source: MESH, identifier: x}]",
        chemicals=HEADER + GOOD,
    )
    figure, refused = _read(path)

    assert refused == []
    assert [notice.code for notice in figure.notices] == ["list-disagrees"]


def test_broken_map(checkout: Write) -> None:
    """A map that cannot be read, or has a value of the wrong form, is told."""
    path = checkout()
    table = path.parents[1] / "_data" / "wpid_map.tsv"
    table.write_bytes(b"PMC1__f1\t\xff\n")
    assert [error.reason for error in _read(path)[1]] == ["not UTF-8 (byte 10 of the line)"]

    table.write_text("PMC1__f1\thsa04010\n")
    assert [notice.code for notice in _read(path)[0].notices] == ["not-wikipathways"]

    table.write_text("PMC1__f1\tWP1\tWP2\nPMC1__f1\tWP3\nPMC1__f1\tWP4\n")
    figure, refused = _read(path)
    assert figure.wpid == "WP3"
    assert [(error.source.line, error.reason) for error in refused] == [
        (1, "a line of 3 cells, not of two"),
        (3, "PMC1__f1 has another value above, which is used"),
    ]


def test_changed_map(checkout: Write) -> None:
    """A table of identifiers that has changed is read anew, whatever its size and time."""
    path = checkout()
    table = path.parents[1] / "_data" / "wpid_map.tsv"
    for wpid in ("WP1", "WP2", "WP33"):
        table.write_text(f"PMC1__f1\t{wpid}\n")
        os.utime(table, ns=(1, 1))
        assert _read(path)[0].wpid == wpid


def test_maps_go_behind_the_record(checkout: Write) -> None:
    """Where record and table differ, the record is right and the report says so."""
    path = checkout("wpid: WP1")
    (path.parents[1] / "_data" / "wpid_map.tsv").write_text("PMC1__f1\tWP2\n")
    figure, _ = _read(path)

    assert figure.wpid == "WP1"
    assert [(n.code, n.severity) for n in figure.notices] == [("wpid-disagrees", "Info")]
