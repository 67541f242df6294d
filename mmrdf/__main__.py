"""``python -m mmrdf`` is the command ``mmrdf``."""

from mmrdf.cli import app

app(prog_name="mmrdf")
