"""The arguments of an export: whether they can be followed, before any work."""

import datetime as dt
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from mmrdf import iris
from mmrdf.errors import ExportError, FormatError, ReadError
from mmrdf.export.convert import Options
from mmrdf.mappers import LAYERS
from mmrdf.records import Date
from mmrdf.resolve import decisions, evidence
from mmrdf.resolve import id_map as id_maps
from mmrdf.resolve.lexicon import opened
from mmrdf.serialize import compress as compression
from mmrdf.serialize import jsonld
from mmrdf.validate import fast


def check_options(options: Options, jobs: int | None, split: int | None) -> None:
    """Find what cannot be done before any work.

    Raises:
        MmrdfError: at the first of it.
    """
    if jobs is not None and jobs < 1:
        raise ExportError(f"there must be one job at least, not {jobs}")
    if split is not None and split < 1:
        raise ExportError(f"a file must have one megabyte at least, not {split}")
    compression.named(options.compress)
    version = options.source_version
    if version is not None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", version):
        raise ExportError(f"{version!r} is no commit and no tag of PFOCR's database")
    _check_context(options)
    if options.check and options.engine == "fast":
        fast.load()
    opened(options.lexicon)
    evidence.judge(evidence.opened(options.evidence_model), options.threshold)
    faults(options)
    if options.id_map:
        id_maps.opened(options.id_map)


def _check_context(options: Options) -> None:
    if options.context in {jsonld.PRUNED, jsonld.INLINE}:
        return
    scheme, host, *_ = urlsplit(options.context)
    if scheme not in {"http", "https"} or not host:
        known = f"{jsonld.PRUNED}, {jsonld.INLINE} or the address of a published context"
        raise FormatError(f"{options.context!r} is no context; it is {known}")
    iris.whole(options.context)
    if not options.per_record:
        reason = "a published context is for the records' own files, which are not written"
        raise FormatError(reason)


def faults(options: Options) -> tuple[ReadError, ...]:
    """The lines of the file of decisions that cannot be used."""
    if not options.decisions:
        return ()
    return decisions.opened(options.decisions, opened(options.lexicon)).faults


def known_layers(layers: Sequence[str]) -> tuple[str, ...]:
    """The layers in their own order."""
    unknown = [layer for layer in layers if layer not in LAYERS]
    if unknown or not layers:
        named = repr(unknown[0]) if unknown else "none"
        reason = f"no such layer: {named}; the layers are {', '.join(LAYERS)}"
        raise FormatError(reason)
    return tuple(layer for layer in LAYERS if layer in layers)


def release_date(text: str | None) -> Date | None:
    """The date of a release as a record has it.

    Raises:
        FormatError: if the text is no date.
    """
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", text):
        raise FormatError(f"{text!r} is no date; write it as 2026, 2026-11 or 2026-11-22")
    try:
        dt.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError as error:
        raise FormatError(f"{text!r} is no date ({error})") from error
    return Date(start=text)
