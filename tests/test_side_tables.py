"""Side tables: what is broken is refused in one line, and the record goes on."""

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

    assert error.reason == "a side table of more than 100 bytes"
    assert figure.mentions == ()


def test_no_regular_file(checkout: Write) -> None:
    """A folder in the place of a table is no table."""
    path = checkout()
    (path.parents[1] / "_data").joinpath("PMC1__f1-genes.tsv").mkdir()

    assert _read(path) == (_read(path)[0], [])


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
    path = checkout(chemicals=f"word\t{column}\nCa2+\t{cell}\n")
    figure, refused = _read(path)
    [notice] = figure.notices

    assert (notice.field, notice.code, notice.source.line) == (column, code, 2)
    assert notice.source.file.endswith("_data/PMC1__f1-chemicals.tsv")
    assert [mention.candidates[0].entity for mention in figure.mentions] == [None]
    assert refused == []


@pytest.mark.parametrize(
    ("taxid", "name"), [("NA", "Homo sapiens"), ("9606", "NA"), ("x", "Homo sapiens")]
)
def test_bad_organism(checkout: Write, taxid: str, name: str) -> None:
    """A gene whose organism has no number or no name is a gene of no known organism."""
    row = f"a\t{taxid}\t{name}\t7124\n"
    figure, _ = _read(checkout(genes=f"word\torganism_id\torganism_name\tncbigene_id\n{row}"))
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


def test_changed_map(checkout: Write) -> None:
    """A table of identifiers that has changed is read anew."""
    path = checkout()
    table = path.parents[1] / "_data" / "wpid_map.tsv"
    for wpid in ("WP1", "WP22"):
        table.write_text(f"PMC1__f1\t{wpid}\n")
        assert _read(path)[0].wpid == wpid


def test_maps_go_behind_the_record(checkout: Write) -> None:
    """Where record and table differ, the record is right and the report says so."""
    path = checkout("wpid: WP1")
    (path.parents[1] / "_data" / "wpid_map.tsv").write_text("PMC1__f1\tWP2\n")
    figure, _ = _read(path)

    assert figure.wpid == "WP1"
    assert [(n.code, n.severity) for n in figure.notices] == [("wpid-disagrees", "Info")]
