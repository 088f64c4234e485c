"""A rewriting endpoint of our own on loopback: what it may say, and what is done with it."""

import json
import socket
import time

import pytest

from tests.channels.answering import Exchange, answering
from thongsuot.channels.rewriting.client import LONGEST, health, rewrite
from thongsuot.channels.rewriting.config import RewritingConfig
from thongsuot.lib.clarity.rewriting import Thing
from thongsuot.lib.refused import Refused

TEXT = "Trong thời gian tới, Sở Y tế sẽ tiến hành tổ chức 02 lớp cho 80 cán bộ, không thu phí."
PLAIN = "Sắp tới, Sở Y tế mở 02 lớp cho 80 cán bộ, không thu phí."


def endpoint(answer: bytes, *, pause: float = 0.0, drips: int = 0) -> Exchange:
    """One exchange: takes a whole request, says `answer` (then `drips` octets, slowly), closes."""

    def serve(connection: socket.socket, got: list[bytes]) -> None:
        got.append(_request(connection))
        try:
            connection.sendall(answer)
            for _ in range(drips):
                time.sleep(pause)
                connection.sendall(b" ")
        except OSError:
            pass  # the other side has gone, as it should

    return answering(serve)


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data and (chunk := connection.recv(65536)):
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n")
                   if line.startswith(b"content-length:")), 0)  # fmt: skip
    while len(body) < length and (chunk := connection.recv(65536)):
        body += chunk
    return head + b"\r\n\r\n" + body


def config(port: int, timeout: float = 5.0) -> RewritingConfig:
    url = f"http://127.0.0.1:{port}/v1/"
    return RewritingConfig(url=url, model="một-mô-hình", key="khoa-thu", timeout=timeout)


def saying(words: object, *, status: str = "200 OK") -> bytes:
    told = json.dumps({"choices": [{"message": {"content": words}}]}).encode()
    return b"HTTP/1.1 %b\r\nContent-Length: %d\r\n\r\n%b" % (status.encode(), len(told), told)


def test_what_is_asked_and_what_comes_back() -> None:
    with endpoint(saying(PLAIN)) as (port, got):
        told = rewrite(config(port), TEXT)
    assert (told.text, told.changed, told.trouble) == (PLAIN, (), "")
    head, _, body = got[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v1/chat/completions HTTP/1.1")
    assert b"authorization: Bearer khoa-thu" in head
    asked = json.loads(body)
    assert asked["model"] == "một-mô-hình" and asked["messages"][-1]["content"] == TEXT


@pytest.mark.parametrize(
    "words", [f"<think>Xem nào: 3 lớp</think>\n{PLAIN}", f"```\n{PLAIN}\n```", f"  {PLAIN}\n"]
)
def test_what_stands_around_a_wording_is_left_out(words: str) -> None:
    with endpoint(saying(words)) as (port, _):
        assert rewrite(config(port), TEXT).text == PLAIN


@pytest.mark.parametrize(
    ("old", "new", "thing"),
    [
        ("80", "85", Thing.FIGURE),
        ("80 ", "", Thing.FIGURE),
        ("Sở Y tế", "Sở Nội vụ", Thing.NAME),
        ("không thu", "có thu", Thing.NEGATION),
        ("Sắp tới", "Ngày 5/1/2026", Thing.DATE),
    ],
)
def test_a_wording_that_changes_a_fact_is_refused(old: str, new: str, thing: Thing) -> None:
    with endpoint(saying(PLAIN.replace(old, new))) as (port, _):
        told = rewrite(config(port), TEXT)
    assert told.text == "" and thing in {change.thing for change in told.changed}


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (saying(TEXT), "same"),
        (saying(""), "answer"),
        (saying(None), "answer"),
        (saying(["a"]), "answer"),
        (saying("dài " * 200), "answer"),
        (b"HTTP/1.1 200 OK\r\n\r\n{", "answer"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 100_000, "answer"),
        (b'HTTP/1.1 200 OK\r\n\r\n{"choices": []}', "answer"),
        (saying(PLAIN, status="401 Unauthorized"), "refused"),
        (saying(PLAIN, status="429 Too Many"), "too_many"),
        (saying(PLAIN, status="503 x"), "server_error"),
        (b"HTTP/1.1 302 x\r\nLocation: http://127.0.0.1:9/\r\n\r\n", "redirect"),
        (b"", "connection_lost"),
        (b"SSH-2.0-x\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}", "answer"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 1_000_002, "protocol"),
    ],
)
def test_what_each_answer_means(answer: bytes, trouble: str) -> None:
    with endpoint(answer) as (port, _):
        told = rewrite(config(port), TEXT)
    assert (told.text, told.trouble) == ("", trouble)


def test_an_answer_in_pieces_is_read() -> None:
    body = json.dumps({"choices": [{"message": {"content": PLAIN}}]}).encode()
    pieces = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    with endpoint(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + pieces) as (port, _):
        assert rewrite(config(port), TEXT).text == PLAIN


def test_dripping_ends_by_the_clock() -> None:
    slow = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    with endpoint(slow, pause=0.05, drips=40) as (port, _):
        assert rewrite(config(port, timeout=0.3), TEXT).trouble == "timeout"


def test_nothing_is_sent_that_makes_no_sense() -> None:
    nobody = config(9)
    assert rewrite(nobody, "  ").trouble == "empty"
    assert rewrite(nobody, "chữ " * LONGEST).trouble == "too_long"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert rewrite(config(port), TEXT).trouble == "unreachable"
    abroad = RewritingConfig(url="http://8.8.8.8/v1", model="m")
    assert rewrite(abroad, TEXT).trouble == "not_private"


def test_health_is_a_question_without_a_text() -> None:
    with endpoint(b"HTTP/1.1 200 OK\r\n\r\n{}") as (port, got):
        assert health(config(port)).ok
    assert got[0].startswith(b"GET /v1/models HTTP/1.1")
    with endpoint(b"HTTP/1.1 404 x\r\n\r\n") as (port, _):
        assert health(config(port)).reason == "refused"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"url": "ftp://x.example/v1"}, "rewriting.url"),
        ({"url": "https://a:b@x.example/v1"}, "rewriting.url"),
        ({"url": "https://x.example/v1?a=b"}, "rewriting.url"),
        ({"url": "https://x.example/ v1"}, "rewriting.url"),
        ({"url": "https://x.example:99999/v1"}, "rewriting.url"),
        ({"model": " "}, "rewriting.model"),
        ({"key": "a\r\nb"}, "rewriting.key"),
        ({"timeout": 0}, "rewriting.timeout"),
        ({"timeout": 500}, "rewriting.timeout"),
    ],
)
def test_nonsense_is_refused(changes: dict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        RewritingConfig(**{"url": "https://x.example/v1", "model": "m", **changes})
    assert refused.value.code == code


def test_the_key_is_not_shown() -> None:
    assert "khoa-thu" not in repr(config(9))
