"""The links in our mails. Each opens a page; only that page's button acts."""

from uuid import UUID

from django.conf import settings

from thongsuot.lib import seal

ACKNOWLEDGE, HOLD, LEAVE = "acknowledge", "hold", "leave"
RETURN, REPLY = "return", "reply"


def act(recipient: UUID, *, hold: bool) -> str:
    """The address in a recipient's mail: to acknowledge, or to agree to hold."""
    purpose, path = (HOLD, "giu-tin") if hold else (ACKNOWLEDGE, "xac-nhan")
    return f"{settings.SITE_URL}/{path}/{seal.token(settings.LINK_SECRET, purpose, recipient)}/"


def leave(recipient: UUID) -> str:
    """Where a reader leaves the topics or the list that brought them the mail; one POST does it."""
    return f"{settings.SITE_URL}/thoi-nhan/{seal.token(settings.LINK_SECRET, LEAVE, recipient)}/"


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


def return_path(delivery: UUID) -> str:
    """The envelope sender of a mail: what comes back to it is known for this delivery's.

    Where no address for returned mail is set (`email_bounces`), it is the installation's own.
    """
    taking = settings.CONFIG.email_bounces
    return _tagged(taking, RETURN, delivery) if taking else settings.CONFIG.email_from


def reply_to(recipient: UUID) -> str:
    """Where a recipient's answer to our mail goes, or "" where no address is set
    (`email_replies`): then it goes to the sender, and no door hears it."""
    taking = settings.CONFIG.email_replies
    return _tagged(taking, REPLY, recipient) if taking else ""


def written_to(address: str) -> tuple[str, UUID] | None:
    """What an address of ours was made for: RETURN and a delivery, or REPLY and a recipient.

    None for every other address: one made up, one with a token for something else.
    """
    for purpose, taking in _takings():
        token = _token_in(address, taking)
        subject = seal.read_address_token(settings.LINK_SECRET, purpose, token) if token else None
        if subject is not None:
            return purpose, subject
    return None


def _takings() -> list[tuple[str, str]]:
    told = settings.CONFIG
    both = [(RETURN, told.email_bounces), (REPLY, told.email_replies)]
    return [(purpose, taking) for purpose, taking in both if taking]


def _tagged(taking: str, purpose: str, subject: UUID) -> str:
    """`name+token@domain`, or `token@domain` where a whole domain takes them (`@domain`)."""
    token = seal.address_token(settings.LINK_SECRET, purpose, subject)
    return token + taking if taking[0] == "@" else taking.replace("@", f"+{token}@", 1)


def _token_in(address: str, taking: str) -> str:
    """Names and domains are compared in one case: systems on the way change it."""
    name, _at, domain = taking.casefold().rpartition("@")
    local, _at, at = address.strip().casefold().rpartition("@")
    start = f"{name}+" if name else ""
    return local.removeprefix(start) if at == domain and local.startswith(start) else ""
