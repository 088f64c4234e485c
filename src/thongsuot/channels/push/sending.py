"""Hands pushes to the services of browsers."""

import json
import os
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from thongsuot.channels.abreast import abreast
from thongsuot.channels.addresses import target_of
from thongsuot.channels.posting import Answer, Failed, post
from thongsuot.channels.push import vouching
from thongsuot.channels.push.config import PushConfig, octets
from thongsuot.channels.terms import Health, Message, Outcome, Status
from thongsuot.lib import clock

ROOM = 3000  # octets of what is shown; RFC 8291 §4 has room for 3,993


def send(config: PushConfig, messages: Iterable[Message]) -> Iterator[Outcome]:
    """Each message to its browser. A subscription that its owner ended is PERMANENT (``gone``).

    SENT means that the push service has it, not that anybody saw it.
    """
    return abreast(messages, partial(_one, config), lambda message: _origin(message.address))


def health(config: PushConfig) -> Health:
    """Whether the key can be used; the services belong to the makers of browsers."""
    try:
        vouching.public_key(config.key)
    except (OSError, ValueError) as error:
        return Health(False, "no_key", type(error).__name__)
    return Health(True)


def shown(message: Message) -> bytes:
    """What the browser is told, as JSON: title, body, the link that a touch opens, and a tag by
    which a repetition takes the place of what is on the screen."""
    text, _, link = message.body.decode("utf-8").rpartition(" ")
    told = message.details.get("told", {})
    title, says = str(told.get("unit", "")), str(told.get("says") or text)
    found = {"title": title[:120], "body": says[:600], "url": link, "tag": message.id}
    if message.urgent:
        found["urgent"] = "1"
    return json.dumps(found, ensure_ascii=False).encode()


def encrypted(content: bytes, p256dh: str, auth: str) -> bytes:
    """aes128gcm (RFC 8188) under keys that only the browser can derive (RFC 8291)."""
    return bytes(
        http_ece.encrypt(
            content,
            salt=os.urandom(16),
            private_key=generate_private_key(SECP256R1()),
            dh=octets(p256dh),
            auth_secret=octets(auth),
            version="aes128gcm",
        )
    )


def _one(config: PushConfig, message: Message) -> Outcome:
    content = shown(message)
    if len(content) > ROOM:
        return Outcome(message.id, Status.PERMANENT, "too_large")
    try:
        body = encrypted(content, message.details["p256dh"], message.details["auth"])
        target = target_of(message.address)
    except (KeyError, ValueError):
        return Outcome(message.id, Status.PERMANENT, "push_subscription")
    if target.scheme != "https" and not config.allow_private:
        return Outcome(message.id, Status.PERMANENT, "not_https")
    try:
        answer = post(
            target,
            _headers(config, message),
            body,
            timeout=config.timeout,
            allow_private=config.allow_private,
        )
    except Failed as failed:
        return Outcome(message.id, failed.status, failed.code, via=target.host[:60])
    return _outcome(message.id, answer, target.host[:60])


def _headers(config: PushConfig, message: Message) -> dict[str, str]:
    now = clock.now().timestamp()
    return {
        "authorization": vouching.authorization(
            config.key, _origin(message.address), config.subject, now
        ),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "ttl": str(config.keeps),
        "urgency": "high" if message.urgent else "normal",
        "topic": message.id.replace("-", "")[:32],  # a repetition replaces what waits
    }


def _outcome(id: str, answer: Answer, via: str) -> Outcome:
    text = f"HTTP {answer.code}"
    if 200 <= answer.code < 300:
        remote = answer.headers.get("location", "")
        return Outcome(id, Status.SENT, "", text, via=via, remote_id=_named(remote))
    lasting = {404: "gone", 410: "gone", 413: "too_large", 403: "not_ours"}
    if code := lasting.get(answer.code):
        return Outcome(id, Status.PERMANENT, code, text, via=via)
    code = "too_many" if answer.code == 429 else "server_error"
    code = "refused" if answer.code // 100 == 4 and answer.code != 429 else code
    return Outcome(id, Status.TEMPORARY, code, text, answer.retry_after(clock.now()), via)


def _named(location: str) -> str:
    """The last part of the address that the service gave the push."""
    name = location.rstrip("/").rpartition("/")[2]
    return name if len(name) <= 120 and name.isascii() and name.isprintable() else ""


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
