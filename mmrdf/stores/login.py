"""Who asks a server. Nothing of it is ever shown."""

from base64 import b64encode
from dataclasses import dataclass, field

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
