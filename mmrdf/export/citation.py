"""A release as those describe it who know no RDF: CITATION.cff, and the RO-Crate of archives."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mmrdf import iris
from mmrdf.export.files import Written
from mmrdf.export.release import LICENCES
from mmrdf.records import Agent, Dataset, Release
from mmrdf.vocab import PREFIXES, RO_CRATE, RO_CRATE_CONTEXT

_LENGTH_OF_DAY = len("2026-11-22")


def citation(release: Release, described: Dataset) -> str:
    """Return the text of a CITATION.cff (Citation File Format 1.2.0) of a data set.

    Names are not cut into given and family names, which nobody has said; the format takes whole
    ones as those of entities, with an ORCID too.

    Args:
        release: with a title and creators.
        described: the description of the export.
    """
    spdx = next((name for name, iri in LICENCES.items() if iri == described.licence), None)
    date = release.date.start if release.date else None
    said = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": release.title,
        "abstract": described.description,
        "version": release.version,
        "date-released": date if date and len(date) == _LENGTH_OF_DAY else None,
        "license": spdx,
        "license-url": None if spdx else described.licence,
        "url": release.download_url,
    }
    lines = [f"{key}: {_quoted(value)}" for key, value in said.items() if value]
    lines.append("authors:")
    for agent in release.creators:
        lines.append(f"  - name: {_quoted(agent.name)}")
        if agent.address and agent.address.startswith(PREFIXES["orcid"]):
            lines.append(f"    orcid: {_quoted(agent.address)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as YAML, which takes strings of JSON as they are."""
    return json.dumps(text, ensure_ascii=False)


def crate(
    described: Dataset,
    files: Iterable[Written],
    media_types: Mapping[str, str],
    others: Iterable[str],
) -> str:
    """Return the text of an ro-crate-metadata.json (RO-Crate 1.1).

    Args:
        described: the description of the export.
        files: those whose size and digest are known.
        media_types: by the name of a file, as far as they are known.
        others: names of other files, and of folders, which end in a slash.
    """
    agents = [*described.creators, *([described.publisher] if described.publisher else [])]
    parts = [*_files(files, media_types), *map(_other, others)]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": iris.minted(described.path).value,
        "name": described.title,
        "description": described.description,
        "datePublished": described.date.start if described.date else None,
        "version": described.version,
        "license": {"@id": described.licence},
        "author": [{"@id": _id(agent)} for agent in described.creators],
        "publisher": {"@id": _id(described.publisher)} if described.publisher else None,
        "url": described.address,
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": RO_CRATE},
        "about": {"@id": "./"},
    }
    licence = {
        "@id": described.licence,
        "@type": "CreativeWork",
        "name": next((it for it, of in LICENCES.items() if of == described.licence), None),
        "description": described.rights,
    }
    people = {_id(it): {"@id": _id(it), "@type": it.kind, "name": it.name} for it in agents}
    graph: list[dict[str, Any]] = [descriptor, root, licence, *people.values(), *parts]
    content = {
        "@context": RO_CRATE_CONTEXT,
        "@graph": [{key: value for key, value in node.items() if value} for node in graph],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _id(agent: Agent) -> str:
    return iris.subject(agent).value


def _files(files: Iterable[Written], media_types: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for file in files:
        yield {
            "@id": file.name,
            "@type": "File",
            "name": file.name,
            "contentSize": str(file.bytes),
            "encodingFormat": media_types.get(file.name),
            "sha256": file.sha256,
        }


def _other(name: str) -> dict[str, Any]:
    return {"@id": name, "@type": "Dataset" if name.endswith("/") else "File", "name": name}
