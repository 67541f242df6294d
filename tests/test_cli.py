"""The command line: what it prints, and its exit codes."""

import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mmrdf.cli import app, progress
from mmrdf.export import Progress
from mmrdf.mappers import MAPPERS
from mmrdf.serialize import FORMATS

Write = Callable[..., Path]
CHECKOUT = Path(__file__).parent / "data" / "checkout"


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_version() -> None:
    """The version is that of the installed package."""
    assert _run("--version").stdout == f"mmrdf {version('mmrdf')}\n"


def test_export(tmp_path: Path) -> None:
    """The seeds are exported, and the last line says what was done."""
    result = _run("export", "seeds", "-o", tmp_path, "--per-record", "--format", "ttl")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == (
        "2 articles, 3 figures, 604 core triples, 237 wikipathways triples, "
        "2,764 evidence triples, 0 skipped; "
        f"0 violations, 1 warning, 3 infos; written to {tmp_path}"
    )
    assert result.stdout.splitlines()[-2] == (
        "of 3 figures: 3 with an organism, 3 with gene identifiers, 3 with genes;"
        " 28 genes stated, 24 of them distinct"
    )
    assert "Article-doi-missing" in result.stdout
    assert "field keywords: 8 of 8 are in no table" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "core.ttl",
        "dataset.jsonld",
        "dataset.ttl",
        "evidence.ttl",
        "manifest.json",
        "records",
        "report.json",
        "report.ttl",
        "review.tsv",
        "vocab.ttl",
    ]


def test_skipped(tmp_path: Path, figure_file: Write) -> None:
    """What is left out is told in one line each, and the exit code is 2."""
    bad = tmp_path / "bad.txt"
    bad.write_text("[bold]hello[/bold]")
    result = _run("export", figure_file(), bad, "-o", tmp_path / "out", "--no-validate")

    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.startswith(f"skipped: {bad}:1: neither PFOCR front matter nor")
    assert "1 figure, " in result.stdout
    assert "1 skipped; not validated" in result.stdout


def test_many_faults(tmp_path: Path, figure_file: Write) -> None:
    """Many faults are cut short on the screen; the report has them all."""
    figure_file()
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text("hello")
    result = _run("export", tmp_path, "-o", tmp_path / "out", "--no-validate")

    assert result.stderr.splitlines()[-1].startswith("... and 10 more, all in ")
    assert len(json.loads((tmp_path / "out" / "report.json").read_text())["skipped"]) == 30


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["export", "gone", "-o", "OUT"], "mmrdf: no record could be read"),
        (["export", "gone", "-o", "OUT", "--on-error", "fail"], "mmrdf: gone: cannot be read"),
        (["export", "seeds", "-o", "OUT", "--format", "foo"], "mmrdf: unknown format 'foo'"),
        (["export", "seeds", "-o", "OUT", "--layers", "x"], "mmrdf: no such layer: 'x'"),
        (["export", "seeds", "-o", "OUT", "--date", "2026-13"], "mmrdf: '2026-13' is no date"),
        (["export", "seeds", "-o", "OUT", "--date", "today"], "mmrdf: 'today' is no date"),
        (["export", "seeds", "-o", "OUT", "--threshold", "2"], "mmrdf: the threshold must be"),
        (["export", "seeds", "-o", "OUT", "--threshold", "x"], "is not a valid float"),
        (["export", "seeds", "-o", "OUT", "--decisions", "gone"], "mmrdf: gone: "),
        (["export", "seeds", "-o", "OUT", "--decisions", "README.md"], "mmrdf: README.md:1: there"),
        (["export", "seeds", "-o", "OUT", "--evidence-model", "gone"], "mmrdf: gone: "),
        (["export", "seeds", "-o", "OUT", "--base", "foo"], "mmrdf: 'foo' is not an absolute IRI"),
        (["export", "seeds", "-o", "README.md"], "mmrdf: README.md cannot be written"),
        (["export", "seeds"], "Missing option"),
        (["export", "seeds", "-o", "OUT", "--on-error", "foo"], "Invalid value"),
        (["validate", "gone.ttl"], "mmrdf: gone.ttl: cannot be read"),
        (["validate", "output"], "mmrdf: output: a folder; RDF files end in .ttl"),
        (
            ["validate", "output/core.ttl", "-o", "output"],
            "output has the report.json of something",
        ),
        (["validate", ""], "the name is empty"),
        (["export", "seeds", "-o", ""], "the name is empty"),
        (["validate", "README.md"], "mmrdf: README.md: unknown ending; RDF files end in .ttl"),
        (["mapping", "foo"], "there is no table 'foo'"),
        (["foo"], "No such command"),
    ],
)
def test_bad_usage(tmp_path: Path, arguments: list[str], expected: str) -> None:
    """Bad input and bad usage are told in plain words, with exit code 2 and no traceback."""
    out = tmp_path / "out"
    result = _run(*(out if argument == "OUT" else argument for argument in arguments))

    assert result.exit_code == 2
    assert expected in result.stderr
    assert "Traceback" not in result.output
    assert not out.exists()


def test_violation(tmp_path: Path) -> None:
    """A graph that violates a shape gives exit code 1, and the report says where."""
    path = tmp_path / "bad.ttl"
    path.write_text(
        "<https://doi.org/10.1000/x> a <http://schema.org/ScholarlyArticle> ;"
        ' <http://schema.org/name> "NA" .'
    )
    result = _run("validate", path, "-o", tmp_path / "report")

    assert result.exit_code == 1
    assert "Article-name" in result.stdout
    assert str(path) in result.stdout
    again = _run("validate", path, "-o", tmp_path / "report")
    assert again.exit_code == 1
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    assert report["validation"]["counts"]["Violation"] > 0
    assert "sh:ValidationReport" in (tmp_path / "report" / "report.ttl").read_text()


def test_blank_node(tmp_path: Path) -> None:
    """A blank node of somebody's file is judged too, and the report names none."""
    path = tmp_path / "blank.ttl"
    path.write_text("[] a <http://schema.org/ScholarlyArticle> .")
    result = _run("validate", path, "-o", tmp_path / "report")

    assert result.exit_code == 1
    assert "sh:focusNode" not in (tmp_path / "report" / "report.ttl").read_text()


def test_exit_code_of_a_violating_export(tmp_path: Path, figure_file: Write) -> None:
    """An export that violates a shape is written, and gives exit code 1."""
    result = _run("export", figure_file("papertitle: 'CreativeWork'"), "-o", tmp_path / "out")

    assert result.exit_code == 1
    assert (tmp_path / "out" / "core.ttl").exists()


@pytest.mark.parametrize("name", FORMATS)
def test_validate_what_was_exported(tmp_path: Path, name: str) -> None:
    """What was exported is valid in every format."""
    _run("export", "seeds", "-o", tmp_path, "--format", name)
    result = _run("validate", tmp_path / f"core.{FORMATS[name].extension}")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "604 triples; 0 violations, 1 warning, 3 infos"


def test_layers_and_policy(tmp_path: Path) -> None:
    """One layer alone can be written, with every recorded gene as a fact, and a date."""
    options = ["--layers", "core", "--assert", "recorded", "--date", "2026-11", "--format", "nt"]
    result = _run("export", CHECKOUT, "-o", tmp_path, *options)
    core = (tmp_path / "core.nt").read_text(encoding="utf-8")

    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "core.nt",
        "dataset.jsonld",
        "dataset.ttl",
        "manifest.json",
        "report.json",
        "report.ttl",
        "review.tsv",
        "vocab.nt",
    ]
    assert '"2026-11"^^xsd:gYearMonth' in (tmp_path / "dataset.ttl").read_text(encoding="utf-8")
    assert "<https://identifiers.org/ncbigene/7471>" in core  # WNT1, a member of a family


def test_what_is_left(tmp_path: Path) -> None:
    """Doubts come before notes, and what a checkout holds beside its figures is counted."""
    shutil.copytree(CHECKOUT, tmp_path / "checkout")
    (tmp_path / "checkout" / "README.md").write_text("hello")
    (tmp_path / "checkout" / "_figures" / "PMC7777003__x.md").write_text(
        "---\nfigid: PMC7777003__x\nschema-jsonld: {keywords: [A]}\n---\n"
    )
    result = _run("export", tmp_path / "checkout", "-o", tmp_path / "out", "--no-validate")

    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        "doubt",
        "note",
        "note",
    ]
    assert "0 skipped, 1 other file left; not validated" in result.stdout


def test_mapping() -> None:
    """The tables are printed, all or one."""
    everything = _run("mapping").stdout

    for layer, tables in MAPPERS.items():
        for record in tables:
            assert record.__name__.lower() in everything
        assert layer == "core" or f"{layer}/" in everything
    assert "schema:datePublished" in _run("mapping", "article").stdout
    assert "schema:datePublished" not in _run("mapping", "figure").stdout
    assert "| title | schema:name | text |" in _run("mapping", "figure", "--markdown").stdout


def test_formats() -> None:
    """The formats are printed with their endings."""
    for row in FORMATS.values():
        assert row.media_type in _run("formats").stdout


def test_pipe(tmp_path: Path) -> None:
    """In a pipe there is no progress bar and no escape code."""
    program = [sys.executable, "-m", "mmrdf", "export", "-", "-o", str(tmp_path)]
    with Path("seeds/002_f36ce7c9e817ce49.txt").open("rb") as stdin:
        result = subprocess.run(program, stdin=stdin, capture_output=True, check=True)  # noqa: S603

    [doubt] = result.stderr.decode().splitlines()
    assert doubt.startswith("doubt: standard input:25: record PMC8431187__cancers-13-04441-g002:")
    assert b"\x1b" not in result.stdout
    assert (
        b"142 core triples, 104 wikipathways triples, 423 evidence triples, 0 skipped; 0 viol"
        in result.stdout
    )


def test_nothing_to_check(tmp_path: Path) -> None:
    """A file in which no shape finds anything to look at is no green light."""
    path = tmp_path / "other.ttl"
    path.write_text("<http://example.org/a> <http://example.org/b> 1 .")
    result = _run("validate", path)

    assert result.exit_code == 2
    assert "no figure and no article in it, so nothing was checked" in result.stderr


def test_data_gives_no_orders(tmp_path: Path, figure_file: Write) -> None:
    """Line feeds and escape codes out of a file are shown, not obeyed."""
    result = _run("export", figure_file('"a\\nb\\e[31m": z'), "-o", tmp_path / "out")

    assert result.stderr.splitlines()[0].endswith("field a\\nb\\x1b[31m: this field is not read")


@pytest.mark.parametrize(
    "shell",
    [
        "{} export - -o {} <&-",
        "{} formats > /dev/full",
        "{} --version > /dev/full",
        "{} --help > /dev/full",
        "{} export --help > /dev/full",
    ],
)
def test_closed_and_full_streams(tmp_path: Path, shell: str) -> None:
    """A closed or full stream is bad input, not a traceback."""
    command = shell.format(f"{sys.executable} -m mmrdf", tmp_path / "out")
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602

    assert result.returncode == 2
    assert all(line.startswith(("mmrdf: ", "skipped: ")) for line in result.stderr.splitlines())


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_output(tmp_path: Path, closed: str) -> None:
    """Where nothing can be printed all is done all the same."""
    command = f"{sys.executable} -m mmrdf export seeds -o {tmp_path} --no-validate {closed}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602

    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert (tmp_path / "core.ttl").exists()


def test_reader_that_leaves() -> None:
    """Whoever reads only the first line gets no complaint."""
    command = f"{sys.executable} -m mmrdf mapping | head -1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602

    assert (result.returncode, result.stderr) == (0, "")


def test_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command with one line, and with the exit code that shells give it."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("mmrdf.cli.export"), "export", interrupted)
    result = _run("export", "seeds", "-o", tmp_path)

    assert result.exit_code == 130
    assert result.stderr == "mmrdf: interrupted; what is run again goes on\n"


def test_many_files(tmp_path: Path) -> None:
    """Processes, compression and split files are asked for on the command line."""
    arguments = ("--jobs", 2, "--compress", "gz", "--split", 1, "--fresh", "--format", "nt")
    result = _run("export", "seeds", "-o", tmp_path, *arguments)

    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("*.gz")) == [
        "core-0001.nt.gz",
        "evidence-0001.nt.gz",
        "wikipathways-0001.nt.gz",
    ]
    wrong = _run("export", "seeds", "-o", tmp_path, "--jobs", 0)
    assert (wrong.exit_code, wrong.stderr) == (2, "mmrdf: there must be one job at least, not 0\n")


def test_progress_in_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A log gets a plain line every ten seconds, with the rate and the time that is left."""
    now = iter((0.0, 9.0, 10.0, 19.0, 200.0))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now))
    with progress.shown_progress() as tell:
        for files in (900, 1000, 1900, 20_000):
            tell(Progress(files=files, of=20_000, records=files * 2))

    assert capsys.readouterr().err.splitlines() == [
        "mmrdf: 1,000 of 20,000 files, 2,000 records, 200 records/s, 3 min left",
        "mmrdf: 20,000 of 20,000 files, 40,000 records, 200 records/s",
    ]


def test_hint() -> None:
    """Commands are imported when they are called, and known all the same."""
    assert "Did you mean 'load'?" in _run("lod").stderr


def test_decisions(tmp_path: Path, figure_file: Write) -> None:
    """Bad lines of a file of decisions are told like other input that is skipped."""
    path = tmp_path / "decisions.tsv"
    header = "figid\tword\tplace\tidentifier\tby\tdate\tnote\n"
    path.write_text(f"{header}PMC1__f1\tIL6\n" + "PMC9__f\t\t\tNCBITaxon:9606\t\t\t\n")
    arguments = ("-o", tmp_path / "out", "--no-validate", "--decisions", path)
    result = _run("export", figure_file(), *arguments)

    assert result.exit_code == 2
    skipped, note = result.stderr.splitlines()
    assert skipped == (
        f"skipped: {path}:2: 2 columns, and the first line has 7;"
        " put one tab between two columns, also where one is empty"
    )
    assert note == "note: the figure PMC9__f of decisions.tsv is not in the input"
    path.write_text(header + "".join(f"PMC{n}__f\t\t\tNCBITaxon:9606\t\t\t\n" for n in (7, 8, 9)))
    result = _run("export", figure_file(), *arguments)
    line = "note: 3 figures of decisions.tsv are not in the input, such as PMC7__f"
    assert (result.exit_code, result.stderr.splitlines()) == (0, [line])


def test_lookup_explains_by_numbers(tmp_path: Path) -> None:
    """The confidence of the rule that decided is told, and what it was measured on."""
    path = tmp_path / "evidence.tsv"
    lines = [
        "model\tkind\tname\tfrom\tvalue\tcases\tbasis",
        "text\tconfidence\tsymbol\t0\t0.91\t100\tall kinds",
        "text\tconfidence\tsymbol:gene\t0\t0.8\t41\tBioRED",
        "text\tconfidence\tsymbol:gene\t0.5\t0.97\t1312\tBioRED",
    ]
    path.write_text("\n".join(lines))
    result = _run("lexicon", "lookup", "IL6", "--explain", "--evidence-model", path)

    assert (
        "  confidence in texts, as a gene: 0.80, measured on 41 cases of BioRED\n" in result.stdout
    )
    assert (
        "  confidence in texts, as a gene: 0.97 where the score is 0.5 or more,"
        " measured on 1,312 cases of BioRED\n"
    ) in result.stdout
    assert "all kinds" not in result.stdout
