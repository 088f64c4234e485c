"""Delivers signed webhooks and tells what became of each."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache, partial

from thongsuot.channels.abreast import abreast
from thongsuot.channels.posting import Answer, Failed, post
from thongsuot.channels.terms import Health, Message, Outcome, Status
from thongsuot.channels.webhook import signing
from thongsuot.channels.webhook.config import Delivering, WebhookConfig, lane
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused

JSON = "application/json"


def send(
    config: WebhookConfig, id: str, payload: bytes, at: datetime, media_type: str = JSON
) -> Outcome:
    """POST a payload as message `id`, signed as of the aware instant `at`.

    410 and addresses that may not be called are PERMANENT; an answer lost after all was sent is
    AMBIGUOUS; every other failure is TEMPORARY, as Standard Webhooks retries it.
    """
    headers = {"content-type": media_type, **signing.headers(config.secret, id, payload, at)}
    target = config.target
    try:
        answer = post(
            target,
            headers,
            payload,
            timeout=config.timeout,
            allow_private=config.allow_private,
        )
    except Failed as failed:
        return Outcome(id, failed.status, failed.code, via=target.host[:60])
    return _outcome(id, answer, at, target.host[:60])


def send_all(config: Delivering, messages: Iterable[Message]) -> Iterator[Outcome]:
    """Messages of a dispatch, side by side; details: "secrets", keys as `signing` takes them."""
    return abreast(messages, partial(_one, config), lane)


def health(config: Delivering) -> Health:
    """There is no gateway in between: each endpoint has its own outcomes."""
    return Health(True)


def _one(config: Delivering, message: Message) -> Outcome:
    try:
        keys = tuple(message.details.get("secrets", ()))
        endpoint = _endpoint(config, message.address, keys)
    except Refused as refused:
        return Outcome(message.id, Status.PERMANENT, refused.code.replace(".", "_"))
    return send(endpoint, message.id, message.body, clock.now(), message.media_type)


@lru_cache(maxsize=1024)
def _endpoint(config: Delivering, url: str, keys: tuple[str, ...]) -> WebhookConfig:
    return WebhookConfig(
        url=url, secret=keys, timeout=config.timeout, allow_private=config.allow_private
    )


def _outcome(id: str, answer: Answer, at: datetime, via: str) -> Outcome:
    text = f"HTTP {answer.code}"
    if 200 <= answer.code < 300:
        return Outcome(id, Status.SENT, "", text, via=via)
    if answer.code == 410:
        return Outcome(id, Status.PERMANENT, "gone", text, via=via)
    name = {429: "too_many", 3: "redirect", 4: "refused"}
    reason = name.get(answer.code) or name.get(answer.code // 100) or "server_error"
    return Outcome(id, Status.TEMPORARY, reason, text, answer.retry_after(at), via)
