"""Who asks a server: by Digest, Basic or a token. Nothing of it is ever shown."""

from base64 import b64encode
from collections.abc import Generator
from dataclasses import dataclass, field

import httpx

from mmrdf.errors import StoreError


@dataclass(frozen=True, slots=True)
class Login:
    """A user's name and password, or a token.

    Raises:
        StoreError: if the token cannot be sent: it has a line break, for instance.

    >>> Login(user="me", password="open sesame").masked("'open sesame' is wrong")
    "'***' is wrong"
    """

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """See that the token can stand in a header."""
        if self.token and not (self.token.isascii() and self.token.isprintable()):
            reason = "the token has characters that cannot be sent, or a line break"
            raise StoreError(reason)

    def masked(self, text: str) -> str:
        """The text without what nobody may see."""
        basic = b64encode(f"{self.user}:{self.password}".encode()).decode()
        for secret in (self.token, self.password, self.password and basic):
            text = text.replace(secret, "***") if secret else text
        return text


class Auth(httpx.Auth):
    """Digest or Basic, whichever the server asks for; a token goes along at once.

    Args:
        login: who asks.
        host: the server for which that is meant: no other is told.
    """

    def __init__(self, login: Login, host: str) -> None:
        self._login = login
        self._host = host
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """What httpx asks for: the request, and once more if the server wants to know more."""
        login = self._login
        if request.url.host != self._host:
            yield request
            return
        if login.token:
            request.headers["Authorization"] = f"Bearer {login.token}"
        if self._chosen:
            yield from self._chosen.auth_flow(request)
            return
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED and login.user is not None:
            scheme = response.headers.get("www-authenticate", "").partition(" ")[0].lower()
            kind = httpx.DigestAuth if scheme == "digest" else httpx.BasicAuth
            self._chosen = kind(login.user, login.password or "")
            yield from self._chosen.auth_flow(request)
