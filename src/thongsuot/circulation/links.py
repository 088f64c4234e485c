"""The links in our mails. Each opens a page; only that page's button acts."""

from uuid import UUID

from django.conf import settings

from thongsuot.lib import seal

ACKNOWLEDGE, HOLD = "acknowledge", "hold"


def act(recipient: UUID, *, hold: bool) -> str:
    """The address in a recipient's mail: to acknowledge, or to agree to hold."""
    purpose, path = (HOLD, "giu-tin") if hold else (ACKNOWLEDGE, "xac-nhan")
    return f"{settings.SITE_URL}/{path}/{seal.token(settings.LINK_SECRET, purpose, recipient)}/"


def answer(dispatch: UUID) -> str:
    """Where a body answers the request that a dispatch is; it signs in, for an answer is a text."""
    return f"{settings.SITE_URL}{answer_path(dispatch)}"


def answer_path(dispatch: UUID) -> str:
    """The same within the site."""
    return f"/ban/yeu-cau/dot/{dispatch}/tra-loi/"


def followed(dispatch: UUID, *, asks: bool) -> str:
    """The page of a dispatch, or of the request that it is, for those who follow it."""
    return f"{settings.SITE_URL}/ban/{'yeu-cau/dot' if asks else 'gui'}/{dispatch}/"


def recipient(purpose: str, token: str) -> UUID | None:
    """The recipient a token was made for, or None."""
    return seal.read_token(settings.LINK_SECRET, purpose, token)
