"""One question to Zalo, with a token that is good; asked again once where Zalo says it is not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thongsuot.channels.addresses import target_of
from thongsuot.channels.posting import Failed, post
from thongsuot.channels.terms import Health, Outcome, Status
from thongsuot.channels.zalo.config import App
from thongsuot.channels.zalo.tokens import NoToken, access_token
from thongsuot.lib import clock

TOKEN_GONE = frozenset({-216, -220, -124, -155})
"""The access token is wrong, has expired or was taken back."""
TOO_MANY = frozenset({-32, -1472, -211})
"""Too many questions, or the day's share is used up."""


@dataclass(frozen=True, slots=True)
class _Said:
    code: int
    error: int | None
    message_id: str
    wait: float | None


def ask(
    app: App,
    url: str,
    id: str,
    body: Mapping[str, Any],
    *,
    lasting: Mapping[int, str],
    via: str,
) -> Outcome:
    """What became of one message. `lasting` names the errors that concern its reader alone; all
    others are TEMPORARY: the app, the template, the money are ours to mend."""
    try:
        token = access_token(app, clock.now())
        said = _posted(app, url, token, body)
        if said.error in TOKEN_GONE:
            token = access_token(app, clock.now(), stale=token)
            said = _posted(app, url, token, body)
    except NoToken as failed:
        return Outcome(id, Status.TEMPORARY, failed.code, failed.text, via=via)
    except Failed as failed:
        status = failed.status if failed.status == Status.AMBIGUOUS else Status.TEMPORARY
        return Outcome(id, status, failed.code, via=via)
    return _outcome(id, said, lasting, via)


def health(app: App) -> Health:
    """Whether there is a token that is good; nothing is sent."""
    try:
        access_token(app, clock.now())
    except NoToken as failed:
        return Health(False, failed.code, failed.text)
    return Health(True)


def _posted(app: App, url: str, token: str, body: Mapping[str, Any]) -> _Said:
    headers = {"content-type": "application/json", "access_token": token}
    octets = json.dumps(body, ensure_ascii=False).encode()
    answer = post(
        target_of(url), headers, octets, timeout=app.timeout, allow_private=app.allow_private
    )
    try:
        said = json.loads(answer.body)
        error = said.get("error")
        data = said.get("data") or {}
        remote = str(data.get("msg_id") or data.get("message_id") or "")
    except (ValueError, AttributeError):
        error, remote = None, ""
    wait = answer.retry_after(clock.now())
    return _Said(answer.code, error if isinstance(error, int) else None, remote[:100], wait)


def _outcome(id: str, said: _Said, lasting: Mapping[int, str], via: str) -> Outcome:
    text = f"HTTP {said.code}" + ("" if said.error is None else f", {said.error}")
    if said.error == 0 and 200 <= said.code < 300:
        return Outcome(id, Status.SENT, "", text, via=via, remote_id=said.message_id)
    if said.error is not None and said.error in lasting:
        return Outcome(id, Status.PERMANENT, lasting[said.error], text, via=via)
    if said.error in TOKEN_GONE:
        code = "not_let_in"
    else:
        code = "too_many" if said.code == 429 or said.error in TOO_MANY else "gateway"
    return Outcome(id, Status.TEMPORARY, code, text, said.wait, via=via)
