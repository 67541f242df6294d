"""Damaged records, of all kinds: each is exported as valid RDF, or listed with its reason.

``MMRDF_MUTANTS=10000 pytest tests/test_mutants.py`` tries that many of each way of damage.
"""

import gzip
import os
import random
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from conftest import CORPUS, SEEDS

from mmrdf.export.convert import Options, convert
from mmrdf.export.plan import Input
from mmrdf.serialize import FORMATS

DATA = Path(__file__).parent / "data"

#: Mutants of each way of damage.
COUNT = int(os.environ.get("MMRDF_MUTANTS", "40"))

_HUGE = ("x" * 100_000, "9" * 5_000, "α" * 10_000, "[" * 500, "PMC" + "1" * 300, "-" * 70_000)

# Values of other types, and text that means something to one of the formats on the way.
_ODD = (
    *("[]", "[1, 2]", "{a: b}", "{}", "~", "true", "-1", "1e999", "2021-13-45", "|", ">-", "&a x"),
    *("*a", "!!python/object:os.system x", "'", '"', "\\", "<b>&amp;", "&#0;", "]]>", "\t", "\x00"),
    *("\ud7ff\ufdd0", "NA", ".na.character", "http://a b/<>", "10.1/\u202e{}|^`", "10.1000/%zz"),
)


def _flip(text: bytes, rng: random.Random) -> bytes:
    """Some bytes are others."""
    damaged = bytearray(text)
    for _ in range(rng.randint(1, 20)):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def _cut(text: bytes, rng: random.Random) -> bytes:
    """A part is gone, be it from the middle or to the end."""
    start = rng.randrange(len(text))
    return (
        text[:start] + text[start + rng.randint(1, 200) :] if rng.random() < 0.5 else text[:start]
    )


def _lines(change: Callable[[list[bytes], int, random.Random], None]) -> Callable[..., bytes]:
    def changed(text: bytes, rng: random.Random) -> bytes:
        lines = text.splitlines(keepends=True)
        for _ in range(rng.randint(1, 4)):
            change(lines, rng.randrange(len(lines)), rng)
            lines = lines or [b"\n"]
        return b"".join(lines)

    return changed


def _drop(lines: list[bytes], at: int, rng: random.Random) -> None:
    del lines[at : at + rng.randint(1, 5)]


def _double(lines: list[bytes], at: int, rng: random.Random) -> None:
    lines[at:at] = lines[at : at + rng.randint(1, 3)] * rng.randint(1, 3)


def _swap(lines: list[bytes], at: int, rng: random.Random) -> None:
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _put(values: tuple[str, ...]) -> Callable[[list[bytes], int, random.Random], None]:
    """Another value in the place of one: behind a colon, a hyphen, a tab, or in an element."""

    def put(lines: list[bytes], at: int, rng: random.Random) -> None:
        value = rng.choice(values).encode("utf-8", "surrogatepass")
        line = lines[at].rstrip(b"\r\n")
        for mark, end in ((b": ", b""), (b"- ", b""), (b"\t", b""), (b">", b"<")):
            before, found, after = line.partition(mark)
            if found:
                kept = end + after.partition(end)[2] if end else b""
                lines[at] = before + mark + value + kept + b"\n"
                return
        lines[at] = value + b"\n"

    return put


WAYS = {
    "flip": _flip,
    "cut": _cut,
    "drop": _lines(_drop),
    "double": _lines(_double),
    "swap": _lines(_swap),
    "odd": _lines(_put(_ODD)),
    "huge": _lines(_put(_HUGE)),
}


def _records() -> list[Path]:
    """Real records where there are any, and those of the tests."""
    places = [*SEEDS, *(DATA / "checkout").rglob("*.*")]
    for folder in ("pfocr", "pubmed"):
        places += sorted((CORPUS / folder).rglob("*.*"))
    endings = {".md", ".tsv", ".txt", ".xml", ".gz", ".nbib"}
    return [path for path in places if path.suffix in endings and path.stat().st_size < 200_000]


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _tried(path: Path) -> tuple[int, int]:
    """Convert a file: the numbers of records and of faults. All formats must be valid."""
    options = Options(formats=("turtle", "json-ld", "n-triples"), check=False)
    records = faults = 0
    for converted in convert([Input(path=str(path), name=path.name)], options, {}):
        records += len(converted.pieces)
        faults += len(converted.skipped)
        for layer in options.layers:
            graphs = []
            for row in map(FORMATS.__getitem__, options.formats):
                body = row.joined(piece.parts[layer].bodies[row.name] for piece in converted.pieces)
                text = b"".join(row.whole([body.content], layer, body.prefixes))
                graphs.append(set(pyoxigraph.parse(text, format=row.syntax)))
            assert graphs[0] == graphs[2]
            assert graphs[0] <= graphs[1]  # which holds the shared nodes too
    return records, faults


@pytest.mark.parametrize("way", WAYS)
def test_mutants(tmp_path: Path, way: str) -> None:
    """No damage crashes a reader, and none goes on into the output."""
    records = _records()
    rng = random.Random(way)  # noqa: S311 (no secret)
    (tmp_path / "_figures").mkdir()
    (tmp_path / "_data").mkdir()
    for number in range(COUNT):
        source = rng.choice(records)
        damaged = WAYS[way](_content(source) or b"\n", rng)
        if source.suffix == ".tsv":
            # a table is read with its figure, which stays whole
            figure = next(
                (p for p in records if source.stem.startswith(p.stem) and p.suffix == ".md"), None
            )
            if figure is None:
                continue
            path = tmp_path / "_figures" / figure.name
            path.write_bytes(figure.read_bytes())
            table = tmp_path / "_data" / source.name
            table.write_bytes(damaged)
        else:
            path = tmp_path / "_figures" / source.name.removesuffix(".gz")
            path.write_bytes(damaged)
            table = path
        found, faults = _tried(path)
        assert found or faults, f"{way} {number} of {source}: neither record nor fault"
        path.unlink()
        table.unlink(missing_ok=True)
