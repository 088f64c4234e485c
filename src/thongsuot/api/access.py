"""Who asks: nobody in particular, or the person whose token it is. Never a browser's session."""

import hashlib
from base64 import b64decode

from django.http import HttpRequest
from ninja.security import HttpBearer

from thongsuot.api import limits
from thongsuot.lib.refused import Refused
from thongsuot.network import queries as network
from thongsuot.network.terms import PUBLIC, Scope, Viewer


def viewer_of(request: HttpRequest, *, basic: bool = False) -> Viewer:
    """The public without a token, else the token's viewer; counts the request.

    `basic` also takes the token as the password of HTTP Basic, since readers of feeds know no
    other way. Raises `api.token_unknown`, `api.too_many`.
    """
    given = request.headers.get("Authorization", "")
    secret = _secret(given, basic)
    viewer = network.viewer_of_token(secret) if secret else None
    if viewer is None:
        limits.count(f"ip:{limits.address(request)}", limits.BY_ADDRESS)
        if given:
            raise Refused("api.token_unknown")
        return PUBLIC
    # The cache sees a digest: a secret is written nowhere.
    limits.count(f"token:{hashlib.sha256(secret.encode()).hexdigest()}", limits.BY_TOKEN)
    return viewer


def _secret(given: str, basic: bool) -> str:
    scheme, _, rest = given.strip().partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if basic and scheme.lower() == "basic":
        return _password(rest.strip())
    return ""


def _password(encoded: str) -> str:
    """The password of HTTP Basic, or the name if it came without one; "" if it is not Basic."""
    try:
        name, _, password = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return ""
    return password or name


def check_scope(viewer: Viewer, scope: Scope) -> Viewer:
    """Raises `api.scope` if a token lacks the scope. The public has none and needs none."""
    if viewer.scopes is not None and scope not in viewer.scopes:
        raise Refused("api.scope", scope=scope.value)
    return viewer


class Token(HttpBearer):
    """`request.auth` becomes the viewer. Without `needed`, no token at all is the public."""

    def __init__(self, *, scope: Scope | None = None, needed: bool = False) -> None:
        super().__init__()
        self.scope = scope
        self.needed = needed

    def __call__(self, request: HttpRequest) -> Viewer:
        viewer = viewer_of(request)
        if self.needed and viewer.scopes is None:
            raise Refused("api.token_missing")
        return check_scope(viewer, self.scope) if self.scope else viewer

    def authenticate(self, request: HttpRequest, token: str) -> Viewer:
        return self(request)


ANYONE = Token()
READER = Token(scope=Scope.READ_EDITIONS)
HOLDER = Token(needed=True)
RECIPIENT = Token(scope=Scope.READ_DELIVERIES, needed=True)
