"""Short messages by a gateway's HTTP interface; each gateway's own way of asking and answering is
told in the settings."""

import json
import socket
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from thongsuot.channels.abreast import abreast
from thongsuot.channels.posting import Answer, Failed, post
from thongsuot.channels.sms.config import NO_MOBILE, HttpGateway, address
from thongsuot.channels.sms.spelling import spelled
from thongsuot.channels.terms import ADDRESS_REFUSED, Health, Message, Outcome, Status
from thongsuot.lib import clock
from thongsuot.lib.refused import Refused

VIA = "sms_http"


def send(config: HttpGateway, messages: Iterable[Message]) -> Iterator[Outcome]:
    return abreast(messages, lambda message: _send(config, message), lambda message: VIA)


def health(config: HttpGateway) -> Health:
    """Whether the gateway can be reached; it is asked nothing, since every question may cost."""
    target = config.target
    try:
        socket.create_connection((target.host, target.port), timeout=config.timeout).close()
    except OSError:
        return Health(False, "unreachable")
    return Health(True)


def _send(config: HttpGateway, message: Message) -> Outcome:
    try:
        number, _ = address(message.address, {})
    except Refused:
        return Outcome(message.id, Status.PERMANENT, NO_MOBILE)
    kind = "application/x-www-form-urlencoded" if config.form else "application/json"
    headers = {"content-type": kind, "accept": "application/json", **config.headers}
    try:
        answer = post(
            config.target,
            headers,
            _body(config, message, number),
            timeout=config.timeout,
            allow_private=config.allow_private,
        )
    except Failed as failed:
        status = failed.status if failed.status == Status.AMBIGUOUS else Status.TEMPORARY
        return Outcome(message.id, status, failed.code, via=VIA)
    return _outcome(config, message, answer)


def _body(config: HttpGateway, message: Message, number: str) -> bytes:
    wording = config.wording
    line = spelled(message.body.decode(), accents=wording.accents, most_parts=wording.most_parts)
    told = {
        "to": wording.number(number),
        "text": line.text,
        "id": message.id,
        "from": wording.sender,
        "unicode": int(line.unicode),
        "parts": len(line.parts),
    }
    filled = {name: value.format_map(told) for name, value in config.body.items()}
    if config.form:
        return urlencode(filled).encode()
    return json.dumps(filled, ensure_ascii=False).encode()


def _outcome(config: HttpGateway, message: Message, answer: Answer) -> Outcome:
    said = _said(answer.body)
    verdict = str(_at(said, config.ok_field)) if config.ok_field else ""
    text = f"HTTP {answer.code}" + (f", {verdict}" if verdict.lstrip("-").isalnum() else "")[:40]
    if verdict and verdict in config.refused:
        return Outcome(message.id, Status.PERMANENT, ADDRESS_REFUSED, text, via=VIA)
    if 200 <= answer.code < 300 and (not config.ok_field or verdict in config.ok):
        remote = str(_at(said, config.id_field) or "") if config.id_field else ""
        return Outcome(message.id, Status.SENT, "", text, via=VIA, remote_id=remote[:100])
    code = {401: "not_let_in", 403: "not_let_in", 429: "too_many"}.get(answer.code, "gateway")
    wait = answer.retry_after(clock.now())
    return Outcome(message.id, Status.TEMPORARY, code, text, wait, via=VIA)


def _said(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _at(said: Any, path: str) -> Any:
    """What stands at «data.messages.0.id»; "" where nothing does."""
    for step in path.split("."):
        if isinstance(said, dict):
            said = said.get(step, "")
        elif isinstance(said, list) and step.isdigit() and int(step) < len(said):
            said = said[int(step)]
        else:
            return ""
    return said
