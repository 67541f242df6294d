"""New files in the place of the old ones: all of them, or none, and nobody else's."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mmrdf.errors import ExportError
from mmrdf.export.convert import Options
from mmrdf.mappers import LAYERS
from mmrdf.serialize import FORMATS, compress, jsonld

#: The hidden folder in an output folder in which an export works.
FOLDER = ".mmrdf"

#: Names of what an export writes, in its folder; each layer has files of its own name.
RECORDS, REPORT, MANIFEST, REVIEW = "records", "report", "manifest.json", "review.tsv"

#: Our own terms: a file in each format, never compressed, which is the same for all exports.
VOCABULARY = "vocab"

#: The whole context of JSON-LD, where documents of single records refer to one that is published.
CONTEXT = "context.jsonld"

#: The description of the release, always in these formats and never compressed.
DATASET, DATASET_FORMATS = "dataset", ("turtle", "json-ld")

#: What a release is cited by, and what archives read; only with what a publisher says of it.
CITATION, CRATE = "CITATION.cff", "ro-crate-metadata.json"

#: Which file in ``records`` is that of which record; also, which files there are ours.
INDEX = "index.tsv"

# What is being put in its place: an export that is killed here leaves it to the next one.
_MOVING = "moving.json"

# Where the old files are until all new ones are in their place, in the staging folder.
_RETIRED = "retired"


def _graphs(layers: object, endings: object, compressions: object) -> str:
    """A regular expression for the names of graphs."""
    one_of = [
        "|".join(map(re.escape, names))  # type: ignore[call-overload]
        for names in (layers, endings, compressions)
    ]
    return rf"(?:{one_of[0]})(?:-\d{{4,}})?\.(?:{one_of[1]})(?:{one_of[2]})"


def vocabulary_files(options: Options) -> list[str]:
    """The names of the files of our own terms."""
    return [f"{VOCABULARY}.{FORMATS[name].extension}" for name in options.formats]


def context_files(options: Options) -> list[str]:
    """The name of the file of the context, if it is to be published."""
    is_published = options.context not in {jsonld.PRUNED, jsonld.INLINE}
    return [CONTEXT] if options.per_record and is_published else []


def release_files(options: Options) -> list[str]:
    """The names of the files that describe the release."""
    names = [f"{DATASET}.{FORMATS[name].extension}" for name in DATASET_FORMATS]
    names += [CITATION] if options.release and options.release.is_citable else []
    return names + ([CRATE] if options.release and options.release.has_crate else [])


def _names(options: Options) -> re.Pattern[str]:
    """The names of what an export may make."""
    graphs = _graphs(
        options.layers,
        [FORMATS[name].extension for name in options.formats],
        [compress.COMPRESSIONS[options.compress].ending],
    )
    names = [graphs, re.escape(MANIFEST), re.escape(REVIEW), rf"{REPORT}\.json"]
    names += [re.escape(name) for name in vocabulary_files(options)]
    names += [re.escape(name) for name in context_files(options)]
    names += [re.escape(name) for name in release_files(options)]
    names += [rf"{REPORT}\.ttl"] if options.check else []
    names += [RECORDS] if options.per_record else []
    return re.compile("|".join(names))


_GRAPH = _graphs(
    LAYERS,
    [row.extension for row in FORMATS.values()],
    [row.ending for row in compress.COMPRESSIONS.values()],
)
_OTHERS = [
    re.escape(CONTEXT),
    re.escape(MANIFEST),
    re.escape(REVIEW),
    rf"{REPORT}\.(?:json|ttl)",
    RECORDS,
]
_OTHERS += [rf"{VOCABULARY}\.{re.escape(row.extension)}" for row in FORMATS.values()]
_OTHERS += [rf"{DATASET}\.{FORMATS[name].extension}" for name in DATASET_FORMATS]
_OTHERS += [re.escape(CITATION), re.escape(CRATE)]
_POSSIBLE = re.compile("|".join([_GRAPH, *_OTHERS]))


def is_graph(name: str) -> bool:
    """Whether an export may give a graph this name."""
    return re.fullmatch(_GRAPH, name) is not None


def _former(folder: Path) -> set[str]:
    """What the export before this one made, by its own report, or was putting in its place."""
    made: set[str] = set()
    with suppress(OSError, ValueError, TypeError, KeyError):
        report = json.loads((folder / f"{REPORT}.json").read_bytes())
        made |= set(report["files"]) if "mmrdf" in report else set()
    for names in _moving(folder):
        made |= set(names)
    return {name for name in made if _POSSIBLE.fullmatch(name)}


def check_foreign(folder: Path, options: Options) -> None:
    """See that an export would overwrite or take away only what an export has made.

    Raises:
        ExportError: at the first file of other people that would be lost.
        OSError: if the folder cannot be looked into.
    """
    for path in _foreign(folder, options):
        reason = f"{path} was not made by mmrdf; name another folder for the output"
        raise ExportError(reason)


def _foreign(folder: Path, options: Options) -> Iterator[Path]:
    if not folder.exists():
        return
    former, names = _former(folder), _names(options)
    for path in sorted(folder.iterdir()):
        if names.fullmatch(path.name) and path.name not in former:
            yield path
    if RECORDS in former and (folder / RECORDS).is_dir():
        records = folder / RECORDS
        index = (records / INDEX).read_text(encoding="utf-8") if (records / INDEX).exists() else ""
        ours = {INDEX, *(line.partition("\t")[0] for line in index.splitlines())}
        yield from (path for path in sorted(records.iterdir()) if path.name not in ours)


def publish(staging: Path, folder: Path) -> None:
    """Put the new files in the place of the old ones, and take away what was not made again.

    Each file is the old or the new one at any moment. If one cannot take its place all are put
    back; a process that is killed in between leaves the rest to ``finish``.

    Raises:
        OSError: if a file cannot be moved.
    """
    made = sorted(path.name for path in staging.iterdir())
    former = sorted(name for name in _former(folder) if (folder / name).exists())
    (staging / _RETIRED).mkdir()
    for name in made:
        _to_disk(staging / name)
    _to_disk(staging)
    moving = folder / FOLDER / _MOVING
    aside = moving.with_suffix(".new")
    aside.write_text(json.dumps({"former": former, "made": made}), encoding="utf-8")
    _to_disk(aside)
    aside.replace(moving)
    try:
        _move(staging, folder, former, made)
    except BaseException:
        _put_back(staging, folder, former, made)
        raise
    finally:
        moving.unlink(missing_ok=True)
    _to_disk(folder)


def finish(staging: Path, folder: Path) -> None:
    """End what a killed export was publishing; nothing if there is no such thing.

    Raises:
        OSError: if a file cannot be moved.
    """
    moving = folder / FOLDER / _MOVING
    former, made = _moving(folder)
    if made and (staging / _RETIRED).is_dir():
        _move(staging, folder, former, made)
    moving.unlink(missing_ok=True)


def _moving(folder: Path) -> tuple[list[str], list[str]]:
    """The files that are to go and those that are to come, if an export was killed in between."""
    try:
        names = json.loads((folder / FOLDER / _MOVING).read_bytes())
        former, made = (
            [name for name in names[which] if _POSSIBLE.fullmatch(name)]
            for which in ("former", "made")
        )
    except (OSError, ValueError, TypeError, KeyError):
        return [], []
    return former, made


def _move(staging: Path, folder: Path, former: list[str], made: list[str]) -> None:
    retired = staging / _RETIRED
    for name in former:
        if (folder / name).exists() and not (retired / name).exists():
            _retire(folder / name, retired / name)
    for name in sorted(made, key=lambda name: name == MANIFEST):
        if (staging / name).exists():
            (staging / name).replace(folder / name)
    for name in set(former) - set(made):
        (folder / name).unlink(missing_ok=True)


def _retire(path: Path, retired: Path) -> None:
    """Keep a file, and leave it where it is; a folder has to go."""
    try:
        os.link(path, retired)
    except OSError:  # a folder, or a file system without links
        path.rename(retired)


def _put_back(staging: Path, folder: Path, former: list[str], made: list[str]) -> None:
    for name in made:
        if not (staging / name).exists():
            (folder / name).rename(staging / name)
    for name in former:
        if (staging / _RETIRED / name).exists():
            (staging / _RETIRED / name).replace(folder / name)


def _to_disk(path: Path) -> None:
    """Have it written, so that a power failure cannot leave an empty file in its place."""
    if os.name == "posix" or path.is_file():
        place = os.open(path, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
