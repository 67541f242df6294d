"""How a server is told who asks: by Digest, Basic or a token."""

from collections.abc import Generator

import httpx

from mmrdf.stores.login import Login


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
