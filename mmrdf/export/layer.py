"""One layer of an export: its files, which grow record by record, and what waits for their end."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Triple

from mmrdf.export.convert import Part, Piece
from mmrdf.export.shared import Shared
from mmrdf.serialize import Format


class _File:
    """One output file that grows body by body."""

    def __init__(self, stream: BinaryIO, row: Format, layer: str) -> None:
        self.row = row
        self.layer = layer
        self.separator = b""
        self.stream = stream
        self.stream.write(row.head(layer))

    def write(self, body: bytes) -> None:
        if body:
            self.stream.write(self.separator + body)
            self.separator = self.row.separator

    def close(self) -> None:
        self.stream.write(self.row.tail)
        self.stream.close()


class Layer:
    """The files of one layer, and the nodes that are set aside for their end."""

    def __init__(
        self, name: str, staging: Path, aside: Path, rows: Sequence[Format], opened: ExitStack
    ) -> None:
        self.name = name
        self.triples = 0
        (aside / name).mkdir()
        self.shared = Shared(aside / name)
        self.files: list[_File] = []
        for row in rows:
            stream = (staging / f"{name}.{row.extension}").open("wb")
            self.files.append(_File(opened.enter_context(stream), row, name))

    def add(self, part: Part, piece: Piece) -> None:
        """Write what this layer has of a record."""
        self.triples += part.own
        for subject, triples in part.shared.items():
            self.shared.add(subject, triples, piece.linked[subject], piece.source)
        for file in self.files:
            file.write(part.bodies[file.row.name])

    def write(self, triples: list[Triple], *, nested: bool) -> None:
        """Write whole nodes; ``nested`` formats have the shared ones in their records already."""
        self.triples += len(triples)
        for file in self.files:
            if nested or not file.row.nested:
                file.write(file.row.body(triples, self.name))

    def close(self) -> None:
        for file in self.files:
            file.close()
