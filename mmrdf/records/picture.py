"""A picture in a paper."""

from dataclasses import dataclass

from mmrdf.records.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture that a figure record describes.

    Args:
        filename: the name of the image file; unique only together with the PMCID.
        number: the number printed on it, normalised by PFOCR (``F2``).
        kind: ``Figure``, ``Scheme``, ``Graphical abstract`` and so on.
        pmc_page: the path of its page at PMC, without a slash before it.
    """

    pmcid: str
    filename: str
    article: Article
    number: str | None = None
    kind: str | None = None
    pmc_page: str | None = None

    @property
    def name(self) -> str | None:
        """What it is called in its paper, such as ``Figure F2``, as far as it is known."""
        return " ".join(filter(None, (self.kind, self.number))) or None

    @property
    def file(self) -> str:
        """The place of the image file at Europe PMC, as a path."""
        return f"{self.pmcid}/bin/{self.filename}"

    @property
    def media_type(self) -> str | None:
        """The media type that the file name's ending stands for, None for an unknown one."""
        endings = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "tif": "tiff"}
        kind = endings.get(self.filename.rpartition(".")[2].lower())
        return f"image/{kind}" if kind else None
