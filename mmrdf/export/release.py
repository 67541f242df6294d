"""What a publisher says of a release: read from a file, and judged."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mmrdf.errors import FormatError, ReadError, ReleaseError
from mmrdf.export.arguments import release_date
from mmrdf.graph import iri
from mmrdf.identifiers import normal
from mmrdf.readers import frontmatter, printable
from mmrdf.records import Agent, Release, Source
from mmrdf.vocab import CC0, CC_BY, PREFIXES, WEB

#: The keys of a release file, which are the names of the options too, and the fields.
KEYS: dict[str, str] = {
    "title": "title",
    "description": "description",
    "creators": "creators",
    "publisher": "publisher",
    "licence": "licence",
    "release": "version",
    "previous": "previous",
    "download-url": "download_url",
    "date": "date",
}

#: Licences by their names at SPDX.
LICENCES: dict[str, str] = {"CC0-1.0": CC0.value, "CC-BY-4.0": CC_BY.value}

# A release is a segment of an IRI, beside those of the data set's other parts.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TAKEN = {"file", "links", "resolution"}

# What YAML has for nothing.
_NOTHING = {"", "~", "null"}


class _Fault(Exception):  # noqa: N818 (it does not leave this module)
    """What is wrong with a value, and what to do about it."""


def read_release(path: str | Path) -> Release:
    r"""Read a release file: YAML with the keys of ``KEYS``.

    Args:
        path: the file; its creators are names, or mappings of ``name`` and ``orcid``; its publisher
            is a name, or a mapping of ``name`` and ``url``.

    Raises:
        ReleaseError: with the file, the line and the key, if it cannot be used.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "release.yml"
    ...     _ = file.write_text("title: Figures as linked data\nrelease: 2026-11\n")
    ...     read_release(file).version
    '2026-11'
    """
    name = printable(Path(path))
    try:
        # The line that opens a document is none of its lines to the parser.
        text = re.sub(r"\A---[ \t]*$", "", Path(path).read_text("utf-8-sig"), flags=re.MULTILINE)
        said, lines = frontmatter.parse(text, Source(file=name, line=0))
    except (OSError, UnicodeDecodeError) as error:
        reason = f"{name}: cannot be read ({getattr(error, 'strerror', None) or error})"
        raise ReleaseError(reason) from error
    except ReadError as error:
        reason = error.reason.replace("the front matter", "the file")
        raise ReleaseError(f"{error.source}: {reason}; write lines 'key: value'") from error
    return _release(said, lambda key: f"{name}:{lines.get(key, 0)}: {key}")


def release_of(options: Mapping[str, str | None]) -> Release:
    """A release by the options of the command, which are called as ``KEYS``; None is not given.

    Raises:
        ReleaseError: with the option, if a value cannot be used.

    >>> release_of({"publisher": "PFOCR", "title": None}).publisher.name
    'PFOCR'
    """
    given = {key: value for key, value in options.items() if value is not None}
    return _release(given, lambda key: f"--{key}")


def normalize(release: Release) -> Release:
    """Return a release that was made by hand as the command would have read it.

    Raises:
        ReleaseError: at the first value that cannot be used.
    """
    for agent in (*release.creators, *filter(None, [release.publisher])):
        if agent.address is not None:
            try:
                _address(agent.address)
            except _Fault as fault:
                raise ReleaseError(f"{agent.name}: {fault}") from fault
    values = {
        "release": release.version,
        "previous": release.previous,
        "licence": release.licence,
        "download-url": release.download_url,
    }
    known = release_of(values)
    return replace(
        release,
        version=known.version,
        previous=known.previous,
        licence=known.licence,
        download_url=known.download_url,
    )


def _release(said: Mapping[str, Any], place: Callable[[str], str]) -> Release:
    found: dict[str, Any] = {}
    for key, value in said.items():
        try:
            field = _known(key)
            found[field] = _READ[key](value)
        except (_Fault, FormatError) as fault:
            raise ReleaseError(f"{place(key)}: {fault}") from fault
    if found.get("previous") and found["previous"] == found.get("version"):
        reason = "it is this release itself; name the one before, or leave the key out"
        raise ReleaseError(f"{place('previous')}: {reason}")
    return Release(**found)


def _known(key: str) -> str:
    """The field of a key."""
    if key not in KEYS:
        raise _Fault(f"no such key; the keys are {', '.join(KEYS)}")
    return KEYS[key]


def _text(value: Any) -> str:
    if not isinstance(value, str) or value.strip() in _NOTHING:
        reason = "it is not a text; write one, or leave the key out"
        raise _Fault(reason)
    return " ".join(value.split())


def _address(value: Any) -> str:
    text = _text(value)
    try:
        is_one = iri(text).value.startswith(WEB)
    except ValueError:
        is_one = False
    if not is_one:
        raise _Fault(f"{text!r} is not a web address; write it with its scheme")
    return text


def _folder(value: Any) -> str:
    return _address(value).rstrip("/") + "/"


def _licence(value: Any) -> str:
    text = _text(value)
    try:
        return LICENCES.get(text) or _address(text)
    except _Fault:
        known = ", ".join(LICENCES)
        raise _Fault(f"{text!r} is not known; write {known}, or the licence's address") from None


def _name(value: Any) -> str:
    text = _text(value)
    if not _NAME.fullmatch(text) or text in _TAKEN:
        said = "use letters, digits, full stops, hyphens and underscores, such as 2026-11"
        raise _Fault(f"{text!r} cannot be the name of a release; {said}")
    return text


def _previous(value: Any) -> str:
    return _address(value) if _text(value).startswith(WEB) else _name(value)


def _publisher(value: Any) -> Agent:
    said = _mapping(value, "url")
    address = _address(said["url"]) if "url" in said else None
    return Agent(name=_text(said.get("name")), kind="Organization", address=address)


def _creators(value: Any) -> tuple[Agent, ...]:
    return tuple(map(_creator, value if isinstance(value, list | tuple) else [value]))


def _creator(value: Any) -> Agent:
    said = _mapping(value, "orcid")
    name, orcid = _text(said.get("name")), said.get("orcid")
    if orcid is None:
        return Agent(name=name)
    known = normal("orcid", _text(orcid))
    if known is None:
        raise _Fault(f"invalid ORCID {orcid!r} of {name}; write it as 0000-0002-1825-0097")
    return Agent(name=name, address=PREFIXES["orcid"] + known)


def _mapping(value: Any, other: str) -> Mapping[str, Any]:
    """A name, or a mapping that has one and may have something else."""
    said = value if isinstance(value, Mapping) else {"name": value}
    if "name" not in said or said.keys() - {"name", other}:
        raise _Fault(f"write a name, or a mapping of 'name' and '{other}'")
    return said


_READ: dict[str, Callable[[Any], Any]] = {
    "title": _text,
    "description": _text,
    "creators": _creators,
    "publisher": _publisher,
    "licence": _licence,
    "release": _name,
    "previous": _previous,
    "download-url": _folder,
    "date": lambda value: release_date(_text(value)),
}
