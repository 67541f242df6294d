"""Where the shapes are."""

from pathlib import Path

from mmrdf.errors import MmrdfError


def shapes_folder() -> Path:
    """The folder with the shapes: in the installed package, or beside it in a clone."""
    package = Path(__file__).parents[1]
    installed = package / "shapes"
    return installed if installed.is_dir() else package.parent / "shapes"


def files() -> list[Path]:
    """The files with the shapes, in order.

    Raises:
        MmrdfError: if there are none: without shapes everything would conform.
    """
    found = sorted(shapes_folder().glob("*.ttl"))
    if not found:
        reason = f"no shapes in {shapes_folder()}; install mmrdf anew"
        raise MmrdfError(reason)
    return found
