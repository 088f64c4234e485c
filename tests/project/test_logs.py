"""Logs hold no token, no address, no number."""

import json
import logging

import pytest

from thongsuot.project.logs import CleanFormatter, clean


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("Internal Server Error: /xac-nhan/ABJKi3fOSXeFvBQp5gwa9DOdl/", "ABJKi3"),
        ("Not Found: /giu-tin/zzTOKENzz/?a=1", "zzTOKENzz"),
        ("Authorization: Bearer tsk_9f8e7d", "tsk_9f8e7d"),
        ("login failed for mai@tttt.mic.example", "mai@"),
        ("call +84912345678 now", "912345678"),
        ("call 0912345678 now", "0912345678"),
        ("Not Found: /nguon/zzTOKENzz/atom.xml", "zzTOKENzz"),
        ("POST /api/v1/receipts/sms?key=zzTOKENzz", "zzTOKENzz"),
        ("csrfmiddlewaretoken=abc123&x=1", "abc123"),
    ],
)
def test_cleaned(line: str, secret: str) -> None:
    assert secret not in clean(line)


@pytest.mark.parametrize("line", ["GET /tin/0b6c7b1e-2222-4444-8888-1234567890ab/ 200", "12/2026"])
def test_kept(line: str) -> None:
    assert clean(line) == line


def test_tracebacks_are_cleaned_and_lines_stay_json() -> None:
    try:
        raise ValueError("bad address mai@tttt.mic.example")
    except ValueError:
        record = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, "f", 1, "failed for %s", ("lan@vidu.example",), None
        )
        import sys

        record.exc_info = sys.exc_info()
    told = json.loads(CleanFormatter().format(record))
    assert "@tttt" not in json.dumps(told)
    assert "lan@" not in told["message"]
    assert "ValueError" in told["exc_info"]
