"""What the page of a video call and its door say to one another: an exchange each second or so.

Asked: {"page": its own id, "after": number, "say": [{"kind", "body"}], "left": true as it closes}.
Answered: {"state", "signals", "other": the other side is there, "elsewhere": a newer page of the
same side is open, "heard": the spoken code was right}; to a page that has become ready also "ice".
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse

from thongsuot.lib.refused import Refused
from thongsuot.network import actions, queries
from thongsuot.network.terms import CallSide, CallState, SignalKind

MOST_SAID = 60
LARGEST = 64_000  # octets of one exchange
OTHER = {CallSide.HOST: CallSide.GUEST, CallSide.GUEST: CallSide.HOST}


UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
"""What Python makes of JSON of the wrong shape, of 1e400, of lists a thousand deep."""


class Malformed(ValueError):
    """No page of ours says this."""


@dataclass(frozen=True)
class Said:
    page: str
    after: int
    signals: list[tuple[SignalKind, str]]
    left: bool


def exchange(request: HttpRequest, call: Any, side: CallSide, **more: Any) -> JsonResponse:
    """Takes what the side says, gives what the other said since. `more` goes into the answer.

    400: not from a page of ours; 410: the call is over (or not open); 413, 429: too much said.
    """
    state = queries.call_state(call)
    if state != CallState.OPEN:
        return _answer({"state": state}, 410)
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return _answer({"state": state}, 413)
    try:
        said = _read(request.body)
        _take(call, side, said)
    except Malformed:
        return _answer({"state": state}, 400)
    except Refused:
        return _answer({"state": state}, 429)
    return _answer({**_news(call, side, said), **more})


def _read(body: bytes) -> Said:
    try:
        told = json.loads(body)
        said = [(SignalKind(each["kind"]), _plain(each["body"])) for each in told["say"]]
        page, after, left = str(told["page"])[:40], int(told["after"]), bool(told.get("left"))
    except UNREADABLE as error:
        raise Malformed from error
    if len(said) > MOST_SAID or not 0 <= after < 2**62:
        raise Malformed
    return Said(page, after, said, left)


def _plain(body: Any) -> str:
    """Text that a database takes: no NUL, no half of a pair."""
    text = str(body)
    if "\0" in text:
        raise Malformed
    text.encode()
    return text


def _take(call: Any, side: CallSide, said: Said) -> None:
    actions.note_presence(call=call, side=side, here=not said.left)
    for kind, body in said.signals:
        actions.signal(call=call, side=side, kind=kind, body=body)


def _news(call: Any, side: CallSide, said: Said) -> dict[str, Any]:
    other = OTHER[side]
    news = queries.signals_after(call, side, said.after)
    newest = queries.newest_page(call, side)
    told: dict[str, Any] = {
        "state": CallState.OPEN,
        "signals": [{"id": s.pk, "kind": s.kind, "body": s.body} for s in news],
        "other": queries.is_here(getattr(call, f"{other}_seen_at")),
        "elsewhere": bool(newest) and _page_of(newest) != said.page,
        "heard": call.heard_at is not None,
    }
    if any(kind is SignalKind.READY for kind, _ in said.signals):
        told["ice"] = queries.ice_servers(call)
    return told


def _page_of(ready: str) -> str:
    try:
        return str(json.loads(ready)["page"])
    except UNREADABLE:
        return ""


def _answer(told: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(told, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
