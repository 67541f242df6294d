"""Who asks a store, and what is not said while it is asked."""

import logging
import netrc
import os
import sys
from contextlib import suppress
from getpass import getpass
from types import ModuleType
from typing import cast
from urllib.parse import urlsplit

import click

from mmrdf.cli.terminal import shown
from mmrdf.stores import Login

# httpx brings a command of its own, for which it imports as much again; in this process nobody
# calls it, and where it cannot be imported httpx does without.
sys.modules.setdefault("httpx._main", cast("ModuleType", None))

# Where secrets come from: never from an argument, which other users of the machine can see.
_PASSWORD, _TOKEN = "MMRDF_PASSWORD", "MMRDF_TOKEN"

USER = click.option(
    "--user",
    metavar="NAME",
    help=f"Who asks; the password is in {_PASSWORD}, in .netrc, or asked for.",
)


def quiet() -> None:
    """What is sent again is no news; the progress shows that it waits."""
    logging.getLogger("stamina").propagate = False
    logging.getLogger("stamina").addHandler(logging.NullHandler())


def login_of(url: str, user: str | None) -> Login:
    """Who asks: by the environment, by .netrc, or by a prompt."""
    token, password = os.environ.get(_TOKEN), os.environ.get(_PASSWORD)
    token = token.strip() if token else None  # files with secrets end in a line break
    if user is None or password is None:
        with suppress(OSError, netrc.NetrcParseError):
            known = netrc.netrc().authenticators(urlsplit(url).hostname or "")
            if known and user in (None, known[0]):
                user, password = known[0], password or known[2]
    if user is not None and password is None and sys.stdin.isatty():
        password = getpass(f"Password of {shown(user)}: ")
    return Login(user=user, password=password, token=token)
