"""How often a machine may ask: so many requests a minute, counted for each token or address.

The count lives in Django's cache, in windows of a minute: it needs no table, and forgetting it
harms nobody.
"""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from thongsuot.lib import clock
from thongsuot.lib.refused import Refused

WINDOW = 60  # seconds
BY_ADDRESS = 240  # requests in a window; a newsroom has one address for many machines
BY_TOKEN = 600
TEXTS = 60  # texts looked at for one person in a window: each is some work
LONG = 50_000  # bytes; so much more of a text counts as another one


def count(who: str, most: int, weight: int = 1) -> None:
    """Counts one request of `who`, or as many as it weighs. Beyond `most` raises `api.too_many`
    with seconds to wait."""
    now = int(clock.now().timestamp())
    key = f"api:{who}:{now // WINDOW}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        asked = cache.incr(key, weight)
    except ValueError:  # thrown out of a full cache since the line above
        return
    if asked > most:
        raise Refused("api.too_many", seconds=WINDOW - now % WINDOW)


def address(request: HttpRequest) -> str:
    """Where a request comes from. Behind TLS there is a proxy of ours, which names it last."""
    if settings.SECURE_PROXY_SSL_HEADER:
        named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return named[:64] or str(request.META.get("REMOTE_ADDR", ""))
    return str(request.META.get("REMOTE_ADDR", ""))
